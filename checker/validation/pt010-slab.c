// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern struct kmem_cache *pgd_cache;
extern bool small;

static pgd_t *_pgd_alloc(void)
{
	struct ptdesc *ptdesc;

	if (small)
		return kmem_cache_alloc(pgd_cache, GFP_KERNEL);
	ptdesc = pagetable_alloc(GFP_KERNEL, 1);
	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}

/* A condition tells which is which, also where the kernel maps both. */
static void _pgd_free(pgd_t *pgd)
{
	if (small)
		kmem_cache_free(pgd_cache, pgd);
	else
		pagetable_free(virt_to_ptdesc(pgd));
}

void pgd_try(pte_t *window, pgprot_t prot)
{
	pgd_t *pgd = _pgd_alloc();

	if (pgd == NULL)
		return;
	set_pte(window, mk_pte(virt_to_page(pgd), prot));
	_pgd_free(pgd);
}

/* Nothing but a slab object gets here. */
void small_free(void)
{
	pgd_t *pgd = kmem_cache_alloc(pgd_cache, GFP_KERNEL);

	pagetable_free(virt_to_ptdesc(pgd));
}

/*
 * check-name: tables of a slab cache or of pages
 * check-exit-value: 1
 *
 * check-output-start
pt010-slab.c:41:2: warning: pagetable_free() is used on a slab object [PT010]
 * check-output-end
 */
