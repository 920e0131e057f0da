// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The other unit is other-unit.c. */
pgd_t *arch_pgd_alloc(void);

void give_back(void)
{
	pagetable_free(virt_to_ptdesc(arch_pgd_alloc()));
}

/*
 * check-name: allocated in one unit, freed in another
 * check-command: ptdesc-check --exit-code $file other-unit.c
 * check-syntax-command: ptdesc-judge --know=kernel.h $file $here/other-unit.c
 * check-exit-value: 1
 *
 * check-output-start
other-unit.c:7:18: warning: get_zeroed_page() allocates a PGD table as a page [PT004]
other-unit.c:7:18: warning: get_zeroed_page() gives what is freed as a struct ptdesc [PT006]
two-units.c:9:2: warning: pagetable_free() frees what get_zeroed_page() gave [PT006]
 * check-output-end
 */
