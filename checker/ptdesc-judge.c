// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-judge: what ptdesc-check does, by syntax: no compiler, no .config. */
#define _GNU_SOURCE
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "check/api.h"
#include "check/checks.h"
#include "check/strtab.h"
#include "check/tablewords.h"
#include "check/verdicts.h"
#include "checkout.h"
#include "findings/output.h"
#include "findings/steps.h"
#include "start.h"
#include "syntax/syntax.h"

enum { OPT_LISTS = 256, OPT_DISABLE, OPT_TREE, OPT_KNOW, OPT_SEEN,
       OPT_VERDICTS };

struct options {
	struct output output;
	struct outcome *outcome;
	const char *lists, *disabled, *tree, *seen, *verdicts_file;
	struct verdicts verdicts;
	char **know;
	size_t know_count, know_capacity;
	char **files;
	size_t file_count, file_capacity;
	size_t looked_at;
	struct buf headers;		/* names, a line each */
};

static const struct argp_option option_table[] = {
	CHECKOUT_LISTS_OPTION(OPT_LISTS),
	{ "disable", OPT_DISABLE, "ID,...", 0, "do not run these checks", 0 },
	{ "tree", OPT_TREE, "DIR", 0,
	  "the kernel tree: files are named relative to it, and the headers that they include are known", 0 },
	{ "know", OPT_KNOW, "FILE", 0,
	  "take types, macros and prototypes from this file, too, but do not look at it; may be given several times", 0 },
	{ "seen", OPT_SEEN, "FILE", 0,
	  "write there the headers that are included, a line each, also those that the tree does not have", 0 },
	{ "verdicts", OPT_VERDICTS, "FILE", 0,
	  "write there what each place works on, as ptdesc-verdicts prints it, and which of these places have the table of a finding, too", 0 },
	{ 0 }
};

static void add(char ***list, size_t *count, size_t *capacity, char *item)
{
	*list = xgrow(*list, *count, capacity, sizeof(**list));
	(*list)[(*count)++] = item;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		break;
	case OPT_LISTS:
		o->lists = arg;
		break;
	case OPT_DISABLE:
		o->disabled = arg;
		break;
	case OPT_TREE:
		o->tree = arg;
		break;
	case OPT_SEEN:
		o->seen = arg;
		break;
	case OPT_VERDICTS:
		o->verdicts_file = arg;
		break;
	case OPT_KNOW:
		add(&o->know, &o->know_count, &o->know_capacity, arg);
		break;
	case ARGP_KEY_ARG:
		add(&o->files, &o->file_count, &o->file_capacity, arg);
		break;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name the files to look at; - reads their names from standard input");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.children = output_children,
	.args_doc = "FILE...",
	.doc = "Find every page table that C code still handles as a page, and every page that it handles as a page table, from whole files and their syntax alone.\v"
	       "Nothing is preprocessed: all branches of all conditionals are looked at. All files are looked at together.\n\n"
	       "Exit: 0 nothing found, 1 findings, 2 wrong use, 3 lines that were not looked at.",
};

/* The largest header of the kernel has 15 MB; tokens take 25 times as much. */
#define MOST_BYTES (32 << 20)

static bool is_too_large(struct options *o, const char *name,
			 const struct buf *text)
{
	if (text->len <= MOST_BYTES)
		return false;
	outcome_unseen(o->outcome, name, NULL, NULL, "it is larger than 32 MB");
	return true;
}

static int read_file(struct options *o, struct syntax *s, const char *name,
		     enum syntax_part part)
{
	struct buf text = { 0 };
	char *path = xasprintf("%s%s%s", o->tree && *name != '/' ? o->tree : "",
			       o->tree && *name != '/' ? "/" : "", name);
	int err = buf_need(&text, path);

	if (!err && !is_too_large(o, name, &text)) {
		syntax_add(s, name, text.data ? text.data : "", text.len,
			   part);
		o->looked_at += part == SYNTAX_LOOK_AT;
	}
	buf_free(&text);
	free(path);
	return err;
}

/* Names of files, a line each. */
static int read_names(struct options *o, struct syntax *s)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	int err = 0;

	while (!err && (len = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (*line)
			err = read_file(o, s, line, SYNTAX_LOOK_AT);
	}
	free(line);
	return err;
}

static int read_header(void *context, const char *name, struct buf *text)
{
	struct options *o = context;
	char *path = xasprintf("%s/%s", o->tree, name);
	int err = buf_read(text, path);

	if (!err && is_too_large(o, name, text))
		err = -EFBIG;
	buf_puts(&o->headers, name);
	buf_puts(&o->headers, "\n");
	free(path);
	return err;
}

static int read_files(struct options *o, struct syntax *s)
{
	int err = 0;

	for (size_t i = 0; i < o->know_count && !err; i++)
		err = read_file(o, s, o->know[i], SYNTAX_KNOW);
	for (size_t i = 0; i < o->file_count && !err; i++)
		err = strcmp(o->files[i], "-") ?
			read_file(o, s, o->files[i], SYNTAX_LOOK_AT) :
			read_names(o, s);
	if (!err && o->tree)
		syntax_add_includes(s, read_header, o);
	return err;
}

static void take_unseen(struct outcome *o, const struct syntax_totals *totals)
{
	for (size_t i = 0; i < totals->unseen_count; i++) {
		const struct syntax_unseen *u = &totals->unseen[i];
		char *name = xasprintf("%s:%u-%u", str_get(u->file),
				       u->first_line, u->last_line);

		outcome_unseen(o, name, NULL, NULL, u->why);
		free(name);
	}
	o->functions = totals->functions;
	o->lines = totals->lines;
}

/* What generic code is with one architecture, it may be with another, too. */
static void look_at(struct options *o, struct syntax *s, size_t arch,
		    struct syntax_totals *totals, struct outcome *outcome)
{
	struct graph graph = { .every_name = o->verdicts_file };
	size_t first = outcome->findings.count, line = o->verdicts.count;
	struct solved solved;

	syntax_lower(s, arch, &graph, totals);
	solve(&solved, &graph);
	if (solved.lost)
		outcome_unseen(outcome, "values of too many origins",
			       syntax_arch(s, arch), NULL,
			       "what else can be in them is not followed");
	checks_run(&solved, &outcome->findings, o->disabled);
	if (o->verdicts_file) {
		verdicts_find(&solved, &o->verdicts);
		verdicts_link(&solved, &o->verdicts, &outcome->findings, first,
			      line);
	}
	solved_free(&solved);
	graph_free(&graph);
}

static void look(struct options *o, struct syntax *s, struct outcome *outcome)
{
	size_t arches = syntax_parse(s);
	struct syntax_totals totals;

	for (size_t i = 0; i < arches; i++)
		look_at(o, s, i, &totals, outcome);
	take_unseen(outcome, &totals);
	outcome->units = o->looked_at;
}

/* What the steps of the checkout say, if there are any. */
static void advise(struct findings *findings)
{
	struct steps steps = { 0 };
	char *folder = checkout_find("semantic-patches");

	if (folder && !steps_read(&steps, folder))
		steps_advise(&steps, findings);
	steps_free(&steps);
	free(folder);
}

static int cannot_write(const char *what, int err)
{
	fprintf(stderr, "ptdesc-judge: %s could not be written: %s\n", what,
		strerror(-err));
	return EXIT_INCOMPLETE;
}

static int write_verdicts(struct options *o)
{
	FILE *out = fopen(o->verdicts_file, "w");

	if (!out)
		return -errno;
	verdicts_print(&o->verdicts, out);
	if (ferror(out)) {
		fclose(out);
		return -EIO;
	}
	return fclose(out) ? -errno : 0;
}

static int report(struct options *o, struct outcome *outcome)
{
	int err = o->seen ? buf_write(&o->headers, o->seen) : 0;

	if (err)
		return cannot_write(o->seen, err);
	err = o->verdicts_file ? write_verdicts(o) : 0;
	if (err)
		return cannot_write(o->verdicts_file, err);
	advise(&outcome->findings);
	output_select(&o->output, outcome);
	err = output_print(&o->output, outcome, stdout);
	if (!err)
		return outcome_exit_code(outcome);
	return cannot_write("the output", err);
}

int main(int argc, char **argv)
{
	struct outcome outcome = { .tool = xstrdup("ptdesc-judge") };
	struct options o = { .output.partial = true, .outcome = &outcome };
	int status = EXIT_USAGE;
	struct syntax *s;

	start_program();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (!start_lists(o.lists, o.tree)) {
		s = syntax_new();
		if (!read_files(&o, s)) {
			look(&o, s, &outcome);
			status = report(&o, &outcome);
		}
		syntax_free(s);
	}
	outcome_free(&outcome);
	output_free(&o.output);
	buf_free(&o.headers);
	verdicts_free(&o.verdicts);
	free(o.know);
	free(o.files);
	api_free();
	tablewords_free();
	str_free_all();
	return status;
}
