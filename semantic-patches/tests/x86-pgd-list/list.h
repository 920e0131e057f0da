/* SPDX-License-Identifier: GPL-2.0 */
extern struct list_head pgd_list;

extern struct mm_struct *pgd_page_get_mm(struct page *page);
