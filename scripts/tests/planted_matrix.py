# SPDX-License-Identifier: GPL-2.0-only
"""Breakages of the kinds that broke the series by hand, planted in a
converted tree: the impacted scope must report what a wider one reports.

Not part of `make test`, it takes minutes:

    OUT=results/linux-6.1.192 /usr/bin/python3 -m pytest -s \\
        scripts/tests/planted_matrix.py

OUT is what `make convert` made. WIDER is the scope to compare with (folders,
or full where there are hours), PLACE a folder to keep the builds in.
"""

import difflib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from ptdesc.matrix import cells, kbuild, units      # noqa: E402

CELL = "sh/allmod"
# Kind: (file, pattern, replacement, names of the change, what a compiler
# must say). The pattern has to match once or more; only the first is changed.
PLANTED = {
    "a helper behind a condition that is off": (
        "include/linux/mm.h",
        r"static (?:__always_)?inline struct ptdesc \*virt_to_ptdesc\(.*?\n}\n",
        r"#ifdef CONFIG_NEVER_SET\n\g<0>#endif\n", ["virt_to_ptdesc"],
        r"implicit declaration of function 'virt_to_ptdesc'"),
    "an integer for a pointer": (
        "include/asm-generic/pgalloc.h", r"return ptdesc_address\(ptdesc\);",
        r"return ptdesc_address((unsigned long)ptdesc);",
        ["__pte_alloc_one_kernel"], r"makes pointer from integer"),
    "a dtor where a ctor was meant": (
        "include/asm-generic/pgalloc.h", r"if \(!pagetable_pte_ctor\(",
        r"if (!pagetable_pte_dtor(", ["__pte_alloc_one"],
        r"invalid use of void expression|void value not ignored"),
    "extern inline and a flag that does not exist": (
        "arch/sh/include/asm/pgalloc.h", r"\n#endif[^\n]*\n*\Z",
        "\nextern inline struct ptdesc *planted(void)\n{\n"
        "\treturn pagetable_alloc(GFP_PLANTED, 0);\n}\n\\g<0>",
        ["planted"], r"'GFP_PLANTED' undeclared"),
    "a variable left behind in one branch": (
        "include/linux/mm.h",
        r"static inline bool ptlock_init\([^;{]*\) *\{ return true; \}",
        "static inline bool ptlock_init(struct ptdesc *ptdesc)\n{\n"
        "\tstruct page *left_behind;\n\n\treturn true;\n}", ["ptlock_init"],
        r"unused variable 'left_behind'"),
    "a struct before the types of its members": (
        "include/linux/mm_types.h", r"struct ptdesc \{\n",
        "\\g<0>\tstruct defined_later early;\n", ["ptdesc"],
        r"'early' has incomplete type"),
    "one patch of two": (
        "include/linux/mm.h", r"void pagetable_free\(",
        r"void pagetable_release(", ["pagetable_free", "pagetable_release"],
        r"implicit declaration of function 'pagetable_free'"),
    "a list iterator half converted": (
        "arch/sh/mm/pgtable.c", r"\Z",
        "\nvoid planted_walk(struct list_head *tables);\n"
        "void planted_walk(struct list_head *tables)\n{\n"
        "\tstruct page *page;\n\n"
        "\tlist_for_each_entry(page, tables, pt_list)\n"
        "\t\tClearPageReserved(page);\n}\n",
        ["planted_walk"], r"'struct page' has no member named 'pt_list'"),
}


def plant(tree, out):
    """Writes a series that breaks `tree` in each way, a patch each."""
    texts, rows = {}, []
    (out / "series").mkdir(parents=True, exist_ok=True)
    for number, (kind, (name, old, new, names, _)) in enumerate(
            PLANTED.items(), 1):
        before = texts.get(name) or (tree / name).read_text("utf-8")
        after, count = re.subn(old, new, before, count=1, flags=re.S)
        assert count, f"{name} has no place for {kind}"
        texts[name] = after
        patch = "".join(difflib.unified_diff(
            before.splitlines(True), after.splitlines(True), f"a/{name}",
            f"b/{name}"))
        (out / f"series/{number:04}-planted.patch").write_text(
            f"Subject: [PATCH] {kind}\n\nPlanted.\n\n"
            f"diff --git a/{name} b/{name}\n{patch}", "utf-8")
        rows.append({"number": number, "names": names})
    (out / "convert.json").write_text(json.dumps(
        {"tree": {"path": str(tree)}, "rows": rows}), "utf-8")


def build(tree, out, scope):
    """The entry of the whole planted series."""
    done = subprocess.run(
        [ROOT / "scripts" / "matrix", "--kdir", tree, "--out", out,
         "--cells", CELL, "--scope", scope, "--quiet"], check=False,
        capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    entry, = json.loads((out / "matrix.json").read_text("utf-8"))["cells"]
    return entry


def objects_of(out):
    """How many objects the configuration has."""
    cell, = cells.select(cells.load(), patterns=[CELL])
    builder = kbuild.Builder(cell, out / "matrix/work", out / "matrix/obj" /
                             CELL.replace("/", "-"), kbuild.Runner(300))
    return len(units.Configured(builder).everything())


def test_impacted_reports_what_a_wider_build_reports(tmp_path):
    tree = Path(os.environ["OUT"]).absolute() / "tree"
    out = Path(os.environ.get("PLACE", tmp_path)).absolute()
    wider = os.environ.get("WIDER", "arch/sh/,ipc/,kernel/,mm/")
    plant(tree, out)
    narrow, wide = build(tree, out, "impacted"), build(tree, out, wider)
    total = objects_of(out)
    print(f"{CELL}: {len(narrow['units'])} of {total} objects at impacted, "
          f"{len(wide['units'])} at {wider}")
    said = {scope: [f"{one['file']}: {one['text']}" for one in entry["new"]]
            for scope, entry in (("narrow", narrow), ("wide", wide))}
    for kind, planted in PLANTED.items():
        for scope, lines in said.items():
            assert any(re.search(planted[-1], line) for line in lines), \
                f"{scope} does not report {kind}"
    # What a compiler says after an error in a header may differ by unit.
    missed = sorted(set(said["wide"]) - set(said["narrow"]))
    print(f"said at {wider} only: {missed}")
    assert not [line for line in missed
                if any(re.search(planted[-1], line)
                       for planted in PLANTED.values())]
    assert len(narrow["units"]) < 0.05 * len(wide["units"])
