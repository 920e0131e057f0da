// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

#ifdef CONFIG_TOP_OF_SLAB
#define top_alloc()	kmem_cache_alloc(cache, GFP_KERNEL)
#define top_free(pgd)	kmem_cache_free(cache, pgd)
#else
#define top_alloc()	(pgd_t *)__get_free_pages(GFP_KERNEL, 2)
#define top_free(pgd)	free_pages((unsigned long)pgd, 2)
#endif

pgd_t *new_top(void)
{
	pgd_t *pgd = top_alloc();

	if (!pgd)
		return NULL;
	if (missing(pgd)) {
		top_free(pgd);
		return NULL;
	}
	return pgd;
}

/* Data. */
#define batch_alloc()	(unsigned long *)__get_free_pages(GFP_KERNEL, 2)
#define batch_free(x)	free_pages((unsigned long)x, 2)

void *new_batch(void)
{
	unsigned long *batch = batch_alloc();

	if (missing(batch)) {
		batch_free(batch);
		return NULL;
	}
	return batch;
}
