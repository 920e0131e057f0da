// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's own tables are in the same file, or nothing holds the memory. */
#include <linux/mm.h>

int guest_map(struct mm_struct *mm, pmd_t *pmd,
	      struct kvm_mmu_memory_cache *store)
{
	pte_t *pte = kvm_mmu_memory_cache_alloc(store);

	pmd_populate_kernel(mm, pmd, pte);
	return 0;
}

pte_t *host_map(struct mm_struct *mm)
{
	return pte_alloc_one_kernel(mm);
}

void host_unmap(struct mm_struct *mm, pte_t *pte)
{
	pte_free_kernel(mm, pte);
}

void guest_list(struct kvm_mmu_memory_cache *store, struct mm_struct *mm)
{
	pmd_t *spare = kvm_mmu_memory_cache_alloc(store);

	share(spare);
	pmd_free(mm, spare);
}
