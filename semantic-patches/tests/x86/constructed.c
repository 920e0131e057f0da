// SPDX-License-Identifier: GPL-2.0-only
/* Tables that are allocated by address and constructed. */

static void *or_fail(gfp_t gfp)
{
	void *p = (void *)__get_free_page(gfp);

	if (!p || !pgtable_pte_page_ctor(virt_to_page(p)))
		return NULL;
	return p;
}

static void *or_fail_order(unsigned long sz)
{
	void *p = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
					   get_order(sz));

	BUG_ON(!p || !pgtable_pmd_page_ctor(virt_to_page(p)));
	return p;
}

static void *or_fail_zeroed(gfp_t gfp)
{
	void *p = (void *)get_zeroed_page(GFP_KERNEL);

	BUG_ON(!p || !pgtable_pmd_page_ctor(virt_to_page(p)));
	return p;
}

static phys_addr_t integer_or_fail(gfp_t gfp)
{
	unsigned long p = __get_free_page(gfp | __GFP_NOWARN);

	if (!p || !pgtable_pte_page_ctor(virt_to_page(p))) {
		free_page(p);
		return 0;
	}
	return __pa(p);
}

static phys_addr_t integer_or_fail_order(gfp_t gfp, int order)
{
	unsigned long p = __get_free_pages(gfp, order);

	if (!p || !pgtable_pte_page_ctor(virt_to_page(p))) {
		free_pages(p, order);
		return 0;
	}
	return __pa(p);
}

static phys_addr_t integer_or_fail_zeroed(void)
{
	unsigned long p = get_zeroed_page(GFP_PGTABLE_USER);

	BUG_ON(!p || !pgtable_pte_page_ctor(virt_to_page(p)));
	return __pa(p);
}

static pmd_t *late(gfp_t gfp)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_page(gfp);
	if (!p || !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return NULL;
	}
	return p;
}

static pmd_t *late_order(gfp_t gfp, int order)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_pages(gfp, order);
	if (!p || !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_pages((unsigned long)p, order);
		return NULL;
	}
	return p;
}

static pmd_t *late_zeroed(void)
{
	pmd_t *p;

	p = (pmd_t *)get_zeroed_page(GFP_ATOMIC | __GFP_NOWARN | __GFP_ACCOUNT);
	BUG_ON(!p || !pgtable_pmd_page_ctor(virt_to_page(p)));
	return p;
}

static phys_addr_t integer_late(void)
{
	uintptr_t p;

	p = __get_free_page(GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	BUG_ON(!p || !pgtable_pte_page_ctor(virt_to_page(p)));

	return __pa(p);
}

static phys_addr_t integer_late_order(int order)
{
	unsigned long p;

	p = __get_free_pages(GFP_KERNEL, order);
	BUG_ON(!p || !pgtable_pte_page_ctor(virt_to_page(p)));
	return __pa(p);
}

static phys_addr_t integer_late_zeroed(gfp_t gfp)
{
	unsigned long p;

	p = get_zeroed_page(__GFP_ZERO | GFP_KERNEL);
	BUG_ON(!p || !pgtable_pte_page_ctor(virt_to_page(p)));
	return __pa(p);
}

static int may_be_null(pmd_t **where, gfp_t gfp)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_page(gfp & ~__GFP_HIGHMEM);
	if (!p)
		return -ENOMEM;
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	*where = p;
	return 0;
}

static int may_be_null_order(pte_t **where, gfp_t gfp, int order)
{
	pte_t *p;

	p = (pte_t *)__get_free_pages(gfp, order);
	if (!p)
		return -ENOMEM;
	if (!pgtable_pte_page_ctor(virt_to_page(p))) {
		free_pages((unsigned long)p, order);
		return -ENOMEM;
	}
	*where = p;
	return 0;
}

static int may_be_null_zeroed(pmd_t **where, gfp_t gfp)
{
	pmd_t *p;

	p = (pmd_t *)get_zeroed_page(gfp);
	if (!p)
		return -ENOMEM;
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	*where = p;
	return 0;
}

static int declared_order(pmd_t **where, gfp_t gfp, int order)
{
	pmd_t *p = (pmd_t *)__get_free_pages(gfp, order);
	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_pages((unsigned long)p, order);
		p = NULL;
	}
	*where = p;
	return 0;
}

static int declared_zeroed(pmd_t **where)
{
	pmd_t *p = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
	}
	*where = p;
	return 0;
}

static int declared_among_others(pmd_t **where, gfp_t gfp)
{
	pmd_t *p = (pmd_t *)__get_free_page(gfp);
	int error = 0;

	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
		error = -ENOMEM;
	}
	*where = p;
	return error;
}

static int declared_order_among_others(pmd_t **where, gfp_t gfp, int order)
{
	pmd_t *p = (pmd_t *)__get_free_pages(gfp, order);
	int error = 0;

	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_pages((unsigned long)p, order);
		p = NULL;
		error = -ENOMEM;
	}
	*where = p;
	return error;
}

static int declared_zeroed_among_others(pmd_t **where)
{
	pmd_t *p = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	int error = 0;

	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
		error = -ENOMEM;
	}
	*where = p;
	return error;
}

static int several(pmd_t *pmds[], int count, bool kernel)
{
	bool failed = false;
	gfp_t gfp = GFP_PGTABLE_USER;
	int i;

	if (kernel)
		gfp &= ~__GFP_ACCOUNT;

	for (i = 0; i < count; i++) {
		pmd_t *p = (pmd_t *)__get_free_page(gfp);
		if (!p)
			failed = true;
		if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
			free_page((unsigned long)p);
			p = NULL;
			failed = true;
		}
		pmds[i] = p;
	}
	return failed;
}

static int flags_may_gain_highmem(pmd_t **where, bool high)
{
	gfp_t gfp = GFP_PGTABLE_USER;
	pmd_t *p;

	if (high)
		gfp |= GFP_HIGHUSER;
	p = (pmd_t *)__get_free_page(gfp);
	if (!p)
		goto no_memory;
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		goto no_memory;
	}
	*where = p;
	return 0;

no_memory:
	return -ENOMEM;
}

static pmd_t *declared_and_left(struct pool *pool)
{
	pmd_t *p = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!p)
		return p;
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return NULL;
	}
	pool->pmd = p;
	return p;
}

static void declared_and_counted(struct pool *pool)
{
	pmd_t *p = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!p) {
		pool->failed++;
		pool->pmd = NULL;
	}
	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
	}
	pool->pmd = p;
}

static void late_and_tested(struct pool *pool, gfp_t gfp)
{
	pmd_t *p;

	pool->tried++;
	p = (pmd_t *)__get_free_page(gfp);
	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
	}
	pool->pmd = p;
}
