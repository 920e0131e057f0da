// SPDX-License-Identifier: GPL-2.0-only
// A local or parameter of type struct page * that is a page table: it has a
// constructor or destructor run on it, or holds state in the page-table
// members. Such a local becomes struct ptdesc *ptdesc, and each use of it
// follows: allocation, free, address, reserved test, members, TLB removal. A
// use that still needs the page gets ptdesc_page(). A parameter keeps its
// type, because its callers have pages.
//
// The step that includes this declares the virtual rules patch and report.
// Between the rules a local that is being converted is called __table_NAME,
// and the descriptor of a parameter __table_of_NAME.
// Comes after shared/local-name.cocci.

// A local that holds page references, or that comes from an allocator without
// a counterpart, is a page first. It stays one; the constructor or destructor
// gets its descriptor.
@local_kept exists@
identifier f, L;
@@

 f(...)
 {
 <+...
(
 page_ref_inc_return(L)
|
 page_ref_dec_return(L)
|
 page_ref_inc(L)
|
 page_ref_dec(L)
|
 page_count(L)
|
 set_page_count(L, ...)
|
 init_page_count(L)
|
 get_page(L)
|
 put_page(L)
|
 L = alloc_pages_node(...)
)
 ...+>
 }

@local_kept_use depends on patch@
identifier local_kept.f, local_kept.L;
@@

 f(...)
 {
 <...
(
- pgtable_pte_page_ctor(L)
+ pagetable_pte_ctor(page_ptdesc(L))
|
- pgtable_pte_page_dtor(L)
+ pagetable_pte_dtor(page_ptdesc(L))
|
- pgtable_pmd_page_ctor(L)
+ pagetable_pmd_ctor(page_ptdesc(L))
|
- pgtable_pmd_page_dtor(L)
+ pagetable_pmd_dtor(page_ptdesc(L))
)
 ...>
 }

// What tells that a local is a page table.
@local_table exists@
identifier f, L;
@@

 f(...)
 {
 ... when any
(
 struct page *L;
|
 struct page *L = ...;
)
 ... when any
(
 pgtable_pte_page_ctor(L)
|
 pgtable_pte_page_dtor(L)
|
 pgtable_pmd_page_ctor(L)
|
 pgtable_pmd_page_dtor(L)
|
 L->pt_frag_refcount
|
 L->pt_mm
|
 L->pmd_huge_pte
)
 ... when any
 }

// The list that links page tables: the page is where a typed table lives.
@local_listed exists@
typedef pgd_t, p4d_t, pud_t, pmd_t, pte_t;
identifier f, L;
{pgd_t *, p4d_t *, pud_t *, pmd_t *, pte_t *} table;
@@

 f(...)
 {
 ... when any
(
 struct page *L = virt_to_page(table);
|
 L = virt_to_page(table)
)
 ... when any
 L->lru
 ... when any
 }

// Only one of the variables of a declaration can be rewritten. Where several
// are page tables all of them stay pages: what is done to one is done to the
// other.
@initialize:python@
@@

together = {}

def of_one_declaration(tables, table):
    """The tables that stand in a declaration, by where its type begins."""
    return together.setdefault((tables, table[0].file, table[0].line,
                                table[0].column), set())

@local_declared exists@
identifier local_table.f, local_table.L;
position d;
@@

 f(...)
 {
 ... when any
(
 struct page@d *L;
|
 struct page@d *L = ...;
)
 ... when any
 }

@script:python@
L << local_table.L;
d << local_declared.d;
@@

of_one_declaration("local", d).add(str(L))

@script:python@
d << local_declared.d;
@@

if len(of_one_declaration("local", d)) > 1:
    cocci.include_match(False)

@local_mark depends on patch && local_declared@
identifier local_table.f, local_table.L;
fresh identifier M = "__table_" ## L;
expression E;
@@

 f(...)
 {
 <...
(
- struct page *L;
+ struct ptdesc *M;
|
- struct page *L =
+ struct ptdesc *M =
 ...;
|
+ struct ptdesc *M;
- struct page *L;
|
+ struct ptdesc *M = E;
- struct page *L = E;
|
- L
+ M
)
 ...>
 }

@listed_declared exists@
identifier local_listed.f, local_listed.L;
position d;
@@

 f(...)
 {
 ... when any
(
 struct page@d *L;
|
 struct page@d *L = ...;
)
 ... when any
 }

@script:python@
L << local_listed.L;
d << listed_declared.d;
@@

of_one_declaration("listed", d).add(str(L))

@script:python@
d << listed_declared.d;
@@

if len(of_one_declaration("listed", d)) > 1:
    cocci.include_match(False)

@local_mark_listed depends on patch && listed_declared@
identifier local_listed.f, local_listed.L;
fresh identifier M = "__table_" ## L;
expression E;
@@

 f(...)
 {
 <...
(
- struct page *L;
+ struct ptdesc *M;
|
- struct page *L =
+ struct ptdesc *M =
 ...;
|
+ struct ptdesc *M;
- struct page *L;
|
+ struct ptdesc *M = E;
- struct page *L = E;
|
- L
+ M
)
 ...>
 }

// A parameter that is a page table keeps its type. Where more than one thing
// is done to the table, a local names its descriptor.
@local_parameter exists@
typedef pgtable_t;
identifier f, P;
expression tlb, order;
@@

 f(..., \(struct page *\|pgtable_t\) P, ...)
 {
 ... when any
(
 pgtable_pte_page_ctor(P)
|
 pgtable_pte_page_dtor(P)
|
 pgtable_pmd_page_ctor(P)
|
 pgtable_pmd_page_dtor(P)
)
 ... when any
(
 __free_page(P)
|
 __free_pages(P, order)
|
 tlb_remove_page(tlb, P)
|
 tlb_remove_table(tlb, P)
)
 ... when any
 }

@local_parameter_declared depends on patch@
identifier local_parameter.f, local_parameter.P;
fresh identifier M = "__table_of_" ## P;
@@

 f(..., \(struct page *\|pgtable_t\) P, ...)
 {
++struct ptdesc *M = page_ptdesc(P);
 ...
 }

@local_parameter_use depends on patch@
identifier local_parameter.f, local_parameter.P;
identifier local_parameter_declared.M;
expression tlb, order;
@@

 f(...)
 {
 <...
(
 pgtable_pte_page_ctor(
- P
+ M
 )
|
 pgtable_pte_page_dtor(
- P
+ M
 )
|
 pgtable_pmd_page_ctor(
- P
+ M
 )
|
 pgtable_pmd_page_dtor(
- P
+ M
 )
|
 __free_page(
- P
+ M
 )
|
 __free_pages(
- P
+ M
 , order)
|
 tlb_remove_page(tlb,
- P
+ M
 )
|
 tlb_remove_table(tlb,
- P
+ M
 )
)
 ...>
 }

// Where the descriptor comes from.
// virt_to_page() takes an integer on some architectures, virt_to_ptdesc() a
// pointer on all.
@local_from_memory depends on patch@
typedef uintptr_t;
identifier M =~ "^__table_";
{unsigned long, uintptr_t} address;
expression memory, page;
@@

(
 M =
- virt_to_page(address)
+ virt_to_ptdesc((void *)address)
|
 M =
- virt_to_page(memory)
+ virt_to_ptdesc(memory)
|
 M = NULL
|
 M = \( alloc_page(...) \| alloc_pages(...) \)
|
 M = page_ptdesc(...)
|
 M =
- page
+ page_ptdesc(page)
)

// ptdesc_address() returns void *: a cast that only made a table of it goes.
@local_address_cast depends on patch@
identifier M =~ "^__table_";
expression E;
type T;
@@

(
 return
- (T *)page_address(M)
+ ptdesc_address(M)
 ;
|
 E =
- (T *)page_address(M)
+ ptdesc_address(M)
|
 E ?
- (T *)page_address(M)
+ ptdesc_address(M)
 : NULL
)

@local_use depends on patch@
identifier M =~ "^__table_";
expression order, tlb;
type T;
@@

(
- pgtable_pte_page_ctor(M)
+ pagetable_pte_ctor(M)
|
- pgtable_pte_page_dtor(M)
+ pagetable_pte_dtor(M)
|
- pgtable_pmd_page_ctor(M)
+ pagetable_pmd_ctor(M)
|
- pgtable_pmd_page_dtor(M)
+ pagetable_pmd_dtor(M)
|
- __free_page(M)
+ pagetable_free(M)
|
- __free_pages(M, order)
+ pagetable_free(M)
|
- free_page((unsigned long)page_address(M))
+ pagetable_free(M)
|
- free_pages((unsigned long)page_address(M), order)
+ pagetable_free(M)
|
- (T)page_address(M)
+ (T)ptdesc_address(M)
|
- page_address(M)
+ ptdesc_address(M)
|
- PageReserved(M)
+ pagetable_is_reserved(M)
|
- free_reserved_page(M)
+ free_reserved_ptdesc(M)
|
- tlb_remove_page
+ tlb_remove_page_ptdesc
  (tlb, M)
|
- tlb_remove_table
+ tlb_remove_ptdesc
  (tlb, M)
)

@local_member depends on patch@
identifier M =~ "^__table_";
@@

(
- M->lru
+ M->pt_list
|
- M->rcu_head
+ M->pt_rcu_head
)

@local_other_member depends on patch@
identifier M =~ "^__table_";
identifier member != {pt_list, pt_rcu_head, pt_frag_refcount, pt_mm, pt_index,
	pt_share_count, pmd_huge_pte, ptl, _pt_s390_gaddr};
@@

- M->member
+ ptdesc_page(M)->member

// Everything else that takes or stores the value still wants a page.
@local_argument depends on patch@
identifier M =~ "^__table_";
identifier fn !~ "^((un)?likely|pagetable_.*|ptdesc_.*|tlb_remove_(page_)?ptdesc|free_reserved_ptdesc|(VM_)?(BUG|WARN)_ON(_ONCE)?|READ_ONCE|WRITE_ONCE)$";
@@

 fn(...,
- M
+ ptdesc_page(M)
 , ...)

@local_value depends on patch@
identifier M =~ "^__table_";
identifier M2 =~ "^__table_";
expression E;
@@

(
 return
- M
+ ptdesc_page(M)
 ;
|
 M2 =
- page_ptdesc(M)
+ M
|
 M2 = M
|
 E =
- M
+ ptdesc_page(M)
)

// The final name.
@local_named@
identifier f;
identifier M =~ "^__table_";
@@

 f(...)
 {
 <+...
(
 struct ptdesc *M;
|
 struct ptdesc *M = ...;
)
 ...+>
 }

@script:python@
f << local_named.f;
M << local_named.M;
@@

if M.startswith("__table_of_"):
    local_wanted(f, M[len("__table_of_"):])
else:
    page_wanted(f, M[len("__table_"):])

@script:python local_final@
f << local_named.f;
M << local_named.M;
pt;
@@

coccinelle.pt = cocci.make_ident(
    local_name(f, M[len("__table_of_"):]) if M.startswith("__table_of_")
    else page_name(f, M[len("__table_"):]))

@local_rename depends on patch@
identifier local_named.f, local_named.M, local_final.pt;
@@

 f(...)
 {
 <...
(
- struct ptdesc *M;
+ struct ptdesc *pt;
|
- struct ptdesc *M =
+ struct ptdesc *pt =
 ...;
|
- M
+ pt
)
 ...>
 }

// Last, because it is the final name that decides whether a line is full.
@local_allocated depends on patch@
struct ptdesc *M;
expression gfp, order;
@@

(
 M =
- alloc_page(gfp)
+ pagetable_alloc(gfp, 0)
|
 M =
- alloc_pages(gfp, order)
+ pagetable_alloc(gfp, order)
)

@local_allocated_first depends on patch@
identifier M;
expression gfp, order;
@@

(
 struct ptdesc *M =
- alloc_page(gfp)
+ pagetable_alloc(gfp, 0)
 ;
|
 struct ptdesc *M =
- alloc_pages(gfp, order)
+ pagetable_alloc(gfp, order)
 ;
)

// Its declaration changes whatever it is called.
@local_report depends on report && !local_kept exists@
identifier local_table.f, local_table.L;
expression E;
position p;
@@

 f(...)
 {
 ... when any
(
 struct page *L@p;
|
 struct page *L@p = E;
)
 ... when any
 }

@script:python depends on report@
p << local_report.p;
L << local_table.L;
@@

coccilib.report.print_report(p[0],
	"%s is a page table: make it a struct ptdesc" % L)

@local_report_listed depends on report exists@
identifier local_listed.f, local_listed.L;
expression E;
position p;
@@

 f(...)
 {
 ... when any
(
 struct page *L@p;
|
 struct page *L@p = E;
)
 ... when any
 }

@script:python depends on report@
p << local_report_listed.p;
L << local_listed.L;
@@

coccilib.report.print_report(p[0],
	"%s is a page table: make it a struct ptdesc" % L)

// A descriptor knows its order: what was freed with one and without is freed
// in one way. A condition that does something stays, and so do its arms.
@local_arms@
expression E;
struct ptdesc *M;
position p;
@@

 if (E) pagetable_free@p(M); else pagetable_free(M);

@script:python@
E << local_arms.E;
@@

if re.search(r"\w\s*\(|\+\+|--|[^=!<>]=[^=]", E):
    cocci.include_match(False)

@local_arms_equal depends on patch@
position local_arms.p;
expression E;
struct ptdesc *M;
@@

- if (E) pagetable_free@p(M); else pagetable_free(M);
+ TABLE_arms(E, M);

@local_arms_only depends on patch@
identifier x;
expression M, N;
type T;
@@

- T x = N;
 ... when != x
- TABLE_arms(x, M);
+ pagetable_free(M);
 ... when != x

@local_arms_one depends on patch@
expression E, M;
@@

- TABLE_arms(E, M);
+ pagetable_free(M);
