/* SPDX-License-Identifier: GPL-2.0-only */
extern bool ptlock_alloc(struct page *table);
extern bool other(struct page *page);
