# SPDX-License-Identifier: GPL-2.0-only
"""matrix.json, the same as JUnit, the table, and the exit code."""

import json
import os
import re

import junitparser

from .. import wholefile
from ..errors import FINDINGS, INCOMPLETE, worst
from . import parts
from .parts import name_of

# What is no Char in XML 1.0.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd"
                         "\U00010000-\U0010ffff]")
_BAD = ("timeout", "interrupted", "no-toolchain", "baseline-broken")


def write(out, tool, results):
    """Writes both files, each at once. After an interruption a complete
    matrix.json stays."""
    path = out / "matrix.json"
    if results.interrupted and path.exists():
        return
    entries = results.in_order()
    data = {"tool": tool, "tree": results.tree, "input": results.input,
            "cells": entries,
            "uncovered": results.uncovered()}
    wholefile.write(path, json.dumps(data, indent=1, sort_keys=True) + "\n")
    wholefile.write(out / "matrix.junit.xml", junit(entries))


def write_part(path, results):
    """Writes what a job leaves for merge."""
    path.parent.mkdir(parents=True, exist_ok=True)
    wholefile.write(path, parts.text(results))


def said(one):
    function = f" in {one['function']}()" if one["function"] else ""
    return f"{one['file']}:{one['line']}: {one['kind']}: " \
        f"{one['text']}{function}"


def junit(entries):
    """The entries as a JUnit suite: a case per cell and commit."""
    cases = []
    for entry in entries:
        case = junitparser.TestCase(str(entry["commit"]),
                                    _readable(name_of(entry)),
                                    entry["converted"]["seconds"])
        if entry["status"] in ("fail", "timeout"):
            failure = junitparser.Failure(_readable(entry["why"]))
            failure.text = _readable("\n".join(map(said, entry["new"])))
            case.result = [failure]
        elif entry["status"] != "pass":
            case.result = [junitparser.Skipped(
                _readable(f"{entry['status']}: {entry['why']}"))]
        cases.append(case)
    suite = junitparser.TestSuite("matrix")
    suite.add_testcases(cases)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' \
        f"{suite.tostring().decode('utf-8')}\n"


def _readable(text):
    """`text` without what XML cannot carry: a compiler may print escapes."""
    return _NOT_IN_XML.sub(lambda char: f"\\x{ord(char[0]):02x}", text)


def table(results):
    """The rows of the terminal's table: names, then one per cell."""
    rows = [("cell", "compiler", "base s", "commits", "pass", "fail",
             "other", "layout", "result")]
    for name, cell in results.cells.items():
        mine = [entry for entry in results.entries if name_of(entry) == name]
        each = [entry for entry in mine if entry["commit"] != "all"]
        ways = [entry["status"] for entry in each or mine]
        rows.append((name, os.path.basename(cell["compiler"]),
                     f"{cell['seconds']:.0f}", str(len(ways)),
                     str(ways.count("pass")), str(ways.count("fail")),
                     str(len(ways) - ways.count("pass")
                         - ways.count("fail")), _proof(mine), _outcome(mine)))
    return rows


def _proof(entries):
    """What proves the layout of the descriptor in a cell."""
    found = [entry["layout"]["by"] for entry in entries
             if entry.get("layout")]
    return found[0] if found else "-"


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


def findings(results):
    """One line per new diagnostic: where, what, and who saw it first."""
    seen = {}
    for entry in results.entries:
        for one in entry["new"]:
            seen.setdefault(said(one), []).append(
                f"{name_of(entry)} at {entry['commit']}")
    return [f"{text} [{places[0]}"
            + (f" and {len(places) - 1} more]" if places[1:] else "]")
            for text, places in seen.items()]


def troubles(results):
    """A line for each cell whose answer is not complete: what and why."""
    seen = {}
    for entry in results.in_order():
        if entry["status"] in _BAD:
            why = entry["why"] if len(entry["why"]) < 200 else \
                entry["why"][:200] + "..."
            seen.setdefault(name_of(entry), f"{name_of(entry)}: "
                            f"{entry['status']}: {why}")
    return list(seen.values())


def unbuilt(results):
    """The commits that no cell of this run built, and the cells that built
    nothing, in words."""
    commits, cells = {}, {}
    for entry in results.entries:
        for table_, key in ((commits, entry["commit"]),
                            (cells, name_of(entry))):
            table_[key] = table_.get(key, 0) + entry["objects"] + \
                len(entry["new"])
    return [f"commit {key}: no cell built anything of it"
            for key, built in commits.items() if not built] + \
        [f"{key}: nothing was built" for key, built in cells.items()
         if not built]


def exit_code(results, selected):
    """0, 1 or 3. Lines that no cell covers make a run over all cells
    incomplete; a user who `selected` some asked for less."""
    code = 0
    if any(entry["status"] == "fail" for entry in results.entries):
        code = FINDINGS
    incomplete = results.interrupted or unbuilt(results) or \
        any(entry["status"] in _BAD for entry in results.entries) or \
        (not selected and results.uncovered())
    return worst(code, INCOMPLETE if incomplete else 0)


def annotations(results):
    """GitHub's lines for what is new, each once, and for cells that broke
    without a word of ours."""
    lines = {}
    for entry in results.in_order():
        for one in entry["new"]:
            kind = "warning" if one["kind"] == "warning" else "error"
            lines.setdefault(
                f"::{kind} file={_escaped(one['file'], True)},"
                f"line={one['line']},title={_escaped(name_of(entry), True)}"
                f"::{_escaped(one['text'])}")
        if entry["status"] in _BAD and entry["commit"] == "all":
            lines.setdefault(f"::notice title={_escaped(name_of(entry), True)}"
                             f"::{_escaped(entry['status'])}: "
                             f"{_escaped(entry['why'])}")
    return list(lines)


def _escaped(text, in_property=False):
    for char in "%\r\n" + (":," if in_property else ""):
        text = text.replace(char, f"%{ord(char):02X}")
    return text
