// SPDX-License-Identifier: GPL-2.0-only
/* The table of what can be found. */
#include <string.h>

#include "findings/ids.h"

const struct check_id check_ids[] = {
	{ "PT001", "page-member",
	  "a page-table member of struct page is used" },
	{ "PT002", "page-api",
	  "the page-based API of page tables is used" },
	{ "PT003", "other-member",
	  "another member of struct page is used on a page table" },
	{ "PT004", "page-allocator",
	  "memory of a page table comes from the page allocator" },
	{ "PT005", "page-free",
	  "a page table is freed through the page allocator" },
	{ "PT006", "families",
	  "a page table is allocated in one family and freed in another" },
	{ "PT007", "constructor",
	  "a page table's constructor and destructor are not in pairs" },
	{ "PT008", "descriptor-memory",
	  "a descriptor is used as memory, or memory as a descriptor" },
	{ "PT009", "page-typed",
	  "a page table is handed over as a page" },
	{ "PT010", "not-a-table",
	  "pagetable_*() is used on memory that is no page table" },
	{ "PT011", "highmem",
	  "an address is taken of memory that may be high" },
};

const size_t check_id_count = sizeof(check_ids) / sizeof(*check_ids);

static bool same(const char *known, const char *word, size_t len)
{
	return !strncmp(known, word, len) && !known[len];
}

int check_id_find(const char *word, size_t len)
{
	for (size_t i = 0; i < check_id_count; i++)
		if (same(check_ids[i].id, word, len) ||
		    same(check_ids[i].name, word, len))
			return i;
	return -1;
}
