// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-edit: applies the directives of a step to a file, or tidies up what
 * a rewrite left. docs/steps.md describes the directives.
 */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "edit/directive.h"
#include "edit/tidy.h"
#include "start.h"

static const char usage[] =
"usage: ptdesc-edit --step STEP [options] FILE\n"
"       ptdesc-edit --tidy [--output OUT] BEFORE AFTER\n"
"  -s, --step STEP      apply the directives of this step; FILE '-' is stdin\n"
"  -t, --tidy           restore in AFTER the formatting that a rewrite of\n"
"                       BEFORE disturbed\n"
"  -D, --define NAME    holds for directives with 'when NAME'\n"
"  -n, --name NAME      the file's name: its ending tells C from text\n"
"  -r, --report REPORT  write a line 'INDEX COUNT' for each directive\n"
"  -o, --output OUT     write there instead of standard output\n";

struct options {
	const char *step, *name, *report, *output;
	bool tidy;
	char **defines;
	size_t nr_defines;
};

static int trouble(const char *what, const char *file, int err)
{
	fprintf(stderr, "ptdesc-edit: cannot %s %s: %s\n", what, file,
		buf_error(err));
	return 2;
}

static int load(struct buf *b, const char *file)
{
	int err = buf_read(b, file);

	return err ? trouble("read", file, err) : 0;
}

static int save(const struct buf *b, const struct options *opt)
{
	const char *file = opt->output ? opt->output : "-";
	int err = buf_write(b, file);

	return err ? trouble("write", file, err) : 0;
}

static bool is_c_name(const char *name)
{
	static const char *const endings[] = { ".c", ".h", ".S", ".s" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(endings) / sizeof(*endings); i++)
		if (!strcmp(dot, endings[i]))
			return true;
	return false;
}

static int write_report(const char *file, const size_t *counts, size_t nr)
{
	struct buf b = { 0 };
	char line[64];
	int err;

	buf_add(&b, "", 0);
	for (size_t i = 0; i < nr; i++) {
		snprintf(line, sizeof(line), "%zu %zu\n", i, counts[i]);
		buf_puts(&b, line);
	}
	err = buf_write(&b, file);
	buf_free(&b);
	return err ? trouble("write", file, err) : 0;
}

static int apply(const struct options *opt, const struct directives *d,
		 const char *file)
{
	struct buf in = { 0 }, out = { 0 };
	size_t *counts = xrealloc(NULL, (d->nr + 1) * sizeof(*counts));
	int rc = load(&in, file);

	if (!rc) {
		directives_apply(d, &in,
				 is_c_name(opt->name ? opt->name : file),
				 &out, counts);
		rc = save(&out, opt);
	}
	if (!rc && opt->report)
		rc = write_report(opt->report, counts, d->nr);
	buf_free(&in);
	buf_free(&out);
	free(counts);
	return rc;
}

static int run_step(const struct options *opt, const char *file)
{
	struct buf step = { 0 };
	struct directives d = { 0 };
	char why[256] = "";
	unsigned int line;
	int rc = load(&step, opt->step);

	if (!rc) {
		line = directives_parse(&d, step.data, opt->defines, why,
					sizeof(why));
		if (line) {
			fprintf(stderr, "%s:%u: %s\n", opt->step, line, why);
			rc = 2;
		} else {
			rc = apply(opt, &d, file);
		}
	}
	directives_free(&d);
	buf_free(&step);
	return rc;
}

static int run_tidy(const struct options *opt, char **files)
{
	struct buf before = { 0 }, after = { 0 }, out = { 0 };
	int rc = load(&before, files[0]);

	if (!rc)
		rc = load(&after, files[1]);
	if (!rc) {
		tidy(&before, &after, &out);
		rc = save(&out, opt);
	}
	buf_free(&before);
	buf_free(&after);
	buf_free(&out);
	return rc;
}

static void add_define(struct options *opt, char *name)
{
	opt->defines = xrealloc(opt->defines, (opt->nr_defines + 2) *
				sizeof(*opt->defines));
	opt->defines[opt->nr_defines++] = name;
	opt->defines[opt->nr_defines] = NULL;
}

static const struct option long_options[] = {
	{ "step", required_argument, NULL, 's' },
	{ "tidy", no_argument, NULL, 't' },
	{ "define", required_argument, NULL, 'D' },
	{ "name", required_argument, NULL, 'n' },
	{ "report", required_argument, NULL, 'r' },
	{ "output", required_argument, NULL, 'o' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 }
};

/* Returns 0 to go on, 1 after --help, 2 on wrong use. */
static int parse_options(struct options *opt, int argc, char **argv)
{
	int c;

	while ((c = getopt_long(argc, argv, "s:tD:n:r:o:h", long_options,
				NULL)) != -1) {
		switch (c) {
		case 's':
			opt->step = optarg;
			break;
		case 't':
			opt->tidy = true;
			break;
		case 'D':
			add_define(opt, optarg);
			break;
		case 'n':
			opt->name = optarg;
			break;
		case 'r':
			opt->report = optarg;
			break;
		case 'o':
			opt->output = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			return 1;
		default:
			return 2;
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct options opt = { 0 };
	int rc = start_version(argc, argv) ? 1 :
		 parse_options(&opt, argc, argv);

	if (rc == 1) {
		rc = 0;
	} else if (!rc && opt.tidy && !opt.step && argc - optind == 2) {
		rc = run_tidy(&opt, argv + optind);
	} else if (!rc && opt.step && !opt.tidy && argc - optind == 1) {
		rc = run_step(&opt, argv[optind]);
	} else {
		fputs(usage, stderr);
		rc = 2;
	}
	free(opt.defines);
	return rc;
}
