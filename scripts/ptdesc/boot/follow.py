# SPDX-License-Identifier: GPL-2.0-only
"""A work tree that follows an input which somebody is still changing.

A file gets another time when it gets another text, and at no other moment, so
that make builds what was changed, and not the whole kernel.
"""

import hashlib
import json
import os
import shutil
import time

from .. import trees, wholefile
from ..check.cellbuild import files_below
from ..matrix.worktree import Worktree, built_in


def _names(tree):
    if tree.is_git:
        return [os.fsdecode(name) for name in trees.git(
            tree.path, "ls-files", "-z").split(b"\0") if name]
    return [os.path.normpath(name) for name in files_below(tree.path, ["."])]


def _load(path):
    try:
        return json.loads(path.read_text("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        return {}


def _keep(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    wholefile.write(path, json.dumps(data), "surrogateescape")


def _text(path, link):
    data = os.fsencode(os.readlink(path)) if link else path.read_bytes()
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Inventory:
    """All files of a tree: `files` {name: digest of its text}, `digest` of
    them all. What the file `record` knows by its times is not read again."""

    def __init__(self, tree, record):
        known, found = _load(record), {}
        if known.get("path") != str(tree.path):
            known = {}
        for name in _names(tree):
            path = tree.path / name
            try:
                stat = path.lstat()
            except FileNotFoundError:
                continue            # git knows it, and it is gone
            times = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns,
                     stat.st_ino]
            old = known.get("files", {}).get(name)
            found[name] = old if old and old[:4] == times else [
                *times, _text(path, path.is_symlink())]
        _keep(record, {"path": str(tree.path), "files": found})
        self.files = {name: one[4] for name, one in sorted(found.items())}
        self.digest = hashlib.blake2b(json.dumps(self.files).encode(),
                                      digest_size=20).hexdigest()


class Follower(Worktree):
    """As Worktree, of an Inventory. `origin` changes with a new copy only."""

    def __init__(self, tree, folder, commits, inventory):
        super().__init__(tree, folder, commits)
        self.files = inventory.files
        self._laid = folder / "laid.json"

    def prepare(self, digest):
        """Brings the copy to the input, and to its state; once."""
        if self.origin:
            return
        super().prepare(digest)
        self.origin = _load(self._laid)["origin"]

    def _copy(self):
        before, state = _load(self._laid), self._read()
        whole = state.get("input", [""])[0] == before.get("path") == \
            str(self.input.path) and not built_in(self.input.path)
        if whole:
            self._state.unlink()
            self._follow(before["files"], state["touched"])
            origin = before["origin"]
        else:
            self._laid.unlink(missing_ok=True)
            super()._copy()
            origin = str(time.time_ns())
        _keep(self._laid, {"path": str(self.input.path), "origin": origin,
                           "files": self.files})

    def _follow(self, before, touched):
        """What a series has touched is not what was laid."""
        for name in sorted({*before, *self.files, *touched}):
            if before.get(name) == self.files.get(name) and \
                    name not in touched:
                continue
            source, target = self.input.path / name, self.root / name
            if target.is_symlink() or target.exists():
                target.unlink()
            if name in self.files:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target, follow_symlinks=False)
