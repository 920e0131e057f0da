/* SPDX-License-Identifier: GPL-2.0-only */
#ifdef CONFIG_PAGE_TABLE_ISOLATION
/* Two roots beside each other, one for user space. */
#define PGD_ALLOCATION_ORDER 1
#else
#define PGD_ALLOCATION_ORDER 0
#endif
