// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

typedef void (*walker_t)(struct page *page);

static void pin(struct page *page)
{
	page->flags |= 1;
}

/* Nobody asks whether it is a leaf, and all others pass tables. */
void walk(pud_t *pud, pmd_t *pmd, walker_t func)
{
	func(virt_to_page(pud));
	func(virt_to_page(pmd));
	func(pmd_page(*pmd));
}

void pin_all(pud_t *pud, pmd_t *pmd)
{
	walk(pud, pmd, pin);
}

static void touch(struct page *page)
{
	page->flags |= 2;
}

/* The same, but here are pages, too. */
void touch_some(pud_t *pud, pmd_t *pmd, pte_t *pte)
{
	touch(virt_to_page(pud));
	touch(virt_to_page(pmd));
	touch(pte_page(*pte));
	touch(pmd_page(*pmd));
}

/* A flag that no descriptor has, and the one that it has. */
bool PagePinned(struct page *page);
bool PageReserved(struct page *page);

bool is_pinned(pmd_t *pmd)
{
	return PagePinned(virt_to_page(pmd));
}

bool is_reserved(pmd_t *pmd)
{
	return PageReserved(virt_to_page(pmd));
}

/* Some of these are slab objects, which only a page tells. */
bool is_slab_page(void *cache, bool early)
{
	pud_t *pud = kmem_cache_alloc(cache, GFP_KERNEL);

	if (early)
		pud = (pud_t *)get_zeroed_page(GFP_KERNEL);
	return PageReserved(virt_to_page(pud));
}

/* Memory of the boot among tables says nothing of its own. */
static void mark(struct page *page)
{
	page->flags |= 4;
}

void new_table(pmd_t *pmd, bool early)
{
	pte_t *pte = early ? memblock_alloc(PAGE_SIZE, PAGE_SIZE) :
			     (pte_t *)get_zeroed_page(GFP_KERNEL);

	mark(virt_to_page(pte));
	pmd_populate_kernel(&init_mm, pmd, pte);
}

/*
 * check-name: handed to what only gets page tables
 * check-exit-value: 1
 *
 * check-output-start
pt009-peers.c:6:30: warning: pin() takes a page table as a page [PT009]
pt009-peers.c:8:8: warning: 'flags' of struct page is used on a page table [PT003]
pt009-peers.c:12:6: warning: a function that walk() is given takes a page table as a page [PT009]
pt009-peers.c:14:2: warning: a function is given a PUD table as a page [PT009]
pt009-peers.c:15:2: warning: a function is given a PMD table as a page [PT009]
pt009-peers.c:16:2: warning: a function is given a PTE table as a page [PT009]
pt009-peers.c:32:2: warning: touch() is given a PUD table as a page [PT009]
pt009-peers.c:33:2: warning: touch() is given a PMD table as a page [PT009]
pt009-peers.c:44:9: warning: 'flags' of struct page is used on a PMD table, by PagePinned() [PT003]
pt009-peers.c:49:9: warning: PageReserved() is given a PMD table as a page [PT009]
pt009-peers.c:63:31: warning: mark() takes a PTE table as a page [PT009]
pt009-peers.c:65:8: warning: 'flags' of struct page is used on a PTE table [PT003]
pt009-peers.c:71:18: warning: get_zeroed_page() allocates a PTE table as a page [PT004]
pt009-peers.c:73:2: warning: mark() is given a PTE table as a page [PT009]
 * check-output-end
 */
