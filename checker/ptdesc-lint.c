// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-lint: what a patch adds that page tables should not have any more. */
#define _GNU_SOURCE
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "check/api.h"
#include "check/tablewords.h"
#include "checkout.h"
#include "lint/advise.h"
#include "lint/complain.h"
#include "lint/gitrange.h"
#include "lint/lint.h"
#include "lint/patch.h"
#include "lint/series.h"
#include "lint/source.h"
#include "findings/output.h"
#include "findings/steps.h"
#include "start.h"
#include "version.h"

#define DIFF_SECONDS 20
#define SMPL_SECONDS 300

enum { OPT_TREE = 256, OPT_NO_TREE, OPT_GIT, OPT_CACHED, OPT_DATA,
       OPT_DIFF, OPT_SMPL, OPT_ADDED };

struct options {
	struct output output;
	const char *tree;
	bool no_tree;
	const char *git;
	bool cached;
	int strip;
	bool diff;
	bool smpl;
	const char *added;
	const char *data;
	char *root, *lists;	/* the checkout that has the lists, and they */
	char **files;
	int file_count;
};

static const struct argp_option option_table[] = {
	{ NULL, 0, NULL, 0, "What is looked at:", 1 },
	{ "tree", OPT_TREE, "DIR", 0,
	  "apply the patches to this tree, in memory (default: the kernel's git repository that the current folder is in)",
	  0 },
	{ "no-tree", OPT_NO_TREE, NULL, 0, "use no tree: analyse only what the hunks show", 0 },
	{ "git", OPT_GIT, "A..B|REV", 0,
	  "read the commits of a range as one series, or one commit", 0 },
	{ "cached", OPT_CACHED, NULL, 0, "read what is staged for the next commit",
	  0 },
	{ "strip", 'p', "N", 0,
	  "remove N folders from file names, as patch -p (default: what fits)",
	  0 },
	{ "diff", OPT_DIFF, NULL, 0,
	  "also print how a semantic patch would rewrite it, if one can; takes a second or two",
	  0 },
	{ "smpl", OPT_SMPL, NULL, 0,
	  "also print what the semantic patches report about added lines; needs spatch, and a second or two for each file",
	  0 },
	{ "added", OPT_ADDED, "FILE", 0,
	  "write to FILE each line that is added in a file with page-table code: path, number and text, each followed by a zero byte",
	  0 },
	{ "quiet", 'q', NULL, 0, "print findings only", 0 },
	{ "data", OPT_DATA, "DIR", 0,
	  "use the lists of this checkout of the toolkit (default: that of the program)",
	  0 },
	{ 0 }
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;
	char *end;
	long n;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		break;
	case OPT_TREE:
		o->tree = arg;
		break;
	case OPT_NO_TREE:
		o->no_tree = true;
		break;
	case OPT_GIT:
		o->git = arg;
		break;
	case OPT_CACHED:
		o->cached = true;
		break;
	case 'p':
		n = strtol(arg, &end, 10);
		if (*end || end == arg || n < 0 || n > 99)
			argp_error(state, "-p takes a number, not \"%s\"", arg);
		o->strip = (int)n;
		break;
	case 'q':
		o->output.no_summary = true;
		break;
	case OPT_DIFF:
		o->diff = true;
		break;
	case OPT_SMPL:
		o->smpl = true;
		break;
	case OPT_ADDED:
		o->added = arg;
		break;
	case OPT_DATA:
		o->data = arg;
		break;
	case ARGP_KEY_ARGS:
		o->files = state->argv + state->next;
		o->file_count = state->argc - state->next;
		break;
	case ARGP_KEY_END:
		if (!o->file_count && !o->git && !o->cached && isatty(0))
			argp_error(state, "name a patch, - for standard input, or --git A..B");
		if ((o->git || o->cached) && (o->file_count || o->no_tree ||
					      (o->git && o->cached)))
			argp_error(state, "give either patches, --git or --cached");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "[PATCH...]",
	.doc = "Say what a patch, a mailbox of a series or a range of commits adds that keeps page tables in struct page.\v"
	       "PATCH is - for standard input. Several PATCHes are one series, in their order. The program writes nothing, executes nothing of a patch, and reads no file outside of the tree.\n\n"
	       "Exit: 0 nothing found, 1 findings, 2 wrong use or a malformed patch, 3 something was not looked at.",
	.children = output_children,
};

#define LISTS "checker/lists"

/* The folder of the checkout that the program was built in. */
static char *find_data(void)
{
	char *lists = checkout_find(LISTS);

	if (lists)
		lists[strlen(lists) - strlen("/" LISTS)] = '\0';
	return lists;
}

/* Which step converts such a place, and what its header says. */
static void add_steps(const struct options *o, struct findings *found)
{
	struct steps steps = { 0 };
	char *folder = xasprintf("%s/semantic-patches", o->root);

	if (!steps_read(&steps, folder))
		steps_advise(&steps, found);
	steps_free(&steps);
	free(folder);
}

static int load_data(struct options *o, struct lists *l)
{
	char *root = o->data ? xstrdup(o->data) : find_data();
	int err;

	if (!root)
		return complain("the lists", "they cannot be found: name the checkout with --data");
	o->root = root;
	o->lists = xasprintf("%s/" LISTS, root);
	checkout_name_lists(o->lists);
	err = lists_read(l, o->lists, CLASS_ALL);
	if (!err)
		err = wordset_build(l->words);
	if (!err)
		err = api_read(o->lists) || tablewords_read(o->lists) ? -1 : 0;
	return err;
}

/* Which kernel the tree is: what some names mean depends on it. */
static void know_version(struct source *s)
{
	struct buf makefile = { 0 };

	if (!source_read(s, "Makefile", NULL, &makefile) && makefile.len)
		api_set_version(version_of_makefile(makefile.data,
						    makefile.len));
	buf_free(&makefile);
}

static int open_source(const struct options *o, struct source *s)
{
	char *found = NULL;
	const char *root = o->tree;
	int err;

	source_none(s);
	if (o->no_tree)
		return 0;
	if (!root)
		root = found = gitrange_repository(o->git || o->cached);
	if (!root && (o->git || o->cached))
		return complain(".", "it is in no git repository: run it in one, or name one with --tree");
	if (!root)
		return 0;
	err = source_open(s, root);
	if (err)
		complain(root, strerror(-err));
	else
		know_version(s);
	free(found);
	return err;
}

static const char *input_name(const char *name)
{
	return strcmp(name, "-") ? name : "standard input";
}

/* Among several inputs one that is malformed is left out, and that is said. */
static int refuse_input(struct patches *p, const char *name, bool alone)
{
	if (alone)
		return complain(input_name(name), p->error.data);
	p->refused = xgrow(p->refused, p->refused_count, &p->refused_capacity,
			   sizeof(*p->refused));
	p->refused[p->refused_count++] = (struct patch_refused){
		.why = xstrdup(p->error.data),
	};
	p->error.len = 0;
	return 0;
}

static int read_patch(struct patches *p, const char *name, struct buf *text,
		      bool alone)
{
	int err = buf_read_pipe(text, name, PATCH_MAX_BYTES + 1);

	if (err)
		return complain(name, strerror(-err));
	buf_puts(text, "");	/* there is a pointer even to nothing */
	if (patches_read(p, text->data, text->len) &&
	    refuse_input(p, name, alone))
		return -1;
	for (size_t i = 0; i < p->refused_count; i++)
		if (!p->refused[i].what)
			p->refused[i].what = xstrdup(input_name(name));
	return 0;
}

/* All that is read stays in `texts`, where the patches point to. */
static int read_patches(const struct options *o, struct source *s,
			struct patches *p, struct buf *texts)
{
	if (o->git || o->cached) {
		if (gitrange_load(s, o->git, texts))
			return -1;
		buf_puts(texts, "");
		if (patches_read(p, texts->data, texts->len))
			return complain("git diff", p->error.data);
		return 0;
	}
	if (!o->file_count && read_patch(p, "-", texts, true))
		return -1;
	for (int i = 0; i < o->file_count; i++)
		if (read_patch(p, o->files[i], &texts[i], o->file_count == 1))
			return -1;
	if (!p->count && p->refused_count)
		return complain(p->refused[0].what, p->refused[0].why);
	if (!p->count)
		return complain(o->file_count ? o->files[0] : "standard input",
				"there is no patch in it");
	return 0;
}

static void say_seen(const struct options *o, const struct series *s)
{
	if (o->output.no_summary || o->output.format != OUTPUT_TEXT ||
	    !s->parts)
		return;
	fprintf(stderr, "ptdesc-lint: of %zu file%s only the hunks were seen%s\n",
		s->parts, s->parts == 1 ? "" : "s",
		s->source->rootfd < 0 && !s->source->revision ?
		": give the tree with --tree to see more" : "");
}

static int lint_series(struct options *o, const struct lists *l,
		       struct source *s, const struct patches *p)
{
	struct outcome outcome = { 0 };
	struct series series = { .patches = p, .lists = l, .source = s,
				 .strip = o->strip, .anywhere = o->smpl,
				 .outcome = &outcome };
	struct lint lint = { .source = s, .outcome = &outcome,
			     .keep_texts = o->diff, .smpl = o->smpl };
	int status = EXIT_USAGE, err;

	if (o->added) {
		lint.added_to = fopen(o->added, "we");
		if (!lint.added_to) {
			complain(o->added, strerror(errno));
			return EXIT_USAGE;
		}
	}
	outcome.tool = xstrdup("ptdesc-lint");
	outcome.tree_path = s->root ? xstrdup(s->root) : NULL;
	for (size_t i = 0; i < p->refused_count; i++)
		outcome_unseen(&outcome, p->refused[i].what, NULL, NULL,
			       p->refused[i].why);
	if (series_run(&series, lint_file, &lint)) {
		complain("the patch", series.error.data);
	} else {
		lint_finish(&lint, &outcome);
		if (o->smpl && lint_reports(&lint, &outcome, o->root,
					    SMPL_SECONDS))
			outcome_unseen(&outcome, "semantic patches", NULL,
				       NULL, "they could not be run");
		outcome.units = series.files;
		outcome.functions = lint.after.functions;
		outcome.lines = lint.added;
		add_steps(o, &outcome.findings);
		output_select(&o->output, &outcome);
		status = outcome_exit_code(&outcome);
		if (o->diff)
			lint_advise(&lint, &outcome, o->root, DIFF_SECONDS);
		err = output_print(&o->output, &outcome, stdout);
		say_seen(o, &series);
		if (err) {
			complain("the output", strerror(-err));
			status = EXIT_INCOMPLETE;
		}
	}
	if (lint.added_to && fclose(lint.added_to)) {
		complain(o->added, strerror(errno));
		status = EXIT_USAGE;
	}
	lint_free(&lint);
	buf_free(&series.error);
	outcome_free(&outcome);
	return status;
}

int main(int argc, char **argv)
{
	struct options o = { .strip = -1 };
	struct patches patches = { 0 };
	struct lists lists = { 0 };
	struct source source;
	struct buf *texts;
	int status = EXIT_USAGE;

	start_program();
	signal(SIGPIPE, SIG_IGN);
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	o.output.partial = true;
	texts = xrealloc(NULL, sizeof(*texts) * ((size_t)o.file_count + 1));
	memset(texts, 0, sizeof(*texts) * ((size_t)o.file_count + 1));
	source_none(&source);
	if (!load_data(&o, &lists) && !open_source(&o, &source) &&
	    !read_patches(&o, &source, &patches, texts))
		status = lint_series(&o, &lists, &source, &patches);
	patches_free(&patches);
	source_close(&source);
	lists_free(&lists);
	api_free();
	tablewords_free();
	str_free_all();
	for (int i = 0; i <= o.file_count; i++)
		buf_free(&texts[i]);
	free(texts);
	free(o.root);
	free(o.lists);
	output_free(&o.output);
	return status;
}
