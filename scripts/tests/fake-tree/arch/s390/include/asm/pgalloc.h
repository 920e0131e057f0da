/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_S390_PGALLOC_H
#define _FAKE_S390_PGALLOC_H

#include <linux/mm.h>

#define CRST_ALLOC_ORDER 2

unsigned long *crst_table_alloc(struct mm_struct *mm);
void crst_table_free(struct mm_struct *mm, unsigned long *table);
unsigned long *page_table_alloc(struct mm_struct *mm);
struct page *page_table_alloc_pgste(struct mm_struct *mm);
void page_table_free(struct mm_struct *mm, unsigned long *table);
void page_table_free_pgste(struct page *page);

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long vmaddr)
{
	unsigned long *table = crst_table_alloc(mm);

	if (!table)
		return NULL;
	crst_table_init(table, _SEGMENT_ENTRY_EMPTY);
	if (!pgtable_pmd_page_ctor(virt_to_page(table))) {
		crst_table_free(mm, table);
		return NULL;
	}
	return (pmd_t *) table;
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	if (mm_pmd_folded(mm))
		return;
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	crst_table_free(mm, (unsigned long *) pmd);
}

#endif /* _FAKE_S390_PGALLOC_H */
