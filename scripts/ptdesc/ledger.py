# SPDX-License-Identifier: GPL-2.0-only
"""The account of every site that the scanner counted in the input.

A site is followed through the commits by their hunks. It ends as converted
(a commit removed the old name, or rewrote the member access), kept (for a
reason that the judge established for this very place), unhandled, or
unparsed; the sum is what the scanner counted.
"""

import re
from dataclasses import dataclass

OLD_NAMES = ("api",)
MEMBERS = ("members", "page-members")
CODE = ("call", "member", "use", "declaration", "definition")
WORDS = ("comment", "string", "doc")
# A function of the page allocator that is told the node.
OF_NODE = re.compile("_node(_noprof)?$")
# What becomes of a site, in the order in which it is told.
STATUSES = ("converted", "kept", "unhandled", "unparsed")

# The kinds of reasons, as the cover letter counts them.
DATA = "no page tables"
COPY = "copies of page tables that never leave their function"
MIXED = "helpers that handle both page tables and other pages"
RAW = "page tables without a constructor, allocated and freed as pages"
NODE = "page tables on a given node, which pagetable_alloc() cannot choose"
POOL = "pools of pages that become tables of several levels"
BOOT = "page tables in boot memory, freed as reserved pages"
ORIGIN = "helpers that return boot memory before the page allocator is up"
STATE = "page flags and counts, which struct ptdesc does not have"
LISTED = "page tables that are listed or counted through struct page"
GATHER = "page tables that the mmu_gather takes by address or as pages"
DESCRIPTOR = "functions that take a struct ptdesc already"
OTHER = "members of other structures"
ITSELF = "definitions of functions that other pages need as well"
DEAD = "code between #if 0 and #endif"
# What a reason says of a table whose other half nobody knows.
ALONE = "nothing here frees it"


@dataclass
class _Alive:
    site: dict
    line: int
    touched: object = None      # a commit that rewrote the name's line
    nearest: object = None      # the one that changed something above it
    distance: int = 0           # so many lines above


def follow(sites, commits, is_page):
    """Sets `step` and status "converted" on each site that a commit of
    `commits` (with `hunks` and `entry`) converted. Returns those that are
    still there, as [(site, its line in the output)].

    is_page(path, line, name): whether the scanner still sees a member of
    struct page there in the output. Where it does not, somebody made it
    another structure's: on its line, or where its variable is declared."""
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
            commit = _by_type(path, item, is_page) \
                if item.site["class"] in MEMBERS else item.touched
            if commit:
                _converted(item.site, commit)
                item.site["stays"] = item.site["class"] in OLD_NAMES
            else:
                left.append((item.site, item.line))
    return left


def back(path, line, commits):
    """The line of the input that became `line` of the output of `commits`; of
    a line that one of them added, the nearest above."""
    for commit in reversed(commits):
        shift = 0
        for hunk in commit.hunks.get(path, ()):
            first = hunk[2] if hunk[3] else hunk[2] + 1
            if line < first:
                break
            if line < first + hunk[3]:
                shift = hunk[0] + max(0, min(line - first, hunk[1] - 1)) - line
                break
            shift = -_after(hunk)
        line = max(1, line + shift)
    return line


def _by_type(path, item, is_page):
    """The commit that made a member of struct page another structure's."""
    commit = item.touched or item.nearest
    if commit and not is_page(path, item.line, item.site["name"]):
        return commit
    return None


def _converted(site, commit):
    site["status"] = "converted"
    site["reason"] = None
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
            _note_above(item, hunks[:position], commit)
            item.line += shift
            kept.append(item)
    for position, touched in inside.items():
        kept += _survivors(touched, hunks[position], commit)
    return kept


def _note_above(item, hunks, commit):
    """Remembers a commit whose last change above `item` is the nearest."""
    distance = item.line - _end(hunks[-1]) if hunks else None
    if hunks and (item.nearest is None or distance <= item.distance):
        item.nearest, item.distance = commit, distance


def _rewrites(commit, site):
    """Whether a commit that changed the line of `site` and left its name
    there may have converted it all the same: a function takes a descriptor,
    a member is the descriptor's."""
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


def key(place):
    """What tells a place from others: a site's, a verdict's or a pair's."""
    return (place["file"], place["line"], place["column"], place["name"])


class Judged:
    """Decides about the sites that are still there.

    sites: all; verdicts: of the input, by the judge; regions_of(path): line
    ranges that Coccinelle could not parse, None when unknown; failed: {path:
    why} of files that a step could not convert; some: whether STEPS= left
    steps out, so that one of them may convert what is left."""

    def __init__(self, sites, verdicts, regions_of, failed, some=False):
        self.verdicts = verdicts
        self.regions_of = regions_of
        self.failed = failed
        self.no_step = "no step that STEPS= names" if some else "no step"
        self.converted = {key(site): site["step"] for site in sites
                          if site.get("status") == "converted"}
        self.staying = {site["name"] for site in sites if site.get("stays")}
        self.staying |= {record["name"] for record
                         in verdicts.by_place.values()
                         if record["verdict"] == "descriptor"}

    def settle(self, site):
        """Sets `status`, `reason` (its kind), `why` and `step`."""
        site["step"] = site["reason"] = None
        if site["file"] in self.failed:
            site["status"], site["why"] = "unhandled", \
                self.failed[site["file"]]
            return
        if needs_parsing(site) and \
                _inside(self.regions_of(site["file"]), site["line"]):
            site["status"] = "unparsed"
            site["why"] = "Coccinelle could not parse this region"
            return
        site["reason"], site["why"] = self._reason(site)
        site["status"] = "kept" if site["reason"] else "unhandled"

    def _reason(self, site):
        """(kind of reason, words); the kind is None when there is none."""
        if site.get("dead"):
            return DEAD, "no configuration compiles it"
        if site["kind"] in WORDS:
            if site["class"] in OLD_NAMES and site["name"] in self.staying:
                return DESCRIPTOR, "the function takes a struct ptdesc, and " \
                    "keeps its name"
            return None, f"{self.no_step} converts it"
        if site["class"] == "page-allocator" and site["kind"] == "definition":
            return ITSELF, "the function itself, which other pages need too"
        record = self.verdicts.of(site)
        if record is None:
            return None, "not established: the judge could not read it" \
                if self.verdicts.missed(site) else \
                f"{self.no_step} converts it, and the judge does not know it"
        return self.reason_of(record)

    def reason_of(self, record):
        """The same, of what the judge says of a place."""
        return getattr(self, "_" + record["verdict"])(record)

    def _unknown(self, _):
        return None, f"{self.no_step} converts it, and whether it is a page " \
            "table is not established"

    @staticmethod
    def _data(record):
        return DATA, said(record)

    @staticmethod
    def _copy(record):
        return COPY, said(record)

    @staticmethod
    def _both(record):
        return MIXED, "for page tables and for data: " + said(record)

    @staticmethod
    def _descriptor(record):
        return DESCRIPTOR, said(record)

    @staticmethod
    def _other(record):
        return OTHER, said(record)

    @staticmethod
    def _body(record):
        return ITSELF, said(record)

    def _table(self, record):
        role = record["role"]
        if record["gather"]:
            return GATHER, "frees what the TLB gather took: " + said(record)
        if record["reserved"]:
            return BOOT, said(record)
        if role in ("allocates", "frees"):
            return self._half(record)
        if role == "state":
            return STATE, said(record)
        if role == "member":
            return LISTED, said(record)
        if role.startswith("removes") and record["form"] != "page":
            return GATHER, said(record)
        return None, f"a page table that {self.no_step} converts: " \
            + said(record)

    def _half(self, record):
        """A table that is allocated or freed: its other half decides."""
        what = said(record)
        known = [pair for pair in record["pairs"]
                 if not pair.get("by_level")]
        for pair in known:
            if key(pair) in self.converted:
                return None, f"its other half is converted, {place(pair)}: " \
                    + what
            if pair["family"] == "ptdesc":
                return None, "its other half takes it for a descriptor, " \
                    f"{place(pair)}: {what}"
        made = record["constructed"] or record["destructed"]
        known = [pair for pair in known if pair["family"] == "page"]
        if made and self._is_pooled(record):
            return POOL, f"{what}; its page is kept in a list: " \
                f"{place(record['listed'])}"
        if record["boot"] and not made and not known:
            return ORIGIN, f"{what}; at boot, {place(record['boot'])} gives " \
                "what the function returns"
        if record["several"] and (made or not known):
            unknown = "" if made else ", and who has its other half is not " \
                "established"
            return POOL, f"{what}; for tables of several levels{unknown}"
        if made:
            return None, f"{self.no_step} converts it, and it has a " \
                "constructor or destructor: " + what
        if not known:
            known = [pair for pair in record["pairs"]
                     if self._is_kept_half(pair)]
        if known:
            return RAW, f"{what}; its other half stays, too: " \
                f"{place(known[0])}"
        if record["stored"] and record["role"] == "allocates":
            return NODE if OF_NODE.search(record["name"]) else RAW, \
                f"{what}; {ALONE}"
        return None, f"its other half is not established: {what}"

    def _is_pooled(self, record):
        """Whether a list of pages that stays has its page."""
        return record["listed"] and \
            key(record["listed"]) not in self.converted

    def _is_kept_half(self, pair):
        """Of the same level and folder, of a table that entries point to."""
        record = self.verdicts.pair(pair)
        return bool(record and record["verdict"] == "table"
                    and key(pair) not in self.converted
                    and not record["constructed"]
                    and not record["destructed"]
                    and (record["stored"] or record["role"] != "allocates"))


def place(where):
    """A place in words."""
    return f"{where['name']} at {where['file']}:{where['line']}"


def said(record):
    """What the judge says, and where it saw that."""
    at = record["at"]
    if not at or (at["file"], at["line"]) == (record["file"], record["line"]):
        return record["why"]
    where = f"line {at['line']}" if at["file"] == record["file"] \
        else f"{at['file']}:{at['line']}"
    return f"{record['why']} ({where})"


def settle(left, sites, verdicts, regions_of, failed, some=False):
    """Decides about the sites of `left`, as follow() returns it."""
    judged = Judged(sites, verdicts, regions_of, failed, some)
    for site, _ in left:
        judged.settle(site)


def what_stays(sites):
    """[(reason, how many, {architecture or folder: how many})] of the sites
    that are kept, the most frequent first."""
    found = {}
    for site in sites:
        if site["status"] == "kept":
            where = found.setdefault(site["reason"], {})
            name = home(site["file"])
            where[name] = where.get(name, 0) + 1
    return sorted(((reason, sum(where.values()), where)
                   for reason, where in found.items()),
                  key=lambda entry: (-entry[1], entry[0]))


def home(path):
    """Whose a file is: its architecture, else its first folder."""
    parts = path.split("/")
    return parts[1] if parts[0] == "arch" and len(parts) > 2 else parts[0]


def needs_parsing(site):
    """Whether a site that is left can be believed only where the rules could
    see it."""
    return site["kind"] in CODE


def _inside(regions, line):
    return regions is None or any(a <= line <= b for a, b in regions)


def place_of(path):
    """The architecture of a file, or "generic"."""
    match = re.match(r"arch/([^/]+)/", path)
    return match[1] if match else "generic"


def totals(sites):
    """{status: how many}, with their sum; AssertionError when a site has no
    status, so that the sum can be believed."""
    counts = dict.fromkeys(STATUSES, 0)
    for site in sites:
        counts[site["status"]] += 1
    counts["sites"] = len(sites)
    if sum(counts.values()) != 2 * len(sites):
        raise AssertionError("the ledger does not add up")
    return counts
