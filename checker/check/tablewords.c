// SPDX-License-Identifier: GPL-2.0-only
/* The lists of words, as the checks need them. */
#include <string.h>

#include "scan/lists.h"
#include "tablewords.h"

static struct lists lists;

int tablewords_read(const char *folder)
{
	if (lists_read(&lists, folder, CLASS_ALL))
		return -1;
	return wordset_build(lists.words);
}

bool is_table_name(const char *name)
{
	return lists_is_table_word(&lists, name, strlen(name));
}

/* Parts of words, so that a text is gone through once and without a table. */
bool has_table_word(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t start = i;

		while (i < len && is_word_char(text[i]))
			i++;
		if (i - start > 2 &&
		    lists_is_table_word(&lists, text + start, i - start))
			return true;
		i += i == start;
	}
	return false;
}

bool is_table_path(const char *path)
{
	return lists_has_path(&lists, path);
}

static bool in_class(const char *word, enum word_class class)
{
	return wordset_lookup(lists.words, word, strlen(word)) &
	       CLASS_BIT(class);
}

bool is_page_table_member(const char *word)
{
	return in_class(word, CLASS_MEMBERS);
}

bool is_page_based_api(const char *word)
{
	return in_class(word, CLASS_API);
}

bool is_page_member(const char *word)
{
	return in_class(word, CLASS_PAGE_MEMBERS);
}

void tablewords_free(void)
{
	lists_free(&lists);
}
