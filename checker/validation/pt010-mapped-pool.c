// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define _PAGE_PSE	0x80
#define POOL_SIZE	0x10000

static void *pool;

/* Tables come from a pool that the kernel maps for itself. */
void make_pool(pmd_t *pmd)
{
	pool = memblock_alloc(POOL_SIZE, PAGE_SIZE);
	set_pmd(pmd, __pmd(__pa(pool) | _PAGE_PSE));
}

bool construct(void)
{
	return pagetable_pte_ctor(virt_to_ptdesc(pool));
}

/*
 * check-name: a pool of tables that is mapped
 *
 * check-output-start
 * check-output-end
 */
