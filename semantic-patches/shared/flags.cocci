// SPDX-License-Identifier: GPL-2.0-only
// The flags of an allocation that returned an address. __get_free_page() and
// its like never returned high memory, pagetable_alloc() may: flags that do
// not visibly lack __GFP_HIGHMEM are masked. get_zeroed_page() says
// __GFP_ZERO from now on. A local that only ever holds such flags is as good
// as they are. Comes before all rules that rewrite.
//
//	flags_of(f, name, gfp)	the flags for pagetable_alloc()

@initialize:python@
@@

import re

LOW = re.compile(r"GFP_(KERNEL|KERNEL_ACCOUNT|ATOMIC|NOWAIT|NOIO|NOFS|USER|DMA"
                 r"|DMA32|PGTABLE_KERNEL|PGTABLE_USER)$|__GFP_(ZERO|ACCOUNT"
                 r"|NOWARN|NORETRY|RETRY_MAYFAIL|NOFAIL|HIGH|COMP|DMA|DMA32"
                 r"|THISNODE|NOMEMALLOC|MEMALLOC|NOTRACK|NOLOCKDEP|IO|FS"
                 r"|RECLAIM|DIRECT_RECLAIM|KSWAPD_RECLAIM)$")
ZERO = ("__GFP_ZERO", "GFP_PGTABLE_KERNEL", "GFP_PGTABLE_USER")
# What is left of flags for high memory when that is masked out.
MASKED = {"GFP_HIGHUSER": "GFP_USER"}
held = {}

def parts_of(text, sign):
    """The parts of an expression between the signs of its top level."""
    parts, depth, part = [], 0, ""
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter == sign and not depth:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()]

def low_names(text):
    """The names that are or-ed, when all of them lack __GFP_HIGHMEM."""
    text = re.sub(r"^\(([^()]*)\)$", r"\1", text.strip())
    names = [MASKED.get(name, name) for name in parts_of(text, "|")]
    return names if all(LOW.match(name) for name in names) else None

def holds(f, v, text):
    held.setdefault((f, v), []).append(low_names(text))

def flags_of(f, name, gfp):
    gfp = " ".join(gfp.split()).replace("~ ", "~")
    zero = name == "get_zeroed_page"
    names = low_names(gfp)
    values = held.get((f, gfp))
    if names:
        zero = zero and not any(name in ZERO for name in names)
        return " | ".join(names + ["__GFP_ZERO"] * zero)
    if values and all(values):
        zero = zero and not all(any(name in ZERO for name in one)
                                for one in values)
        return gfp + " | __GFP_ZERO" * zero
    if re.search(r"& ~__GFP_HIGHMEM$", gfp):
        return f"({gfp}) | __GFP_ZERO" if zero else gfp
    if zero and "__GFP_ZERO" not in parts_of(gfp, "|"):
        gfp += " | __GFP_ZERO"
    if re.match(r"\w+(\(.*\))?$", gfp):
        return gfp + " & ~__GFP_HIGHMEM"
    return f"({gfp}) & ~__GFP_HIGHMEM"

@script:python@
@@

held.clear()

@flags_local@
identifier f, v;
expression E;
typedef gfp_t;
@@

 f(...)
 {
 <+...
 \( gfp_t v; \| gfp_t v = E; \)
 ...+>
 }

@flags_begun@
identifier flags_local.f, flags_local.v;
expression E;
typedef gfp_t;
@@

 f(...)
 {
 <+...
 gfp_t v = E;
 ...+>
 }

@script:python@
f << flags_local.f;
v << flags_local.v;
E << flags_begun.E;
@@

holds(f, v, E)

@flags_set@
identifier flags_local.f, flags_local.v;
expression E;
@@

 f(...)
 {
 <+...
 v = E
 ...+>
 }

@script:python@
f << flags_local.f;
v << flags_local.v;
E << flags_set.E;
@@

holds(f, v, E)

@flags_changed@
identifier flags_local.f, flags_local.v;
expression E;
position q;
@@

 f(...)
 {
 <+...
(
 v@q |= E
|
 v@q ^= E
|
 &v@q
)
 ...+>
 }

@script:python@
f << flags_local.f;
v << flags_local.v;
q << flags_changed.q;
@@

holds(f, v, "?")

// What is taken away can be the zeroes.
@flags_reduced@
identifier flags_local.f, flags_local.v;
expression E;
@@

 f(...)
 {
 <+...
 v &= E
 ...+>
 }

@script:python@
f << flags_local.f;
v << flags_local.v;
E << flags_reduced.E;
@@

if E.replace(" ", "") not in ("~__GFP_ACCOUNT", "~__GFP_NOWARN"):
    holds(f, v, "GFP_KERNEL")
