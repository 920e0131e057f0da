# SPDX-License-Identifier: GPL-2.0-only
"""convert.json and the patches: the series, the steps, the sites."""

import re
from collections import Counter

from .. import step as steps
from ..errors import Usage
from ..ledger import STATUSES, place_of
from .part import Part, anchor, plural, ranges

_LOOK = (("diff --git ", "file"), ("--- ", "file"), ("+++ ", "file"),
         ("index ", "file"), ("@@", "hunk"), ("+", "add"), ("-", "del"))


def lines(text):
    """[(class, line)] of a patch, for colours."""
    found, in_diff = [], False
    for line in text.splitlines():
        in_diff = in_diff or line.startswith("diff --git ")
        look = next((name for start, name in _LOOK
                     if line.startswith(start)), "") if in_diff else "text"
        found.append((look, line))
    return found


def patches(out):
    """[{"set", "number", "name", "anchor", "lines"}] of all series below
    `out`, in the order in which they apply."""
    found = []
    for name, folder in steps.FOLDERS.items():
        for path in sorted((out / folder).glob("[0-9]*.patch")):
            number = int(re.match(r"\d+", path.name)[0])
            found.append({
                "set": name, "number": number,
                "name": f"{folder}/{path.name}",
                "anchor": anchor("patch", folder.partition("-")[2], number),
                "title": "", "step": "",
                "lines": lines(path.read_text("utf-8", "replace"))})
    return found


def source(name):
    """The text of a step, or why it cannot be shown. STEP:ARCH is what STEP
    does to one architecture; a step of a set may be in a folder."""
    name = name.partition(":")[0]
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*", name):
        return "This toolkit has no step of that name."
    try:
        return steps.load(name).text
    except Usage as error:
        return f"{error}"


def view(data, out):
    """The Part of convert.json."""
    shown = patches(out)
    of_patch = {one["name"]: one for one in shown}
    rows = []
    for row in data["rows"]:
        patch = of_patch.get(row["patch"])
        rows.append({
            "set": row.get("set") or (patch or {}).get("set") or "seed",
            "row": row["row"], "number": row["number"],
            "commit": row.get("commit", row["number"]),
            "title": row["title"], "step": row["step"], "kind": row["kind"],
            "status": row["status"], "why": row["why"] or "",
            "files": len(row["files"]), "sites": row["sites"],
            "changed": set(row["files"]),
            "functions": set(row.get("functions", ())),
            "anchor": patch and patch["anchor"]})
        if patch:
            patch.update(title=row["title"], step=row["step"],
                         source=source(row["step"]))
    part = Part("convert.json")
    part.missed = _missed(data, rows, of_patch)
    left = [site for site in data["sites"]
            if site["status"] in ("unhandled", "unparsed")]
    wrong = [row for row in rows if row["status"] in ("partial", "failed")]
    counts = Counter(site["status"] for site in data["sites"])
    count = sum(one["number"] > 0 for one in shown)
    part.facts = plural(count, "patch", "patches") + ", " + \
        plural(len(data["sites"]), "site") + ": " + ", ".join(
            f"{counts[name]} {name}" for name in STATUSES
            if counts[name] or name == "converted")
    part.wrong = ", ".join(
        f"{plural(number, what)} {how}" for number, what, how in (
            (counts["unhandled"], "site", "unhandled"),
            (len(wrong), "step", "not whole")) if number)
    part.data = {"tool": data["tool"], "tree": data["tree"], "rows": rows,
                 "empty": [(one["set"], one["why"])
                           for one in data.get("sets", ()) if one["why"]],
                 "patches": shown, "left": left, "sites": _sites(data),
                 "all": [counts[name] for name in STATUSES],
                 "reasons": {
                     (name, site["file"], site["result_line"]): site["why"]
                     for site in data["sites"] if site["status"] == "kept"
                     for name in site.get("ids", ())}}
    return part


def _missed(data, rows, of_patch):
    found = [f"{site['file']}:{site['line']}: {site['what']} stands where "
             "Coccinelle cannot parse" for site in data["sites"]
             if site["status"] == "unparsed"]
    found += [f"{one['file']}: Coccinelle cannot parse "
              f"{ranges(one['lines'])}" for one in data.get("unparsed", [])]
    found += [f"{row['step']}: skipped: {row['why']}" for row in rows
              if row["status"] == "skipped"]
    found += [f"{row['patch']} is not there, though convert.json names it"
              for row in data["rows"]
              if row["patch"] and row["patch"] not in of_patch]
    return found


def _sites(data):
    """[(architecture, [count of each status], bars)] of the sites; `bars` has
    (status, percent of the longest bar) of each status that there is."""
    table = {}
    for site in data["sites"]:
        table.setdefault(place_of(site["file"]), Counter())[
            site["status"]] += 1
    most = max((counts.total() for counts in table.values()), default=1)
    return [(arch, [table[arch][name] for name in STATUSES],
             [(name, round(100 * table[arch][name] / most, 1))
              for name in STATUSES if table[arch][name]])
            for arch in sorted(table)]
