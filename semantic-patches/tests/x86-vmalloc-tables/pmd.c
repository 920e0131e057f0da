// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static void __init fill_middle(void)
{
	if (!pmd_alloc(&init_mm, known_pud(), PAGE_OFFSET) ||
	    !pud_alloc(&init_mm, known_p4d(), PAGE_OFFSET))
		panic("no table\n");
}

void __init mem_init(void)
{
	fill_middle();
	note(&init_mm);
}
