# SPDX-License-Identifier: GPL-2.0-only
"""A copy of the toolkit whose steps a test may damage."""

import shutil

from conftest import ROOT


def make(where):
    """Copies what scripts/step and scripts/convert need into `where`, which
    must not exist; returns it. The C programs and the goldens are shared."""
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
        (where / name).symlink_to(ROOT / name)
    (where / "results").mkdir()
    return where
