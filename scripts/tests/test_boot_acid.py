# SPDX-License-Identifier: GPL-2.0-only
"""Runs of `scripts/boot --acid` on a small converted tree, whose kernels say
what a test lets them say."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from conftest import ROOT
from ptdesc import ledger
from ptdesc.boot import acid, leftovers
from ptdesc.boot.acid import places
from test_boot import HEALTHY
from test_boot_run import TOY, Booted
from test_boot_trace import DEFINED, KINDS, NULL, OOPS
from test_split import GOLDENS, TREE

MACHINE = """#!/bin/sh
case $1 in --version) echo "toy 1.0"; exit;; esac
while [ "$1" != -kernel ]; do shift; done
echo "$2" >> LOG
case $2 in
*-converted/*) cat FOLDER/apart;;
*) cat FOLDER/own;;
esac
"""
# Those of the steps' cases of which the checker finds nothing that stays.
CLEAN = ("include/asm-generic/tlb.h", "include/linux/mm.h",
         "include/linux/mm_types.h", "include/linux/poison.h", "mm/Kconfig",
         "mm/pgtable-generic.c", "arch/x86/Kconfig")
# The set gives this word to the descriptor.
WORD = """\
#include <linux/mm.h>

void give_user_pgd(struct mm_struct *mm, pgd_t *user_pgd)
{
	pgd_t *pgd = mm->pgd;
	struct page *page = virt_to_page(pgd);

	page->private = (unsigned long)user_pgd;
}
"""
LEFTOVER = """\
#include <linux/mm.h>

void kept_as_page(pmd_t *pmd)
{
	pte_t *pte = (pte_t *)get_zeroed_page(GFP_KERNEL);

	pmd_populate_kernel(&init_mm, pmd, pte);
}
"""
# Both halves are the page allocator's.
OWN = """\
#include <linux/mm.h>

static pgd_t *own_pgd;

void make_own_pgd(void)
{
	own_pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
}

void end_own_pgd(void)
{
	free_page((unsigned long)own_pgd);
}
"""
METER = """\
#include <linux/mm.h>

void count_table(pmd_t *pmd)
{
	pte_t *pte = pte_alloc_one_kernel(&init_mm);

	virt_to_page(pte)->index = 7;
	pmd_populate_kernel(&init_mm, pmd, pte);
}

static struct page *last_table;

static void keep_table(struct page *page)
{
	last_table = page;
}

void pass_table(pmd_t *pmd)
{
	keep_table(virt_to_page(pmd));
}
"""
LIST = """\
#include <linux/mm.h>

static LIST_HEAD(counted);

void list_table(pmd_t *pmd)
{
	pte_t *pte = pte_alloc_one_kernel(&init_mm);

	list_add(&virt_to_page(pte)->lru, &counted);
	pmd_populate_kernel(&init_mm, pmd, pte);
}
"""
# No step of the set split converts it, but arch-tables does.
FORGOTTEN = """\
#include <linux/mm.h>

int add_table(pmd_t *pmd)
{
	unsigned long table = get_zeroed_page(GFP_KERNEL);

	if (!table)
		return -ENOMEM;
	set_pmd(pmd, __pmd(_KERNPG_TABLE | __pa(table)));
	return 0;
}
"""
APART = HEALTHY.replace(
    "counter before slab:page->ptl 10", "counter before slab:ptdesc 80").replace(
    "counter after slab:page->ptl 30", "counter after slab:ptdesc 88")


class Converted(Booted):
    """A tree that was converted, `own` and `apart` what its two kernels
    say."""

    def __init__(self, folder):
        super().__init__(folder)
        for name in CLEAN:
            self.base(name, "".join(
                (GOLDENS / case).read_text("utf-8") for case in TREE[name]))
        self.base("arch/Kconfig", "")
        self.base("arch/x86/defconfig", "CONFIG_MMU=y\n")
        # As kbuild does it: what is selected is in the configuration.
        self.base("Makefile", self.files["Makefile"].replace(
            "olddefconfig:\n", "olddefconfig:\n"
            "\t@if grep -q 'select ARCH_HAS_SPLIT' arch/x86/Kconfig; then \\\n"
            "\t\techo CONFIG_ARCH_HAS_SPLIT_PTDESC=y >>$(O)/.config; fi\n"))
        (self.data / "arches/toy.ini").unlink()
        self.arch("x86", TOY.replace("kernel-arch = toy", "kernel-arch = x86")
                  .replace("one | two", "one"))
        self._file(self.machine, MACHINE.replace("LOG", str(self.runs))
                   .replace("FOLDER", str(folder)))
        self.machine.chmod(0o755)
        self.own, self.apart = folder / "own", folder / "apart"
        self.own.write_text(HEALTHY, "utf-8")
        self.apart.write_text(APART, "utf-8")

    def command(self, *options):
        return [sys.executable, str(ROOT / "scripts/boot"), "--acid",
                "--kdir", str(self.kdir), "--out", str(self.out),
                "--cell-data", str(self.data), "-j", "2", *options]

    def says(self, text, both=False):
        """Lets the kernel with descriptors apart say something, or both."""
        at = "[    2.000000] ptdesc-boot: road sparse done"
        for file, healthy in ((self.apart, APART), (self.own, HEALTHY)):
            assert at in healthy
            file.write_text(healthy.replace(at, f"{text}\n{at}", 1), "utf-8")
            if not both:
                break

    def reports(self):
        """Gives the tree the functions that report and free."""
        for name, functions in DEFINED.items():
            if name != "mm/pgtable-generic.c":      # it has them by the set
                self.base(name, self.files.get(name, "") + "".join(
                    f"void {one}(void)\n{{\n}}\n" for one in functions))

    def result(self):
        return json.loads((self.out / "acid.json").read_text("utf-8"))

    def breaks(self):
        machine, = self.result()["machines"]
        return machine["breaks"]

    def kernels(self):
        return [one.rsplit("-", 1)[1] for one in self.booted()]


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return Converted(tmp_path)


def test_a_complete_tree(fake):
    before = {path: path.stat().st_mtime_ns for path in fake.kdir.rglob("*")}
    done = fake.run()
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.splitlines()[-1] == f"{fake.kdir} is complete"
    found = fake.result()
    assert found["status"] == "complete" and found["left_out"] == []
    assert found["machines"][0]["descriptors"] == {"before": 80, "after": 88}
    assert fake.kernels() == ["baseline", "converted"]
    assert before == {path: path.stat().st_mtime_ns
                      for path in fake.kdir.rglob("*")}
    # One copy of a kernel tree is enough.
    assert not (fake.out / "tree").exists()


def test_what_the_set_converts_is_not_left(fake):
    fake.base("arch/x86/xen/mmu.c", WORD)
    done = fake.run()
    assert done.returncode == 0, done.stderr + done.stdout
    row, = fake.result()["functions"]
    assert row["function"] == "give_user_pgd" and [
        (one["id"], one["account"]) for one in row["checker"]] == [
            ("PT003", "converted")]
    assert "give_user_pgd" not in done.stdout


def test_what_breaks_is_told_with_its_function_and_words(fake):
    fake.reports()
    kinds = dict(KINDS)
    del kinds["null, riscv"]            # the same as arm64's, in other words
    fake.says("\n".join(text for text, *_ in kinds.values()))
    done = fake.run()
    assert done.returncode == 1, done.stderr + done.stdout
    found = fake.breaks()
    assert [one["kind"] for one in found] == [
        kind.split(",")[0] for kind in kinds]
    for one, (_, function, caller, words) in zip(found, kinds.values()):
        assert (one["function"], one["caller"]) == (function, caller)
        assert [(word["member"], str(word["byte"]), word["value"])
                for word in one["words"]] == words
        assert f"x86-boot-one: {one['kind']}: " in done.stdout
    assert "written while the page was a table: lru.next at byte 8, index at " \
        "byte 32 of struct page; found when ___pte_free_tlb() freed the " \
        "table" in done.stdout
    assert done.stdout.splitlines()[-1] == f"{fake.kdir} is not complete"


def test_a_report_is_blamed_on_who_asked_and_its_file_is_known(fake):
    fake.reports()
    fake.base("arch/x86/mm/pgtable.c",
              "void pgd_free(pgd_t *pgd)\n{\n\tfree_pgd(pgd);\n}\n")
    # What the architecture has of its own is meant.
    fake.base("mm/other.c", "void pgd_free(pgd_t *pgd)\n{\n}\n")
    fake.says(KINDS["freed"][0] * 3)
    done = fake.run()
    assert done.returncode == 1, done.stderr + done.stdout
    one, = fake.breaks()
    assert (one["kind"], one["function"], one["file"], one["caller"],
            one["times"]) == ("freed", "pgd_free", "arch/x86/mm/pgtable.c",
                              "__mmdrop", 3)
    assert "x86-boot-one: freed: pgd_free() of arch/x86/mm/pgtable.c frees a " \
        "page table through the page allocator: BUG: Bad page state" \
        in done.stdout
    row = fake.result()["functions"][0]
    assert row["function"] == "pgd_free" and row["machine"] == [
        "freed (x86-boot-one)"]


def test_what_the_checker_finds_is_left(fake):
    fake.base("mm/leftover.c", LEFTOVER)
    done = fake.run()
    assert done.returncode == 1, done.stderr + done.stdout
    found = fake.result()
    assert found["status"] == "left" and fake.breaks() == []
    assert done.stdout.splitlines()[-1] == "nothing broke; what the checker " \
        f"finds is left in {fake.kdir}"
    row, = [one for one in found["functions"]
            if one["function"] == "kept_as_page"]
    assert row["file"] == "mm/leftover.c" and row["executed"] == "not-built"
    assert [one["id"] for one in row["checker"]] == ["PT004"]
    assert "checker: 1 finding in 1 function: 0 executed, 0 not-executed, " \
        "1 not-built; 1 of them at places that no step converts\n" in done.stdout
    assert fake.run("--quiet").stdout == "mm/leftover.c:5: get_zeroed_page() " \
        "allocates a PTE table as a page [PT004] (not-built)\n"


def test_what_may_stay_is_counted_only(fake):
    fake.base("mm/own.c", OWN)
    done = fake.run()
    assert done.returncode == 0, done.stderr + done.stdout
    assert [(one["id"], one["account"], one["stays"])
            for row in fake.result()["functions"]
            for one in row["checker"]] == [
                ("PT005", "kept", True), ("PT004", "kept", True)]
    assert "_own_pgd" not in done.stdout
    assert done.stdout.splitlines()[-4:] == [
        "checker: no finding is of a leftover",
        "2 findings may stay, for reasons that acid.json has: 0 executed, "
        "0 not-executed, 2 not-built",
        f"details: {fake.out}/acid.json, consoles: {fake.out}/boot/logs",
        f"{fake.kdir} is complete"]


def test_what_the_set_beyond_converts_was_forgotten(fake):
    """The set split alone would keep both, as nobody frees them."""
    fake.base("arch/x86/mm/leftover.c", FORGOTTEN)
    # Neither set converts these.
    fake.base("mm/leftover.c", LEFTOVER)
    fake.base("mm/meter.c", METER)
    fake.base("mm/list.c", LIST)
    done = fake.run()
    assert done.returncode == 1, done.stderr + done.stdout
    found = {row["function"]: [(one["id"], one["account"], one["why"])
                               for one in row["checker"]]
             for row in fake.result()["functions"]}
    why = "the step arch-tables:x86 of the set beyond converts it"
    assert found["add_table"] == [("PT004", "unhandled", why)]
    (_, account, why), = found["kept_as_page"]
    assert account == "kept" and "nothing here frees it" in why
    assert "; 3 of them at places that no step converts\n" in done.stdout
    # Both keep a field and a list as well, whoever forgot them.
    for function in ("count_table", "list_table"):
        (check, account, _), = found[function]
        assert (check, account) == ("PT003", "kept")
    # No word that is counted stands there, but the judge says nothing for it.
    (check, account, why), = found["pass_table"]
    assert (check, account) == ("PT009", "unhandled")
    assert "why it has to stay is not established" in why
    assert not any(one["stays"] for row in fake.result()["functions"]
                   for one in row["checker"])
    # The tree is booted as it is.
    left = fake.out / "matrix/work/arch/x86/mm/leftover.c"
    assert left.read_text("utf-8") == FORGOTTEN


def test_what_the_judge_finds_is_a_place_where_nothing_was_counted():
    def site(line, status, klass="findings"):
        return {"file": "mm/a.c", "line": line, "column": 1, "what": "call",
                "name": "call", "status": status, "step": None,
                "class": klass, "why": f"{klass} {status}",
                "reason": ledger.MIXED if line < 9 else ledger.LISTED}
    counted = site(7, "kept", "page-allocator")
    assert acid.places([counted], [
        counted, site(7, "unhandled"), site(8, "unhandled"), site(8, "kept"),
        site(9, "kept")]) == {
            ("mm/a.c", 7): ("kept", "page-allocator kept", acid.RIGHT),
            ("mm/a.c", 8): ("unhandled", "findings unhandled", acid.NOTHING),
            ("mm/a.c", 9): ("kept", "findings kept", acid.NOTHING)}


@pytest.mark.parametrize("split, beyond, both", [
    ("kept", "kept", "kept"), ("converted", "kept", "converted"),
    ("converted", "converted", "converted"), ("kept", "converted", "unhandled"),
    ("kept", "unhandled", "unhandled"), ("unhandled", "kept", "unhandled"),
    ("unparsed", "kept", "unparsed"), ("unparsed", "unhandled", "unhandled")])
def test_what_two_accounts_say_of_a_place(split, beyond, both):
    def site(name, status, column=3):
        return {"file": "mm/a.c", "line": 7, "column": column, "what": name,
                "name": name, "status": status, "step": "a-step",
                "class": "page-allocator", "why": f"{status} it",
                "reason": ledger.RAW if status == "kept" else None}

    def asked(*pairs):
        return acid.places(*(
            [site(f"call{number}", pair[side], number)
             for number, pair in enumerate(pairs)] for side in (0, 1)))
    (status, why, right), = asked((split, beyond)).values()
    assert status == both
    assert right == (acid.RIGHT if both == "kept" else acid.NOTHING)
    assert why == {"converted": None, "unhandled": "unhandled it"}.get(
        both, f"{both} it") or beyond == "converted" and "a-step" in why
    # The worst of a line, whichever is the first.
    kept = ("kept", "kept")
    rank = both if both != "converted" else "kept"
    for pairs in ((kept, (split, beyond)), ((split, beyond), kept)):
        assert asked(*pairs)["mm/a.c", 7][0] == rank


RAW, ALONE = (ledger.RAW, "both halves stay"), (ledger.RAW, ledger.ALONE)


@pytest.mark.parametrize("check, reason, executed, code", [
    # The judge knows both halves, or that no descriptor has it.
    ("PT004", RAW, "executed", 0), ("PT005", RAW, "not-built", 0),
    ("PT003", (ledger.STATE, "a flag"), "not-executed", 0),
    ("PT009", (ledger.MIXED, "data, too"), "not-executed", 0),
    # It knows one half only: a machine has to have tried it.
    ("PT004", ALONE, "executed", 0), ("PT004", ALONE, "not-executed", 1),
    ("PT004", (ledger.ORIGIN, "at boot"), "executed", 0),
    ("PT004", (ledger.ORIGIN, "at boot"), "not-built", 1),
    # None came so far: it is said that it did not run.
    ("PT004", (ledger.ORIGIN, "at boot"), leftovers.UNKNOWN, 0),
    # The line has the definition of the function that it calls, too.
    ("PT009", (ledger.ITSELF, "the function itself"), "not-built", 0),
    # A word or a list of a table that has a descriptor is kept as well, as no
    # step converts it; so is a pool of pages.
    ("PT003", (ledger.LISTED, "a list"), "executed", 1),
    ("PT009", (ledger.LISTED, "a list"), "executed", 1),
    ("PT004", (ledger.POOL, "a pool"), "executed", 1),
    # That there is no table says nothing of a finding.
    ("PT005", (ledger.DATA, "data"), "executed", 1),
    # Two halves that do not agree have no reason.
    ("PT006", RAW, "executed", 1), ("PT007", RAW, "executed", 1),
    ("PT004", (None, "not established"), "executed", 1),
    ("PT004", None, "executed", 1)])
def test_which_findings_may_stay(tmp_path, check, reason, executed, code):
    place = {"file": "mm/boot.c", "function": "boot_table", "line": 7}
    site = reason and {**place, "column": 3, "what": "call", "name": "call",
                       "class": "findings", "reason": reason[0],
                       "why": reason[1],
                       "status": "kept" if reason[0] else "unhandled"}
    acid = SimpleNamespace(
        machines=lambda: [], sources=[], root=tmp_path, left_out=[], work=None,
        findings=[{**place, "id": check, "message": "a table"}], out="out",
        places=places([], [site] if site else []),
        tree=SimpleNamespace(path="tree"))
    found = leftovers.Result(acid)
    found.ran = {("mm/boot.c", "boot_table"): executed}
    assert found.exit_code() == code
    assert found.status() == ("left" if code else "complete")
    said = "\n".join(leftovers.summary(found))
    assert ("1 finding may stay" in said) == (not code)
    assert ("checker: 1 finding in 1 function: " in said) == bool(code)
    assert ("checker: no finding is of a leftover" in said) == (not code)


@pytest.mark.parametrize("finished", [True, False])
def test_what_the_stack_does_not_have_is_the_checker_s_to_say(fake, finished):
    """A word was written: only PT003 can be the reason, and not what the
    checker finds in the function that met it. The fake kernel has no counts:
    one that comes to its end has not executed it."""
    fake.base("mm/leftover.c", LEFTOVER)
    fake.base("mm/meter.c", METER)
    fake.says(KINDS["word"][0].replace("___pte_free_tlb", "kept_as_page"))
    if not finished:
        text = fake.apart.read_text("utf-8")
        fake.apart.write_text(text[:text.index("Disabling lock")], "utf-8")
    assert fake.run().returncode == 1
    one = fake.breaks()[0]
    assert one["kind"] == "word" and "kept_as_page" in one["stack"]
    assert [(at["function"], at["id"]) for at in one["suspects"]] == (
        [] if finished else [("count_table", "PT003")])


def test_what_the_own_kernel_says_is_not_the_set_s(fake):
    fake.says(KINDS["warning"][0], both=True)
    done = fake.run()
    assert done.returncode == 0, done.stderr + done.stdout
    assert "x86-boot-one: the tree's own kernel says it as well: WARNING: " \
        "CPU: 1 PID: 9 at mm/memory.c:12" in done.stdout
    machine, = fake.result()["machines"]
    assert len(machine["known"]) == 1 and machine["breaks"] == []
    # In another function it is another one.
    fake.apart.write_text(fake.apart.read_text("utf-8").replace(
        "pgd_list_del", "pgd_list_add"), "utf-8")
    fake.base("mm/other.c", "int other;\n")
    assert fake.run().returncode == 1
    assert [one["function"] for one in fake.breaks()] == ["pgd_list_add"]


def test_a_kernel_that_ends_before_it_has_a_console(fake):
    fake.apart.write_text("qemu: triple fault\n", "utf-8")
    done = fake.run()
    assert done.returncode == 1
    one, = fake.breaks()
    assert one["kind"] == "end" and "before init, after: qemu: triple fault" \
        in one["what"]
    fake.apart.write_text("", "utf-8")
    fake.base("mm/other.c", "int other;\n")
    assert fake.run().returncode == 1
    assert "without a word" in fake.breaks()[0]["what"]


def test_a_kernel_that_ends_says_in_which_function(fake):
    fake.apart.write_text(APART[:APART.index("ptdesc-boot: begin")]
                          + "\n" + OOPS.replace("HOW", NULL), "utf-8")
    assert fake.run().returncode == 1
    assert [(one["kind"], one["stack"][:2]) for one in fake.breaks()] == [
        ("null", ["ptlock_alloc", "pte_alloc_one"]), ("end", [])]


@pytest.mark.parametrize("old, new, kind", [
    ("slab:ptdesc 88", "slab:ptdesc 888", "descriptors"),
    ("taint 0", "taint 32", "taint"),
    ("free=-3", "free=-9000", "leak"),
    ("thp done", "thp wrong fork: Cannot allocate memory", "road")])
def test_what_has_no_stack(fake, old, new, kind):
    assert old in APART
    fake.apart.write_text(APART.replace(old, new), "utf-8")
    done = fake.run()
    assert done.returncode == 1, done.stderr + done.stdout
    assert kind in {one["kind"] for one in fake.breaks()}


def test_an_oops_that_nobody_can_read_is_not_complete(fake):
    fake.says("[    1.9] BUG: something that no parser knows")
    assert fake.run().returncode == 1
    assert [one["what"] for one in fake.breaks()] == [
        "BUG: something that no parser knows"]


def test_only_what_changed_is_built_again(fake):
    """And what a change of any file means: both kernels are asked again."""
    assert fake.run().returncode == 0
    fake.booted()
    assert fake.run().returncode == 0 and fake.booted() == []
    folder, = (fake.out / "boot/obj").glob("*-converted")
    (folder / "kept.o").write_text("not made again")
    file = fake.out / "matrix/work/mm/memory.c"
    other = fake.out / "matrix/work/arch/x86/defconfig"
    before, first = other.stat().st_mtime_ns, file.stat().st_mtime_ns
    fake.base("mm/memory.c", "int memory;\n")
    (fake.kdir / "kernel/rare.c").unlink()
    assert fake.run().returncode == 0
    assert fake.kernels() == ["baseline", "converted"]
    assert (folder / "kept.o").exists() and file.stat().st_mtime_ns > first
    assert other.stat().st_mtime_ns == before
    assert not (fake.out / "matrix/work/kernel/rare.c").exists()


def test_a_kernel_that_does_not_build(fake):
    fake.base("mm/pgtable-generic.c", fake.files["mm/pgtable-generic.c"])
    fake.base("Makefile", fake.files["Makefile"].replace(
        "vmlinux:\n", "vmlinux:\n\t@! grep -q 'struct page \\*pt_page' "
        "$(T)/include/linux/mm_types.h || { echo 'a.c:1: error: no member'; "
        "exit 1; }\n"))
    done = fake.run()
    assert done.returncode == 3, done.stderr + done.stdout
    assert "did not run: x86-boot-one: no kernel with descriptors apart: the " \
        "kernel does not build: a.c:1: error: no member\n" in done.stdout
    assert fake.result()["status"] == "not-run"


def test_a_kernel_that_does_not_get_the_symbol(fake):
    fake.base("Makefile", fake.files["Makefile"].replace(
        "ARCH_HAS_SPLIT_PTDESC=y", "OTHER=y"))
    done = fake.run()
    assert done.returncode == 3
    assert "does not get CONFIG_ARCH_HAS_SPLIT_PTDESC=y\n" in done.stdout


def test_an_own_kernel_that_does_not_boot(fake):
    fake.own.write_text("", "utf-8")
    # A machine would have to try this one, and none did.
    fake.base("mm/leftover.c", LEFTOVER)
    fake.apart.write_text("", "utf-8")
    done = fake.run()
    assert done.returncode == 3 and "baseline-broken" in done.stdout
    assert fake.result()["status"] == "not-run"
    assert "1 finding may stay, for reasons that acid.json has: 0 executed, " \
        "1 unknown, 0 not-executed, 0 not-built\n" in done.stdout
    assert done.stdout.splitlines()[-1] == \
        f"whether {fake.kdir} is complete is not known"


def test_a_counter_that_is_missing(fake):
    fake.apart.write_text(APART.replace("slab:ptdesc", "slab:other"), "utf-8")
    done = fake.run()
    assert done.returncode == 3
    assert "does not say how many descriptors are in use\n" in done.stdout


def test_a_tree_that_is_not_converted(fake):
    fake.base("include/linux/mm_types.h", "struct page;\n")
    done = fake.run()
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"boot: {fake.kdir} has no struct " \
        "ptdesc: the acid test looks at a tree that is converted"
    assert not (fake.out / "acid.json").exists()


def test_a_set_that_enables_nothing(fake):
    """Its steps say why."""
    fake.base("arch/x86/Kconfig", "config X86\n")
    done = fake.run()
    assert done.returncode == 3, done.stderr + done.stdout
    assert "did not run: x86: the set split does not select " \
        "ARCH_HAS_SPLIT_PTDESC there\n" in done.stdout
    assert "did not run: the step arch-split-ptdesc: not-needed: " in done.stdout
    assert fake.result()["machines"] == [] and fake.booted() == []


def test_a_step_that_fails(fake):
    fake.base("mm/pgtable-generic.c", fake.files["mm/pgtable-generic.c"]
              + "void ptdesc_detach(void)\n{\n}\n")
    done = fake.run()
    assert done.returncode == 3, done.stderr + done.stdout
    assert "did not run: the step mm-split-ptdesc: partial: no file has the " \
        "anchor of 'insert before function ptdesc_attach'\n" in done.stdout
    assert {"step": "mm-split-ptdesc", "status": "partial",
            "why": "no file has the anchor of 'insert before function "
            "ptdesc_attach'"} in fake.result()["steps"]
    assert fake.booted() == []


def test_wrong_use(fake):
    done = subprocess.run([sys.executable, str(ROOT / "scripts/boot"),
                           "--acid"], check=False, capture_output=True,
                          text=True)
    assert done.returncode == 2 and done.stderr == "boot: the acid test looks " \
        "at a tree that is converted: name it with KDIR=\n"
    done = fake.run("--cells", "plain")
    assert done.returncode == 2 and "is for boot" in done.stderr
    done = fake.run("--out", str(fake.out) + " b")
    assert done.returncode == 2 and "blank in its path" in done.stderr
    done = fake.run("--out", str(fake.kdir / "results"))
    assert done.returncode == 2 and "is inside the kernel tree" in done.stderr
