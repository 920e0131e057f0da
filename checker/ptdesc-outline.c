// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-outline: where the functions and macros of C files are.
 *
 * Prints FILE, first line, last line, "function" or "macro", and the name,
 * separated by tabs, in the order of the file. Exit codes: 0 done, 2 a file
 * cannot be read, or wrong use.
 */

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "outline.h"

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

static int outline_file(const char *file)
{
	struct buf b = { 0 };
	struct outline o = { 0 };
	int err = buf_read(&b, file);

	if (err) {
		fprintf(stderr, "ptdesc-outline: cannot read %s: %s\n", file,
			strerror(-err));
		return 2;
	}
	outline_read(&o, b.data, b.len);
	print(file, &o);
	outline_free(&o);
	buf_free(&b);
	return 0;
}

int main(int argc, char **argv)
{
	int rc = argc > 1 ? 0 : 2;

	if (rc)
		fputs("usage: ptdesc-outline FILE...\n", stderr);
	for (int i = 1; i < argc && !rc; i++)
		rc = outline_file(argv[i]);
	return rc;
}
