# SPDX-License-Identifier: GPL-2.0-only
"""Which functions and macros lie where, asked of ptdesc-outline."""

import os
import subprocess

from .errors import Usage
from .places import ROOT

OUTLINE = ROOT / "checker" / "ptdesc-outline"


def functions(commits, scratch):
    """Sets `places` of each of `commits` to {path: names} of the functions and
    macros that its hunks lie in, before or after it, and `functions` to all
    of these names, sorted."""
    wanted = {}
    for commit in commits:
        for path in commit.hunks:
            if path.endswith((".c", ".h")):
                change = commit.entry.changes[path]
                wanted[change.before] = wanted[change.after] = None
    folder = scratch / "outline"
    folder.mkdir()
    names = {}
    for number, content in enumerate(wanted):
        path = folder / str(number)
        path.write_bytes(content)
        names[str(path)] = content
        wanted[content] = []
    for name, element in outline(list(names)):
        wanted[names[name]].append(element)
    for commit in commits:
        commit.places = _touched(commit, wanted)
        commit.functions = sorted(set().union(*commit.places.values()))


def within(tree, regions):
    """{path: the sorted names of the functions and macros that lie, in part,
    in its `regions`}; regions is {path: [(first line, last line)]} of files
    below the folder `tree`."""
    paths = {str(tree / path): path for path in regions if regions[path]}
    found = {path: set() for path in paths.values()}
    for name, (first, last, function) in outline(list(paths)):
        if any(a <= last and b >= first for a, b in regions[paths[name]]):
            found[paths[name]].add(function)
    return {path: sorted(names) for path, names in found.items()}


def outline(paths, kinds=("function", "macro")):
    """(file, (first line, last line, name)) of the functions and macros, or
    only one of these `kinds`, in the files `paths`."""
    if not os.access(OUTLINE, os.X_OK):
        raise Usage("checker/ptdesc-outline is not built: run make checker")
    if not paths:
        return
    text = subprocess.run([str(OUTLINE), *paths], check=True,
                          capture_output=True).stdout
    for line in text.decode("utf-8", "surrogateescape").splitlines():
        path, first, last, kind, name = line.split("\t")
        if kind not in kinds:
            continue
        yield path, (int(first), int(last), name)


def _touched(commit, outlines):
    found = {}
    for path, hunks in commit.hunks.items():
        change = commit.entry.changes[path]
        for content, place in ((change.before, 0), (change.after, 2)):
            for first, last, name in outlines.get(content, ()):
                if any(hunk[place + 1] and hunk[place] <= last and
                       hunk[place] + hunk[place + 1] > first
                       for hunk in hunks):
                    found.setdefault(path, set()).add(name)
    return found
