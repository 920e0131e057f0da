# SPDX-License-Identifier: GPL-2.0-only
"""convert.json: what became of each step and each site."""

import re

from . import VERSION, scan

SITE_KEYS = ("file", "line", "column", "function", "class", "kind")


def words():
    """The names of the old and the new API, those that a row may list as
    added, removed or changed, as a regular expression. A trailing * in a
    list stands for any longer word."""
    return re.compile("|".join(
        re.escape(one.name).replace(r"\*", r"\w*") for one in scan.names()
        if one.site in ("api", "members", "ptdesc-api")))


def of_set(one, sites, api):
    """The records of a set's steps (sets.SetSeries)."""
    commits = {commit.step.name: commit for commit in one.commits}
    return [_row(one, entry, commits.get(entry.step.name), sites, api)
            for entry in one.plans]


def _row(one, entry, commit, sites, api):
    """The record of one step. `commit` is None when it made none."""
    step = entry.step
    mine = [site for site in sites if site.get("step") == step.name]
    status, why = _status(entry, commit)
    return {
        "row": step.row,
        "set": one.name,
        "number": commit.number if commit else None,
        "commit": one.offset + commit.number if commit else None,
        "title": entry.subject,
        "step": step.name,
        "kind": step.kind,
        "status": status,
        "why": why,
        "files": sorted(commit.files) if commit else [],
        "functions": commit.functions if commit else [],
        "names": _names(commit, step, api) if commit else [],
        "sites": len(mine),
        "patch": f"{one.folder}/{commit.patch}" if commit else None,
    }


def _status(entry, commit):
    if entry.skipped:
        return "skipped", "STEPS= does not name it"
    if entry.why_not:
        return "not-needed", entry.why_not
    if entry.lacks:
        return "failed", without(entry)
    wrong = [f"{path}: {change.error}"
             for path, change in sorted(entry.changes.items())
             if change.error]
    wrong += unanchored(entry)
    if wrong:
        return "partial" if commit else "failed", "; ".join(wrong)
    if commit:
        return "done", None
    count = len(entry.changes)
    if not count:
        return "not-needed", "no file in its Paths has one of its Names"
    files = "file has" if count == 1 else "files have"
    return "not-needed", f"{count} candidate {files} nothing for it to rewrite"


def without(entry):
    """Why a step that stands on a failed one (stands.py) made nothing."""
    name, step = entry.lacks
    return f"{name} is not there: {step} failed"


def unanchored(entry):
    """The insertions of a step that found their anchor in no file."""
    totals = {}
    for change in entry.changes.values():
        for index, count in change.applied.items():
            totals[index] = totals.get(index, 0) + count
    lines = [line for line in entry.step.flat.splitlines()
             if line.startswith("//!")]
    return [f"no file has the anchor of '{lines[index][3:].strip()}'"
            for index, count in sorted(totals.items())
            if not count and re.match(r"//!\s*(insert|delete)", lines[index])]


def _names(commit, step, api):
    """Names of the API whose number of uses the commit changed, those that
    the step is about and whose lines it rewrote, and the structures that get
    another size."""
    delta = {}
    for hunks in commit.hunks.values():
        for hunk in hunks:
            for sign, lines in ((-1, hunk[4]), (1, hunk[5])):
                for line in lines:
                    for word in re.findall(r"[A-Za-z_]\w*", line):
                        delta[word] = delta.get(word, 0) + sign
    return sorted({word for word, count in delta.items()
                   if api.fullmatch(word) and (count or word in step.wanted)}
                  | set(step.grows))


def account(conversion, digest):
    """The whole of convert.json."""
    tree = conversion.tree
    return {
        "tool": {"name": "ptdesc-toolkit", "version": VERSION},
        "tree": {"version": tree.version, "path": str(tree.path),
                 "digest": digest},
        "sets": [one.record() for one in conversion.sets],
        "rows": [row for one in conversion.sets for row in one.rows],
        "sites": [_site(site) for site in conversion.last.sites],
        "unparsed": [{"file": path, "lines": regions,
                      "functions": conversion.blind.get(path, [])}
                     for path, regions in sorted(conversion.regions.items())
                     if regions is None or regions],
        "totals": dict(conversion.last.totals,
                       commits=len(conversion.commits),
                       files=len(conversion.last.final)),
        **({"findings": conversion.findings} if conversion.findings else {}),
        "seconds": conversion.seconds,
    }


def _site(site):
    record = {name: site.get(name) for name in SITE_KEYS}
    record["what"] = site["name"]
    for name in ("status", "step", "reason", "why"):
        record[name] = site[name]
    if site.get("ids"):
        record["ids"] = sorted(set(site["ids"]))
        record["result_line"] = site["now"]
    return record
