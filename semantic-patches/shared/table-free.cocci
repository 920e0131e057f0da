// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are freed by their address, and told by its type. Where
// the allocation of a level stays what it is, in the file or in all of the
// architecture, its free does. What the function itself took from the page
// allocator, and kept there, goes back there.
//
// free_page(0) does nothing, and NULL has no descriptor: what may be NULL is
// tested. The kernel's functions that free a page table are never called
// without one, a table that is read from an entry is there, and so is what the
// code before the free has tested or destructed.
//
// Comes after shared/table-flow.cocci, or where nothing is allocated by its
// address after shared/table-places.cocci. The steps that include this declare
// the virtual names patch and report.

@initialize:python@
@@

kept_frees, there = set(), set()

@script:python@
@@

kept_frees.clear()
there.clear()

@free_copy exists@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
position p, q;
@@

(
 x = (T)A@p(...);
|
 U x = (T)A@p(...);
)
 ... when any
(
 free_page@q((unsigned long)x)
|
 free_pages@q((unsigned long)x, ...)
|
 __free_page@q(virt_to_page(x))
|
 __free_pages@q(virt_to_page(x), ...)
)

@script:python depends on patch@
q << free_copy.q;
@@

kept_frees.update(place([at]) for at in q)

@script:python depends on report@
p << free_copy.p;
q << free_copy.q;
@@

if not rewritten(place(p)):
    kept_frees.update(place([at]) for at in q)

@free_known@
identifier f =~ "^_*(pte|pmd|pud|p4d|pgd)_free(_kernel|_tlb)?$";
identifier x;
type T;
position q;
@@

 f(..., T x, ...)
 {
 <+...
 \( free_page@q((unsigned long)x) \| free_pages@q((unsigned long)x, ...) \)
 ...+>
 }

@script:python@
q << free_known.q;
@@

there.update(place([at]) for at in q)

@free_tested@
expression x;
statement S;
position q;
@@

 if (\( x \| x != NULL \)) {
 <+...
 \( free_page@q((unsigned long)x) \| free_pages@q((unsigned long)x, ...) \)
 ...+>
 } else S

@script:python@
q << free_tested.q;
@@

there.update(place([at]) for at in q)

@free_there@
expression x, E;
identifier read =~ "_(page_vaddr|pgtable)$";
type T;
position q;
@@

(
 x = (T)read(...)
|
 \( pgtable_pte_page_dtor \| pgtable_pmd_page_dtor \)(virt_to_page(x))
|
 \( pagetable_pte_dtor \| pagetable_pmd_dtor \)(virt_to_ptdesc(x))
)
 ... when != x = E
 \( free_page@q((unsigned long)x) \| free_pages@q((unsigned long)x, ...) \)

@script:python@
q << free_there.q;
@@

there.update(place([at]) for at in q)

@free_left@
expression x, E, R;
position q;
@@

 if (\( !x \| x == NULL \))
(
 return R;
|
 return;
|
 continue;
)
 ... when != x = E
 \( free_page@q((unsigned long)x) \| free_pages@q((unsigned long)x, ...) \)

@script:python@
q << free_left.q;
@@

there.update(place([at]) for at in q)

// All entries were looked at: there is a table that has them.
@free_looked@
identifier x, i;
constant C;
expression E;
statement S;
position q;
@@

 for (i = 0; i < C; i++)
(
 if (<+... x[i] ...+>) S
|
 {
 if (<+... x[i] ...+>) S
 ...
 }
)
 ... when != x = E
 \( free_page@q((unsigned long)x) \| free_pages@q((unsigned long)x, ...) \)

@script:python@
q << free_looked.q;
@@

there.update(place([at]) for at in q)

@free_typed@
type T;
T *x;
position p;
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
)

@script:python@
T << free_typed.T;
p << free_typed.p;
@@

if T not in levels or T in own | left \
        or place(p) in kept_frees:
    cocci.include_match(False)

@script:python depends on report@
p << free_typed.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")

@script:python free_way@
p << free_typed.p;
how;
@@

coccinelle.how = cocci.make_ident(
    "pagetable_free" if place(p) in there else "TABLE_free")

@free_rewrite depends on patch@
identifier free_way.how;
position free_typed.p;
expression x;
@@

(
- free_page@p((unsigned long)x)
+ how(virt_to_ptdesc(x))
|
- free_pages@p((unsigned long)x, ...)
+ how(virt_to_ptdesc(x))
)

// A member of a structure that the file does not define: what the file puts
// there tells what it is, when that is always a table.
@free_member@
identifier m;
expression E;
position p;
@@

(
 free_page@p((unsigned long)E.m)
|
 free_page@p((unsigned long)E->m)
|
 free_pages@p((unsigned long)E.m, ...)
|
 free_pages@p((unsigned long)E->m, ...)
)

@script:python@
m << free_member.m;
p << free_member.p;
@@

kinds = members.get(m, set())
if not kinds or not kinds <= levels - own - left or place(p) in kept_frees:
    cocci.include_match(False)

@free_member_rewrite depends on patch@
position free_member.p;
expression x;
@@

(
- free_page@p((unsigned long)x)
+ TABLE_free(virt_to_ptdesc(x))
|
- free_pages@p((unsigned long)x, ...)
+ TABLE_free(virt_to_ptdesc(x))
)

@script:python depends on report@
p << free_member.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")

// A table that is read from an entry is there.
@free_read@
identifier read =~ "^(pgd|p4d|pud|pmd)_(page_vaddr|pgtable)$";
position p;
@@

 free_page@p((unsigned long)read(...))

@script:python@
read << free_read.read;
p << free_read.p;
@@

above = ["pgd_t", "p4d_t", "pud_t", "pmd_t", "pte_t"]
below = above[above.index(read[:3] + "_t") + 1]
if below not in levels - own - left:
    cocci.include_match(False)

@script:python depends on report@
p << free_read.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")

@free_read_rewrite depends on patch@
identifier free_read.read;
identifier address =~ "_page_vaddr$";
position free_read.p;
expression E;
@@

(
- free_page@p((unsigned long)address(E))
+ pagetable_free(virt_to_ptdesc((void *)address(E)))
|
- free_page@p((unsigned long)read(E))
+ pagetable_free(virt_to_ptdesc(read(E)))
)

// A function that does nothing else leaves early.
@free_alone depends on patch@
identifier f, x;
type T;
@@

 f(..., T x, ...)
 {
- TABLE_free(virt_to_ptdesc(x));
+ if (!x)
+ 	return;
+ pagetable_free(virt_to_ptdesc(x));
 }

// Both arms of a condition have braces, or none has.
@free_may_be_null_or depends on patch disable neg_if, drop_else, braces0, braces1, braces2, braces3, braces4@
expression x, E;
statement S;
@@

 if (E)
- TABLE_free(virt_to_ptdesc(x));
+ {
+ 	if (x)
+ 		pagetable_free(virt_to_ptdesc(x));
+ }
 else
(
 { ... }
|
+ {
 S
+ }
)

@free_may_be_null depends on patch@
expression x;
@@

- TABLE_free(virt_to_ptdesc(x));
+ if (x)
+ 	pagetable_free(virt_to_ptdesc(x));

// The page of a table is there, or the address would not have one.
@free_page_typed@
type T;
T *x;
position p;
@@

(
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@script:python@
T << free_page_typed.T;
p << free_page_typed.p;
@@

if T not in levels or T in own | left \
        or place(p) in kept_frees:
    cocci.include_match(False)

@free_page_rewrite depends on patch@
position free_page_typed.p;
expression x;
@@

(
- __free_page@p(virt_to_page(x))
+ pagetable_free(virt_to_ptdesc(x))
|
- __free_pages@p(virt_to_page(x), ...)
+ pagetable_free(virt_to_ptdesc(x))
)

@script:python depends on report@
p << free_page_typed.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
