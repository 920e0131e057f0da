// SPDX-License-Identifier: GPL-2.0-only
// A page table that is freed by call_rcu() through the rcu_head of its page:
// where it is handed over, and the callback that frees it. pt_rcu_head lies
// in the same place. What a pgtable_t is, a page or its memory, does not
// matter. Comes after shared/local-name.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@deferred_callback@
typedef pgtable_t;
identifier f, head, L;
position p;
@@

 f@p(struct rcu_head *head)
 {
 <+...
 (pgtable_t)\( L \| page_address(L) \)
 ...+>
 }

@deferred_head@
identifier deferred_callback.f, deferred_callback.head, deferred_callback.L;
position c;
@@

 f(struct rcu_head *head)
 {
 <+...
(
 struct page *L = container_of@c(head, struct page, rcu_head);
|
 L = container_of@c(head, struct page, rcu_head)
)
 ...+>
 }

@script:python callback_name depends on deferred_head@
f << deferred_callback.f;
L << deferred_callback.L;
pt;
@@

coccinelle.pt = cocci.make_ident(page_name(f, L))

@deferred_callback_rewrite depends on patch disable drop_cast@
identifier deferred_callback.f, deferred_callback.head, deferred_callback.L;
identifier callback_name.pt;
type T;
position deferred_callback.p;
@@

 f@p(struct rcu_head *head)
 {
 <...
(
- struct page *L = container_of(head, struct page, rcu_head);
+ struct ptdesc *pt = container_of(head, struct ptdesc, pt_rcu_head);
|
- struct page *L;
+ struct ptdesc *pt;
|
- L = container_of(head, struct page, rcu_head)
+ pt = container_of(head, struct ptdesc, pt_rcu_head)
|
- (T)page_address(L)
+ (T)ptdesc_address(pt)
|
- (T)L
+ (T)ptdesc_page(pt)
|
- page_address(L)
+ ptdesc_address(pt)
|
- L
+ ptdesc_page(pt)
)
 ...>
 }

@script:python depends on report@
c << deferred_head.c;
@@

coccilib.report.print_report(c[0], "the table has its RCU head in pt_rcu_head")

// Nothing else is done with the page.
@deferred exists@
typedef pgtable_t;
pgtable_t T;
identifier f, L, callback;
position p, r;
@@

 f@p(...)
 {
 ... when any
(
 struct page *L = \( virt_to_page(T) \| T \);
|
 struct page *L;
 ... when any
 L = \( virt_to_page(T) \| T \);
)
 ... when != L
 call_rcu(&L->rcu_head@r, callback);
 ... when != L
 }

@script:python deferred_name@
f << deferred.f;
L << deferred.L;
pt;
@@

coccinelle.pt = cocci.make_ident(page_name(f, L))

@deferred_rewrite depends on patch@
pgtable_t deferred.T;
identifier deferred.f, deferred.L, deferred.callback, deferred_name.pt;
position deferred.p;
@@

 f@p(...)
 {
 <...
(
- struct page *L = virt_to_page(T);
+ struct ptdesc *pt = virt_to_ptdesc(T);
|
- struct page *L = T;
+ struct ptdesc *pt = page_ptdesc(T);
|
- struct page *L;
+ struct ptdesc *pt;
|
- L = virt_to_page(T)
+ pt = virt_to_ptdesc(T)
|
- L = T
+ pt = page_ptdesc(T)
|
- call_rcu(&L->rcu_head, callback)
+ call_rcu(&pt->pt_rcu_head, callback)
)
 ...>
 }

@script:python depends on report@
r << deferred.r;
@@

coccilib.report.print_report(r[0], "the table has its RCU head in pt_rcu_head")
