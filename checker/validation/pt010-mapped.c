// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define _PAGE_PTE	(1UL << 62)
#define PAGE_KERNEL_LARGE	((pgprot_t){ 0x1e3 })
struct vma;
void page_add_file_rmap(struct page *page, struct vma *vma, bool compound);
void page_remove_rmap(struct page *page, struct vma *vma, bool compound);
void folio_add_file_rmap_ptes(struct folio *folio, struct page *page, int nr,
			      struct vma *vma);
void folio_add_new_anon_rmap(struct folio *folio, struct vma *vma);
struct folio *page_folio(struct page *page);
pmd_t mk_pmd_phys(unsigned long phys, pgprot_t prot);
int pmd_set_huge(pmd_t *pmd, unsigned long phys, pgprot_t prot);

/* What has a reverse mapping, or a leaf bit beside it, is data. */
void added(struct vma *vma)
{
	struct page *page = alloc_page(GFP_KERNEL);

	page_add_file_rmap(page, vma, 0);
	pagetable_free(page_ptdesc(page));
}

void removed(struct vma *vma)
{
	struct page *page = alloc_page(GFP_KERNEL);

	page_remove_rmap(page, vma, 0);
	pagetable_free(page_ptdesc(page));
}

void added_ptes(struct vma *vma)
{
	struct page *page = alloc_page(GFP_KERNEL);

	folio_add_file_rmap_ptes(page_folio(page), page, 1, vma);
	pagetable_free(page_ptdesc(page));
}

void added_folio(struct vma *vma)
{
	struct page *page = alloc_page(GFP_KERNEL);

	folio_add_new_anon_rmap(page_folio(page), vma);
	pagetable_free(page_ptdesc(page));
}

void several_bits(pmd_t *pmd)
{
	struct page *page = alloc_pages(GFP_KERNEL, 9);

	set_pmd(pmd, __pmd((_PAGE_PTE | 1) + page_to_phys(page)));
	pagetable_free(page_ptdesc(page));
}

void by_address(pmd_t *pmd, pgprot_t prot)
{
	struct page *page = alloc_pages(GFP_KERNEL, 9);

	set_pmd(pmd, mk_pmd_phys(page_to_phys(page), prot));
	pagetable_free(page_ptdesc(page));
}

void huge(pmd_t *pmd, pgprot_t prot)
{
	struct page *page = alloc_pages(GFP_KERNEL, 9);

	pmd_set_huge(pmd, page_to_phys(page), prot);
	pagetable_free(page_ptdesc(page));
}

/*
 * check-name: what only leaves map, by what is done with it
 * check-exit-value: 1
 *
 * check-output-start
pt010-mapped.c:22:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:30:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:38:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:46:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:54:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:62:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-mapped.c:70:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
 * check-output-end
 */
