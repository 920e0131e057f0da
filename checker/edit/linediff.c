// SPDX-License-Identifier: GPL-2.0-only
/* The difference of two texts, line by line (Myers' O(ND) algorithm). */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit/linediff.h"

/* Texts further apart than this are all changed between their ends. */
#define MAX_EDITS 2000

static void split(struct lines *l, const struct buf *text)
{
	size_t room = 0, from = 0;

	memset(l, 0, sizeof(*l));
	while (from < text->len) {
		const char *p = text->data + from;
		const char *nl = memchr(p, '\n', text->len - from);
		size_t n = nl ? (size_t)(nl - p) : text->len - from;

		if (l->nr == room) {
			room = room ? 2 * room : 256;
			l->at = xrealloc(l->at, room * sizeof(*l->at));
		}
		l->at[l->nr++] = (struct line){ p, n };
		from += n + 1;
	}
}

static bool same(const struct linediff *d, long x, long y)
{
	const struct line *a = &d->a.at[x], *b = &d->b.at[y];

	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static void pair(struct linediff *d, long x, long y)
{
	d->b_of_a[x] = y;
	d->a_of_b[y] = x;
}

/* What is between the common ends: a[x0..x1) and b[y0..y1). */
struct middle {
	long x0, x1, y0, y1;
};

/* One round of Myers: extends every diagonal; is the end reached? */
static bool extend(struct linediff *d, const struct middle *m, long *v,
		   long edits)
{
	long n = m->x1 - m->x0, k;

	for (k = -edits; k <= edits; k += 2) {
		bool down = k == -edits ||
			    (k != edits && v[k - 1] < v[k + 1]);
		long x = down ? v[k + 1] : v[k - 1] + 1;
		long y = x - k;

		while (x < n && y < m->y1 - m->y0 &&
		       same(d, m->x0 + x, m->y0 + y)) {
			x++;
			y++;
		}
		v[k] = x;
		if (x >= n && y >= m->y1 - m->y0)
			return true;
	}
	return false;
}

/* Walks back over the saved rounds and pairs the lines on the diagonals. */
static void walk_back(struct linediff *d, const struct middle *m,
		      long **saved, long edits)
{
	long x = m->x1 - m->x0, y = m->y1 - m->y0;

	for (; edits >= 0; edits--) {
		const long *v = saved[edits] + edits + 1;
		long k = x - y;
		bool down = k == -edits ||
			    (k != edits && v[k - 1] < v[k + 1]);
		long px = edits ? v[down ? k + 1 : k - 1] : 0;
		long py = edits ? px - (down ? k + 1 : k - 1) : 0;

		while (x > px && y > py)
			pair(d, m->x0 + --x, m->y0 + --y);
		x = px;
		y = py;
	}
}

static void myers(struct linediff *d, const struct middle *m)
{
	long max = (m->x1 - m->x0) + (m->y1 - m->y0), edits, done = -1;
	long *v, **saved;

	if (max > MAX_EDITS)
		max = MAX_EDITS;
	v = calloc(2 * max + 3, sizeof(*v));
	saved = xrealloc(NULL, (max + 1) * sizeof(*saved));
	v = v ? v : xrealloc(NULL, SIZE_MAX);
	for (edits = 0; edits <= max && done < 0; edits++) {
		/* What this round starts from: diagonals -edits-1..edits+1. */
		size_t size = (2 * edits + 3) * sizeof(*v);

		saved[edits] = xrealloc(NULL, size);
		memcpy(saved[edits], v + max + 1 - edits - 1, size);
		if (extend(d, m, v + max + 1, edits))
			done = edits;
	}
	if (done >= 0)
		walk_back(d, m, saved, done);
	while (edits--)
		free(saved[edits]);
	free(saved);
	free(v);
}

static long *no_lines(size_t n)
{
	long *l = xrealloc(NULL, (n + 1) * sizeof(*l));

	for (size_t i = 0; i <= n; i++)
		l[i] = -1;
	return l;
}

void linediff_read(struct linediff *d, const struct buf *a,
		   const struct buf *b)
{
	struct middle m = { 0 };

	split(&d->a, a);
	split(&d->b, b);
	d->b_of_a = no_lines(d->a.nr);
	d->a_of_b = no_lines(d->b.nr);
	m.x1 = d->a.nr;
	m.y1 = d->b.nr;
	while (m.x0 < m.x1 && m.y0 < m.y1 && same(d, m.x0, m.y0))
		pair(d, m.x0++, m.y0++);
	while (m.x0 < m.x1 && m.y0 < m.y1 && same(d, m.x1 - 1, m.y1 - 1))
		pair(d, --m.x1, --m.y1);
	if (m.x0 < m.x1 && m.y0 < m.y1)
		myers(d, &m);
}

void linediff_free(struct linediff *d)
{
	free(d->a.at);
	free(d->b.at);
	free(d->b_of_a);
	free(d->a_of_b);
	memset(d, 0, sizeof(*d));
}

long linediff_origin(const struct linediff *d, size_t i)
{
	size_t first = i, last = i;
	long a0, a1;

	if (d->a_of_b[i] >= 0)
		return d->a_of_b[i];
	while (first && d->a_of_b[first - 1] < 0)
		first--;
	while (last + 1 < d->b.nr && d->a_of_b[last + 1] < 0)
		last++;
	a0 = first ? d->a_of_b[first - 1] + 1 : 0;
	a1 = last + 1 < d->b.nr ? d->a_of_b[last + 1] : (long)d->a.nr;
	if (a1 - a0 == (long)(last - first + 1))
		return a0 + (i - first);
	if (i == last && a1 > a0)	/* count from the nearer end */
		return a1 - 1;
	return i == first && a1 > a0 ? a0 : -1;
}
