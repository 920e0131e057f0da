// SPDX-License-Identifier: GPL-2.0-only
/* Tables of a guest: pt004-guest.c says what is found here. */
#include "../../../kernel.h"

void *kvm_mmu_memory_cache_alloc(void *cache);

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	free_page((unsigned long)pte);
}

/* What the kernel's function frees has to be what the kernel allocates. */
void fill(pmd_t *pmd, void *cache)
{
	pte_t *pte = kvm_mmu_memory_cache_alloc(cache);

	pmd_populate_kernel(NULL, pmd, pte);
}

void flush(pmd_t *pmd)
{
	pte_free_kernel(NULL, pte_offset_kernel(pmd, 0));
}

/* What the guest's own code frees is its own. */
void fill_upper(pud_t *pud, void *cache)
{
	pud_populate(NULL, pud, kvm_mmu_memory_cache_alloc(cache));
}

void flush_upper(pud_t *pud)
{
	free_page((unsigned long)pmd_offset(pud, 0));
}
