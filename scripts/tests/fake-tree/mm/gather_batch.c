// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/tlb.h>

struct batch {
	unsigned int used;
	void *tables[];
};

/* The batch itself is a page, and no page table. */
struct batch *batch_page(void)
{
	return (struct batch *)__get_free_page(GFP_NOWAIT | __GFP_NOWARN);
}

void batch_done(struct batch *batch)
{
	free_page((unsigned long)batch);
}
