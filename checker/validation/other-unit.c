// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Together with two-units.c. */
pgd_t *arch_pgd_alloc(void)
{
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}

/*
 * check-name: what an architecture allocates
 * check-exit-value: 1
 *
 * check-output-start
other-unit.c:7:18: warning: get_zeroed_page() allocates a PGD table as a page [PT004]
 * check-output-end
 */
