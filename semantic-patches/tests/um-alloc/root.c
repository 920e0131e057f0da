// SPDX-License-Identifier: GPL-2.0
pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *root = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (root) {
		memset(root, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
		memcpy(root + USER_PTRS_PER_PGD, swapper_pg_dir, KERNEL_PART);
	}
	return root;
}

/* A stack of the host, no table. */
int make_stack(struct mm_id *id)
{
	unsigned long stack = 0;

	stack = get_zeroed_page(GFP_KERNEL);
	if (stack == 0)
		return -ENOMEM;
	id->stack = stack;
	return 0;
}

void drop_stack(struct mm_id *id)
{
	free_pages(id->stack, ilog2(STUB_DATA_PAGES));
}
