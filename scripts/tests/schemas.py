#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds results against docs/schemas, and writes their page.

    schemas.py FILE...      says what in these results does not fit
    schemas.py --write      writes the tables of results/README.md anew

Exit codes: 0 all fit, 1 something does not.
"""

import functools
import json
import os
import re
import sys
import textwrap
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
PAGE = ROOT / "results" / "README.md"
# The schema of each result.
OF = {"convert.json": "convert", "check-input.json": "check",
      "check-tree.json": "check", "matrix.json": "matrix",
      "verify.json": "verify", "boot.json": "boot", "acid.json": "acid",
      "cost.json": "cost"}
# Folders of OUT, and of what tests make, that have no results in them.
_BARREN = {"tree", "obj", ".git", "series", "arch", "include", "mm", "units"}
_TABLE = re.compile(r"(<!-- schema: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.S)


def schema(name):
    """The schema docs/schemas/NAME.schema.json."""
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def closed(part):
    """The same schema, but what it does not name is not allowed: a reader
    may meet new members, our own results must have no undocumented one."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: closed(value) for key, value in part.items()}
    if "required" in found:
        found["additionalProperties"] = False
    return found


@functools.cache
def _validator(name):
    return jsonschema.Draft202012Validator(closed(schema(name)))


def faults(name, data):
    """What does not fit the schema `name`, a line each, ten at most."""
    return [f"{error.json_path}: {error.message[:200]}" for error, _ in
            zip(_validator(name).iter_errors(data), range(10))]


def faults_of(path):
    """The same of a file, whose name tells the schema."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        return [f"{path}: {error}"]
    return [f"{path}: {fault}" for fault in faults(OF[path.name], data)]


def results(folder):
    """The result files below a folder."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _BARREN]
        yield from (Path(place) / name for name in names if name in OF)


def _words(part):
    said = part.get("description", "")
    values = [one for one in part.get("enum", []) if one is not None]
    if values:
        said += ": " + ", ".join(values)
        if None in part["enum"]:
            said += ", or null"
    return said


def _rows(part, depth=0):
    """[(name, words)] of what is in an object, its own objects below it."""
    for name, value in part["properties"].items():
        inner = value.get("items", value)
        mark = "[]" if value.get("type") == "array" or "items" in value else ""
        yield "  " * depth + name + mark, _words(value)
        if "properties" in inner:
            yield from _rows(inner, depth + 1)


def table(name):
    """A schema as the page has it, indented as code."""
    part = schema(name)
    lines = []
    for left, words in _rows(part.get("items", part)):
        lines += textwrap.wrap(
            words, 79, initial_indent=f"    {left:<17} ",
            subsequent_indent=" " * 22, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def page(text):
    """The text of the page with its tables as the schemas have them."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{table(found[2])}\n"
                      f"{found[4]}", text)


def main():
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
        return 0
    found = [fault for name in sys.argv[1:] for fault in faults_of(Path(name))]
    print("\n".join(found) or f"{len(sys.argv) - 1} files fit")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
