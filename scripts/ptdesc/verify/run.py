# SPDX-License-Identifier: GPL-2.0-only
"""Compiles what each commit can reach, before and after it, and compares.

Cells, baselines and the choice of units are the matrix's. The objects are
compiled from files whose line numbers do not move, each function in a section
of its own, so that one that grows does not move the others.
"""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ..matrix import commits as series
from ..matrix.commits import WHOLE
from ..matrix.kbuild import Interrupted
from ..matrix.run import Matrix
from .change import Change
from .judge import Judge, Step, base_name
from .units import APART, APART_ONCE, INSIDE, Units
from .versions import Versions

# Changes whenever results made by an older form must not be reused.
FORMAT = "9"


@dataclass
class Verdict:
    """One commit in one cell; commit None is the whole series. `units` are
    the objects, `functions` so many were compared, of which `identical` have
    no difference, `found` the entries of what differs, data included, `lost`
    {unit: why it was not compared}, `there` the changed functions that are in
    an object, by themselves or inlined, `seen` {file: changed lines that were
    compiled}."""
    cell: object
    commit: object
    units: list
    functions: int = 0
    identical: int = 0
    found: list = field(default_factory=list)
    lost: dict = field(default_factory=dict)
    there: set = field(default_factory=set)
    seen: dict = field(default_factory=dict)

    def count(self, *statuses):
        return sum(one["status"] in statuses for one in self.found)


def _without(functions, found):
    """How many of the names of functions have no entry in `found`."""
    different = {one["function"] for one in found}
    return sum(name not in different for name in functions)


class Verify(Matrix):
    """A run over `cells`. `verdicts` has what came out, `changes` {commit
    number: Change} what of it was compiled."""

    def __init__(self, tree, out, cells, patches, options, progress):
        super().__init__(tree, out, cells, patches, options, progress)
        self.place = out / "verify"
        self.scratch = self.place / "scratch"
        rows = series.rows(out)
        self.steps = {one.number: Step(one, rows.get(one.number, {}))
                      for one in patches}
        self.verdicts, self.changes = [], {}
        self.versions = self.judge = None
        self.units = self.apart = self.inside = self.once = None

    def verify(self, digest):
        """All phases. An interruption ends them early and is remembered."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                self._toolchains()
                self.tree.prepare(digest)
                self._baselines(pool, digest)
                self._begin()
                self._commits(pool)
                self._forget_differences()
            except (KeyboardInterrupt, Interrupted):
                self.results.interrupted = True
                self._stop(pool)
            except BaseException:
                self._stop(pool)
                raise
            finally:
                shutil.rmtree(self.scratch, ignore_errors=True)

    def able(self):
        """The cells whose compiler is there and whose tree configures."""
        return [state for state in self.states
                if not state.status and not state.parsed]

    def _begin(self):
        self.versions = Versions(self.tree, self.scratch / "lines")
        self.units = Units(self.patches, self.versions)
        self.apart = Units(self.patches, self.versions, "apart", APART)
        self.inside = Units(self.patches, self.versions, "inside", INSIDE)
        self.once = Units(self.patches, self.versions, "once", APART_ONCE)
        self.judge = Judge(self.search, self.able(), self.steps,
                           self.tree.input.path, self.place)

    def _commits(self, pool):
        plan = self.planned()
        self.progress.begin("commits", sum(
            self._concerned(state, commit) for commit in plan
            for state in self.able()))
        for commit in plan:
            if not commit:
                self._compare(pool, commit, 0, self.patches[-1].number)
                continue
            self._compare(pool, commit, commit.number - 1, commit.number)
            for units in (self.units, self.apart, self.inside, self.once):
                units.forget(commit.number)
        self.progress.end()

    def _compare(self, pool, commit, before, after):
        """All cells, as they are after commits `before` and `after`."""
        change = Change(self, commit) if commit else None
        work = [(state, Verdict(state.cell, commit, [
            unit for unit in self._chosen(state, commit)
            if unit.endswith(".o")])) for state in self.able()
                if self._concerned(state, commit)]
        todo = [(state, verdict) for state, verdict in work
                if not self._take(state, verdict, before, after)]
        wanted = [(state, unit) for state, verdict in todo
                  for unit in verdict.units]
        for number in (before, after):
            self.units.build(pool, wanted, number)
        list(pool.map(lambda one: self._judge(*one, change, before, after),
                      todo))
        self._judge_apart(pool, todo, before, after)
        if change and todo:
            self._look_for_hidden(pool, todo, change, after)
            self.versions.put(commit.number, aligned=False)
            list(pool.map(lambda one: change.look(*one), todo))
        for state, verdict in todo:
            self._keep(state, verdict, before, after)
        for state, verdict in work:
            self.verdicts.append(verdict)
            self.progress.item(
                f"{f'{commit.number:04}' if commit else 'all'} "
                f"{state.cell.name}: {verdict.functions} functions, "
                f"{verdict.count('declared')} differ as declared, "
                f"{len(verdict.found) - verdict.count('declared')} otherwise")
        if change:
            change.finish([verdict for _, verdict in work])
            self.changes[commit.number] = change

    def _judge(self, state, verdict, change, before, after):
        for unit in verdict.units:
            paths = [self.units.path(state, unit, one)
                     for one in (before, after)]
            said = [self.units.said(path) for path in paths]
            if None in said:
                verdict.lost[unit] = "it does not compile"
                continue
            functions, found, inside = self.judge.judge(
                state, verdict.commit, unit, paths, said)
            verdict.functions += len(functions)
            verdict.identical += _without(functions, found)
            verdict.found += found
            if change:
                verdict.there |= change.changed & (
                    set(map(base_name, functions)) | inside)

    def _judge_apart(self, pool, todo, before, after):
        """What no step declares can be what the compiler made of a change
        elsewhere: it inlines less where another function has grown. So such a
        unit is compiled again, each function by itself, or where that cannot
        be, with what is declared inline in all its callers."""
        wanted = [(state, verdict, unit) for state, verdict in todo
                  for unit in self.judge.doubtful(verdict)]
        for units in (self.apart, self.inside):
            wanted = [one for one in wanted
                      if units.flags[one[0].cell.toolchain]]
            for number in (before, after):
                units.build(pool, [(state, unit)
                                   for state, _, unit in wanted], number)
            wanted = [one for one in wanted
                      if not self._settled(units, *one, before, after)]

    def _settled(self, units, state, verdict, unit, before, after):
        """Whether a unit could be compiled so, and was judged by it."""
        paths = [units.path(state, unit, one) for one in (before, after)]
        said = [units.said(path) for path in paths]
        if None in said:
            return False
        self.judge.settle(state, verdict, unit, paths, said)
        return True

    def _look_for_hidden(self, pool, todo, change, after):
        """Notes which changed functions are in their only caller."""
        wanted = [(state, verdict, unit) for state, verdict in todo
                  if APART_ONCE[state.cell.toolchain]
                  for unit in sorted(set(verdict.units) - set(verdict.lost))
                  if change.changed - verdict.there and
                  state.builder.saved(unit)[1] & change.files]
        self.once.build(pool, [(state, unit) for state, _, unit in wanted],
                        after)
        for state, verdict, unit in wanted:
            path = self.once.path(state, unit, after)
            said = self.once.said(path)
            if said is not None:
                verdict.there |= change.changed & self.judge.inside(
                    state, path, said)

    # results of earlier runs

    def _forget_differences(self):
        """Removes the disassemblies that this run says nothing of: who reads
        the folder takes all of them for this run's."""
        said = {path for verdict in self.verdicts
                for path in self._disassemblies(verdict.found)}
        for path in (self.place / "differences").glob("*"):
            if path not in said:
                path.unlink()

    def _disassemblies(self, found):
        """The files of those of the entries that have one."""
        return [self.place.parent / one["disassembly"] for one in found
                if "disassembly" in one]

    def _file(self, state, verdict):
        number = verdict.commit.number if verdict.commit else WHOLE
        return self.place / "results" / \
            state.cell.name.replace("/", "-") / f"{number}.json"

    def _key(self, state, verdict, before, after):
        upto = [one for one in self.patches if one.number <= after]
        steps = [step for step in self.steps.values() if not verdict.commit
                 or step.number == verdict.commit.number]
        declared = [word for step in steps
                    for word in (step.kind, *sorted(step.declared))]
        return hashlib.sha256("\0".join([
            FORMAT, state.key, str(before), *verdict.units,
            series.digest(upto, state.cell.source_arches), *declared
        ]).encode("utf-8")).hexdigest()

    def _take(self, state, verdict, before, after):
        """Whether an earlier run has the answer; takes it then."""
        try:
            data = json.loads(self._file(state, verdict).read_text("utf-8"))
        except (OSError, ValueError):
            return False
        if data["key"] != self._key(state, verdict, before, after):
            return False
        # A run of other cells or commits has removed what it did not say.
        if not all(path.exists()
                   for path in self._disassemblies(data["found"])):
            return False
        verdict.functions, verdict.found = data["functions"], data["found"]
        verdict.identical = data["identical"]
        verdict.lost, verdict.there = data["lost"], set(data["there"])
        verdict.seen = {name: set(lines)
                        for name, lines in data["seen"].items()}
        return True

    def _keep(self, state, verdict, before, after):
        path = self._file(state, verdict)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({
            "key": self._key(state, verdict, before, after),
            "functions": verdict.functions,
            "identical": verdict.identical, "found": verdict.found,
            "lost": verdict.lost, "there": sorted(verdict.there),
            "seen": {name: sorted(lines)
                     for name, lines in verdict.seen.items()}}, indent=1, sort_keys=True) + "\n", "utf-8")
        fresh.replace(path)
