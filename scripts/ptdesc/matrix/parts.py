# SPDX-License-Identifier: GPL-2.0-only
"""What a run of some cells found, and how several become one.

A part is a file that a job leaves, wherever it ran: its entries of
matrix.json, and which changed lines its compilers saw.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Usage, why
from . import coverage, units

FORMAT = 1


@dataclass
class Results:
    """`cells` are {name: {"compiler", "seconds", "arches"}} in the order of
    the table; `lines` and `seen` {file: set of numbers}: changed lines of
    code, and those that some compiler of these cells saw. `input` tells one
    tree and series from another."""
    tree: dict
    input: str
    cells: dict = field(default_factory=dict)
    entries: list = field(default_factory=list)
    lines: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)
    interrupted: bool = False

    def uncovered(self):
        """[{"file", "lines"}] for the files that these cells could see."""
        arches = {cell["arches"][0] for cell in self.cells.values()}
        left = {name: numbers - self.seen.get(name, set())
                for name, numbers in sorted(self.lines.items())
                if units.belongs(name, arches)}
        return [{"file": name, "lines": coverage.ranges(numbers)}
                for name, numbers in left.items() if numbers]

    def in_order(self):
        """The entries by cell, then by commit, the whole series last."""
        place = {name: number for number, name in enumerate(self.cells)}
        return sorted(self.entries, key=lambda entry: (
            place[name_of(entry)], entry["commit"] == "all",
            entry["commit"] if entry["commit"] != "all" else 0))


def name_of(entry):
    return f"{entry['arch']}/{entry['config']}"


def _ranges(lines):
    return {name: coverage.ranges(numbers)
            for name, numbers in sorted(lines.items()) if numbers}


def _numbers(lines):
    return {name: {number for first, last in ranges
                   for number in range(first, last + 1)}
            for name, ranges in lines.items()}


def text(results):
    """A part as JSON."""
    return json.dumps({
        "part": FORMAT, "tree": results.tree, "input": results.input,
        "cells": results.cells, "entries": results.in_order(),
        "lines": _ranges(results.lines), "seen": _ranges(results.seen),
        "interrupted": results.interrupted}, indent=1, sort_keys=True) + "\n"


def read(path):
    """Results of a part. Usage if the file is none."""
    try:
        try:
            data = json.loads(Path(path).read_text("utf-8"))
        except ValueError as error:
            raise ValueError("it is not JSON") from error
        if data["part"] != FORMAT:
            raise ValueError(f"form {data['part']}, this is {FORMAT}")
        return Results(data["tree"], data["input"], data["cells"],
                       data["entries"], _numbers(data["lines"]),
                       _numbers(data["seen"]), data["interrupted"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Usage(f"{path} is not a part that a job of the matrix left: "
                    f"{why(error)}") from error


def files(paths):
    """The parts that paths mean: files, and all in folders."""
    found = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.json")) if path.is_dir() else [path]
    if not found:
        raise Usage(f"no part in {', '.join(map(str, paths))}")
    return found


def _better(new, old):
    """Whether a part's word on a cell counts more than an earlier one's."""
    return not new.interrupted or old is None or old.interrupted


def merge(paths, expected=None):
    """The Results of several parts. `expected` are the cells that were
    planned, {name: as in Results}: one without a part is interrupted. Usage
    if the parts are not of one input."""
    paths = files(paths)
    every = [(path, read(path)) for path in paths]
    first = every[0][1]
    total, whose = Results(first.tree, first.input), {}
    for path, part in every:
        if part.input != first.input:
            raise Usage(f"{path} is of another tree or series than "
                        f"{paths[0]}")
        for name in part.cells:
            if _better(part, whose.get(name)):
                whose[name] = part
        for name, numbers in part.lines.items():
            total.lines.setdefault(name, set()).update(numbers)
        for name, numbers in part.seen.items():
            total.seen.setdefault(name, set()).update(numbers)
    names = [*(expected or {}), *sorted(set(whose) - set(expected or {}))]
    for name in names:
        part = whose.get(name)
        total.cells[name] = part.cells[name] if part else expected[name]
        total.entries += [entry for entry in part.entries
                          if name_of(entry) == name] if part else \
            [_missing(name)]
        total.interrupted |= part is None or part.interrupted
    return total


def _missing(name):
    arch, _, config = name.partition("/")
    nothing = {"status": "not-built", "errors": 0, "warnings": 0,
               "seconds": 0}
    return {"arch": arch, "config": config, "toolchain": "", "compiler": "",
            "scope": "", "commit": "all", "objects": 0, "units": [],
            "unmet": [], "new": [], "command": "", "layout": None,
            "baseline": nothing, "converted": dict(nothing),
            "status": "interrupted", "why": "its job left no result"}
