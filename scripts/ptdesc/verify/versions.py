# SPDX-License-Identifier: GPL-2.0-only
"""The files of a series after each of its commits.

A commit that adds a line moves all lines below it, and with them the numbers
that BUG() and WARN() put into an object. So the compiler is given files whose
unchanged lines keep their numbers: ptdesc-align adds #line directives.
"""

import subprocess
from pathlib import Path

from ..errors import Usage
from ..places import ROOT

ALIGN = ROOT / "checker" / "ptdesc-align"


class Versions:
    """`after[number]` is {name: content} of the files that a commit changed,
    as they are after it; a file that it removed is None. `aligned` is the
    same with the numbers of lines kept."""

    def __init__(self, worktree, scratch):
        self.after, self.aligned = {}, {}
        self._input, self._tree = worktree.input.path, worktree
        self._history = {}
        for commit in worktree.commits:
            worktree.go(commit.number)
            self.after[commit.number] = {
                name: self._content(worktree.root / name)
                for name in commit.files}
            for name in commit.files:
                self._history.setdefault(name, []).append(commit.number)
        worktree.go(0)
        scratch.mkdir(parents=True, exist_ok=True)
        for name in sorted(self._history):
            self._align(name, scratch)

    @staticmethod
    def _content(path):
        return path.read_bytes() if path.exists() else None

    def _align(self, name, scratch):
        numbers = self._history[name]
        texts = [self._content(self._input / name),
                 *(self.after[number][name] for number in numbers)]
        if name.endswith((".c", ".h")) and None not in texts:
            texts[1:] = _aligned(texts, scratch)
        for number, text in zip(numbers, texts[1:]):
            self.aligned.setdefault(number, {})[name] = text

    def content(self, name, number):
        """A file as it is after a commit, 0 for the input."""
        last = max((one for one in self._history[name] if one <= number),
                   default=0)
        return self.after[last][name] if last else \
            self._content(self._input / name)

    def put(self, number, aligned=True):
        """Puts the files of the work tree in the state after a commit, 0 for
        the input."""
        state = {name: self._content(self._input / name)
                 for name in self._history}
        for commit in self._tree.commits:
            if commit.number <= number:
                state.update((self.aligned if aligned else self.after)[
                    commit.number])
        # Until go() is asked again nobody knows where the tree stands.
        self._tree.at = None
        for name, content in state.items():
            _write(self._tree.root / name, content)


def _write(path, content):
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _aligned(texts, scratch):
    """Later texts, aligned with the first."""
    paths = [Path(scratch) / f"{number}.c" for number in range(len(texts))]
    for path, text in zip(paths, texts):
        path.write_bytes(text)
    try:
        done = subprocess.run([str(ALIGN), *map(str, paths)], text=True,
                              capture_output=True, check=False)
    except OSError as error:
        raise Usage(f"{ALIGN}: {error.strerror}: run make programs") \
            from error
    if done.returncode:
        raise Usage(done.stderr.strip() or f"{ALIGN} fails")
    return [Path(f"{path}.aligned").read_bytes() for path in paths[1:]]
