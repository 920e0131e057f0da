# SPDX-License-Identifier: GPL-2.0-only
"""Which changed lines a compiler saw.

The unit of judgement is a region: the lines between two conditional
directives. A unit's preprocessed text shows which regions were active; what
was active was compiled. Lines of a macro count as compiled only where the
macro was expanded as well (compilers that cannot tell, clang, are believed).
"""

import re
import subprocess
from bisect import bisect_right

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_MARKER = re.compile(r'^# (\d+) "((?:[^"\\]|\\.)*)"')
_CONDITION = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif|else|endif)\b")
_DEFINE = re.compile(r"^\s*#\s*define\s+(\w+)")
_SILENT = re.compile(r"^\s*#\s*(?:include|pragma|error|warning|line|undef)\b")


def changed_lines(before, after):
    """The numbers of the lines of `after` that differ from `before`."""
    result = subprocess.run(["diff", "-U0", str(before), str(after)],
                            capture_output=True, text=True, errors="replace",
                            check=False)
    lines = set()
    for start, length in _HUNK.findall(result.stdout):
        first = int(start)
        lines.update(range(first, first + int(length or 1)))
    return lines


def emitted(text, only):
    """{file: lines} that preprocessed `text` has, for the files in `only`, a
    {name in the markers: name}."""
    found = {name: set() for name in only.values()}
    where, number = None, 0
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        if marker:
            number, where = int(marker[1]), found.get(only.get(marker[2]))
            continue
        if where is not None and line.strip():
            where.add(number)
        number += 1
    return found


def used_macros(text):
    """The macros that a text made with -dU says were expanded or asked."""
    return {match[1] for match in map(_DEFINE.match, text.split("\n"))
            if match}


def without_comments(path):
    """The lines of a C file with comments blanked, by the preprocessor."""
    result = subprocess.run(
        ["gcc", "-fpreprocessed", "-dD", "-E", "-w", "-x", "c", str(path)],
        capture_output=True, text=True, errors="replace", check=False)
    if result.returncode:
        return path.read_text("utf-8", "replace").split("\n")
    lines, number = [], 1
    for line in result.stdout.split("\n"):
        marker = _MARKER.match(line)
        if marker:
            number = int(marker[1])
            continue
        lines += [""] * (number - len(lines))
        lines[number - 1] = line
        number += 1
    return lines


class Source:
    """A changed file: its changed lines of code, in regions."""

    def __init__(self, name, before, after):
        self.name = name
        self.regions, self.macros = [], {}
        code = without_comments(after)
        raw = after.read_text("utf-8", "replace").split("\n")
        skip = self._scan(raw, code)
        self.lines = {number for number in changed_lines(before, after)
                      if number <= len(code) and code[number - 1].strip()
                      and number not in skip}
        self.pending = set(self.lines)

    def _scan(self, raw, code):
        """Notes where regions start and macros lie; returns the lines that
        never reach a compiler."""
        skip, end = set(), 0
        for number, line in enumerate(code, 1):
            if number <= end:
                continue
            end = number
            while end <= len(raw) and raw[end - 1].endswith("\\"):
                end += 1
            whole = range(number, end + 1)
            if _CONDITION.match(line):
                skip.update(whole)
                self.regions.append(end + 1)
            elif _SILENT.match(line):
                skip.update(whole)
            elif _DEFINE.match(line):
                name = _DEFINE.match(line)[1]
                self.macros.update((one, name) for one in whole)
        return skip

    def _region(self, number):
        return bisect_right(self.regions, number)

    def needs(self, regions):
        """Whether one of these regions still waits for a compiler."""
        return any(self._region(number) in regions for number in self.pending)

    def wants_macros(self):
        return any(number in self.macros for number in self.pending)

    def see(self, lines, macros):
        """A unit had these lines; `macros` are those it expanded, None when
        the compiler cannot say."""
        active = {self._region(number) for number in lines}
        self.pending = {
            number for number in self.pending
            if self._region(number) not in active
            or (macros is not None and number in self.macros
                and self.macros[number] not in macros)}


def ranges(numbers):
    """[[first, last], ...] of a set of numbers."""
    found = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def in_words(spans):
    """[[first, last], ...] as text: "3, 5-7"."""
    return ", ".join(str(first) if first == last else f"{first}-{last}"
                     for first, last in spans)


def look(builder, unit, sources):
    """Marks what one unit compiles of the sources that it includes."""
    _, files = builder.saved(unit)
    mine = [source for source in sources
            if source.pending and source.name in files]
    if not mine:
        return
    text = builder.preprocess(unit, "-dD")
    macros = None
    if builder.cell.toolchain == "gcc" and \
            any(source.wants_macros() for source in mine):
        macros = used_macros(builder.preprocess(unit, "-dU"))
    names = {f"{builder.tree}/{source.name}": source.name for source in mine}
    lines = emitted(text, names)
    for source in mine:
        source.see(lines[source.name], macros)
