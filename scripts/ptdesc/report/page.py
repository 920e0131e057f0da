# SPDX-License-Identifier: GPL-2.0-only
"""Puts the parts together, and writes report.html."""

import functools
from pathlib import Path

import jinja2

from .. import wholefile
from ..errors import Usage, worst
from . import cells, conversion, findings, row
from .part import load, plural

TEMPLATES = Path(__file__).parent / "templates"

# What the lists of the section at the top have, by part.
MISSED = {
    "convert": "what Coccinelle cannot parse, steps that were skipped",
    "input": "units that were not analysed, sites that no unit has",
    "tree": "units that were not analysed, sites that no unit has",
    "matrix": "cells without a result, lines that no cell compiled",
    "verify": "objects that do not compile, code that no object has",
    "boot": "machines without a result, options and roads left out",
    "acid": "what did not run",
    "cost": "what was not measured"}


def parts(out):
    """{name: Part} of the results below `out`. Usage where there are none."""
    found = {
        "convert": load(out, "convert.json", "convert",
                        lambda data: conversion.view(data, out)),
        "input": load(out, "check-input.json", "check",
                      lambda data: findings.view(data, "input")),
        "tree": load(out, "check-tree.json", "check",
                     lambda data: findings.view(data, "tree")),
        "matrix": load(out, "matrix.json", "matrix", cells.matrix),
        "verify": load(out, "verify.json", "verify", cells.verify),
        "boot": load(out, "boot.json", "boot", cells.boot),
        "acid": load(out, "acid.json", "boot ACID=1", cells.acid,
                     wanted=False),
        "cost": load(out, "cost.json", "boot COST=1", cells.cost,
                     wanted=False)}
    if not any((out / part.name).exists() for part in found.values()):
        raise Usage(f"{out} has no results: run `make convert` first, or "
                    "name its results with OUT=")
    row.add(found)
    findings.explain(found)
    return found


def verdict(found):
    """The one line at the top: what is wrong, and how much was not looked
    at."""
    bad = ", ".join(part.wrong for part in found.values() if part.wrong)
    missed = sum(len(part.missed) for part in found.values())
    head = bad or "Nothing wrong was found"
    if not missed:
        return f"{head}; nothing was left out."
    return f"{head}; {plural(missed, 'thing')} " \
        f"{'was' if missed == 1 else 'were'} not looked at."


def facts(found):
    """[(name of the part, its figures)] of the results that are there."""
    return [(name, part.facts) for name, part in found.items() if part.facts]


def exit_code(found):
    """1 where something is wrong, 3 where something was not looked at."""
    return worst(*(part.code for part in found.values()))


@functools.cache
def _template():
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True
    ).get_template("page.html")


def render(found):
    """The page as text."""
    account = found["convert"].data
    return _template().render(
        parts=found, verdict=verdict(found), facts=facts(found),
        wrong=any(part.wrong for part in found.values()), held=MISSED,
        statuses=conversion.STATUSES,
        version=account["tree"]["version"] if account else "")


def write(out, found):
    """Writes OUT/report.html at once; returns its path."""
    path = out / "report.html"
    try:
        wholefile.write(path, render(found), "replace")
    except OSError as error:
        raise Usage(f"cannot write {path}: {error.strerror}") from error
    return path
