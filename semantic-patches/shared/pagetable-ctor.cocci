// SPDX-License-Identifier: GPL-2.0-only
//
// The constructors and destructors that take a descriptor already: their new
// names, and the old ones as wrappers.

@depends on patch@
typedef bool;
identifier pt;
@@

- pgtable_pte_page_ctor
+ pagetable_pte_ctor
 (struct ptdesc *pt)
 { ... }
+
+static inline bool pgtable_pte_page_ctor(struct page *page)
+{
+	return pagetable_pte_ctor(page_ptdesc(page));
+}

@depends on patch@
typedef bool;
identifier pt;
@@

- pgtable_pmd_page_ctor
+ pagetable_pmd_ctor
 (struct ptdesc *pt)
 { ... }
+
+static inline bool pgtable_pmd_page_ctor(struct page *page)
+{
+	return pagetable_pmd_ctor(page_ptdesc(page));
+}

@depends on patch@
identifier pt;
@@

- pgtable_pte_page_dtor
+ pagetable_pte_dtor
 (struct ptdesc *pt)
 { ... }
+
+static inline void pgtable_pte_page_dtor(struct page *page)
+{
+	pagetable_pte_dtor(page_ptdesc(page));
+}

@depends on patch@
identifier pt;
@@

- pgtable_pmd_page_dtor
+ pagetable_pmd_dtor
 (struct ptdesc *pt)
 { ... }
+
+static inline void pgtable_pmd_page_dtor(struct page *page)
+{
+	pagetable_pmd_dtor(page_ptdesc(page));
+}

@definition depends on report@
identifier f = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
		pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
identifier pg;
position p;
@@

 f@p(struct page *pg)
 {
 <+...
 \(__SetPageTable(pg)\|__ClearPageTable(pg)\)
 ...+>
 }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0],
	"use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc")
