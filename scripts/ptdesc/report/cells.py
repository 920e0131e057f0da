# SPDX-License-Identifier: GPL-2.0-only
"""matrix.json, verify.json, boot.json, acid.json and cost.json: what ran on
the machines.
"""

from collections import Counter

from ..boot.cost import more, shown
from .part import Anchors, Part, plural, ranges

# The statuses of a cell that are no answer.
_NO_ANSWER = ("baseline-broken", "no-toolchain", "timeout", "interrupted")


def matrix(data):
    """The Part of matrix.json: a grid of cells by commits."""
    anchors, grid, commits, shown = Anchors(), {}, set(), []
    for one in data["cells"]:
        name = f"{one['arch']}/{one['config']}"
        commits.add(one["commit"])
        entry = {"anchor": anchors("cell", one["arch"], one["config"],
                                   one["commit"]),
                 "name": name, "commit": one["commit"],
                 "status": one["status"], "why": one["why"],
                 "objects": one["objects"], "command": one["command"],
                 "compiler": one.get("compiler", ""),
                 "before": _counts(one["baseline"]),
                 "after": _counts(one["converted"]),
                 "new": [f"{new['file']}:{new['line']}: {new['kind']}: "
                         f"{new['text']}" for new in one["new"]]}
        grid.setdefault(name, {})[one["commit"]] = entry
        shown.append(entry)
    order = sorted(commits, key=lambda one: (one == "all",
                                             one if one != "all" else 0))
    counts = Counter(one["status"] for one in shown)
    bad = Counter((one["name"], one["status"], one["why"]) for one in shown
                  if one["status"] in _NO_ANSWER)
    missed = [f"{name}: {status} after {plural(count, 'commit')}: {why}"
              for (name, status, why), count in bad.items()]
    missed += [f"{one['file']}: no cell compiled {ranges(one['lines'])}"
               for one in data["uncovered"]]
    said = ", ".join(f"{count} {status}"
                     for status, count in sorted(counts.items()))
    return Part("matrix.json", f"builds: {said or 'none'}",
                counts["fail"] and f"{plural(counts['fail'], 'build')} failed"
                or "", missed, {
                    "commits": order, "entries": shown,
                    "rows": [(name, [row.get(commit) for commit in order])
                             for name, row in grid.items()]})


def _counts(side):
    return f"{side['status']}, {plural(side['errors'], 'error')}, " \
        f"{plural(side['warnings'], 'warning')}, {side['seconds']} s"


_UNDECLARED = ("differs", "before-only", "after-only")


def verify(data):
    """The Part of verify.json: per commit its verdict and how many objects and
    functions have which status, and every entry that is not identical."""
    commits, shown, missed = {}, [], []
    for one in data:
        commits.setdefault(one["commit"], Counter())[one["status"]] += 1
        if one["status"] == "not-compiled":
            missed.append(_lost(one))
        elif one["status"] != "identical":
            shown.append({
                "commit": one["commit"], "status": one["status"],
                "cell": f"{one['arch']}/{one['config']}",
                "object": one["object"], "function": one["function"] or "",
                "how": one.get("how") or "",
                "disassembly": one.get("disassembly") or ""})
    counts = Counter(one["status"] for one in data)
    statuses = sorted(counts)
    wrong = sum(counts[name] for name in _UNDECLARED)
    facts = "object code: " + plural(wrong, "undeclared difference")
    return Part("verify.json", facts, facts if wrong else "", missed,
                {"statuses": statuses, "entries": shown,
                 "rows": [(commit, _verdict(found),
                           [found[name] for name in statuses])
                          for commit, found in commits.items()]})


def _verdict(counts):
    """What make verify says of a commit whose entries are these."""
    if any(counts[name] for name in _UNDECLARED):
        return "differs"
    if counts["not-compiled"]:
        return "not proven"
    return "as declared" if counts["declared"] else "proven"


def _lost(one):
    commit = f"commit {one['commit']}"
    if one["object"]:
        return f"{commit}: {one['object']} [{one['arch']}/{one['config']}] " \
            "does not compile"
    if not one.get("lines"):
        return f"{commit}: {one.get('file', '?')}: no object has " \
            f"{one['function']}"
    what = f"{one['function']}: " if one["function"] else ""
    return f"{commit}: {one['file']}: {what}no cell compiled " \
        f"{ranges(one['lines'])}"


def _machine(one):
    """What a machine of boot.json or cost.json is called."""
    return f"{one['arch']}/{one['config']} {one.get('append', '')}".strip()


def boot(data):
    """The Part of boot.json: both runs of each machine."""
    anchors, shown, missed = Anchors(), [], []
    for one in data["cells"]:
        sides = [one.get(side) or {} for side in ("baseline", "converted")]
        counts = [_counters(side) for side in sides]
        names = sorted({name for found in counts for name in found})
        shown.append({
            "anchor": anchors("boot", one["arch"], one["config"],
                              one.get("append")),
            "name": _machine(one),
            "status": one["status"], "why": one.get("why") or "",
            "results": [side.get("result") or "not run" for side in sides],
            "counters": [(name, *[found.get(name, "") for found in counts])
                         for name in names],
            "roads": _roads(sides), "coverage": _coverage(one),
            "new": [f"{new['kind']}: {new['what']}"
                    for new in one.get("new") or []],
            "complaints": [list(map(str, side.get("complaints") or []))
                           for side in sides],
            "functions": [(f["file"], f["function"], f["status"])
                          for f in one.get("functions") or []]})
        for said, names in (("the kernels lack", one.get("unmet")),
                            ("no other road than", one.get("only"))):
            if names:
                missed.append(f"{shown[-1]['name']}: {said} "
                              f"{', '.join(names)}")
        if one["status"] not in ("pass", "fail"):
            missed.append(f"{shown[-1]['name']}: {one['status']}: "
                          f"{shown[-1]['why']}")
    counts = Counter(one["status"] for one in shown)
    return Part("boot.json", "boots: " + (", ".join(
        f"{count} {status}" for status, count in sorted(counts.items()))
        or "none"), counts["fail"] and
        f"{plural(counts['fail'], 'boot')} failed" or "", missed,
                {"cells": shown})


def _coverage(one):
    """(functions executed, functions that were built) of a machine."""
    counts = Counter(f["status"] for f in one.get("functions") or [])
    return counts["executed"], counts["executed"] + counts["not-executed"]


def _counters(side):
    """{words: number} of a run: each counter, when it was read."""
    return {f"{name}, {when} the roads": value
            for when, found in (side.get("counters") or {}).items()
            for name, value in found.items()}


def _roads(sides):
    """[(road of the workload, how it ended before, and after)]"""
    found = [{name: road["how"] for name, road in
              (side.get("roads") or {}).items()} for side in sides]
    return [(name, *[side.get(name, "") for side in found])
            for name in sorted({*found[0], *found[1]})]


_COMPLETE = {"complete": "the tree is complete",
             "left": "the tree is not complete",
             "not-run": "whether the tree is complete is not known"}


def acid(data):
    """The Part of acid.json: what broke with descriptors apart, and what the
    checker has of the same functions."""
    machines = [{
        "name": one["name"], "status": one["status"], "why": one["why"],
        "descriptors": one["descriptors"], "log": one["log"],
        "known": one["known"],
        "breaks": [_break(broken) for broken in one["breaks"]]}
        for one in data["machines"]]
    rows = [{
        "function": row["function"] or "-", "file": row["file"] or "-",
        "executed": row["executed"], "machine": ", ".join(row["machine"]),
        "checker": [f"{one['id']} in line {one['line']}: {one['message']}" +
                    (f" ({one['account']}: {one['why']})" if one["why"] else
                     f" ({one['account']})" if one["account"] else "")
                    for one in row["checker"]]} for row in data["functions"]]
    broken = sum(len(one["breaks"]) for one in machines)
    verdict = _COMPLETE[data["status"]] if broken or \
        data["status"] != "left" else "the checker has findings"
    facts = "with descriptors apart, " + (
        f"{plural(broken, 'thing')} broke" if broken else "nothing broke") + \
        f", {verdict}"
    return Part("acid.json", facts, facts if data["status"] == "left" else "",
                list(data["left_out"]), {
                    "status": data["status"], "machines": machines,
                    "said": verdict,
                    "rows": rows, "tree": data["tree"]["path"]})


def _break(one):
    """One that broke, for the page."""
    return {"kind": one["kind"], "what": one["what"],
            "function": one["function"], "file": one["file"],
            "caller": one["caller"], "times": one["times"],
            "words": ", ".join(f"{word['member']} at byte {word['byte']}: "
                               f"{word['value']}" for word in one["words"]),
            "stack": " < ".join(one["stack"]),
            "suspects": ", ".join(f"{at['id']} in {at['function']}() of "
                                  f"{at['file']}:{at['line']}"
                                  for at in one["suspects"])}


def cost(data):
    """The Part of cost.json: what page tables cost in both kernels. It is
    shown, not judged."""
    anchors, machines, missed = Anchors(), [], []
    for one in data["cells"]:
        name = _machine(one)
        machines.append({
            "anchor": anchors("cost", one["arch"], one["config"]),
            "name": name, "status": one["status"], "why": one["why"],
            "machine": one["machine"],
            "costs": list(map(_cost, one["costs"]))})
        if one["unmet"]:
            missed.append(f"{name}: the kernels lack "
                          f"{', '.join(one['unmet'])}")
        if one["status"] != "pass":
            missed.append(f"{name}: {one['status']}: {one['why']}")
    count = sum(bool(one["costs"]) for one in machines)
    return Part("cost.json", f"costs measured on {plural(count, 'machine')}",
                "", missed, {"tree": data["tree"], "machines": machines})


def _cost(one):
    before, after = one["baseline"], one["converted"]
    return one["name"], one["unit"], shown(before), shown(after), \
        shown(round(after - before, 2)), more(before, after)
