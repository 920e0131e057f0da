// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* An array of entries is a table that the linker makes. */
extern pud_t level3_vsyscall[512];
static pmd_t first_pmds[512];
extern char zero_page[PAGE_SIZE];

void SetPageShared(struct page *page);
void dump_page(struct page *page, const char *why);

void share(void)
{
	SetPageShared(virt_to_page(level3_vsyscall));
	virt_to_page(first_pmds)->private = 1;
	dump_page(virt_to_page(&first_pmds[0]), "shared");
}

/* Data in the image is data, */
void share_zeros(void)
{
	SetPageShared(virt_to_page(zero_page));
	dump_page(virt_to_page(zero_page), "shared");
}

/* and a function that takes the pages of both has to ask a page. */
static void share_one(struct page *page)
{
	SetPageShared(page);
	dump_page(page, "one");
}

void share_both(pte_t *pte)
{
	share_one(pte_page(*pte));
	share_one(virt_to_page(first_pmds));
}

/*
 * check-name: tables in the kernel's image
 * check-exit-value: 1
 *
 * check-output-start
pt003-image.c:14:2: warning: 'flags' of struct page is used on a PUD table, by SetPageShared() [PT003]
pt003-image.c:15:28: warning: 'private' of struct page is used on a PMD table [PT003]
pt003-image.c:16:2: warning: dump_page() is given a PMD table as a page [PT009]
pt003-image.c:36:2: warning: share_one() is given a PMD table as a page [PT009]
 * check-output-end
 */
