# SPDX-License-Identifier: GPL-2.0-only
"""Folders to build in, for jobs that run beside each other.

A job moves its source tree from commit to commit, so each has a tree of its
own: a slot, taken with a lock that ends with the process, and used again.
"""

import fcntl
import os
import platform
from pathlib import Path


class Slot:
    """`folder` is ours until close()."""

    def __init__(self, folder, lock):
        self.folder, self._lock = folder, lock

    def close(self):
        os.close(self._lock)


def _take(folder):
    """A Slot, or None if somebody has it."""
    lock = os.open(f"{folder}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC,
                   0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    folder.mkdir(exist_ok=True)
    return Slot(folder, lock)


def take(below, cell):
    """A free slot of this machine in the folder `below`: one that has objects
    of the cell if possible, else any, else a new one."""
    below = Path(below)
    below.mkdir(parents=True, exist_ok=True)
    host = platform.node() or "host"
    objects = f"obj/{cell.replace('/', '-')}"
    there = sorted((path for path in below.glob(f"{host}-*")
                    if path.is_dir()),
                   key=lambda path: (not (path / objects).exists(), path.name))
    for folder in there:
        slot = _take(folder)
        if slot:
            return slot
    number = 0
    while True:
        folder = below / f"{host}-{number}"
        slot = None if folder in there else _take(folder)
        if slot:
            return slot
        number += 1
