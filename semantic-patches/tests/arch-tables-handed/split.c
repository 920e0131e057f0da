// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

/* The page becomes a table here, and is allocated below. */
static int fill(pmd_t *pmd, unsigned long addr, struct page *base)
{
	pte_t *pte = (pte_t *)page_address(base);

	if (busy(pmd))
		return 1;
	note_pfn(page_to_pfn(base));
	set_all(pte, addr);
	set_pmd(pmd, __pmd(page_to_phys(base)));
	return 0;
}

int split(pmd_t *pmd, unsigned long addr)
{
	struct page *base;

	base = alloc_pages(GFP_KERNEL, 0);
	if (!base)
		return -ENOMEM;
	if (fill(pmd, addr, base))
		__free_page(base);
	return 0;
}

/* The page comes first, the names say so, and the order may be written. */
static int fill_first(struct page *page, pud_t *pud)
{
	pmd_t *pmd;

	pmd = (pmd_t *)page_address(page);
	if (all_free(pud))
		return 1;
	set_all(pmd, 0);
	return 0;
}

int split_first(pud_t *pud)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (page == NULL)
		return -ENOMEM;
	if (fill_first(page, pud))
		__free_pages(page, 0);
	return 0;
}

/* Somebody else gets the page of the taker. */
static int fill_noted(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	note(page);
	set_all(pte, 0);
	return 0;
}

int split_noted(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	return fill_noted(page);
}

/* Somebody else gets the page of the giver. */
static int fill_given(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	set_all(pte, 0);
	return 0;
}

int split_given(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	note(page);
	return fill_given(page);
}

/* Another caller has a page of its own. */
static int fill_shared(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	set_all(pte, 0);
	return 0;
}

int split_shared(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	return fill_shared(page);
}

int reuse(struct page *page)
{
	return fill_shared(page);
}

/* Everybody may call this one. */
int fill_public(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	set_all(pte, 0);
	return 0;
}

int split_public(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	return fill_public(page);
}

/* Data. */
static int fill_data(struct page *page)
{
	unsigned long *word = (unsigned long *)page_address(page);

	set_all(word, 0);
	return 0;
}

int split_data(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	return fill_data(page);
}

/* Declared first. */
static int fill_declared(struct page *page);
static int fill_known(struct page *page);

static int fill_declared(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	set_all(pte, 0);
	return 0;
}

int split_declared(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (!page)
		return -ENOMEM;
	return fill_declared(page);
}

/* The same, but somebody else has its page. */
static int fill_known(struct page *page)
{
	pte_t *pte = (pte_t *)page_address(page);

	note(page);
	set_all(pte, 0);
	return 0;
}

int split_known(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (!page)
		return -ENOMEM;
	return fill_known(page);
}
