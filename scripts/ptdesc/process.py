# SPDX-License-Identifier: GPL-2.0-only
"""Processes that lead a group of their own, with what they start."""

import os
import signal


def kill(process, how=signal.SIGKILL):
    """Sends a signal to the group of a process. It may have ended."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass
