// SPDX-License-Identifier: GPL-2.0-only
// The locals of s390 that are page tables. The including step has said which
// they are: its rule "table" binds a function f and a name pg in it. Here the
// local gets its new name, then every use of it follows, then its type.
//
// s390 needs this beside table-local.cocci: its tables are unsigned long *,
// and they are reached through physical addresses and frame numbers too.
// Comes after shared/local-name.cocci, and before shared/s390-kept-name.cocci,
// which gives the final name. In a file that has a function with several
// tables they all stay pages: what is done to one is done to the others.

@initialize:python@
@@

locals_of = {}

@script:python@
@@

locals_of.clear()

@script:python@
f << table.f;
pg << table.pg;
@@

page_wanted(f, pg)
locals_of.setdefault(str(f), set()).add(str(pg))

@script:python@
f << table.f;
@@

if any(len(several) > 1 for several in locals_of.values()):
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

// The name, until the final one is given. It is as long as `ptdesc`, so that
// lines are broken where they will be. From here a struct page * called so is
// a page table. A parameter is left alone here: its callers may have a page.
@depends on patch@
identifier table.f, table.pg;
symbol TABLE_;
expression e;
@@

 f(...)
 {
 <...
(
 struct page *
- pg
+ TABLE_
 ;
|
 struct page *
- pg
+ TABLE_
  = e;
)
 ...>
 }

@depends on patch exists@
identifier table.f, table.pg;
expression e;
@@

 f(...)
 {
 ... when any
(
 struct page *TABLE_;
|
 struct page *TABLE_ = e;
)
 <...
- pg
+ TABLE_
 ...>
 }

// A function of the same file that is handed a table.
@table_taker exists@
identifier table.f, taker;
@@

 f(...)
 {
 <+...
 taker(TABLE_, ...)
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
+ TABLE_
  , ...)
 {
 <...
- P
+ TABLE_
 ...>
 }

// Where the table comes from.
@depends on patch@
symbol lru;
identifier lookup !~ "ptdesc|pagetable";
expression gfp, order, head, e;
expression list es;
expression *mem;
unsigned long addr;
@@

(
- TABLE_ = alloc_page(gfp)
+ TABLE_ = pagetable_alloc(gfp, 0)
|
- TABLE_ = alloc_pages(gfp, order)
+ TABLE_ = pagetable_alloc(gfp, order)
|
- TABLE_ = list_first_entry(head, struct page, lru)
+ TABLE_ = list_first_entry(head, struct ptdesc, pt_list)
|
- TABLE_ = pfn_to_page(__pa(mem) >> PAGE_SHIFT)
+ TABLE_ = virt_to_ptdesc(mem)
|
- TABLE_ = virt_to_page(addr)
+ TABLE_ = virt_to_ptdesc((void *)addr)
|
  TABLE_ =
- virt_to_page
+ virt_to_ptdesc
  (e)
|
  TABLE_ =
- lookup(es)
+ page_ptdesc(lookup(es))
)

// The lists, with all their iterators.
@depends on patch@
iterator name list_for_each_entry, list_for_each_entry_safe;
expression head, n;
statement S;
@@

(
- list_for_each_entry_safe(TABLE_, n, head, lru)
+ list_for_each_entry_safe(TABLE_, n, head, pt_list)
  S
|
- list_for_each_entry(TABLE_, head, lru)
+ list_for_each_entry(TABLE_, head, pt_list)
  S
)

@depends on patch@
@@

 TABLE_->
- lru
+ pt_list

// Constructors, destructors, frees and the memory of the table. That is
// void *: a cast to the pointer it becomes is not needed.
@depends on patch@
type T;
@@

 return
- (T *)\( page_to_virt \| page_address \)(TABLE_)
+ ptdesc_address(TABLE_)
 ;

@depends on patch@
expression e, order;
type T;
@@

(
- pgtable_pte_page_ctor(TABLE_)
+ pagetable_pte_ctor(TABLE_)
|
- pgtable_pte_page_dtor(TABLE_)
+ pagetable_pte_dtor(TABLE_)
|
- pgtable_pmd_page_ctor(TABLE_)
+ pagetable_pmd_ctor(TABLE_)
|
- pgtable_pmd_page_dtor(TABLE_)
+ pagetable_pmd_dtor(TABLE_)
|
- __free_page(TABLE_)
+ pagetable_free(TABLE_)
|
- __free_pages(TABLE_, order)
+ pagetable_free(TABLE_)
|
  e =
- (T *)\( page_to_virt \| page_address \)(TABLE_)
+ ptdesc_address(TABLE_)
|
- \( page_to_virt \| page_address \)(TABLE_)
+ ptdesc_address(TABLE_)
)

// Whatever else takes the table as an argument still wants the page.
@table_takes@
identifier fn;
@@

 fn(struct page *TABLE_, ...) { ... }

@table_given@
identifier table_takes.fn;
position p;
@@

 fn@p(TABLE_, ...)

@depends on patch@
identifier fn !~ "ptdesc|pagetable|^(un)?likely$|^(WARN|BUG)_ON";
position p != table_given.p;
@@

 fn@p(...,
- TABLE_
+ ptdesc_page(TABLE_)
  , ...)

@depends on patch@
@@

 return
- TABLE_
+ ptdesc_page(TABLE_)
 ;

// The type, of the second local of a list walk too, of parameters and of
// locals declared together.
@table_type@
position p;
@@

 struct page@p *TABLE_;

@depends on patch@
position table_type.p;
@@

- struct page@p
+ struct ptdesc

@table_type_init@
position p;
@@

 struct page@p *TABLE_ = ...;

@depends on patch@
position table_type_init.p;
@@

- struct page@p
+ struct ptdesc

@table_type_param@
identifier fn;
position p;
@@

 fn(struct page@p *TABLE_, ...) { ... }

@depends on patch@
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
