# SPDX-License-Identifier: GPL-2.0-only
"""OUT/tree: the converted tree, whole.

The copy of the input is made while the steps run. A tree that is still as the
last run left it, of an input that has not changed, is used again: then only
the files that differ are written.
"""

import hashlib
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

from . import trees
from .errors import Usage

NEW = ".tree.new"
STATE = ".tree-state.json"


def stamp(path):
    """A digest of names, sizes, modes and times below `path`."""
    result = subprocess.run(
        ["find", ".", "-name", ".git", "-prune", "-o",
         "-printf", r"%P\t%y\t%s\t%m\t%T@\n"],
        cwd=path, capture_output=True, check=False)
    lines = sorted(line for line in result.stdout.split(b"\n")
                   # The time of a folder changes with every rename in it.
                   if b"\td\t" not in line)
    return hashlib.blake2b(b"\n".join(lines), digest_size=20).hexdigest()


class NoTree:
    """In its place, for who wants the series only."""

    def __init__(self, tree, out):
        pass

    def cancel(self):
        pass

    def finish(self, final):
        pass


class OutTree:
    """Starts at once, in a thread; finish() writes the converted files."""

    def __init__(self, tree, out):
        self.tree = tree
        self.out = Path(out)
        self.target = self.out / "tree"
        self.reused = False
        self._cancel = threading.Event()
        self._error = None
        self._state = self._load()
        self._input = None
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _load(self):
        try:
            return json.loads((self.out / STATE).read_text())
        except (OSError, ValueError):
            return {}

    def _work(self):
        try:
            self._input = stamp(self.tree.path)
            if (self._state.get("input") == self._input
                    and self._state.get("path") == str(self.tree.path)
                    and self.target.is_dir()
                    and not self.target.is_symlink()
                    and stamp(self.target) == self._state.get("tree")):
                self.reused = True
                return
            trees.copy(self.tree, self.out / NEW, self._cancel)
        except BaseException as error:      # handed over to finish()
            self._error = error

    def cancel(self):
        """Stops, and leaves what was there before."""
        self._cancel.set()
        self._thread.join()
        shutil.rmtree(self.out / NEW, ignore_errors=True)

    def finish(self, final):
        """Writes `final` ({path: content}) and moves the tree into place.
        Usage when there is no space or it could not be copied."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        try:
            self._write(final)
            (self.out / STATE).write_text(json.dumps(
                {"path": str(self.tree.path), "input": self._input,
                 "tree": stamp(self.target), "final": sorted(final)}))
        except OSError as error:
            raise Usage(f"cannot write {self.target}: "
                        f"{error.strerror}") from error

    def _write(self, final):
        where = self.target if self.reused else self.out / NEW
        if self.reused:
            for path in self._state.get("final", []):
                if path not in final:
                    place(where / path, (self.tree.path / path).read_bytes())
        for path, content in final.items():
            target = where / path
            if not self.reused or target.read_bytes() != content:
                place(target, content)
        if not self.reused:
            swap(where, self.target)


def place(target, content):
    """Replaces a file in one move, keeping its mode."""
    part = target.with_name("." + target.name + ".part")
    try:
        part.write_bytes(content)
        shutil.copymode(target, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def swap(new, target):
    """Moves the folder `new` to `target`; what was there goes last."""
    old = target.with_name("." + target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
