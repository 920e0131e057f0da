// SPDX-License-Identifier: GPL-2.0-only
/* A file as tokens, with its conditionals and macros told apart. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "dead.h"
#include "tree.h"

struct reader {
	struct text *t;
	uint32_t *open;			/* groups without their #endif */
	size_t open_count, open_capacity;
	struct lexeme *macro_tokens;
	size_t macro_count, macro_capacity;
};

static void add_token(struct text *t, const struct token *tok, uint32_t cond)
{
	t->tokens = xgrow(t->tokens, t->token_count, &t->token_capacity,
			  sizeof(*t->tokens));
	t->tokens[t->token_count++] = (struct lexeme){
		tok->off, tok->len, tok->line, tok->kind, cond };
}

static void add_mark(struct reader *r, const struct token *line)
{
	uint32_t group = r->open[r->open_count - 1];
	struct group *g = &r->t->groups[group];

	g->marks = xgrow(g->marks, g->count, &g->capacity, sizeof(*g->marks));
	g->marks[g->count++] = r->t->token_count;
	add_token(r->t, line, group);
}

static void open_group(struct reader *r, str_t unless)
{
	struct text *t = r->t;

	t->groups = xgrow(t->groups, t->group_count, &t->group_capacity,
			  sizeof(*t->groups));
	t->groups[t->group_count] = (struct group){
		.whole = -1, .unless = unless,
	};
	r->open = xgrow(r->open, r->open_count, &r->open_capacity,
			sizeof(*r->open));
	r->open[r->open_count++] = t->group_count++;
}

static void read_macro(struct reader *r, struct lexer *lx,
		       const struct token *line)
{
	struct text *t = r->t;
	struct macro m = { .start = line->off, .end = line->off + line->len };
	struct token tok;

	if (!lex_next_code(lx, &tok) || tok.kind != TOK_IDENT)
		return;
	m.name = r->macro_count;
	m.arguments = lx->pos < lx->end && t->data[lx->pos] == '(';
	do {
		r->macro_tokens = xgrow(r->macro_tokens, r->macro_count,
					&r->macro_capacity,
					sizeof(*r->macro_tokens));
		r->macro_tokens[r->macro_count++] = (struct lexeme){
			tok.off, tok.len, tok.line, tok.kind, 0 };
	} while (lex_next_code(lx, &tok));
	m.from = m.name + 1;
	m.to = r->macro_count;
	t->macros = xgrow(t->macros, t->macro_count, &t->macro_capacity,
			  sizeof(*t->macros));
	t->macros[t->macro_count++] = m;
}

/* The NAME of #ifndef NAME. */
static str_t ifndef(const struct text *t, struct lexer *lx)
{
	struct token name;

	return lex_next_code(lx, &name) && name.kind == TOK_IDENT ?
		str_enter(t->data + name.off, name.len) : 0;
}

/* <NAME> or "NAME" behind #include, with what it begins with. */
static void read_include(struct reader *r, const struct lexer *lx)
{
	struct text *t = r->t;
	size_t at = lx->pos, end;

	while (at < lx->end && t->data[at] != '<' && t->data[at] != '"')
		at++;
	for (end = at + 1; end < lx->end && t->data[end] != '>' &&
			   t->data[end] != '"'; end++)
		;
	if (end >= lx->end)
		return;
	t->includes = xgrow(t->includes, t->include_count,
			    &t->include_capacity, sizeof(*t->includes));
	t->includes[t->include_count++] = str_enter(t->data + at, end - at);
}

static void on_directive(struct reader *r, const struct token *line)
{
	const char *text = r->t->data;
	struct lexer lx;
	struct token t;

	lex_init_range(&lx, text, line->off + 1, line->len - 1, line->line);
	if (!lex_next_code(&lx, &t) || t.kind != TOK_IDENT)
		return;
	if (token_is(text, &t, "if") || token_is(text, &t, "ifdef") ||
	    token_is(text, &t, "ifndef")) {
		open_group(r, token_is(text, &t, "ifndef") ?
			   ifndef(r->t, &lx) : 0);
		add_mark(r, line);
	} else if (token_is(text, &t, "define")) {
		read_macro(r, &lx, line);
	} else if (token_is(text, &t, "include")) {
		read_include(r, &lx);
	} else if (!r->open_count) {
		return;
	} else if (token_is(text, &t, "else") || token_is(text, &t, "elif")) {
		add_mark(r, line);
		if (token_is(text, &t, "else"))
			r->t->groups[r->open[r->open_count - 1]].has_else =
				true;
	} else if (token_is(text, &t, "endif")) {
		add_mark(r, line);
		r->open_count--;
	}
}

/* An #if that the text does not end, ends with the text. */
static void close_groups(struct reader *r)
{
	struct token end = { TOK_DIRECTIVE, r->t->len, 0, r->t->line_count };

	while (r->open_count) {
		add_mark(r, &end);
		r->open_count--;
	}
}

static void take_macros(struct reader *r)
{
	struct text *t = r->t;

	t->code_count = t->token_count;
	for (size_t i = 0; i < r->macro_count; i++) {
		t->tokens = xgrow(t->tokens, t->token_count,
				  &t->token_capacity, sizeof(*t->tokens));
		t->tokens[t->token_count++] = r->macro_tokens[i];
	}
	for (size_t i = 0; i < t->macro_count; i++) {
		t->macros[i].name += t->code_count;
		t->macros[i].from += t->code_count;
		t->macros[i].to += t->code_count;
	}
}

static void count_lines(struct text *t)
{
	for (size_t i = 0; i <= t->len; i++) {
		if (i && t->data[i - 1] != '\n')
			continue;
		t->lines = xgrow(t->lines, t->line_count, &t->line_capacity,
				 sizeof(*t->lines));
		t->lines[t->line_count++] = i;
	}
}

static str_t arch_of(const char *path)
{
	size_t len = arch_folder(path);

	return len ? str_enter(path, len - 1) : 0;
}

struct text *text_read(const char *path, const char *data, size_t len)
{
	struct text *t = xrealloc(NULL, sizeof(*t));
	struct reader r = { .t = t };
	struct lexer lx;
	struct token tok;

	*t = (struct text){ .path = str_of(path), .arch = arch_of(path),
			    .len = len };
	t->is_header = strlen(path) > 2 &&
		       !strcmp(path + strlen(path) - 2, ".h");
	t->data = xrealloc(NULL, len + 1);
	memcpy(t->data, data, len);
	t->data[len] = '\0';
	dead_blank(t->data, len);
	count_lines(t);
	lex_init(&lx, t->data, len);
	while (lex_next_code(&lx, &tok)) {
		if (tok.kind == TOK_DIRECTIVE)
			on_directive(&r, &tok);
		else
			add_token(t, &tok, 0);
	}
	close_groups(&r);
	take_macros(&r);
	free(r.open);
	free(r.macro_tokens);
	return t;
}

void text_free(struct text *t)
{
	for (size_t i = 0; i < t->group_count; i++)
		free(t->groups[i].marks);
	free(t->groups);
	free(t->tokens);
	free(t->macros);
	free(t->lines);
	free(t->includes);
	free(t->data);
	free(t);
}

void text_position(const struct text *t, uint32_t off, unsigned int *line,
		   unsigned int *column)
{
	size_t low = 0, high = t->line_count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (t->lines[middle] <= off)
			low = middle;
		else
			high = middle;
	}
	*line = low + 1;
	*column = off - t->lines[low] + 1;
}

void text_add_top(struct text *t, struct tree *declaration)
{
	t->tops = xgrow(t->tops, t->top_count, &t->top_capacity,
			sizeof(*t->tops));
	t->tops[t->top_count++] = declaration;
}

static bool is(const struct text *t, const struct lexeme *l, const char *s)
{
	return strlen(s) == l->len && !memcmp(t->data + l->off, s, l->len);
}

/* Brackets in it are whole, and it ends a statement or a label. */
static bool is_whole_branch(const struct text *t, uint32_t from, uint32_t to)
{
	const struct lexeme *last = NULL;
	int depth = 0;

	for (uint32_t i = from; i < to; i++) {
		const struct lexeme *l = &t->tokens[i];

		if (l->kind == TOK_DIRECTIVE)
			continue;
		if (!last && is(t, l, "else"))
			return false;
		last = l;
		if (l->kind != TOK_PUNCT || l->len != 1)
			continue;
		if (strchr("({[", t->data[l->off]))
			depth++;
		else if (strchr(")}]", t->data[l->off]) && --depth < 0)
			return false;
	}
	return !last || (!depth && last->len == 1 &&
			 strchr(";}:", t->data[last->off]));
}

bool text_is_whole(struct text *t, uint32_t group)
{
	struct group *g = &t->groups[group];
	uint32_t behind = g->marks[g->count - 1] + 1;

	if (g->whole >= 0)
		return g->whole;
	g->whole = behind >= t->code_count ||
		   !is(t, &t->tokens[behind], "else");
	for (size_t i = 0; g->whole && i + 1 < g->count; i++)
		g->whole = is_whole_branch(t, g->marks[i] + 1,
					   g->marks[i + 1]);
	return g->whole;
}

/* NAME(...); is a declaration of the kernel's, name(...); is a call. */
static bool is_call(const struct text *t, uint32_t i, uint32_t end)
{
	const struct lexeme *l = &t->tokens[i];
	int depth = 0;

	if (t->data[l->off] < 'a')
		return false;
	for (i++; i < end; i++) {
		l = &t->tokens[i];
		depth += is(t, l, "(");
		depth -= is(t, l, ")");
		if (depth <= 0 || is(t, l, ";") || is(t, l, "}"))
			break;
	}
	return i + 1 < end && is(t, l, ")") && is(t, &t->tokens[i + 1], ";");
}

/* Only a function has this: then a } before it was not its end. */
static bool is_statement(const struct text *t, uint32_t i, uint32_t end)
{
	static const char *const first[] = {
		"}", "*", "if", "else", "for", "while", "do", "switch", "case",
		"default", "return", "goto", "break", "continue", NULL
	};
	static const char *const second[] = { "=", "->", ".", "[", NULL };
	const struct lexeme *l = &t->tokens[i];

	if (i + 1 >= end || l->kind == TOK_DIRECTIVE)
		return false;
	for (const char *const *s = first; *s; s++)
		if (is(t, l, *s))
			return true;
	for (const char *const *s = second; *s; s++)
		if (l->kind == TOK_IDENT && is(t, l + 1, *s))
			return true;
	return l->kind == TOK_IDENT && is(t, l + 1, "(") && is_call(t, i, end);
}

/* What a branch opens, the others open, too. */
uint32_t text_body_end(const struct text *t, uint32_t open, uint32_t end)
{
	int depth = 0, *at_if = xrealloc(NULL, (t->group_count + 1) *
					       sizeof(*at_if));
	uint32_t i;

	for (i = 0; i < t->group_count; i++)
		at_if[i] = -1;
	for (i = open; i < end; i++) {
		const struct lexeme *l = &t->tokens[i];
		const struct group *g;
		char c = t->data[l->off];

		if (l->kind == TOK_DIRECTIVE) {
			g = &t->groups[l->cond];
			if (i == g->marks[0])
				at_if[l->cond] = depth;
			else if (i != g->marks[g->count - 1] &&
				 at_if[l->cond] >= 0)
				depth = at_if[l->cond];
			continue;
		}
		if (l->kind != TOK_PUNCT || l->len != 1)
			continue;
		depth += c == '{';
		depth -= c == '}';
		if (c == '}' && (depth <= 0 || !l->off ||
				 (t->data[l->off - 1] == '\n' &&
				  !is_statement(t, i + 1, end)))) {
			i++;
			break;
		}
	}
	free(at_if);
	return i;
}
