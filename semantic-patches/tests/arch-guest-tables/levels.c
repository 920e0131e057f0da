// SPDX-License-Identifier: GPL-2.0-only
/* Who frees these says whose they are; a cast, and a variable's first value. */
#include <linux/mm.h>

struct guest {
	struct kvm_mmu_memory_cache cache;
	struct mm_struct mm, *owner;
};

void guest_enter(struct guest *guest, p4d_t *p4d, pmd_t *pmd)
{
	pud_t *upper = (pud_t *)kvm_mmu_memory_cache_alloc(&guest->cache);
	pte_t *lower;

	p4d_populate(&guest->mm, p4d, upper);
	lower = (pte_t *)kvm_mmu_memory_cache_alloc(&guest->cache);
	pmd_populate_kernel(&guest->mm, pmd, lower);
}

void guest_leave(struct guest *guest, struct mm_struct *mm, pud_t *upper,
		 pte_t *lower, pte_t *last)
{
	pte_free_kernel(mm, lower);
	pud_free(&guest->mm, upper);
	if (last)
		pte_free_kernel(guest->owner, last);
}
