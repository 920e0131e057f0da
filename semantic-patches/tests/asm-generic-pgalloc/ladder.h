/* SPDX-License-Identifier: GPL-2.0-only */
/* One function, three definitions. */
#ifdef CONFIG_A
static inline pgd_t *root(void)
{
	if (large)
		return (pgd_t *)__get_free_pages(GFP_KERNEL, 2);

	return kmem_cache_alloc(cache, GFP_KERNEL);
}

static inline void pgd_free(pgd_t *r)
{
	if (large)
		free_pages((unsigned long)r, 2);
	else
		kmem_cache_free(cache, r);
}
#elif defined(CONFIG_B)
static inline pgd_t *root(void)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static inline void pgd_free(pgd_t *r)
{
	free_page((unsigned long)r);
}
#else
static inline pgd_t *root(void)
{
	return swapper_pg_dir;
}

static inline void pgd_free(pgd_t *r)
{
}
#endif

#ifdef CONFIG_C
static inline void middle_put(pmd_t *m)
{
	long n = 0;

	note(n);
	pgtable_pmd_page_dtor(virt_to_page(m));
	free_page((unsigned long)m);
}
#else
static inline void middle_put(pmd_t *m)
{
	kmem_cache_free(cache, m);
}
#endif
