/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_HUNKAPPLY_H
#define PTDESC_HUNKAPPLY_H

#include "series.h"

/** lines_add() - append a line. */
void lines_add(struct series_lines *l, struct series_line line);

/** lines_split() - append the lines of a text; all were there before. */
void lines_split(struct series_lines *l, const char *text, size_t len);

/** lines_renumber() - number them from 1. */
void lines_renumber(struct series_lines *l);

/** lines_free() - release and leave all zeros. */
void lines_free(struct series_lines *l);

/**
 * hunks_apply() - apply the hunks of a file to its lines.
 * @lines: all lines of the file
 * @patch: the index of the patch, for the lines that are added
 * @reverse: take the patch back instead
 *
 * Hunks may have moved, as for git-apply, but every line has to match, and
 * each hunk stands behind the one before it. Returns false when one does not
 * apply, or only after too long a search; @lines are then as they were.
 */
bool hunks_apply(struct series_lines *lines, const struct patch_hunk *hunks,
		 size_t count, uint32_t patch, bool reverse);

/**
 * hunks_collect() - the same where the file is not known: the hunks are all
 * that is seen of it, and are believed.
 * @lines: those seen so far, by number
 * @before: gets what the hunks say about the file before the series
 */
void hunks_collect(struct series_lines *lines, struct series_lines *before,
		   const struct patch_hunk *hunks, size_t count,
		   uint32_t patch);

#endif
