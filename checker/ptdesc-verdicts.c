// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-verdicts: what the places that work on pages work on. */
#define _GNU_SOURCE
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archpath.h"
#include "buf.h"
#include "check/api.h"
#include "check/solve.h"
#include "check/tablewords.h"
#include "check/verdicts.h"
#include "checkout.h"
#include "json.h"
#include "start.h"
#include "syntax/syntax.h"

#define EXIT_FINE 0

enum { OPT_LISTS = 256, OPT_FILES };

struct options {
	const char *lists;
	const char *files;
	const char *tree;
};

static const struct argp_option option_table[] = {
	CHECKOUT_LISTS_OPTION(OPT_LISTS),
	{ "files", OPT_FILES, "LIST", 0,
	  "look at the files named in LIST (- is standard input), one a line, relative to TREE", 0 },
	{ 0 }
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case OPT_LISTS:
		o->lists = arg;
		break;
	case OPT_FILES:
		o->files = arg;
		break;
	case ARGP_KEY_ARG:
		if (o->tree)
			return ARGP_ERR_UNKNOWN;
		o->tree = arg;
		break;
	case ARGP_KEY_END:
		if (!o->tree || !o->files)
			argp_error(state, "name the TREE, and the files to look at with --files");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "--files LIST TREE",
	.doc = "Say of each allocation, free and state of pages in some files whether it is a page table's, data's or a copy's, and what says so.\v"
	       "The files are read as they are, without a configuration; the headers that they name say what their types are. Prints one JSON object a line, and one with \"unseen\" for each range of lines that could not be read.\n\n"
	       "Exit: 0 all looked at, 2 wrong use, 3 something could not be read.",
};

static int read_header(void *context, const char *name, struct buf *text)
{
	const struct options *o = context;
	char *path = xasprintf("%s/%s", o->tree, name);
	int err = buf_read(text, path);

	free(path);
	return err;
}

/* One file of the tree; -1 after a sentence. */
static int read_file(const struct options *o, struct syntax *s,
		     const char *name)
{
	struct buf text = { 0 };
	char *path = xasprintf("%s/%s", o->tree, name);
	int err = buf_need(&text, path);

	if (!err && text.len)
		syntax_add(s, name, text.data, text.len, SYNTAX_LOOK_AT);
	buf_free(&text);
	free(path);
	return err ? -1 : 0;
}

/*
 * The files of the list, and the headers that they include. Returns 0, -1 when
 * one of the list is missing, -2 if the list is.
 */
static int read_files(struct options *o, struct syntax *s)
{
	struct buf names = { 0 };
	char *name, *rest;
	int result = 0;

	if (buf_need(&names, o->files))
		return -2;
	rest = names.data;
	while ((name = strsep(&rest, "\n")))
		if (*name && read_file(o, s, name))
			result = -1;
	buf_free(&names);
	syntax_add_includes(s, read_header, o);
	return result;
}

static void print_unseen(const struct syntax_totals *totals)
{
	for (size_t i = 0; i < totals->unseen_count; i++) {
		const struct syntax_unseen *u = &totals->unseen[i];

		fputs("{\"unseen\":", stdout);
		json_quote(stdout, str_get(u->file));
		printf(",\"first\":%u,\"last\":%u,\"why\":", u->first_line,
		       u->last_line);
		json_quote(stdout, u->why);
		puts("}");
	}
}

/* The files of one architecture, and the generic ones. Returns what is lost. */
static size_t judge_arch(struct syntax *s, size_t arch,
			 struct syntax_totals *totals, struct verdicts *v)
{
	struct graph g = { .every_name = true };
	struct solved solved;
	size_t lost;

	syntax_lower(s, arch, &g, totals);
	solve(&solved, &g);
	lost = solved.lost;
	verdicts_find(&solved, v);
	solved_free(&solved);
	graph_free(&g);
	return lost;
}

static int judge(struct syntax *s)
{
	struct syntax_totals totals = { 0 };
	struct verdicts verdicts = { 0 };
	size_t arches = syntax_parse(s), lost = 0;

	for (size_t i = 0; i < arches; i++)
		lost += judge_arch(s, i, &totals, &verdicts);
	verdicts_print(&verdicts, stdout);
	print_unseen(&totals);
	verdicts_free(&verdicts);
	if (lost)
		fputs("ptdesc-verdicts: values of too many origins are not followed\n",
		      stderr);
	return totals.unseen_count || lost ? EXIT_INCOMPLETE : EXIT_FINE;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	struct syntax *s;
	int status = EXIT_USAGE, err;

	start_program();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (start_lists(o.lists, o.tree))
		return EXIT_USAGE;
	s = syntax_new();
	err = read_files(&o, s);
	if (err != -2)
		status = judge(s);
	if (err == -1)
		status = EXIT_INCOMPLETE;
	syntax_free(s);
	api_free();
	tablewords_free();
	if (fflush(stdout) || ferror(stdout)) {
		perror("ptdesc-verdicts");
		return EXIT_INCOMPLETE;
	}
	return status;
}
