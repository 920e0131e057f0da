// SPDX-License-Identifier: GPL-2.0-only
/* Nowhere to put a test: neither half of the pair is converted. */

#define make_root()	((pgd_t *)__get_free_page(GFP_KERNEL))

static inline void drop_root(pgd_t *root)
{
	free_page((unsigned long)root);
}
