// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

bool pgtable_pte_page_ctor(struct page *page);
bool ptlock_init(struct ptdesc *ptdesc);
void ptlock_free(struct page *page);

bool construct(struct page *page)
{
	bool (*through)(struct page *page) = pgtable_pte_page_ctor;

	return pgtable_pte_page_ctor(page) && through(page);
}

/* What takes a descriptor already, kept its name. */
bool lock_of(struct ptdesc *ptdesc)
{
	return ptlock_init(ptdesc);
}

void unlock(struct page *page)
{
	ptlock_free(page);
}

/*
 * check-name: the page-based API
 * check-exit-value: 1
 *
 * check-output-start
pt002-api.c:4:6: warning: pgtable_pte_page_ctor() is page-table API on struct page [PT002]
pt002-api.c:6:6: warning: ptlock_free() is page-table API on struct page [PT002]
pt002-api.c:8:29: warning: construct() takes a PTE table as a page [PT009]
pt002-api.c:10:39: warning: pgtable_pte_page_ctor() works on struct page [PT002]
pt002-api.c:12:9: warning: pgtable_pte_page_ctor() works on struct page [PT002]
pt002-api.c:12:40: warning: a function is given a PTE table as a page [PT009]
pt002-api.c:23:2: warning: ptlock_free() works on struct page [PT002]
 * check-output-end
 */
