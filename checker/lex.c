// SPDX-License-Identifier: GPL-2.0-only
/* A tolerant lexer of C source: see lex.h. */

#include "lex.h"

/* What a byte can begin. Bytes above 127 count as letters, as gcc has it. */
enum { C_PUNCT, C_SPACE, C_NL, C_ALPHA, C_DIGIT, C_DQUOTE, C_SQUOTE, C_SLASH,
       C_HASH, C_BSLASH };

static const uint8_t class_of[256] = {
	[' '] = C_SPACE, ['\t'] = C_SPACE, ['\f'] = C_SPACE,
	['\v'] = C_SPACE, ['\r'] = C_SPACE, ['\n'] = C_NL,
	['a' ... 'z'] = C_ALPHA, ['A' ... 'Z'] = C_ALPHA, ['_'] = C_ALPHA,
	['$'] = C_ALPHA, [128 ... 255] = C_ALPHA, ['0' ... '9'] = C_DIGIT,
	['"'] = C_DQUOTE, ['\''] = C_SQUOTE, ['/'] = C_SLASH,
	['#'] = C_HASH, ['\\'] = C_BSLASH,
};

static inline int byte_class(const char *p)
{
	return class_of[(unsigned char)*p];
}

void lex_init_range(struct lexer *lx, const char *text, size_t off,
		    size_t len, uint32_t line)
{
	*lx = (struct lexer){ .text = text, .pos = off, .end = off + len,
			      .line = line };
}

void lex_init(struct lexer *lx, const char *text, size_t len)
{
	lex_init_range(lx, text, 0, len, 1);
	lx->at_bol = true;
	lx->whole = true;
}

/* The length of a backslash-newline at @p, or 0. */
static size_t splice(const char *p, const char *end)
{
	if (end - p >= 2 && p[0] == '\\' && p[1] == '\n')
		return 2;
	if (end - p >= 3 && p[0] == '\\' && p[1] == '\r' && p[2] == '\n')
		return 3;
	return 0;
}

static const char *skip_block_comment(const char *p, const char *end)
{
	p += 2;
	while ((p = memchr(p, '*', end - p))) {
		if (++p == end)
			break;
		if (*p == '/')
			return p + 1;
	}
	return end;
}

/* To the end of the line; a backslash-newline continues a line. */
static const char *skip_line(const char *p, const char *end)
{
	const char *nl;

	while ((nl = memchr(p, '\n', end - p))) {
		const char *q = nl;

		if (q > p && q[-1] == '\r')
			q--;
		if (q == p || q[-1] != '\\')
			return nl;
		p = nl + 1;
	}
	return end;
}

/* Past the closing quote; NULL if the line ends before it. */
static const char *skip_quoted(const char *p, const char *end)
{
	char quote = *p++;

	while (p < end && *p != '\n') {
		if (*p == quote)
			return p + 1;
		if (*p == '\\') {
			size_t n = splice(p, end);

			p += n ? n : 1;
			if (n || p == end || *p == '\n')
				continue;
		}
		p++;
	}
	return NULL;
}

/* Past a directive, up to its newline. Comments in it may span lines. */
static const char *skip_directive(const char *p, const char *end)
{
	while (p < end && *p != '\n') {
		size_t n;
		const char *q;

		if (byte_class(p) <= C_DIGIT && byte_class(p) != C_NL) {
			p++;
			continue;
		}
		if (*p == '"' || *p == '\'') {
			q = skip_quoted(p, end);
			p = q ? q : p + 1;
		} else if (*p == '/' && p + 1 < end && p[1] == '*') {
			p = skip_block_comment(p, end);
		} else if (*p == '/' && p + 1 < end && p[1] == '/') {
			return skip_line(p, end);
		} else {
			n = splice(p, end);
			p += n ? n : 1;
		}
	}
	return p;
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end) {
		size_t n = splice(p, end);

		if (n)
			p += n;
		else if (byte_class(p) == C_SPACE)
			p++;
		else
			break;
	}
	return p;
}

static const char *skip_ident(const char *p, const char *end)
{
	while (p < end &&
	       (byte_class(p) == C_ALPHA || byte_class(p) == C_DIGIT))
		p++;
	return p;
}

/* A preprocessing number: 0x1fUL, 1.5e-3, 1b in assembler. */
static const char *skip_number(const char *p, const char *end)
{
	bool hex = end - p > 1 && p[0] == '0' && (p[1] | 32) == 'x';

	for (; p < end; p++) {
		if (byte_class(p) == C_ALPHA || byte_class(p) == C_DIGIT ||
		    *p == '.')
			continue;
		if ((*p == '+' || *p == '-') &&
		    ((p[-1] | 32) == 'p' || (!hex && (p[-1] | 32) == 'e')))
			continue;
		break;
	}
	return p;
}

/* The longest operator: "...", "<<=", then two bytes, then one. */
static const char *skip_punct(const char *p, const char *end)
{
	size_t left = end - p;

	if (left > 2 && (!memcmp(p, "...", 3) || !memcmp(p, "<<=", 3) ||
			 !memcmp(p, ">>=", 3)))
		return p + 3;
	if (left < 2)
		return p + 1;
	if (p[1] == '=' && strchr("=!<>+-*/%&|^", *p) && *p)
		return p + 2;
	if (p[1] == p[0] && strchr("&|<>+-#", *p) && *p)
		return p + 2;
	if (p[0] == '-' && p[1] == '>')
		return p + 2;
	return p + 1;
}

static enum token_kind quoted(enum token_kind kind, const char **p,
			      const char *end)
{
	const char *q = skip_quoted(*p, end);

	if (!q) {	/* an apostrophe in assembler, an open string */
		++*p;
		return TOK_PUNCT;
	}
	*p = q;
	return kind;
}

static enum token_kind scan(const struct lexer *lx, const char **pp)
{
	const char *p = *pp, *end = lx->text + lx->end;

	switch (byte_class(p)) {
	case C_SPACE:
		*pp = skip_space(p, end);
		return TOK_SPACE;
	case C_NL:
		*pp = p + 1;
		return TOK_NEWLINE;
	case C_ALPHA:
		*pp = skip_ident(p, end);
		return TOK_IDENT;
	case C_DIGIT:
		*pp = skip_number(p, end);
		return TOK_NUMBER;
	case C_DQUOTE:
		return quoted(TOK_STRING, pp, end);
	case C_SQUOTE:
		return quoted(TOK_CHAR, pp, end);
	case C_SLASH:
		if (p + 1 < end && (p[1] == '*' || p[1] == '/')) {
			*pp = p[1] == '*' ? skip_block_comment(p, end) :
					    skip_line(p, end);
			return TOK_COMMENT;
		}
		break;
	case C_HASH:
		if (lx->whole && lx->at_bol) {
			*pp = skip_directive(p, end);
			return TOK_DIRECTIVE;
		}
		break;
	case C_BSLASH:
		if (splice(p, end)) {
			*pp = skip_space(p, end);
			return TOK_SPACE;
		}
		break;
	}
	*pp = skip_punct(p, end);
	return TOK_PUNCT;
}

static uint32_t count_lines(const char *p, const char *end)
{
	uint32_t n = 0;

	while ((p = memchr(p, '\n', end - p))) {
		n++;
		p++;
	}
	return n;
}

bool lex_next(struct lexer *lx, struct token *tok)
{
	const char *start = lx->text + lx->pos, *p = start;

	if (lx->pos >= lx->end)
		return false;
	tok->kind = scan(lx, &p);
	tok->off = lx->pos;
	tok->len = p - start;
	tok->line = lx->line;
	lx->pos += tok->len;
	if (tok->kind == TOK_NEWLINE) {
		lx->line++;
		lx->at_bol = true;
		return true;
	}
	if (tok->kind != TOK_SPACE && tok->kind != TOK_COMMENT)
		lx->at_bol = false;
	/* Only the others can hold a line break. */
	if (tok->len > 1 && tok->kind != TOK_IDENT && tok->kind != TOK_PUNCT)
		lx->line += count_lines(start, p);
	return true;
}

bool lex_next_code(struct lexer *lx, struct token *tok)
{
	while (lex_next(lx, tok))
		if (tok->kind > TOK_COMMENT)
			return true;
	return false;
}
