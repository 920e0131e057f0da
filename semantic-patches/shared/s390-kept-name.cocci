// SPDX-License-Identifier: GPL-2.0-only
// A local of s390 whose name says nothing of a page keeps it: it was `ptdesc`
// for shared/s390-table.cocci only. Comes after all rules of the step.

@script:python table_kept_name@
f << table.f;
pg << table.pg;
kept;
@@

if page_name(f, pg) == "ptdesc":
    cocci.include_match(False)
else:
    coccinelle.kept = cocci.make_ident(pg)

@depends on patch@
identifier table.f, table_kept_name.kept;
expression e;
@@

 f(...)
 {
 <...
(
 struct ptdesc *
- ptdesc
+ kept
 ;
|
 struct ptdesc *
- ptdesc
+ kept
  = e;
|
- ptdesc
+ kept
)
 ...>
 }
