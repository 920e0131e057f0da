# SPDX-License-Identifier: GPL-2.0-only
"""Every step on its goldens, byte for byte."""

import re
import subprocess

import pytest
from conftest import ROOT
from goldens import TESTS, all_goldens, difference, run
from ptdesc import step as steps

GOLDENS = all_goldens()
SERIES = steps.series()
SMPL = ROOT / "semantic-patches"
C_SUFFIXES = (".c", ".h")
TROUBLE = re.compile(r"EXN|[Ee]xception|Fatal error|Traceback|"
                     r"parse error|semantic error")
# What spatch says, and fails with, when -o finds nothing to write.
UNCHANGED = "-o can not be applied because there are no modified files"


def of_step(step):
    return [golden for golden in GOLDENS if golden.step == step.name]


@pytest.mark.parametrize("golden", GOLDENS, ids=str)
def test_golden(golden):
    code, printed, errors = run(golden)
    assert code == 0, errors
    if printed != golden.wanted:
        pytest.fail(f"{golden}:\n" + difference(golden.wanted, printed),
                    pytrace=False)


@pytest.mark.parametrize("step", SERIES, ids=lambda step: step.name)
def test_step_has_goldens(step):
    cases = of_step(step)
    assert cases, f"{step.name} has no case in semantic-patches/tests"
    assert any(case.wanted != case.source.read_bytes() for case in cases), \
        f"no case of {step.name} changes anything"


def test_goldens_belong_to_the_series():
    names = {step.name for step in SERIES}
    strays = sorted({golden.step for golden in GOLDENS} - names)
    assert not strays, f"cases of no step of the series: {strays}"
    # The cases of the macro file are test_macros.py's.
    inputs = {path for path in TESTS.glob("*/*") if path.suffix != ".res"
              and path.parent.name != "macros"}
    lonely = sorted(inputs - {golden.source for golden in GOLDENS})
    assert not lonely, f"cases without a .res: {lonely}"


def spatch(flat, golden, *options):
    """spatch on a case as the engine runs it; what it said."""
    content = golden.source.read_text(encoding="utf-8")
    command = ["spatch", "--very-quiet", "--no-show-diff", *options]
    for name in re.findall(r"/\* step-define: (\w+) \*/", content):
        command += ["-D", name]
    command += ["--no-includes", "--include-headers", "--macro-file",
                str(SMPL / "macros.h"), "--iso-file",
                str(SMPL / "isos.iso"), "--sp-file", str(flat),
                str(golden.source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=SMPL,
                          check=False, timeout=120)
    said = done.stdout + done.stderr
    assert done.returncode == 0 or UNCHANGED in said, said
    assert not TROUBLE.search(said), said
    return said


def rules_change(flat, golden, out):
    """Whether the rules alone, without directives, rewrite a case."""
    spatch(flat, golden, "-D", "patch", "-o", str(out))
    return out.exists() and out.read_bytes() != golden.source.read_bytes()


@pytest.mark.parametrize("step", SERIES, ids=lambda step: step.name)
def test_report_says_what_patch_would_change(step, tmp_path):
    """Where the rules change a case, report mode names a place in it, and
    where they do not, it is silent."""
    if not step.has_rules:
        # All of the step is directives: there is nothing to report.
        assert step.has_directives
        return
    flat = tmp_path / f"{step.name}.cocci"
    flat.write_text(step.flat, encoding="utf-8")
    for number, golden in enumerate(of_step(step)):
        if golden.source.suffix not in C_SUFFIXES:
            continue
        before = golden.source.read_bytes()
        said = spatch(flat, golden, "-D", "report")
        assert golden.source.read_bytes() == before
        named = re.findall(
            rf"^\S*{re.escape(golden.source.name)}:\d+:\d+.*", said, re.M)
        if rules_change(flat, golden, tmp_path / f"p{number}"):
            assert named, f"{golden}: changed, but not reported"
        else:
            assert not named, f"{golden}: reported, not changed: {named}"
