# SPDX-License-Identifier: GPL-2.0-only
"""What the tests that plant something in a kernel have in common."""

import re
import shutil

from ptdesc.matrix import cells


def one_machine(folder):
    """Makes of an empty folder one for --cell-data, in which x86 boots the
    last of its machines only; returns it."""
    shutil.copytree(cells.CONFIGS, folder / "configs")
    (folder / "arches").mkdir()
    text = (cells.ARCHES / "x86.ini").read_text("utf-8")
    (folder / "arches/x86.ini").write_text(re.sub(
        r"^needs = .*\n", "", re.sub(r"^boots = .*\|", "boots =", text,
                                     flags=re.M), flags=re.M), "utf-8")
    return folder
