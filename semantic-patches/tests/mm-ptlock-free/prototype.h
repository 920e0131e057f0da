/* SPDX-License-Identifier: GPL-2.0-only */
extern void ptlock_free(struct page *table);
extern void other(struct page *page);
