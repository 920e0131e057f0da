// SPDX-License-Identifier: GPL-2.0-only
/* The table of what can be found. */
#include <string.h>

#include "findings/ids.h"

const struct check_id check_ids[] = {
	{ "PT001", "page-member",
	  "a page-table member of struct page is used",
	  "What the kernel keeps of a page table is in struct ptdesc; "
	  "its place in struct page goes away.",
	  "Use the member of struct ptdesc, by way of page_ptdesc() "
	  "or virt_to_ptdesc()." },
	{ "PT002", "page-api",
	  "the page-based API of page tables is used",
	  "The functions that construct, destruct and find page "
	  "tables by their struct page have successors that take "
	  "struct ptdesc, and go away.",
	  "Use pagetable_*_ctor(), pagetable_*_dtor() and the "
	  "functions that take or give a descriptor." },
	{ "PT003", "other-member",
	  "another member of struct page is used on a page table",
	  "A page table has no members of a page beyond those that "
	  "struct ptdesc has.",
	  "Use the member of struct ptdesc that is kept in the same "
	  "place, or give it one." },
	{ "PT004", "page-allocator",
	  "memory of a page table comes from the page allocator",
	  "A page table is allocated with pagetable_alloc(). It returns "
	  "a descriptor, which will not always be a struct page.",
	  "Use pagetable_alloc() and ptdesc_address(), and "
	  "pagetable_free() where it is freed." },
	{ "PT005", "page-free",
	  "a page table is freed through the page allocator",
	  "What the page allocator frees has to be a page; a page "
	  "table has a descriptor.",
	  "Use pagetable_free(), with virt_to_ptdesc() for an "
	  "address." },
	{ "PT006", "families",
	  "a page table is allocated in one family and freed in another",
	  "Memory from pagetable_alloc() must go back by "
	  "pagetable_free(), and other memory must not.",
	  "Allocate and free it in the same family." },
	{ "PT007", "constructor",
	  "a page table's constructor and destructor are not in pairs",
	  "The constructor counts the table and makes its lock; "
	  "without the destructor both are lost, and without the "
	  "constructor the destructor takes what was never there.",
	  "Construct each table that is destructed, and destruct each "
	  "one before it is freed." },
	{ "PT008", "descriptor-memory",
	  "a descriptor is used as memory, or memory as a descriptor",
	  "A descriptor describes a page table and is not its memory, "
	  "although both fit in a void *.",
	  "Use ptdesc_address() for the memory and virt_to_ptdesc() "
	  "for the descriptor." },
	{ "PT009", "page-typed",
	  "a page table is handed over as a page",
	  "A function for pages looks at what a page has and a page "
	  "table does not.",
	  "Use the function that takes struct ptdesc, or give it one." },
	{ "PT010", "not-a-table",
	  "pagetable_*() is used on memory that is no page table",
	  "Only page tables have descriptors: what a leaf entry maps, "
	  "slab objects and boot memory have none.",
	  "Free it where it came from." },
	{ "PT011", "highmem",
	  "an address is taken of memory that may be high",
	  "Memory that may be high has no address of its own until it "
	  "is mapped.",
	  "Leave out __GFP_HIGHMEM, or map the table before its "
	  "address is used." },
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
