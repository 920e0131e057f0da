// SPDX-License-Identifier: GPL-2.0-only
// Takes back conversions that cancel each other out, once a function and
// its callers both speak of descriptors. Included last by the steps that
// change one side.

@fold_there_and_back depends on patch@
expression E;
@@

- page_ptdesc(ptdesc_page(E))
+ E

// virt_to_ptdesc() itself is made of what it replaces.
@fold_definition depends on patch@
expression E;
position p;
@@

 virt_to_ptdesc(...)
 {
 <+...
 page_ptdesc@p(virt_to_page(E))
 ...+>
 }

@fold_virt depends on patch@
expression E;
position p != fold_definition.p;
@@

- page_ptdesc@p(virt_to_page(E))
+ virt_to_ptdesc(E)
