/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_TABLEWORDS_H
#define PTDESC_CHECK_TABLEWORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Words of page-table code, by the lists of words: a name is one by one of
 * its parts, and a text has one in it.
 */

/** tablewords_read() - read the lists of a folder; 0, or -1 after a sentence. */
int tablewords_read(const char *folder);

/** is_table_name() - does a name have a word of page-table code in it? */
bool is_table_name(const char *name);

/** has_table_word() - does a text have such a name in it? */
bool has_table_word(const char *text, size_t len);

/** is_table_path() - can page-table code be in a file of the tree? */
bool is_table_path(const char *path);

/* What the lists of the steps say of a word. */
bool is_page_table_member(const char *word);	/* of struct page, PT001 */
bool is_page_based_api(const char *word);	/* PT002 */
bool is_page_member(const char *word);		/* of any page, PT003 */

/** tablewords_free() - forget the lists. */
void tablewords_free(void);

#endif
