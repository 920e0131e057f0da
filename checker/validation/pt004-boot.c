// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define __init	__attribute__((__section__(".init.text")))

static bool ready;

static void *get(void)
{
	if (!ready)
		return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	return (void *)get_zeroed_page(GFP_KERNEL);
}

void map(pte_t *pte, pgprot_t prot)
{
	set_pte(pte, pfn_pte(__pa(get()) >> PAGE_SHIFT, prot));
}

/* Before there is a page allocator. */
void __init early(pmd_t *pmd)
{
	pmd_populate_kernel(&init_mm, pmd, get());
}

void late(pmd_t *pmd)
{
	pmd_populate_kernel(&init_mm, pmd, get());
}

/* Memory of the page allocator is that at any time. */
void __init first(pud_t *pud)
{
	pud_populate(&init_mm, pud, (pmd_t *)get_zeroed_page(GFP_KERNEL));
}

/*
 * check-name: boot memory, as long as there is nothing else
 * check-exit-value: 1
 *
 * check-output-start
pt004-boot.c:28:2: warning: get() allocates a PTE table as a page [PT004]
pt004-boot.c:34:39: warning: get_zeroed_page() allocates a PMD table as a page [PT004]
 * check-output-end
 */
