// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

bool ready(void);

/* The ctor failed on the one way to a free, and was right on the other. */
void cycle(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return;
	}
	pagetable_free(ptdesc);
}

/* A right way excuses no other. */
void only_here(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!pagetable_pmd_ctor(ptdesc))
		return;
	if (ready()) {
		pagetable_free(ptdesc);
		return;
	}
	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);
}

/* A variable has the result; the dtor is left out on one of two paths. */
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
 * check-name: a ctor counts on the way from it to a free
 * check-exit-value: 1
 *
 * check-output-start
pt007-on-the-way.c:15:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-on-the-way.c:26:3: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-on-the-way.c:47:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
 * check-output-end
 */
