/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_REPORT_H
#define PTDESC_REPORT_H

#include <stdio.h>

#include "scan/sweep.h"
#include "scan/walk.h"

struct totals {
	size_t files;		/* read as text */
	size_t binary;
	size_t unreadable;	/* files; folders are in struct walk */
	size_t bytes;
	size_t sites;
	size_t others;		/* words that are no page's */
};

/** report_text() - `file:line:column: class word kind [function]` lines. */
void report_text(const struct walk *w, const struct sweep_file *files,
		 FILE *out);

/** report_json() - the same as one JSON object a line. */
void report_json(const struct walk *w, const struct sweep_file *files,
		 FILE *out);

/** report_candidates() - files and their words, one JSON object a line. */
void report_candidates(const struct walk *w, const struct sweep_file *files,
		       FILE *out);

/**
 * report_problems() - say on stderr which files could not be read.
 *
 * Returns the sums over all files.
 */
struct totals report_problems(const struct walk *w,
			      const struct sweep_file *files);

#endif
