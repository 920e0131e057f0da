// SPDX-License-Identifier: GPL-2.0-only
/// No code uses the page-table members of struct page any more: their users
/// have moved to struct ptdesc. Remove these members.
///
/// The assertions beside struct ptdesc still hold its members over the
/// members of struct page that remain.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 18
// Subject: mm: Remove page table members from struct page
// Kind: remove
// Paths: include/linux/**
// Names: pmd_huge_pte
// Ids: PT001
// Advice: page-table state lives in struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

// Whatever page-table members a tree has, they are in one structure of the
// union, and the deposited tables are among them. The attribute is declared
// for Coccinelle to know it as one; the rules match with it and without.
@depends on patch@
attribute name _struct_page_alignment;
typedef pgtable_t;
@@

 struct page {
 ...
 union {
 ...
-struct {
-	...
-	pgtable_t pmd_huge_pte;
-	...
-};
 ...
 };
 ...
 };

@members depends on report@
typedef pgtable_t;
position p;
@@

 struct page {
 ...
 union {
 ...
 struct {
	...
	pgtable_t pmd_huge_pte@p;
	...
 };
 ...
 };
 ...
 };

@script:python depends on report@
p << members.p;
@@

coccilib.report.print_report(p[0], "page-table state lives in struct ptdesc")
