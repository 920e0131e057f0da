// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <linux/mm_types.h>

static inline void unshare(struct mmu_gather *tlb, struct page *pt,
			   unsigned long addr)
{
	VM_WARN_ON_ONCE(!atomic_read(&pt->pt_share_count));
	atomic_dec(&pt->pt_share_count);
}

static int share(struct mmu_gather *tlb, pte_t *spte, unsigned long addr)
{
	/* If the tables are shared, there is nothing to do. */
	if (atomic_read(&virt_to_page(spte)->pt_share_count))
		return 0;
	atomic_inc(&virt_to_page(spte)->pt_share_count);
	tlb_unshare_pmd_ptdesc(tlb, virt_to_page(spte), addr);
	return page_count(virt_to_page(spte));
}

static inline void ctor(struct ptdesc *ptdesc)
{
#ifdef CONFIG_SHARE
	atomic_set(&ptdesc_page(ptdesc)->pt_share_count, 0);
#endif
}

/* A page of data, counted by something else. */
static void share_data(struct page *pt)
{
	atomic_inc(&pt->_refcount);
}
