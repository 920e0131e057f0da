# SPDX-License-Identifier: GPL-2.0-only
"""Leftovers of each kind, planted in a converted x86 tree: the acid test must
say which function or word it is, and the checker the same.

Not part of `make test`, it builds two kernels and links them for each kind:

    KDIR=tree OUT=dir /usr/bin/python3 -m pytest -s \\
        scripts/tests/planted_acid.py

KDIR is a converted tree, a copy that may be written to: one file of it is
changed for a while. OUT keeps objects and results. ROADS are those that are
gone.
"""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import pytest
from conftest import ROOT
from planted import one_machine

KDIR, OUT = (Path(os.environ[name]).absolute() for name in ("KDIR", "OUT"))
ROADS = os.environ.get("ROADS", "fork-storm")
FILE = "arch/x86/mm/pgtable.c"
RAW = """\
	struct page *page = alloc_page(__userpte_alloc_gfp);

	if (!page)
		return NULL;
	if (!pagetable_pte_ctor(page_ptdesc(page))) {
		__free_page(page);
		return NULL;
	}
	return page;
"""
FIELD = """\
	struct page *page = __pte_alloc_one(mm, __userpte_alloc_gfp);

	if (page)
		page->index = (unsigned long)mm;
	return page;
"""
ONE = r"\treturn __pte_alloc_one\(mm, __userpte_alloc_gfp\);\n"
LIST = (r"struct ptdesc \*ptdesc = virt_to_ptdesc\(pgd\);\n\n"
        r"\tlist_(add|del)\(&ptdesc->pt_list")
# Kind: (pattern, replacement, what breaks, where the checker sees it, and the
# check). The pattern has to match.
PLANTED = {
    "field": (ONE, FIELD, {"word"}, "pte_alloc_one", "PT003"),
    "list": (LIST, r"struct page *page = virt_to_page(pgd);\n\n"
             r"\tlist_\1(&page->lru", {"word"}, "pgd_list_add", "PT003"),
    "raw allocation": (ONE, RAW, {"null", "end"}, "pte_alloc_one", "PT004"),
    "cross-family free": (
        r"\t_pgd_free\(pgd\);\n}", "\t__free_pages(virt_to_page(pgd), "
        "PGD_ALLOCATION_ORDER);\n}", {"freed"}, "pgd_free", "PT005"),
    "gather": (r"paravirt_tlb_remove_table\(tlb, virt_to_ptdesc\(pud\)\);",
               "tlb_remove_page(tlb, virt_to_page(pud));", {"gather"},
               "___pud_free_tlb", "PT009"),
}


@pytest.fixture(scope="session", name="acid")
def _acid(tmp_path_factory):
    """Runs the acid test, one machine; returns (exit code, what was
    printed, acid.json)."""
    data = one_machine(tmp_path_factory.mktemp("cells"))

    def run():
        start = time.monotonic()
        done = subprocess.run(
            [ROOT / "scripts/boot", "--acid", "--kdir", KDIR, "--out", OUT,
             "--cells", "x86/boot", "--cell-data", data, "--roads", ROADS],
            check=False, stdout=subprocess.PIPE, text=True)
        print(f"\n{done.stdout}{time.monotonic() - start:.0f} s")
        assert done.returncode in (0, 1), done.stdout
        return done.returncode, done.stdout, json.loads(
            (OUT / "acid.json").read_text("utf-8"))
    return run


def test_without_a_leftover_nothing_breaks(acid):
    _, _, found = acid()
    assert [one["breaks"] for one in found["machines"]] == [[]]
    assert found["left_out"] == []


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_leftover_is_told(acid, kind):
    old, new, breaks, function, check = PLANTED[kind]
    file = KDIR / FILE
    before = file.read_text("utf-8")
    after, count = re.subn(old, new, before)
    assert count, f"{FILE} has no place for {kind}"
    file.write_text(after, "utf-8")
    try:
        code, said, found = acid()
    finally:
        file.write_text(before, "utf-8")
    machine, = found["machines"]
    assert code == 1 and said and breaks <= {
        one["kind"] for one in machine["breaks"]}
    row, = [one for one in found["functions"] if one["function"] == function
            and any(finding["id"] == check for finding in one["checker"])]
    assert row["executed"] == "executed"
    # Machine and checker meet: in the function, or in what may be the reason.
    assert row["machine"] or any(
        at["function"] == function for one in machine["breaks"]
        for at in one["suspects"])
