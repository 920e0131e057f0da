/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

/* Where the memory goes is not known: nothing of this level changes. */
static inline pgd_t *root_table(bool *ok)
{
	pgd_t *root = (pgd_t *)__get_free_pages(GFP_KERNEL, ROOT_ORDER);

	*ok = root && ready(root);
	return root;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	free_pages((unsigned long)root, ROOT_ORDER);
}
