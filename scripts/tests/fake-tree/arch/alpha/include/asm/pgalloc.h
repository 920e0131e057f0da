/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_ALPHA_PGALLOC_H
#define _FAKE_ALPHA_PGALLOC_H

#include <linux/mm.h>

#include <asm-generic/pgalloc.h>

extern pgd_t *pgd_alloc(struct mm_struct *mm);

#endif /* _FAKE_ALPHA_PGALLOC_H */
