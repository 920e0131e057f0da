// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Where no pgd can be a leaf, the test does not look at its argument. */
#define pgd_leaf(x)	0
struct page *pgd_page(pgd_t e);

static void take(struct page *page)
{
	put_page(page);
}

static void pinned(pgd_t pgd)
{
	take(pgd_page(pgd));
}

void leaf(pgd_t *pgdp)
{
	pgd_t pgd = READ_ONCE(*pgdp);

	if (unlikely(pgd_leaf(pgd))) {
		pinned(pgd);
		put_page(pgd_page(*pgdp));
	}
}

/* Without a test, a pgd points to a table. */
void table(pgd_t *pgdp)
{
	put_page(pgd_page(*pgdp));
}

/*
 * check-name: a test that does not look at its argument
 * check-exit-value: 1
 *
 * check-output-start
pt005-no-leaves.c:31:2: warning: put_page() frees a P4D table as a page [PT005]
 * check-output-end
 */
