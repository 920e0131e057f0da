// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

/* A page whose entries are typed is a table. */
pte_t *kernel_table(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	pte_t *entries = NULL;

	if (page)
		entries = (pte_t *) page_address(page);

	return entries;
}

void pte_free_kernel(struct mm_struct *mm, pte_t *entries)
{
	free_page((unsigned long)entries);
}

/* So is one that comes late, under a name that says nothing of a page. */
pud_t *late_table(void)
{
	struct page *fresh;

	fresh = alloc_pages(GFP_KERNEL, 0);
	if (!fresh)
		return NULL;
	if (!room_for_one()) {
		__free_page(fresh);
		return NULL;
	}
	return (pud_t *)page_address(fresh);
}

/* What has a count or goes to somebody who takes pages stays a page. */
pmd_t *counted_table(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return NULL;
	get_page(page);
	return (pmd_t *)page_address(page);
}

pmd_t *noted_table(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return NULL;
	note(page);
	return (pmd_t *)page_address(page);
}

/* Data, whatever its size is. */
u32 *numbers(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return NULL;
	return (u32 *)page_address(page);
}

/* One of two in a declaration. */
pmd_t *two_tables(void)
{
	struct page *page, *other;

	other = leaf_of_somebody();
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return NULL;
	look_at(other);
	return (pmd_t *)page_address(page);
}

/* They all stay pages, and so does the other half. */
void pmd_free(struct mm_struct *mm, pmd_t *entries)
{
	free_page((unsigned long)entries);
}
