// SPDX-License-Identifier: GPL-2.0-only
#define pagetable_pmd_ctor	old_pmd_ctor
#define pagetable_pte_ctor	old_pte_ctor
#include "kernel.h"
#undef pagetable_pmd_ctor
#undef pagetable_pte_ctor

/* What kernels after 6.12 have, and it is right. */
bool pagetable_pte_ctor(struct mm_struct *mm, struct ptdesc *ptdesc);
bool pagetable_pmd_ctor(struct mm_struct *mm, struct ptdesc *ptdesc);
void pagetable_pud_ctor(struct ptdesc *ptdesc);
void pagetable_pgd_ctor(struct ptdesc *ptdesc);
struct ptdesc *pagetable_alloc_noprof(gfp_t gfp, unsigned int order);
void pagetable_dtor_free(struct ptdesc *ptdesc);
void __pagetable_free(struct ptdesc *ptdesc);
void ptdesc_set_kernel(struct ptdesc *ptdesc);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void panic(const char *why);

/* A table of the kernel is marked, and its ctor takes the mm. */
pte_t *__pte_alloc_one_kernel_noprof(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc_noprof(GFP_PGTABLE_KERNEL, 0);

	if (!ptdesc)
		return NULL;
	if (!pagetable_pte_ctor(mm, ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	ptdesc_set_kernel(ptdesc);
	return ptdesc_address(ptdesc);
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_dtor_free(virt_to_ptdesc(pte));
}

/* The ctors of upper levels cannot fail. */
pgd_t *__pgd_alloc_noprof(struct mm_struct *mm, unsigned int order)
{
	struct ptdesc *ptdesc = pagetable_alloc_noprof(GFP_PGTABLE_KERNEL,
						       order);

	if (!ptdesc)
		return NULL;
	pagetable_pgd_ctor(ptdesc);
	return ptdesc_address(ptdesc);
}

void __pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_dtor_free(virt_to_ptdesc(pgd));
}

/* One allocator for all levels gives a number. */
enum pgtable_type { TABLE_PTE, TABLE_PMD, TABLE_PUD };

unsigned long early_alloc(struct mm_struct *mm, enum pgtable_type type)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	unsigned long pa;

	if (!ptdesc)
		return -1UL;
	pa = page_to_phys(ptdesc_page(ptdesc));
	switch (type) {
	case TABLE_PTE:
		if (!pagetable_pte_ctor(mm, ptdesc))
			panic("no memory");
		break;
	case TABLE_PMD:
		if (!pagetable_pmd_ctor(mm, ptdesc))
			panic("no memory");
		break;
	case TABLE_PUD:
		pagetable_pud_ctor(ptdesc);
		break;
	}
	return pa;
}

/* The gather frees descriptors, which come as void *, after a grace period. */
static void __tlb_remove_table(void *table)
{
	struct ptdesc *ptdesc = table;

	pagetable_dtor_free(ptdesc);
}

static void remove_table_rcu(struct rcu_head *head)
{
	struct ptdesc *ptdesc = container_of(head, struct ptdesc, pt_rcu_head);

	__tlb_remove_table(ptdesc);
}

void remove_table(void *table)
{
	struct ptdesc *ptdesc = table;

	call_rcu(&ptdesc->pt_rcu_head, remove_table_rcu);
}

void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}

/* Tables of the kernel wait in a list, destructed, until no IOMMU has them. */
static struct list_head waiting;

void pagetable_free_kernel(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &waiting);
}

void free_waiting(void)
{
	struct ptdesc *pt, *next;

	list_for_each_entry_safe(pt, next, &waiting, pt_list)
		__pagetable_free(pt);
}

/*
 * check-name: what later kernels have and is right
 * check-exit-value: 0
 */
