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

static inline void small_root_free(pgd_t **pgd)
{
	if (root_fills_a_page())
		free_pages((unsigned long)*pgd, PGD_ALLOCATION_ORDER);
	else {
		kmem_cache_free(pgd_cachep, *pgd);
		*pgd = NULL;
	}
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

/* The kernel's functions that free a table have one. */
static inline void _pgd_free(pgd_t *pgd)
{
	free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);
}

/* What the local holds never has high memory. */
static struct mm_struct firmware_mm;

int firmware_root_alloc(void)
{
	pgd_t *root, *first;
	gfp_t mask;

	mask = GFP_KERNEL | __GFP_ZERO;
	root = (pgd_t *)__get_free_pages(mask, PGD_ALLOCATION_ORDER);
	if (!root)
		goto fail;

	first = root + pgd_index(0);
	if (!pgd_none(*first))
		goto free;

	firmware_mm.pgd = root;
	return 0;

free:
	free_pages((unsigned long)root, PGD_ALLOCATION_ORDER);
fail:
	return -ENOMEM;
}
