# SPDX-License-Identifier: GPL-2.0-only
"""verify.json, the table per step and architecture, and the exit code."""

import json
from dataclasses import dataclass, field

from .. import wholefile
from ..errors import FINDINGS, INCOMPLETE, worst
from ..matrix.commits import WHOLE
from ..matrix.coverage import in_words, ranges

PROVEN, DECLARED, DIFFERS, NOT_PROVEN = (
    "proven", "as declared", "differs", "not proven")


@dataclass
class Line:
    """What came of one step, over all cells or those of an architecture."""
    number: object
    kind: str = ""
    title: str = ""
    objects: int = 0
    functions: int = 0
    identical: int = 0
    declared: int = 0
    undeclared: int = 0
    lost: dict = field(default_factory=dict)
    lines: int = 0
    absent: int = 0

    @property
    def verdict(self):
        """A step of which a line was not compiled, or of which nothing was,
        is not proven, however equal the rest is."""
        if self.undeclared:
            return DIFFERS
        if self.lost or self.lines or self.absent or not self.objects:
            return NOT_PROVEN
        return DECLARED if self.declared else PROVEN


def entries(run):
    """The entries of verify.json, in order: one for each object that has no
    difference, one for each function or piece of data that differs, one for
    each function with lines that no cell compiled, or that no object has."""
    found = []
    for verdict in run.verdicts:
        number = verdict.commit.number if verdict.commit else WHOLE
        found += verdict.found
        different = {one["object"] for one in verdict.found}
        for unit in verdict.units:
            status = "not-compiled" if unit in verdict.lost else "identical"
            if unit not in different:
                found.append({
                    "arch": verdict.cell.arch, "config": verdict.cell.config,
                    "object": unit, "function": None, "status": status,
                    "commit": number})
    for number, change in run.changes.items():
        for name, lines in change.lines.items():
            for function in change.functions.get(name) or [None]:
                found.append({
                    "arch": None, "config": None, "object": None,
                    "function": function, "status": "not-compiled",
                    "commit": number, "file": name, "lines": ranges(lines)})
        found += [{"arch": None, "config": None, "object": None,
                   "function": function, "status": "not-compiled",
                   "commit": number, "file": name}
                  for name, functions in change.absent.items()
                  for function in functions]
    return sorted(found, key=lambda one: (
        one["commit"] == WHOLE, str(one["commit"]).zfill(6),
        one["arch"] or "~", one["config"] or "", one["object"] or "",
        one["function"] or "", one.get("file", "")))


def write(out, run):
    """Writes verify.json at once; after an interruption the last complete one
    stays."""
    path = out / "verify.json"
    if run.results.interrupted and path.exists():
        return
    wholefile.write(path, json.dumps(entries(run), indent=1, sort_keys=True)
                    + "\n")


def steps(run):
    """A Line for each commit, then one for the series."""
    found = {}
    for number, change in run.changes.items():
        step = run.steps[number]
        found[number] = Line(
            number, step.kind, step.title,
            lines=sum(map(len, change.lines.values())),
            absent=sum(map(len, change.absent.values())))
    for verdict in run.verdicts:
        number = verdict.commit.number if verdict.commit else WHOLE
        _add(found.setdefault(number, Line(
            number, title="the whole series")), verdict)
    return list(found.values())


def _add(line, verdict):
    line.objects += len(verdict.units) - len(verdict.lost)
    line.functions += verdict.functions
    line.identical += verdict.identical
    line.declared += verdict.count("declared")
    line.undeclared += len(verdict.found) - verdict.count("declared")
    line.lost.update({f"{verdict.cell.name} {unit}": why
                      for unit, why in verdict.lost.items()})


def table(run):
    """The rows of the terminal's table: names, then one per step."""
    return [
        ("commit", "kind", "objects", "functions", "identical", "declared",
         "other", "lines", "verdict", "title"),
        *((str(one.number), one.kind, str(one.objects), str(one.functions),
           str(one.identical), str(one.declared), str(one.undeclared),
           str(one.lines), verdict_of(one), one.title)
          for one in steps(run))]


def verdict_of(line):
    """The verdict in a word or two; a step that only writes documents, or
    that no cell can see, is said to be so."""
    if line.verdict == NOT_PROVEN and not line.objects and not line.lines:
        return "no code"
    return line.verdict


def findings(run):
    """One line for each difference that no step declares."""
    return [f"{one['object']}: {one['commit']}: {one['function']} "
            f"{one['how']} [{one['arch']}/{one['config']}], see "
            f"{one['disassembly']}{_apart(one)}"
            for verdict in run.verdicts for one in verdict.found
            if one["status"] != "declared"] + unchanged(run)


def _apart(one):
    names = one.get("apart")
    return names and f"; without inlining {', '.join(names)}" or ""


def unchanged(run):
    """Behaviour steps whose code is the same in every cell."""
    return [f"commit {one.number} says that it changes behaviour, but no "
            "object differs" for one in steps(run)
            if one.kind == "behaviour" and one.objects and not one.lines
            and not one.declared and not one.undeclared and not one.lost
            and not one.absent]


def troubles(run):
    """A line for what was not looked at: cells, units, lines."""
    found = [f"{state.cell.name}: {state.status or 'no-toolchain'}: "
             f"{state.why}" for state in run.states
             if state.status or state.parsed]
    for line in steps(run):
        found += [f"commit {line.number}: {name}: {why}"
                  for name, why in line.lost.items()]
    for number, change in run.changes.items():
        for name, lines in change.lines.items():
            found.append(f"commit {number}: {name}: no cell compiled "
                         f"{in_words(ranges(lines))}")
        found += [f"commit {number}: {name}: no object has "
                  f"{', '.join(functions)}"
                  for name, functions in change.absent.items()]
    return found


def exit_code(run):
    """0, 1 or 3."""
    code = FINDINGS if findings(run) else 0
    incomplete = run.results.interrupted or troubles(run) or not run.verdicts
    return worst(code, INCOMPLETE if incomplete else 0)
