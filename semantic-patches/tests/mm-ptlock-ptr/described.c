// SPDX-License-Identifier: GPL-2.0-only
/* Who has a descriptor already hands it over as it is. */

static spinlock_t *lock_of(struct ptdesc *ptdesc, void *memory, pmd_t *pmd)
{
	if (memory)
		return ptlock_ptr(virt_to_ptdesc(memory));
	if (pmd)
		return ptlock_ptr(pmd_ptdesc(pmd));
	return ptlock_ptr(ptdesc);
}

static spinlock_t *lock_of_page(struct page *page)
{
	return ptlock_ptr(page);
}
