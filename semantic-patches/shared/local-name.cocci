// SPDX-License-Identifier: GPL-2.0-only
// The name of a local that holds a descriptor, for all steps. It is `ptdesc`
// where the function has no such word, no other table that wants it, and the
// file none of that name around it. Otherwise the name of what the descriptor
// is of stands before it: `pud_ptdesc`; `pud_pt` where another one of them would
// hide a function of the kernel, pmd_ptdesc(). A variable that was a page, and whose
// name says nothing of one, keeps it. Included once by a step, before all
// rules that rewrite, so that the words are those of the input.
//
//	local_name(f, x)	the name, for the table x of the function f
//	local_wanted(f, x)	x will ask: of several tables none is `ptdesc`
//	page_name(f, x), page_wanted(f, x)	the same for what was a page

@initialize:python@
@@

import re

words = {}
wanted = {}
functions = {"folio_ptdesc", "pmd_ptdesc"}

def words_of_function(f, at):
    """Notes the words between the first and last line of a function."""
    with open(at.file, errors="surrogateescape") as source:
        lines = source.read().split("\n")
    first, last = int(at.current_element_line), int(at.current_element_line_end)
    words.setdefault(f, set()).update(
        re.findall(r"[A-Za-z_]\w*", "\n".join(lines[first - 1:last])))

def local_wanted(f, x):
    wanted.setdefault(str(f), set()).add(str(x))

def name_ending(tables):
    """What stands behind the names of tables, in their descriptors' names."""
    hides = any(table + "_ptdesc" in functions for table in tables)
    return "_pt" if hides else "_ptdesc"

def says_page(x):
    return re.search(r"page|^pg$", x)

def local_name(f, x):
    local_wanted(f, x)
    f, x = str(f), str(x)
    used = words.get(f, set()) | words.get("", set())
    if "ptdesc" not in used and len(wanted[f]) == 1:
        return "ptdesc"
    name = "table" if says_page(x) else x + name_ending(wanted[f])
    while name in used:
        name += "_ptdesc"
    return name

def renamed(x):
    return says_page(x) or re.match(r"(p|pt|pte|pmd|pud|pgd)$", x)

def page_wanted(f, x):
    if renamed(str(x)):
        local_wanted(f, x)

def page_name(f, x):
    return local_name(f, x) if renamed(str(x)) else str(x)

@script:python@
@@

words.clear()
wanted.clear()

@name_function@
identifier f;
position p;
@@

 f@p(...) { ... }

@script:python@
f << name_function.f;
p << name_function.p;
@@

words_of_function(f, p[0])

// Around all functions: a variable or a macro of the file.
@name_global@
symbol ptdesc;
type T;
position p;
@@

(
 T ptdesc@p;
|
 T ptdesc@p = ...;
)

@script:python@
p << name_global.p;
@@

if p[0].current_element == "ptdesc":
    words.setdefault("", set()).add("ptdesc")

@name_macro@
@@

(
#define ptdesc ...
|
#define ptdesc(...) ...
)

@script:python depends on name_macro@
@@

words.setdefault("", set()).add("ptdesc")
