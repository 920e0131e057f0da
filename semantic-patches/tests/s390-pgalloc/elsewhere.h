/* SPDX-License-Identifier: GPL-2.0-only */
/* A header that gives no order to tables speaks of other pages, too. */

struct page *mm_first_page(struct mm_struct *mm);
struct page *mm_last_page(struct mm_struct *);
void mm_drop_page(struct page *page);
void mm_keep_page(struct page *);
