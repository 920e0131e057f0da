# SPDX-License-Identifier: GPL-2.0-only
"""The scanner: its command line, and a plain grep as its judge."""

import os
import subprocess

import pytest

from conftest import ROOT

TESTS = ROOT / "checker" / "tests"
SCAN = ROOT / "checker" / "ptdesc-scan"


def run(script, *arguments):
    return subprocess.run([TESTS / script, *arguments], text=True,
                          capture_output=True, check=False)


def test_command_line():
    result = run("scan-tree.sh")
    assert result.returncode == 0, result.stderr


def known_trees():
    """Small trees of ours, and what `make kernel-tree` has unpacked."""
    yield TESTS / "scan-tree"
    for makefile in sorted((ROOT / "kernel-tree").glob("*/Makefile")):
        if (makefile.parent / "Kconfig").exists():
            yield makefile.parent


@pytest.mark.parametrize("tree", known_trees(), ids=lambda tree: tree.name)
def test_has_all_that_grep_finds(tree):
    result = run("scan-vs-grep.sh", tree)
    assert result.returncode == 0, result.stderr
    count, rest = result.stdout.split(maxsplit=1)
    assert int(count) > 30 and rest == "places, the same as grep's\n"


def test_the_judge_can_find_a_difference(tmp_path):
    """A scanner that loses a line does not pass."""
    forgetful = tmp_path / "scan"
    forgetful.write_text(f'#!/bin/sh\n"{SCAN}" "$@" | sed 7d\n')
    forgetful.chmod(0o755)
    result = subprocess.run(
        [TESTS / "scan-vs-grep.sh", TESTS / "scan-tree"], text=True,
        capture_output=True, check=False,
        env=os.environ | {"PTDESC_SCAN": str(forgetful)})
    assert result.returncode == 1
    assert "differ" in result.stderr
