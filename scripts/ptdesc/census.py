# SPDX-License-Identifier: GPL-2.0-only
"""A list of places in a tree that readers of the source judged, and what a
front end finds, held against it. docs/census.md has the list's form."""

import fnmatch
import json
import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .errors import Usage, why
from .places import ROOT
from .process import ask

LISTS = ROOT / "checker" / "census"
LINT = ROOT / "checker" / "ptdesc-lint"
OUTLINE = ROOT / "checker" / "ptdesc-outline"
VERDICTS = ("left", "same", "right", "data")
NO_LEFTOVER = ("right", "data")
# What the kinds mean stands in docs/census.md.
KINDS = ("member", "api", "field", "alloc", "free", "family", "ctor",
         "memory", "argument", "gather", "signature", "other")
# The parameters and the result of a signature may stand on lines of their
# own, around the name.
BEFORE, AFTER = 1, 3
CHUNK = 200
COVERS = "covers"
MADE_OF = "version"
KNOWN = """\
# SPDX-License-Identifier: GPL-2.0-only
# Where a front end and the list differ, and that is known: scripts/census
# --write-known writes it, --known finds what is not in it. docs/census.md"""


@dataclass(frozen=True)
class Row:
    """A line of the list. `which` says which lines of the function with the
    word are meant, counted from 1; None is all."""
    number: int
    file: str
    function: str
    word: str
    which: tuple
    kind: str
    verdict: str
    reason: str

    def __str__(self):
        return f"{self.file}: {self.function}: {self.word}"


@dataclass(frozen=True)
class Place:
    """A line of the tree that a row means."""
    row: Row
    line: int

    def __str__(self):
        row = self.row
        return (f"{row.file}:{self.line}: {row.function}: {row.word}: "
                f"{row.kind}, {row.verdict}: {row.reason}")


@dataclass
class Score:
    """What one front end did: places it flagged, with the findings, and
    findings on no place."""
    flagged: dict = field(default_factory=dict)
    unlisted: list = field(default_factory=list)


def list_of(version):
    """The list for a kernel version, such as 6.1.192."""
    return LISTS / ("linux-" + ".".join(version.split(".")[:2]))


def _row(number, fields, where):
    if len(fields) != 7 or not all(fields):
        raise Usage(f"{where}: {len(fields)} fields with tabs between, where "
                    "7 are needed")
    path, function, word, which, kind, verdict, reason = fields
    if kind not in KINDS:
        raise Usage(f"{where}: no kind is called {kind}")
    if verdict not in VERDICTS:
        raise Usage(f"{where}: no verdict is called {verdict}")
    if not re.fullmatch(r"\*|[1-9]\d*(,[1-9]\d*)*", which):
        raise Usage(f"{where}: {which} is neither * nor numbers")
    numbers = None if which == "*" else tuple(map(int, which.split(",")))
    return Row(number, path, function, word, numbers, kind, verdict, reason)


def _lines(path):
    """(number, fields) of the lines of a list that say something. Raises
    Usage where it cannot be read."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise Usage(f"cannot read {path}: {why(error)}") from error
    return [(number, line.split("\t"))
            for number, line in enumerate(text.splitlines(), 1)
            if line and not line.startswith("#")]


def covers(path):
    """The folders, such as arch/x86/, whose files somebody has read for a
    list; none where they are all. Raises Usage where one is no folder."""
    folders = [folder for _, fields in _lines(path) if fields[0] == COVERS
               for folder in fields[1:] or [""]]
    for folder in folders:
        if not re.fullmatch(r"(\w[\w.-]*/)+", folder):
            raise Usage(f"{path}: {folder or 'nothing'} is covered, which is "
                        "no folder like mm/")
    return tuple(folders)


def made_of(path):
    """The kernel version whose source was read for a list, such as 6.1.192;
    None where it does not say. Raises Usage where it says it twice."""
    said = [fields[1:] for _, fields in _lines(path) if fields[0] == MADE_OF]
    if not said:
        return None
    if len(said) > 1 or len(said[0]) != 1:
        raise Usage(f"{path}: one version is needed, on one line")
    return said[0][0]


def within(name, folders):
    """Is a file in one of the folders, or are all covered?"""
    return not folders or name.startswith(folders)


def read(path):
    """The rows of a list. Raises Usage where it is not one, or a row is in
    none of the folders that it covers."""
    folders = covers(path)
    rows = [_row(number, fields, f"{path}:{number}")
            for number, fields in _lines(path)
            if fields[0] not in (COVERS, MADE_OF)]
    for row in rows:
        if not within(row.file, folders):
            raise Usage(f"{path}:{row.number}: {row.file} is not covered")
    return rows


def _words(tree, names):
    """{(file, function, word): lines} of files of a tree."""
    if not os.access(OUTLINE, os.X_OK):
        raise Usage("checker/ptdesc-outline is not built: run make checker")
    found = {}
    for start in range(0, len(names), CHUNK):
        done = subprocess.run(
            [str(OUTLINE), "--words", *names[start:start + CHUNK]],
            cwd=tree, capture_output=True, check=False)
        if done.returncode:
            raise Usage(done.stderr.decode("utf-8", "replace").strip())
        for record in done.stdout.decode("latin-1").splitlines():
            path, line, function, word = record.split("\t")
            lines = found.setdefault((path, function, word), [])
            if not lines or lines[-1] != int(line):
                lines.append(int(line))
    return found


def resolve(tree, rows, absent=None):
    """The places that rows mean in a tree. Raises Usage, with all rows that
    mean nothing there, and with lines that two rows mean. In a tree of another
    version than the list's, code may be gone: such rows go to `absent`, where
    that is a list."""
    words = _words(tree, sorted({row.file for row in rows
                                 if (Path(tree) / row.file).exists()
                                 or absent is None}))
    places, taken, wrong = [], {}, []
    gone = wrong if absent is None else absent
    for row in rows:
        lines = words.get((row.file, row.function, row.word), [])
        which = row.which or tuple(range(1, len(lines) + 1))
        if not which or max(which) > len(lines):
            gone.append(f"line {row.number}: {row} is on {len(lines)} lines")
            continue
        for number in which:
            place = Place(row, lines[number - 1])
            other = taken.setdefault((row.file, place.line), place)
            if other is not place:
                wrong.append(f"line {row.number}: {row} is on the line of "
                             f"line {other.row.number}")
            places.append(place)
    if wrong:
        raise Usage("the list does not fit the tree:\n" + "\n".join(wrong))
    return places


def matches(name, pattern):
    """Does a file's name match, or is there no pattern?"""
    return not pattern or fnmatch.fnmatchcase(name, pattern)


def only(places, pattern):
    """Those places in files that a pattern matches."""
    return [place for place in places if matches(place.row.file, pattern)]


def score(places, findings):
    """Holds findings, as in check-input.json, against places. What somebody
    has suppressed was found, too."""
    exact = {(place.row.file, place.line): place for place in places}
    near = {(place.row.file, line): place for place in places
            if place.row.kind == "signature"
            for line in range(place.line - BEFORE, place.line + AFTER + 1)}
    result = Score()
    for finding in findings:
        where = finding["file"], finding["line"]
        place = exact.get(where)
        if place is None and finding["id"] in ("PT002", "PT009"):
            place = near.get(where)
        if place is None:
            result.unlisted.append(finding)
        else:
            result.flagged.setdefault(place, []).append(finding)
    return result


def missing(places, scored):
    """The places that are left over, and not flagged."""
    return [place for place in places
            if place.row.verdict == "left" and place not in scored.flagged]


def false(places, scored):
    """(place, finding) of places that are no leftovers."""
    return [(place, finding) for place in places
            if place.row.verdict in NO_LEFTOVER
            for finding in scored.flagged.get(place, ())]


def differences(places, scored):
    """What somebody would have to look at, in a form in which lines do not
    matter: a Counter of (missing, false or unlisted, file, function, word or
    id)."""
    def names(what, row, word):
        return what, row.file, row.function, word
    found = Counter(names("missing", place.row, place.row.word)
                    for place in missing(places, scored))
    found.update(names("false", place.row, place.row.word)
                 for place, _ in false(places, scored))
    found.update(("unlisted", one["file"], one.get("function") or "-",
                  one["id"]) for one in scored.unlisted)
    return found


def known_of(path):
    """The file in which the differences of a list are that are known."""
    return Path(f"{path}.known")


def write_known(path, differ):
    """`differ` is {name of a front end: Counter}."""
    lines = ["\t".join([name, *one, str(count)])
             for name, counter in sorted(differ.items())
             for one, count in sorted(counter.items())]
    Path(path).write_text("".join(
        line + "\n" for line in [KNOWN, *lines]), encoding="utf-8")


def read_known(path):
    """The same again. Raises Usage where the file is none."""
    differ = {}
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                name, *one, count = line.split("\t")
                differ.setdefault(name, Counter())[tuple(one)] = int(count)
    except (OSError, ValueError) as error:
        raise Usage(f"cannot read {path}: {why(error)}") from error
    return differ


def table(places, scores):
    """Lines of text: {name of a front end: Score}."""
    total = Counter(place.row.verdict for place in places)
    lines = [f"{'':8} {'left':>5} {'found':>6} {'recall':>7} {'right':>6} "
             f"{'flagged':>8} {'data':>5} {'flagged':>8} {'not listed':>11}"]
    for name, scored in scores.items():
        got = Counter(place.row.verdict for place in scored.flagged)
        # Rounded down: 100.0 % is all of them.
        share = 1000 * got["left"] // total["left"] / 10 if total["left"] \
            else 100.0
        lines.append(
            f"{name:8} {total['left']:>5} {got['left']:>6} {share:>6.1f}% "
            f"{total['right']:>6} {got['right']:>8} {total['data']:>5} "
            f"{got['data']:>8} {len(scored.unlisted):>11}")
    return lines


def kinds(places, scored):
    """Lines of text: how many places of each kind are left and found."""
    left = [place for place in places if place.row.verdict == "left"]
    total = Counter(place.row.kind for place in left)
    got = Counter(place.row.kind for place in left
                  if place in scored.flagged)
    return [f"  {kind:10} {got[kind]:>4} of {total[kind]}"
            for kind in KINDS if total[kind]]


def as_new(name, content):
    """A patch that adds a file."""
    lines = content.split(b"\n")
    whole = lines[-1] == b""
    if whole:
        lines.pop()
    if not lines or b"\0" in content:
        return b""
    text = b"--- /dev/null\n+++ b/%s\n@@ -0,0 +1,%d @@\n" % (
        os.fsencode(name), len(lines))
    text += b"".join(b"+" + line + b"\n" for line in lines)
    return text if whole else text + b"\\ No newline at end of file\n"


def lint(tree, names, program=None):
    """What the lint finds in files of a tree: it looks at what a patch adds,
    so each file is given to it as a new one. Returns (findings, [(file, why)]
    of what was not analysed)."""
    program = Path(program or LINT)
    if not os.access(program, os.X_OK):
        raise Usage(f"{program} is not built: run make checker")
    patch, unread = [], []
    for name in sorted(names):
        try:
            patch.append(as_new(name, (Path(tree) / name).read_bytes()))
        except OSError as error:
            unread.append((name, error.strerror))
    found = json.loads(ask(program, ["--no-tree", "--json", "-"],
                           b"".join(patch)).stdout)
    return found["findings"], unread + [
        (one["unit"], one["why"]) for one in found["not_analysed"]]
