// SPDX-License-Identifier: GPL-2.0-only
void drop(struct mmu_gather *tlb, struct folio *folio, struct page *page)
{
	if (folio_address(folio))
		tlb_remove_page(tlb, page);
	else
		free_reserved_page(page);
}
