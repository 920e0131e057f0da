# SPDX-License-Identifier: GPL-2.0-only
"""The set split, on a tree that its steps' own cases make up."""

import subprocess

import pytest
from conftest import ROOT
from ptdesc import step as steps
from ptdesc.matrix import cells
from runs import account, convert, patches

GOLDENS = ROOT / "semantic-patches" / "tests"
SPLIT = [step.name for step in steps.series(wanted=["split"])]
# The steps that are a commit for each architecture.
ARCHES = {"arch-table-lookup": ["arm64"],
          "arch-table-origin": ["arm64", "x86"],
          "arch-split-ptdesc": ["arm64", "riscv", "s390", "x86"]}
COMMITS = [name for step in SPLIT
           for name in [f"{step}:{arch}" for arch in ARCHES.get(step, [])]
           or [step]]
# What was converted before: path -> the cases that it is made of.
TREE = {
    "arch/arm64/Kconfig": ["arch-split-ptdesc/arm64.Kconfig"],
    "arch/arm64/mm/hotplug.c": ["arch-table-origin/hotplug.c"],
    "arch/arm64/mm/mmu.c": ["arch-table-lookup/mmu.c"],
    "arch/riscv/Kconfig": ["arch-split-ptdesc/riscv.Kconfig"],
    "arch/s390/Kconfig": ["arch-split-ptdesc/s390.Kconfig"],
    "arch/x86/Kconfig": ["arch-split-ptdesc/x86.Kconfig"],
    "arch/x86/mm/init.c": ["x86-vmalloc-tables/init.c"],
    "arch/x86/mm/remove.c": ["arch-table-origin/remove.c"],
    "arch/x86/xen/mmu.c": ["x86-xen-user-pgd/mmu.c"],
    "include/asm-generic/tlb.h": ["mm-ptdesc-attach/gather.h"],
    "include/linux/mm.h": ["mm-ptdesc-attach/memory.h"],
    "include/linux/mm_types.h": ["mm-split-ptdesc/types.h"],
    "include/linux/poison.h": ["mm-split-ptdesc-poison/poison.h"],
    "mm/Kconfig": ["mm-split-ptdesc/mm.Kconfig"],
    "mm/pgtable-generic.c": ["mm-split-ptdesc/generic.c"],
}
# What these are in the tree after the set, if one step makes all of it.
MADE = {"arch/arm64/Kconfig", "arch/arm64/mm/hotplug.c",
        "arch/arm64/mm/mmu.c", "arch/riscv/Kconfig", "arch/s390/Kconfig",
        "arch/x86/Kconfig", "arch/x86/mm/init.c", "arch/x86/mm/remove.c",
        "arch/x86/xen/mmu.c", "include/asm-generic/tlb.h",
        "include/linux/poison.h", "mm/Kconfig"}


# The same in a tree that counts what is allocated, and takes the lock of a table
# to look again.
AGAIN = TREE | {
    "include/linux/mm.h": ["mm-ptdesc-attach/hooks.h"],
    "include/linux/mm_types.h": ["mm-split-ptdesc/columns.h"],
    "arch/arm64/Kconfig": ["arch-split-ptdesc/arm64-again.Kconfig"],
    "arch/x86/Kconfig": ["arch-split-ptdesc/x86-again.Kconfig"],
}
# Whose kernels were seen to work there.
SEEN_AGAIN = ("arm64", "x86")


def make_tree(tree, files):
    """The tree at `tree`: path -> the cases in the file."""
    for name, text in {
            "Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n",
            "Kconfig": "", "arch/Kconfig": ""}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, "utf-8")
    for name, cases in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("".join(
            (GOLDENS / case).read_text("utf-8") for case in cases), "utf-8")
    # Xen's word goes beside another one, which the set leaves.
    types = tree / "include/linux/mm_types.h"
    types.write_text(types.read_text("utf-8").replace(
        "\tunsigned long ptl;\n",
        "\tunion {\n\t\tunsigned long _pt_pad_2;\n"
        "\t\tunsigned long ptl;\n\t};\n"), "utf-8")
    return tree


@pytest.fixture(scope="module")
def kdir(tmp_path_factory):
    return make_tree(tmp_path_factory.mktemp("input") / "linux", TREE)


@pytest.fixture(scope="module")
def run(kdir, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, "--sets", "split")
    assert (out / "convert.json").is_file(), done.stderr
    return out


def test_each_step_is_a_commit(run):
    rows = account(run)["rows"]
    assert [row["step"] for row in rows] == COMMITS
    assert {(row["status"], row["set"], row["row"]) for row in rows} == \
        {("done", "split", None)}
    assert [path.parent.name for path in patches(run)] == \
        ["series-split"] * len(COMMITS)


def test_the_tree_is_what_the_cases_say(run):
    for name in MADE:
        wanted = "".join((GOLDENS / f"{case}.res").read_text("utf-8")
                         for case in TREE[name])
        assert (run / "tree" / name).read_text("utf-8") == wanted, name


def test_steps_meet_in_one_file(run):
    """What a later step does to what an earlier one has made."""
    generic = (run / "tree/mm/pgtable-generic.c").read_text("utf-8")
    assert "page->ptdesc = pt;\n\tptdesc_fill_page(page);\n" in generic
    assert "page->ptdesc = NULL;\n\tptdesc_check_page(page);\n" in generic
    memory = (run / "tree/include/linux/mm.h").read_text("utf-8")
    assert memory.index("#ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC\nvoid") < \
        memory.index("return page_ptdesc(page);") < \
        memory.index("#endif /* CONFIG_ARCH_HAS_SPLIT_PTDESC */") < \
        memory.index("return ptdesc_attach(page, gfp);")
    types = (run / "tree/include/linux/mm_types.h").read_text("utf-8")
    assert "\tstruct page *pt_page;\n" in types and "pt_user_pgd" in types


def test_architectures_select_it(run):
    """The symbol comes before what depends on it, and is selected last."""
    with_symbol = [path for path in patches(run)
                   if b"+config ARCH_HAS_SPLIT_PTDESC" in path.read_bytes()]
    selects = [path for path in patches(run)
               if b"+\tselect ARCH_HAS_SPLIT_PTDESC" in path.read_bytes()]
    users = [path for path in patches(run)
             if b"+#ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC" in path.read_bytes()
             or b"IS_ENABLED(CONFIG_ARCH_HAS_SPLIT" in path.read_bytes()]
    assert len(with_symbol) == 1
    assert selects == patches(run)[-len(ARCHES["arch-split-ptdesc"]):]
    assert users and all(with_symbol[0] <= path for path in users)


def test_a_tree_that_looks_again(tmp_path):
    """All is done, and what was not seen to work is not selected."""
    kdir = make_tree(tmp_path / "linux", AGAIN)
    (kdir / "include/linux/pgtable.h").write_text(
        "void pte_free_defer(struct mm_struct *mm, pgtable_t pgtable);\n",
        "utf-8")
    out = tmp_path / "out"
    done = convert(kdir, out, "--sets", "split")
    assert (out / "convert.json").is_file(), done.stderr
    rows = account(out)["rows"]
    assert [row["step"] for row in rows] == [
        name for name in COMMITS
        if not name.startswith("arch-split-ptdesc:") or
        name.split(":")[1] in SEEN_AGAIN]
    assert {row["status"] for row in rows} == {"done"}
    memory = (out / "tree/include/linux/mm.h").read_text("utf-8")
    assert "return ptdesc_attach(page, gfp);" in memory


def test_a_second_run_has_nothing_to_do(run, tmp_path):
    done = convert(run / "tree", tmp_path / "out", "--sets", "split")
    assert done.returncode in (0, 1), done.stderr
    assert not patches(tmp_path / "out")


def test_it_is_never_made_by_default(kdir, tmp_path):
    convert(kdir, tmp_path / "out")
    rows = account(tmp_path / "out")["rows"]
    assert rows and not {row["step"].split(":")[0] for row in rows} & set(SPLIT)
    assert not (tmp_path / "out/series-split").exists()


def test_the_lint_does_not_ask_for_it():
    said = subprocess.run(
        ["/usr/bin/python3", str(ROOT / "scripts/ptdesc/advise.py")],
        input='{"seconds": 60, "report": true, "files": [{"path": '
        '"arch/x86/mm/a.c", "text": "void __init mem_init(void)\\n{\\n'
        'fill();\\n}\\nvoid fill(void)\\n{\\npud_alloc(&init_mm, 0, 0);\\n'
        '}\\n", "added": [1, 2, 3, 4, 5, 6, 7, 8]}]}',
        capture_output=True, text=True, check=True)
    assert '"reports": []' in said.stdout


def test_each_architecture_that_selects_the_symbol_has_a_cell_with_it():
    """What only the symbol turns on is compiled there. No verb takes such a
    cell unasked: what other sets do was built without it."""
    found = [cell for cell in cells.load() if cell.config == "split"]
    assert {cell.source_arches[0] for cell in found} == \
        set(ARCHES["arch-split-ptdesc"])
    for cell in found:
        assert "KCFLAGS=-DCONFIG_ARCH_HAS_SPLIT_PTDESC=1" in cell.make
        assert not any(cell.is_for(verb) for verb in (
            "boot", "check", "cost", "matrix", "verify"))
        # It is another cell with the symbol, and nothing else.
        assert any((cell.base, cell.fragments) == (one.base, one.fragments)
                   for one in cells.load()
                   if one.arch == cell.arch and one != cell)


def test_the_overlay_s_conversions_end_with_page_ptdesc():
    """The set ends the overlay's half of the header behind it: what came later
    would be defined where descriptors lie apart, too, and a descriptor taken
    for a folio."""
    text = (GOLDENS / "mm-ptdesc/page.h.res").read_text("utf-8")
    at = [text.index(f"#define {name}(")
          for name in ("ptdesc_page", "ptdesc_folio", "page_ptdesc")]
    assert at == sorted(at)
