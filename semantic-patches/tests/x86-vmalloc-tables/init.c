// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

/* Tables of the kernel's own, from the page allocator. */
static void __init fill_upper(void)
{
	pgd_t *pgd = pgd_offset(&init_mm, PAGE_OFFSET);
	p4d_t *p4d;

	p4d = p4d_alloc(&init_mm, pgd, PAGE_OFFSET);
	if (!p4d)
		panic("no table\n");
}

/* The kernel's, made later. */
static void __init fill_late(void)
{
	if (!pud_alloc(&init_mm, known_p4d(), PAGE_OFFSET))
		panic("no table\n");
}

static void __init count_all(void)
{
	note(&init_mm);
}

/* Not the kernel's. */
static void __init fill_other(struct mm_struct *mm)
{
	p4d_alloc(mm, pgd_offset(mm, 0), 0);
}

void __init mem_init(void)
{
	count_all();
	fill_other(known_mm());

	fill_upper();
}

/* It is late enough. */
void __init init_later(void)
{
	fill_late();
}
