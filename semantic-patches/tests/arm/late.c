// SPDX-License-Identifier: GPL-2.0-only
/* The allocator's caller wants memory, not a descriptor. */

static void *__init take_late(unsigned long size)
{
	void *memory = (void *)__get_free_pages(GFP_PGTABLE_KERNEL,
						get_order(size));

	if (!memory || !pgtable_pte_page_ctor(virt_to_page(memory)))
		BUG();
	return memory;
}

static void *__init take_buffer(unsigned long size)
{
	void *memory = (void *)__get_free_pages(GFP_KERNEL, get_order(size));

	if (!memory)
		BUG();
	return memory;
}
