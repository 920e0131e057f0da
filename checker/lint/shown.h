/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SHOWN_H
#define PTDESC_SHOWN_H

#include "buf.h"
#include "series.h"

/* Where a line of a text stands in its file. */
struct shown_line {
	uint32_t number;	/* 0: it stands for what is not shown */
	bool added;		/* by the series */
	uint32_t off;		/* where it begins in the text */
};

/*
 * What is known of a file as a text that can be read: all of it, or what hunks
 * show, in functions of their own.
 */
struct shown {
	struct buf text;
	struct shown_line *lines;
	size_t count, capacity;
};

/* The name of a function whose name a hunk does not show. */
#define SHOWN_UNKNOWN "unknown__"

/** shown_add() - append the lines of a file; @whole: they are all of it. */
void shown_add(struct shown *s, const struct series_lines *lines, bool whole);

/** shown_free() - release and leave all zeros. */
void shown_free(struct shown *s);

#endif
