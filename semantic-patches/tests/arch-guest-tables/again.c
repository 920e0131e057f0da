// SPDX-License-Identifier: GPL-2.0-only
/* What an entry holds did not come from the cache after all. */
#include <linux/mm.h>

void guest_enter(struct kvm_mmu_memory_cache *store, p4d_t *p4d)
{
	pud_t *upper = kvm_mmu_memory_cache_alloc(store);

	share(upper);
	upper = known_pud();
	p4d_populate(NULL, p4d, upper);
}

void guest_leave(pud_t *upper)
{
	pud_free(NULL, upper);
}
