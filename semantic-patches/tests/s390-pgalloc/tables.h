/* SPDX-License-Identifier: GPL-2.0-only */
/* The header that gives region and segment tables their order. */

#define CRST_ALLOC_ORDER 2

unsigned long *wide_alloc(struct mm_struct *);
struct page *guest_table_alloc(struct mm_struct *mm);
struct page *other_guest_table_alloc(struct mm_struct *);
void guest_table_free(struct page *pg);
void other_guest_table_free(struct page *);

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	wide_free(mm, (unsigned long *) pmd);
}
