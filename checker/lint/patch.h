/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PATCH_H
#define PTDESC_PATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

/*
 * Patches as mail, git and diff write them. Bytes go in, a structure comes
 * out; nothing is opened, executed or believed: a name is what the patch
 * says, and may say anything but a zero byte.
 */

/*
 * Larger inputs are refused, so that what is read of them fits into memory
 * with the rest: bytes of all of them, files and hunks.
 */
#define PATCH_MAX_BYTES (64u << 20)
#define PATCH_MAX_FILES 100000
#define PATCH_MAX_HUNKS 300000

struct patch_hunk {
	const char *body;	/* its lines, all checked against the counts */
	const char *end;
	const char *section;	/* what stands behind the second @@ */
	uint32_t section_len;
	uint32_t old_start, old_count;
	uint32_t new_start, new_count;
	uint32_t line;		/* of the @@, in the text it was found in */
};

struct patch_file {
	char *old_name;		/* as written; NULL: there is none before */
	char *new_name;		/* NULL: there is none afterwards */
	char *old_blob;		/* what git calls it before, cut or not, or NULL */
	bool git;		/* "diff --git" was said */
	bool copy;		/* of old_name, which stays */
	bool binary;
	bool other;		/* a symbolic link or a submodule */
	size_t first_hunk;
	size_t hunk_count;
	uint32_t line;
};

struct patch {
	char *subject;		/* one line without "[PATCH 1/2]", or NULL */
	char *commit;		/* of a format-patch "From " line, or NULL */
	size_t first_file;
	size_t file_count;
};

/* A message that is malformed, among others that are not. */
struct patch_refused {
	char *what;		/* the input, if who reads it sets it */
	char *why;		/* one sentence with the line */
};

struct patches {
	struct patch *list;
	size_t count, capacity;
	struct patch_file *files;
	size_t file_count, file_capacity;
	struct patch_hunk *hunks;
	size_t hunk_count, hunk_capacity;
	struct patch_refused *refused;
	size_t refused_count, refused_capacity;
	char **decoded;		/* patches that git mailinfo took out */
	size_t decoded_count, decoded_capacity;
	size_t bytes;		/* that were read, before and after decoding */
	struct buf error;	/* one sentence with the line, or empty */
};

/**
 * patches_read() - read the patches of an input, mailbox or not.
 * @p: all zeros, or what was read before: these are appended
 * @text: must stay while @p is used
 *
 * A malformed message is left out and entered in @p->refused. Returns 0, or -1
 * with the sentence in @p->error where no message could be read. Release @p in
 * both cases.
 */
int patches_read(struct patches *p, const char *text, size_t len);

/** patches_free() - release and leave all zeros. */
void patches_free(struct patches *p);

struct patch_line {
	const char *text;	/* behind the sign, without the line's end */
	uint32_t len;
	char sign;		/* ' ', '+' or '-' */
	bool open;		/* no newline follows it in the file */
};

/**
 * hunk_next() - the next line of a hunk.
 * @at: where to go on; begin with @h->body
 *
 * A carriage return before the newline is not part of the line. Returns false
 * behind the last one.
 */
bool hunk_next(const struct patch_hunk *h, const char **at,
	       struct patch_line *line);

#endif
