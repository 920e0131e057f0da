// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-check: where C code handles a page table as a page, or the reverse. */
#define _GNU_SOURCE
#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "check/api.h"
#include "check/flags.h"
#include "check/session.h"
#include "check/strtab.h"
#include "check/summary.h"
#include "check/tablewords.h"
#include "checkout.h"
#include "findings/output.h"
#include "findings/steps.h"
#include "start.h"

enum { OPT_GCC = 256, OPT_TREE, OPT_COMPDB, OPT_FLAGS, OPT_LISTS,
       OPT_CACHE, OPT_DISABLE, OPT_ARCH, OPT_CONFIG, OPT_EXIT, OPT_SEEN,
       OPT_SUMMARY, OPT_LINK, OPT_KEEP, OPT_JOBS };

struct options {
	struct output output;
	struct session session;
	const char *compdb;
	const char *flags_file;
	const char *named_lists;
	const char *seen_file;
	const char *summary;		/* folders of summaries */
	const char *link;
	const char *keep;
	char *lists, *kept;
	struct seen seen;
	bool exit_code;			/* not as kbuild's CHECK */
	bool werror;
	int gcc_argc;
	char **gcc_argv;
};

static const struct argp_option option_table[] = {
	{ "gcc", OPT_GCC, "COMMAND", 0,
	  "the unit's compiler (default: REAL_CC, CC, CROSS_COMPILE with gcc, or gcc)", 0 },
	{ "tree", OPT_TREE, "DIR", 0,
	  "the kernel tree (default: the one around the first file)", 0 },
	{ "compdb", OPT_COMPDB, "FILE", 0,
	  "analyse the units of a compile_commands.json, or those of them that are named", 0 },
	{ "flags", OPT_FLAGS, "FILE", 0,
	  "read more flags of the compiler from FILE, quoted as in a shell", 0 },
	CHECKOUT_LISTS_OPTION(OPT_LISTS),
	{ "cache", OPT_CACHE, "DIR", 0,
	  "keep the predefined macros of compilers in DIR (default: $XDG_CACHE_HOME/ptdesc or ~/.cache/ptdesc)", 0 },
	{ "disable", OPT_DISABLE, "ID,...", 0, "do not run these checks", 0 },
	{ "for-arch", OPT_ARCH, "NAME", 0, "write NAME as the architecture of findings", 0 },
	{ "for-config", OPT_CONFIG, "NAME", 0, "write NAME as the configuration of findings", 0 },
	{ "seen", OPT_SEEN, "FILE", 0,
	  "write to FILE which files, lines and macros the units consist of", 0 },
	{ "summary", OPT_SUMMARY, "DIR", 0,
	  "write a summary of each unit to DIR, for --link; implies --keep=DIR", 0 },
	{ "link", OPT_LINK, "DIR", 0,
	  "analyse all units with summaries in DIR together, and print what no single unit shows", 0 },
	{ "keep", OPT_KEEP, "DIR", 0,
	  "keep parsed units in DIR, and use those whose sources did not change", 0 },
	{ "jobs", OPT_JOBS, "N", 0,
	  "analyse N units at a time (default: one for each processor, limited by make's job server)", 0 },
	{ "exit-code", OPT_EXIT, NULL, 0,
	  "exit with 1 or 3 even as kbuild's CHECK", 0 },
	{ 0 }
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;
	char *end;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		break;
	case OPT_GCC:
		o->session.gcc = arg;
		break;
	case OPT_TREE:
		o->session.tree = arg;
		break;
	case OPT_COMPDB:
		o->compdb = arg;
		break;
	case OPT_FLAGS:
		o->flags_file = arg;
		break;
	case OPT_LISTS:
		o->named_lists = arg;
		break;
	case OPT_CACHE:
		o->session.cache = arg;
		break;
	case OPT_DISABLE:
		o->session.disabled = arg;
		break;
	case OPT_ARCH:
		o->session.arch = arg;
		break;
	case OPT_CONFIG:
		o->session.config = arg;
		break;
	case OPT_SEEN:
		o->seen_file = arg;
		o->session.seen = &o->seen;
		break;
	case OPT_SUMMARY:
		o->summary = arg;
		break;
	case OPT_LINK:
		o->link = arg;
		break;
	case OPT_KEEP:
		o->keep = arg;
		break;
	case OPT_JOBS:
		o->session.crew.most = strtoul(arg, &end, 10);
		if (*end || !isdigit(*arg) || !o->session.crew.most)
			argp_error(state, "--jobs=%s: not a number above 0",
				   arg);
		break;
	case OPT_EXIT:
		o->exit_code = true;
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
	.args_doc = "[-Werror] [FLAG-OF-GCC...] UNIT.c...",
	.doc = "Find every page table that C code still handles as a page, and every page that it handles as a page table.\v"
	       "Takes what kbuild passes to a checker: make C=2 CHECK=ptdesc-check. Several units are analysed together: memory can be allocated in one and freed in another.\n\n"
	       "Exit: 0 nothing found, 1 findings, 2 wrong use, 3 units that were not analysed. As kbuild's CHECK, it exits with 0 instead of 1 and 3, unless -Werror is the first argument. It is kbuild's CHECK if none of --compdb, --flags, --link and --exit-code is given.",
};

/* The option of ours that an argument is; others are the compiler's. */
static const struct argp_option *own_option(const struct argp_option *table,
					    const char *arg)
{
	size_t len = strcspn(arg, "=");

	for (; table && (table->name || table->key || table->doc); table++)
		if (table->name && strlen(table->name) == len &&
		    !strncmp(table->name, arg, len))
			return table;
	return NULL;
}

static const struct argp_option *find_own(const char *arg)
{
	const struct argp_option *found;

	if (strncmp(arg, "--", 2) || !arg[2])
		return NULL;
	found = own_option(option_table, arg + 2);
	return found ? found : own_option(output_argp.options, arg + 2);
}

static bool is_builtin(const char *arg)
{
	return !strcmp(arg, "--help") || !strcmp(arg, "--usage") ||
	       !strcmp(arg, "--version") || !strcmp(arg, "-?");
}

/* Ours for argp, theirs for flags_sort(). 0, or -1 for one that is neither. */
static int parse_arguments(struct options *o, int argc, char **argv)
{
	char **own = xrealloc(NULL, (argc + 1) * sizeof(*own));
	const char *unknown = NULL;
	int own_argc = 1;

	o->gcc_argv = xrealloc(NULL, (argc + 1) * sizeof(*o->gcc_argv));
	own[0] = argv[0];
	for (int i = 1; i < argc; i++) {
		const struct argp_option *found = find_own(argv[i]);

		if (found || is_builtin(argv[i])) {
			own[own_argc++] = argv[i];
			if (found && found->arg && !strchr(argv[i], '=') &&
			    i + 1 < argc)
				own[own_argc++] = argv[++i];
		} else if (!o->gcc_argc && !strcmp(argv[i], "-Werror")) {
			o->werror = true;
		} else if (!flags_knows(argv[i])) {
			unknown = argv[i];
		} else {
			o->gcc_argv[o->gcc_argc++] = argv[i];
		}
	}
	own[own_argc] = NULL;
	start_program();
	argp_parse(&argp, own_argc, own, 0, NULL, o);
	free(own);
	if (unknown)
		fprintf(stderr,
			"ptdesc-check: unknown option '%s': --help shows those that there are\n",
			unknown);
	return unknown ? -1 : 0;
}

static int read_lists(struct options *o)
{
	o->lists = checkout_lists(o->named_lists);
	o->session.keep.lists = o->lists;
	return !o->lists || api_read(o->lists) ||
	       tablewords_read(o->lists) ? -1 : 0;
}

/* From here on the current folder is the units'. */
static int open_kept(struct options *o)
{
	const char *folder = o->summary ? o->summary : o->link;

	if (o->keep && mkdir(o->keep, 0777) && errno != EEXIST) {
		fprintf(stderr, "%s: cannot be made: %s\n", o->keep,
			strerror(errno));
		return -1;
	}
	folder = o->keep ? o->keep : folder;
	o->kept = folder ? realpath(folder, NULL) : NULL;
	o->session.keep.folder = o->kept;
	return 0;
}

/* NULL when there is no place for one: then nothing is kept. */
static char *default_cache(void)
{
	const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char *path = NULL;

	if (base && *base == '/') {
		path = xasprintf("%s/ptdesc", base);
	} else if (home && *home == '/') {
		path = xasprintf("%s/.cache", home);
		mkdir(path, 0777);
		free(path);
		path = xasprintf("%s/.cache/ptdesc", home);
	}
	if (path && mkdir(path, 0777) && errno != EEXIST) {
		free(path);
		return NULL;
	}
	return path;
}

/* What kbuild exports to a checker, or what a user would set. */
static char *default_gcc(void)
{
	const char *const names[] = { "REAL_CC", "CC" };
	const char *cross = getenv("CROSS_COMPILE");

	for (int i = 0; i < 2; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return xstrdup(value);
	}
	return xasprintf("%sgcc", cross ? cross : "");
}

static int read_flags(struct unit_flags *flags, const char *path)
{
	struct strings words = { 0 };
	struct buf text = { 0 };
	int err = buf_need(&text, path);

	if (!err) {
		err = flags_split(&words, text.data ? text.data : "");
		if (err)
			fprintf(stderr, "%s: a quote is not closed\n", path);
		else
			flags_sort(flags, words.count, words.list);
	}
	strings_free(&words);
	buf_free(&text);
	return err ? -1 : 0;
}

static int write_seen(struct options *o)
{
	int err = seen_write(&o->seen, o->seen_file);

	seen_free(&o->seen);
	if (err)
		fprintf(stderr, "%s: cannot be written: %s\n", o->seen_file,
			strerror(-err));
	return err;
}

/* What the units of summaries show together. */
static int look_linked(struct options *o)
{
	const struct strings all = { 0 };
	struct outcome known = { 0 };
	json_t *units = json_array();
	int err = -1;

	if (summary_read(o->link, units, &known) > 0) {
		err = session_units(&o->session, units, o->link, &all);
		session_finish(&o->session);
		summary_drop(&o->session.outcome->findings, &known.findings);
	}
	json_decref(units);
	outcome_free(&known);
	return err;
}

static int leave_summaries(const struct options *o,
			   const struct unit_flags *flags, const char *gcc)
{
	int err = 0;

	outcome_sort(o->session.outcome);
	for (size_t i = 0; i < flags->sources.count && !err; i++)
		err = summary_write(o->summary, flags->sources.list[i], flags,
				    gcc, o->session.outcome);
	return err;
}

/* Units whose flags are arguments, as kbuild has it. */
static int look_at_arguments(struct options *o, const struct unit_flags *flags)
{
	char *gcc = default_gcc();
	int err = 0;

	for (size_t i = 0; i < flags->sources.count; i++)
		session_unit(&o->session, flags->sources.list[i], flags, gcc);
	session_finish(&o->session);
	if (o->summary)
		err = leave_summaries(o, flags,
				      o->session.gcc ? o->session.gcc : gcc);
	free(gcc);
	return err;
}

static int look(struct options *o)
{
	struct unit_flags flags = { 0 };
	int err = 0;

	flags_sort(&flags, o->gcc_argc, o->gcc_argv);
	if (o->flags_file)
		err = read_flags(&flags, o->flags_file);
	if (!err && o->compdb) {
		err = session_compdb(&o->session, o->compdb, &flags.sources);
		session_finish(&o->session);
	} else if (!err && o->link) {
		err = look_linked(o);
	} else if (!err && !flags.sources.count) {
		fputs("ptdesc-check: name the C file to look at, or --compdb; --help shows more\n",
		      stderr);
		err = -1;
	} else if (!err) {
		err = look_at_arguments(o, &flags);
	}
	if (!err && o->seen_file)
		err = write_seen(o);
	flags_free(&flags);
	return err;
}

static int exit_code(const struct options *o, const struct outcome *outcome)
{
	if (!o->exit_code && !o->compdb && !o->link && !o->flags_file &&
	    !o->werror)
		return 0;
	return outcome_exit_code(outcome);
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

static int report(struct options *o, struct outcome *outcome)
{
	int err;

	advise(&outcome->findings);
	output_select(&o->output, outcome);
	err = output_print(&o->output, outcome, stdout);
	if (!err)
		return o->session.no_compiler ? EXIT_USAGE
					      : exit_code(o, outcome);
	fprintf(stderr, "ptdesc-check: the output could not be written: %s\n",
		strerror(-err));
	return EXIT_INCOMPLETE;
}

int main(int argc, char **argv)
{
	struct outcome outcome = { .tool = xstrdup("ptdesc-check") };
	struct options o = { .session = { .outcome = &outcome } };
	char *cache = NULL;
	int status = EXIT_USAGE, err = parse_arguments(&o, argc, argv);

	if (!o.session.cache)
		o.session.cache = cache = default_cache();
	o.output.partial = true;
	if (!err && !read_lists(&o) && !open_kept(&o))
		status = look(&o) ? EXIT_USAGE : report(&o, &outcome);
	outcome_free(&outcome);
	output_free(&o.output);
	free(o.gcc_argv);
	free(cache);
	free(o.lists);
	free(o.kept);
	api_free();
	tablewords_free();
	str_free_all();
	return status;
}
