# SPDX-License-Identifier: GPL-2.0-only
"""What the verbs in scripts/ share. Analysis of C lives in checker/, in C."""

import os
import sys

VERSION = "0.1"


def _absent(kind, error, trace):
    """One sentence, and the exit code of wrong use, where a package of Python
    that a verb imports is not installed: the installed verbs do not install
    packages, as the Makefile does."""
    if kind is not ModuleNotFoundError:
        sys.__excepthook__(kind, error, trace)
        return
    verb = os.path.basename(sys.argv[0])
    setup = os.path.join(os.path.dirname(os.path.dirname(
        os.path.abspath(__file__))), "setup")
    print(f"{verb}: {sys.executable} has no module {error.name}: run {setup} "
          f"--for {verb}", file=sys.stderr, flush=True)
    os._exit(2)


sys.excepthook = _absent
