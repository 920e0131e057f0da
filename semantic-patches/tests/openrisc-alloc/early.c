// SPDX-License-Identifier: GPL-2.0-or-later
extern int memory_is_ready;

pte_t __ref *kernel_table(struct mm_struct *mm)
{
	pte_t *table;

	if (likely(memory_is_ready)) {
		table = (pte_t *)get_zeroed_page(GFP_KERNEL);
	} else {
		table = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
		if (!table)
			panic("%s: no memory for a table\n", __func__);
	}

	return table;
}
