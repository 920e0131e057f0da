// SPDX-License-Identifier: GPL-2.0-only
/* The integer that is returned is not the one that was allocated. */

static pte_t *set_again(struct mm_struct *mm, unsigned long other)
{
	unsigned long where;

	where = __get_free_page(GFP_DMA);
	if (!where)
		return NULL;
	clear(where);
	mm->context.base = where;
	where = other;
	return (pte_t *)where;
}
