# SPDX-License-Identifier: GPL-2.0-only
"""What an acid test found: what broke on the machines, by function, beside
what the checker says of the same functions; acid.json, the table and the exit
code.
"""

import functools
import json
from collections import Counter
from dataclasses import dataclass, field

from .. import touched, wholefile
from ..errors import FINDINGS, INCOMPLETE, worst
from ..left import EXPLAINED
from ..report.part import plural
from . import console, coverage, report, trace
from .acid import IF_IT_RAN, NOTHING, RIGHT
from .run import SIDES
from .verdict import NOISE

TOOL = {"name": "ptdesc-boot", "version": "1"}
BEFORE, AFTER = SIDES
# What each kind of break says of a function F. Where the stack does not have
# who did it, which checks may: the ids.
_SAYS = {
    "freed": "{F} frees a page table through the page allocator",
    "gather": "a page table went through the mmu_gather as a page; the gather "
              "frees later, here in {F}, and the stack does not have who gave "
              "it",
    "word": "written while the page was a table: {words}; found when {F} freed "
            "the table, and the stack does not have who wrote it",
    "followed": "{F} follows a word of struct page of a page table, which is "
                "poison",
    "null": "{F} uses a descriptor that is NULL: only a table that "
            "pagetable_alloc() gave has one",
    "list": "{F} finds a list that is corrupted",
    "end": "the kernel did not come to its end",
}
_IDS = {"freed": ("PT005", "PT006"), "gather": ("PT005", "PT009"),
        "word": ("PT001", "PT003"), "followed": ("PT001", "PT003"),
        "list": ("PT001", "PT003"),
        "null": ("PT004", "PT006", "PT007", "PT008", "PT010")}
# What another function did, and this one met.
_LATER = ("word", "gather")
UNKNOWN = "unknown"
_CACHE = "slab:ptdesc"


@dataclass
class Break:
    """Something that only the kernel with descriptors apart does."""
    machine: str
    kind: str
    what: str
    function: str = ""
    file: str = ""
    caller: str = ""
    words: list = field(default_factory=list)
    stack: list = field(default_factory=list)
    times: int = 1
    suspects: list = field(default_factory=list)

    def says(self):
        """In words, without the machine."""
        name = f"{self.function}()" if self.function else "a function that " \
            "is not known"
        if self.file:
            name += f" of {self.file}"
        words = ", ".join(f"{member} at byte {byte}"
                          for member, byte, _ in self.words) + \
            " of struct page"
        said = _SAYS.get(self.kind, "{F}" if self.function else "").format(
            F=name, words=words)
        return f"{said}: {self.what}" if said else self.what


class Result:
    """What came of an Acid: `breaks`, and `rows` of functions."""

    def __init__(self, acid):
        self.acid = acid
        self.files = self._files()
        # What did not end has not printed its counts.
        ended = [one for one in acid.machines()
                 if one.runs.get(AFTER) and one.runs[AFTER].said.ended]
        self.ran = report.together(ended)
        self.never = coverage.NOT_BUILT if ended else UNKNOWN
        self.known = {}
        self.breaks = [found for one in acid.machines()
                       for found in self._of(one)]
        for found in self.breaks:
            found.suspects = self._suspects(found)
        self.rows = self._rows()

    def _files(self):
        """{function: files that define one of this name}, of those that the
        checker looks at."""
        root, found = self.acid.root, {}
        for path, (_, _, name) in touched.outline(
                [str(root / file) for file in self.acid.sources
                 if (root / file).exists()], kinds=("function",)):
            found.setdefault(name, set()).add(path[len(str(root)) + 1:])
        return found

    # what broke

    @functools.cached_property
    def _machinery(self):
        """The same for all machines; its files are outlined once."""
        return trace.Machinery(
            self.acid.root,
            lambda paths: touched.outline(paths, kinds=("function",)))

    def _of(self, one):
        """The Breaks of a machine."""
        if not one.runs.get(AFTER) or self.acid.why_not(one):
            return []
        before, after = (_reports(self.acid.console(one, side),
                                  self._machinery) for side in SIDES)
        old = {_key(said) for said in before}
        self.known[one.name] = sorted({said.what for said in after
                                       if _key(said) in old})
        found = {}
        for said in after:
            key = _key(said)
            if key in found:
                found[key].times += 1
            elif key not in old:
                found[key] = self._break(one, said)
        new = [said for said in after if _key(said) not in old]
        return [*found.values(), *self._rest(one, new),
                *self._descriptors(one)]

    def _break(self, one, said):
        files = sorted(self.files.get(said.function, ()))
        # What an architecture has of its own is not the generic one.
        own = f"arch/{one.cell.source_arches[0]}/"
        files = [name for name in files if name.startswith(own)] or files
        return Break(one.name, said.kind, said.what, said.function,
                     files[0] if len(files) == 1 else "", said.caller,
                     said.words, said.frames)

    @staticmethod
    def _rest(one, reports):
        """What the verdict has beside what the kernel complained of with a
        stack: nothing that it found may be lost."""
        told = {line for said in reports for line in said.lines}
        return [Break(one.name, new["kind"], new["what"]) for new in one.new
                if new["kind"] != "complaint" or new["what"] not in told]

    @staticmethod
    def _descriptors(one):
        first, last = descriptors(one)
        if last is None or last - first <= NOISE["slab"]:
            return []
        return [Break(one.name, "descriptors", "descriptors left in use: "
                      f"{last}, {first} before the roads")]

    def _suspects(self, found):
        """What of the checker's may be the reason, where it was executed: that
        of the function, if it is the one that did it."""
        same = [one for one in self.acid.findings
                if one["function"] == found.function != ""
                and found.kind not in _LATER]
        return [{"file": one["file"], "function": one["function"],
                 "line": one["line"], "id": one["id"]}
                for one in same or self.acid.findings
                if (same or one["id"] in _IDS.get(found.kind, ()))
                and self.executed(one) in (coverage.EXECUTED, UNKNOWN)
                and self.note(one)[0] != "converted"]

    # beside it, the checker

    def executed(self, place):
        """Whether a machine executed the function of a finding or a row."""
        return self.ran.get((place["file"], place["function"]), self.never)

    def note(self, finding):
        """(status, why, right) that the accounts of both sets have for the
        place of a finding, as acid.places(); (None, None, NOTHING) if they
        have none."""
        return self.acid.places.get((finding["file"], finding["line"]),
                                    (None, None, NOTHING))

    def _rows(self):
        rows = {}
        for found in self.breaks:
            if found.function:
                self._row(rows, found.file, found.function)["machine"].append(
                    f"{found.kind} ({found.machine})")
        for one in self.acid.findings:
            status, why, _ = self.note(one)
            self._row(rows, one["file"], one["function"])["checker"].append({
                "id": one["id"], "line": one["line"],
                "message": one["message"], "account": status,
                "why": why or "", "stays": self.stays(one)})
        for row in rows.values():
            row["executed"] = coverage.EXECUTED if row["machine"] \
                else self.executed(row)
        return sorted(rows.values(), key=lambda row: (
            not row["machine"], _ORDER.index(row["executed"]), row["file"],
            row["function"]))

    def _row(self, rows, file, function):
        return rows.setdefault((file, function), {
            "file": file, "function": function, "machine": [], "checker": []})

    def left(self):
        """The findings that the tree is left with: not those of places that
        the set itself converts, nor those that may stay."""
        return [one for one in self.acid.findings
                if self.note(one)[0] != "converted" and not self.stays(one)]

    def stays(self, finding):
        """Whether a finding is none of a leftover: both accounts keep its
        place for a reason that is right of descriptors apart, too; where it
        does not say enough, a machine has executed the function. Where none
        has counted, that did not run. That two halves or two forms do not
        agree has no such reason."""
        right = self.note(finding)[2]
        return finding["id"] in EXPLAINED and (right == RIGHT or (
            right == IF_IT_RAN
            and self.executed(finding) in (coverage.EXECUTED, UNKNOWN)))

    def left_out(self):
        """A line for each thing that did not run."""
        lines = list(self.acid.left_out)
        if self.acid.work:
            lines += report.troubles(self.acid.work)
        for one in self.acid.machines():
            why = self.acid.unbuilt(one)
            lines += [f"{one.name}: no kernel with descriptors apart: {why}"] \
                if why else []
            if not self.acid.why_not(one) and one.runs[AFTER].said.ended and \
                    descriptors(one)[1] is None:
                lines.append(f"{one.name}: the kernel does not say how many "
                             "descriptors are in use")
        return lines

    def status(self):
        return "left" if self.breaks or self.left() else \
            "not-run" if self.left_out() else "complete"

    def exit_code(self):
        return worst(FINDINGS if self.breaks or self.left() else 0,
                     INCOMPLETE if self.left_out() else 0)


_ORDER = [coverage.EXECUTED, UNKNOWN, coverage.NOT_EXECUTED,
          coverage.NOT_BUILT]


def descriptors(one):
    """How many descriptors were in use before the roads and after them; None
    where the kernel did not say it."""
    run = one.runs.get(AFTER)
    counters = run.said.counters if run else {}
    first, last = (counters.get(when, {}).get(_CACHE)
                   for when in ("before", "after"))
    return (first, last) if None not in (first, last) else (None, None)


def _reports(text, machinery):
    found = trace.parse(text)
    for one in found:
        machinery.blame(one)
    return found


def _key(said):
    """What tells a report from the same one of another page."""
    return (said.kind, console.plain(said.what), said.function, said.caller,
            tuple(member for member, *_ in said.words))


def write(result):
    """Writes acid.json at once; an interruption leaves the last one."""
    acid = result.acid
    if acid.work and acid.work.interrupted and \
            (acid.out / "acid.json").exists():
        return
    data = {
        "tool": TOOL,
        "tree": {"version": acid.tree.version, "path": str(acid.tree.path)},
        "status": result.status(), "steps": acid.steps,
        "machines": [_machine(result, one) for one in acid.machines()],
        "functions": result.rows, "left_out": result.left_out()}
    wholefile.write(acid.out / "acid.json", json.dumps(
        data, indent=1, sort_keys=True) + "\n", "surrogateescape")
    if acid.work:
        report.write(acid.out, acid.work, TOOL)


def _machine(result, one):
    first, last = descriptors(one)
    run = one.runs.get(AFTER)
    return {
        "name": one.name, "arch": one.cell.arch, "config": one.cell.config,
        "append": one.append, "only": result.acid.work.only,
        "status": one.status, "why": one.why, "log": run.log if run else "",
        "descriptors": None if last is None else {"before": first,
                                                  "after": last},
        "known": result.known.get(one.name, []),
        "breaks": [{
            "kind": found.kind, "what": found.what,
            "function": found.function, "file": found.file,
            "caller": found.caller, "stack": found.stack,
            "words": [{"member": member, "byte": int(byte), "value": value}
                      for member, byte, value in found.words],
            "times": found.times, "suspects": found.suspects}
            for found in result.breaks if found.machine == one.name]}


def lines(result, findings=False):
    """A line for each thing that broke, and with `findings` one for each that
    the checker is left with."""
    said = []
    for one in result.breaks:
        more = f", called by {one.caller}()" if one.caller else ""
        more += f", {one.times} times" if one.times > 1 else ""
        said.append(f"{one.machine}: {one.kind}: {one.says()}{more}")
        said += [f"{one.machine}:   the checker: {place}" for place in
                 dict.fromkeys(f"{at['function']}() of {at['file']}: "
                               f"{at['id']}" for at in one.suspects)]
    return said + [
        f"{one['file']}:{one['line']}: {one['message']} [{one['id']}] "
        f"({result.executed(one)})" for one in result.left() * findings]


def table(result):
    """The rows of the terminal's table: names, then one for each function in
    which something broke or is left."""
    rows = [("function", "file", "executed", "machine", "checker")]
    for row in result.rows:
        ids = Counter(one["id"] for one in row["checker"]
                      if one["account"] != "converted" and not one["stays"])
        if not ids and not row["machine"]:
            continue
        rows.append((row["function"] or "-", row["file"] or "-",
                     {"executed": "yes"}.get(row["executed"],
                                             row["executed"]),
                     ", ".join(dict.fromkeys(row["machine"])) or "-",
                     ", ".join(name if count == 1 else f"{name} x{count}"
                               for name, count in sorted(ids.items()))
                     or "-"))
    return rows


def summary(result):
    """The last lines."""
    acid = result.acid
    said = [f"{one.name}: the tree's own kernel says it as well: {what}"
            for one in acid.machines()
            for what in result.known.get(one.name, ())]
    left = result.left()
    kept = sum(result.note(one)[0] == "kept" for one in left)
    for line in result.left_out():
        said.append(f"did not run: {line}")
    tried = sum(not acid.why_not(one) for one in acid.machines())
    broke = plural(len(result.breaks), "thing") if result.breaks else "nothing"
    said.append(f"machine: {broke} broke on {tried} of "
                f"{plural(len(acid.machines()), 'machine')}")
    functions = {(one["file"], one["function"]) for one in left}
    said.append(
        f"checker: {plural(len(left), 'finding')} in "
        f"{plural(len(functions), 'function')}: {_counts(result, left)}"
        + (f"; {kept} of them at places that no step converts" if kept else "")
        if left else "checker: no finding is of a leftover")
    stay = list(filter(result.stays, acid.findings))
    if stay:
        said.append(f"{plural(len(stay), 'finding')} may stay, for reasons "
                    f"that acid.json has: {_counts(result, stay)}")
    said.append(f"details: {acid.out}/acid.json"
                + (f", consoles: {acid.out}/boot/logs" if acid.machines()
                   else ""))
    return said + [{
        "complete": f"{acid.tree.path} is complete",
        "left": f"{acid.tree.path} is not complete" if result.breaks else
                f"nothing broke; what the checker finds is left in "
                f"{acid.tree.path}",
        "not-run": f"whether {acid.tree.path} is complete is not known"}[
            result.status()]]


def _counts(result, findings):
    """How many findings are in code that was executed, and that was not."""
    counts = Counter(map(result.executed, findings))
    return ", ".join(f"{counts[how]} {how}" for how in _ORDER
                     if how != UNKNOWN or counts[how])
