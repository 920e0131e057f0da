// SPDX-License-Identifier: GPL-2.0-only
/* A root of the tree of tables; the generic code frees it. */

pgd_t *take_root(struct mm_struct *mm)
{
	pgd_t *root, *first;

	root = (pgd_t *) __get_free_page(GFP_KERNEL);
	if (root) {
		first = pgd_offset(&init_mm, 0UL);
		set_root((unsigned long)root);
		memcpy(root + USER_PTRS_PER_PGD, first + USER_PTRS_PER_PGD,
		       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	}

	return root;
}
