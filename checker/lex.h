/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LEX_H
#define PTDESC_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A tolerant lexer of C source. Nothing makes it fail, and its tokens cover
 * the input without gaps: joined, they are the input.
 */
enum token_kind {
	TOK_SPACE,	/* blanks, and backslash-newline */
	TOK_NEWLINE,
	TOK_COMMENT,
	TOK_IDENT,
	TOK_NUMBER,
	TOK_STRING,
	TOK_CHAR,
	TOK_PUNCT,
	TOK_DIRECTIVE,	/* a preprocessor line with its continuations */
};

struct token {
	enum token_kind kind;
	uint32_t off;
	uint32_t len;
	uint32_t line;	/* of its first byte, counted from 1 */
};

struct lexer {
	const char *text;
	size_t end;
	size_t pos;
	uint32_t line;
	bool at_bol;	/* only blanks so far on this line */
	bool whole;	/* give directive lines as one token */
};

/* lex_init() - start on a text of up to 4 GB; it need not end with NUL. */
void lex_init(struct lexer *lx, const char *text, size_t len);

/*
 * lex_init_range() - start inside a text, such as in a TOK_DIRECTIVE, whose
 * tokens are then given one by one. Offsets count from @text.
 */
void lex_init_range(struct lexer *lx, const char *text, size_t off,
		    size_t len, uint32_t line);

/* lex_next() - the next token; false at the end. */
bool lex_next(struct lexer *lx, struct token *tok);

/* lex_next_code() - the next token that is no space, newline, comment. */
bool lex_next_code(struct lexer *lx, struct token *tok);

/* token_is() - is this token spelled @s? */
static inline bool token_is(const char *text, const struct token *tok,
			    const char *s)
{
	return strlen(s) == tok->len && !memcmp(text + tok->off, s, tok->len);
}

#endif
