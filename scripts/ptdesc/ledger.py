# SPDX-License-Identifier: GPL-2.0-only
"""The account of every site that the scanner counted in the input.

A site is followed through the commits by their hunks. It ends as converted
(a commit removed the old name, or rewrote the member access), kept (with a
reason), unhandled, or unparsed; the sum is what the scanner counted.
"""

import re
from dataclasses import dataclass

from .errors import Usage
from .step import STEPS

KEPT = STEPS / "kept"
OLD_NAMES = ("api",)
MEMBERS = ("members",)
CODE = ("call", "member", "use", "declaration", "definition")
DEAD = "#if 0 "


@dataclass
class Reason:
    """A line of semantic-patches/kept: which sites may stay, and why."""
    klass: str
    kind: str
    name: re.Pattern
    text: re.Pattern
    why: str

    def fits(self, site, text):
        return (self.klass in ("*", site["class"])
                and self.kind in ("*", site["kind"])
                and self.name.fullmatch(site["name"])
                and self.text.search(text))


def reasons(facts):
    """Reads semantic-patches/kept: class, kind, name, text, why, separated by
    tabs; the first line that fits a site decides. Lines whose condition does
    not hold for the input are left out."""
    found = []
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            klass, kind, name, text, why = re.split(r"\t+", line, maxsplit=4)
            klass, _, condition = klass.partition(" if ")
            if not condition or facts.has(condition):
                found.append(Reason(klass, kind, re.compile(name),
                                    re.compile(text), why))
        except (ValueError, re.error) as error:
            raise Usage(f"semantic-patches/kept: cannot read '{line}': "
                        f"{error}") from error
    return found


def source_lines(text):
    """The lines of the file `text`; those between `#if 0` and what ends it
    have DEAD in front, by which semantic-patches/kept knows them."""
    found, nested = [], 0
    for line in text.split("\n"):
        match = re.match(r"\s*#\s*(if(?:n?def)?|el\w+|endif)\b\s*(\w*)", line)
        word = match[1] if match else ""
        if nested == 1 and word.startswith(("el", "endif")):
            nested = 0
        elif nested:
            nested += word.startswith("if") - (word == "endif")
        found.append(DEAD + line if nested else line)
        if not nested and match and (match[1], match[2]) == ("if", "0"):
            nested = 1
    return found


@dataclass
class _Alive:
    site: dict
    line: int
    touched: object = None


def follow(sites, commits):
    """Sets `step` and status "converted" on each site that a commit of
    `commits` (with `hunks` and `entry`) converted. Returns those that are
    still there, as [(site, its line in the output)]."""
    alive = {}
    for site in sites:
        alive.setdefault(site["file"], []).append(_Alive(site, site["line"]))
    for commit in commits:
        for path, hunks in commit.hunks.items():
            if path in alive:
                alive[path] = _apply(alive[path], hunks, commit)
    left = []
    for path in sorted(alive):
        for item in alive[path]:
            if item.touched is not None:
                _converted(item.site, item.touched)
            else:
                left.append((item.site, item.line))
    return left


def _converted(site, commit):
    site["status"] = "converted"
    site["step"] = commit.step.name
    site["why"] = None


def _apply(items, hunks, commit):
    """Moves `items` of one file past one commit's hunks."""
    kept, inside, shift, position = [], {}, 0, 0
    for item in sorted(items, key=lambda i: i.line):
        while position < len(hunks) and \
                item.line >= _end(hunks[position]):
            shift = _after(hunks[position])
            position += 1
        hunk = hunks[position] if position < len(hunks) else None
        if hunk and hunk[1] and hunk[0] <= item.line:
            inside.setdefault(position, []).append(item)
        else:
            item.line += shift
            kept.append(item)
    for position, touched in inside.items():
        kept += _survivors(touched, hunks[position], commit)
    return kept


def _rewrites(commit, site):
    """Whether a commit that changed the line of `site` and left its name
    there converted it all the same: a member is then the descriptor's, a
    function takes a descriptor."""
    return site["class"] in MEMBERS or (site["class"] in OLD_NAMES
                                        and site["name"] in commit.step.wanted)


def _end(hunk):
    """The first old line behind the hunk."""
    return hunk[0] + hunk[1] if hunk[1] else hunk[0] + 1


def _after(hunk):
    """What a line behind the hunk moves by."""
    old = hunk[0] + hunk[1] if hunk[1] else hunk[0] + 1
    new = hunk[2] + hunk[3] if hunk[3] else hunk[2] + 1
    return new - old


def _survivors(items, hunk, commit):
    """Of the sites on a hunk's old lines, those whose word the new lines
    still have, in order; the rest are converted."""
    kept = []
    for name in {item.site["name"] for item in items}:
        mine = sorted((i for i in items if i.site["name"] == name),
                      key=lambda i: (i.line, i.site["column"]))
        word = re.compile(r"\b%s\b" % re.escape(name))
        places = [hunk[2] + number for number, text in enumerate(hunk[5])
                  for _ in word.finditer(text)]
        # Unchanged neighbours inside one hunk keep their order.
        for item, place in zip(mine, places):
            item.line = place
            if _rewrites(commit, item.site):
                item.touched = commit
            kept.append(item)
        for item in mine[len(places):]:
            _converted(item.site, commit)
    return kept


def settle(left, facts, text_of, regions_of, failed):
    """Decides about the sites that are still there.

    facts: of the input; text_of(path, line): that line of the input, as
    source_lines() gives it; regions_of(path): line ranges that Coccinelle
    could not parse, None when unknown; failed: {path: why} of files that a
    step could not convert."""
    known = reasons(facts)
    for site, _ in left:
        text = text_of(site["file"], site["line"])
        reason = next((r for r in known if r.fits(site, text)), None)
        site["step"] = None
        if needs_parsing(site) and \
                _inside(regions_of(site["file"]), site["line"]):
            site["status"] = "unparsed"
            site["why"] = "Coccinelle could not parse this region"
        elif reason:
            site["status"], site["why"] = "kept", reason.why
        elif site["file"] in failed:
            site["status"], site["why"] = "unhandled", failed[site["file"]]
        else:
            site["status"] = "unhandled"
            site["why"] = "no step converts it"


def needs_parsing(site):
    """Whether a site that is left can be believed only where the rules could
    see it. `ptl` is nearly always the name of a local: as a member of struct
    page it would not compile after the series."""
    return site["kind"] in CODE and site["name"] != "ptl"


def _inside(regions, line):
    return regions is None or any(a <= line <= b for a, b in regions)


def totals(sites):
    """{status: how many}, with their sum; AssertionError when a site has no
    status, so that the sum can be believed."""
    counts = {"converted": 0, "kept": 0, "unhandled": 0, "unparsed": 0}
    for site in sites:
        counts[site["status"]] += 1
    counts["sites"] = len(sites)
    if sum(counts.values()) != 2 * len(sites):
        raise AssertionError("the ledger does not add up")
    return counts
