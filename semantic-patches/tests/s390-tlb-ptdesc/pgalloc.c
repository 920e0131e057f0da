// SPDX-License-Identifier: GPL-2.0-only
void __tlb_remove_table(void *table)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(table);

	if (compound_order(ptdesc_page(ptdesc)) == CRST_ALLOC_ORDER) {
		pagetable_free(ptdesc);
		return;
	}
	pagetable_pte_dtor_free(ptdesc);
}

/* Memory stays memory elsewhere. */
void page_table_free(struct mm_struct *mm, void *table)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(table);

	pagetable_pte_dtor_free(ptdesc);
}
