# SPDX-License-Identifier: GPL-2.0-only
"""A copy of the toolkit whose steps a test may damage."""

import os
import shutil

from conftest import ROOT


def make(where, shared=True):
    """Copies what scripts/step and scripts/convert need into `where`, which
    must not exist; returns it. The C programs and the kernel trees are shared
    unless told not to: then the copy works where ROOT cannot be entered, and
    has no kernel tree."""
    (where / "scripts").mkdir(parents=True)
    for name in ("step", "convert"):
        if (ROOT / "scripts" / name).exists():
            shutil.copy2(ROOT / "scripts" / name, where / "scripts" / name)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "scripts" / "ptdesc", where / "scripts" / "ptdesc",
                    ignore=ignore)
    shutil.copytree(ROOT / "semantic-patches", where / "semantic-patches",
                    ignore=shutil.ignore_patterns("tests"))
    for name in ("checker", "kernel-tree"):
        if shared:
            (where / name).symlink_to(ROOT / name)
        else:
            (where / name).mkdir()
    if not shared:
        shutil.copy2(ROOT / "kernel-tree" / "trees", where / "kernel-tree")
        shutil.copytree(ROOT / "checker" / "lists",
                        where / "checker" / "lists")
        for program in (ROOT / "checker").glob("ptdesc-*"):
            if os.access(program, os.X_OK):
                shutil.copy2(program, where / "checker")
    # A checkout, which has its own results: no user's.
    shutil.copy2(ROOT / "Makefile", where)
    (where / "results").mkdir()
    return where
