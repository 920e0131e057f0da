// SPDX-License-Identifier: GPL-2.0-only
/// When memory is removed, the tables that mapped it, or the struct pages of
/// it, are freed. Some may come from the boot allocator, some were allocated
/// as pages when the memory was added, and some come from pagetable_alloc().
/// All are freed as pages.
///
/// Free a table that has a descriptor with pagetable_free(). The page type
/// says which have one, where descriptors are allocated. What a leaf entry
/// maps is no table, and is freed as before.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: {arch}: Free page tables of removed memory by their origin
// Split: arch
// Kind: equivalent
// Paths: arch/*/mm/**
// Names: pmd_clear pud_clear p4d_clear
// With: PageReserved
// Ids: PT005 PT006
// Advice: use pagetable_free() for a page table with a descriptor
// Tree: with struct ptdesc
// Tree: without ARCH_HAS_SPLIT_PTDESC

virtual patch
virtual report

// --- one function frees tables and what leaves map ---------------------------

// What has both a table and the entry that points to it frees the table.
@frees@
typedef pte_t, pmd_t, pud_t, p4d_t, pgd_t;
type L = {pte_t, pmd_t, pud_t, p4d_t};
type U = {pmd_t, pud_t, p4d_t, pgd_t};
identifier F, free, table, entry;
identifier TO = {pmd_page, pud_page, p4d_page, pgd_page};
identifier CLEAR = {pmd_clear, pud_clear, p4d_clear, pgd_clear};
position p;
@@

 F(L *table, U *entry)
 {
 ...
 free@p(TO(*entry), 0);
 ...
 CLEAR(entry);
 ...
 }

@taken@
identifier frees.free, pg, order;
@@

 free(struct page *pg, int order)
 { ... }

@depends on patch && taken@
expression pg;
identifier frees.free;
position frees.p;
@@

- free@p(pg, 0);
+ free_table(pg);

@depends on patch@
identifier taken.pg, taken.order;
identifier frees.free;
attribute name __meminit;
@@

 static void __meminit free(struct page *pg, int order)
 { ... }
+
+static void __meminit free_table(struct page *page)
+{
+	if (IS_ENABLED(CONFIG_ARCH_HAS_SPLIT_PTDESC) && PageTable(page))
+		pagetable_free(page_ptdesc(page));
+	else
+		free(page, 0);
+}

@script:python depends on report@
p << frees.p;
order << taken.order;
@@

coccilib.report.print_report(p[0], "a table with a descriptor is freed with pagetable_free()")

// --- one function frees tables and nothing else ------------------------------

// What was found below an entry is freed when the entry is clear.
@found exists@
typedef pte_t, pmd_t, pud_t, p4d_t;
{pte_t *, pmd_t *, pud_t *, p4d_t *} table;
expression entry;
identifier free;
identifier BELOW = {pte_offset_kernel, pmd_offset, pud_offset, p4d_offset};
identifier CLEAR = {pmd_clear, pud_clear, p4d_clear, pgd_clear};
position p;
@@

 table = BELOW(entry, ...)
 ... when any
 CLEAR(entry);
 ... when != table = ...
 free@p(virt_to_page(table));

@others@
identifier found.free;
expression E;
position p != found.p;
@@

 free@p(E)

@alone@
identifier found.free, pg, other;
expression list es;
position p;
@@

 static void free(struct page *pg)
 {
 other@p(pg, es);
 }

@depends on patch && !others@
identifier alone.pg, alone.other;
expression list alone.es;
position alone.p;
@@

- other@p(pg, es);
+ if (IS_ENABLED(CONFIG_ARCH_HAS_SPLIT_PTDESC) && PageTable(pg))
+	pagetable_free(page_ptdesc(pg));
+ else
+	other(pg, es);

@script:python depends on report && !others@
p << alone.p;
@@

coccilib.report.print_report(p[0], "a table with a descriptor is freed with pagetable_free()")
