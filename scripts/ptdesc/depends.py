# SPDX-License-Identifier: GPL-2.0-only
"""Which commit of a series needs which: told by the lines and the names that
they change."""

import re
from collections import Counter

from . import ledger, rows


def of(commits):
    """{place: the places, in `commits`, of the patches that it needs}; the
    first place is 1. A patch needs the one that wrote a line that it changes,
    the one that declared a name that it uses, and, where it removes
    something, those that removed the uses. If one of them changes the first
    lines of a function and the other a line with its name, the later one
    needs the earlier one."""
    writes, declared, removed, needs = {}, {}, {}, {}
    heads, words = {}, {}
    api = rows.words()
    for number, commit in enumerate(commits, 1):
        mine = _calls(number, commit, heads, words)
        taken, given = Counter(), Counter()
        for path, hunks in commit.hunks.items():
            for hunk in hunks:
                for line in hunk[4]:
                    if line.strip(" \t{}\\;"):
                        mine |= writes.get((path, line.strip()), set())
                    taken.update(_names(line, api))
                for line in hunk[5]:
                    given.update(_names(line, api))
        mine |= {declared[name] for name in given if name in declared}
        if commit.step.kind == "remove":
            for name in taken:
                mine |= removed.get(name, set())
        needs[number] = mine - {number}
        _wrote(number, commit, writes)
        for name in given:
            if name not in taken and name in commit.functions:
                declared.setdefault(name, number)
        for name in taken:
            if taken[name] > given[name]:
                removed.setdefault(name, set()).add(number)
    return needs


def _wrote(number, commit, writes):
    """Notes the lines that a commit adds."""
    for path, hunks in commit.hunks.items():
        for hunk in hunks:
            for line in hunk[5]:
                if line.strip(" \t{}\\;"):
                    writes.setdefault((path, line.strip()), set()).add(number)


def _calls(number, commit, heads, words):
    """The earlier commits that changed the declaration of a function whose
    name is in the new lines of this one, or lines with the name of a function
    whose declaration this one changes. Adds what this commit has to `heads`
    and `words`, {name: {(number, architecture)}}. Functions of two
    architectures are not the same, whatever their names."""
    mine, new = set(), []
    for path, hunks in commit.hunks.items():
        arch = ledger.place_of(path)
        lines = [line for hunk in hunks for line in hunk[4] + hunk[5]]
        here = {word for line in lines for word in _words(line)}
        # What is assigned is a variable, if a function has its name, too.
        here -= {word for line in lines
                 for word in re.findall(r"(?<![.>\w])(\w+) = ", line)}
        own = here & commit.places.get(path, set())
        here -= own     # a function of its own, whatever others call theirs
        # What is not called any more may be what it was before.
        called = here & {word for hunk in hunks for line in hunk[5]
                         for word in _words(line)}
        for names, other in ((called, heads), (own, words)):
            mine |= {earlier for name in names
                     for earlier, theirs in other.get(name, ())
                     if arch == theirs or "generic" in (arch, theirs)}
        new.append((arch, here, own))
    for arch, here, own in new:
        for names, other in ((here, words), (own, heads)):
            for name in names:
                other.setdefault(name, set()).add((number, arch))
    return mine


def _words(line):
    return re.findall(r"[A-Za-z_]\w*", line)


def _names(line, api):
    return [word for word in _words(line) if api.fullmatch(word)]


def direct(needs):
    """`needs` without what another needed patch needs anyway."""
    all_of = {}
    for number in sorted(needs):
        all_of[number] = set(needs[number]).union(
            *(all_of.get(one, set()) for one in needs[number]))
    return {number: {one for one in mine if not any(
        one in all_of[other] for other in mine if other != one)}
        for number, mine in needs.items()}
