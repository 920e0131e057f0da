# SPDX-License-Identifier: GPL-2.0-only
"""Proof that struct ptdesc lies over struct page in a cell, from what the
cell's compiler made of both.

A file that includes the header is compiled with debug information by the
command of a unit of the cell, whatever the configuration says of debugging;
pahole reads the object, linked where it does not know the machine. Which
member must be over which the tree's own asserts say. Where the compiler or
pahole cannot, the asserts, which this compilation passed, are what proves it.
"""

import re
import shutil
import subprocess

HEADER = "include/linux/mm_types.h"
_TRIAL = """\
#include <linux/mm_types.h>
extern struct page *layout_page;
extern struct ptdesc *layout_ptdesc;
struct page *layout_page;
struct ptdesc *layout_ptdesc;
"""
_ASSERT = re.compile(r"_Static_assert\s*\((?P<said>[^;]*)")
_OFFSET = re.compile(r"__builtin_offsetof\s*\(\s*struct\s+(page|ptdesc)\s*,"
                     r"\s*(\w+)\s*\)")
_STRUCT = re.compile(r"^struct (\w+) \{$")
_MEMBER = re.compile(r"(\w+)(?:\[\d*\])*(?:\)\([^;]*\))?;"
                     r"\s*/\*\s*(\d+)\s+(\d+)\s*\*/")
_NESTED = re.compile(r"^\t+\}\s*(\w+)(?:\[\d*\])*;\s*/\*\s*(\d+)\s+(\d+)\s*\*/")
_ATTRIBUTE = re.compile(r"\s*__attribute__\(\(.*?\)\)(?=\s*[;/])")
_SIZE = re.compile(r"/\* size: (\d+),")


def members(text):
    """{struct: (size, {member: (offset, size)})} of pahole's output. Members
    of unnamed structures and unions belong to the structure around them;
    those of a named one do not."""
    found, name, size, inside, stack = {}, "", 0, {}, []
    for line in text.splitlines():
        line = _ATTRIBUTE.sub("", line)
        start = _STRUCT.match(line)
        if start:
            name, inside, stack, size = start[1], {}, [], 0
            continue
        if not name:
            continue
        if line.startswith("}"):
            found[name], name = (size, inside), ""
        elif line.rstrip().endswith("{"):
            stack.append([])
        elif line.strip().startswith("}") and stack:
            mine, named = stack.pop(), _NESTED.match(line)
            if named:
                mine = [(named[1], int(named[2]), int(named[3]))]
            elif "/*" not in line:
                # Of clang's unions pahole prints another copy, which lies
                # nowhere.
                mine = []
            _add(mine, stack, inside)
        elif _SIZE.search(line) and not stack:
            size = int(_SIZE.search(line)[1])
        else:
            member = _MEMBER.search(line)
            if member:
                _add([(member[1], int(member[2]), int(member[3]))], stack,
                     inside)
    return found


def _add(mine, stack, inside):
    if stack:
        stack[-1] += mine
    else:
        inside.update({name: (offset, size) for name, offset, size in mine})


def asserted(text):
    """[(member of page, member of ptdesc)] that a preprocessed text asserts
    to be at one offset, and whether it asserts the sizes."""
    pairs, sizes = [], False
    for match in _ASSERT.finditer(text):
        offsets = dict(_OFFSET.findall(match["said"]))
        if set(offsets) == {"page", "ptdesc"}:
            pairs.append((offsets["page"], offsets["ptdesc"]))
        elif re.search(r"sizeof\s*\(\s*struct\s+(?:page|ptdesc)\s*\)",
                       match["said"]):
            sizes = sizes or "struct ptdesc" in match["said"]
    return pairs, sizes


def compare(structs, pairs):
    """(list of members as they lie, list of what is wrong)."""
    page_size, page = structs["page"]
    ptdesc_size, ptdesc = structs["ptdesc"]
    over = {member: name for name, member in pairs}
    lie, wrong = [], []
    if ptdesc_size > page_size:
        wrong.append(f"struct ptdesc has {ptdesc_size} bytes, struct page "
                     f"{page_size}")
    for member, (offset, size) in sorted(ptdesc.items(),
                                         key=lambda one: (one[1], one[0])):
        there = sorted(name for name, place in page.items()
                       if place[0] == offset)
        want = over.get(member)
        if want and page.get(want, (None,))[0] != offset:
            wrong.append(f"ptdesc.{member} at {offset} is not over "
                         f"page.{want}")
        if offset + size > page_size:
            wrong.append(f"ptdesc.{member} ends after struct page")
        lie.append({"member": member, "offset": offset, "size": size,
                    "asserted": want, "over": there})
    for name, member in pairs:
        if member not in ptdesc or name not in page:
            wrong.append(f"debug information has no page.{name} or "
                         f"ptdesc.{member}")
    return lie, wrong


def prove(builder, unit):
    """The proof in one cell, as matrix.json has it; `unit` is one that
    includes the header. `by` is "pahole", "asserts" or "nothing"."""
    source = builder.obj / "ptdesc-layout.c"
    source.write_text(_TRIAL, "utf-8")
    text, _ = builder.variant(unit, source, "-E", "-P")
    pairs, sizes = asserted(text)
    proof = {"by": "nothing", "asserts": len(pairs) + int(sizes), "page": 0,
             "ptdesc": 0, "members": [], "wrong": []}
    if not re.search(r"\bstruct\s+ptdesc\s*\{", text):
        proof["why"] = "the tree has no struct ptdesc"
        return proof
    target = source.with_suffix(".o")
    target.unlink(missing_ok=True)
    _, built = builder.variant(unit, source, "-g", "-gdwarf-4", "-c", "-o",
                               str(target))
    if not built or not target.exists():
        proof["why"] = "its file does not compile"
        return proof
    if pairs:
        proof["by"] = "asserts"
    structs = _pahole(target) or _linked(builder, target)
    if not structs:
        proof["why"] = "pahole does not read the object"
        return proof
    proof["members"], proof["wrong"] = compare(structs, pairs)
    proof.update(by="pahole", page=structs["page"][0],
                 ptdesc=structs["ptdesc"][0])
    return proof


def _linked(builder, target):
    """pahole needs to know a machine's relocations to read an object; linked,
    there are none left."""
    compiler = builder.cell.compiler
    linkers = [compiler[:-len("gcc")] + "ld"] \
        if compiler.endswith("gcc") else []
    linkers += [f"ld.lld{compiler[len('clang'):]}"
                if builder.cell.toolchain == "clang" else "ld.lld-19"]
    program = target.with_suffix(".elf")
    for linker in linkers:
        program.unlink(missing_ok=True)
        if not shutil.which(linker):
            continue
        builder.runner.run([linker, "-e", "0",
                            "--unresolved-symbols=ignore-all", "-o",
                            str(program), str(target)], builder.obj)
        structs = _pahole(program) if program.exists() else {}
        if structs:
            return structs
    return {}


def _pahole(target):
    """members() of both structures, {} if pahole cannot read a file."""
    if not shutil.which("pahole"):
        return {}
    try:
        done = subprocess.run(["pahole", "-C", "page,ptdesc", str(target)],
                              capture_output=True, text=True, timeout=60,
                              check=False)
    except subprocess.TimeoutExpired:
        return {}
    found = members(done.stdout)
    return found if {"page", "ptdesc"} <= set(found) else {}
