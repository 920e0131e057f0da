// SPDX-License-Identifier: GPL-2.0-only
// New tables that a member of a structure takes at once, and that are tested
// there. Only where the member has nothing but tables, and the file frees them:
// in another file the other half would stay what it is. Comes after
// shared/table-address.cocci and before shared/table-flow.cocci.

@flow_member@
identifier m;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
expression E;
position p;
@@

(
 E.m = (T *)A@p(...);
|
 E->m = (T *)A@p(...);
)

@script:python@
m << flow_member.m;
T << flow_member.T;
p << flow_member.p;
@@

if m in members_freed and members.get(m, {None}) <= levels - own:
    goes(p, "member")
    takes_member(p, T)
