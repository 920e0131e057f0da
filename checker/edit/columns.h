/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_COLUMNS_H
#define PTDESC_COLUMNS_H

#include <stddef.h>

#include "buf.h"

#define LINE_WIDTH 80

/*
 * text_width() - the column after a text that begins in column @from. Tabs
 * stop every 8 columns; a UTF-8 sequence counts as one column.
 */
size_t text_width(const char *text, size_t len, size_t from);

/* add_indent() - append tabs, then spaces, from column @from to @to. */
void add_indent(struct buf *b, size_t from, size_t to);

/*
 * add_backslash() - append the '\' of a continued line whose text ends in
 * column @from, in column @to if there is room, else one space on.
 */
void add_backslash(struct buf *b, size_t from, size_t to);

/* backslash_column() - where a line's last '\' stands, or -1 without one. */
long backslash_column(const char *line, size_t len);

/* text_end() - length without a trailing '\' (if @cont) and blanks. */
size_t text_end(const char *line, size_t len, bool cont);

#endif
