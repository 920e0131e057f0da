// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Right for all that pgd_alloc() gives. */
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}

static pgd_t *own_pgd(void)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

int make(struct mm_struct *mm)
{
	pgd_t *pgd = own_pgd();

	if (!mm->pgd) {
		pgd_free(mm, pgd);
		return -1;
	}
	return 0;
}

/* Nobody passes this on: the pair is known by its name. */
p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (p4d_t *)get_zeroed_page(GFP_KERNEL);
}

void __p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(p4d));
}

/*
 * check-name: handed to the function that frees descriptors
 * check-exit-value: 1
 *
 * check-output-start
pt006-handed-over.c:7:2: warning: pagetable_free() frees what __get_free_page() gave [PT006]
pt006-handed-over.c:12:18: warning: __get_free_page() allocates a PGD table as a page [PT004]
pt006-handed-over.c:12:18: warning: __get_free_page() gives what is freed as a struct ptdesc [PT006]
pt006-handed-over.c:29:18: warning: get_zeroed_page() allocates a P4D table as a page [PT004]
pt006-handed-over.c:29:18: warning: get_zeroed_page() gives what is freed as a struct ptdesc [PT006]
pt006-handed-over.c:34:2: warning: tlb_remove_ptdesc() frees what get_zeroed_page() gave [PT006]
 * check-output-end
 */
