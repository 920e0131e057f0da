/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_HEADER_H
#define TEST_HEADER_H

#include <linux/mm_types.h>
#include <linux/list.h>

#ifdef CONFIG_SHARE
static inline bool is_shared(pte_t *pte)
{
	return atomic_read(&virt_to_page(pte)->pt_share_count);
}
#endif

#endif
