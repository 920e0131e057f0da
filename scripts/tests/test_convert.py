# SPDX-License-Identifier: GPL-2.0-only
"""Whole conversions of the fake kernel tree."""

import re
import shutil
import subprocess
from collections import Counter

import pytest
from conftest import ROOT, repository
from ptdesc import step as steps
from runs import AUTHOR, account, convert, digest, files, patches, results

STATUSES = ("converted", "kept", "unhandled", "unparsed")
# Steps that have nothing to do in the fake tree: {step: {file of the tree that
# it is for: its golden}}.
ELSEWHERE = {
    "arch-guest-pgd": {"arch/mips/kvm/mmu.c": "root.c"},
    "arch-guest-tables": {"arch/mips/kvm/mmu.c": "cache.c"},
    "arch-tables-untested": {"arch/arc/include/asm/pgalloc.h": "fresh.h"},
    "m68k-pools": {"arch/m68k/mm/motorola.c": "pools.c"},
    "powerpc-pgd": {"arch/powerpc/include/asm/book3s/64/pgalloc.h": "arms.h"},
    "s390-guest-tables": {"arch/s390/mm/gmap.c": "guest-tables.c",
                          "arch/s390/kvm/pv.c": "by-address.c"},
    "s390-tlb-table": {"arch/s390/include/asm/tlb.h": "tlb.h"},
    "s390-tlb-ptdesc": {"arch/s390/include/asm/tlb.h": "tlb.h",
                        "arch/s390/mm/pgalloc.c": "pgalloc.c"},
    "x86-pgd-order": {"arch/x86/include/asm/pgalloc.h": "order.h"},
    "x86-tlb-table": {"arch/x86/mm/pgtable.c": "free.c"},
    "mm-pmd-pgtable-page": {"include/linux/mm.h": "wrapped.h"},
    "mm-lock-words": {"include/linux/mm.h": "lock.h",
                      "Documentation/mm/split_page_table_lock.rst":
                      "lock.rst"}}
# What they are for is no single file: test_older.py has a whole tree.
OLDER = {"mm-pagetable-ctor-page"}


@pytest.fixture(scope="module")
def kdir(pristine):
    return pristine


@pytest.fixture(scope="module")
def run(kdir, before, tmp_path_factory):
    """The conversion that most tests look at: (OUT, what it said)."""
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, "--no-cache", "-j", "8")
    assert (out / "convert.json").is_file(), done.stderr
    return out, done


@pytest.fixture(scope="module")
def record(run):
    return account(run[0])


# Where the scanner sees the page-based API, page members or the page
# allocator in the converted fake tree: function by function, or by word
# outside of functions.
LEFT = {
    # Memory that is no page table, or that somebody else manages.
    "arch/arm64/mm/mmu.c": {"plain_table"},
    "arch/m68k/mm/motorola.c": {"PD_PTABLE", "PD_PAGE", "PD_MARKBITS",
                                "small_table", "small_table_done"},
    "arch/sparc/mm/srmmu.c": {"pte_alloc_one", "pte_free"},
    "arch/x86/mm/pgtable.c": {"drop_middle"},
    # Tables that are removed by their address, and an index that is no state.
    "arch/s390/include/asm/tlb.h": {"pmd_free_tlb"},
    "arch/s390/mm/gmap.c": {"guest_address"},
    # What the helpers are made of.
    "include/asm-generic/tlb.h": {
        "tlb_remove_table", "tlb_remove_page", "tlb_remove_ptdesc",
        "tlb_remove_page_ptdesc"},
    "include/linux/mm.h": {
        "pagetable_is_reserved", "pagetable_alloc", "pagetable_free",
        "free_reserved_ptdesc"},
}
# These keep their names and take a ptdesc now.
SAME_NAME = {"ptlock_alloc", "ptlock_free", "ptlock_init", "ptlock_ptr",
             "pmd_ptlock_init", "pmd_ptlock_free", "ptl", "pmd_huge_pte"}


def left_in(tree):
    """{(file, function or word)} of what the scanner sees in a tree and that
    is neither LEFT nor of SAME_NAME."""
    said = subprocess.run([ROOT / "checker" / "ptdesc-scan", tree], text=True,
                          capture_output=True, check=True).stdout
    found = set()
    for line in said.splitlines():
        file, _, what, function = re.fullmatch(
            r"(.+?):\d+:\d+: (\S+) (\S+) \w+(?: \[(.*)\])?", line).groups()
        if what not in SAME_NAME and \
                (function or what) not in LEFT.get(file, ()):
            found.add((file, function or what))
    return found


def test_everything_is_converted(run):
    assert run[1].returncode == 0, run[1].stdout + run[1].stderr
    assert not left_in(run[0] / "tree")


def test_what_is_not_converted_is_seen(kdir, run, tmp_path):
    """The input, and the result with one file as it was."""
    assert len(left_in(kdir)) > 50
    tree = tmp_path / "tree"
    shutil.copytree(run[0] / "tree", tree)
    name = "arch/arm/mm/mmu.c"
    shutil.copy2(kdir / name, tree / name)
    assert {file for file, _ in left_in(tree)} == {name}


def test_every_row_is_done(record):
    # Of a step that is split by architecture each part is done.
    state = {}
    for entry in record["rows"]:
        name = entry["step"].split(":")[0]
        assert state.get(name, ("done", None)) == ("done", None)
        state[name] = entry["status"], entry["why"]
    idle = {name for name in state if state[name][0] == "not-needed"}
    assert idle == set(ELSEWHERE) | OLDER
    assert all(state[name][1] for name in idle)
    assert {name for name in state if state[name] == ("done", None)} == \
        {step.name for step in
         steps.series(wanted=steps.DEFAULT_SETS)} - idle
    rows = [entry["row"] for entry in record["rows"]
            if entry["row"] is not None]
    assert sorted(rows) == list(range(1, 35))


@pytest.mark.parametrize("step", ELSEWHERE)
def test_a_row_for_another_tree_is_done(step, tmp_path):
    """On a tree where struct ptdesc landed, and that has what it looks for."""
    kdir = tmp_path / "linux"
    for name, text in {
            "Makefile": "VERSION = 6\nPATCHLEVEL = 5\nSUBLEVEL = 0\n",
            "Kconfig": "", "arch/Kconfig": "", "mm/Kconfig": "",
            "include/asm-generic/tlb.h":
            "void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt);\n",
            "include/linux/mm_types.h":
            "struct ptdesc {\n\tint pt_list, pt_index;\n};\n"}.items():
        path = kdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    goldens = steps.STEPS / "tests" / step
    for name, golden in ELSEWHERE[step].items():
        (kdir / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(goldens / golden, kdir / name)
    done = convert(kdir, tmp_path / "out", "--steps", step)
    assert (tmp_path / "out" / "convert.json").is_file(), done.stderr
    assert {entry["status"] for entry in account(tmp_path / "out")["rows"]
            if entry["step"].split(":")[0] == step} == {"done"}
    for name, golden in ELSEWHERE[step].items():
        assert (tmp_path / "out" / "tree" / name).read_text("utf-8") == \
            (goldens / f"{golden}.res").read_text("utf-8"), name


def test_ledger_adds_up(record):
    counted = Counter(site["status"] for site in record["sites"])
    assert set(counted) <= set(STATUSES)
    for status in STATUSES:
        assert record["totals"][status] == counted[status]
    assert sum(counted.values()) == len(record["sites"]) > 100
    assert not counted["unhandled"] and not counted["unparsed"]
    assert all(site["why"] for site in record["sites"]
               if site["status"] == "kept")
    by_step = Counter(site["step"] for site in record["sites"]
                      if site["status"] == "converted")
    assert {entry["step"]: entry["sites"] for entry in record["rows"]
            if entry["sites"]} == dict(by_step)


def listed(site):
    """The words of a class of the scanner's: what a plain search looks for."""
    texts = {path.name: path.read_text()
             for path in (ROOT / "checker" / "lists").iterdir()}
    return sorted(line.split()[0] for name, text in texts.items()
                  for line in text.splitlines()
                  if re.match(r"\w", line) and (
                      f"site={site}" in line.split()
                      or site == "api" and name == "page-api"))


def hits(kdir, name):
    """(file, line, text) of each line where grep finds the word."""
    said = subprocess.run(["grep", "-rnIw", name, "."], cwd=kdir,
                          capture_output=True, text=True, check=False).stdout
    for hit in said.splitlines():
        file, line, text = hit.split(":", 2)
        yield file.removeprefix("./"), int(line), text


def test_ledger_has_every_hit_of_grep(kdir, record):
    """Of the API every one; of the members those that a page has."""
    sites = {(site["file"], site["line"], site["what"])
             for site in record["sites"]}
    for name in listed("api"):
        for file, line, text in hits(kdir, name):
            assert (file, line, name) in sites, text
    pages = others = 0
    for name in listed("members"):
        of_page = re.compile(r"(page|page\([^)]*\))->" + name + r"\b")
        for file, line, text in hits(kdir, name):
            if of_page.search(text) and '"' not in text:
                assert (file, line, name) in sites, text
                pages += 1
            elif text == "\tpgtable_t pmd_huge_pte;":    # of mm_struct
                assert (file, line, name) not in sites, text
                others += 1
    assert pages > 10 and others == 1


def test_no_old_name_is_left(run):
    """Of the rows 6 to 34; what other rows leave has a reason."""
    gone = ("pgtable_pte_page_ctor", "pgtable_pte_page_dtor",
            "pgtable_pmd_page_ctor", "pgtable_pmd_page_dtor",
            "pmd_to_page", "pmd_pgtable_page")
    for name, content in files(run[0] / "tree").items():
        for word in gone:
            assert word.encode() not in content, f"{name}: {word}"


def test_pages_that_are_no_page_tables_stay(kdir, run):
    for name in ("drivers/misc/pages.c", "mm/gather_batch.c"):
        assert (run[0] / "tree" / name).read_bytes() == \
            (kdir / name).read_bytes()
    memory = (run[0] / "tree" / "mm" / "memory.c").read_text()
    assert "list_add(&page->lru, list);" in memory
    x86 = (run[0] / "tree" / "arch" / "x86" / "mm" / "pgtable.c").read_text()
    assert "saved = (pmd_t *)__get_free_page(GFP_KERNEL);" in x86
    assert "free_page((unsigned long)saved);" in x86


def apply_series(git, kdir, out, where):
    """git am of the series on a pristine copy."""
    subprocess.run(["cp", "-a", str(kdir), str(where)], check=True)
    repository(git, where)
    git(where, "am", "-q", *map(str, patches(out)))
    return where


def test_series_gives_the_tree(kdir, run, record, tmp_path, plain_git):
    repo = apply_series(plain_git, kdir, run[0], tmp_path / "repo")
    assert files(repo) == files(run[0] / "tree")
    subjects = plain_git(repo, "log", "--reverse", "--format=%s",
                         "HEAD").splitlines()[1:]
    done = [entry for entry in record["rows"] if entry["number"]]
    assert subjects == [entry["title"] for entry in done]
    assert [entry["commit"] for entry in done] == \
        list(range(1, len(done) + 1))
    authors = plain_git(repo, "log", "--format=%an <%ae>", "HEAD~1")
    assert set(authors.splitlines()) == {AUTHOR}


def test_it_says_what_changed_and_what_to_do_next(kdir, run):
    out, said = run[0], run[1].stderr
    assert re.search(r"\] arch/arm/mm/mmu.c: .*\barm\b", said)
    assert said.endswith(
        f"apply it:    git am --empty=drop {out}/series/*.patch "
        f"{out}/series-beyond/*.patch\n"
        f"look at it:  make check KDIR={kdir} OUT={out}\n"
        f"build it:    make matrix SERIES=1 KDIR={kdir} OUT={out}\n"
        f"show it:     make report OUT={out}\n")


def test_patches_are_fit_to_send(run, record):
    for entry in record["rows"]:
        if entry["step"] in {*ELSEWHERE, *OLDER}:
            continue
        text = (run[0] / entry["patch"]).read_text("utf-8")
        head = text.split("\n---\n")[0]
        assert head.splitlines()[1] == f"From: {AUTHOR}"
        assert entry["title"] in head.replace("\n ", " ")
        assert not re.search(r"^[A-Z][a-z-]+-by:", head, re.M)
        assert str(ROOT) not in text
        listed = set(re.findall(r"^\+\+\+ b/(.*)$", text, re.M))
        assert listed == set(entry["files"])
        letter = (run[0] / entry["patch"]).with_name(
            "0000-cover-letter.patch").read_text()
        assert entry["title"] in letter.replace("\n ", " ")


def test_no_trailing_space_is_added(run):
    for patch in patches(run[0]):
        for line in patch.read_text("utf-8").splitlines():
            assert not re.match(r"\+.*[ \t]$", line), f"{patch.name}: {line}"


def test_the_same_bytes_from_another_run(run, first_run):
    """With one job instead of eight, with a cache that was empty, and with a
    user's configuration."""
    wanted = results(run[0])
    assert len(wanted[0]) > 40
    assert results(first_run[1]) == wanted


def test_the_same_bytes_from_the_cache(kdir, run, warm, tmp_path):
    wanted = results(run[0])    # of a run without
    for _ in range(2):          # the second over the first
        convert(kdir, tmp_path / "out", toolkit=warm)
        assert results(tmp_path / "out") == wanted


def test_converting_the_result_changes_nothing(run, tmp_path):
    done = convert(run[0] / "tree", tmp_path / "again")
    again = account(tmp_path / "again")
    assert {entry["status"] for entry in again["rows"]} == {"not-needed"}
    assert all(entry["why"] for entry in again["rows"])
    assert not list((tmp_path / "again").glob("series*"))
    assert files(tmp_path / "again" / "tree") == files(run[0] / "tree")
    assert "Traceback" not in done.stderr


def test_input_is_untouched(kdir, before, run):
    assert digest(kdir) == before
    target = run[0] / "tree" / "Kconfig"
    kept = target.read_bytes()
    target.write_text("changed\n")
    assert digest(kdir) == before
    target.write_bytes(kept)


def test_some_steps_only(kdir, tmp_path):
    chosen = steps.series()[0].name
    convert(kdir, tmp_path / "out", "--steps", chosen)
    state = {}
    for entry in account(tmp_path / "out")["rows"]:
        # STEP:ARCH is what a step does to one architecture.
        state.setdefault(entry["step"].partition(":")[0] == chosen,
                         set()).add(entry["status"])
    assert state == {True: {"done"}, False: {"skipped"}}
