// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

/* It is looked up below. */
static phys_addr_t make_table(int shift)
{
	void *ptr = (void *)__get_free_page(GFP_PGTABLE_KERNEL);
	BUG_ON(!ptr);

	/* The walker has to see the zeroes. */
	dsb(ishst);
	return __pa(ptr);
}

static phys_addr_t make_constructed_table(int shift)
{
	phys_addr_t pa = make_table(shift);
	struct ptdesc *ptdesc = page_ptdesc(phys_to_page(pa));

	if (shift == PAGE_SHIFT)
		BUG_ON(!pagetable_pte_ctor(ptdesc));
	else if (shift == PMD_SHIFT)
		BUG_ON(!pagetable_pmd_ctor(ptdesc));

	return pa;
}

/* Nobody looks for a descriptor of this. */
static phys_addr_t make_memory(void)
{
	void *ptr = (void *)__get_free_page(GFP_KERNEL);
	BUG_ON(!ptr);

	return __pa(ptr);
}

phys_addr_t memory_for_all(void)
{
	phys_addr_t pa = make_memory();

	note(phys_to_page(pa));
	return pa;
}

/* The address has another use. */
static phys_addr_t make_known_table(int shift)
{
	void *ptr = (void *)__get_free_page(GFP_PGTABLE_KERNEL);
	BUG_ON(!ptr);

	note(ptr);
	return __pa(ptr);
}

phys_addr_t known_table(int shift)
{
	phys_addr_t pa = make_known_table(shift);

	BUG_ON(!pagetable_pte_ctor(virt_to_ptdesc(__va(pa))));
	return make_constructed_table(shift) + pa;
}
