// SPDX-License-Identifier: GPL-2.0-only
// __get_free_page() masks __GFP_HIGHMEM, pagetable_alloc() does not. A rule
// that replaces the one by the other writes its flags as __lowmem(flags), and
// get_zeroed_page()'s as __lowmem(__zeroed(flags)); this says what they are
// in C: flags that are visibly without __GFP_HIGHMEM as they stand, all others
// masked. Included once by a step, after all rules that allocate.
//
// The step that includes this declares the virtual rules patch and report.

@gfp_zeroed depends on patch@
identifier known = {GFP_PGTABLE_KERNEL, GFP_PGTABLE_USER};
constant other;
expression flags;
@@

(
- __zeroed(known)
+ known
|
- __zeroed(\( flags | __GFP_ZERO \| __GFP_ZERO | flags \))
+ flags | __GFP_ZERO
|
- __zeroed(other)
+ other | __GFP_ZERO
|
- __zeroed(flags)
+ flags | __GFP_ZERO
)

@gfp_lowmem depends on patch@
identifier a =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH|NOTRACK)$";
identifier b =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH|NOTRACK)$";
identifier c =~ "^(__)?GFP_(KERNEL|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|KERNEL_ACCOUNT|PGTABLE_KERNEL|PGTABLE_USER|ZERO|ACCOUNT|NOWARN|NORETRY|NOFAIL|RETRY_MAYFAIL|COMP|MEMALLOC|HIGH|NOTRACK)$";
identifier flags;
expression E;
@@

(
- __lowmem(a)
+ a
|
- __lowmem(a | b)
+ a | b
|
- __lowmem(a | b | c)
+ a | b | c
|
- __lowmem(E & ~__GFP_HIGHMEM)
+ E & ~__GFP_HIGHMEM
|
- __lowmem(flags)
+ flags & ~__GFP_HIGHMEM
|
- __lowmem(E)
+ (E) & ~__GFP_HIGHMEM
)
