// SPDX-License-Identifier: GPL-2.0-only
/* Trees that look up a guest's segment table with a helper for processes. */

static unsigned long slot_to_guest(unsigned long *slot)
{
	struct page *holder;
	unsigned long off;

	off = (unsigned long) slot / sizeof(unsigned long);
	off = (off & (PTRS_PER_PMD - 1)) * PMD_SIZE;
	holder = pmd_pgtable_page((pmd_t *) slot);
	return holder->index + off;
}

static unsigned long older_slot_to_guest(unsigned long *slot)
{
	struct page *holder;

	holder = pmd_to_page((pmd_t *) slot);
	return holder->index;
}

/* A process page table: the helper is right, the lock is no address. */
static spinlock_t *process_lock(pmd_t *pmd)
{
	struct page *holder;

	holder = pmd_pgtable_page(pmd);
	return ptlock_ptr(holder);
}
