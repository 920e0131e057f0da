# SPDX-License-Identifier: GPL-2.0-only
"""matrix.json, the same as JUnit, the table, and the exit code."""

import json
import os
from xml.sax.saxutils import quoteattr, escape

from ..errors import FINDINGS, INCOMPLETE, worst

_BAD = ("timeout", "interrupted", "no-toolchain", "baseline-broken")


def write(out, tool, tree, matrix, cells):
    """Writes both files, each at once. After an interruption a complete
    matrix.json stays."""
    path = out / "matrix.json"
    if matrix.interrupted and path.exists():
        return
    order = {cell.name: place for place, cell in enumerate(cells)}
    entries = sorted(matrix.entries, key=lambda entry: (
        order[_name(entry)], entry["commit"] == "all",
        entry["commit"] if entry["commit"] != "all" else 0))
    data = {"tool": tool, "tree": tree, "cells": entries,
            "uncovered": matrix.uncovered}
    _replace(path, json.dumps(data, indent=1, sort_keys=True) + "\n")
    _replace(out / "matrix.junit.xml", junit(entries))


def _replace(path, text):
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, path)


def _name(entry):
    return f"{entry['arch']}/{entry['config']}"


def said(one):
    function = f" in {one['function']}()" if one["function"] else ""
    return f"{one['file']}:{one['line']}: {one['kind']}: " \
        f"{one['text']}{function}"


def junit(entries):
    """The entries as a JUnit suite: a case per cell and commit."""
    cases, failures, skipped = [], 0, 0
    for entry in entries:
        inside = ""
        if entry["status"] in ("fail", "timeout"):
            failures += 1
            text = escape("\n".join(said(one) for one in entry["new"]))
            inside = f"<failure message={quoteattr(entry['why'])}>{text}" \
                "</failure>"
        elif entry["status"] != "pass":
            skipped += 1
            reason = f"{entry['status']}: {entry['why']}"
            inside = f"<skipped message={quoteattr(reason)}/>"
        cases.append(f"<testcase classname={quoteattr(_name(entry))} "
                     f"name={quoteattr(str(entry['commit']))} "
                     f"time=\"{entry['converted']['seconds']}\">"
                     f"{inside}</testcase>")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<testsuite name="matrix" tests="{len(cases)}" '
            f'failures="{failures}" skipped="{skipped}">\n'
            + "\n".join(cases) + "\n</testsuite>\n")


def table(matrix):
    """The lines of the terminal's table: one per cell."""
    rows = [("cell", "compiler", "base s", "commits", "pass", "fail",
             "other", "result")]
    for state in matrix.states:
        mine = [entry for entry in matrix.entries
                if _name(entry) == state.cell.name]
        each = [entry for entry in mine if entry["commit"] != "all"]
        ways = [entry["status"] for entry in each or mine]
        rows.append((state.cell.name, state.cell.compiler,
                     f"{state.seconds:.0f}", str(len(ways)),
                     str(ways.count("pass")), str(ways.count("fail")),
                     str(len(ways) - ways.count("pass")
                         - ways.count("fail")), _outcome(mine)))
    widths = [max(len(row[column]) for row in rows)
              for column in range(len(rows[0]))]
    return ["  ".join(text.ljust(width)
                      for text, width in zip(row, widths)).rstrip()
            for row in rows]


def _outcome(entries):
    """A cell in a word or two: the first commit that breaks it, if any."""
    failed = [entry["commit"] for entry in entries
              if entry["status"] == "fail"]
    if failed:
        numbers = [number for number in failed if number != "all"]
        return f"fail at {min(numbers):04}" if numbers else "fail"
    ways = {entry["status"] for entry in entries}
    for way in ("interrupted", "timeout", "no-toolchain", "baseline-broken"):
        if way in ways:
            return way
    return "pass" if "pass" in ways else "not-built"


def findings(matrix):
    """One line per new diagnostic: where, what, and who saw it first."""
    seen = {}
    for entry in matrix.entries:
        for one in entry["new"]:
            seen.setdefault(said(one), []).append(
                f"{_name(entry)} at {entry['commit']}")
    return [f"{text} [{places[0]}"
            + (f" and {len(places) - 1} more]" if places[1:] else "]")
            for text, places in seen.items()]


def unbuilt(matrix):
    """The commits that no cell of this run built, and the cells that built
    nothing, in words."""
    commits, cells = {}, {}
    for entry in matrix.entries:
        for table_, key in ((commits, entry["commit"]),
                            (cells, _name(entry))):
            table_[key] = table_.get(key, 0) + entry["objects"] + \
                len(entry["new"])
    return [f"commit {key}: no cell built anything of it"
            for key, built in commits.items() if not built] + \
        [f"{key}: nothing was built" for key, built in cells.items()
         if not built]


def exit_code(matrix, selected):
    """0, 1 or 3. Lines that no cell covers make a run over all cells
    incomplete; a user who `selected` some asked for less."""
    code = 0
    if any(entry["status"] == "fail" for entry in matrix.entries):
        code = FINDINGS
    incomplete = matrix.interrupted or unbuilt(matrix) or \
        any(entry["status"] in _BAD for entry in matrix.entries) or \
        (matrix.uncovered and not selected)
    return worst(code, INCOMPLETE if incomplete else 0)
