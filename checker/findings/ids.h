/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_IDS_H
#define PTDESC_IDS_H

#include <stdbool.h>
#include <stddef.h>

/* What can be found: the ids are an interface, and never change meaning. */
struct check_id {
	const char *id;		/* "PT004" */
	const char *name;	/* "page-allocator", as --types takes it too */
	const char *text;	/* one line, no full stop */
	const char *why;	/* what is wrong with it, in sentences */
	const char *help;	/* what to do */
};

extern const struct check_id check_ids[];
extern const size_t check_id_count;

/** check_id_find() - by id or name, of @len bytes; its index, or -1. */
int check_id_find(const char *word, size_t len);

#endif
