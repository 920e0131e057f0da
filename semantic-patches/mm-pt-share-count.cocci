// SPDX-License-Identifier: GPL-2.0-only
/// hugetlb counts the users of a shared PMD table in the struct page of the
/// table. The counter is page-table state, and has to leave struct page
/// with the rest of it.
///
/// Give struct ptdesc the counter, at the offset that it has in struct
/// page, and use virt_to_ptdesc() to reach it. Include mm.h, which has that
/// function, where it is missing.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Convert pt_share_count users to use ptdescs
// Kind: equivalent
// Paths: **
// Names: pt_share_count tlb_unshare_pmd_ptdesc
// Ids: PT001 PT009
// Advice: reach pt_share_count through virt_to_ptdesc()
// Tree: without struct ptdesc
// Tree: with pt_share_count

virtual patch
virtual report

@has@
typedef atomic_t;
@@

 struct ptdesc {
 ...
 union {
 ...
 atomic_t pt_share_count;
 ...
 };
 ...
 };

// The new member and its assert stand beside those of the reference count
// of table fragments, with which it shares the word.
@depends on patch && !has@
typedef atomic_t;
@@

 struct ptdesc {
 ...
 union {
 ...
 atomic_t pt_frag_refcount;
+#ifdef CONFIG_ARCH_WANT_HUGE_PMD_SHARE
+		atomic_t pt_share_count;
+#endif
 ...
 };
 ...
 };

@depends on patch && !has@
declarer name PTDESC_MATCH;
symbol index, pt_frag_refcount;
@@

 PTDESC_MATCH(index, pt_frag_refcount);
+#ifdef CONFIG_ARCH_WANT_HUGE_PMD_SHARE
+PTDESC_MATCH(index, pt_share_count);
+#endif

// A function that is given the page of a table for its counter.
@depends on patch@
identifier f, pt, next;
type T;
@@

 f(...,
- struct page *pt, T next
+ struct ptdesc *pt, T next
 )
 {
 <+...
 pt->pt_share_count
 ...+>
 }

@depends on patch@
identifier f, pt;
@@

 f(...,
- struct page *pt
+ struct ptdesc *pt
 ,...)
 {
 <+...
 pt->pt_share_count
 ...+>
 }

@depends on patch@
expression tlb, E, addr;
@@

 tlb_unshare_pmd_ptdesc(tlb,
- virt_to_page(E)
+ virt_to_ptdesc(E)
 , addr)

@depends on patch@
expression E;
@@

(
- virt_to_page(E)->pt_share_count
+ virt_to_ptdesc(E)->pt_share_count
|
- ptdesc_page(E)->pt_share_count
+ E->pt_share_count
)

// hugetlb.h gets along without mm.h as long as virt_to_page() is a macro.
@calls@
@@

 virt_to_ptdesc(...)->pt_share_count

@includes@
@@

 #include <linux/mm.h>

@depends on patch && calls && !includes@
@@

+#include <linux/mm.h>
 #include <linux/mm_types.h>

@use depends on report@
expression E, tlb, addr;
position p;
@@

(
 \(virt_to_page@p\|ptdesc_page@p\)(E)->pt_share_count
|
 tlb_unshare_pmd_ptdesc(tlb, virt_to_page@p(E), addr)
)

@script:python depends on report@
p << use.p;
@@

coccilib.report.print_report(p[0],
	"reach pt_share_count through virt_to_ptdesc()")

@param depends on report@
identifier f, pt;
position p;
@@

 f(..., struct page *pt, ...)
 {
 <+...
 pt->pt_share_count@p
 ...+>
 }

@script:python depends on report@
p << param.p;
@@

coccilib.report.print_report(p[0],
	"reach pt_share_count through virt_to_ptdesc()")

@member depends on report && !has@
typedef atomic_t;
position p;
@@

 struct ptdesc {
 ...
 union {
 ...
 atomic_t pt_frag_refcount@p;
 ...
 };
 ...
 };

@script:python depends on report@
p << member.p;
@@

coccilib.report.print_report(p[0], "struct ptdesc lacks pt_share_count")

//! replace comment /@_pt_pad_2: /@pt_share_count: Other users of a PMD table that hugetlb shares.\n * @_pt_pad_2: /
