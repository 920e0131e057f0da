// SPDX-License-Identifier: GPL-2.0-only
/* What #if 0 leaves out, whatever the configuration. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "dead.h"
#include "lex.h"

struct reader {
	struct dead *d;
	const char *text;
	uint32_t depth;		/* of all #if */
	uint32_t dead_depth;	/* of the one whose branch is dead, or 0 */
	uint32_t start;		/* of that branch */
	uint32_t true_depth;	/* of the outermost #if 1 that is open, or 0 */
};

static void begin(struct reader *r, uint32_t at)
{
	r->dead_depth = r->depth;
	r->start = at;
}

static void end(struct reader *r, uint32_t at)
{
	struct dead *d = r->d;

	if (!r->dead_depth || r->dead_depth != r->depth)
		return;
	d->list = xgrow(d->list, d->count, &d->capacity, sizeof(*d->list));
	d->list[d->count++] = (struct dead_range){ r->start, at };
	r->dead_depth = 0;
}

/* The condition of an #if, if that is one number and nothing else. */
static bool is_number(const struct reader *r, struct lexer *lx,
		      const char *number)
{
	struct token t;

	return lex_next_code(lx, &t) && token_is(r->text, &t, number) &&
	       !lex_next_code(lx, &t);
}

static void open_if(struct reader *r, struct lexer *lx, uint32_t behind)
{
	struct lexer again = *lx;

	r->depth++;
	if (r->dead_depth)
		return;
	if (is_number(r, lx, "0"))
		begin(r, behind);
	else if (!r->true_depth && is_number(r, &again, "1"))
		r->true_depth = r->depth;
}

static void other_branch(struct reader *r, uint32_t at, uint32_t behind)
{
	end(r, at);
	if (r->true_depth && r->true_depth == r->depth)
		begin(r, behind);
}

static void close_if(struct reader *r, uint32_t at)
{
	end(r, at);
	if (r->true_depth == r->depth)
		r->true_depth = 0;
	if (r->depth)
		r->depth--;
}

static void on_directive(struct reader *r, const struct token *line)
{
	uint32_t behind = line->off + line->len;
	struct lexer lx;
	struct token t;

	lex_init_range(&lx, r->text, line->off + 1, line->len - 1, line->line);
	if (!lex_next_code(&lx, &t) || t.kind != TOK_IDENT)
		return;
	if (token_is(r->text, &t, "if")) {
		open_if(r, &lx, behind);
	} else if (token_is(r->text, &t, "ifdef") ||
		   token_is(r->text, &t, "ifndef")) {
		r->depth++;
	} else if (token_is(r->text, &t, "else") ||
		   token_is(r->text, &t, "elif")) {
		other_branch(r, line->off, behind);
	} else if (token_is(r->text, &t, "endif")) {
		close_if(r, line->off);
	}
}

void dead_read(struct dead *d, const char *text, size_t len)
{
	struct reader r = { .d = d, .text = text };
	struct lexer lx;
	struct token t;

	*d = (struct dead){ 0 };
	lex_init(&lx, text, len);
	while (lex_next_code(&lx, &t))
		if (t.kind == TOK_DIRECTIVE)
			on_directive(&r, &t);
}

bool dead_has(const struct dead *d, size_t off)
{
	for (size_t i = 0; i < d->count && d->list[i].start <= off; i++)
		if (off < d->list[i].end)
			return true;
	return false;
}

void dead_free(struct dead *d)
{
	free(d->list);
	*d = (struct dead){ 0 };
}

void dead_blank(char *text, size_t len)
{
	struct dead d;

	dead_read(&d, text, len);
	for (size_t i = 0; i < d.count; i++)
		for (uint32_t at = d.list[i].start; at < d.list[i].end; at++)
			if (text[at] != '\n')
				text[at] = ' ';
	dead_free(&d);
}
