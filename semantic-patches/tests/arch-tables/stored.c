// SPDX-License-Identifier: GPL-2.0-only
/* Tables that a member takes at once, and that are tested there. */

static void image_tables_free(struct image *image)
{
	free_pages((unsigned long)image->arch.root, PGD_ALLOCATION_ORDER);
	image->arch.root = NULL;
#ifdef CONFIG_X86_PAE
	free_page((unsigned long)image->arch.upper);
	image->arch.upper = NULL;
#endif
	free_page((unsigned long)image->lower);
	image->lower = NULL;
	free_page((unsigned long)image->arch.notes);
	free_page((unsigned long)image->arch.mixed);
}

static int image_tables_alloc(struct image *image, void *data)
{
	image->arch.root = (pgd_t *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
						     PGD_ALLOCATION_ORDER);
#ifdef CONFIG_X86_PAE
	image->arch.upper = (pmd_t *)get_zeroed_page(GFP_KERNEL);
#endif
	image->lower = (pte_t *)__get_free_pages(GFP_KERNEL, 0);
	image->arch.notes = (char *)get_zeroed_page(GFP_KERNEL);
	image->arch.mixed = (pud_t *)get_zeroed_page(GFP_KERNEL);
	image->arch.mixed = data;
	if (!image->arch.root ||
#ifdef CONFIG_X86_PAE
	    !image->arch.upper ||
#endif
	    !image->lower || !image->arch.notes || !image->arch.mixed)
		return -ENOMEM;
	return 0;
}
