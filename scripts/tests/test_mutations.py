# SPDX-License-Identifier: GPL-2.0-only
"""A line taken out of a step must make a golden fail.

Of each file of rules a few lines are taken, always the same ones; FULL=1
takes them all.
"""

import hashlib
import os
import shutil

import pytest
import sandbox
from conftest import ROOT
from goldens import all_goldens, holds
from ptdesc import step as steps

SMPL = ROOT / "semantic-patches"
SAMPLE = 3
GOLDENS = all_goldens()


def included(path):
    """The files that the rules in `path` are made of, itself included."""
    found, todo = set(), [path]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        for line in path.read_text(encoding="utf-8").splitlines():
            match = steps.INCLUDE.match(line)
            if match:
                todo.append(SMPL / match[1])
    return found


def users_of(path):
    """Names of the steps of the series that `path` is part of."""
    return [step.name for step in steps.series()
            if path in included(step.path)]


def is_rule(line):
    """A line that rewrites: of SmPL, or a directive and its code."""
    if line.startswith(("//!", "//+")):
        return len(line.strip()) > 3
    return line[:1] in "-+" and len(line.strip()) > 1


def removable(path):
    """Numbers of the lines to take out, in a fixed order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    numbers = [n for n, line in enumerate(lines) if is_rule(line)]
    if os.environ.get("FULL") == "1":
        return numbers

    def rank(number):
        text = f"{path.name}:{lines[number]}:{number}"
        return hashlib.sha256(text.encode()).digest()
    return sorted(sorted(numbers, key=rank)[:SAMPLE])


def mutations():
    paths = [step.path for step in steps.series()]
    paths += [path for path in sorted((SMPL / "shared").glob("*.cocci"))
              if users_of(path)]
    return [pytest.param(path, number, id=f"{path.name}-{number + 1}")
            for path in paths for number in removable(path)]


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory):
    return sandbox.make(tmp_path_factory.mktemp("mutation") / "toolkit")


@pytest.mark.parametrize("path, number", mutations())
def test_removed_line_is_noticed(toolkit, path, number):
    damaged = toolkit / "semantic-patches" / path.relative_to(SMPL)
    lines = path.read_text(encoding="utf-8").splitlines(True)
    gone = lines.pop(number)
    users = users_of(path)
    damaged.write_text("".join(lines), encoding="utf-8")
    try:
        survived = all(holds(golden, toolkit) for golden in GOLDENS
                       if golden.step in users)
    finally:
        shutil.copy2(path, damaged)
    assert not survived, f"{path.name}:{number + 1}: no golden needs: {gone}"
