// SPDX-License-Identifier: GPL-2.0-only
/* The page tables are freed by walking the list, and nowhere else. */

static void space_drop(struct gmap *space)
{
	struct page *pos, *tmp;

	list_for_each_entry_safe(pos, tmp, &space->pt_list, lru)
		release_guest_pgt(pos);
	kfree(space);
}

static int shadow_pages(struct gmap *shadow, unsigned long from)
{
	struct page *pg = obtain_guest_pgt(shadow->mm);

	if (!pg)
		return -ENOMEM;
	if (shadow_race(shadow, from)) {
		release_guest_pgt(pg);
		return -EAGAIN;
	}
	pg->index = from;
	list_add(&pg->lru, &shadow->pt_list);
	return 0;
}
