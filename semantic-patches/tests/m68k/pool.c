// SPDX-License-Identifier: GPL-2.0-only
/* Several small tables in a page that is accounted for as a page. */

void *take_small(int type)
{
	unsigned int mask = first_mask(type);

	if (mask == 0) {
		void *page;

		if (!(page = (void *)get_zeroed_page(GFP_KERNEL)))
			return NULL;

		if (type == TABLE_PTE) {
			/*
			 * There is nobody to share a lock with.
			 */
			pgtable_pte_page_ctor(virt_to_page(page));
		}

		account(page);
		return (pmd_t *)page;
	}
	return from_mask(mask);
}

int drop_small(void *table, int type)
{
	unsigned long page = (unsigned long)table & PAGE_MASK;

	if (all_free(page, type)) {
		if (type == TABLE_PTE)
			pgtable_pte_page_dtor(virt_to_page(page));
		free_page (page);
		return 1;
	}
	return 0;
}
