// SPDX-License-Identifier: GPL-2.0-only
static void *disk_pte(void)
{
	pte_t *pte = (void *)get_zeroed_page(GFP_KERNEL);

	return pte; /* not under ptl */
}
