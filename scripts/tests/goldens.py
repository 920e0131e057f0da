# SPDX-License-Identifier: GPL-2.0-only
"""The goldens in semantic-patches/tests: what is there and how it is run."""

import difflib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

TESTS = ROOT / "semantic-patches" / "tests"
SECONDS = 120


@dataclass(frozen=True)
class Golden:
    """One case of one step."""
    step: str
    source: Path

    @property
    def wanted(self):
        return self.source.with_name(self.source.name + ".res").read_bytes()

    def __str__(self):
        return f"{self.step}/{self.source.name}"


def all_goldens():
    """Every CASE that has a CASE.res, in a fixed order."""
    return [Golden(result.parent.name, result.with_suffix(""))
            for result in sorted(TESTS.glob("*/*.res"))]


def run(golden, root=ROOT):
    """scripts/step of the toolkit at `root` on a case: (exit code, what it
    printed, its errors). Too slow is the exit code None."""
    command = [str(root / "scripts" / "step"), golden.step,
               str(golden.source)]
    try:
        done = subprocess.run(command, capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, b"", f"took more than {SECONDS} s"
    return done.returncode, done.stdout, done.stderr.decode("utf-8",
                                                            "replace")


def holds(golden, root=ROOT):
    code, printed, _ = run(golden, root)
    return code == 0 and printed == golden.wanted


def difference(wanted, printed):
    """A diff to read, of bytes."""
    lines = [text.decode("utf-8", "replace").splitlines(True)
             for text in (wanted, printed)]
    return "".join(difflib.unified_diff(*lines, "wanted", "printed"))
