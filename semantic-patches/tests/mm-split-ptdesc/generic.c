// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <asm/tlb.h>

void pgd_clear_bad(pgd_t *pgd)
{
	note(pgd);
}
