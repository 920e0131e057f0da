# SPDX-License-Identifier: GPL-2.0-only
"""The verdict of scripts/boot on planted consoles, and how it ends QEMU."""

import base64
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT
from ptdesc.boot import console, coverage, machine, verdict
from ptdesc.matrix import cells, kbuild, units

HEALTHY = """\
[    0.000000] Linux version 6.1.192
[    1.000000] ptdesc-boot: begin
[    1.000001] ptdesc-boot: counter before MemTotal 400000
[    1.000001] ptdesc-boot: counter before slab:page->ptl 10
[    1.100000] ptdesc-boot: road sparse start
[    2.000000] ptdesc-boot: road sparse count cycles=102400 free=-3 tables=0 secondary=0 slab=1 ms=900
[    2.000000] ptdesc-boot: road sparse done 
[    2.100000] ptdesc-boot: road thp start
[    3.000000] ptdesc-boot: road thp count cycles=240 free=10 tables=1 secondary=0 slab=2 ms=900
[    3.000000] ptdesc-boot: road thp done 
[    3.100000] ptdesc-boot: road far start
[    3.200000] ptdesc-boot: road far absent no addresses above 48 bits
[    3.900000] ptdesc-boot: counter after slab:page->ptl 30
[    4.000000] ptdesc-boot: taint 0
[    4.000000] ptdesc-boot: end
"""


def run(text=HEALTHY, late=False):
    said = console.parse(text)
    result, why = verdict.ending(said, late)
    return verdict.Run(result, why, 1, said)


def judged(old, new, text=HEALTHY):
    assert old in HEALTHY
    return verdict.judge(run(), run(text.replace(old, new, 1)))


def test_a_console_is_read():
    said = run().said
    assert said.begun and said.ended and not said.complaints
    assert said.roads["sparse"].counts["cycles"] == 102400
    assert said.roads["far"].how == "absent"
    assert said.roads["far"].why == "no addresses above 48 bits"
    assert said.counters["after"]["slab:page->ptl"] == 30
    assert said.last_road() == "far"


def test_equal_runs_pass():
    assert verdict.judge(run(), run()) == ("pass", "", [])


AFTER = "[    2.000000] ptdesc-boot: road sparse done"
PLANTED = {
    "a bad page": ("complaint", "BUG: Bad page state in process init  "
                   "pfn:01234"),
    "a warning": ("complaint", "WARNING: CPU: 0 PID: 1 at mm/memory.c:1 "
                  "pte_free+0x1/0x2"),
    "a slab": ("complaint", "BUG page->ptl (Not tainted): Poison overwritten"),
    "a count": ("complaint", "refcount_t: underflow; use-after-free."),
    "a dumped page": ("complaint", "page dumped because: nonzero mapcount"),
    "a counter": ("complaint", "vmstat_refresh: nr_page_table_pages -3"),
    "an oops": ("complaint", "BUG: unable to handle page fault for address: "
                "ffff888000000000"),
    "tables left in a process": (
        "complaint", "BUG: non-zero pgtables_bytes on freeing mm: 4096"),
}


@pytest.mark.parametrize("kind, line", PLANTED.values(), ids=PLANTED.keys())
def test_what_the_kernel_says_is_found(kind, line):
    status, why, new = judged(AFTER, f"[    1.900000] {line}\n{AFTER}")
    assert (status, why) == ("fail", line)
    assert new == [{"kind": kind, "what": line}]


def test_what_a_kernel_says_in_good_health_is_no_complaint():
    said = ("Kernel command line: page_table_check=on",
            "page:1 refcount:1 mapcount:0", "page dumped because: unmovable "
            "page", "Out of memory: Killed process 7 (init)")
    assert judged(AFTER, "\n".join([*said, AFTER]))[0] == "pass"


def test_a_complaint_of_many_pages_is_one():
    lines = [f"BUG: Bad page state in process {name}  pfn:00{page}"
             for name, page in (("init", "fe9"), ("init", "0b2"),
                                ("swapper/0", "123"), ("sh", "aaa"))]
    status, _, new = judged(AFTER, "\n".join([*lines, AFTER]))
    assert status == "fail" and [one["what"] for one in new] == lines[:1]


def test_what_both_say_is_not_new():
    one = HEALTHY.replace(AFTER, "[ 1.0] WARNING: CPU: 0 PID: 7 at a.c:1 "
                          f"f+0x1/0x2\n{AFTER}")
    two = HEALTHY.replace(AFTER, "[ 1.9] WARNING: CPU: 1 PID: 99 at a.c:1 "
                          f"f+0x7/0x9\n{AFTER}")
    assert verdict.judge(run(one), run(two))[0] == "pass"
    assert verdict.judge(run(one), run(two.replace("a.c", "b.c")))[0] == \
        "fail"


# How kernels with these faults end: planted_boot.py makes such kernels.
ENDS = {
    "a dtor that is skipped": ("a road", """\
[    1.900000] BUG: Bad page state in process init  pfn:00fe9
[    1.900001] page dumped because: nonzero mapcount
[    1.990000] Kernel panic - not syncing: System is deadlocked on memory
""", "it ended in the road sparse", 3),
    "a dtor that is called twice": ("init", """\
[    0.900000] BUG page->ptl (Not tainted): Object already free
[    0.900001] WARNING: CPU: 0 PID: 1 at mm.h:1 pagetable_pmd_dtor+0x1/0x2
[    0.990000] Kernel panic - not syncing: Attempted to kill init!
""", "it ended before init, after: Kernel panic - not syncing: Attempted to "
                                    "kill init!", 3),
    # Before there is a console.
    "a ctor that is skipped": ("start", "", "it ended without a word", 0),
}


@pytest.mark.parametrize("place, text, why, complaints", ENDS.values(),
                         ids=ENDS.keys())
def test_how_a_broken_kernel_ends(place, text, why, complaints):
    before = HEALTHY[:HEALTHY.index(
        {"start": "[    0.000000]", "init": "[    1.000000]",
         "a road": "[    2.000000]"}[place])]
    status, said, new = verdict.judge(run(), run(before + text))
    assert (status, said) == ("fail", why)
    assert [one["kind"] for one in new] == ["end"] + ["complaint"] * complaints


LEAKS = {
    "a page in a thousand tables": ("free=-3", "free=-140", "free"),
    "a table without its dtor": ("tables=0", "tables=900", "tables"),
    "a table with two dtors": ("tables=0", "tables=-900", "tables"),
    "a lock that stays": ("slab=1", "slab=400", "slab"),
}


@pytest.mark.parametrize("old, new, what", LEAKS.values(), ids=LEAKS.keys())
def test_leaks_are_found(old, new, what):
    status, why, found = judged(old, new)
    assert status == "fail"
    assert [one["kind"] for one in found] == ["leak"]
    assert f"road sparse: {what}" in why


def test_noise_is_no_leak():
    assert judged("free=-3", "free=-60")[0] == "pass"
    assert judged("slab:page->ptl 30", "slab:page->ptl 300")[0] == "pass"


def test_objects_of_a_slab_that_stay_are_found():
    status, why, _ = judged("slab:page->ptl 30", "slab:page->ptl 3000")
    assert status == "fail" and why.startswith("slab page->ptl: +2990")


def test_a_road_of_one_kernel_is_found():
    status, why, _ = judged("thp done", "thp absent no huge page was given")
    assert status == "fail"
    assert why == "road thp: baseline done, converted absent (no huge page " \
        "was given)"
    status, why, _ = judged("far absent no addresses above 48 bits",
                            "far done")
    assert status == "fail" and "baseline absent" in why


def test_a_road_that_chance_closes_is_not_judged():
    assert judged("thp done", "thp chance nothing was collapsed")[0] == "pass"


def test_taint_is_found():
    assert judged("taint 0", "taint 32")[:2] == ("fail", "taint 0x20")


def test_a_kernel_that_does_not_end():
    cut = HEALTHY[:HEALTHY.index("[    2.000000]")]
    status, why, _ = verdict.judge(run(), run(cut, late=True))
    assert (status, why) == ("fail", "it did not end in the road sparse")
    status, why, new = verdict.judge(run(cut), run())
    assert (status, new) == ("baseline-broken", [])
    assert why == "it ended in the road sparse"
    assert run("Linux version").why == \
        "it ended before init, after: Linux version"
    assert run("").why == "it ended without a word"


def test_a_baseline_without_a_road_proves_nothing():
    empty = run("ptdesc-boot: begin\nptdesc-boot: end\n")
    assert verdict.judge(empty, empty)[:2] == ("baseline-broken",
                                               "no road was done")


def test_coverage_is_read_and_a_torn_line_is_not():
    text = base64.b64encode(b"counts").decode()
    said = console.parse(f"[1] ptdesc-boot: gcov /a.gcda\n"
                         f"[1] ptdesc-boot: gcov+ {text}\n"
                         f"[1] ptdesc-boot: gcov /b.gcda\n"
                         f"[1] ptdesc-boot: gcov+ {text[:-3]}\n")
    assert said.gcov == {"/a.gcda": b"counts"}


def test_a_console_that_ends_anywhere_is_read():
    for length in range(len(HEALTHY)):
        said = console.parse(HEALTHY[:length])
        assert not said.ended and not said.complaints
    assert console.parse(HEALTHY[:-1]).counters == run().said.counters


MAKE = """\
all:
	@$(MAKE) -f build.mk obj=mm
	@$(MAKE) -f build.mk obj=arch/x86/boot
"""
# Which objects are counted, as scripts/Makefile.lib asks it.
ASK = """\
ifeq ($(obj),arch/x86/boot)
GCOV_PROFILE := n
endif
all: ; @echo $(obj): $(if $(patsubst n%,,\
$(GCOV_PROFILE_memory.o)$(GCOV_PROFILE)),counted)
"""


def test_an_object_is_counted_in_its_folder_only(tmp_path):
    for name, text in (("Makefile", MAKE), ("build.mk", ASK),
                       ("mm/Makefile", "GCOV_PROFILE_early.o := n\n"),
                       ("arch/x86/boot/Makefile", "GCOV_PROFILE := n\n")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    changed = ["mm/memory.c", "mm/early.c", "arch/x86/boot/memory.c",
               "arch/x86/boot/pgtable.c", "arch/arm/mm/mmu.c",
               "mm/internal.h"]
    found = coverage.counted(changed, tmp_path, ("x86",))
    assert found == ["GCOV_PROFILE_memory.o=$(if $(filter mm,$(obj)),y)"]
    said = subprocess.run(["make", "-s", "-C", tmp_path, *found], check=True,
                          capture_output=True, text=True).stdout
    assert said == "mm: counted\narch/x86/boot:\n"


def _function(name, calls="zero"):
    return f"static inline int {name}(void)\n{{\n\treturn {calls}();\n}}\n"


def test_where_a_changed_function_is_inlined_is_counted(tmp_path):
    """By way of another header's function too, as a PGD's allocation is."""
    for name, text in (
            ("include/linux/mm.h", _function("shared")),
            ("arch/x86/include/asm/pgalloc.h", _function("inner") +
             _function("outer", "inner")),
            ("mm/memory.c", "int a = shared();\n"),
            ("mm/gup.c", "int b = shared();\n"),
            ("kernel/fork.c", "int c = outer();\n")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    functions = {"include/linux/mm.h": [(1, 4, "shared")],
                 "arch/x86/include/asm/pgalloc.h": [(1, 4, "inner")],
                 "mm/swap.c": [(1, 4, "outer")]}
    names = coverage.inlined(functions)
    assert names == {"shared", "inner"}
    search = units.Search(tmp_path, names, ("arm", "x86"))
    found = {arch: coverage.callers(functions, files, (arch,), search)
             for arch, files in (("x86", ["mm/memory.c"]), ("arm", []))}
    assert found == {"x86": {"kernel/fork.c"},
                     "arm": {"mm/memory.c", "mm/gup.c"}}


def test_what_was_executed(tmp_path):
    """With the compiler's own gcov on a program."""
    tree, obj = tmp_path / "tree", tmp_path / "obj"
    tree.mkdir()
    obj.mkdir()
    (tree / "a.c").write_text("int f(int a)\n{\n\treturn a + 1;\n}\n"
                              "int g(int a)\n{\n\treturn a + 2;\n}\n"
                              "int main(void)\n{\n\treturn f(-1);\n}\n")
    subprocess.run(["gcc", "--coverage", "-c", "-o", "a.o", tree / "a.c"],
                   cwd=obj, check=True)
    subprocess.run(["gcc", "--coverage", "-o", "a", "a.o"], cwd=obj,
                   check=True)
    subprocess.run([obj / "a"], cwd=obj, check=True)
    said = SimpleNamespace(gcov={f"/sys/kernel/debug/gcov{obj}/a.gcda":
                                 (obj / "a.gcda").read_bytes()})
    found = coverage.executed("gcc", {"a.c": [(1, 4, "f"), (5, 8, "g")],
                                      "b.c": [(1, 2, "h")]},
                              said, tmp_path / "scratch", tree)
    assert found == {("a.c", "f"): "executed", ("a.c", "g"): "not-executed",
                     ("b.c", "h"): "not-built"}


def fake_machine(tmp_path, script):
    program = tmp_path / "qemu"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\n{script}\n")
    program.chmod(0o755)
    return [str(program)]


def gone(tmp_path):
    return not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()


def test_a_machine_that_hangs_is_ended_and_its_console_kept(tmp_path):
    qemu = fake_machine(tmp_path, "echo hello; exec sleep 600")
    log = tmp_path / "log"
    text, late, seconds = machine.Machines(1).run(qemu, "", "k", "i", log)
    assert (text, late) == ("hello\n", True)
    assert 1 <= seconds < 60 and gone(tmp_path)
    assert log.read_text() == "hello\n"


def test_a_machine_that_does_not_switch_off_has_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "_GRACE", 0.5)
    qemu = fake_machine(tmp_path, "echo ptdesc-boot: end; exec sleep 600")
    assert not machine.Machines(60).run(qemu, "", "k", "i",
                                        tmp_path / "log")[1]
    assert gone(tmp_path)


@pytest.mark.parametrize("here, device, flags, how", [
    ("x86_64", True, "fpu vmx la57", ("kvm", "")),
    ("x86_64", True, "fpu svm", ("tcg", "the processor has no la57")),
    ("x86_64", True, "fpu la57",
     ("tcg", "the processor has none of vmx, svm")),
    ("x86_64", False, "vmx la57", ("tcg", "{}: No such file or directory")),
    ("aarch64", True, "vmx la57",
     ("tcg", "x86 is not the processor here, aarch64")),
])
def test_kvm_is_used_where_it_can_run_the_machine(
        tmp_path, monkeypatch, here, device, flags, how):
    kvm, cpu = tmp_path / "kvm", tmp_path / "cpuinfo"
    cpu.write_text(f"flags\t\t: {flags}\n")
    if device:
        kvm.touch()
    monkeypatch.setattr(machine, "KVM", kvm)
    monkeypatch.setattr(machine, "PROCESSOR", cpu)
    monkeypatch.setattr(machine.os, "uname",
                        lambda: SimpleNamespace(machine=here))
    cell = next(cell for cell in cells.load()
                if cell.name == "x86/boot")
    assert cell.needs == (("la57",), ())
    assert machine.accelerator(cell, cell.needs[0]) == (
        how[0], how[1].format(kvm))


def test_an_early_console_is_asked_for_where_one_is_known():
    """Else a kernel that ends at its first page table ends without a word."""
    told = {cell.name: cell.boots for cell in cells.load()
            if "boot" in cell.verbs}
    assert all("earlycon=uart8250,io,0x3f8" in boot.split()
               for boot in told["x86/boot"])


def test_init_is_packed(tmp_path):
    cell = SimpleNamespace(compiler="gcc", init_flags=())
    archive, why = machine.make_init(cell, tmp_path / "packed",
                                     kbuild.Runner(60))
    assert not why and b"070701" in archive.read_bytes()[:6]


def test_what_is_missing_is_said(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/boot"), "--out", str(tmp_path)],
        text=True, capture_output=True, check=False, env=os.environ)
    assert done.returncode == 2
    assert "run `make convert` first" in done.stderr
