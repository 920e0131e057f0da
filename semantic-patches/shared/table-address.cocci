// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are allocated and freed by their address:
// (pgd_t *)__get_free_page(), free_page((unsigned long)pgd) and the like.
//
// The type of the entries says that the memory is a table. A local that is
// only filled, read and freed where it was allocated is a copy of one, and
// stays a page. Both halves of a pair must end in one family, and the other
// half may be generic: a step says with
//
//	// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE
//
// (own_pud, own_pmd, own_pte likewise) at which levels both halves are the
// architecture's own and stay for a later step. p4d tables have no generic
// half: they always stay.
//
// Comes after shared/gfp-constant.cocci.
//
// The steps that include this declare the virtual names patch, report,
// own_pgd, own_pud, own_pmd and own_pte. Names that begin with TABLE_ live
// between two rules only.

// --- which allocations ---------------------------------------------------

// Levels whose two halves are the architecture's own.
@pgd_own depends on own_pgd@
typedef pgd_t;
position p;
@@

 (pgd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pud_own depends on own_pud@
typedef pud_t;
position p;
@@

 (pud_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pmd_own depends on own_pmd@
typedef pmd_t;
position p;
@@

 (pmd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pte_own depends on own_pte@
typedef pte_t;
position p;
@@

 (pte_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

// The type that an address is cast to says what the memory is.
@table_typed@
typedef pgd_t, pud_t, pmd_t, pte_t;
position c != { pgd_own.p, pud_own.p, pmd_own.p, pte_own.p };
@@

(
 (pgd_t *)\( __get_free_page@c \| __get_free_pages@c \| get_zeroed_page@c \)(...)
|
 (pud_t *)\( __get_free_page@c \| __get_free_pages@c \| get_zeroed_page@c \)(...)
|
 (pmd_t *)\( __get_free_page@c \| __get_free_pages@c \| get_zeroed_page@c \)(...)
|
 (pte_t *)\( __get_free_page@c \| __get_free_pages@c \| get_zeroed_page@c \)(...)
)

// What is returned or stored is used as a table by somebody.
@table_direct@
type T;
expression E;
identifier m;
position table_typed.c, p;
@@

(
 return (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);
|
 E->m = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)
|
 E.m = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)
|
 *E = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)
)

// A local is a table when it leaves the function or becomes part of the tree.
// One that is only filled, read and freed is a copy.
@table_local exists@
type T;
identifier x, m;
expression E, I;
position table_typed.c, p;
@@

 x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)
 ... when any
(
 return x;
|
 E->m = x
|
 E.m = x
|
 *E = x
|
 E[I] = x
|
 \( pgd_populate \| p4d_populate \| pud_populate \| pmd_populate_kernel \| pmd_populate \)(..., x)
|
 \( __pa \| virt_to_phys \)(x)
|
 \( pgtable_pte_page_ctor \| pgtable_pmd_page_ctor \)(virt_to_page(x))
|
 \( pagetable_pte_ctor \| pagetable_pmd_ctor \)(virt_to_ptdesc(x))
)

@table_declared exists@
type T, U;
identifier x, m;
expression E, I;
position table_typed.c, p;
@@

 U x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);
 ... when any
(
 return x;
|
 E->m = x
|
 E.m = x
|
 *E = x
|
 E[I] = x
|
 \( pgd_populate \| p4d_populate \| pud_populate \| pmd_populate_kernel \| pmd_populate \)(..., x)
|
 \( __pa \| virt_to_phys \)(x)
|
 \( pgtable_pte_page_ctor \| pgtable_pmd_page_ctor \)(virt_to_page(x))
|
 \( pagetable_pte_ctor \| pagetable_pmd_ctor \)(virt_to_ptdesc(x))
)

@table_copy@
type T;
identifier x;
position table_typed.c, p != { table_direct.p, table_local.p, table_declared.p };
@@

 x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)

@table_copy_declared@
type T, U;
identifier x;
position table_typed.c, p != { table_direct.p, table_local.p, table_declared.p };
@@

 U x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);

@table_other@
position p != { table_direct.p, table_local.p, table_declared.p };
@@

 \( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

// --- where there is room for a descriptor --------------------------------

// Several declarations that allocate would give one name to all descriptors.
@room_declared_twice exists@
type T, T2, U, V;
identifier x, y;
statement S;
position table_typed.c, p;
@@

 V y = (T2)\( __get_free_page \| __get_free_pages \| get_zeroed_page \)(...);
 ... when != S
 U x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);

@room_declared_first exists@
type T, T2, U, V;
identifier x, y;
statement S;
position table_typed.c, p;
@@

 U x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);
 ... when != S
 V y = (T2)\( __get_free_page \| __get_free_pages \| get_zeroed_page \)(...);

// A declaration is where another one can stand. Of several variables in one
// declaration none can be rewritten. They share
// the place where their type begins.
@initialize:python@
@@

declared = {}

@room_variable@
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
d << room_variable.d;
x << room_variable.x;
@@

declared.setdefault((d[0].line, d[0].column), set()).add(str(x))

@room_declared@
type T, U;
identifier x;
position table_typed.c, p, d;
@@

 U@d x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);

@script:python@
d << room_declared.d;
p << room_declared.p;
@@

if len(declared[(d[0].line, d[0].column)]) > 1:
    cocci.include_match(False)

// A statement can be given a NULL test, and so can a condition that is
// nothing but the allocation. The function gets a local.
@room_statement exists@
type T;
identifier f;
expression x;
statement S;
position table_typed.c, p;
@@

 f(...)
 {
 ... when any
(
 return (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);
|
 x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);
|
 if (!(x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...))) S
|
 if ((x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)) != NULL) S
|
 if ((x = (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...))) S
)
 ... when any
 }

// What #if hides from the rule above can declare a local where it stands, as
// long as no statement comes before it.
@room_preceded exists@
type T;
statement S;
position table_typed.c, p;
@@

 S
 ... when any
 return (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);

@room_hidden@
type T;
position table_typed.c, p != { room_statement.p, room_preceded.p };
@@

 return (T)\( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...);

// The name is taken.
@room_taken exists@
symbol ptdesc;
type U;
position table_typed.c, p;
@@

 \( U ptdesc; \| U ptdesc = ...; \)
 ... when any
 \( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)

@room_taken_parameter exists@
identifier f;
type U;
position table_typed.c, p;
@@

 f(..., U ptdesc, ...)
 {
 ... when any
 \( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)
 ... when any
 }

@no_room@
position p != { room_declared.p, room_statement.p, room_hidden.p };
@@

 \( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@room@
position table_typed.c;
position p != { no_room.p, room_declared_twice.p, room_declared_first.p, room_taken.p, room_taken_parameter.p, table_other.p };
@@

 \( __get_free_page@c@p \| __get_free_pages@c@p \| get_zeroed_page@c@p \)(...)

// One allocation without room keeps all tables of its level in this file in
// the family they are in: what frees them cannot tell them apart.
@pgd_left@
position p != { room.p, table_copy.p, table_copy_declared.p, pgd_own.p };
@@

 (pgd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pud_left@
position p != { room.p, table_copy.p, table_copy_declared.p, pud_own.p };
@@

 (pud_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pmd_left@
position p != { room.p, table_copy.p, table_copy_declared.p, pmd_own.p };
@@

 (pmd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pte_left@
position p != { room.p, table_copy.p, table_copy_declared.p, pte_own.p };
@@

 (pte_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pgd_stays depends on pgd_left@
position p;
@@

 (pgd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pud_stays depends on pud_left@
position p;
@@

 (pud_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pmd_stays depends on pmd_left@
position p;
@@

 (pmd_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@pte_stays depends on pte_left@
position p;
@@

 (pte_t *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@table@
position room.p, q != { pgd_stays.p, pud_stays.p, pmd_stays.p, pte_stays.p };
@@

 \( __get_free_page@p@q \| __get_free_pages@p@q \| get_zeroed_page@p@q \)(...)

@table_member@
type T;
expression E;
identifier m;
position table.q;
@@

(
 E->m = (T)\( __get_free_page@q \| __get_free_pages@q \| get_zeroed_page@q \)(...)
|
 E.m = (T)\( __get_free_page@q \| __get_free_pages@q \| get_zeroed_page@q \)(...)
)

@no_table@
position p != table.q;
@@

 \( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

// From here to the end of the rewrite a table's allocation bears a name of
// our own. So does one that #if hides.
@table_mark depends on patch@
position p != no_table.p;
@@

(
- __get_free_page@p
+ TABLE_page
|
- __get_free_pages@p
+ TABLE_pages
|
- get_zeroed_page@p
+ TABLE_zeroed_page
)
 (...)

// A condition that allocates is a statement and a test.
@table_split_not depends on patch@
type T;
expression x;
expression list es;
identifier alloc =~ "^TABLE_";
statement S;
@@

+ x = (T)alloc(es);
 if (
- !(x = (T)alloc(es))
+ !x
 ) S

@table_split depends on patch@
type T;
expression x;
expression list es;
identifier alloc =~ "^TABLE_";
statement S;
@@

+ x = (T)alloc(es);
 if (
(
- (x = (T)alloc(es)) != NULL
+ x
|
- (x = (T)alloc(es))
+ x
)
 ) S

// --- flags ---------------------------------------------------------------

// None of the three ever returned highmem, and get_zeroed_page() zeroes.
// Flags that visibly lack __GFP_HIGHMEM need no mask, flags that visibly
// have __GFP_ZERO get it once. A local that only ever holds such constants
// (shared/gfp-constant.cocci) is as good as they are.
@gfp_zero_constant depends on patch@
identifier v;
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier Z =~ "^(__GFP_ZERO|GFP_PGTABLE_KERNEL|GFP_PGTABLE_USER)$";
position p;
@@

 v@p = \( Z \| Z | B \| A | Z \| Z | B | C \| A | Z | C \| A | B | Z \)

@gfp_zero_local depends on patch exists@
identifier gfp_local.f, gfp_local.v;
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier Z =~ "^(__GFP_ZERO|GFP_PGTABLE_KERNEL|GFP_PGTABLE_USER)$";
@@

 f(...)
 {
 ...
 gfp_t v = \( Z \| Z | B \| A | Z \| Z | B | C \| A | Z | C \| A | B | Z \);
 ...
 }

@gfp_unzeroed depends on patch exists@
identifier gfp_local.f, gfp_local.v;
position p != gfp_zero_constant.p;
expression E;
@@

 f(...)
 {
 ...
 \( v@p = E \| v@p &= E \)
 ...
 }

@flags_zero_local depends on patch && gfp_zero_local && !gfp_changed && !gfp_unzeroed@
identifier gfp_local.f, gfp_local.v;
expression o;
@@

 f(...)
 {
 <...
(
- TABLE_page(v)
+ TABLE_alloc(v, 0)
|
- TABLE_pages(v, o)
+ TABLE_alloc(v, o)
|
- TABLE_zeroed_page(v)
+ TABLE_alloc(v, 0)
)
 ...>
 }

@flags_local depends on patch && gfp_local && !gfp_changed@
identifier gfp_local.f, gfp_local.v;
expression o;
@@

 f(...)
 {
 <...
(
- TABLE_page(v)
+ TABLE_alloc(v, 0)
|
- TABLE_pages(v, o)
+ TABLE_alloc(v, o)
|
- TABLE_zeroed_page(v)
+ TABLE_alloc(v | __GFP_ZERO, 0)
)
 ...>
 }

@flags_zero_constant depends on patch@
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier Z =~ "^(__GFP_ZERO|GFP_PGTABLE_KERNEL|GFP_PGTABLE_USER)$";
@@

(
- TABLE_zeroed_page(Z)
+ TABLE_alloc(Z, 0)
|
- TABLE_zeroed_page(Z | B)
+ TABLE_alloc(Z | B, 0)
|
- TABLE_zeroed_page(A | Z)
+ TABLE_alloc(A | Z, 0)
|
- TABLE_zeroed_page(Z | B | C)
+ TABLE_alloc(Z | B | C, 0)
|
- TABLE_zeroed_page(A | Z | C)
+ TABLE_alloc(A | Z | C, 0)
|
- TABLE_zeroed_page(A | B | Z)
+ TABLE_alloc(A | B | Z, 0)
)

@flags_constant depends on patch@
identifier A =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier B =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
identifier C =~ "^(GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA|DMA32|PGTABLE_KERNEL|PGTABLE_USER)|__GFP_(ZERO|ACCOUNT|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32|THISNODE|NOMEMALLOC))$";
expression o;
@@

(
- TABLE_page(A)
+ TABLE_alloc(A, 0)
|
- TABLE_pages(A, o)
+ TABLE_alloc(A, o)
|
- TABLE_zeroed_page(A)
+ TABLE_alloc(A | __GFP_ZERO, 0)
|
- TABLE_page(A | B)
+ TABLE_alloc(A | B, 0)
|
- TABLE_pages(A | B, o)
+ TABLE_alloc(A | B, o)
|
- TABLE_zeroed_page(A | B)
+ TABLE_alloc(A | B | __GFP_ZERO, 0)
|
- TABLE_page(A | B | C)
+ TABLE_alloc(A | B | C, 0)
|
- TABLE_pages(A | B | C, o)
+ TABLE_alloc(A | B | C, o)
|
- TABLE_zeroed_page(A | B | C)
+ TABLE_alloc(A | B | C | __GFP_ZERO, 0)
)

@flags_masked depends on patch@
expression g, h, o;
@@

(
- TABLE_page(g & ~__GFP_HIGHMEM)
+ TABLE_alloc(g & ~__GFP_HIGHMEM, 0)
|
- TABLE_pages(g & ~__GFP_HIGHMEM, o)
+ TABLE_alloc(g & ~__GFP_HIGHMEM, o)
|
- TABLE_page(g | h)
+ TABLE_alloc((g | h) & ~__GFP_HIGHMEM, 0)
|
- TABLE_page(g)
+ TABLE_alloc(g & ~__GFP_HIGHMEM, 0)
|
- TABLE_pages(g | h, o)
+ TABLE_alloc((g | h) & ~__GFP_HIGHMEM, o)
|
- TABLE_pages(g, o)
+ TABLE_alloc(g & ~__GFP_HIGHMEM, o)
|
- TABLE_zeroed_page(g | h)
+ TABLE_alloc(((g | h) & ~__GFP_HIGHMEM) | __GFP_ZERO, 0)
|
- TABLE_zeroed_page(g)
+ TABLE_alloc((g & ~__GFP_HIGHMEM) | __GFP_ZERO, 0)
)

// --- NULL flow -----------------------------------------------------------

// ptdesc_address(NULL) is not NULL: it is the descriptor that is tested.
// First the functions that do nothing else, where the flags fit beside a
// declaration.
@null_long depends on patch@
expression g, h;
position p;
@@

 TABLE_alloc@p(\( (g & ~__GFP_HIGHMEM) | __GFP_ZERO \| (g | h) & ~__GFP_HIGHMEM \), ...)

@null_return_only depends on patch@
identifier f;
type T;
expression g, o;
position p != null_long.p;
@@

 f(...)
 {
- return (T)TABLE_alloc@p(g, o);
+ struct ptdesc *ptdesc = pagetable_alloc(g, o);
+
+ if (!ptdesc)
+ 	return NULL;
+ return ptdesc_address(ptdesc);
 }

// What #if hides declares its own.
@null_seen depends on patch exists@
identifier f;
type T;
position p;
@@

 f(...)
 {
 ... when any
 return (T)TABLE_alloc@p(...);
 ... when any
 }

@null_hidden_short depends on patch@
type T;
identifier v;
expression o;
position p != null_seen.p;
@@

(
- return (T)TABLE_alloc@p(v, o);
+ struct ptdesc *ptdesc = pagetable_alloc(v, o);
+
+ if (!ptdesc)
+ 	return NULL;
+ return ptdesc_address(ptdesc);
|
- return (T)TABLE_alloc@p(v & ~__GFP_HIGHMEM, o);
+ struct ptdesc *ptdesc = pagetable_alloc(v & ~__GFP_HIGHMEM, o);
+
+ if (!ptdesc)
+ 	return NULL;
+ return ptdesc_address(ptdesc);
)

@null_hidden depends on patch@
type T;
expression g, o;
position p != null_seen.p;
@@

- return (T)TABLE_alloc@p(g, o);
+ struct ptdesc *ptdesc;
+
+ ptdesc = pagetable_alloc(g, o);
+ if (!ptdesc)
+ 	return NULL;
+ return ptdesc_address(ptdesc);

// One of two branches: no else after a return. Then braces for the block.
@null_return_else depends on patch@
type T;
expression c, g, o, E;
@@

 if (c)
 	return (T)TABLE_alloc(g, o);
-else
 	return E;

@null_return_if depends on patch@
type T;
expression c, g, o;
@@

- if (c)
- 	return (T)TABLE_alloc(g, o);
+ if (c) {
+ 	ptdesc = pagetable_alloc(g, o);
+ 	if (!ptdesc)
+ 		return NULL;
+ 	return ptdesc_address(ptdesc);
+ }

@null_return depends on patch@
type T;
expression g, o;
@@

- return (T)TABLE_alloc(g, o);
+ ptdesc = pagetable_alloc(g, o);
+ if (!ptdesc)
+ 	return NULL;
+ return ptdesc_address(ptdesc);

// One statement for the case that there is memory: the other case leaves.
@null_single_block depends on patch disable braces0@
type T;
identifier x;
position p;
@@

 x = (T)TABLE_alloc(...);
 ... when != x
 if@p (x) { ... }

@null_single depends on patch@
type T;
identifier x;
expression g, o;
statement S;
position p != null_single_block.p;
@@

- x = (T)TABLE_alloc(g, o);
+ ptdesc = pagetable_alloc(g, o);
+ if (!ptdesc)
+ 	return NULL;
+ x = ptdesc_address(ptdesc);
- if@p (x)
  S
 return x;

// The rest of the function in a block, for the case that there is memory:
// the pointer is NULL outside of it.
@null_decl_block depends on patch disable braces0@
type T, U;
identifier x;
expression g, o;
@@

- U x = (T)TABLE_alloc(g, o);
+ struct ptdesc *ptdesc = pagetable_alloc(g, o);
+ U x = NULL;
 ... when != x
 if (
(
- x
+ ptdesc
|
- x
+ ptdesc
   != NULL
|
 likely(
- x
+ ptdesc
 )
|
 likely(
- x
+ ptdesc
   != NULL)
)
 ) {
+ x = ptdesc_address(ptdesc);
 ...
 }
 return x;

@null_block_find depends on patch disable braces0 exists@
type T;
identifier f, x;
@@

 f(...)
 {
 ...
 x = (T)TABLE_alloc(...);
 ... when != x
 if (\( x \| x != NULL \| likely(x) \| likely(x != NULL) \)) { ... }
 return x;
 }

@null_block depends on patch disable braces0@
type T;
identifier null_block_find.f, null_block_find.x;
expression g, o;
@@

 f(...)
 {
 ...
- x = (T)TABLE_alloc(g, o);
+ ptdesc = pagetable_alloc(g, o);
 ... when != x
 if (
(
- x
+ ptdesc
|
- x
+ ptdesc
   != NULL
|
 likely(
- x
+ ptdesc
 )
|
 likely(
- x
+ ptdesc
   != NULL)
)
 ) {
+ x = ptdesc_address(ptdesc);
 ...
 }
 return x;
 }

@null_block_decl depends on patch@
type U;
identifier null_block_find.f, null_block_find.x;
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
@null_block_after_two depends on patch@
symbol ptdesc;
identifier x;
declaration C, D;
statement S;
@@

 if (ptdesc) {
- x = ptdesc_address(ptdesc);
 C
 D
+
+ x = ptdesc_address(ptdesc);
 S
 ...
 }

@null_block_after_one depends on patch@
identifier x;
declaration D;
statement S;
@@

 if (ptdesc) {
- x = ptdesc_address(ptdesc);
 D
+
+ x = ptdesc_address(ptdesc);
 S
 ...
 }

// A test that leaves the function.
@null_leave_decl depends on patch@
type T, U;
identifier x;
expression g, o, R;
@@

- U x = (T)TABLE_alloc(g, o);
+ struct ptdesc *ptdesc = pagetable_alloc(g, o);
+ U x;
 ... when != x
 if (
(
- !x
+ !ptdesc
|
- x
+ ptdesc
   == NULL
|
 unlikely(
- !x
+ !ptdesc
 )
|
 unlikely(
- x
+ ptdesc
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
)
+ x = ptdesc_address(ptdesc);

@null_leave depends on patch@
type T;
identifier x;
expression g, o, R;
@@

- x = (T)TABLE_alloc(g, o);
+ ptdesc = pagetable_alloc(g, o);
 if (
(
- !x
+ !ptdesc
|
- x
+ ptdesc
   == NULL
|
 unlikely(
- !x
+ !ptdesc
 )
|
 unlikely(
- x
+ ptdesc
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
)
+ x = ptdesc_address(ptdesc);

// A block that leaves is as good. A goto can look like one: with a goto
// after the allocation the block is not looked at.
@null_goto_decl depends on patch exists@
type T, U;
identifier x, l;
position p;
@@

 U x = (T)TABLE_alloc@p(...);
 ... when any
 goto l;

@null_leave_block_decl depends on patch@
type T, U;
identifier x;
expression g, o, R;
position p != null_goto_decl.p;
@@

- U x = (T)TABLE_alloc@p(g, o);
+ struct ptdesc *ptdesc = pagetable_alloc(g, o);
+ U x;
 ... when != x
 if (
(
- !x
+ !ptdesc
|
- x
+ ptdesc
   == NULL
|
 unlikely(
- !x
+ !ptdesc
 )
|
 unlikely(
- x
+ ptdesc
   == NULL)
)
 ) {
 ... when != x
 return R;
 }
+ x = ptdesc_address(ptdesc);

@null_goto depends on patch exists@
type T;
identifier x, l;
position p;
@@

 x = (T)TABLE_alloc@p(...);
 ... when any
 goto l;

@null_leave_block depends on patch@
type T;
identifier x;
expression g, o, R;
position p != null_goto.p;
@@

- x = (T)TABLE_alloc@p(g, o);
+ ptdesc = pagetable_alloc(g, o);
 if (
(
- !x
+ !ptdesc
|
- x
+ ptdesc
   == NULL
|
 unlikely(
- !x
+ !ptdesc
 )
|
 unlikely(
- x
+ ptdesc
   == NULL)
)
 ) {
 ... when != x
 return R;
 }
+ x = ptdesc_address(ptdesc);

// Nothing in the function tests it: the caller does, or nobody did. Where
// something is undone before the return, leaving early would skip that.
@null_tested depends on patch exists@
type T;
identifier x;
position p;
@@

 x = (T)TABLE_alloc@p(...)
 ... when any
 \( x == NULL \| x != NULL \| !x \)

@null_returned depends on patch exists@
type T;
identifier x;
identifier undo =~ "unlock|free|put|release|restore|enable|exit|^up";
position p != null_tested.p;
@@

 x = (T)TABLE_alloc@p(...);
 ... when != undo(...)
 return x;

@null_untested depends on patch@
type T;
identifier x;
expression g, o;
position null_returned.p;
@@

- x = (T)TABLE_alloc@p(g, o);
+ ptdesc = pagetable_alloc(g, o);
+ if (!ptdesc)
+ 	return NULL;
+ x = ptdesc_address(ptdesc);

// Any other flow keeps its tests and gets the pointer they expect.
@null_other_decl depends on patch@
type T, U;
identifier x;
expression g, o;
@@

- U x = (T)TABLE_alloc(g, o);
+ struct ptdesc *ptdesc = pagetable_alloc(g, o);
+ U x = ptdesc ? ptdesc_address(ptdesc) : NULL;

@null_other depends on patch@
type T;
expression x, g, o;
@@

- x = (T)TABLE_alloc(g, o);
+ ptdesc = pagetable_alloc(g, o);
+ x = ptdesc ? ptdesc_address(ptdesc) : NULL;

// --- the local -----------------------------------------------------------

@null_local_needed depends on patch exists@
identifier f;
position p;
@@

 f@p(...)
 {
 ... when any
 ptdesc = pagetable_alloc(...);
 ... when any
 }

// A declaration in a block is of no use outside of it.
@null_local_there depends on patch exists@
identifier f;
statement S;
position null_local_needed.p;
@@

 f@p(...)
 {
 ... when != S
 \( struct ptdesc *ptdesc; \| struct ptdesc *ptdesc = ...; \)
 ...
 }

@null_local_insert depends on patch && !null_local_there@
identifier f;
position null_local_needed.p;
@@

 f@p(...)
 {
+struct ptdesc *TABLE_local;
 ...
 }

// A blank line after the declarations, where it is the only one.
@null_local_only depends on patch@
identifier f;
statement S;
@@

 f(...)
 {
-struct ptdesc *TABLE_local;
+struct ptdesc *ptdesc;
+
 S
 ...
 }

@null_local_first depends on patch@
@@

-struct ptdesc *TABLE_local;
+struct ptdesc *ptdesc;

// --- which frees ---------------------------------------------------------

// A parameter that runs through a dtor and is freed by its address: a local
// names the descriptor once.
@free_constructed depends on patch exists@
identifier f, x;
type T;
position p;
@@

 f@p(..., T *x, ...)
 {
 ... when != x = ...
 \( pgtable_pte_page_dtor(virt_to_page(x)) \| pgtable_pmd_page_dtor(virt_to_page(x)) \)
 ... when != x = ...
 \( free_page((unsigned long)x) \| free_pages((unsigned long)x, ...) \)
 ...
 }

@free_constructed_insert depends on patch@
identifier f, free_constructed.x;
position free_constructed.p;
@@

 f@p(...)
 {
+struct ptdesc *TABLE_local = virt_to_ptdesc(x);
 ...
 }

@free_constructed_use depends on patch@
identifier f, x;
@@

 f(...)
 {
 struct ptdesc *TABLE_local = virt_to_ptdesc(x);
 <...
(
- pgtable_pte_page_dtor(virt_to_page(x))
+ pagetable_pte_dtor(ptdesc)
|
- pgtable_pmd_page_dtor(virt_to_page(x))
+ pagetable_pmd_dtor(ptdesc)
|
- free_page((unsigned long)x)
+ pagetable_free(ptdesc)
|
- free_pages((unsigned long)x, ...)
+ pagetable_free(ptdesc)
)
 ...>
 }

@free_constructed_only depends on patch@
identifier f, x;
statement S;
@@

 f(...)
 {
-struct ptdesc *TABLE_local = virt_to_ptdesc(x);
+struct ptdesc *ptdesc = virt_to_ptdesc(x);
+
 S
 ...
 }

@free_constructed_first depends on patch@
expression x;
@@

-struct ptdesc *TABLE_local = virt_to_ptdesc(x);
+struct ptdesc *ptdesc = virt_to_ptdesc(x);

// What the function itself took from the page allocator, and kept there, goes
// back there.
@free_page_kept depends on patch exists@
identifier x;
type T, U;
position p;
@@

(
 x = (T)\( __get_free_page \| __get_free_pages \| get_zeroed_page \)(...);
|
 U x = (T)\( __get_free_page \| __get_free_pages \| get_zeroed_page \)(...);
)
 ... when any
(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@pgd_own_free depends on own_pgd || pgd_left@
pgd_t *x;
position p;
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@pud_own_free depends on own_pud || pud_left@
pud_t *x;
position p;
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@pmd_own_free depends on own_pmd || pmd_left@
pmd_t *x;
position p;
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@pte_own_free depends on own_pte || pte_left@
pte_t *x;
position p;
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@table_free depends on patch@
{pgd_t, pud_t, pmd_t, pte_t} *x;
position p != { free_page_kept.p, pgd_own_free.p, pud_own_free.p, pmd_own_free.p, pte_own_free.p };
@@

(
- free_page@p((unsigned long)x)
+ pagetable_free(virt_to_ptdesc(x))
|
- free_pages@p((unsigned long)x, ...)
+ pagetable_free(virt_to_ptdesc(x))
|
- __free_page@p(virt_to_page(x))
+ pagetable_free(virt_to_ptdesc(x))
|
- __free_pages@p(virt_to_page(x), ...)
+ pagetable_free(virt_to_ptdesc(x))
)

// A member that a table's address was stored in.
@table_free_member depends on patch@
expression E;
identifier table_member.m;
@@

(
- free_page((unsigned long)E->m)
+ pagetable_free(virt_to_ptdesc(E->m))
|
- free_pages((unsigned long)E->m, ...)
+ pagetable_free(virt_to_ptdesc(E->m))
|
- free_page((unsigned long)E.m)
+ pagetable_free(virt_to_ptdesc(E.m))
|
- free_pages((unsigned long)E.m, ...)
+ pagetable_free(virt_to_ptdesc(E.m))
)

// --- report --------------------------------------------------------------

// The same places, in the untouched file.
@copy_report depends on report exists@
identifier x;
type T, U;
position no_table.p, q;
@@

(
 x = (T)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...);
|
 U x = (T)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...);
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

@free_report depends on report@
{pgd_t, pud_t, pmd_t, pte_t} *x;
position p != { copy_report.q, pgd_own_free.p, pud_own_free.p, pmd_own_free.p, pte_own_free.p };
@@

(
 free_page@p((unsigned long)x)
|
 free_pages@p((unsigned long)x, ...)
|
 __free_page@p(virt_to_page(x))
|
 __free_pages@p(virt_to_page(x), ...)
)

@free_member_report depends on report@
expression E;
identifier table_member.m;
position p;
@@

(
 free_page@p((unsigned long)E->m)
|
 free_pages@p((unsigned long)E->m, ...)
|
 free_page@p((unsigned long)E.m)
|
 free_pages@p((unsigned long)E.m, ...)
)

@script:python depends on report@
p << free_member_report.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")

@alloc_report depends on report@
position p != no_table.p;
@@

 \( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)

@script:python depends on report@
p << alloc_report.p;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")

@script:python depends on report@
p << free_report.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
