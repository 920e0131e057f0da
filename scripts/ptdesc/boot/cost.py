# SPDX-License-Identifier: GPL-2.0-only
"""What page tables cost: the instructions and the memory of both kernels.

QEMU's clock counts each instruction of the only processor as a nanosecond, so
that init, which reads the clock, counts them. Other work of the host changes
no number.
"""

import json

from .. import wholefile
from ..errors import INCOMPLETE, Usage, worst
from . import report, verdict
from .run import SIDES, Boot

_COUNTS = ["-icount", "shift=0,sleep=off"]
# Each slab cache is named, and each start is like the last one.
_TOLD = "panic=-1 oops=panic ignore_loglevel printk.devkmsg=on nokaslr " \
    "norandmaps slub_nomerge cost=1"


class Cost(Boot):
    """Boots each pair, and has init measure."""
    told = _TOLD

    def __init__(self, tree, out, cells_, patches, options, progress):
        if options.accel == "kvm":
            raise Usage("instructions are counted by TCG alone: leave out "
                        "--accel kvm")
        options.accel = "tcg"
        super().__init__(tree, out, cells_, patches, options, progress)

    def watched(self):
        """None: gcov's counters are instructions, too."""
        return {}

    def counted_files(self):
        return []

    def _choose_machine(self, one):
        super()._choose_machine(one)
        one.machine += _COUNTS

    @staticmethod
    def judge(before, after):
        """("pass" or "baseline-broken" or "fail", why, []): whether both
        kernels measured."""
        for run, status in ((before, "baseline-broken"), (after, "fail")):
            if run.result != verdict.FINISHED:
                return status, run.why, []
            if not figures(run.said.costs):
                return status, "init measured nothing", []
        return "pass", "", []


def figures(costs):
    """[(name, unit, number)] of what init measured, [] if that is not all."""
    try:
        return [*_instructions(costs), *_objects(costs["table"]),
                *_memory(costs["table"], "a table"),
                *_memory(costs["process"], "a process")]
    except (KeyError, ZeroDivisionError):
        return []


def _instructions(costs):
    small, large = costs["fork-exit"], costs["fork-exit-tables"]
    mapped = costs["map-unmap"]
    yield "fork and exit", "instructions", small["instructions"]
    yield "fork and exit, each PTE table more", "instructions", \
        (large["instructions"] - small["instructions"]) / large["tables"]
    yield "fault and unmap, each PTE table", "instructions", \
        mapped["instructions"] / mapped["tables"]


def _memory(cost, what):
    count, page = cost["count"], cost["page"]
    yield f"memory of {what}", "bytes", cost["memory"] * page / count
    yield f"slabs of {what}", "bytes", cost["slab"] * page / count
    for name in ("tables", "descriptors", "locks"):
        yield f"{name} of {what}", "number", cost[name] / count


def _objects(cost):
    """With its share of what a slab has left over."""
    for name in ("descriptor", "lock"):
        yield f"memory of a {name}", "bytes", cost[name]


def _pairs(one):
    """[(name, unit, of the baseline, of the converted kernel)]"""
    if any(side not in one.runs for side in SIDES):
        return []
    return [(name, unit, round(number, 2), round(other, 2))
            for (name, unit, number), (_, _, other) in zip(*(
                figures(one.runs[side].said.costs) for side in SIDES))]


def shown(number):
    """A number of cost.json in words."""
    return f"{number:,.10g}"


def more(before, after):
    """What the converted kernel has more, in percent; "-" where the baseline
    has nothing."""
    return f"{100 * (after - before) / before:+.1f} %" if before else "-"


def write(out, work, tool):
    """Writes cost.json at once; after an interruption the last complete one
    stays."""
    path = out / "cost.json"
    if work.interrupted and path.exists():
        return
    wholefile.write(path, json.dumps({
        "tool": tool,
        "tree": {"version": work.tree.input.version,
                 "path": str(work.tree.input.path)},
        "cells": [{
            "arch": one.cell.arch, "config": one.cell.config,
            "append": one.append, "machine": " ".join(one.machine),
            "compiler": one.compiler, "qemu": one.qemu, "unmet": one.unmet,
            "status": one.status, "why": one.why,
            "costs": [dict(zip(("name", "unit", *SIDES), pair))
                      for pair in _pairs(one)],
        } for one in work.outcomes],
    }, indent=1, sort_keys=True) + "\n")


def table(work):
    """The rows of the terminal's table: names, then one for each cost."""
    rows = [("machine", "cost", "unit", *SIDES, "more")]
    for one in work.outcomes:
        rows += [(one.name, name, unit, shown(before), shown(after),
                  more(before, after))
                 for name, unit, before, after in _pairs(one)]
    return rows


def troubles(work):
    """A line for each kernel that measured nothing, and for options that
    both lack."""
    return report.troubles(work) + [f"{one.name}: {one.why}" for one
                                    in work.outcomes if one.status == "fail"]


def exit_code(work):
    return worst(*(INCOMPLETE for _ in troubles(work)))
