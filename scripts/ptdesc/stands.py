# SPDX-License-Identifier: GPL-2.0-only
"""Steps that stand on one that failed.

Where a step could not convert a file, the others are right without it. Where
it could not add a function or a type, what uses that does not build. So a step
of the kind `add` that failed takes along the later ones that use what it
declares, and those that use what these would have declared."""

import re
from collections import Counter

from . import rows

WORD = re.compile(r"[A-Za-z_]\w*")
# A function, a structure or a macro, as it begins in the first column. A name
# that a macro puts together ends with ##.
DECLARES = re.compile(r"(?:#define\s+(\w+)|(?:struct|union)\s+(\w+)\s*\{|"
                      r"[A-Za-z_][\w \t*]*?\b(\w+(?:##)?)\w*\()")


def drop(plans, lacking):
    """Marks each plan that uses a name which is not there. `lacking`, {regular
    expression: the step that failed}, has the names that the sets before lack;
    those of this set are added. Returns whether a plan was marked: then the
    steps have to run again without it."""
    marked = False
    for entry in plans:
        if entry.lacks is not None:
            continue
        if _failed_to_add(entry):
            names = _declared(_added_by(entry.step)) - _declared(
                line for change in entry.changes.values()
                for line in _text(change.before if change.after is None
                                  else change.after).splitlines())
        else:
            used = _words(change.after for change in _rewritten(entry)) \
                - _words(change.before for change in _rewritten(entry))
            entry.lacks = next(
                ((word, lacking[name]) for word in sorted(used)
                 for name in sorted(lacking) if re.fullmatch(name, word)),
                None)
            if entry.lacks is None:
                continue
            marked = True
            entry.left_out = sorted(path for path, change
                                    in entry.changes.items()
                                    if change in _rewritten(entry))
            names = _declared(line for change in _rewritten(entry)
                              for line in _new_lines(change))
        for name in names:
            lacking.setdefault(name, entry.step.name)
    return marked


def _failed_to_add(entry):
    return entry.step.kind == "add" and not entry.skipped and bool(
        rows.unanchored(entry)
        or any(change.error for change in entry.changes.values()))


def _rewritten(entry):
    return [change for change in entry.changes.values()
            if change.after not in (None, change.before)]


def _added_by(step):
    """The lines that a step adds."""
    for line in step.flat.splitlines():
        match = re.match(r"(?://)?\+ ?(.*)", line)
        if match:
            yield match[1]


def _new_lines(change):
    return Counter(_text(change.after).splitlines()) - \
        Counter(_text(change.before).splitlines())


def _declared(lines):
    """Regular expressions for the names that lines declare."""
    found = set()
    for line in lines:
        match = DECLARES.match(line)
        if match:
            name = next(filter(None, match.groups()))
            found.add(name.replace("##", r"\w+"))
    return found


def _words(contents):
    """{word: how often it is there}."""
    found = Counter()
    for content in contents:
        found.update(WORD.findall(_text(content)))
    return found


def _text(content):
    return content.decode(errors="replace")
