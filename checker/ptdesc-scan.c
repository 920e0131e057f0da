// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-scan: every place of a kernel tree that the steps could concern. */
#define _GNU_SOURCE
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "checkout.h"
#include "start.h"
#include "scan/facts.h"
#include "scan/lists.h"
#include "scan/report.h"
#include "scan/sweep.h"
#include "scan/tree.h"
#include "scan/walk.h"

#define EXIT_FINE 0

enum { OPT_LISTS = 256, OPT_CLASS, OPT_SETTLED, OPT_FILES, OPT_JSON,
       OPT_FACTS, OPT_CANDIDATES, OPT_EVERY_WORD, OPT_FIND_DEFINE,
       OPT_HAS_STRUCT, OPT_OVERLAY, OPT_UNITS, OPT_NAMES };

struct options {
	unsigned int threads;
	const char *lists;
	uint32_t classes;
	int settled, units, names;
	int every_word;
	const char *files;
	int json;
	const char *facts_file;
	struct facts facts;
	const char *candidates;
	const char *overlay;
	const char *tree;
	char **paths;
	int path_count;
};

static const struct argp_option option_table[] = {
	{ "jobs", 'j', "N", 0, "threads (default: one for each CPU)", 0 },
	CHECKOUT_LISTS_OPTION(OPT_LISTS),
	{ "class", OPT_CLASS, "CLASS,...", 0,
	  "only these: api, members, page-allocator, page-members, ptdesc-api", 0 },
	{ "settled", OPT_SETTLED, NULL, 0,
	  "sites of the settled API (ptdesc-api) too", 0 },
	{ "every-word", OPT_EVERY_WORD, NULL, 0,
	  "also words that name a variable, or another structure's member", 0 },
	{ "files", OPT_FILES, "LIST", 0,
	  "look at the files named in LIST (- is standard input), one a line, relative to TREE; nothing else is walked", 0 },
	{ "overlay", OPT_OVERLAY, "DIR", 0,
	  "read a file of TREE from DIR where DIR has one of the same path", 0 },
	{ "json", OPT_JSON, NULL, 0, "one JSON object a line", 0 },
	{ "facts", OPT_FACTS, "FILE", 0,
	  "answer the questions of FILE first: lines \"struct NAME\", \"word WORD\", \"arch-define WORD\"", 0 },
	{ "candidates", OPT_CANDIDATES, "FILE", 0,
	  "with --json, also name the files that have words of FILE, wherever they stand, with these words", 0 },
	{ "units", OPT_UNITS, NULL, 0,
	  "with --json, also name the files that have a word which is marked unit in the lists", 0 },
	{ "names", OPT_NAMES, NULL, 0,
	  "print the names of the lists, LIST NAME CLASS a line, and look at nothing", 0 },
	{ "find-define", OPT_FIND_DEFINE, "WORD", 0,
	  "print \"ARCH WORD\" where a header below arch/ARCH/include has #define WORD", 0 },
	{ "has-struct", OPT_HAS_STRUCT, "NAME", 0,
	  "print where struct NAME is defined", 0 },
	{ 0 }
};

static void parse_jobs(struct argp_state *state, struct options *o,
		       const char *arg)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*end || !n || n > 1024)
		argp_error(state, "-j takes a number from 1 to 1024, not \"%s\"",
			   arg);
	o->threads = n;
}

static void parse_classes(struct argp_state *state, struct options *o,
			  const char *arg)
{
	while (*arg) {
		size_t len = strcspn(arg, ",");
		int class = class_find(arg, len);

		if (class < 0)
			argp_error(state, "there is no class \"%.*s\"",
				   (int)len, arg);
		o->classes |= CLASS_BIT(class);
		arg += len + (arg[len] == ',');
	}
}

static void parse_fact(struct argp_state *state, struct options *o,
		       enum fact_kind kind, const char *arg)
{
	if (facts_add(&o->facts, kind, arg))
		argp_error(state,
			   "not a word of three or more characters: \"%s\"",
			   arg);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case 'j':
		parse_jobs(state, o, arg);
		break;
	case OPT_LISTS:
		o->lists = arg;
		break;
	case OPT_CLASS:
		parse_classes(state, o, arg);
		break;
	case OPT_SETTLED:
		o->settled = 1;
		break;
	case OPT_EVERY_WORD:
		o->every_word = 1;
		break;
	case OPT_FILES:
		o->files = arg;
		break;
	case OPT_JSON:
		o->json = 1;
		break;
	case OPT_FACTS:
		o->facts_file = arg;
		break;
	case OPT_CANDIDATES:
		o->candidates = arg;
		break;
	case OPT_UNITS:
		o->units = 1;
		break;
	case OPT_NAMES:
		o->names = 1;
		break;
	case OPT_OVERLAY:
		o->overlay = arg;
		break;
	case OPT_FIND_DEFINE:
		parse_fact(state, o, FACT_ARCH_DEFINE, arg);
		break;
	case OPT_HAS_STRUCT:
		parse_fact(state, o, FACT_STRUCT, arg);
		break;
	case ARGP_KEY_ARG:
		if (o->tree)
			return ARGP_ERR_UNKNOWN;
		o->tree = arg;
		break;
	case ARGP_KEY_ARGS:
		o->paths = state->argv + state->next;
		o->path_count = state->argc - state->next;
		break;
	case ARGP_KEY_NO_ARGS:
		if (!o->names)
			argp_error(state, "name the TREE to look at");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "TREE [PATH...]",
	.doc = "List every place of a kernel tree that the steps could concern.\v"
	       "Prints file:line:column: class word kind [function], sorted. With PATHs, relative to TREE, only what is below them. --find-define and --has-struct print only their answers, unless --class asks for sites.\n\n"
	       "Exit: 0 all looked at, 2 wrong use, 3 something could not be read.",
};

static unsigned int cpu_count(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return CPU_COUNT(&set);
}

static int load_lists(const struct options *o, struct lists *l)
{
	char *folder = checkout_lists(o->lists);
	int err = folder ? lists_read(l, folder, o->classes |
				      (o->units ? WORD_CANDIDATE : 0)) : -1;

	free(folder);
	if (err)
		return -1;
	l->every_word = o->every_word;
	if (o->candidates &&
	    wordset_read(l->words, o->candidates, WORD_CANDIDATE))
		return -1;
	if (facts_enter(&o->facts, l) || wordset_build(l->words)) {
		perror("ptdesc-scan");
		return -1;
	}
	return 0;
}

static int collect_files(const struct options *o, int rootfd, struct walk *w)
{
	if (o->files)
		return tree_read_list(w, o->files);
	if (!o->path_count)
		return tree_add_path(w, o->tree, rootfd, "");
	for (int i = 0; i < o->path_count; i++)
		if (tree_add_path(w, o->tree, rootfd, o->paths[i]))
			return -1;
	walk_sort(w);
	return 0;
}

static int print_all(const struct options *o, const struct walk *w,
		     const struct sweep_file *files)
{
	struct totals t;

	if (o->json) {
		facts_print_json(&o->facts, w, files, stdout);
		report_candidates(w, files, stdout);
		report_json(w, files, stdout);
	} else {
		facts_print_text(&o->facts, w, files, stdout);
		report_text(w, files, stdout);
	}
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "ptdesc-scan: the output could not be written: %s\n",
			strerror(errno));
		return EXIT_INCOMPLETE;
	}
	t = report_problems(w, files);
	t.unreadable += w->errors;
	fprintf(stderr, "%zu files, %zu bytes, %zu sites, %zu words that are no page's, %zu unreadable, %zu binary skipped\n",
		t.files, t.bytes, t.sites, t.others, t.unreadable, t.binary);
	return t.unreadable ? EXIT_INCOMPLETE : EXIT_FINE;
}

static int scan(const struct options *o, int rootfd, int overfd,
		const struct lists *l)
{
	struct walk w = { 0 };
	struct sweep_file *files = NULL;
	int status = EXIT_USAGE;

	if (collect_files(o, rootfd, &w))
		goto out;
	files = xcalloc(w.count + 1, sizeof(*files));
	if (sweep(l, rootfd, overfd, &w, o->threads, files))
		out_of_memory();
	status = print_all(o, &w, files);
out:
	for (size_t i = 0; files && i < w.count; i++)
		scan_free(&files[i].result);
	free(files);
	walk_free(&w);
	return status;
}

/* -1 where there is none, or after a sentence where it cannot be opened. */
static int open_overlay(const char *path)
{
	int fd = path ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (path && fd < 0)
		fprintf(stderr, "%s: cannot be opened as a folder: %s; name one with files of the tree\n",
			path, strerror(errno));
	return fd;
}

static int print_names(const struct options *o)
{
	char *folder = checkout_lists(o->lists);
	int err = folder ? lists_print(folder, stdout) : -1;

	free(folder);
	if (err)
		return EXIT_USAGE;
	if (!fflush(stdout) && !ferror(stdout))
		return EXIT_FINE;
	fprintf(stderr, "ptdesc-scan: the output could not be written: %s\n",
		strerror(errno));
	return EXIT_INCOMPLETE;
}

int main(int argc, char **argv)
{
	struct options o = { .threads = cpu_count() };
	struct lists l = { 0 };
	int rootfd, overfd, only_facts, status = EXIT_USAGE;

	start_program();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (o.names)
		return print_names(&o);
	only_facts = o.facts.count && !o.classes && !o.settled;
	if (o.facts_file && facts_read(&o.facts, o.facts_file))
		goto out;
	if (!o.classes && !only_facts)
		o.classes = CLASS_ALL & ~CLASS_BIT(CLASS_PTDESC_API);
	if (o.settled)
		o.classes |= CLASS_BIT(CLASS_PTDESC_API);
	if (load_lists(&o, &l))
		goto out;
	rootfd = tree_open(o.tree);
	if (rootfd < 0)
		goto out;
	overfd = open_overlay(o.overlay);
	if (!o.overlay || overfd >= 0)
		status = scan(&o, rootfd, overfd, &l);
	if (overfd >= 0)
		close(overfd);
	close(rootfd);
out:
	lists_free(&l);
	facts_free(&o.facts);
	return status;
}
