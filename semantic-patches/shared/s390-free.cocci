// SPDX-License-Identifier: GPL-2.0-only
// Region and segment tables of s390 that are freed by their address: the order
// says what they are.
//
// free_pages(0) does nothing, and NULL has no descriptor: what may be NULL is
// tested.
@free_alone depends on patch disable drop_cast@
identifier f, mem;
type T;
@@

 f(..., T *mem, ...)
 {
- free_pages((unsigned long)mem, CRST_ALLOC_ORDER);
+ if (!mem)
+	return;
+ pagetable_free(virt_to_ptdesc(mem));
 }

@free_address depends on patch disable drop_cast@
expression mem;
@@

(
- free_pages((unsigned long)mem, CRST_ALLOC_ORDER);
+ if (mem)
+	pagetable_free(virt_to_ptdesc(mem));
|
- free_pages(mem, CRST_ALLOC_ORDER);
+ if (mem)
+	pagetable_free(virt_to_ptdesc((void *)mem));
)

@found_free_address depends on report@
expression mem;
position p;
@@

 free_pages@p(mem, CRST_ALLOC_ORDER)

@script:python depends on report@
p << found_free_address.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
