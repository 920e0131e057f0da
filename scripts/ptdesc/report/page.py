# SPDX-License-Identifier: GPL-2.0-only
"""Puts the parts together, and writes report.html."""

import functools
from pathlib import Path

import jinja2

from .. import wholefile
from ..errors import INCOMPLETE, Usage, worst
from . import cells, conversion, findings, row
from .part import load

TEMPLATES = Path(__file__).parent / "templates"


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
    return found


def wrong(found):
    """Whether a result has findings. What the checker finds in the input is
    what there was to do, and is no fault of the conversion."""
    return any(part.found for name, part in found.items() if name != "input")


def verdict(found):
    """The one line at the top."""
    bad = wrong(found)
    missed = sum(len(part.missed) for part in found.values())
    head = "Something needs a look" if bad else "Nothing wrong was found"
    if missed:
        head += (", and" if bad else ", but") + \
            " not everything was looked at"
    said = [part.facts for part in found.values() if part.data]
    return f"{head}: {'; '.join(said)}." if said else f"{head}."


def exit_code(found):
    """1 where a result has findings, 3 where something was not looked at."""
    return worst(*(part.code for name, part in found.items()
                   if name != "input"),
                 INCOMPLETE if found["input"].missed else 0)


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
        parts=found, verdict=verdict(found), wrong=wrong(found),
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
