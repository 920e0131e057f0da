// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are destructed by their descriptor, and then freed by their
// address: a local names the descriptor once, or the function for both is
// called where the tree has one. Comes after shared/table-flow.cocci and
// before shared/table-free.cocci, which reports such a free.
//
// The step that includes this declares the virtual names patch and dtor_free.

@pair_typed@
identifier D =~ "^pagetable_((pte|pmd|pud|p4d|pgd)_)?dtor$";
type T;
T *x;
position p;
@@

 D@p(virt_to_ptdesc(x));
 \( free_page((unsigned long)x); \| free_pages((unsigned long)x, ...); \)

@script:python pair_name@
p << pair_typed.p;
T << pair_typed.T;
x << pair_typed.x;
f;
pt;
@@

if T not in levels or T in own | left:
    cocci.include_match(False)
else:
    function, table = p[0].current_element, re.findall(r"\w+", x)[0]
    coccinelle.f = cocci.make_ident(function)
    coccinelle.pt = cocci.make_ident(local_name(function, table))

@pair_mark depends on patch@
position pair_typed.p;
identifier D, pair_name.pt;
expression x;
@@

- D@p(virt_to_ptdesc(x));
+ TABLE_pair(D, pt, x);
- \( free_page((unsigned long)x); \| free_pages((unsigned long)x, ...); \)

@pair_whole depends on patch && dtor_free@
symbol pagetable_dtor;
identifier pt;
expression x;
@@

- TABLE_pair(pagetable_dtor, pt, x);
+ pagetable_dtor_free(virt_to_ptdesc(x));

// It can be declared at the start of a block,
@pair_block depends on patch@
identifier D, pt;
expression x;
@@

 {
- TABLE_pair(D, pt, x);
+ struct ptdesc *pt = virt_to_ptdesc(x);
+
+ D(pt);
+ pagetable_free(pt);
 ...
 }

// and else at the start of the function.
@pair_far depends on patch@
identifier D, pt;
expression x;
@@

- TABLE_pair(D, pt, x);
+ pt = virt_to_ptdesc(x);
+ D(pt);
+ pagetable_free(pt);

@pair_far_declared depends on patch@
identifier pair_name.f, pair_name.pt;
@@

 f(...)
 {
++struct ptdesc *pt;
 ...
 pt = virt_to_ptdesc(...);
 ...
 }
