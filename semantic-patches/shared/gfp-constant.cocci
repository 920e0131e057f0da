// SPDX-License-Identifier: GPL-2.0-only
// Locals that hold flags of the page allocator and only ever flags that
// visibly lack __GFP_HIGHMEM: where @gfp_local matched and @gfp_changed did
// not, what is allocated with the local needs no mask. Comes before all rules
// that rewrite an allocation.
//
// The step that includes this declares the virtual rules patch and report.

@gfp_constant depends on patch@
identifier v;
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
position p;
@@

 v@p = \( A \| A | B \| A | B | C \)

@gfp_local depends on patch exists@
identifier f, v;
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
typedef gfp_t;
@@

 f(...)
 {
 ...
 gfp_t v = \( A \| A | B \| A | B | C \);
 ...
 \( __get_free_page \| __get_free_pages \| get_zeroed_page \)(v, ...)
 ...
 }

@gfp_changed depends on patch exists@
identifier gfp_local.f, gfp_local.v;
position p != gfp_constant.p;
expression E;
@@

 f(...)
 {
 ...
(
 v@p = E
|
 v@p |= E
|
 v@p ^= E
|
 &v@p
)
 ...
 }
