# SPDX-License-Identifier: GPL-2.0-only
"""The source tree that builds happen from, moved from commit to commit.

It is a copy of the input, made once; what differs from the input is exactly
the files that the series names, and going back to the input restores those.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import time

from .. import gitseries, treecopy, wholefile
from ..errors import Usage


def built_in(root):
    """Whether somebody has built a kernel in a tree."""
    return (root / ".config").exists() or \
        (root / "include/generated").exists()


class Worktree:
    """`root` is what compilers see. `at` is the number of the last commit
    that is applied, 0 for the input, None when nobody knows."""

    def __init__(self, tree, folder, commits):
        self.input, self.folder, self.commits = tree, folder, commits
        self.root = folder / "work"
        self._state = folder / "work.json"
        self._touched = []
        self._lock = None
        self.at, self.origin = None, ""

    def prepare(self, digest):
        """Makes the copy unless there is one of the same input, and puts it
        at the input's state. It is ours until the process ends. Usage if
        there is no space for it, or if another run has it."""
        self._take()
        source, state = [str(self.input.path), digest], self._read()
        if state.get("input") != source:
            self._copy()
            state = {"touched": []}
        self._touched = sorted({name for commit in self.commits
                                for name in commit.files}
                               | set(state["touched"]))
        self._write(source)
        self.origin = digest
        self.at = None
        self.go(0)

    def _take(self):
        """Two runs would move the tree below each other's compilers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.folder / "work.lock", "w", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Usage(f"another run builds in {self.folder}: wait for it, "
                        "or give another OUT") from error

    def _read(self):
        try:
            return json.loads(self._state.read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def _write(self, source):
        text = json.dumps({"input": source, "touched": self._touched})
        wholefile.write(self._state, text)

    def _copy(self):
        self._state.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        treecopy.copy(self.input, self.root)
        # kbuild wants a source tree in which nobody has built.
        if built_in(self.root):
            subprocess.run(["make", "-s", "-C", str(self.root), "mrproper"],
                           capture_output=True, check=False)

    def go(self, number):
        """Puts the tree in the state after commit `number` (0: the input).
        RuntimeError, naming the patch, if one does not apply."""
        if self.at == number:
            return
        if self.at is None or number < self.at:
            self._restore()
        for commit in self.commits:
            if self.at < commit.number <= number:
                self._apply(commit)

    def keep_times(self, record):
        """Gives each file that the series touches the time that it had when
        the JSON file `record` was written, if it has the same text still:
        objects that were made from it since then are not made again. For
        object folders that are built at this commit only."""
        try:
            known = json.loads(record.read_text("utf-8"))
        except (OSError, ValueError):
            known = {}
        now = {}
        for name in self._touched:
            path = self.root / name
            if not path.exists():
                continue
            text = hashlib.sha256(path.read_bytes()).hexdigest()
            before, when = known.get(name, ("", 0))
            if before != text:
                when = time.time_ns()
            os.utime(path, ns=(when, when))
            now[name] = text, path.stat().st_mtime_ns
        record.parent.mkdir(parents=True, exist_ok=True)
        wholefile.write(record, json.dumps(now))

    def _restore(self):
        self.at = None
        for name in self._touched:
            source, target = self.input.path / name, self.root / name
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
            else:
                target.unlink(missing_ok=True)
        self.at = 0

    def _apply(self, commit):
        before, self.at = self.at, None
        # The tree lies in results/ of a repository that is not its own.
        env = gitseries.environment(
            {"GIT_CEILING_DIRECTORIES": str(self.root.parent)})
        result = subprocess.run(["git", "apply", "--whitespace=nowarn",
                                 "-p1", str(commit.path)],
                                cwd=self.root, env=env, text=True,
                                capture_output=True, check=False)
        if result.returncode:
            words = result.stderr.strip().splitlines() or ["git apply failed"]
            raise RuntimeError(f"{commit.path.name} does not apply after "
                               f"patch {before}: {words[0]}")
        self.at = commit.number
