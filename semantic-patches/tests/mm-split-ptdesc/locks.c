// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <asm/tlb.h>

static struct kmem_cache *locks;

void __init ptlock_cache_init(void)
{
	locks = cache;
}
