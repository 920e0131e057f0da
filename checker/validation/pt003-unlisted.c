// SPDX-License-Identifier: GPL-2.0-only
#define PAGE_MEMBERS		struct page *replica_of;
#define PAGE_TABLE_MEMBERS	struct page *pt_replica;
#include "kernel.h"

/* A member of struct page that no list has, a page flag, a count. */
int page_ref_inc_return(struct page *page);
int page_ref_add_unless(struct page *page, int nr, int u);
int page_count(struct page *page);
void SetPageReplicated(struct page *page);
bool TestClearPageReplicated(struct page *page);
void folio_set_replicated(struct folio *folio);
struct folio *virt_to_folio(const void *addr);

void set_master(pmd_t *pmd, pmd_t *master)
{
	virt_to_page(pmd)->replica_of = virt_to_page(master);
}

/* One that was put among the members of page tables is one of them. */
struct page *master_of(pmd_t *pmd)
{
	return virt_to_page(pmd)->pt_replica;
}

void own(pmd_t *pmd, void *owner)
{
	virt_to_page(pmd)->mapping = owner;
}

void share(pmd_t *pmd)
{
	page_ref_inc_return(virt_to_page(pmd));
	page_ref_add_unless(virt_to_page(pmd), 1, 0);
}

int shared(pmd_t *pmd)
{
	return page_count(virt_to_page(pmd)) > 1;
}

void mark(pmd_t *pmd)
{
	SetPageReplicated(virt_to_page(pmd));
	folio_set_replicated(virt_to_folio(pmd));
}

bool unmark(pmd_t *pmd)
{
	return TestClearPageReplicated(virt_to_page(pmd));
}

/* Of data these are the business of others, */
void mark_data(pte_t *pte)
{
	SetPageReplicated(pte_page(*pte));
	pte_page(*pte)->replica_of = NULL;
}

/* what helps both has to ask a page, */
static bool is_replicated(struct page *page)
{
	return TestClearPageReplicated(page) || page->replica_of;
}

bool any_replicated(pte_t *pte, pmd_t *pmd)
{
	return is_replicated(pte_page(*pte)) || is_replicated(virt_to_page(pmd));
}

/* and the page in a folio is no state of it. */
struct page *page_of(pmd_t *pmd)
{
	return &virt_to_folio(pmd)->page;
}

/*
 * check-name: state of pages that no list has
 * check-exit-value: 1
 *
 * check-output-start
pt003-unlisted.c:17:21: warning: 'replica_of' of struct page is used on a PMD table [PT003]
pt003-unlisted.c:21:14: warning: master_of() returns a PMD table as a page [PT009]
pt003-unlisted.c:23:28: warning: 'pt_replica' of struct page belongs to page tables [PT001]
pt003-unlisted.c:28:21: warning: 'mapping' of struct page is used on a PMD table [PT003]
pt003-unlisted.c:33:2: warning: '_refcount' of struct page is used on a PMD table, by page_ref_inc_return() [PT003]
pt003-unlisted.c:34:2: warning: '_refcount' of struct page is used on a PMD table, by page_ref_add_unless() [PT003]
pt003-unlisted.c:39:9: warning: '_refcount' of struct page is used on a PMD table, by page_count() [PT003]
pt003-unlisted.c:44:2: warning: 'flags' of struct page is used on a PMD table, by SetPageReplicated() [PT003]
pt003-unlisted.c:45:2: warning: 'flags' of struct page is used on a PMD table, by folio_set_replicated() [PT003]
pt003-unlisted.c:50:9: warning: 'flags' of struct page is used on a PMD table, by TestClearPageReplicated() [PT003]
pt003-unlisted.c:68:42: warning: is_replicated() is given a PMD table as a page [PT009]
pt003-unlisted.c:72:14: warning: page_of() returns a PMD table as a page [PT009]
 * check-output-end
 *
 * check-syntax-why: a macro that stands for members is not expanded
 * check-syntax-exit-value: 1
 * check-syntax-output-start
pt003-unlisted.c:17:21: warning: 'replica_of' of struct page is used on a PMD table [PT003]
pt003-unlisted.c:23:28: warning: 'pt_replica' of struct page is used on a PMD table [PT003]
pt003-unlisted.c:28:21: warning: 'mapping' of struct page is used on a PMD table [PT003]
pt003-unlisted.c:33:2: warning: '_refcount' of struct page is used on a PMD table, by page_ref_inc_return() [PT003]
pt003-unlisted.c:34:2: warning: '_refcount' of struct page is used on a PMD table, by page_ref_add_unless() [PT003]
pt003-unlisted.c:39:9: warning: '_refcount' of struct page is used on a PMD table, by page_count() [PT003]
pt003-unlisted.c:44:2: warning: 'flags' of struct page is used on a PMD table, by SetPageReplicated() [PT003]
pt003-unlisted.c:45:2: warning: 'flags' of struct page is used on a PMD table, by folio_set_replicated() [PT003]
pt003-unlisted.c:50:9: warning: 'flags' of struct page is used on a PMD table, by TestClearPageReplicated() [PT003]
pt003-unlisted.c:68:42: warning: is_replicated() is given a PMD table as a page [PT009]
pt003-unlisted.c:72:14: warning: page_of() returns a PMD table as a page [PT009]
 * check-syntax-output-end
 */
