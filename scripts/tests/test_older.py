# SPDX-License-Identifier: GPL-2.0-only
"""A tree from before folios: the seed does without what it lacks."""

import re

import pytest
from runs import account, convert, fake_tree, patches

FOLIO = re.compile(rb"\bfolio|folio\b")


def before_folios(kdir):
    """Takes all that is about folios out of the fake tree."""
    memory = kdir / "include" / "linux" / "mm.h"
    text = memory.read_text("utf-8")
    text = re.sub(r"static inline void \*folio_address\(.*?\n}\n",
                  "static inline bool page_is_pfmemalloc(const struct page "
                  "*page)\n{\n\treturn false;\n}\n", text, flags=re.S)
    memory.write_text(re.sub(r"void lruvec_stat_.*?;\n", "", text), "utf-8")
    types = kdir / "include" / "linux" / "mm_types.h"
    text = re.sub(r"struct folio \{.*?\n};\n", "", types.read_text("utf-8"),
                  flags=re.S)
    text = re.sub(r"#define FOLIO_MATCH.*?#undef FOLIO_MATCH\n", "", text,
                  flags=re.S)
    types.write_text(text, "utf-8")
    for path in (memory, types):
        assert not FOLIO.search(path.read_bytes()), path


@pytest.fixture(scope="module")
def older(tmp_path_factory, warm):
    """(OUT of the conversion of such a tree by the seed, its exit code)."""
    kdir = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    before_folios(kdir)
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, "--sets", "seed", toolkit=warm)
    assert (out / "convert.json").is_file(), done.stderr
    return out, done


def test_all_rows_but_those_about_folios_are_done(older):
    rows = {row["step"]: row for row in account(older[0])["rows"]}
    assert {step: row["why"] for step, row in rows.items()
            if row["row"] and row["status"] != "done"} == {
        "mm-page-type-folio": "the tree has no struct folio",
        "mm-pagetable-ctor": "the tree has no lruvec_stat_add_folio"}
    assert rows["mm-pagetable-ctor-page"]["status"] == "done"


def test_nothing_speaks_of_folios(older):
    for patch in patches(older[0]):
        added = [line for line in patch.read_bytes().splitlines()
                 if line.startswith(b"+") and FOLIO.search(line)]
        assert not added, patch


def test_the_tables_are_descriptors(older):
    text = (older[0] / "tree/include/linux/mm.h").read_text("utf-8")
    assert re.search(r"bool pagetable_pte_ctor\(struct ptdesc \*ptdesc\)",
                     text)
    assert text.index("page_is_pfmemalloc") < text.index("virt_to_ptdesc")
    assert account(older[0])["totals"]["unhandled"] == 0
