// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Every PMD table here is constructed; not all are destructed. */
pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!ptdesc)
		return NULL;
	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);
}

int one_path(struct mm_struct *mm, pud_t *pud, int undo)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	if (undo) {
		pagetable_free(virt_to_ptdesc(pmd));
		return -1;
	}
	if (undo == 2) {
		pmd_free(mm, pmd);
		return 0;
	}
	pud_populate(mm, pud, pmd);
	return 0;
}

/* What frees for its caller. */
static void drop(pmd_t *pmd)
{
	pagetable_free(virt_to_ptdesc(pmd));
}

void by_helper(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (pmd)
		drop(pmd);
}

void by_goto(struct mm_struct *mm, pud_t *pud, int error)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return;
	if (error)
		goto out;
	pud_populate(mm, pud, pmd);
	return;
out:
	pagetable_free(virt_to_ptdesc(pmd));
}

void twice(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return;
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	pmd_free(mm, pmd);
}

/* A table that is not there has no state. */
void of_null(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd) {
		pagetable_pmd_dtor(virt_to_ptdesc(pmd));
		return;
	}
	pmd_free(mm, pmd);
}

/* What is read from an entry was constructed where it was put there. */
void from_entry(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pagetable_free(virt_to_ptdesc(pmd));
}

pmd_t *after_failure(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	bool good;

	if (!ptdesc)
		return NULL;
	good = pagetable_pmd_ctor(ptdesc);
	if (!good) {
		pagetable_pmd_dtor(ptdesc);
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

/* In the function that allocated it; the way out after a failure is right. */
void at_once(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return;
	}
	pagetable_free(ptdesc);
}

bool ready(void);

/* A variable has the ctor's result, and two paths meet in front of a free. */
void by_variable(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	bool right = pagetable_pmd_ctor(ptdesc);

	if (!right) {
		pagetable_free(ptdesc);
		return;
	}
	if (!ready())
		goto out;
	pagetable_pmd_dtor(ptdesc);
out:
	pagetable_free(ptdesc);
}

/*
 * check-name: a page table's states on each path
 * check-exit-value: 1
 *
 * check-output-start
pt007-paths.c:33:3: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-paths.c:47:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-paths.c:69:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-paths.c:79:2: warning: pmd_free() of a PMD table that was destructed before [PT007]
pt007-paths.c:88:3: warning: pagetable_pmd_dtor() of a PMD table that is NULL here [PT007]
pt007-paths.c:99:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-paths.c:111:3: warning: pagetable_pmd_dtor() of a PMD table that is not constructed here [PT007]
pt007-paths.c:127:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-paths.c:146:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
 * check-output-end
 */
