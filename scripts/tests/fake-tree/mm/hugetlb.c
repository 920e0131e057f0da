// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hugetlb.h>
#include <asm/tlb.h>

static bool already_shared(pte_t *entry)
{
	return atomic_read(&virt_to_page(entry)->pt_share_count) != 0;
}

pte_t *share_table(pud_t *pud, pte_t *found)
{
	if (!already_shared(found))
		atomic_inc(&virt_to_page(found)->pt_share_count);
	if (pud_none(*pud))
		pud_populate(&init_mm, pud, (pmd_t *)found);
	else
		atomic_dec(&virt_to_page(found)->pt_share_count);
	return found;
}

int unshare_table(struct mmu_gather *tlb, pte_t *found, unsigned long addr)
{
	tlb_unshare_pmd_ptdesc(tlb, virt_to_page(found), addr);
	return 1;
}
