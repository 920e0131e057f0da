// SPDX-License-Identifier: GPL-2.0-only
// A page table that is read from the entry above it, held in a pointer to its
// entries, and freed by its address. What is freed under any other name in
// the same function, a copy of the table for one, is not a page table. Comes
// after shared/table-constructed.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@read_freed depends on patch disable drop_cast exists@
typedef p4d_t, pud_t, pmd_t, pte_t;
{p4d_t *, pud_t *, pmd_t *, pte_t *} table;
expression entry, order, E;
type T, F;
@@

(
 table = (T *)\( pmd_page_vaddr(entry) \| pud_page_vaddr(entry) \|
	p4d_page_vaddr(entry) \| pgd_page_vaddr(entry) \)
|
 table = \( pmd_page_vaddr(entry) \| pud_pgtable(entry) \|
	p4d_pgtable(entry) \)
)
 ... when != table = E
(
- free_page((F)table)
+ pagetable_free(virt_to_ptdesc(table))
|
- free_pages((F)table, order)
+ pagetable_free(virt_to_ptdesc(table))
)

@read_report depends on report disable drop_cast exists@
{p4d_t *, pud_t *, pmd_t *, pte_t *} table;
expression entry, order, E;
type T, F;
position p;
@@

(
 table = (T *)\( pmd_page_vaddr(entry) \| pud_page_vaddr(entry) \|
	p4d_page_vaddr(entry) \| pgd_page_vaddr(entry) \)
|
 table = \( pmd_page_vaddr(entry) \| pud_pgtable(entry) \|
	p4d_pgtable(entry) \)
)
 ... when != table = E
(
 free_page@p((F)table)
|
 free_pages@p((F)table, order)
)

@script:python depends on report@
p << read_report.p;
@@

coccilib.report.print_report(p[0],
	"a page table is freed as a page: use pagetable_free()")
