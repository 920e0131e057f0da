# SPDX-License-Identifier: GPL-2.0-only
"""Steps with one thing wrong: what can be taken from a file of rules."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ptdesc import step as steps

HEADER = re.compile(r"@[^@]*@\s*$")
SCRIPT = re.compile(r"@\s*(script|initialize|finalize):")
DEPENDS = re.compile(r"\bdepends on (.*?)(?=\s*(?:\bexists\b|\bforall\b|"
                     r"\bdisable\b|\bexpression\b|@))")
WHEN = re.compile(r"\s*\bwhen\s*!=\s*.*?(?=\s+when\b|$)")
NOT_AT = re.compile(r"\s*!=\s*(\{[^}]*\}|\w+\.\w+)")
REGEX = re.compile(r"""\s*[=!]~\s*"(?:[^"\\]|\\.)*\"""")
PYTHON = re.compile(r"\s*:\s*script:python\s*\([^)]*\)\s*\{[^}]*\}")


@dataclass(frozen=True)
class Mutant:
    """The text of a file of rules in which line `number` (from 1) is another
    one. `what` says what was taken, `nth` is the how manieth like it."""
    path: Path
    number: int
    what: str
    nth: int
    text: str

    @property
    def key(self):
        """The same as long as the line is the same, wherever it stands."""
        return f"{self.path.name}: {self.what}" + \
            (f" ({self.nth})" if self.nth > 1 else "")

    @property
    def rank(self):
        return hashlib.sha256(self.key.encode()).digest()

    def __str__(self):
        return f"{self.path.name}:{self.number}: {self.what}"


def without(match, start=None, end=None):
    """The line of a match without it, or without a part of it."""
    start = match.start() if start is None else start
    end = match.end() if end is None else end
    return match.string[:start] + match.string[end:]


def changed_lines(line, _=""):
    """(what is taken, line that is left) of a line that rewrites. What a
    rule removes becomes what it only looks for."""
    if line.startswith(("//!", "//+")):
        if len(line.strip()) > 3:
            yield line, None
    elif len(line.strip()) > 1:
        if line.startswith("-"):
            yield line, " " + line[1:]
        elif line.startswith("+"):
            yield line, None


def fewer_terms(line, names=""):
    """Without each term of what a rule depends on. `patch` and `report` are
    modes, not guards; what the rule takes a name from, as its declarations
    `names` say, it needs anyway."""
    match = DEPENDS.search(line)
    if not match:
        return
    terms = re.split(r"(\s*(?:&&|\|\|)\s*)", match[1])
    for index in range(0, len(terms), 2):
        term = terms[index].strip()
        if term in ("patch", "report") or \
                re.search(rf"\b{re.escape(term)}\.\w", names):
            continue
        left = terms[:max(index - 1, 0)] + terms[index + 1:] if index \
            else terms[2:]
        rest = "".join(left).strip()
        yield f"depends on {term}", \
            line[:match.start()] + (f"depends on {rest}" if rest else "") + \
            line[match.end():]


def fewer_places(line):
    """A position that may be at each of the places it must not be at."""
    for match in NOT_AT.finditer(line):
        places = re.findall(r"\w+\.\w+", match[1])
        for place in places:
            rest = [other for other in places if other != place]
            guard = f" != {{ {', '.join(rest)} }}" if rest else ""
            yield f"!= {place}", line[:match.start()] + guard + \
                line[match.end():]


def unguarded(line, names=""):
    """(what is taken, line that is left) of the guards in a line of SmPL.
    `names` are the declarations of the rule that it may begin."""
    if HEADER.match(line):
        yield from fewer_terms(line, names)
        return
    for match in WHEN.finditer(line):
        left = without(match)
        yield match[0].strip(), left if left.strip() else None
    if line.startswith("position"):
        yield from fewer_places(line)
    for pattern in (REGEX, PYTHON):
        for match in pattern.finditer(line):
            yield match[0].strip(), without(match)


def _rewriting(lines):
    """Yields (index, line) of what takes part in rewriting: neither scripts
    nor rules that only report, whose places test_steps.py compares."""
    skipped = False
    for index, line in enumerate(lines):
        if HEADER.match(line) and line.strip() != "@@":
            depends = DEPENDS.search(line)
            skipped = bool(SCRIPT.match(line) or depends and re.search(
                r"\breport\b", depends[1]))
        elif line.startswith("//!"):
            skipped = False
        if not skipped:
            yield index, line


def _declared(lines, index):
    """The declarations of the rule whose header is at an index, but what a
    name or a position must not be."""
    found = []
    for line in lines[index + 1:]:
        if line.startswith("@@"):
            break
        found.append(NOT_AT.sub("", line))
    return "\n".join(found)


def of_file(path, taken):
    """The mutants of a file: `taken` is changed_lines or unguarded."""
    lines = path.read_text(encoding="utf-8").splitlines()
    seen = {}
    found = []
    for index, line in _rewriting(lines):
        if taken is unguarded and line.startswith(("//", "-", "+")):
            continue
        names = _declared(lines, index) if HEADER.match(line) else ""
        for what, left in taken(line, names):
            what = f"{what.strip()} of {line.strip()}" \
                if taken is unguarded else line.strip()
            seen[what] = seen.get(what, 0) + 1
            text = lines[:index] + ([] if left is None else [left]) + \
                lines[index + 1:]
            found.append(Mutant(path, index + 1, what, seen[what],
                                "\n".join(text) + "\n"))
    return found


def included(path):
    """The files that the rules in `path` are made of, itself included."""
    found, todo = set(), [path]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        for line in path.read_text(encoding="utf-8").splitlines():
            match = steps.INCLUDE.match(line)
            if match:
                todo.append(steps.STEPS / match[1])
    return found


def users_of(path):
    """The steps of the series that `path` is part of."""
    return [step for step in steps.series() if path in included(step.path)]


def files():
    """The files of rules that the series is made of, in a fixed order."""
    series = steps.series()
    paths = [step.path for step in series]
    every = set().union(*(included(path) for path in paths))
    return paths + sorted(every - set(paths))
