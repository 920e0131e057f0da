# SPDX-License-Identifier: GPL-2.0-only
"""What the judge still finds in the converted tree: each finding is a site of
the account, kept for a reason that the judge established, or unhandled.

A finding needs no word that the scanner knows: a table can be passed on as a
page, and only the end of that way says why. The judge names the places that
the table of a finding comes to; the reason of such a place is that of the
finding.
"""

from . import ledger, scan, verdicts

# Reasons that say that there is no table: a finding there says the opposite.
NO_TABLE = (ledger.DATA, ledger.COPY, ledger.OTHER, ledger.DEAD)
# What a function is called for.
PASSED = ("PT004", "PT005", "PT009")
# Findings that a way to something that stays can explain. The others say that
# two halves or two forms do not agree: no place makes that right.
EXPLAINED = ("PT003", *PASSED)
# What a page has, and no descriptor: a flag, a count.
STATES = ("flags", "_refcount", "_mapcount")
PGTABLE = "functions of the API that take a pgtable_t, written as struct page"
# Lists of the functions of the API that take tables.
TAKES = ("takes-table", "populates", "frees")


class Left:
    """Findings of the converted tree, and the reasons of those that stay.

    findings: as ptdesc-judge prints them; lines: what it says of places, and
    which of them have the table of a finding, too; some: as for
    ledger.Judged."""

    def __init__(self, findings, lines, some=False):
        self.verdicts = verdicts.parse(lines)
        self.said = {}
        for one in findings:
            self.said.setdefault(_key(one["id"], one), one["message"])
        self._judged = ledger.Judged([], self.verdicts, lambda path: (), {},
                                     some)
        self._states = {_key("PT003", one): one for one in
                        self.verdicts.found if one["finding"] == "PT003"}

    def found(self):
        """[finding] with id, place, `about`, `message`."""
        return [dict(one, message=self.said[_key(one["finding"], one)])
                for one in self.verdicts.found
                if _key(one["finding"], one) in self.said]

    def reason(self, one):
        """(kind of reason, words); the kind is None when nothing establishes
        one. `one` is of found()."""
        if one["finding"] not in EXPLAINED:
            return None, one["message"]
        record = self.verdicts.pair(dict(one, name=one["about"]))
        if one["finding"] == "PT003":
            kind, why = self._of(record) if record and \
                record["verdict"] == "both" else self._by_state(one)
            return kind, f"{one['message']}: {why}"
        if _is_pgtable(one):
            return PGTABLE, f"{one['message']}; it is the pgtable_t of the API"
        if record and record["verdict"] in ("table", "both"):
            kind, why = self._of(record)
            return kind, f"{one['message']}: {why}"
        return self._by_way(one)

    def _of(self, record):
        return self._judged.reason_of(record)

    def _by_state(self, one):
        """A member of struct page: a descriptor has no such state."""
        if one["about"] in STATES:
            return ledger.STATE, f"a descriptor has no {one['about']}"
        return None, f"{self._judged.no_step} converts it"

    def _by_way(self, one):
        """The table comes to a place that has a reason of its own: on its way
        through the functions that are called, here, or where a function that
        takes a page is called."""
        ways = self._reached(one)
        for end in sorted(one["with"], key=lambda end: self._far(one, end)):
            if not self._is_on(ways, one, end):
                continue
            state = self._states.get(_key("PT003", end))
            record = self.verdicts.pair(end)
            kind, why = self._by_state(state) if state else \
                self._of(record) if record else (None, "")
            if kind:
                name = f"'{state['about']}'" if state else end["name"]
                return kind, f"{one['message']}; {name} at {end['file']}:" \
                    f"{end['line']} has its page: {why}"
        return self._by_giver(one)

    def _by_giver(self, one):
        """A function that takes a page is given a table that stays one, of
        which no descriptor may be taken: among others, perhaps."""
        for end in one["with"] if one["finding"] == "PT009" else ():
            record = self.verdicts.pair(end)
            if record and record["role"] == "allocates":
                kind, why = self._of(record)
                if kind and kind not in NO_TABLE:
                    return kind, f"{one['message']}; such a table comes " \
                        f"from {ledger.place(record)}: {why}"
        return None, f"{one['message']}; why it has to stay is not established"

    def _reached(self, one):
        """The functions that a table of this finding is passed to as a page,
        and those that have it; None stands for what a pointer calls."""
        reached, new = set(), {one["function"], one["about"]}
        if one["function"] == one["about"]:
            new |= {other["function"] for other in self.verdicts.found
                    if other["about"] == one["about"]}
        while new:
            reached |= new
            new = {other["about"] for other in self.verdicts.found
                   if other["finding"] in PASSED
                   and other["function"] in new} - reached
        return reached

    def _within(self, end):
        record = self.verdicts.pair(end) or self._states.get(
            _key("PT003", end)) or {}
        return record.get("function")

    def _is_on(self, ways, one, end):
        return self._within(end) in ways or (
            None in ways and end["file"] == one["file"])

    def _far(self, one, end):
        """What is called says more than what stands beside the call."""
        return (self._within(end) != one["about"],
                abs(end["line"] - one["line"]), end["file"], end["line"],
                end["column"])


def _key(name, where):
    return name, where["file"], where["line"], where["column"]


def _is_pgtable(one):
    """A function of the API that gets a pgtable_t, or the one that its
    architecture has with more underscores, written as struct page."""
    if one["finding"] != "PT009" or not one["about"]:
        return False
    name = one["about"].lstrip("_")
    return (one["function"] or "").lstrip("_") == name and any(
        name == known.name.lstrip("_") for known in scan.names()
        if known.list in TAKES)


def enter(left, stay, commits):
    """Sites for what is found in `left` (Left). `stay` has [(site, its line in
    the output)], as ledger.follow() gives them: what is found at one of them
    gets its ids. Returns the new sites."""
    at = {}
    for site, line in stay:
        at.setdefault((site["file"], line, site["name"]), []).append(site)
    new = []
    for one in left.found():
        same = [site for site in at.get((one["file"], one["line"],
                                         one["about"]), ())
                if site["reason"] not in NO_TABLE
                and one["finding"] in EXPLAINED]
        for site in same:
            site.setdefault("ids", []).append(one["finding"])
            site["now"] = one["line"]
        if not same:
            new.append(_site(left, one, commits))
    return new


def _site(left, one, commits):
    kind, why = left.reason(one)
    return {"file": one["file"], "column": one["column"],
            "line": ledger.back(one["file"], one["line"], commits),
            "function": one["function"], "class": "findings", "kind": "use",
            "name": one["about"] or one["finding"], "step": None,
            "reason": kind, "why": why, "ids": [one["finding"]],
            "now": one["line"], "status": "kept" if kind else "unhandled"}
