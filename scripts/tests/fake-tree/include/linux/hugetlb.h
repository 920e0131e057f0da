/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_HUGETLB_H
#define _FAKE_HUGETLB_H

#include <linux/mm.h>

#ifdef CONFIG_ARCH_WANT_HUGE_PMD_SHARE
static inline bool hugetlb_pmd_shared(pte_t *entry)
{
	return atomic_read(&virt_to_page(entry)->pt_share_count);
}
#else
static inline bool hugetlb_pmd_shared(pte_t *entry)
{
	return false;
}
#endif

#endif /* _FAKE_HUGETLB_H */
