// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *new, *boot;

	new = (pgd_t *) __get_free_page(GFP_KERNEL);
	if (new) {
		boot = pgd_offset(&init_mm, 0UL);
		clear_entries(new);
		memcpy(new + USER_PTRS_PER_PGD, boot + USER_PTRS_PER_PGD,
		       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	}

	return new;
}
