/* SPDX-License-Identifier: GPL-2.0 */
struct ptdesc;

extern struct mm_struct *pgd_page_get_mm(struct page *page);
