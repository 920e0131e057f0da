// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static inline pgd_t *root_alloc(void)
{
	if (root_fills_a_page())
		return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER,
						 PGD_ALLOCATION_ORDER);

	return kmem_cache_alloc(pgd_cachep, GFP_PGTABLE_USER);
}

static inline void root_free(pgd_t *pgd)
{
	if (root_fills_a_page())
		free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);
	else
		kmem_cache_free(pgd_cachep, pgd);
}

static inline pgd_t *whole_root_alloc(void)
{
	return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER, PGD_ALLOCATION_ORDER);
}

static inline void whole_root_free(pgd_t *root, unsigned long notes)
{
	free_pages(notes, 0);
	free_pages((unsigned long)root, PGD_ALLOCATION_ORDER);
}

/* Memory for something else. */
static inline void *notes_alloc(void)
{
	return (void *)__get_free_pages(GFP_KERNEL, PGD_ALLOCATION_ORDER);
}

static inline void notes_free(void *notes)
{
	free_pages((unsigned long)notes, PGD_ALLOCATION_ORDER);
}
