# SPDX-License-Identifier: GPL-2.0-only
"""What the other results say of each patch, for the table of the series."""

from collections import Counter

def add(found):
    """Adds to each row of the Part "convert" of `found`: `before` and `after`,
    the findings in the functions that its patch changes; `code`, the verdict
    on object code; `cells`, how many cells built it; `booted`, how many of its
    functions a machine executed. Each is "" where no result tells."""
    account = found["convert"].data
    if account is None:
        return
    places = {name: _places(found[name].data) for name in ("input", "tree")}
    code = _verdicts(found["verify"].data)
    cells = _cells(found["matrix"].data)
    booted = _booted(found["boot"].data)
    for row in account["rows"]:
        made = row["commit"] is not None
        row["before"] = _findings(row, places["input"]) if made else ""
        row["after"] = _findings(row, places["tree"]) if made else ""
        row["code"] = code.get(row["commit"], "")
        row["cells"] = cells.get(row["commit"], "")
        row["booted"] = _executed(row, booted) if made else ""


def _places(part):
    """{(file, function): findings that nobody suppressed}, None without the
    result."""
    if part is None:
        return None
    return Counter((one["file"], one["function"])
                   for one in part["findings"] if not one["suppressed"])


def _mine(row, places):
    """Those of {(file, function): ...} that a row's patch changed."""
    return [value for (name, function), value in places.items()
            if name in row["changed"] and function in row["functions"]]


def _findings(row, places):
    return "" if places is None else sum(_mine(row, places))


def _verdicts(part):
    """{commit: verdict}, as make verify says it."""
    return {commit: verdict for commit, verdict, _ in part["rows"]} \
        if part else {}


def _cells(part):
    """{commit: "built of all cells"}"""
    if part is None:
        return {}
    every, good = Counter(), Counter()
    for one in part["entries"]:
        every[one["commit"]] += 1
        good[one["commit"]] += one["status"] == "pass"
    return {commit: f"{good[commit]} of {count}"
            for commit, count in every.items()}


def _booted(part):
    """{(file, function): whether some machine executed it}, None without the
    result."""
    if part is None:
        return None
    found = {}
    for cell in part["cells"]:
        for name, function, status in cell["functions"]:
            found[name, function] = found.get((name, function), False) or \
                status == "executed"
    return found


def _executed(row, booted):
    mine = [] if booted is None else _mine(row, booted)
    return f"{sum(mine)} of {len(mine)}" if mine else ""
