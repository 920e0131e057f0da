# SPDX-License-Identifier: GPL-2.0-only
"""What a console says: roads, counters, complaints of the kernel, coverage.

The init's lines are records of the kernel's log that begin with a mark; all
else was said by the kernel.
"""

import base64
import re
from dataclasses import dataclass, field

_MARK = re.compile(r"ptdesc-boot: (.*)$")
_COUNTER = re.compile(r"(\w+) (\S+) (-?\d+)$")
_COUNT = re.compile(r"(\w+)=(-?\d+)")
_STAMP = re.compile(r"^\[\s*\d+\.\d+\]\s*(?:\[\s*[TC]?\d+\]\s*)?")
# What no kernel says in good health.
_COMPLAINT = re.compile(
    r"WARNING: |\bBUG\b|PANIC: |\bOops\b|Kernel panic|Bad page|"
    r"[Uu]nable to handle|"
    r"general protection|double fault|vmstat_refresh: |"
    r"list_(?:add|del) corruption|Poison overwritten|"
    r"page dumped because: (?!unmovable)|pagealloc: |"
    r"INFO: .*(?:stall|blocked|possible|inconsistent|trying)|"
    r"Internal error|Rss-counter|refcount_t: |nobody cared|Machine check")
# What differs from run to run in a complaint that is the same.
_VARIES = re.compile(r"\bpfn:[0-9a-f]+|0x[0-9a-f]+|\b[0-9a-f]{8,16}\b|"
                     r"(?<![A-Za-z_])\d+\b|\bComm: \S+|\bin process \S+")


@dataclass
class Road:
    """`how` is "done", "absent", "chance" (this time it could not be gone),
    "wrong", or "started" if nothing more came.
    `counts` are what init measured: cycles, pages free, tables, ..., ms."""
    how: str = "started"
    why: str = ""
    counts: dict = field(default_factory=dict)


@dataclass
class Said:
    """What one console has. `ended` is whether init came to its end, `costs`
    what it measured, {name: {what: number}}, `last` the last line that init
    did not write."""
    begun: bool = False
    ended: bool = False
    roads: dict = field(default_factory=dict)
    counters: dict = field(default_factory=dict)
    costs: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)
    taint: int = 0
    gcov: dict = field(default_factory=dict)
    last: str = ""

    def last_road(self):
        return next(reversed(self.roads), "")


def bare(line):
    """A line without its time."""
    return _STAMP.sub("", line).strip()


def complains(line):
    """Whether no kernel says a line in good health."""
    return bool(_COMPLAINT.search(line))


def plain(line):
    """A complaint without what varies: time, addresses, numbers, names of
    processes."""
    return _VARIES.sub("N", bare(line)).strip()


def parse(text):
    """Said, of a console's text."""
    said, coded = Said(), {}
    *lines, torn = text.replace("\r", "").split("\n")
    # A machine that was ended leaves half a line.
    for line in [*lines, torn.split("ptdesc-boot: ")[0]]:
        mark = _MARK.search(line)
        if mark:
            _of_init(said, coded, mark[1])
            continue
        said.last = bare(line) or said.last
        if complains(line):
            said.complaints.append(bare(line))
    for path, pieces in coded.items():
        try:
            said.gcov[path] = b"".join(base64.b64decode(one, validate=True)
                                       for one in pieces)
        except ValueError:
            continue            # a torn line: the file is as if not printed
    return said


def _of_init(said, coded, text):
    word, _, rest = text.partition(" ")
    if word == "begin":
        said.begun = True
    elif word == "end":
        said.ended = True
    elif word == "road":
        _of_road(said, rest)
    elif word == "counter" and (found := _COUNTER.match(rest)):
        said.counters.setdefault(found[1], {})[found[2]] = int(found[3])
    elif word == "cost":
        name, _, counts = rest.partition(" ")
        said.costs[name] = _numbers(counts)
    elif word == "taint":
        said.taint = int(rest)
    elif word == "gcov":
        coded[rest] = []
    elif word == "gcov+" and coded:
        coded[next(reversed(coded))].append(rest)


def _numbers(text):
    return {key: int(value) for key, value in _COUNT.findall(text)}


def _of_road(said, text):
    name, how, why = (text.split(" ", 2) + ["", ""])[:3]
    road = said.roads.setdefault(name, Road())
    if how == "count":
        road.counts = _numbers(why)
    elif how != "start":
        road.how, road.why = how, why.strip()
