# SPDX-License-Identifier: GPL-2.0-only
"""Two objects of one unit: which functions and data differ."""

import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field

# Text that the preprocessor made of source, as VM_BUG_ON_PAGE() prints its
# condition: a name, and what stands in parentheses behind it.
_SOURCE = re.compile(rb"(\w+)\(.*\)\s*", re.DOTALL)
_ADDRESS = re.compile(r"^\s*[0-9a-f]+:\s*", re.MULTILINE)
_FUNCTION = re.compile(r"([0-9a-f]+) <.*>:$")
_LINE = re.compile(r"\s+([0-9a-f]+):")
_RELOCATION = re.compile(r"\s+[0-9a-f]+:\s+R_")
_TARGET = re.compile(r"\b(?:0x)?[0-9a-f]+ <")


@dataclass
class Difference:
    """`before-only`, `after-only` or `differs`, of one part. `bytes_only`
    where all that it refers to is the same."""
    name: str
    how: str
    function: bool
    before: list = field(default_factory=list)
    after: list = field(default_factory=list)
    bytes_only: bool = False


def _made_from_source(before, after):
    """Whether two strings are the same assertion, spelled in two ways."""
    ours, theirs = _SOURCE.fullmatch(before), _SOURCE.fullmatch(after)
    return ours and theirs and ours[1] == theirs[1]


def _same_string(before, after):
    return before == after or bool(_made_from_source(before, after))


def _same_place(before, after):
    if before == after:
        return True
    return before[:3] == after[:3] and before[2] == "a string" and \
        None not in (before[3], after[3]) and \
        _same_string(before[3], after[3])


def _same_references(before, after):
    return before.section == after.section and \
        len(before.places) == len(after.places) and \
        all(map(_same_place, before.places, after.places))


def _same_part(before, after):
    return before.code == after.code and _same_references(before, after)


def _same_strings(before, after):
    return len(before) == len(after) and all(map(_same_string, before, after))


def different(before, after):
    """The Differences of two Objects, by name."""
    if before.raw == after.raw:
        return []
    found = []
    for name in sorted({*before.parts, *after.parts}):
        ours, theirs = before.parts.get(name), after.parts.get(name)
        if not ours or not theirs:
            parts = ours or theirs
            found.append(Difference(
                name, "before-only" if ours else "after-only",
                any(part.function for part in parts), ours or [],
                theirs or []))
        elif len(ours) != len(theirs) or \
                not all(map(_same_part, ours, theirs)):
            found.append(Difference(
                name, "differs", any(part.function for part in ours + theirs),
                ours, theirs, len(ours) == len(theirs) and
                all(map(_same_references, ours, theirs))))
    return found + _strings(before, after, found)


def _strings(before, after, known):
    """Strings that differ where the code does not say which one it takes:
    where distances stand in the code itself. Strings of parts that differ
    anyway are theirs."""
    if known:
        return []
    return [Difference(f"({name})", "differs", False)
            for name in sorted({*before.strings, *after.strings})
            if not _same_strings(before.strings.get(name, []),
                                 after.strings.get(name, []))]


def in_another_order(one):
    """Whether a Difference is that of a list which functions add to, such as
    alternative instructions, and it has the same entries: the order is that
    in which the compiler writes the functions. Each function can have a
    section of its own for its entries. Code of one function is no list."""
    return not one.function and one.name.startswith("(") and \
        not any(part.user for part in one.before + one.after) and \
        _entries(one.before) == _entries(one.after)


def _entries(parts):
    """What the parts of a list have in any order. Of sections, only those of
    one function are known again in another object."""
    return sorted(b"".join(part.code for part in parts)), Counter(
        place[1:] for part in parts for place in part.places
        if not place[2].startswith(".") or place[2].startswith(".text."))


class Disassembler:
    """objdump of one cell's compiler, asked of what differs only."""

    def __init__(self, compiler, toolchain):
        if toolchain == "clang":
            self.program = "llvm-objdump" + compiler.rsplit("clang", 1)[-1]
        else:
            self.program = compiler[:-len("gcc")] + "objdump"

    def text(self, path, part):
        """The instructions of a function, without addresses; "" when they
        cannot be had."""
        try:
            done = subprocess.run(
                [self.program, "-dr", "--no-show-raw-insn",
                 f"--disassemble={part.symbol}"
                 if "llvm" not in self.program
                 else f"--disassemble-symbols={part.symbol}", str(path)],
                capture_output=True, text=True, errors="replace", check=False)
        except OSError:
            return ""
        if done.returncode:
            return ""
        return "\n".join(_of_function(done.stdout.split("\n")))

    def same(self, paths, one):
        """Whether a Difference is none but distances within a section, which
        the assembler has put in."""
        if not one.bytes_only:
            return False
        texts, before, after = [], one.before, one.after
        for path, parts in zip(paths, (before, after)):
            if any(not part.function or not part.symbol for part in parts):
                return False
            texts.append([_bare(self.text(path, part)) for part in parts])
        return bool(texts[0]) and all(texts[0]) and texts[0] == texts[1]


def _of_function(lines):
    """Those lines of objdump that are instructions and relocations of the
    function that was asked for: it also prints the relocations of all that is
    in front of it in its section."""
    start, found = 0, []
    for line in lines:
        function, code = _FUNCTION.match(line), _LINE.match(line)
        if function:
            start = int(function[1], 16)
        elif code and int(code[1], 16) >= start:
            found.append(line)
    return found


def _bare(text):
    """Instructions without addresses, and with the names of what they jump
    to alone. What is relocated in them is compared as what they refer to."""
    return _TARGET.sub("<", _ADDRESS.sub("", "\n".join(
        line for line in text.split("\n") if not _RELOCATION.match(line))))
