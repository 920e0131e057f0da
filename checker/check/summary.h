/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_SUMMARY_H
#define PTDESC_CHECK_SUMMARY_H

#include <jansson.h>

#include "flags.h"
#include "findings/outcome.h"

/*
 * kbuild runs a checker for each unit alone. A run can leave a summary in a
 * folder, and one more run joins them: a summary is what was found, as
 * print_json() has it, and a `unit` as compile_commands.json has it, with
 * `tables`: whether the file has a word of page-table code.
 */

/**
 * summary_write() - leave the summary of a unit.
 * @flags: how it was parsed
 * @gcc: the command of its compiler
 * @o: what was found in it alone
 *
 * An earlier summary of the same unit in the same folder of objects is
 * replaced, as a whole. Returns 0, or -1 after a sentence on stderr.
 */
int summary_write(const char *folder, const char *source,
		  const struct unit_flags *flags, const char *gcc,
		  const struct outcome *o);

/**
 * summary_read() - all summaries of a folder.
 * @units: an array, receives the units that have page-table code
 * @known: receives what was found in units alone
 *
 * Returns how many summaries there are, or -1 after a sentence on stderr.
 */
int summary_read(const char *folder, json_t *units, struct outcome *known);

/** summary_drop() - drop from @f what is known: id, file, line and column. */
void summary_drop(struct findings *f, const struct findings *known);

#endif
