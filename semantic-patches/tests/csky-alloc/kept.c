// SPDX-License-Identifier: GPL-2.0
/* No page tables. */

void *stack(void)
{
	return (void *)__get_free_page(GFP_KERNEL);
}

void unstack(void *stack)
{
	free_page((unsigned long)stack);
}
