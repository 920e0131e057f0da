// SPDX-License-Identifier: GPL-2.0-only
// What the rules have found out about the allocations of a file that return
// an address, and what is done with each of them. The rules of
// shared/table-address.cocci, shared/table-constructed.cocci and
// shared/table-integer.cocci say which are page tables, is_table(), those of
// shared/table-flow.cocci where the address and its NULL go. Comes before
// them; shared/local-name.cocci before this.

@initialize:python@
@@

# By the place of an allocation: the level of the table, the ways its NULL
# goes, and the function and variable that take the address.
level, flow, taker, in_declaration, orders = {}, {}, {}, set(), {}
# By function and variable, places: where it is used, where the descriptor is
# as good, where it is set. By function and place of a declaration: its names.
used, tested, assigned, declared = {}, {}, {}, {}
# By member of a structure: what it is given, the types of tables or None. The
# members of which the file frees what is there.
members, members_freed = {}, set()
# The levels whose two halves are the architecture's own, and those of which
# one table stays what it is.
own, left = set(), set()
# The types of the entries of the levels that are looked for.
levels = {"pgd_t", "pud_t", "pmd_t", "pte_t"}

def place(p):
    return int(p[0].line), int(p[0].column)

def is_table(p, what):
    """Says that an allocation is a page table. `what` is its level where
    the type of its entries tells."""
    for at in p:
        level.setdefault(place([at]), what)

def takes(x, p):
    for at in p:
        taker[place([at])] = (at.current_element, x)

def takes_member(p, T):
    """A member takes it: the descriptors of a function share a local."""
    for at in p:
        f = at.current_element
        name = T[:3] if "ptdesc" in words.get(f, ()) else "table"
        taker[place([at])] = (f, name)

def goes(p, how):
    for at in p:
        flow.setdefault(place([at]), set()).add(how)

def uses(what, x, u):
    for at in u:
        what.setdefault((at.current_element, x), set()).add(place([at]))

def all_ours(f, x):
    """Whether nothing else is ever put into the variable."""
    key = (f, x)
    return assigned.get(key, set()) <= tested.get(key, set()) \
        and all(at in level for at, who in taker.items() if who == key)

def values(at):
    """How often the address is needed, and not just its descriptor."""
    key = taker.get(at)
    return len(used.get(key, set()) - tested.get(key, set()))

def alone(at):
    """Whether no other variable stands in the declaration of the taker."""
    f, x = taker[at]
    return not any(x in names and len(names) > 1
                   for where, names in declared.items() if where[0] == f)

def way(at):
    """How an allocation is rewritten; None when it is not."""
    how = set(flow.get(at, ()))
    if "member" in how:
        return "member"
    if at not in taker:
        return "return" if "return" in how else None
    if "goto" in how:
        how.discard("leave")
        if "goto_used" not in how:
            how.add("leave")
    places = [other for other, who in taker.items() if who == taker[at]]
    if len({other in in_declaration for other in places}) > 1:
        return None
    if at in in_declaration and not alone(at):
        return None
    whole = values(at) == 1 and alone(at) and all_ours(*taker[at])
    if "or_fail" in how:
        return "whole" if whole else None
    if level[at] == "integer":
        return ("whole" if whole else "leave") if "leave" in how else None
    if level[at] == "constructed" and whole and "leave" not in how:
        return "maybe"
    for one in ("leave", "block", "single", "one"):
        if one in how:
            return one
    if "untested" in how and "tested" not in how:
        return "untested"
    return None

def rewritten(at):
    """How, unless another table of its level stays what it is."""
    return way(at) if at in level and level[at] not in left else None

@script:python@
@@

for one in (level, flow, taker, in_declaration, orders, used, tested,
            assigned, declared, members, members_freed, own, left):
    one.clear()

@member_given@
type T;
T *x;
identifier m;
expression E;
position p;
@@

 \( E.m = x@p \| E->m = x@p \)

@script:python@
T << member_given.T;
x << member_given.x;
m << member_given.m;
@@

if x != "NULL":
    members.setdefault(m, set()).add(T)

@member_given_other@
identifier m;
expression E, N;
position p != member_given.p;
@@

 \( E.m = N@p \| E->m = N@p \)

@script:python@
m << member_given_other.m;
@@

members.setdefault(m, set()).add(None)

@member_freed@
identifier m;
expression E;
@@

(
 free_page((unsigned long)E.m)
|
 free_page((unsigned long)E->m)
|
 free_pages((unsigned long)E.m, ...)
|
 free_pages((unsigned long)E->m, ...)
)

@script:python@
m << member_freed.m;
@@

members_freed.add(m)
