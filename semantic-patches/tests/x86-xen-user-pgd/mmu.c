// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static pgd_t *user_pgd_of(pgd_t *pgd)
{
	pgd_t *first = PTR_ALIGN_DOWN(pgd, PAGE_SIZE);
	pgd_t *user_pgd = NULL;

	if (pgd != first) {
		struct page *page = virt_to_page(first);
		user_pgd = (pgd_t *)page->private;
	}
	return user_pgd;
}

static int make_user_pgd(struct mm_struct *mm)
{
	pgd_t *pgd = mm->pgd;
	struct page *page = virt_to_page(pgd);
	pgd_t *user_pgd;

	BUG_ON(PagePinned(virt_to_page(pgd)));
	BUG_ON(page->private != 0);

	user_pgd = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	page->private = (unsigned long)user_pgd;
	return user_pgd ? 0 : -ENOMEM;
}

/* No PGD. */
static unsigned long notes_of(void *memory)
{
	struct page *page = virt_to_page(memory);

	return page->private;
}

/* A flag of the page. */
static bool is_pinned(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	return PagePinned(page);
}
