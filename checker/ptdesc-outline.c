// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-outline: where the functions and macros of C files are.
 *
 * Prints FILE, first line, last line, "function" or "macro", and the name,
 * separated by tabs, in the order of the file. With --words: FILE, line, the
 * function, macro or aggregate around it or "-", and the word, for each
 * identifier that is no comment's or string's. Exit codes: 0 done, 2 a file
 * cannot be read, or wrong use.
 */

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "lex.h"
#include "outline.h"
#include "start.h"

static void print(const char *file, const struct outline *o)
{
	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];

		if (e->kind != ELEM_FUNCTION && e->kind != ELEM_MACRO)
			continue;
		printf("%s\t%u\t%u\t%s\t%.*s\n", file, e->first_line,
		       e->last_line,
		       e->kind == ELEM_MACRO ? "macro" : "function",
		       (int)e->name_len, o->text + e->name);
	}
}

static void print_words(const char *file, const struct outline *o)
{
	struct lexer lx;
	struct token t;

	lex_init(&lx, o->text, o->len);
	lx.whole = false;
	while (lex_next_code(&lx, &t)) {
		const struct elem *e;

		if (t.kind != TOK_IDENT)
			continue;
		e = outline_at(o, t.off);
		printf("%s\t%u\t%.*s\t%.*s\n", file, t.line,
		       e ? (int)e->name_len : 1, e ? o->text + e->name : "-",
		       (int)t.len, o->text + t.off);
	}
}

static int outline_file(const char *file,
			void (*show)(const char *, const struct outline *))
{
	struct buf b = { 0 };
	struct outline o = { 0 };
	int err = buf_read(&b, file);

	if (err) {
		fprintf(stderr, "ptdesc-outline: cannot read %s: %s\n", file,
			buf_error(err));
		return 2;
	}
	outline_read(&o, b.data, b.len);
	show(file, &o);
	outline_free(&o);
	buf_free(&b);
	return 0;
}

int main(int argc, char **argv)
{
	bool words = argc > 1 && !strcmp(argv[1], "--words");
	int rc = argc > 1 + words ? 0 : 2;

	if (start_version(argc, argv))
		return 0;
	if (rc)
		fputs("usage: ptdesc-outline [--words] FILE...\n", stderr);
	for (int i = 1 + words; i < argc && !rc; i++)
		rc = outline_file(argv[i], words ? print_words : print);
	return rc;
}
