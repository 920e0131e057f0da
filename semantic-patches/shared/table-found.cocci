// SPDX-License-Identifier: GPL-2.0-only
// A table that is found below an entry, and freed by its page, when what the
// kernel maps goes away.
//
// The step that includes this declares the virtual rules patch and report.

// Memory of the boot is told from the page, before its descriptor is taken.
@gone exists@
identifier page;
identifier below = {pgd_page, p4d_page, pud_page, pmd_page};
position p;
@@

 struct page *page = below(...);
 ... when any
 PageReserved(page)
 ... when any
(
 free_pages@p((unsigned long)page_address(page), 0)
|
 free_page@p((unsigned long)page_address(page))
|
 __free_pages@p(page, 0)
|
 __free_page@p(page)
)

@depends on patch@
identifier gone.page;
position gone.p;
@@

(
- free_pages@p((unsigned long)page_address(page), 0)
+ pagetable_free(page_ptdesc(page))
|
- free_page@p((unsigned long)page_address(page))
+ pagetable_free(page_ptdesc(page))
|
- __free_pages@p(page, 0)
+ pagetable_free(page_ptdesc(page))
|
- __free_page@p(page)
+ pagetable_free(page_ptdesc(page))
)

@script:python depends on report@
p << gone.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
