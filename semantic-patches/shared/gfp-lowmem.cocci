// SPDX-License-Identifier: GPL-2.0-only
// __get_free_page() masks __GFP_HIGHMEM, pagetable_alloc() does not. A rule
// that replaces the one by the other writes __table_alloc(flags, order), and
// for get_zeroed_page() __table_zalloc(flags, order). This says what they are
// in C: flags that are visibly without __GFP_HIGHMEM as they stand, all others
// masked. Included once by a step, after all rules that allocate;
// shared/gfp-constant.cocci before them.
//
// The step that includes this declares the virtual rules patch and report.

@gfp_zeroed depends on patch@
identifier known = {GFP_PGTABLE_KERNEL, GFP_PGTABLE_USER};
expression flags, order;
@@

(
- __table_zalloc(known, order)
+ __table_alloc(known, order)
|
- __table_zalloc(\( flags | __GFP_ZERO \| __GFP_ZERO | flags \), order)
+ __table_alloc(flags | __GFP_ZERO, order)
|
- __table_zalloc(flags, order)
+ __table_alloc(flags | __GFP_ZERO, order)
)

@gfp_lowmem_local depends on patch && gfp_local && !gfp_changed@
identifier gfp_local.f, gfp_local.v;
expression order;
@@

 f(...)
 {
 <...
(
- __table_alloc(v, order)
+ pagetable_alloc(v, order)
|
- __table_alloc(v | __GFP_ZERO, order)
+ pagetable_alloc(v | __GFP_ZERO, order)
)
 ...>
 }

@gfp_lowmem depends on patch@
identifier a =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH)$";
identifier b =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH)$";
identifier c =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH)$";
identifier d =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH)$";
identifier variable;
expression flags, order;
@@

(
- __table_alloc(a, order)
+ pagetable_alloc(a, order)
|
- __table_alloc(a | b, order)
+ pagetable_alloc(a | b, order)
|
- __table_alloc(a | b | c, order)
+ pagetable_alloc(a | b | c, order)
|
- __table_alloc(a | b | c | d, order)
+ pagetable_alloc(a | b | c | d, order)
|
- __table_alloc(flags & ~__GFP_HIGHMEM, order)
+ pagetable_alloc(flags & ~__GFP_HIGHMEM, order)
|
- __table_alloc(variable, order)
+ pagetable_alloc(variable & ~__GFP_HIGHMEM, order)
|
- __table_alloc(flags, order)
+ pagetable_alloc((flags) & ~__GFP_HIGHMEM, order)
)
