/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic code frees the root; both halves of the p4d are here. */

static inline p4d_t *take_p4d(struct mm_struct *mm, unsigned long addr)
{
	if (five_levels) {
		gfp_t gfp = GFP_PGTABLE_USER;

		if (mm == &init_mm)
			gfp = GFP_PGTABLE_KERNEL;
		return (p4d_t *)get_zeroed_page(gfp);
	}

	return NULL;
}

static inline void drop_p4d(struct mm_struct *mm, p4d_t *entries)
{
	BUG_ON((unsigned long)entries & (PAGE_SIZE-1));
	free_page((unsigned long)entries);
}

static inline pgd_t *take_root(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (likely(root != NULL)) {
		memset(root, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
		/* Copy kernel mappings */
		copy_kernel(root);
	}
	return root;
}
