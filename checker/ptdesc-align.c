// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-align: give the lines of a file the numbers that they had before.
 *
 * A compiler puts line numbers into an object: BUG() and WARN() keep them. One
 * added line then changes all code below it. FILE... are the versions of one C
 * file, in order. For each but the first, FILE.aligned is written: the same
 * text with #line directives, so that each line that the version before has,
 * too, keeps its number. No directive stands within parentheses, comments or
 * continued lines; there the next place has it. A compiler does not see those
 * in an arm of #if that it skips, so there is one behind each arm. Exit codes:
 * 0 done, 2 a file cannot be read or written, or wrong use.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "edit/linediff.h"
#include "lex.h"
#include "start.h"

/* A version of the file; number[i] is what a compiler takes line i for. */
struct version {
	struct buf text;
	size_t nr;
	unsigned int *number;
};

/* Which lines may have a directive in front of them. */
static bool *open_lines(const struct buf *text, size_t nr)
{
	bool *open = xrealloc(NULL, (nr + 1) * sizeof(*open));
	struct lexer lx;
	struct token tok;
	size_t line = 0;
	long depth = 0;

	memset(open, 0, (nr + 1) * sizeof(*open));
	lex_init(&lx, text->data, text->len);
	lx.whole = true;
	while (lex_next(&lx, &tok)) {
		if (tok.kind == TOK_PUNCT && text->data[tok.off] == '(')
			depth++;
		else if (tok.kind == TOK_PUNCT && text->data[tok.off] == ')')
			depth -= depth > 0;
		for (uint32_t i = 0; i < tok.len; i++) {
			if (text->data[tok.off + i] != '\n')
				continue;
			line++;
			if (line < nr && tok.kind == TOK_NEWLINE && !depth)
				open[line] = true;
		}
	}
	return open;
}

static void put_line(struct buf *out, const struct line *line)
{
	buf_add(out, line->text, line->len);
	buf_puts(out, "\n");
}

/* Whether an arm of #if ends at a line: #else, #elif and the like, #endif. */
static bool ends_arm(const struct line *line)
{
	const char *c = line->text, *end = c + line->len;

	while (c < end && (*c == ' ' || *c == '\t'))
		c++;
	if (c == end || *c++ != '#')
		return false;
	while (c < end && (*c == ' ' || *c == '\t'))
		c++;
	return end - c > 2 && (!strncmp(c, "el", 2) || !strncmp(c, "en", 2));
}

static void put_number(struct buf *out, unsigned int number)
{
	char directive[32];

	snprintf(directive, sizeof(directive), "#line %u\n", number);
	buf_puts(out, directive);
}

/* Numbers the lines of @v after those of @before, and has them in @out. */
static void align(struct version *v, const struct version *before,
		  struct buf *out)
{
	struct linediff d;
	bool *open, moved = false, again = false;
	unsigned int next = 1;

	linediff_read(&d, &before->text, &v->text);
	open = open_lines(&v->text, d.b.nr);
	v->nr = d.b.nr;
	v->number = xrealloc(NULL, (v->nr + 1) * sizeof(*v->number));
	for (size_t i = 0; i < v->nr; i++) {
		long same = d.a_of_b[i];

		if (same >= 0 && before->number[same] != next && open[i]) {
			next = before->number[same];
			moved = again = true;
		}
		if (again && open[i]) {
			put_number(out, next);
			again = false;
		}
		v->number[i] = next++;
		put_line(out, &d.b.at[i]);
		again = again || (moved && ends_arm(&d.b.at[i]));
	}
	free(open);
	linediff_free(&d);
}

static int read_version(struct version *v, const char *file)
{
	int err = buf_read(&v->text, file);

	if (err)
		fprintf(stderr, "ptdesc-align: cannot read %s: %s\n", file,
			buf_error(err));
	return err;
}

static int write_aligned(const char *file, const struct buf *text)
{
	struct buf name = { 0 };
	int err;

	buf_puts(&name, file);
	buf_puts(&name, ".aligned");
	err = buf_replace(text, name.data);
	if (err)
		fprintf(stderr, "ptdesc-align: cannot write %s: %s\n",
			name.data, buf_error(err));
	buf_free(&name);
	return err;
}

static void number_first(struct version *v)
{
	for (size_t i = 0; i < v->text.len; i++)
		v->nr += v->text.data[i] == '\n';
	v->nr++;
	v->number = xrealloc(NULL, v->nr * sizeof(*v->number));
	for (size_t i = 0; i < v->nr; i++)
		v->number[i] = i + 1;
}

static void version_free(struct version *v)
{
	buf_free(&v->text);
	free(v->number);
	*v = (struct version){ 0 };
}

/* The version @file replaces the one in @last. */
static int next_version(struct version *last, const char *file)
{
	struct version v = { 0 };
	struct buf out = { 0 };
	int err = read_version(&v, file);

	if (!err) {
		align(&v, last, &out);
		err = write_aligned(file, &out);
	}
	version_free(last);
	*last = v;
	buf_free(&out);
	return err;
}

int main(int argc, char **argv)
{
	struct version last = { 0 };
	int err;

	if (start_version(argc, argv))
		return 0;
	if (argc < 2) {
		fputs("usage: ptdesc-align FILE...\n", stderr);
		return 2;
	}
	err = read_version(&last, argv[1]);
	if (!err)
		number_first(&last);
	for (int i = 2; i < argc && !err; i++)
		err = next_version(&last, argv[i]);
	version_free(&last);
	return err ? 2 : 0;
}
