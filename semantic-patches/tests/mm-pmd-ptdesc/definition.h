/* SPDX-License-Identifier: GPL-2.0-only */
/* This is what virt_to_ptdesc() is made of. */
static __always_inline struct ptdesc *virt_to_ptdesc(const void *x)
{
	return page_ptdesc(virt_to_page(x));
}
