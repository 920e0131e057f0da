# SPDX-License-Identifier: GPL-2.0-only
"""What a complaint of the kernel says: which kind it is of, in which function,
which words of struct page it names, and how the kernel got there.
"""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from . import console

# The files whose functions report or free, and are not to blame.
MACHINERY = Path(__file__).with_name("machinery")

_INIT = re.compile(r"ptdesc-boot: ")
_FRAME = re.compile(r"^\(?(?:\[<[0-9a-f]+>\]\s*)?\(?(\? )?"
                    r"([A-Za-z_][\w.]*)\+0x[0-9a-f]+/0x[0-9a-f]+")
_TRACE = re.compile(r"^(?:Call [Tt]race|Backtrace):")
_WITHIN = re.compile(r"^(?:$|</?\w+>|\[<|R\w+: |Code: )")
# Where the fault was: x86, arm64, riscv, powerpc, s390, loongarch.
_AT = re.compile(r"^(?:RIP: 0010:|pc : |epc : |NIP \[\w+\] |Krnl PSW : .*\(|"
                 r"ERA: \w+ )([A-Za-z_][\w.]*)\+0x")
_WARNED = re.compile(r"^WARNING: .* at \S+ ([A-Za-z_][\w.]*)\+0x")
# gcc makes more than one function of one.
_CLONE = re.compile(r"\.(?:constprop|isra|part|cold|lto_priv|llvm)\b.*$")
# One line, and no stack.
_ALONE = re.compile(r"non-zero pgtables_bytes|[Rr]ss-counter|vmstat_refresh|"
                    r"nobody cared")
_ADDRESS = re.compile(r"(?:address:?|at virtual address) (?:0x)?([0-9a-f]+)")
_WORD = re.compile(r"State of a page table in struct page, pfn:(\w+), "
                   r"(\S+) at byte (\d+): (\w+)")
_DUMPED = re.compile(r"page dumped because: (.*)$")
# What a dying kernel says after it has said why.
_AFTER = re.compile(r"Kernel panic - not syncing: (?:Fatal exception|"
                    r"Attempted to kill|Oops|[Pp]anic_on)")
# PTDESC_POISON of 64 bits, as an address of a member or in words of a list.
_POISON = re.compile(r"\b(?:0x)?dead0{9}(?:5[c-f]|6[0-7])[0-9a-f]\b")
# Of the stack of a report.
BEFORE, INSIDE, AFTER = range(3)


@dataclass
class Report:
    """`lines` are what the kernel complained with, `frames` the functions of
    its stack, the last called first, `words` the (member, byte, value) of
    struct page that it names, `because` why a page was dumped."""
    lines: list
    frames: list = field(default_factory=list)
    words: list = field(default_factory=list)
    because: str = ""
    kind: str = ""
    function: str = ""
    caller: str = ""
    stage: int = BEFORE

    @property
    def what(self):
        """The line that tells most, and why the page was dumped."""
        known = [line for line in self.lines if not _DUMPED.search(line)]
        said = (known or self.lines)[0]
        return f"{said}: {self.because}" if known and self.because else said


def clean(name):
    return _CLONE.sub("", name)


def parse(text):
    """The Reports of a console's text, in order."""
    found, open_one = [], None
    for raw in text.replace("\r", "").split("\n"):
        if _INIT.search(raw):
            continue
        line = console.bare(raw)
        if console.complains(raw):
            open_one = _headline(found, open_one, line)
        if open_one:
            _more(open_one, line)
    for one in found:
        one.frames = [clean(name) for name in one.frames]
        one.kind = _kind(one)
    return found


def _headline(found, open_one, line):
    """The Report that a complaint belongs to: the one before it, as long as
    that had no stack yet, or a new one."""
    if found and _AFTER.search(line):
        found[-1].lines.append(line)
        return None
    if open_one and open_one.stage == BEFORE and not _ALONE.search(line) and \
            not _ALONE.search(open_one.lines[0]):
        open_one.lines.append(line)
        return open_one
    found.append(Report([line]))
    return found[-1]


def _more(report, line):
    """Adds what a line that follows the headline says."""
    if word := _WORD.search(line):
        report.words.append(word.groups()[1:])
    if dumped := _DUMPED.search(line):
        report.because = dumped[1]
    at = _AT.search(line) or _WARNED.search(line)
    frame = _FRAME.match(line)
    if at and not report.frames:
        report.frames.append(at[1])
    elif _TRACE.search(line):
        report.stage = INSIDE
    elif frame and (report.stage == INSIDE or report.frames and "[<" in line):
        # A question mark: it lies on the stack, and may be of old.
        if not frame[1] and frame[2] not in report.frames[-1:]:
            report.frames.append(frame[2])
    elif report.stage == INSIDE and report.frames and not _WITHIN.match(line):
        report.stage = AFTER


def _faults(report):
    """The address of a fault, None where there is none."""
    for line in report.lines:
        if found := _ADDRESS.search(line):
            return int(found[1], 16)
    return None


def _kind(report):
    text = "\n".join(report.lines)
    address = _faults(report)
    if report.words:
        return "word"
    if _POISON.search(text):
        return "followed"
    if "NULL pointer dereference" in text or \
            address is not None and address < 4096:
        return "null"
    if "Bad page" in text:
        return "freed" if report.because == "non-NULL mapping" else "bad-page"
    for kind, pattern in (
            ("list", r"list_(?:add|del) corruption"),
            ("bug", r"kernel BUG at|VM_BUG_ON|invalid opcode"),
            ("fault", r"[Uu]nable to handle|general protection|double fault|"
                      r"PANIC: early exception|Internal error|\bOops\b"),
            ("slab", r"Poison overwritten|BUG \S+ \("),
            ("warning", r"^WARNING: "), ("panic", r"Kernel panic")):
        if re.search(pattern, text, re.M):
            return kind
    return "complaint"


class Machinery:
    """Which functions report and free, by the files that define them.
    `outline(paths)` gives (path, (first, last, name)) of functions."""

    def __init__(self, tree, outline):
        self.names, self.gather = set(), set()
        wanted = {}
        for line in MACHINERY.read_text("utf-8").splitlines():
            pattern, *only = line.split("#")[0].split() or [""]
            for path in sorted(tree.glob(pattern)) if pattern else ():
                wanted[str(path)] = set(only)
        for path, (_, _, name) in outline(sorted(wanted)):
            if not wanted[path] or name in wanted[path]:
                self.names.add(name)
                if fnmatchcase(path, "*/mm/mmu_gather.c"):
                    self.gather.add(name)

    def blame(self, report):
        """Sets function, caller and kind of a Report: the first function that
        only asked the machinery, and who called that."""
        others = [name for name in report.frames if name not in self.names]
        inside = others or report.frames
        report.function, report.caller = (inside + ["", ""])[:2]
        if report.kind == "freed" and self.gather & set(report.frames):
            report.kind = "gather"
