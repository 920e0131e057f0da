// SPDX-License-Identifier: GPL-2.0-only
/* What another file frees stays. The tables of the other level do not. */

static int image_lower_alloc(struct image *image)
{
	image->lower = (pte_t *)get_zeroed_page(GFP_KERNEL);
	return image->lower ? 0 : -ENOMEM;
}

static void image_upper_free(struct image *image)
{
	free_page((unsigned long)image->arch.upper);
	image->arch.upper = NULL;
}

static int image_upper_alloc(struct image *image, pmd_t *old)
{
	image->arch.upper = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	if (!image->arch.upper)
		return -ENOMEM;
	image->arch.middle = old;
	return 0;
}
