// SPDX-License-Identifier: GPL-2.0-only
// The final names of what shared/s390-table.cocci calls TABLE_. A local whose
// name says nothing of a page keeps it. Comes after all rules of the step.

@script:python table_name@
f << table.f;
pg << table.pg;
pt;
@@

coccinelle.pt = cocci.make_ident(page_name(f, pg))

@depends on patch@
identifier table.f, table_name.pt;
expression e;
@@

 f(...)
 {
 <...
(
 struct ptdesc *
- TABLE_
+ pt
 ;
|
 struct ptdesc *
- TABLE_
+ pt
  = e;
|
- TABLE_
+ pt
)
 ...>
 }

// A function that is handed a table.
@script:python table_taken_name@
g << table_taker.taker;
P << table_taken.P;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(g, P))

@depends on patch@
identifier table_taker.taker, table_taken_name.pt;
@@

 taker(struct ptdesc *
- TABLE_
+ pt
  , ...)
 {
 <...
- TABLE_
+ pt
 ...>
 }
