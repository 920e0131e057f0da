// SPDX-License-Identifier: GPL-2.0-only
/* Replacements inside comments, and folding of the lines that grew. */

#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

#include "edit/columns.h"
#include "edit/comment.h"
#include "lex.h"

/* What stands before the words: blanks, '*', '//' or the opening. */
static size_t leader_len(const char *line, size_t len)
{
	size_t i = 0;

	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (len - i >= 2 && line[i] == '/' &&
	    (line[i + 1] == '*' || line[i + 1] == '/')) {
		i += 2;
		while (i < len && (line[i] == '*' || line[i] == '!'))
			i++;
	} else if (i < len && line[i] == '*' &&
		   !(i + 1 < len && line[i + 1] == '/')) {
		i++;
	}
	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	return i;
}

/* Tables and drawings keep their lines. */
static bool is_prose(const char *text, size_t len)
{
	size_t n = leader_len(text, len);

	return !memchr(text + n, '\t', len - n) &&
	       !memmem(text + n, len - n, "  ", 2) &&
	       !(len && text[len - 1] == '\\');
}

/* May the end of the line before move in front of this line's words? */
static bool continues(const char *line, size_t len, const char *lead,
		      size_t lead_len)
{
	size_t n = leader_len(line, len);
	const char *word = line + n;

	if (n != lead_len || memcmp(line, lead, n) || n == len)
		return false;
	if (!is_prose(line, len) || strchr("@-*+#", *word))
		return false;
	return !isdigit((unsigned char)*word) &&
	       !(len - n >= 2 && !memcmp(word, "*/", 2)) &&
	       word[strcspn(word, " \n")] != ':';
}

/*
 * The leader of the line after one that is folded. @next is what the file has
 * there. An opening line is followed by " * ".
 */
static void next_leader(struct buf *lead, const char *line, size_t len,
			size_t col)
{
	size_t n = leader_len(line, len);
	const char *open = memmem(line, n, "/*", 2);

	if (!open) {
		buf_add(lead, line, n);
		return;
	}
	add_indent(lead, 0, text_width(line, open - line, col));
	buf_puts(lead, " * ");
}

/* Where to break: the last blank within the width; 0 if there is none. */
static size_t break_at(const char *line, size_t len, size_t col)
{
	size_t n = leader_len(line, len), best = 0;

	for (size_t i = n + 1; i < len; i++) {
		if (text_width(line, i, col) > LINE_WIDTH)
			break;
		if (line[i] == ' ' && line[i - 1] != ' ' &&
		    !(len - i == 3 && !memcmp(line + i, " */", 3)))
			best = i;
	}
	return best;
}

static size_t line_len(const char *p, const char *end)
{
	const char *nl = memchr(p, '\n', end - p);

	return nl ? nl - p : end - p;
}

static bool has_line(const struct buf *text, const char *line, size_t len)
{
	const char *p = text->data, *end = p + text->len;

	while (p < end) {
		size_t n = line_len(p, end);

		if (n == len && !memcmp(p, line, n))
			return true;
		p += n + 1;
	}
	return false;
}

/*
 * Folds one line, which is at @col in the file, into @out; what it carries
 * over stands before the words of the next line if that is the same paragraph,
 * else on a line of its own. @p points behind the line; returns the new place.
 */
static const char *fold_line(struct buf *line, const char *p, const char *end,
			     size_t col, struct buf *out)
{
	size_t at;

	while (text_width(line->data, line->len, col) > LINE_WIDTH &&
	       is_prose(line->data, line->len) &&
	       (at = break_at(line->data, line->len, col))) {
		struct buf rest = { 0 };
		size_t n, lead;

		next_leader(&rest, line->data, line->len, col);
		lead = rest.len;
		buf_add(&rest, line->data + at + 1, line->len - at - 1);
		buf_add(out, line->data, at);
		buf_add(out, "\n", 1);
		col = 0;
		n = p < end ? line_len(p + 1, end) : 0;
		if (p < end && continues(p + 1, n, rest.data, lead)) {
			buf_add(&rest, " ", 1);
			buf_add(&rest, p + 1 + lead, n - lead);
			p += 1 + n;
		}
		buf_free(line);
		*line = rest;
	}
	buf_add(out, line->data, line->len);
	return p;
}

/* A one-line comment that no longer fits gets lines for its ends. */
static void open_up(struct buf *c, size_t col)
{
	struct buf out = { 0 };
	size_t n = leader_len(c->data, c->len), end = c->len;

	if (memchr(c->data, '\n', c->len) || c->len < 4 ||
	    memcmp(c->data, "/*", 2) ||
	    text_width(c->data, c->len, col) <= LINE_WIDTH)
		return;
	end = text_end(c->data, end - 2, false);
	if (end <= n)
		return;
	while (n && (c->data[n - 1] == ' ' || c->data[n - 1] == '\t'))
		n--;
	buf_add(&out, c->data, n);
	buf_puts(&out, "\n");
	add_indent(&out, 0, col);
	buf_puts(&out, " * ");
	n = leader_len(c->data, c->len);
	buf_add(&out, c->data + n, end - n);
	buf_puts(&out, "\n");
	add_indent(&out, 0, col);
	buf_puts(&out, " */");
	buf_free(c);
	*c = out;
}

/* Folds the lines of a comment that @old did not have. */
static void fold(struct buf *c, const struct buf *old, size_t col,
		 struct buf *out)
{
	const char *p = c->data, *end = p + c->len;

	while (p < end) {
		struct buf line = { 0 };
		size_t n = line_len(p, end);

		buf_add(&line, p, n);
		if (has_line(old, p, n)) {
			buf_add(out, p, n);
			p += n;
		} else {
			p = fold_line(&line, p + n, end, col, out);
		}
		if (p < end) {
			buf_add(out, "\n", 1);
			p++;
		}
		col = 0;
		buf_free(&line);
	}
}

static size_t one_comment(const struct pattern *p, const char *text,
			  const struct token *t, struct buf *out)
{
	struct buf old = { 0 }, new = { 0 };
	size_t bol = t->off, col, count;
	bool alone;

	buf_add(&old, text + t->off, t->len);
	count = pattern_apply(p, old.data, old.len, &new);
	if (!count) {
		buf_add(out, old.data, old.len);
		goto done;
	}
	while (bol && text[bol - 1] != '\n')
		bol--;
	col = text_width(text + bol, t->off - bol, 0);
	alone = text_end(text + bol, t->off - bol, false) == 0;
	if (alone) {
		open_up(&new, col);
		fold(&new, &old, col, out);
	} else {	/* behind code there is no room to fold into */
		buf_add(out, new.data, new.len);
	}
done:
	buf_free(&old);
	buf_free(&new);
	return count;
}

static size_t in_directive(const struct pattern *p, const char *text,
			   const struct token *line, struct buf *out)
{
	struct lexer lx;
	struct token t;
	size_t count = 0;

	lex_init_range(&lx, text, line->off, line->len, line->line);
	while (lex_next(&lx, &t)) {
		if (t.kind == TOK_COMMENT)
			count += one_comment(p, text, &t, out);
		else
			buf_add(out, text + t.off, t.len);
	}
	return count;
}

size_t comment_replace(const struct pattern *p, const char *text, size_t len,
		       struct buf *out)
{
	struct lexer lx;
	struct token t;
	size_t count = 0;

	lex_init(&lx, text, len);
	while (lex_next(&lx, &t)) {
		if (t.kind == TOK_COMMENT)
			count += one_comment(p, text, &t, out);
		else if (t.kind == TOK_DIRECTIVE)
			count += in_directive(p, text, &t, out);
		else
			buf_add(out, text + t.off, t.len);
	}
	return count;
}
