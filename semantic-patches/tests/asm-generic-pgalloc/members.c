// SPDX-License-Identifier: GPL-2.0-only
/* Several tables that go into members, in functions without a local. */

static int both_straight(struct room *room)
{
	room->arch.upper = (pgd_t *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
						     TOP_ORDER);
	room->arch.lower = (pte_t *)get_zeroed_page(GFP_KERNEL);
	if (!room->arch.upper || !room->arch.lower)
		return -ENOMEM;
	return 0;
}

static int one_in_a_ladder(struct room *room)
{
	room->arch.upper = (pgd_t *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
						     TOP_ORDER);
#ifdef CONFIG_THREE_LEVELS
	room->arch.middle = (pmd_t *)get_zeroed_page(GFP_KERNEL);
#endif
	if (!room->arch.upper)
		return -ENOMEM;
	return 0;
}

static void both_back(struct room *room)
{
	free_pages((unsigned long)room->arch.upper, TOP_ORDER);
	room->arch.upper = NULL;
#ifdef CONFIG_THREE_LEVELS
	free_page((unsigned long)room->arch.middle);
	room->arch.middle = NULL;
#endif
	free_page((unsigned long)room->arch.lower);
	free_page((unsigned long)room->arch.notes);
}
