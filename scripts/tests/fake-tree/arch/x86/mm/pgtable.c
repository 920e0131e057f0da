// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>
#include <asm/tlb.h>

static LIST_HEAD(known_tops);

pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);
}

void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pgtable_pte_page_dtor(pte);
	paravirt_release_pte(page_to_pfn(pte));
	paravirt_tlb_remove_table(tlb, pte);
}

#if CONFIG_PGTABLE_LEVELS > 2
void ___pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct page *page = virt_to_page(pmd);

	paravirt_release_pmd(__pa(pmd) >> PAGE_SHIFT);
#ifdef CONFIG_X86_PAE
	tlb->need_flush_all = 1;
#endif
	pgtable_pmd_page_dtor(page);
	paravirt_tlb_remove_table(tlb, page);
}
#endif

static inline void remember_top(pgd_t *top)
{
	struct page *page = virt_to_page(top);

	list_add(&page->lru, &known_tops);
}

static inline void forget_top(pgd_t *top)
{
	struct page *page = virt_to_page(top);

	list_del(&page->lru);
}

static void top_belongs_to(pgd_t *top, struct mm_struct *mm)
{
	virt_to_page(top)->pt_mm = mm;
}

struct mm_struct *owner_of_top(struct page *page)
{
	return page->pt_mm;
}

static void drop_middles(struct mm_struct *mm, pmd_t *middles[], int count)
{
	int n;

	for (n = 0; n < count; n++)
		if (middles[n]) {
			pgtable_pmd_page_dtor(virt_to_page(middles[n]));
			free_page((unsigned long)middles[n]);
			mm_dec_nr_pmds(mm);
		}
}

static int take_middles(struct mm_struct *mm, pmd_t *middles[], int count)
{
	bool failed = false;
	gfp_t gfp = GFP_PGTABLE_USER;
	int n;

	if (mm == &init_mm)
		gfp &= ~__GFP_ACCOUNT;

	for (n = 0; n < count; n++) {
		pmd_t *pmd = (pmd_t *)__get_free_page(gfp);

		if (!pmd)
			failed = true;
		if (pmd && !pgtable_pmd_page_ctor(virt_to_page(pmd))) {
			free_page((unsigned long)pmd);
			pmd = NULL;
			failed = true;
		}
		if (pmd)
			mm_inc_nr_pmds(mm);
		middles[n] = pmd;
	}

	if (failed) {
		drop_middles(mm, middles, count);
		return -ENOMEM;
	}
	return 0;
}

/* The copy is never populated: it is memory like any other. */
int drop_middle(pud_t *pud, unsigned long addr)
{
	pmd_t *pmd, *saved;
	pte_t *pte;
	int n;

	pmd = pud_pgtable(*pud);
	saved = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!saved)
		return 0;

	for (n = 0; n < PTRS_PER_PMD; n++)
		saved[n] = pmd[n];
	pud_clear(pud);
	flush_tlb_kernel_range(addr, addr + PAGE_SIZE - 1);

	for (n = 0; n < PTRS_PER_PMD; n++) {
		if (!pmd_none(saved[n])) {
			pte = (pte_t *)pmd_page_vaddr(saved[n]);
			free_page((unsigned long)pte);
		}
	}

	free_page((unsigned long)saved);
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	free_page((unsigned long)pmd);
	return 1;
}
