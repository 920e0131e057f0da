/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_TABLECODE_H
#define PTDESC_TABLECODE_H

#include "scan/lists.h"
#include "outline.h"

/*
 * Which functions and macros of a file are page-table code.
 *
 * One is if a word of its text, its name included, comments and strings
 * aside, is in the list table-context or has a part that is in table-parts.
 * What such code of the same file names is its helper: an allocator that only
 * says `unsigned long` is known as one of page tables by who calls it.
 */
struct table_code;

/**
 * table_code_new() - nothing is looked at yet.
 * @outline: of the file; both must outlive the result
 *
 * Returns NULL when memory is out.
 */
struct table_code *table_code_new(const struct lists *lists,
				  const struct outline *outline);

/** table_code_free() - release; NULL is allowed. */
void table_code_free(struct table_code *tc);

/** table_code_is() - is it page-table code, by its own words? */
int table_code_is(struct table_code *tc, const struct elem *e);

/** table_code_has_pages() - does it handle pages, by its own words? */
int table_code_has_pages(struct table_code *tc, const struct elem *e);

/**
 * table_code_is_helper() - does page-table code of the file name it?
 *
 * Returns 1 or 0; 0 too when memory is out, with errno ENOMEM.
 */
int table_code_is_helper(struct table_code *tc, const struct elem *e);

#endif
