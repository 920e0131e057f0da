// SPDX-License-Identifier: GPL-2.0-only
/* Tables that wait in members of a structure of another file. */

static void drop_tables(struct image *image)
{
	free_page((unsigned long)image->arch.upper);
	image->arch.upper = NULL;
	free_page((unsigned long)image->lower);
	image->lower = NULL;
	free_page((unsigned long)image->arch.notes);
	free_page((unsigned long)image->arch.mixed);
	free_page((unsigned long)image->arch.unknown);
}

static int take_tables(struct image *image, pud_t *pud, void *data)
{
	pmd_t *pmd;
	pte_t *pte;
	char *notes = (char *)get_zeroed_page(GFP_KERNEL);

	if (pud_none(*pud)) {
		pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);
		if (!pmd)
			goto err;
		image->arch.upper = pmd;
		set_pud(pud, __pud(__pa(pmd)));
	}
	pmd = pmd_offset(pud, 0);
	if (pmd_none(*pmd)) {
		pte = (pte_t *)get_zeroed_page(GFP_KERNEL);
		if (!pte)
			goto err;
		image->lower = pte;
		set_pmd(pmd, __pmd(__pa(pte)));
	}
	image->arch.notes = notes;
	image->arch.mixed = pmd;
	image->arch.mixed = data;
	return 0;
err:
	return -ENOMEM;
}
