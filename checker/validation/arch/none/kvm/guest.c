// SPDX-License-Identifier: GPL-2.0-only
/* Tables of a guest: pt006-guest.c says what is found here. */
#include "../../../kernel.h"

void *kvm_mmu_memory_cache_alloc(void *cache);
void pte_free_kernel(struct mm_struct *mm, pte_t *pte);

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	pagetable_free(virt_to_ptdesc(pmd));
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}

static pgd_t *guest_pgd(void)
{
	return (pgd_t *)__get_free_pages(GFP_KERNEL, 1);
}

int new_guest(struct mm_struct *mm)
{
	mm->pgd = guest_pgd();
	return mm->pgd ? 0 : -1;
}

void old_guest(struct mm_struct *mm)
{
	pgd_free(mm, mm->pgd);
}

void fill(pud_t *pud, void *cache)
{
	pmd_t *pmd = kvm_mmu_memory_cache_alloc(cache);

	pud_populate(NULL, pud, pmd);
}

void flush(pud_t *pud)
{
	pmd_free(NULL, pmd_offset(pud, 0));
}

/* Nobody knows what frees these. */
void fill_lowest(pmd_t *pmd, void *cache)
{
	pmd_populate_kernel(NULL, pmd, kvm_mmu_memory_cache_alloc(cache));
}

void flush_lowest(pmd_t *pmd)
{
	pte_free_kernel(NULL, pte_offset_kernel(pmd, 0));
}

/* A table that only the guest's own code knows. */
pgd_t *stage2(void)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

void no_stage2(pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}
