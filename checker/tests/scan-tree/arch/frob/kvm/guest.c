// SPDX-License-Identifier: GPL-2.0-only
static pte_t *guest_table(void)
{
	return (pte_t *)get_zeroed_page(GFP_KERNEL);
}
