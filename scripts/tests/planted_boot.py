# SPDX-License-Identifier: GPL-2.0-only
"""Faults of the kinds that a conversion can make, planted in a converted x86
kernel: `make boot` must fail each, and say why.

Not part of `make test`, it builds a kernel for each fault:

    OUT=results/linux-6.1.192 /usr/bin/python3 -m pytest -s \\
        scripts/tests/planted_boot.py

OUT is what `make convert` made. A patch is added to its last series for a
while; boot.json and the consoles are those of the last fault then, and `make
boot` makes them again. ROADS are those that are gone.
"""

import difflib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from planted import one_machine

OUT = Path(os.environ["OUT"]).absolute()
ROADS = os.environ.get("ROADS", "sparse,upper,fork-storm,exec")
X86, GENERIC = "arch/x86/mm/pgtable.c", "include/asm-generic/pgalloc.h"
# Kind: (file, pattern, replacement). The pattern has to match.
PLANTED = {
    "a dtor that is skipped": (
        X86, r"\tpagetable_pte_dtor\(page_ptdesc\(pte\)\);\n", ""),
    "a dtor that is called twice": (
        X86, r"\tpagetable_pmd_dtor\(ptdesc\);\n(?=\tparavirt)",
        r"\g<0>\g<0>"),
    "a table that is freed twice": (
        X86, r"\tparavirt_tlb_remove_table\(tlb, page_ptdesc\(pte\)\);\n",
        r"\g<0>\g<0>"),
    "a table that is not freed": (
        X86, r"\tparavirt_tlb_remove_table\(tlb, ptdesc\);\n", ""),
    "a table of two pages of which one is freed": (
        X86, r"(free_pages\(\(unsigned long\)pgd, )PGD_ALLOCATION_ORDER",
        r"\g<1>0"),
    # Last: each change of the header compiles much again.
    "a ctor that is skipped": (
        GENERIC, r"if \(!pagetable_pte_ctor\(ptdesc\)\)", "if (!ptdesc)"),
}


@pytest.fixture(scope="session")
def boot(tmp_path_factory):
    """Runs `make boot` on OUT, one machine for each kernel; returns (exit
    code, the cell)."""
    data = one_machine(tmp_path_factory.mktemp("cells"))

    def run():
        done = subprocess.run(
            [ROOT / "scripts/boot", "--out", OUT, "--cells", "x86/boot",
             "--cell-data", data, "--roads", ROADS, "--quiet"], check=False,
            capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr + done.stdout
        cell, = json.loads((OUT / "boot.json").read_text("utf-8"))["cells"]
        return done.returncode, cell
    return run


def patch(kind):
    """The fault as a patch on the converted tree."""
    name, old, new = PLANTED[kind]
    before = (OUT / "tree" / name).read_text("utf-8")
    after, count = re.subn(old, new, before)
    assert count, f"{name} has no place for {kind}"
    lines = difflib.unified_diff(before.splitlines(True),
                                 after.splitlines(True), f"a/{name}",
                                 f"b/{name}")
    return f"Subject: [PATCH] {kind}\n\nPlanted.\n\n" \
        f"diff --git a/{name} b/{name}\n{''.join(lines)}"


def test_without_a_fault_it_passes(boot):
    code, cell = boot()
    assert code == 0 and cell["status"] == "pass"


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found(boot, kind):
    last = max(path.parent for path in OUT.glob("series*/0001-*.patch"))
    planted = last / "9999-planted.patch"
    planted.write_text(patch(kind), "utf-8")
    try:
        code, cell = boot()
    finally:
        planted.unlink()
    print(f"\n{kind}: {cell['status']}")
    for new in cell["new"]:
        print(f"  {new['kind']}: {new['what']}")
    assert code == 1 and cell["status"] == "fail"
