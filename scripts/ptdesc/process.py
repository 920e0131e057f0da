# SPDX-License-Identifier: GPL-2.0-only
"""Processes that lead a group of their own, with what they start; and the
programs of the checker."""

import os
import signal
import subprocess
from pathlib import Path

from .errors import Usage


def kill(process, how=signal.SIGKILL):
    """Sends a signal to the group of a process. It may have ended."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass


def ask(program, options, data=None, good=(0, 1, 3)):
    """Runs a program of the checker on the bytes `data` and waits for it.
    Returns its CompletedProcess, in bytes. One that ends with none of the codes
    `good` is a Usage, in the last words that it said."""
    done = subprocess.run([program, *options], input=data,
                          capture_output=True, check=False)
    if done.returncode not in good:
        name = Path(program).name
        # Behind wrong options comes the way to --help.
        said = done.stderr.decode("utf-8", "replace").split("\nTry `")[0]
        last = said.strip().split("\n")[-1].removeprefix(f"{name}: ")
        raise Usage(last or f"{name} ended with {done.returncode}")
    return done
