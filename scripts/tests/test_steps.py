# SPDX-License-Identifier: GPL-2.0-only
"""Every step on its goldens, byte for byte."""

import difflib
import re
import subprocess

import pytest
from conftest import ROOT
from goldens import (TESTS, Ruled, all_goldens, difference, finished, of_step,
                     ruled, run)
from ptdesc import step as steps

GOLDENS = all_goldens()
SERIES = steps.series()


def grouped(name):
    """A step's tests run in one process: what its rules make is made once."""
    return pytest.mark.xdist_group(f"step {name}")


def compare(golden, printed):
    if printed != golden.wanted:
        pytest.fail(f"{golden}:\n" + difference(golden.wanted, printed),
                    pytrace=False)


@pytest.mark.parametrize("golden", [
    pytest.param(golden, id=str(golden), marks=grouped(golden.step))
    for golden in GOLDENS])
def test_golden(golden):
    made = ruled(golden.step)
    assert not (made and made.wrong), made.wrong
    compare(golden, finished(steps.load(golden.step), golden,
                             made and made.content.get(golden)))


@pytest.mark.parametrize("step", SERIES, ids=lambda step: step.name)
def test_step_is_run_by_itself(step):
    """scripts/step, on the case that changes most."""
    golden = max(of_step(step.name), key=lambda case: len(
        difference(case.content, case.wanted)))
    code, printed, errors = run(golden)
    assert code == 0, errors
    compare(golden, printed)


@pytest.mark.parametrize("step", SERIES, ids=lambda step: step.name)
def test_step_has_goldens(step):
    cases = of_step(step.name)
    assert cases, f"{step.name} has no case in semantic-patches/tests"
    assert any(case.wanted != case.source.read_bytes() for case in cases), \
        f"no case of {step.name} changes anything"


def test_goldens_belong_to_the_series():
    names = {step.name for step in SERIES}
    strays = sorted({golden.step for golden in GOLDENS} - names)
    assert not strays, f"cases of no step of the series: {strays}"
    # The cases of the macro file are test_macros.py's.
    inputs = {path for path in TESTS.rglob("*.*") if path.suffix != ".res"
              and path.parent.name != "macros"}
    lonely = sorted(inputs - {golden.source for golden in GOLDENS})
    assert not lonely, f"cases without a .res: {lonely}"


OUTLINE = ROOT / "checker" / "ptdesc-outline"
# Functions that patch mode changes and report mode does not name.
UNREPORTED = {
    # They follow a function that is reported and that they call or serve.
    "s390-gmap/lookups.c": {"show"},
    "s390-pgalloc/guests.c": {"shadow_pages"},
    "s390-pgalloc/tables.c": {"complain"},
    # Gaps: a report misses them.
    "asm-generic-pgalloc/generic.h": {"user_table_put"},
    "hexagon/table.h": {"one_line"},
}
# Steps that report the use of a parameter or of a member where they change a
# declaration, or a body that they move to another function.
ELSEWHERE = {"mm-pagetable-ctor", "mm-pagetable-ctor-page",
             "mm-pt-share-count", "powerpc", "s390-gmap"}


def changes(golden, ruled):
    """(first, last) of the lines of a case that the rules change. Where they
    insert, these are the two lines around it."""
    before, after = golden.content.splitlines(), ruled.splitlines()
    return [(first, first + 1) if tag == "insert" else (first + 1, last)
            for tag, first, last, _, _ in difflib.SequenceMatcher(
                None, before, after, autojunk=False).get_opcodes()
            if tag != "equal"]


def functions(golden):
    """(first, last, name) of the functions and macros of a case."""
    said = subprocess.run([OUTLINE, golden.source], check=True, text=True,
                          capture_output=True).stdout
    return [(int(first), int(last), name) for _, first, last, _, name in
            (line.split("\t") for line in said.splitlines())]


def strays(golden, named, changed):
    """Lines that are named, but not changed."""
    if golden.step in ELSEWHERE:
        # Then the function around the line is.
        changed = changed + [
            (first, last) for first, last, _ in functions(golden)
            if any(first <= one and end <= last for one, end in changed)]
    return sorted(line for line in named if not any(
        first <= line <= last for first, last in changed))


def silent(golden, named, changed):
    """Functions that are changed and of which no line is named."""
    return {name for first, last, name in functions(golden)
            if any(first <= one and end <= last for one, end in changed)
            and not any(first <= line <= last for line in named)}


@pytest.mark.parametrize("step", [
    pytest.param(step, id=step.name, marks=grouped(step.name))
    for step in SERIES])
def test_report_says_what_patch_would_change(step):
    """A line that report mode names is one that patch mode changes, and of
    each function that patch mode changes report mode names a line."""
    if not step.has_rules:
        # All of the step is directives: there is nothing to report.
        assert step.has_directives
        return
    cases = of_step(step.name, True)
    patch, report = ruled(step.name), Ruled(step.flat, cases, "report")
    assert not patch.wrong and not report.wrong
    for golden in cases:
        assert report.content[golden] == golden.content
        named = {int(line) for line in re.findall(
            rf"^\S*/{re.escape(golden.source.name)}:(\d+):\d+", report.said,
            re.M)}
        changed = changes(golden, patch.content[golden])
        assert bool(named) == bool(changed), golden
        assert not strays(golden, named, changed), golden
        assert silent(golden, named, changed) == \
            UNREPORTED.get(str(golden), set()), golden
