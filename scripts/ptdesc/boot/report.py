# SPDX-License-Identifier: GPL-2.0-only
"""boot.json, the terminal's table and the exit code."""

import json
import re
from collections import Counter
from dataclasses import asdict

from .. import wholefile
from ..errors import FINDINGS, INCOMPLETE, worst
from . import coverage
from .run import SIDES

_STATUS = {"pass": 0, "fail": FINDINGS}


def _side(run):
    if run is None:
        return None
    said = run.said
    return {"result": run.result, "why": run.why,
            "seconds": round(run.seconds, 1), "log": run.log,
            "roads": {name: asdict(road)
                      for name, road in said.roads.items()},
            "counters": said.counters, "complaints": said.complaints,
            "taint": said.taint}


def _functions(found):
    return [{"file": file, "function": name, "status": how}
            for (file, name), how in sorted(found.items())]


def together(outcomes):
    """{(file, function): status} over all cells: executed beats built."""
    order = [coverage.NOT_BUILT, coverage.NOT_EXECUTED, coverage.EXECUTED]
    found = {}
    for one in outcomes:
        for place, how in one.functions.items():
            found[place] = max(found.get(place, how), how, key=order.index)
    return found


def write(out, boot, tool):
    """Writes boot.json at once; after an interruption the last complete one
    stays."""
    path = out / "boot.json"
    if boot.interrupted and path.exists():
        return
    data = {
        "tool": tool,
        "tree": {"version": boot.tree.input.version,
                 "path": str(boot.tree.input.path)},
        "cells": [{
            "arch": one.cell.arch, "config": one.cell.config,
            "append": one.append, "only": boot.only,
            "machine": " ".join(one.machine),
            "compiler": one.compiler, "qemu": one.qemu, "unmet": one.unmet,
            "status": one.status, "why": one.why, "new": one.new,
            "functions": _functions(one.functions),
            **{side: _side(one.runs.get(side)) for side in SIDES},
        } for one in boot.outcomes],
        "functions": _functions(together(boot.outcomes)),
    }
    wholefile.write(path, json.dumps(data, indent=1, sort_keys=True) + "\n")


def findings(boot):
    return [f"{one.name}: {new['kind']}: {new['what']}"
            for one in boot.outcomes for new in one.new]


def table(boot):
    """The rows of the terminal's table: names, then one per machine."""
    rows = [("machine", "by", "verdict", "roads done", "wrong",
             "not available", "executed", "not executed", "seconds")]
    for one in boot.outcomes:
        run = one.runs.get(SIDES[1])
        ends = Counter(road.how for road in run.said.roads.values()) \
            if run else Counter()
        hows = list(one.functions.values())
        rows.append((one.name, (one.machine or "-")[-1], one.status,
                     str(ends["done"]), str(ends["wrong"]),
                     str(ends["absent"] + ends["chance"]),
                     str(hows.count(coverage.EXECUTED)),
                     str(hows.count(coverage.NOT_EXECUTED)),
                     f"{run.seconds:.0f}" if run else "-"))
    return rows


def never_executed(boot):
    """A line of what was built, but not executed, if there is any."""
    never = [f"{file} {name}" for (file, name), how
             in sorted(together(boot.outcomes).items())
             if how == coverage.NOT_EXECUTED]
    return ["built, but not executed by any machine: " + ", ".join(never)] \
        if never else []


def troubles(boot):
    """A line for each thing that says nothing of the conversion: an option
    that both kernels lack, a road that failed in both, a machine that did not
    do its work."""
    lines = []
    for one in boot.outcomes:
        if one.unmet:
            lines.append(f"{one.name}: the kernels lack "
                         f"{', '.join(one.unmet)}")
        lines += [f"{one.name}: the {side} kernel found {found} of {asked} "
                  "processors" for side, found, asked in _missing(one)]
        lines += [f"{one.name}: road {road} failed in both kernels: {why}"
                  for road, why in _failed_in_both(one)]
        if one.status not in _STATUS:
            lines.append(f"{one.name}: {one.status}: {one.why}")
    return lines


def _missing(one):
    """(side, processors that its kernel had, those of the machine) of the
    kernels that did not find all."""
    asked = int(re.match(r"\d*", dict(zip(one.machine, one.machine[1:])).get(
        "-smp", ""))[0] or 1)
    for side, run in one.runs.items():
        found = run.said.counters.get("before", {}).get("processors", asked)
        if found < asked:
            yield side, found, asked


def _failed_in_both(one):
    if not all(one.runs.get(side) for side in SIDES):
        return []
    before, after = (one.runs[side].said.roads for side in SIDES)
    return [(name, road.why) for name, road in after.items()
            if road.how == "wrong" and name in before
            and before[name].how == "wrong"]


def exit_code(boot):
    return worst(*(_STATUS[one.status] for one in boot.outcomes
                   if one.status in _STATUS),
                 *(INCOMPLETE for _ in troubles(boot)))
