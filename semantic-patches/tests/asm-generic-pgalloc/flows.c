// SPDX-License-Identifier: GPL-2.0-only
/* Where the NULL goes. */

/* The pointer is declared, tested by a block, returned. */
pgd_t *block(struct mm_struct *mm)
{
	pgd_t *fresh = (pgd_t *) __get_free_page(GFP_KERNEL);

	if (fresh) {
		int n;
		n = USER_PTRS_PER_PGD;
		memset(fresh, 0, n * sizeof(pgd_t));
	}
	return fresh;
}

/* Something happens between the allocation and the test. */
pgd_t *
between(struct mm_struct *mm)
{
	pgd_t *fresh, *boot;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	boot = pgd_offset(&init_mm, 0UL);
	if (fresh) {
#ifdef CONFIG_LARGE
		memcpy(fresh + HALF, boot + HALF, HALF * sizeof(pgd_t));
#else
		fresh[HALF] = boot[HALF];
#endif
	}
	return fresh;
}

/* The same, spelled out. */
pgd_t *expected(struct mm_struct *mm)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (likely(fresh != NULL)) {
		memset(fresh, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
		share(fresh);
	}
	return fresh;
}

pgd_t *unexpected(struct mm_struct *mm)
{
	pgd_t *fresh = (pgd_t *) __get_free_pages(GFP_KERNEL, 1);

	if (unlikely(fresh == NULL))
		return NULL;
	share(fresh);
	return fresh;
}

/* One statement instead of the block. */
pud_t *single(struct mm_struct *mm, unsigned long address)
{
	pud_t *fresh;

	fresh = (pud_t *) __get_free_pages(GFP_KERNEL, 1);
	if (fresh)
		fill((unsigned long)fresh, (unsigned long)nothing);
	return fresh;
}

/* The test leaves. */
pte_t *leave(struct mm_struct *mm)
{
	pte_t *fresh;
	unsigned long i;

	fresh = (pte_t *) __get_free_page(GFP_ATOMIC | __GFP_NOWARN);
	if (!fresh)
		return fresh;

	for (i = 0; i < PTRS_PER_PTE; i++)
		pte_clear(mm, 0, fresh + i);

	return fresh;
}

/* An error code instead of NULL, and a table that goes into the tree. */
static int grow(pmd_t *where)
{
	pte_t *fresh = (pte_t *)get_zeroed_page(GFP_KERNEL);

	if (!fresh)
		return -ENOMEM;
	pmd_populate_kernel(&init_mm, where, fresh);
	return 0;
}

/* Nobody tests. */
pgd_t *untested(struct mm_struct *mm)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	memcpy(fresh, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	return fresh;
}

/* The caller tests; early memory comes from elsewhere. */
pte_t __ref *early(struct mm_struct *mm)
{
	if (slab_is_available())
		return (pte_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	else
		return memblock_alloc_try_nid(PAGE_SIZE, PAGE_SIZE,
					      MEMBLOCK_LOW_LIMIT, 0,
					      NUMA_NO_NODE);
}

/* Flags that nobody knows are masked, and zeroed once. */
pte_t *unknown(gfp_t flags)
{
	return (pte_t *)__get_free_page(flags);
}

pte_t *unknown_zeroed(gfp_t flags)
{
	return (pte_t *)get_zeroed_page(flags);
}

pte_t *unknown_bits(gfp_t flags)
{
	return (pte_t *)__get_free_page(flags | __GFP_ZERO);
}

/* A local whose every value is known, and one that is not. */
pmd_t *known_local(int atomic)
{
	gfp_t how = GFP_KERNEL;

	if (atomic)
		how = GFP_ATOMIC;
	return (pmd_t *)get_zeroed_page(how);
}

pmd_t *unknown_local(gfp_t flags)
{
	gfp_t how = GFP_KERNEL;

	how |= flags;
	return (pmd_t *)get_zeroed_page(how);
}

/* Frees by address, by page, with an order. */
static void drop(pte_t *a, pud_t *b, pgd_t *c, struct context *d)
{
	free_page((unsigned long)a);
	free_pages((unsigned long) b, 1);
	__free_page(virt_to_page(c));
	free_page((unsigned long)d->root);
}

/* What is there, by all that can be seen. */
static void drop_known(pte_t *a, pmd_t *b, pud_t *entry)
{
	pmd_t *lower = pud_pgtable(*entry);

	if (a) {
		prepare(a);
		free_page((unsigned long)a);
	}
	if (!b)
		return;
	free_page((unsigned long)b);
	lower = pud_pgtable(*entry);
	free_page((unsigned long)lower);
}

static void drop_one(pmd_t *table)
{
	free_page((unsigned long)table);
}
