// SPDX-License-Identifier: GPL-2.0-only
// The allocations by address that other rules have said are page tables:
// where NULL goes, and how the descriptor is tested in place of the address.
//
// Comes after shared/local-name.cocci, shared/flags.cocci and the rules that
// say which memory is a table, with is_table(): shared/table-address.cocci
// (the type of the address), shared/table-constructed.cocci,
// shared/table-integer.cocci. An allocation in a flow that is not among those
// below stays what it is, and all tables of its level in the file with it:
// what frees them cannot tell them apart.
//
// The step that includes this declares the virtual names patch and report.
// Names that begin with TABLE_ live between two rules only.
//
// A rule that lists the ways to write a test disables the isomorphisms that
// know them: with them spatch takes three times as long to parse a step.

// --- what becomes of the variable ----------------------------------------

@flow_taken@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)

@script:python@
x << flow_taken.x;
p << flow_taken.p;
@@

takes(x, p)

@flow_taken_condition disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression list es;
position p;
statement S1, S2;
@@

 if (\( (x = (T)A@p(es)) != NULL \| NULL != (x = (T)A@p(es)) \|
       (x = (T)A@p(es)) == NULL \| NULL == (x = (T)A@p(es)) \|
       (x = (T)A@p(es)) \| !(x = (T)A@p(es)) \)) S1 else S2

@script:python@
x << flow_taken_condition.x;
p << flow_taken_condition.p;
@@

takes(x, p)

@flow_declared@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
position p;
@@

 U x = (T)A@p(es);

@script:python@
p << flow_declared.p;
@@

in_declaration.update(place([at]) for at in p)

@flow_used@
identifier flow_taken.x;
position u;
@@

 x@u

@script:python@
x << flow_taken.x;
u << flow_used.u;
@@

uses(used, x, u)

// Uses that the descriptor is as good for as the address.
@flow_tested@
identifier flow_taken.x;
type T;
position u;
@@

(
 x@u = (T)\( __get_free_page(...) \| __get_free_pages(...) \| get_zeroed_page(...) \)
|
 x@u = NULL
|
 \( pgtable_pte_page_ctor \| pgtable_pmd_page_ctor \)(virt_to_page(x@u))
|
 \( free_page((T)x@u) \| free_page(x@u) \)
|
 \( free_pages((T)x@u, ...) \| free_pages(x@u, ...) \)
|
 memset((void *)x@u, 0, PAGE_SIZE)
)

@script:python@
x << flow_taken.x;
u << flow_tested.u;
@@

uses(tested, x, u)

@flow_checked@
identifier flow_taken.x;
expression E;
position u;
@@

(
 !x@u
|
 x@u == NULL
|
 x@u != NULL
|
 x@u && E
|
 x@u || E
)

@script:python@
x << flow_taken.x;
u << flow_checked.u;
@@

uses(tested, x, u)

@flow_checked_true disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier flow_taken.x;
statement S1, S2;
position u;
@@

 if (x@u) S1 else S2

@script:python@
x << flow_taken.x;
u << flow_checked_true.u;
@@

uses(tested, x, u)

// Memory that is not an allocation of the kinds above.
@flow_else@
identifier flow_taken.x;
expression E;
position u;
@@

 x@u = E

@script:python@
x << flow_taken.x;
u << flow_else.u;
@@

uses(assigned, x, u)

// Of several variables in one declaration none can be taken away. They share
// the place where their type begins.
@flow_declaration@
type U;
identifier x;
position d;
@@

(
 U@d x;
|
 U@d x = ...;
)

@script:python@
d << flow_declaration.d;
x << flow_declaration.x;
@@

declared.setdefault((d[0].current_element, place(d)), set()).add(x)

// --- where NULL goes ------------------------------------------------------

// Constructed in the same breath, or the function is left: where the value
// is used, there is a table.
@flow_or_fail disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier f, x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
identifier C = {pgtable_pte_page_ctor, pgtable_pmd_page_ctor};
identifier B =~ "^(BUG_ON|panic)$";
type T, U;
expression list es;
expression R;
position p;
@@

 f(...)
 {
 ... when any
(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != x
(
 if (\( !x \| x == NULL \) || !C(virt_to_page(x)))
 	return R;
|
 if (\( !x \| x == NULL \) || !C(virt_to_page(x)))
 	BUG();
|
 if (\( !x \| x == NULL \) || !C(virt_to_page(x))) {
 ...
 return R;
 }
|
 B(\( !x \| x == NULL \) || !C(virt_to_page(x)));
)
 ... when any
 }

@script:python@
p << flow_or_fail.p;
@@

goes(p, "or_fail")

// A test that leaves the function.
@flow_leave disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
expression R;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != x
 if (\( !x \| x == NULL \| NULL == x \| unlikely(!x) \| unlikely(x == NULL) \))
(
 return x;
|
 return R;
|
 return;
|
 {
 ... when != x
 return R;
 }
)

@script:python@
p << flow_leave.p;
@@

goes(p, "leave")

// A goto leaves as well, unless the address is used where it goes to.
@flow_goto disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier f, x, l;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
position p;
@@

 f(...)
 {
 ... when any
(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != x
 if (\( !x \| x == NULL \| NULL == x \| unlikely(!x) \| unlikely(x == NULL) \))
(
 goto l;
|
 {
 ... when != x
 goto l;
 }
)
 ... when any
 }

@script:python@
p << flow_goto.p;
@@

goes(p, "goto")

@flow_goto_used exists@
identifier flow_goto.f, flow_goto.x, flow_goto.l;
position u;
@@

 f(...)
 {
 ... when any
 l:
 ... when any
 x@u
 ... when any
 }

@script:python@
p << flow_goto.p;
u << flow_goto_used.u;
@@

goes(p, "goto_used")

// The rest of the function in a block, for the case that there is memory.
@flow_block disable braces0, not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != x
 if (\( x \| x != NULL \| NULL != x \| likely(x) \| likely(x != NULL) \)) { ... }
 return x;

@script:python@
p << flow_block.p;
@@

goes(p, "block")

// The same with a statement in place of the block.
@flow_one disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
statement S;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != x
 if (\( x \| x != NULL \| NULL != x \| likely(x) \| likely(x != NULL) \)) S
 return x;

@script:python@
p << flow_one.p;
@@

goes(p, "one")

// One statement for the case that there is memory: the other case leaves.
@flow_single disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression list es;
statement S;
position p;
@@

 x = (T)A@p(es);
 if (\( x \| x != NULL \| NULL != x \)) S
 return x;

@script:python@
p << flow_single.p;
@@

goes(p, "single")

// A condition that allocates is a statement and a test.
@flow_condition disable not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression list es;
expression R;
position p;
@@

 if (\( !(x = (T)A@p(es)) \| (x = (T)A@p(es)) == NULL \|
       NULL == (x = (T)A@p(es)) \))
(
 return x;
|
 return R;
|
 return;
)

@script:python@
p << flow_condition.p;
@@

goes(p, "leave")

@flow_condition_block disable braces0, not_ptr1, not_ptr2, commeq, commneq, is_null, isnt_null1, unlikely@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression list es;
position p;
@@

 if (\( (x = (T)A@p(es)) != NULL \| NULL != (x = (T)A@p(es)) \|
       (x = (T)A@p(es)) \)) { ... }
 return x;

@script:python@
p << flow_condition_block.p;
@@

goes(p, "block")

@flow_return@
identifier f;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression list es;
position p;
@@

 f(...)
 {
 <+...
 return (T)A@p(es);
 ...+>
 }

@script:python@
p << flow_return.p;
@@

goes(p, "return")

// Nothing in the function tests it: the caller does, or nobody did. Where
// something is undone before the return, leaving early would skip that.
@flow_untested exists@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
identifier undo =~ "unlock|free|put|release|restore|enable|exit|^up";
type T, U;
expression list es;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)
 ... when != undo(...)
 return x;

@script:python@
p << flow_untested.p;
@@

goes(p, "untested")

@flow_untested_tested exists@
identifier flow_untested.x;
identifier A;
type T, U;
position flow_untested.p;
position q;
@@

(
 x = (T)A@p@q(...);
|
 U x = (T)A@p@q(...);
)
 ... when any
 \( x == NULL \| x != NULL \| !x \)

@script:python@
q << flow_untested_tested.q;
@@

goes(q, "tested")

// --- which are rewritten, and how ------------------------------------------

@script:python@
@@

left.update(what for at, what in level.items()
            if what not in ("integer", "constructed") and not way(at))

@allocation@
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
expression flags;
position p;
@@

 A@p(flags, ...)

@allocation_order@
position allocation.p;
identifier A;
expression flags, order;
@@

 A@p(flags, order)

@script:python@
p << allocation.p;
order << allocation_order.order;
@@

orders[place(p)] = order

@script:python@
p << allocation.p;
@@

if rewritten(place(p)):
    local_wanted(*taker.get(place(p), (p[0].current_element, "table")))

@script:python rewrite@
A << allocation.A;
flags << allocation.flags;
p << allocation.p;
f;
x;
pt;
how;
gfp;
order;
@@

way_of_this = rewritten(place(p))
if way_of_this is None:
    cocci.include_match(False)
else:
    function, variable = taker.get(place(p), (p[0].current_element, "table"))
    new_flags = flags_of(function, A, flags)
    coccinelle.f = cocci.make_ident(function)
    coccinelle.x = cocci.make_ident(variable)
    coccinelle.pt = cocci.make_ident(local_name(function, variable))
    coccinelle.gfp = cocci.make_expr(new_flags)
    coccinelle.order = cocci.make_expr(orders.get(place(p), "0"))
    if way_of_this == "return" and len(new_flags) > 30:
        way_of_this = "return_late"
    coccinelle.how = cocci.make_ident("TABLE_" + way_of_this)

@mark depends on patch disable drop_cast@
position allocation.p;
identifier rewrite.pt, rewrite.how;
expression rewrite.gfp, rewrite.order;
identifier A;
type T;
@@

(
- (T)A@p(...)
+ how(pt, gfp, order)
|
- A@p(...)
+ how(pt, gfp, order)
)

@script:python depends on report@
p << allocation.p;
how << rewrite.how;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")

// --- the rewrite -----------------------------------------------------------

// A condition that allocates.
@split depends on patch@
identifier x;
identifier M =~ "^TABLE_";
expression list es;
statement S;
@@

+ x = M(es);
 if (
- !(x = M(es))
+ !x
 ) S

@split_true depends on patch@
identifier x;
identifier M =~ "^TABLE_";
expression list es;
statement S;
@@

+ x = M(es);
 if (
(
- (x = M(es)) != NULL
+ x
|
- (x = M(es))
+ x
)
 ) S

// The address is needed once or not at all: the descriptor takes the place
// of the variable.
@whole depends on patch exists@
identifier f, x, pt;
identifier M =~ "^TABLE_(whole|maybe)$";
type U;
@@

 f(...)
 {
 ... when any
(
 x = M(pt, ...);
|
 U x = M(pt, ...);
)
 ... when any
 }

@maybe depends on patch exists@
identifier whole.f, whole.x, whole.pt;
type U;
position p;
@@

 f@p(...)
 {
 ... when any
(
 x = TABLE_maybe(pt, ...);
|
 U x = TABLE_maybe(pt, ...);
)
 ... when any
 }

@whole_use depends on patch@
identifier whole.f, whole.x, whole.pt;
identifier M =~ "^TABLE_(whole|maybe)$";
type U, T;
expression E, g, o;
@@

 f(...)
 {
 <...
(
- U x = M(pt, g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
|
- U x;
+ struct ptdesc *pt;
|
- x = M(pt, g, o)
+ pt = pagetable_alloc(g, o)
|
- x
+ pt
  = NULL
|
- pgtable_pte_page_ctor(virt_to_page(x))
+ pagetable_pte_ctor(pt)
|
- pgtable_pmd_page_ctor(virt_to_page(x))
+ pagetable_pmd_ctor(pt)
|
- free_page((T)x)
+ TABLE_drop(pt)
|
- free_page(x)
+ TABLE_drop(pt)
|
- free_pages((T)x, E)
+ TABLE_drop(pt)
|
- free_pages(x, E)
+ TABLE_drop(pt)
)
 ...>
 }

@whole_not depends on patch disable isnt_null1, not_ptr2@
identifier whole.f, whole.x, whole.pt;
@@

 f(...)
 {
 <...
(
- !x
+ !pt
|
- x == NULL
+ pt == NULL
|
- x != NULL
+ pt != NULL
)
 ...>
 }

@whole_and depends on patch disable isnt_null1, not_ptr2@
identifier whole.f, whole.x, whole.pt;
expression E;
@@

 f(...)
 {
 <...
(
- x
+ pt
  && E
|
- x
+ pt
  || E
)
 ...>
 }

@whole_true depends on patch@
identifier whole.f, whole.x, whole.pt;
statement S1, S2;
@@

 f(...)
 {
 <...
 if (
- x
+ pt
 ) S1 else S2
 ...>
 }

// free_page(0) does nothing, and NULL is no descriptor: where there is no
// table, nothing is freed.
@drop_there depends on patch@
identifier pt;
expression E;
@@

 if (\( pt \| pt != NULL \| pt && E \| pt != NULL && E \)) {
 <...
- TABLE_drop(pt)
+ pagetable_free(pt)
 ...>
 }

@drop_failed depends on patch@
identifier pt;
expression E;
@@

 if (\( !pt || E \| pt == NULL || E \)) {
 <...
- TABLE_drop(pt);
+ if (pt)
+ 	pagetable_free(pt);
 ...>
 }

@drop_maybe depends on patch && maybe@
identifier whole.f, whole.pt;
@@

 f(...)
 {
 <...
- TABLE_drop(pt);
+ if (pt)
+ 	pagetable_free(pt);
 ...>
 }

@drop depends on patch@
identifier pt;
@@

- TABLE_drop(pt)
+ pagetable_free(pt)

@maybe_value depends on patch && maybe@
identifier whole.f, whole.x, whole.pt;
@@

 f(...)
 {
 <...
- x
+ pt ? ptdesc_address(pt) : NULL
 ...>
 }

@whole_value depends on patch@
identifier whole.f, whole.x, whole.pt;
type T;
@@

 f(...)
 {
 <...
(
- (T *)(x)
+ ptdesc_address(pt)
|
- (T *)x
+ ptdesc_address(pt)
|
- x
+ ptdesc_address(pt)
)
 ...>
 }

// What is the first thing in a block declares its descriptor there.
@leave_first depends on patch disable braces0, braces1, braces2, braces3, braces4 exists@
identifier x, pt;
expression c, g, o;
statement S;
@@

 if (c) {
+	struct ptdesc *pt;
+
 	x = TABLE_leave(pt, g, o);
 	if (...) S
 	... when any
 }

// Where a table is only tested it is its descriptor that is.
@leave depends on patch@
identifier x, pt, l;
type U;
expression g, o, R;
@@

(
- x = TABLE_leave(pt, g, o);
+ pt = pagetable_alloc(g, o);
|
- U x = TABLE_leave(pt, g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
+ U x;
)
 ... when != x
 if (
(
- !x
+ !pt
|
- x
+ pt
   == NULL
|
 unlikely(
- !x
+ !pt
 )
|
 unlikely(
- x
+ pt
   == NULL)
)
 )
(
- return x;
+ return NULL;
|
 return R;
|
 return;
|
 goto l;
|
 {
 ... when != x
 return R;
 }
|
 {
 ... when != x
 goto l;
 }
)
+ x = ptdesc_address(pt);

@leave_integer depends on patch@
typedef uintptr_t;
{unsigned long, uintptr_t} x;
identifier pt;
@@

 x =
- ptdesc_address(pt)
+ (unsigned long)ptdesc_address(pt)

// A member is NULL where there is no table.
@flow_member_rewrite depends on patch@
identifier pt;
expression L, g, o;
@@

- L = TABLE_member(pt, g, o);
+ pt = pagetable_alloc(g, o);
+ L = pt ? ptdesc_address(pt) : NULL;

// The rest of the function in a block: the pointer is NULL outside of it.
// The statement becomes a block.
@one depends on patch@
identifier x;
type U;
expression list es;
statement S;
@@

(
- x = TABLE_one(es);
+ x = TABLE_block(es);
|
- U x = TABLE_one(es);
+ U x = TABLE_block(es);
)
 ... when != x
 if (\( x \| x != NULL \| likely(x) \| likely(x != NULL) \))
+ {
 S
+ }
 return x;

@block_find depends on patch exists@
identifier f, x, pt;
@@

 f(...)
 {
 ... when any
 x = TABLE_block(pt, ...);
 ... when any
 }

@block_declared depends on patch disable braces0@
identifier x, pt;
type U;
expression g, o;
@@

- U x = TABLE_block(pt, g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
+ U x = NULL;
 ... when != x
 if (
(
- x
+ pt
|
- x
+ pt
   != NULL
|
 likely(
- x
+ pt
 )
|
 likely(
- x
+ pt
   != NULL)
)
 ) {
+ x = ptdesc_address(pt);
 ...
 }
 return x;

@block depends on patch disable braces0@
identifier x, pt;
expression g, o;
@@

- x = TABLE_block(pt, g, o);
+ pt = pagetable_alloc(g, o);
 ... when != x
 if (
(
- x
+ pt
|
- x
+ pt
   != NULL
|
 likely(
- x
+ pt
 )
|
 likely(
- x
+ pt
   != NULL)
)
 ) {
+ x = ptdesc_address(pt);
 ...
 }
 return x;

@block_null depends on patch@
identifier block_find.f, block_find.x;
type U;
@@

 f(...)
 {
 ...
 U x
+ = NULL
 ;
 ...
 }

// Declarations of the block stay first in it.
@block_after_two depends on patch@
identifier x, pt;
declaration C, D;
statement S;
@@

 if (pt) {
- x = ptdesc_address(pt);
 C
 D
+
+ x = ptdesc_address(pt);
 S
 ...
 }

@block_after_one depends on patch@
identifier x, pt;
declaration D;
statement S;
@@

 if (pt) {
- x = ptdesc_address(pt);
 D
+
+ x = ptdesc_address(pt);
 S
 ...
 }

@single depends on patch@
identifier x, pt;
expression g, o;
statement S;
@@

- x = TABLE_single(pt, g, o);
+ pt = pagetable_alloc(g, o);
+ if (!pt)
+ 	return NULL;
+ x = ptdesc_address(pt);
- if (\( x \| x != NULL \))
  S
 return x;

// Alone in a block, or the one thing that a function does, it declares its
// own descriptor.
@untested_first depends on patch disable braces0, braces1, braces2, braces3, braces4@
identifier x, pt;
expression c, g, o;
statement S;
@@

 if (c) {
-	x = TABLE_untested(pt, g, o);
+	struct ptdesc *pt;
+
+	pt = pagetable_alloc(g, o);
+	if (!pt)
+		return NULL;
+	x = ptdesc_address(pt);
 } else S

@untested depends on patch@
identifier x, pt;
type U;
expression g, o;
@@

(
- x = TABLE_untested(pt, g, o);
+ pt = pagetable_alloc(g, o);
+ if (!pt)
+ 	return NULL;
+ x = ptdesc_address(pt);
|
- U x = TABLE_untested(pt, g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
+ U x;
+
+ if (!pt)
+ 	return NULL;
+ x = ptdesc_address(pt);
)

@return_only depends on patch@
identifier f, pt;
expression g, o;
@@

 f(...)
 {
- return TABLE_return(pt, g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
+
+ if (!pt)
+ 	return NULL;
+ return ptdesc_address(pt);
 }

@return_if_else depends on patch disable drop_else@
identifier pt;
identifier M =~ "^TABLE_return";
expression c, g, o, E;
@@

- if (c)
-	return M(pt, g, o);
- else
-	return E;
+ if (c) {
+	struct ptdesc *pt;
+
+	pt = pagetable_alloc(g, o);
+	if (!pt)
+		return NULL;
+	return ptdesc_address(pt);
+ } else {
+	return E;
+ }

@return_if depends on patch disable drop_else, braces0, braces1, braces2, braces3, braces4@
identifier M =~ "^TABLE_return";
expression c;
@@

 if (c)
+{
 	return M(...);
+}

@return_block depends on patch disable braces0, braces1, braces2, braces3, braces4@
identifier pt;
identifier M =~ "^TABLE_return";
expression c, g, o;
statement S;
@@

 if (c) {
-	return M(pt, g, o);
+	struct ptdesc *pt;
+
+	pt = pagetable_alloc(g, o);
+	if (!pt)
+		return NULL;
+	return ptdesc_address(pt);
 } else S

@return_late depends on patch@
identifier pt;
identifier M =~ "^TABLE_return";
expression g, o;
@@

- return M(pt, g, o);
+ pt = pagetable_alloc(g, o);
+ if (!pt)
+ 	return NULL;
+ return ptdesc_address(pt);

// --- the local -------------------------------------------------------------

// Beside the variable that it stands for, where that is one of a block.
@local_beside depends on patch disable braces0, braces1, braces2, braces3, braces4 exists@
identifier rewrite.x, rewrite.pt;
type U;
expression c;
@@

 if (c) {
+	struct ptdesc *pt;
 	U x;
 	...
 	pt = pagetable_alloc(...);
 	... when any
 }

@local_needed depends on patch exists@
identifier rewrite.pt;
identifier f;
position p;
@@

 f@p(...)
 {
 ... when any
 pt = pagetable_alloc(...);
 ... when any
 }

@local_there depends on patch exists@
identifier local_needed.f, rewrite.pt;
position local_needed.p;
@@

 f@p(...)
 {
 <+...
(
 struct ptdesc *pt;
|
 struct ptdesc *pt = ...;
)
 ...+>
 }

@local_insert depends on patch && !local_there@
identifier local_needed.f, rewrite.pt;
position local_needed.p;
@@

 f@p(...)
 {
++struct ptdesc *pt;
 ...
 }

// A blank line after the declarations, where it is the only one.
@local_only depends on patch@
identifier local_needed.f, rewrite.pt;
statement S;
@@

 f(...)
 {
-struct ptdesc *pt;
+struct ptdesc *pt;
+
 S
 ...
 }

// --- what else is done with the table --------------------------------------

@kept_use depends on patch@
identifier rewrite.f, rewrite.x, rewrite.pt;
type T;
expression E;
@@

 f(...)
 {
 <...
(
- pgtable_pte_page_ctor(virt_to_page(x))
+ pagetable_pte_ctor(pt)
|
- pgtable_pmd_page_ctor(virt_to_page(x))
+ pagetable_pmd_ctor(pt)
|
- pgtable_pte_page_dtor(virt_to_page(x))
+ pagetable_pte_dtor(pt)
|
- pgtable_pmd_page_dtor(virt_to_page(x))
+ pagetable_pmd_dtor(pt)
|
- free_page((T)x)
+ pagetable_free(pt)
|
- free_page(x)
+ pagetable_free(pt)
|
- free_pages((T)x, E)
+ pagetable_free(pt)
|
- free_pages(x, E)
+ pagetable_free(pt)
)
 ...>
 }

// What was cleared right after it was allocated comes zeroed.
@zeroed depends on patch@
identifier rewrite.pt;
identifier flags =~ "^GFP_";
expression R;
@@

(
 pt = pagetable_alloc(
- flags
+ flags | __GFP_ZERO
  , 0);
|
 struct ptdesc *pt = pagetable_alloc(
- flags
+ flags | __GFP_ZERO
  , 0);
)
 if (!pt)
 	return R;
-memset(ptdesc_address(pt), 0, PAGE_SIZE);
