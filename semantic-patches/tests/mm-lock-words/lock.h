/* SPDX-License-Identifier: GPL-2.0 */
static inline bool ptlock_init(struct ptdesc *ptdesc)
{
	/*
	 * page->private (and therefore page->ptl) is 0: slab code uses
	 * page->slab_cache, which share storage with page->ptl.
	 */
	return !*(unsigned long *)&ptdesc->ptl;
}

/* homepage->ptls is something else. */
