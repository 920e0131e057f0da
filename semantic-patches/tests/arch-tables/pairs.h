/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

/* Both halves of the fourth level are the architecture's own. */
static inline p4d_t *fourth_table(struct mm_struct *mm, unsigned long where)
{
	gfp_t flags = GFP_PGTABLE_USER;

	if (mm == &init_mm)
		flags = GFP_PGTABLE_KERNEL;
	return (p4d_t *)get_zeroed_page(flags);
}

static inline void p4d_free(struct mm_struct *mm, p4d_t *fourth)
{
	if (!has_five_levels())
		return;
	BUG_ON((unsigned long)fourth & (PAGE_SIZE - 1));
	free_page((unsigned long)fourth);
}

/* A slab cache keeps what is smaller than a page. */
static inline pgd_t *root_table(struct mm_struct *mm)
{
	if (root_fills_a_page())
		return (pgd_t *)__get_free_page(GFP_PGTABLE_USER);
	else
		return kmem_cache_alloc(roots, GFP_PGTABLE_USER);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	if (root_fills_a_page())
		free_page((unsigned long)root);
	else
		kmem_cache_free(roots, root);
}
