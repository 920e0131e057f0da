// SPDX-License-Identifier: GPL-2.0-only
/// A PGD that the hardware walks is one page, or several pages, from the
/// page allocator. It is a page table like those of the other levels.
///
/// Use pagetable_alloc() and pagetable_free() for it, too. A PGD of several
/// pages becomes a compound page, from which pagetable_free() takes the
/// order. Nobody uses the flags or the count of its pages.
///
/// The allocation flags do not change: there is no high memory on 64 bits.
/// PGDs from a slab cache stay there.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: powerpc: Use ptdescs for PGDs of the page allocator
// Kind: behaviour
// Changes: compound: PGDs of several pages
// Paths: arch/powerpc/include/asm/**/64/**
// Names: __get_free_page __get_free_pages alloc_pages
// With: pgd_t
// Ids: PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: with struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"

// The arms of an #if in which a function returns are dead code to spatch from
// the second one on: no pattern matches there that begins with a function.
// Those of statements do.

@initialize:python@
@@

# The functions that allocate a descriptor, and what allocates another way:
# then no function that frees can tell the two apart.
given, others = set(), set()

def first_in_arm(at):
    """Whether only a brace or a directive stands before the line of `at`: a
    declaration may stand there."""
    with open(at.file, errors="surrogateescape") as source:
        lines = source.read().split("\n")[:int(at.line) - 1]
    before = [line.strip() for line in lines if line.strip()]
    return before[-1].startswith(("{", "#"))

@script:python@
@@

given.clear()
others.clear()

// An address that is returned at once.
@by_address@
typedef pgd_t;
position p;
@@

 return (pgd_t *)\( __get_free_page@p(...) \| __get_free_pages@p(...) \);

// A page of which only the address is returned.
@by_page@
identifier L;
position p;
@@

 struct page *L;
 L = alloc_pages@p(...);
 if (!L)
 	return NULL;
 return (pgd_t *)page_address(L);

// The function that frees a PGD is never called without one.
@freed@
identifier f =~ "(^|_)pgd_free$";
pgd_t *x;
position p;
@@

 f(...)
 {
 <...
(
 free_page@p((unsigned long)x);
|
 free_pages@p((unsigned long)x, ...);
)
 ...>
 }

@script:python@
p << by_address.p;
@@

if not first_in_arm(p[0]):
    others.add(p[0].current_element)

@other_address@
position p != by_address.p;
@@

 \( __get_free_page@p(...) \| __get_free_pages@p(...) \| get_zeroed_page@p(...) \)

@script:python@
p << other_address.p;
@@

others.add(p[0].current_element)

@other_page@
position p != by_page.p;
@@

 \( alloc_pages@p(...) \| alloc_page@p(...) \)

@script:python@
p << other_page.p;
@@

others.add(p[0].current_element)

@script:python address_name depends on freed@
p << by_address.p;
pt;
@@

f = p[0].current_element
words_of_function(f, p[0])
if not others:
    given.add(f)
    coccinelle.pt = cocci.make_ident(local_name(f, "page"))
else:
    cocci.include_match(False)

@script:python page_name depends on freed@
p << by_page.p;
pt;
@@

f = p[0].current_element
words_of_function(f, p[0])
if not others:
    given.add(f)
    coccinelle.pt = cocci.make_ident(local_name(f, "page"))
else:
    cocci.include_match(False)

@script:python taken_back@
f << freed.f;
p << freed.p;
g;
@@

if given:
    coccinelle.g = cocci.make_ident(f)
else:
    cocci.include_match(False)

@depends on patch@
identifier address_name.pt;
position by_address.p;
expression gfp, order;
@@

(
- return (pgd_t *)__get_free_page@p(gfp);
+ struct ptdesc *pt;
+
+ pt = pagetable_alloc(gfp, 0);
+ if (!pt)
+ 	return NULL;
+ return ptdesc_address(pt);
|
- return (pgd_t *)__get_free_pages@p(gfp, order);
+ struct ptdesc *pt;
+
+ pt = pagetable_alloc(gfp, order);
+ if (!pt)
+ 	return NULL;
+ return ptdesc_address(pt);
)

@depends on patch@
identifier by_page.L, page_name.pt;
expression gfp, order;
@@

- struct page *L;
+ struct ptdesc *pt;
+
- L = alloc_pages(gfp, order);
+ pt = pagetable_alloc(gfp, order);
 if (
- !L
+ !pt
 )
 	return NULL;
- return (pgd_t *)page_address(L);
+ return ptdesc_address(pt);

@depends on patch@
identifier taken_back.g;
expression x;
@@

 g(...)
 {
 <...
(
- free_page((unsigned long)x)
+ pagetable_free(virt_to_ptdesc(x))
|
- free_pages((unsigned long)x, ...)
+ pagetable_free(virt_to_ptdesc(x))
)
 ...>
 }

@script:python depends on report@
p << by_address.p;
pt << address_name.pt;
@@

coccilib.report.print_report(p[0], "a PGD is allocated as a page: use pagetable_alloc()")

@script:python depends on report@
p << by_page.p;
pt << page_name.pt;
@@

coccilib.report.print_report(p[0], "a PGD is allocated as a page: use pagetable_alloc()")

@script:python depends on report@
p << freed.p;
g << taken_back.g;
@@

for at in p:
    coccilib.report.print_report(at, "a PGD is freed as a page: use pagetable_free()")
