/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_MAIL_H
#define PTDESC_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

/*
 * Mail, as far as patches need it: where messages begin, and whether one has
 * its patch as it stands. The others git mailinfo decodes.
 */

struct span {
	const char *text;
	size_t len;
};

struct mail_headers {
	struct span subject;		/* folded lines included */
	bool encoded;			/* git mailinfo has to read it */
	size_t len;			/* with the blank line behind them */
};

/** span_line() - the line at @off, with its newline; empty at the end. */
struct span span_line(const char *text, size_t len, size_t off);

/** span_chomp() - without newline and carriage return at the end. */
struct span span_chomp(struct span s);

/** span_begins() - does it begin with @s? */
bool span_begins(struct span line, const char *s);

/**
 * mail_is_from() - is it a line that separates the messages of a mailbox?
 *
 * "From " begins sentences as well: a time and a year have to follow.
 */
bool mail_is_from(struct span line);

/** mail_has_headers() - does the text begin with a header line? */
bool mail_has_headers(const char *text, size_t len);

/** mail_headers() - read the headers that a message or part begins with. */
struct mail_headers mail_headers(const char *text, size_t len);

/**
 * mail_subject() - append a subject in one line: unfolded, "[PATCH ...]",
 * "Re:" and control characters gone.
 */
void mail_subject(struct buf *out, struct span raw);

#endif
