# SPDX-License-Identifier: GPL-2.0-only
"""What page tables cost, with kernels and a machine of a few lines."""

import json
from pathlib import Path

import pytest
from ptdesc.boot import cost
from ptdesc.matrix import cells
from test_boot_run import TOY, Booted

# The series that matrix_fake.py makes has only what is read of it.
pytestmark = pytest.mark.made_up_results("convert.json")

# As init prints them; the baseline's numbers, and what changes in a patch.
COSTS = """\
ptdesc-boot: cost fork-exit tables=0 instructions=50000
ptdesc-boot: cost map-unmap tables=256 instructions=512000
ptdesc-boot: cost fork-exit-tables tables=256 instructions=306000
ptdesc-boot: cost table count=1000 memory=1030 tables=1000 slab=30 descriptors=1000 descriptor=64 locks=0 lock=0 page=4096
ptdesc-boot: cost process count=200 memory=3200 tables=2000 slab=600 descriptors=2400 descriptor=64 locks=0 lock=0 page=4096
"""
DEAR = "ptdesc-boot: cost fork-exit-tables tables=256 instructions=331600"


class Costly(Booted):
    """Its machine says what init measured before the kernel's own words."""

    def __init__(self, folder):
        super().__init__(folder)
        self.arch("toy", TOY + "[cost]\nverbs = cost\nboots = pti\n")
        self.console.write_text(f"ptdesc-boot: begin\n{COSTS}", "utf-8")

    def costs(self):
        found, = json.loads((self.out / "cost.json").read_text("utf-8"))[
            "cells"]
        return found, {one["name"]: (one["baseline"], one["converted"])
                       for one in found["costs"]}


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return Costly(tmp_path)


def test_both_kernels_are_measured(fake):
    fake.says(f"SAYS {DEAR}")
    done = fake.run("--cost")
    assert done.returncode == 0, done.stderr
    found, costs = fake.costs()
    assert (found["status"], found["config"]) == ("pass", "cost")
    assert costs["fork and exit"] == (50000, 50000)
    assert costs["fork and exit, each PTE table more"] == (1000, 1100)
    assert costs["fault and unmap, each PTE table"] == (2000, 2000)
    assert costs["memory of a table"] == (4218.88, 4218.88)
    assert costs["slabs of a table"] == (122.88, 122.88)
    assert costs["memory of a descriptor"] == (64, 64)
    assert costs["tables of a process"] == (10, 10)
    assert costs["descriptors of a process"] == (12, 12)
    assert "+10.0 %" in done.stdout and fake.whole()
    # The costs are another question than the boots.
    assert fake.booted() == ["toy-cost-baseline", "toy-cost-converted"]
    assert not (fake.out / "boot.json").exists()


def test_nothing_but_the_kernel_is_counted(fake):
    """No debugging, no gcov, one clock for all instructions."""
    fake.says("calm")
    assert fake.run("--cost").returncode == 0
    told = Path(f"{fake.runs}.told").read_text("utf-8").splitlines()
    assert len(told) == 2
    for one in told:
        assert "-accel tcg -icount shift=0,sleep=off" in one
        assert " cost=1 " in f"{one} " and "slub_nomerge" in one
        assert not any(word in one for word in (
            "slub_debug", "page_poison", "coverage"))


def test_no_object_counts(fake):
    fake.says("calm")
    assert "GCOV_PROFILE_memory.o" not in fake.run("--cost", "-v").stderr
    assert "GCOV_PROFILE_memory.o" in fake.run("-v").stderr


@pytest.mark.parametrize("lost", ["table", "fork-exit-tables"])
def test_a_kernel_that_measures_nothing_is_said(fake, lost):
    fake.says("calm")
    fake.console.write_text("".join(
        line for line in fake.console.read_text("utf-8").splitlines(True)
        if f"cost {lost} " not in line), "utf-8")
    done = fake.run("--cost")
    assert done.returncode == 3
    assert "toy-cost-pti: baseline-broken: init measured nothing\n" in \
        done.stdout
    assert fake.costs()[1] == {}


def test_a_converted_kernel_that_does_not_end_is_said(fake):
    fake.says("calm")
    fake.machine.write_text(fake.machine.read_text("utf-8").replace(
        'echo "ptdesc-boot: end"', 'case $2 in *-baseline/*) echo '
        '"ptdesc-boot: end";; esac'), "utf-8")
    done = fake.run("--cost")
    assert done.returncode == 3
    assert "toy-cost-pti: it ended" in done.stdout
    assert fake.costs()[0]["status"] == "fail"


def test_wrong_use(fake):
    fake.says("calm")
    for options, said in ((("--cost", "--acid"), "two questions"),
                          (("--cost", "--accel", "kvm"), "TCG alone"),
                          (("--cost", "--cells", "plain"), "is for cost")):
        done = fake.run(*options)
        assert done.returncode == 2 and said in done.stderr


def test_a_cell_for_costs_counts_for_one_processor():
    """Of two, one would wait while the other is counted."""
    found = [cell for cell in cells.load() if "cost" in cell.verbs]
    assert found
    for cell in found:
        assert cell.verbs == ("cost",) and "-smp" not in cell.qemu
        assert cell.fragments[-1].stem == "cost"


def test_what_is_not_there_costs_no_division_by_zero():
    assert cost.figures({}) == []
    assert cost.figures({"fork-exit": {"instructions": 1}, "map-unmap": {
        "instructions": 1, "tables": 0}}) == []
