// SPDX-License-Identifier: GPL-2.0-only
// The locals of s390 that are page tables. The including step has said which
// they are: its rule "table" binds a function f and a name pg in it. Here the
// local gets its new name, then every use of it follows, then its type.
//
// s390 needs this beside table-local.cocci: its tables are unsigned long *,
// and they are reached through physical addresses and frame numbers too.
// Comes after shared/local-name.cocci. A function with several tables, or in
// which the name is taken, is left alone.

@script:python@
f << table.f;
pg << table.pg;
@@

local_wanted(f, pg)

@script:python@
f << table.f;
@@

if "ptdesc" in words.get(f, ()) or len(wanted[f]) > 1:
    cocci.include_match(False)

@table_use depends on report exists@
identifier table.f, table.pg;
expression e;
position p;
@@

 f(...)
 {
 ... when any
(
 struct page *pg@p;
|
 struct page *pg@p = e;
)
 ... when any
 }

@script:python depends on report@
p << table_use.p;
@@

for at in p:
    coccilib.report.print_report(at, "use a struct ptdesc for a page table")

// A list of tables is walked with a second local of the same type.
@table_pair exists@
iterator name list_for_each_entry_safe;
identifier table.f, table.pg, n;
symbol lru;
@@

 f(...)
 {
 <+...
 list_for_each_entry_safe(pg, n, ..., lru) { ... }
 ...+>
 }

// The name. Until the end of this file a struct page * called ptdesc is a
// page table. A parameter is left alone here: its callers may have a page.
@depends on patch@
identifier table.f, table.pg;
symbol ptdesc;
expression e;
@@

 f(...)
 {
 <...
(
 struct page *
- pg
+ ptdesc
 ;
|
 struct page *
- pg
+ ptdesc
  = e;
)
 ...>
 }

@table_named exists@
identifier table.f;
expression e;
@@

 f(...)
 {
 ... when any
(
 struct page *ptdesc;
|
 struct page *ptdesc = e;
)
 ... when any
 }

@depends on patch exists@
identifier table.f, table.pg;
expression e;
@@

 f(...)
 {
 ... when any
(
 struct page *ptdesc;
|
 struct page *ptdesc = e;
)
 <...
- pg
+ ptdesc
 ...>
 }

// A function of the same file that is handed a table.
@table_taker exists@
identifier table.f, taker;
@@

 f(...)
 {
 <+...
 taker(ptdesc, ...)
 ...+>
 }

@table_taken@
identifier table_taker.taker, P;
@@

 taker(struct page *P, ...) { ... }

@depends on patch@
identifier table_taker.taker, table_taken.P;
@@

 taker(struct page *
- P
+ ptdesc
  , ...)
 {
 <...
- P
+ ptdesc
 ...>
 }

// Where the table comes from.
@depends on patch && table_named@
symbol lru;
identifier lookup !~ "ptdesc|pagetable";
expression gfp, order, head, e;
expression list es;
expression *mem;
unsigned long addr;
@@

(
- ptdesc = alloc_page(gfp)
+ ptdesc = pagetable_alloc(gfp, 0)
|
- ptdesc = alloc_pages(gfp, order)
+ ptdesc = pagetable_alloc(gfp, order)
|
- ptdesc = list_first_entry(head, struct page, lru)
+ ptdesc = list_first_entry(head, struct ptdesc, pt_list)
|
- ptdesc = pfn_to_page(__pa(mem) >> PAGE_SHIFT)
+ ptdesc = virt_to_ptdesc(mem)
|
- ptdesc = virt_to_page(addr)
+ ptdesc = virt_to_ptdesc((void *)addr)
|
  ptdesc =
- virt_to_page
+ virt_to_ptdesc
  (e)
|
  ptdesc =
- lookup(es)
+ page_ptdesc(lookup(es))
)

// The lists, with all their iterators.
@depends on patch && table_named@
iterator name list_for_each_entry, list_for_each_entry_safe;
expression head, n;
statement S;
@@

(
- list_for_each_entry_safe(ptdesc, n, head, lru)
+ list_for_each_entry_safe(ptdesc, n, head, pt_list)
  S
|
- list_for_each_entry(ptdesc, head, lru)
+ list_for_each_entry(ptdesc, head, pt_list)
  S
)

@depends on patch && table_named@
@@

 ptdesc->
- lru
+ pt_list

// Constructors, destructors, frees and the memory of the table. That is
// void *: a cast to the pointer it becomes is not needed.
@depends on patch && table_named@
type T;
@@

 return
- (T *)\( page_to_virt \| page_address \)(ptdesc)
+ ptdesc_address(ptdesc)
 ;

@depends on patch && table_named@
expression e, order;
type T;
@@

(
- pgtable_pte_page_ctor(ptdesc)
+ pagetable_pte_ctor(ptdesc)
|
- pgtable_pte_page_dtor(ptdesc)
+ pagetable_pte_dtor(ptdesc)
|
- pgtable_pmd_page_ctor(ptdesc)
+ pagetable_pmd_ctor(ptdesc)
|
- pgtable_pmd_page_dtor(ptdesc)
+ pagetable_pmd_dtor(ptdesc)
|
- __free_page(ptdesc)
+ pagetable_free(ptdesc)
|
- __free_pages(ptdesc, order)
+ pagetable_free(ptdesc)
|
  e =
- (T *)\( page_to_virt \| page_address \)(ptdesc)
+ ptdesc_address(ptdesc)
|
- \( page_to_virt \| page_address \)(ptdesc)
+ ptdesc_address(ptdesc)
)

// Whatever else takes the table as an argument still wants the page.
@table_takes@
identifier fn;
@@

 fn(struct page *ptdesc, ...) { ... }

@table_given@
identifier table_takes.fn;
position p;
@@

 fn@p(ptdesc, ...)

@depends on patch && table_named@
identifier fn !~ "ptdesc|pagetable|^(un)?likely$|^(WARN|BUG)_ON";
position p != table_given.p;
@@

 fn@p(...,
- ptdesc
+ ptdesc_page(ptdesc)
  , ...)

@depends on patch && table_named@
@@

 return
- ptdesc
+ ptdesc_page(ptdesc)
 ;

// The type, of the second local of a list walk too, of parameters and of
// locals declared together.
@table_type@
position p;
@@

 struct page@p *ptdesc;

@depends on patch && table_named@
position table_type.p;
@@

- struct page@p
+ struct ptdesc

@table_type_init@
position p;
@@

 struct page@p *ptdesc = ...;

@depends on patch && table_named@
position table_type_init.p;
@@

- struct page@p
+ struct ptdesc

@table_type_param@
identifier fn;
position p;
@@

 fn(struct page@p *ptdesc, ...) { ... }

@depends on patch && table_named@
position table_type_param.p;
@@

- struct page@p
+ struct ptdesc

@table_type_pair@
identifier table_pair.n;
position p;
@@

 struct page@p *n;

@depends on patch@
position table_type_pair.p;
@@

- struct page@p
+ struct ptdesc
