# SPDX-License-Identifier: GPL-2.0-only
"""The cover letter: what the steps that made a commit say of themselves, and
what the results beside the series prove. A step that the tree did not need
says nothing here."""

import json
import re
import textwrap
from collections import Counter
from pathlib import Path

from . import VERSION, ledger, rows
from .gitseries import DATE
from .matrix import commits as matrix_commits

# The topics of a Changes: line, in the order of the letter.
TOPICS = {
    "fix": "Fixes, which do not depend on the other patches:",
    "compound": "Tables that become compound pages:",
    "statistics": "Statistics:",
    "checks": "Debug checks:",
    "state": "State that moves to another word of struct page:",
}
WHY = (
    "struct page describes a page table as well as any other page. What is "
    "known of a page table, such as its lock and its owner, lies in words "
    "that mean something else for other pages, and the compiler cannot tell "
    "the one from the other. A type of its own for page tables, struct "
    "ptdesc, lets it, and lets struct page shrink.",
    "This series converts page tables of Linux {version} to struct ptdesc. "
    "One semantic patch made each commit; they are from the ptdesc toolkit "
    "{tool}.")
LINES = 12      # more places than that are counted, not listed


def cover(conversion, author, shortlog, stat):
    """The text of series/0000-cover-letter.patch."""
    commits = conversion.commits
    width = len(str(len(commits)))
    head = (f"From {'0' * 40} Mon Sep 17 00:00:00 2001\n"
            f"From: {author}\nDate: {DATE}\n"
            f"Subject: [PATCH {0:0{width}d}/{len(commits)}] "
            "Split ptdesc from struct page\n")
    version = conversion.tree.version
    parts = [head] + [_fill(text.format(version=version, tool=VERSION))
                      for text in WHY]
    for title, lines in (
            ("At run time", _changes(commits)),
            ("Patterns", _patterns(commits)),
            ("What stays", stays(conversion.scan.sites)),
            ("Not converted", _trouble(conversion.scan.sites)),
            ("Which patch needs which", _needs(commits)),
            ("Tests", _tests(conversion))):
        if lines:
            parts.append(f"{title}\n{'-' * len(title)}\n\n"
                         + "\n".join(lines) + "\n")
    parts += [shortlog, stat.rstrip("\n") + "\n", _base(conversion)]
    return "\n".join(part for part in parts if part.strip())


def _fill(text, first="", rest=""):
    return textwrap.fill(text, 72, initial_indent=first,
                         subsequent_indent=rest, break_long_words=False,
                         break_on_hyphens=False) + "\n"


def _item(text):
    return _fill(text, "  ", "    ").rstrip("\n")


def numbers(wanted):
    """[1, 2, 3, 7] as "1-3, 7"."""
    runs = []
    for number in sorted(wanted):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else
                     f"{a}, {b}" if b == a + 1 else f"{a}-{b}"
                     for a, b in runs)


def _patches(wanted):
    wanted = list(wanted)
    word = "Patch" if len(wanted) == 1 else "Patches"
    return f"{word} {numbers(wanted)}"


def _changes(commits):
    """What the behaviour steps say of the run time, by topic; then which
    patches change nothing there."""
    said = {topic: [] for topic in TOPICS}
    for commit in commits:
        for topic, text in commit.step.changes:
            said[topic].append(_item(
                f"{commit.number}: {commit.subject.split(':')[0]}: {text}"))
    lines = []
    for topic, title in TOPICS.items():
        if said[topic]:
            lines += [title, *said[topic], ""]
    kinds = {}
    for commit in commits:
        kinds.setdefault(commit.step.kind, []).append(commit.number)
    if "equivalent" in kinds:
        lines.append(_fill(
            f"{_patches(kinds['equivalent'])}: other machine code with the "
            "same effect. They use __GFP_COMP for tables of one page, where "
            "it does nothing, or helpers that are inlined."))
    if "type-only" in kinds:
        lines.append(_fill(f"{_patches(kinds['type-only'])}: only types "
                           "change, the machine code is meant to be the "
                           "same."))
    return _trimmed(lines)


def _trimmed(lines):
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        lines[-1] = lines[-1].rstrip("\n")
    return lines


def _patterns(commits):
    """What several patches do alike, said once."""
    alike = {}
    for commit in commits:
        if commit.step.header.get("Pattern"):
            alike.setdefault(commit.step.header["Pattern"],
                             []).append(commit.number)
    lines = [_fill(f"{_patches(found)}: {text}")
             for text, found in alike.items() if len(found) > 1]
    return _trimmed(lines)


def place_of(path):
    """The architecture of a file, or "generic"."""
    match = re.match(r"arch/([^/]+)/", path)
    return match[1] if match else "generic"


def stays(sites):
    """What the series leaves as it is: how much by architecture, and why.
    `sites` as convert.json has them."""
    reasons = ledger.what_stays(sites)
    if not reasons:
        return []
    total = sum((Counter(where) for _, _, where in reasons), Counter())
    return [_fill(f"{sum(total.values())} places that were looked at stay as "
                  f"they are: {_homes(total)}."),
            _fill("Why: " + "; ".join(f"{count} {reason}" for reason, count, _
                                      in reasons)
                  + ". convert.json has each place.").rstrip("\n")]


def _homes(where):
    return ", ".join(f"{home} {where[home]}" for home in sorted(
        where, key=lambda home: (-where[home], home)))


def _trouble(sites):
    """What could not be converted: places, or their number by architecture
    where there are many."""
    left = [site for site in sites
            if site["status"] in ("unhandled", "unparsed")]
    if len(left) <= LINES:
        return [_item(f"{site['file']}:{site['line']}: {site['name']}: "
                      f"{site['why']}") for site in left]
    return [_item(f"{len(left)} places: " + _homes(Counter(
        place_of(site["file"]) for site in left)))]


def depends(commits):
    """{number: the numbers of the patches that it needs}. A patch needs the
    one that wrote a line that it changes, the one that declared a name that
    it uses, and, where it removes something, those that removed the uses."""
    writes, declared, removed, needs = {}, {}, {}, {}
    api = rows.words()
    for commit in commits:
        mine = set()
        taken, given = Counter(), Counter()
        for path, hunks in commit.hunks.items():
            for hunk in hunks:
                for line in hunk[4]:
                    if line.strip(" \t{}\\;"):
                        mine |= writes.get((path, line.strip()), set())
                    taken.update(_names(line, api))
                for line in hunk[5]:
                    given.update(_names(line, api))
        mine |= {declared[name] for name in given if name in declared}
        if commit.step.kind == "remove":
            for name in taken:
                mine |= removed.get(name, set())
        needs[commit.number] = mine - {commit.number}
        for path, hunks in commit.hunks.items():
            for hunk in hunks:
                for line in hunk[5]:
                    if line.strip(" \t{}\\;"):
                        writes.setdefault((path, line.strip()),
                                          set()).add(commit.number)
        for name in given:
            if name not in taken and name in commit.functions:
                declared.setdefault(name, commit.number)
        for name in taken:
            if taken[name] > given[name]:
                removed.setdefault(name, set()).add(commit.number)
    return needs


def _names(line, api):
    return [word for word in re.findall(r"[A-Za-z_]\w*", line)
            if api.fullmatch(word)]


def direct(needs):
    """`needs` without what another needed patch needs anyway."""
    all_of = {}
    for number in sorted(needs):
        all_of[number] = set(needs[number]).union(
            *(all_of.get(one, set()) for one in needs[number]))
    return {number: {one for one in mine if not any(
        one in all_of[other] for other in mine if other != one)}
        for number, mine in needs.items()}


def _needs(commits):
    """Lines: patches that need the same ones stand together."""
    alike = {}
    for number, mine in sorted(direct(depends(commits)).items()):
        alike.setdefault(frozenset(mine), []).append(number)
    lines = []
    for mine, found in alike.items():
        verb = "needs" if len(found) == 1 else "need"
        what = numbers(mine) if mine else "no other"
        lines.append(_item(f"{numbers(found)} {verb} {what}"))
    return lines


def _tests(conversion):
    """What was built and booted of this very series, or that nothing was."""
    return [_built(conversion), _booted(conversion)]


def _results(conversion, name):
    """A file of results about this series, or None. `why` says what is
    wrong with one that is there."""
    path = Path(conversion.options.out) / name
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError:
        return None
    except ValueError:
        return None
    return record if record.get("input") == conversion.identity else None


def _built(conversion):
    record = _results(conversion, "matrix.json")
    if not record:
        return "Nothing of this series was built."
    cells, states = {}, {}
    for entry in record["cells"]:
        name = f"{entry['arch']}/{entry['config']}"
        cells.setdefault(name, []).append(entry)
    each = {entry["commit"] for entry in record["cells"]} - {"all"}
    for name, entries in cells.items():
        bad = [entry["status"] for entry in entries
               if entry["status"] != "pass"]
        states.setdefault(bad[0] if bad else "pass", []).append(name)
    what = "each commit and the whole series" if each else "the whole series"
    text = f"Built, {what}, against the unconverted tree: " + (
        "nothing new was said for " + ", ".join(sorted(states["pass"])) + "."
        if "pass" in states else "no configuration passed.")
    for state, names in sorted(states.items()):
        if state != "pass":
            text += f" {state}: " + ", ".join(sorted(names)) + "."
    left = sum(len(one["lines"]) for one in record.get("uncovered", []))
    if left:
        text += f" {left} ranges of changed lines were compiled by none."
    return _fill(text).rstrip("\n")


def _booted(conversion):
    record = _results(conversion, "boot.json")
    if not record:
        return "Nothing of it was booted."
    states = {}
    for cell in record["cells"]:
        states.setdefault(cell["status"], []).append(
            f"{cell['arch']}/{cell['config']}")
    return _fill("Booted under QEMU, before and after: " + " ".join(
        f"{state}: {', '.join(sorted(names))}."
        for state, names in sorted(states.items()))).rstrip("\n")


def identity(conversion, folder):
    """What tells this series on this tree from another; matrix.json has it
    as "input"."""
    return matrix_commits.identity(
        conversion.digest(), matrix_commits.read(folder))


def _base(conversion):
    tree = conversion.tree
    if tree.is_git and tree.head:
        text = f"base-commit: {tree.head}\n"
        if tree.dirty:
            text = _fill("On top of the base commit, the tree had changes "
                         "that were not committed: "
                         + ", ".join(tree.dirty)) + "\n" + text
        return text
    return _fill(f"The base is Linux {tree.version}, not a git repository. "
                 "The files that the steps read have the digest "
                 f"{conversion.digest()}.")
