// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define COUNT	4

/* The value of a flag says which table was constructed. */
static pte_t *alloc_fragment(struct mm_struct *mm, int kernel)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!ptdesc)
		return NULL;
	if (!kernel && !pagetable_pte_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

static void free_fragment(pte_t *pte, int kernel)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pte);

	if (!kernel)
		pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

void fragments(struct mm_struct *mm, pmd_t *pmd, int failed)
{
	pte_t *kernel = alloc_fragment(mm, 1);
	pte_t *user = alloc_fragment(mm, 0);

	if (kernel && failed)
		free_fragment(kernel, 1);
	if (user)
		free_fragment(user, 0);
}

/* Two allocations, one constructed: the flag tells them apart, too. */
static pmd_t *alloc_either(int kernel)
{
	struct ptdesc *ptdesc;

	if (kernel) {
		ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
		if (!ptdesc)
			return NULL;
	} else {
		ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
		if (!ptdesc)
			return NULL;
		if (!pagetable_pmd_ctor(ptdesc)) {
			pagetable_free(ptdesc);
			return NULL;
		}
	}
	return ptdesc_address(ptdesc);
}

static void free_either(pmd_t *pmd, int kernel)
{
	if (!kernel)
		pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	pagetable_free(virt_to_ptdesc(pmd));
}

void either(int kernel)
{
	pmd_t *pmd = alloc_either(kernel);

	if (pmd)
		free_either(pmd, kernel);
}

/* Several tables in an array: those that failed are NULL in it. */
static void free_array(pud_t *puds[])
{
	for (int i = 0; i < COUNT; i++)
		if (puds[i]) {
			pagetable_pmd_dtor(virt_to_ptdesc(puds[i]));
			pagetable_free(virt_to_ptdesc(puds[i]));
		}
}

int alloc_array(pud_t *puds[])
{
	bool failed = 0;

	for (int i = 0; i < COUNT; i++) {
		struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

		if (!ptdesc)
			failed = 1;
		if (ptdesc && !pagetable_pmd_ctor(ptdesc)) {
			pagetable_free(ptdesc);
			ptdesc = NULL;
			failed = 1;
		}
		puds[i] = ptdesc ? ptdesc_address(ptdesc) : NULL;
	}
	if (failed) {
		free_array(puds);
		return -1;
	}
	return 0;
}

/* The result of a helper that constructs is kept and asked later. */
static int construct(struct ptdesc *ptdesc)
{
	if (!pagetable_pmd_ctor(ptdesc))
		return -12;
	return 0;
}

p4d_t *by_result(struct mm_struct *mm, int more)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	int err;

	if (!ptdesc)
		return NULL;
	err = construct(ptdesc);
	if (!err && more) {
		pagetable_pmd_dtor(ptdesc);
		err = -1;
	}
	if (err) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

void free_reserved_ptdesc(struct ptdesc *pt);

/* Boot memory is given back as it is. */
void early(pgd_t *pgd, int reserved)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!ptdesc || !pagetable_pmd_ctor(ptdesc))
		return;
	if (reserved) {
		free_reserved_ptdesc(ptdesc);
		return;
	}
	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);
}

/* One helper destructs, its caller frees. */
static struct ptdesc *take(pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	return ptdesc;
}

void in_halves(int times)
{
	while (times--) {
		struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
		pmd_t *pmd;

		if (!ptdesc)
			break;
		if (!pagetable_pmd_ctor(ptdesc)) {
			pagetable_free(ptdesc);
			continue;
		}
		pmd = ptdesc_address(ptdesc);
		pagetable_free(take(pmd));
	}
}

/* Two tables at a time. */
void two(int failed)
{
	struct ptdesc *a = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	struct ptdesc *b = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!a || !b)
		return;
	pagetable_pmd_ctor(a);
	pagetable_pmd_ctor(b);
	pagetable_pmd_dtor(b);
	pagetable_pmd_dtor(a);
	pagetable_free(a);
	pagetable_free(b);
}

static pmd_t *one(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!ptdesc || !pagetable_pmd_ctor(ptdesc))
		return NULL;
	return ptdesc_address(ptdesc);
}

void two_of_one_kind(void)
{
	pmd_t *a = one(), *b = one();

	if (a && !b) {
		pagetable_pmd_dtor(virt_to_ptdesc(a));
		pagetable_free(virt_to_ptdesc(a));
	}
	if (a && b) {
		pagetable_pmd_dtor(virt_to_ptdesc(a));
		pagetable_pmd_dtor(virt_to_ptdesc(b));
		pagetable_free(virt_to_ptdesc(a));
		pagetable_free(virt_to_ptdesc(b));
	}
}

/*
 * check-name: states of page tables that are right on each path
 * check-exit-value: 0
 */
