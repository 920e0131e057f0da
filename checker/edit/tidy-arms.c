// SPDX-License-Identifier: GPL-2.0-only
/* The two arms of an #if that a rewrite made the same. */

#include <stdbool.h>
#include <string.h>

#include "edit/linediff.h"
#include "edit/tidy.h"

/* The name of the directive in a line, or NULL. */
static const char *directive_of(const struct line *l)
{
	const char *p = l->text, *end = p + l->len;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p == end || *p++ != '#')
		return NULL;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

static bool is_directive(const struct line *l, const char *name)
{
	const char *p = directive_of(l);
	size_t len = strlen(name);

	return p && (size_t)(l->text + l->len - p) >= len &&
	       !memcmp(p, name, len);
}

/* The next directive behind a line, or the number of lines. */
static size_t next_directive(const struct lines *l, size_t i)
{
	do
		i++;
	while (i < l->nr && !directive_of(&l->at[i]));
	return i;
}

static bool same_lines(const struct lines *l, size_t one, size_t two, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (l->at[one + i].len != l->at[two + i].len ||
		    memcmp(l->at[one + i].text, l->at[two + i].text,
			   l->at[one + i].len))
			return false;
	return true;
}

/*
 * Whether line @i begins an #if with two arms of the same text, of which the
 * rewrite changed a line: then @other and @end are its #else and its #endif.
 */
static bool has_one_text(const struct linediff *d, size_t i, size_t *other,
			 size_t *end)
{
	const struct lines *l = &d->b;

	if (!is_directive(&l->at[i], "if"))
		return false;
	*other = next_directive(l, i);
	if (*other >= l->nr || !is_directive(&l->at[*other], "else"))
		return false;
	*end = next_directive(l, *other);
	if (*end >= l->nr || !is_directive(&l->at[*end], "endif") ||
	    *end - *other != *other - i ||
	    !same_lines(l, i + 1, *other + 1, *other - i - 1))
		return false;
	for (size_t at = i; at < *end; at++)
		if (d->a_of_b[at] < 0)
			return true;
	return false;
}

void tidy_arms(const struct buf *before, const struct buf *after,
	       struct buf *out)
{
	struct linediff d;
	size_t skip = (size_t)-1, end = 0;

	linediff_read(&d, before, after);
	for (size_t i = 0; i < d.b.nr; i++) {
		const struct line *l = &d.b.at[i];
		size_t other, last;

		if (has_one_text(&d, i, &other, &last)) {
			skip = other;
			end = last;
			continue;
		}
		if (i == skip) {
			i = end;
			continue;
		}
		buf_add(out, l->text, l->len);
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	linediff_free(&d);
}
