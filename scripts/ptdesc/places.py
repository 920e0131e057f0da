# SPDX-License-Identifier: GPL-2.0-only
"""Where the toolkit's own files are, and where it may write."""

import os
from pathlib import Path

# The checkout, or what make install made of it: lib/ptdesc.
ROOT = Path(__file__).resolve().parents[2]


def _home():
    """The folder of kernel-tree/, results/ and toolchains/. A checkout has
    them inside. What is installed is the same for all users and may be
    read-only: there it is PTDESC_HOME, or ptdesc/ in the folder that the XDG
    base directory specification has for a user's data."""
    if (ROOT / "Makefile").is_file():
        return ROOT
    own = os.environ.get("PTDESC_HOME")
    if own:
        return Path(own).absolute()
    data = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        data = Path.home() / ".local" / "share"
    return Path(data) / "ptdesc"


HOME = _home()
