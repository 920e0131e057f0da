// SPDX-License-Identifier: GPL-2.0-only
/// The upper page tables of the vmalloc area are allocated in mem_init(),
/// before there is a slab allocator. A page table whose descriptor comes
/// from a slab cache cannot be allocated as early as that.
///
/// Allocate them in pgtable_cache_init(), which runs soon after the slab
/// allocator is set up, and before vmalloc is. Nothing uses the vmalloc
/// area or copies the kernel's part of a PGD in between.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: x86: Allocate the page tables of vmalloc in pgtable_cache_init()
// Kind: behaviour
// Changes: state: the upper page tables of x86's vmalloc area are allocated
// Changes: after the slab allocator is set up, no longer before
// Paths: arch/x86/**
// Names: mem_init
// With: pud_alloc p4d_alloc pmd_alloc
// Ids: PT004
// Advice: allocate page tables in pgtable_cache_init() or later
// Tree: with struct ptdesc

virtual patch
virtual report

// What allocates page tables of the kernel.
@makes@
identifier F;
symbol init_mm;
@@

 F(...)
 {
 <+...
 \( p4d_alloc \| pud_alloc \| pmd_alloc \)(&init_mm, ...)
 ...+>
 }

@early@
identifier makes.F;
identifier M = {mem_init};
position p;
@@

 M(...)
 {
 <+...
 F@p();
 ...+>
 }

@depends on patch@
identifier makes.F;
position early.p;
@@

- F@p();

@depends on patch@
identifier makes.F;
identifier early.M;
type T;
@@

 T M(...)
 { ... }
+
+void __init pgtable_cache_init(void)
+{
+	F();
+}

@script:python depends on report@
p << early.p;
@@

coccilib.report.print_report(p[0], "no descriptor can be allocated yet")
