# SPDX-License-Identifier: GPL-2.0-only
"""The cover letter: what the steps that made a commit say of themselves, and
what the results beside the series prove. A step that the tree did not need
says nothing here."""

import json
import textwrap
from collections import Counter
from email.utils import formataddr, parseaddr
from pathlib import Path

from . import VERSION, depends, gitseries, ledger, message
from .gitseries import DATE
from .matrix import commits as matrix_commits
from .step import TOPICS

PAGES = (
    "The kernel describes a page table by a struct page. The state of the "
    "table, such as its lock and its owner, is in fields that other pages use "
    "for something else, and the compiler does not notice if code mixes them "
    "up. struct ptdesc is a type for page tables only: the compiler checks "
    "its use, and the fields can leave struct page.")
TOOL = ("Each commit was made by a semantic patch of the ptdesc toolkit "
        "{tool}.")
# By set: the subject of its letter, and why.
LETTERS = {
    "seed": ("Split ptdesc from struct page", (
        PAGES, "This series converts page tables of Linux {version} to "
        "struct ptdesc. " + TOOL)),
    "beyond": ("Convert the remaining page tables to struct ptdesc", (
        PAGES, "Many page tables of Linux {version} are still allocated, "
        "freed and listed as pages. Until they are converted, a descriptor "
        "must overlay a struct page. This series converts more of them. "
        "It does not touch memory that a leaf entry maps, nor tables that "
        "a device or a guest walks: these are not page tables of the "
        "kernel. "
        + TOOL)),
    "split": ("Allocate page-table descriptors apart from struct page", (
        PAGES, "No page table of Linux {version} is handled as a page any more, "
        "so a descriptor need not overlay a struct page. This series "
        "allocates the descriptors separately. " + TOOL)),
}
LINES = 12      # more places than that are counted, not listed


def cover(conversion, one, new):
    """The text of the cover letter of a set (sets.SetSeries). `new` is the
    folder that has the series of all sets."""
    title, why = _opening(conversion, one)
    return _letter(
        conversion, one, one.commits, [title], why,
        (("What stays", stays(one.sites)),
         ("Not converted", _trouble(one.sites)),
         ("Which patch needs which", _needs(one)),
         ("Tests", _tests(conversion, one))),
        "series", _earlier(one, new))


def part(conversion, one, cut, new):
    """The cover letter of a part (parts.Part) of a set. It has the recipients
    in its header, and says of the sites of its own files what stays."""
    title, why = _opening(conversion, one)
    prefix = Counter(commit.subject.split(":")[0]
                     for commit in cut.commits).most_common(1)[0][0]
    files = {path for commit in cut.commits for path in commit.files}
    mine = [site for site in one.sites if site["file"] in files]
    folder = one.folder + "-by"
    whole = (f"These {len(cut.commits)} of its {len(one.commits)} patches are "
             if len(cut.commits) > 1 else
             f"This one of its {len(one.commits)} patches is ") \
        + f"for {cut.subsystem}. " + (
            "They apply" if len(cut.commits) > 1 else "It applies")
    whole += " without the others." if not cut.needs else (
        " on top of " + ", ".join(
            f"{folder}/{other.name}/ (for {other.subsystem}: "
            f"{len(other.commits)})" for other in cut.needs)
        + ", and on nothing else of the series.")
    return _letter(
        conversion, one, cut.commits,
        [f"{prefix}: {title}", *_people("To", cut.to), *_people("Cc", cut.cc)],
        [*why, whole],
        (("What stays in these files", stays(mine)),
         ("Not converted", _trouble(mine)),
         ("Tests", [_fill("Not built or booted without the other parts. Of "
                          "the whole series:"),
                    *_tests(conversion, one)])),
        cut.branch,
        _earlier(one, new) + [new / folder / other.name / commit.patch
                              for other in cut.needs
                              for commit in other.commits])


def _opening(conversion, one):
    """(title, paragraphs) that all letters of a set have: why, and what it
    goes on top of."""
    title, why = LETTERS[one.name]
    return title, [*(text.format(version=conversion.tree.version, tool=VERSION)
                     for text in why), *_below(one)]


def _letter(conversion, one, commits, head, why, more, branch, below):
    """A cover letter. head: its subject, then lines of its header; why: its
    paragraphs; more: [(title, lines)] behind what the commits change; below:
    the patches that they go on top of."""
    author = gitseries.identity(conversion.options.author)
    total = len(commits)
    width = len(str(total))
    title, *lines = head
    parts = [f"From {'0' * 40} Mon Sep 17 00:00:00 2001\n"
             f"From: {author}\nDate: {DATE}\n"
             f"Subject: [PATCH {0:0{width}d}/{total}] {title}\n"
             + "".join(line + "\n" for line in lines)]
    parts += [_fill(text) for text in why]
    for title, lines in (("At run time", _changes(commits)),
                         ("Patterns", _patterns(commits)), *more):
        if lines:
            parts.append(f"{title}\n{'-' * len(title)}\n\n"
                         + "\n".join(lines) + "\n")
    parts += [message.shortlog(author, commits),
              gitseries.diffstat(one.repo, total, branch).rstrip("\n") + "\n",
              _base(conversion.tree, one.digest) + (
                  _prerequisites(below) if conversion.tree.is_git else "")]
    return "\n".join(part for part in parts if part.strip())


def _people(name, addresses):
    """A line of a mail's header for each address. What is not ASCII is
    encoded as mail wants it."""
    return [f"{name}: {formataddr(parseaddr(address))}"
            for address in addresses]


def _below(one):
    """What a series goes on top of, where other sets have commits."""
    return [f"It goes on top of the series \"{LETTERS[other.name][0]}\" of "
            f"{len(other.commits)} patches ({other.folder}/), and does not "
            "apply without it." for other in one.earlier if other.commits]


def _earlier(one, new):
    """The patches of the sets before one, in the folder `new`."""
    return [new / other.folder / commit.patch for other in one.earlier
            for commit in other.commits]


def _prerequisites(paths):
    """Lines for those who apply a series to its base-commit: the patches
    below it, as git format-patch --base tells them."""
    return "".join(f"prerequisite-patch-id: {gitseries.patch_id(path)}\n"
                   for path in paths)


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
            f"{_patches(kinds['equivalent'])}: the machine code changes, its "
            "effect does not. They pass __GFP_COMP for tables of one page, "
            "where the flag does nothing, or call inline helpers."))
    if "type-only" in kinds:
        lines.append(_fill(f"{_patches(kinds['type-only'])}: only types "
                           "change; the machine code should be the "
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


def stays(sites):
    """What the series leaves as it is: how much by architecture, and why.
    `sites` as convert.json has them."""
    reasons = ledger.what_stays(sites)
    if not reasons:
        return []
    total = sum((Counter(where) for _, _, where in reasons), Counter())
    return [_fill(f"{sum(total.values())} of the places that were looked at stay "
                  f"as they are: {_homes(total)}."),
            "By reason; convert.json has each place:",
            *(_item(f"{count}: {reason}") for reason, count, _ in reasons)]


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
        ledger.place_of(site["file"]) for site in left)))]


def _needs(one):
    """Lines: patches that need the same ones stand together. Those of an
    earlier set are told by its folder."""
    alike = {}
    needs = depends.direct(depends.of(one.so_far))
    for place, mine in sorted(needs.items()):
        if place > one.offset:
            alike.setdefault(frozenset(mine), []).append(place - one.offset)
    lines = []
    for mine, found in alike.items():
        verb = "needs" if len(found) == 1 else "need"
        what = [_of(one, mine)] + [
            f"{_of(other, mine)} of {other.folder}/"
            for other in one.earlier if _of(other, mine)]
        lines.append(_item(f"{numbers(found)} {verb} "
                           + (" and ".join(filter(None, what))
                              or "no other")))
    return lines


def _of(other, places):
    """Those of `places` that are commits of a set, as its numbers."""
    mine = {place - other.offset for place in places
            if 0 < place - other.offset <= len(other.commits)}
    return numbers(mine)


def _tests(conversion, one):
    """What was built and booted of this very series, or that nothing was."""
    last = one.name == conversion.sets[-1].name or not any(
        other.commits for other in conversion.sets if one in other.earlier)
    return [_built(conversion, one, last), _booted(conversion, last)]


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


def _built(conversion, one, last):
    """What the matrix says of a set's commits. The whole is what the last
    set with commits leaves."""
    record = _results(conversion, "matrix.json")
    mine = {one.offset + commit.number for commit in one.commits}
    entries = [entry for entry in record["cells"] if entry["commit"] in mine
               or last and entry["commit"] == "all"] if record else []
    if not entries:
        return "This series was not built."
    cells, states = {}, {}
    for entry in entries:
        name = f"{entry['arch']}/{entry['config']}"
        cells.setdefault(name, []).append(entry)
    each = {entry["commit"] for entry in entries} - {"all"}
    for name, entries in cells.items():
        bad = [entry["status"] for entry in entries
               if entry["status"] != "pass"]
        states.setdefault(bad[0] if bad else "pass", []).append(name)
    what = " and ".join(["each commit"] * bool(each)
                        + ["the whole series"] * last)
    text = f"Built: {what}. " + (
        "Compared with the unconverted tree, there is no new error or warning "
        "in " + ", ".join(sorted(states["pass"])) + "."
        if "pass" in states else "No configuration passed.")
    for state, names in sorted(states.items()):
        if state != "pass":
            text += f" {state}: " + ", ".join(sorted(names)) + "."
    files = {path for commit in one.commits for path in commit.files}
    left = sum(len(entry["lines"]) for entry in record.get("uncovered", [])
               if entry["file"] in files)
    if left:
        text += f" No configuration compiled {left} ranges of changed lines."
    return _fill(text).rstrip("\n")


def _booted(conversion, last):
    """What was booted is what the last set with commits leaves."""
    record = _results(conversion, "boot.json")
    if not record or not last:
        return "It was not booted."
    states = {}
    for cell in record["cells"]:
        states.setdefault(cell["status"], []).append(
            f"{cell['arch']}/{cell['config']}")
    return _fill("Booted under QEMU, before and after: " + " ".join(
        f"{state}: {', '.join(sorted(names))}."
        for state, names in sorted(states.items()))).rstrip("\n")


def identity(conversion, folder):
    """What tells these series on this tree from others; matrix.json has it
    as "input". `folder` has them as OUT does."""
    return matrix_commits.identity(
        conversion.digest(), matrix_commits.read(folder))


def _base(tree, digest):
    if tree.is_git and tree.head:
        text = f"base-commit: {tree.head}\n"
        if tree.dirty:
            text = _fill("On top of the base commit, the tree had changes "
                         "that were not committed: "
                         + ", ".join(tree.dirty)) + "\n" + text
        return text
    return _fill(f"The base is Linux {tree.version}. It was not a git "
                 "repository, so there is no base-commit. The files that the "
                 f"semantic patches read have the digest {digest}.")
