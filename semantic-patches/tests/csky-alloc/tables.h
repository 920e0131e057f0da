/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

#define __HAVE_ARCH_PTE_ALLOC_ONE_KERNEL
#include <asm-generic/pgalloc.h>

/* Global entries, not zeroes, are empty here: the memory is not zeroed. */
static inline pte_t *kernel_table(struct mm_struct *mm)
{
	pte_t *entry;
	unsigned long n;

	entry = (pte_t *) __get_free_page(GFP_KERNEL);
	if (!entry)
		return NULL;

	for (n = 0; n < PAGE_SIZE/sizeof(pte_t); n++)
		(entry + n)->low = EMPTY;

	return entry;
}

static inline pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *root;
	pgd_t *first;

	root = (pgd_t *) __get_free_page(GFP_KERNEL);
	if (root) {
		first = pgd_offset(&init_mm, 0UL);
		clear_entries((unsigned long *)root);
		memcpy(root + USER_PTRS_PER_PGD, first + USER_PTRS_PER_PGD,
			(PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
		/* visible before use */
		smp_mb();
#ifdef CONFIG_FLUSH_TABLES
		flush_range((unsigned long)root,
				(unsigned long)(root + PTRS_PER_PGD));
#endif
	}

	return root;
}
