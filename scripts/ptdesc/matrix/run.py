# SPDX-License-Identifier: GPL-2.0-only
"""The phases of a run: toolchains, baselines, commits, coverage.

Every finished piece is a file under OUT/matrix/results; a later run takes it
when its key (what it was made from) is still the same.
"""

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from .. import wholefile
from . import commits as series
from . import coverage, diagnostics, fragments, layout, link, parse, units
from .kbuild import Builder, Compiled, Interrupted, NoSpace, Runner
from .parts import Results
from .worktree import Worktree

# Changes whenever results made by an older form must not be reused.
FORMAT = "5"


@dataclass
class State:
    """One cell in this run. `baseline` is {unit: Compiled}; `status` is
    set when no commit of it can be built at all."""
    cell: object
    builder: object
    version: str = ""
    status: str = ""
    why: str = ""
    key: str = ""
    unprepared: str = ""
    parsed: bool = False
    seconds: float = 0
    unmet: list = field(default_factory=list)
    wanted: dict = field(default_factory=dict)
    scope: list = field(default_factory=list)
    baseline: dict = field(default_factory=dict)
    other: list = field(default_factory=list)
    linked: dict = None

    def known(self):
        """All that the baseline's compilers said."""
        return self.other + [one for unit in self.baseline.values()
                             for one in unit.diagnostics]


def _key(*parts):
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def _read(path, key):
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return data if data.get("key") == key else None


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    wholefile.write(path, json.dumps(data, indent=1, sort_keys=True) + "\n")


def _plain(compiled):
    return {"how": compiled.how, "seconds": round(compiled.seconds, 2),
            "diagnostics": [one.as_dict() for one in compiled.diagnostics]}


def _plain_link(linked):
    return {**linked, "seconds": round(linked["seconds"], 2), "diagnostics": [
        one.as_dict() for one in linked["diagnostics"]]}


def _compiled(unit, data):
    return Compiled(unit, data["how"],
                    [diagnostics.Diagnostic(**one)
                     for one in data["diagnostics"]], data["seconds"])


class Matrix:
    """A run over `cells`, built below `place`; `results` has what came out."""

    def __init__(self, tree, out, cells, patches, options, progress,
                 place=None):
        self.folder, place = out / "matrix", place or out / "matrix"
        self.patches, self.progress = patches, progress
        self.jobs, self.scope = options.jobs, options.scope
        self.only = options.commits
        self.runner = Runner(options.timeout,
                             progress.note if options.verbose else None,
                             options.jobs)
        self.tree = Worktree(tree, place, patches)
        self.search = units.Search(
            self.tree.root, {name for one in patches for name in one.names},
            {arch for cell in cells for arch in cell.source_arches})
        self.states = [State(cell, Builder(
            cell, self.tree.root, place / "obj" /
            cell.name.replace("/", "-"), self.runner, home=out))
            for cell in cells]
        self.results = Results({"version": tree.version,
                                "path": str(tree.path)}, "")
        self.entries = self.results.entries

    def planned(self, every_commit=True):
        """The commits to build, and None for all of them at once."""
        if not self.only:
            return [*(self.patches if every_commit else []), None]
        return [one for one in self.patches if one.number in self.only] + \
            [None] * (series.WHOLE in self.only)

    def _asked(self):
        """The commits that what is planned consists of."""
        plan = self.planned(False)
        return self.patches if None in plan else plan

    def run(self, digest, every_commit):
        """All phases. An interruption ends them early and is remembered."""
        self.results.input = series.identity(digest, self.patches)
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                self._toolchains()
                self.tree.prepare(digest)
                self._baselines(pool, digest)
                plan = self.planned(every_commit)
                self.progress.begin("commits", sum(
                    self._concerned(state, commit)
                    for commit in plan for state in self.states))
                for commit in plan:
                    self._commit(pool, commit)
                self.progress.end()
                self._coverage(pool)
            except (KeyboardInterrupt, Interrupted):
                self.results.interrupted = True
                self._stop(pool)
                self._fill(every_commit)
            except BaseException:
                self._stop(pool)
                raise
        self.results.cells = {state.cell.name: {
            "compiler": state.cell.compiler, "seconds": round(state.seconds),
            "arches": list(state.cell.source_arches)}
            for state in self.states}

    def _stop(self, pool):
        self.runner.stop()
        pool.shutdown(cancel_futures=True)

    # toolchains

    def _toolchains(self):
        for state in self.states:
            state.version, state.why = state.cell.compiler_version()
            if not state.version:
                self._stand_in(state)

    def _stand_in(self, state):
        """Has a cell without a compiler parsed, if that is possible."""
        folder = state.builder.obj.parents[1] / "parse" / \
            state.builder.obj.name
        cell, why = parse.stand_in(state.cell, folder)
        state.parsed = cell is not None
        if state.parsed:
            state.builder.cell = cell
            state.version = cell.compiler_version()[0]
        else:
            state.status = "no-toolchain"
            state.why += f"; {why}"

    # baselines

    def _baselines(self, pool, digest):
        able = [state for state in self.states if not state.status]
        self.progress.begin("baselines", len(able))
        futures = {pool.submit(self._guarded, state, digest): state
                   for state in able}
        for future in as_completed(futures):
            state = futures[future]
            future.result()
            built = sum(unit.how == "built"
                        for unit in state.baseline.values())
            self.progress.item(
                f"{state.cell.name}: {state.status or 'configured'}, "
                f"{built} of {len(state.baseline)} units, "
                f"{state.seconds:.0f} s")
            for option in state.unmet:
                self.progress.note(f"    {state.cell.name} does not get "
                                   f"{option}")
        self.progress.end()

    def _guarded(self, state, digest):
        self.progress.start(state.cell.name)
        try:
            self._baseline(state, digest)
        except NoSpace as error:
            self._full(state, error)

    def _full(self, state, error):
        """A full disk ends a cell, as an interruption would."""
        state.status, state.why = "interrupted", str(error)
        self.results.interrupted = True

    def _baseline(self, state, digest):
        cell = state.cell
        state.key = _key(FORMAT, digest, state.version, repr(
            (cell.kernel_arch, cell.make, cell.base, state.parsed and
             (cell.parse_as, parse.SCRIPT.read_text("utf-8")))),
            *fragments.of_cell(cell, self.tree.root))
        path = self._result(state, "baseline")
        saved = _read(path, state.key)
        if saved and (state.builder.obj / ".config").exists():
            self._recall(state, saved)
        elif not self._configure(state):
            return
        self._units(state)
        if self.scope == "full" and not (state.parsed or state.linked):
            state.linked = _plain_link(link.link(state.builder))
            state.seconds += state.linked["seconds"]
        _write(path, {
            "linked": state.linked,
            "key": state.key, "unmet": state.unmet,
            "unprepared": state.unprepared,
            "seconds": round(state.seconds, 2),
            "units": {name: _plain(unit)
                      for name, unit in sorted(state.baseline.items())},
            "other": [one.as_dict() for one in state.other]})

    def _recall(self, state, saved):
        state.unmet, state.seconds = saved["unmet"], saved["seconds"]
        state.unprepared, state.linked = saved["unprepared"], saved["linked"]
        state.baseline = {name: _compiled(name, data)
                          for name, data in saved["units"].items()}
        state.other = [diagnostics.Diagnostic(**one)
                       for one in saved["other"]]

    def _configure(self, state):
        """Whether the cell is ready for units; else its status says why."""
        builder = state.builder
        ran = builder.configure()
        state.seconds += ran.seconds
        if ran.status != 0:
            self._unusable(state, ran, "the tree does not configure")
            return False
        state.unmet = builder.unmet()
        config = self._config(state)
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(builder.config_text(), "utf-8")
        ran = builder.prepare()
        state.seconds += ran.seconds
        state.other = diagnostics.parse(ran.output, builder.roots)
        if ran.status is None:
            self._unusable(state, ran, "`make prepare` does not end")
            return False
        if ran.status:
            state.unprepared = self._reason(ran, "`make prepare` fails")
        return True

    @staticmethod
    def _reason(ran, what):
        lines = [line for line in ran.output.splitlines()
                 if re.search(r"error: |\*\*\*", line)] or \
            ran.output.splitlines()[-1:]
        return f"{what}: {lines[0].strip() if lines else 'no output'}"

    def _unusable(self, state, ran, what):
        state.status = "timeout" if ran.status is None else "baseline-broken"
        state.why = self._reason(ran, what)

    def _units(self, state):
        """Builds what the baseline lacks of the units that commits need."""
        state.builder.unprepared = bool(state.unprepared)
        configured = units.Configured(state.builder)
        state.wanted = units.candidates(self._asked(), state.cell,
                                        self.search, configured)
        for unit in self._prepared(state):
            state.baseline.setdefault(unit, Compiled(unit, "built", [], 0))
        state.scope = units.wider(self.scope, state.cell, configured)
        need = sorted({unit for wanted in (*state.wanted.values(),
                                           state.scope)
                       for unit in wanted} - set(state.baseline))
        if need:
            results, other = state.builder.kbuild(need)
            state.baseline.update(results)
            state.other += other
            state.seconds += sum(one.seconds for one in results.values())

    @staticmethod
    def _prepared(state):
        """The units that kbuild itself compiles before any other, to learn
        the offsets in structures."""
        obj = state.builder.obj
        found = [path for pattern in ("kernel/*.s", "arch/*/kernel/*.s")
                 for path in obj.glob(pattern)]
        return sorted(name for name in
                      (str(path.relative_to(obj)) for path in found)
                      if state.builder.saved(name)[0])

    # commits

    def _commit(self, pool, commit):
        """Builds the cells that a commit concerns; None is the whole."""
        last = self.patches[-1].number
        work = [(state, self._chosen(state, commit)) for state in self.states
                if self._concerned(state, commit)]
        todo = []
        for state, chosen in work:
            entry = self._recalled(state, commit, chosen)
            if entry:
                self.entries.append(entry)
                self._tell(state, entry)
            else:
                todo.append((state, chosen))
        if not todo:
            return
        self.tree.go(commit.number if commit else last)
        jobs = [(state, chosen, self._compile(pool, state, chosen),
                 pool.submit(self._prove, state) if not commit else None)
                for state, chosen in todo]
        for state, chosen, futures, proof in jobs:
            self.progress.start(state.cell.name)
            try:
                results = [one for future in futures
                           for one in future.result()]
                proof = proof and proof.result()
            except NoSpace as error:
                self._full(state, error)
                self._finish(state, commit, self._hollow(
                    state, commit, state.status, state.why), False)
                continue
            results.sort(key=lambda one: one.unit)
            entry = self._entry(state, commit, chosen, results)
            if not commit:
                self._judge_layout(entry, proof)
                self._judge_link(state, chosen, entry)
            self._finish(state, commit, entry, not state.status)

    @staticmethod
    def _compile(pool, state, chosen):
        """Futures of lists: a unit each, and one for all that never
        compiled, which need kbuild."""
        builder = state.builder
        lost = [unit for unit in chosen if builder.saved(unit)[0] is None]
        return [pool.submit(lambda unit=unit: [builder.recompile(unit)])
                for unit in chosen if unit not in lost] + \
            ([pool.submit(builder.rebuild, lost)] if lost else [])

    def _prove(self, state):
        """The proof of the layout, None where no unit has the header."""
        for unit in () if state.parsed else self._cheap_first(state):
            if layout.HEADER in state.builder.saved(unit)[1]:
                return layout.prove(state.builder, unit)
        return None

    @staticmethod
    def _judge_layout(entry, proof):
        entry["layout"] = proof
        _enter_new(entry, [diagnostics.Diagnostic(
            layout.HEADER, 0, "error", text)
            for text in (proof["wrong"] if proof else ())])

    def _judge_link(self, state, chosen, entry):
        """What a link of everything says anew, after the last commit."""
        if self.scope != "full" or state.parsed:
            return
        try:
            after = link.converted(state.builder, chosen)
        except NoSpace as error:
            self._full(state, error)
            entry["status"], entry["why"] = state.status, state.why
            return
        fresh = diagnostics.new(after["diagnostics"], state.known() + [
            diagnostics.Diagnostic(**one)
            for one in state.linked["diagnostics"]])
        entry["link"] = {"baseline": state.linked["status"],
                         "converted": after["status"],
                         "seconds": round(after["seconds"], 2)}
        known = {(one["file"], one["text"]) for one in entry["new"]}
        _enter_new(entry, [one for one in fresh
                           if (one.file, one.text) not in known])
        if entry["status"] == "fail":
            return
        if "timeout" in (after["status"], state.linked["status"]):
            entry["status"], entry["why"] = "timeout", "the link does not end"
        elif after["status"] != "linked" and entry["status"] == "pass":
            entry["status"] = "baseline-broken"
            entry["why"] = "it does not link without the conversion either"

    def _concerned(self, state, commit):
        arches = state.cell.source_arches
        return commit.concerns(arches) if commit else \
            any(one.concerns(arches) for one in self.patches)

    def _chosen(self, state, commit):
        if state.status:
            return []
        everything = self._cheap_first(state)
        if commit:
            wanted = state.wanted.get(commit.number, []) + \
                [unit for unit in everything if unit.endswith(".s")]
            wanted = [unit for unit in wanted if unit in state.baseline]
            scope = [unit for unit in state.scope if unit in state.baseline]
            return units.choose(commit, wanted, scope, state.builder,
                                everything)
        changed = {name for one in self.patches for name in one.sources()}
        return sorted(unit for unit in everything
                      if state.builder.saved(unit)[0] is None
                      or state.builder.saved(unit)[1] & changed)

    @staticmethod
    def _cheap_first(state):
        """The units of this run, whatever another left in the baseline."""
        asked = {unit for wanted in (*state.wanted.values(), state.scope)
                 for unit in wanted}
        return sorted((unit for unit in state.baseline
                       if unit in asked or unit.endswith(".s")),
                      key=lambda unit: (len(state.builder.saved(unit)[1]),
                                        unit))

    def _number(self, commit):
        return commit.number if commit else "all"

    def _result(self, state, name):
        return self.folder / "results" / \
            state.cell.name.replace("/", "-") / f"{name}.json"

    def _config(self, state):
        return self._result(state, "config").with_suffix(".config")

    def _entry_key(self, state, commit, chosen):
        upto = [one for one in self.patches
                if not commit or one.number <= commit.number]
        return _key(state.key, series.digest(upto, state.cell.source_arches), *chosen)

    def _recalled(self, state, commit, chosen):
        if state.status:
            return self._hollow(state, commit, state.status, state.why)
        saved = _read(self._result(state, self._number(commit)),
                      self._entry_key(state, commit, chosen))
        return saved["entry"] if saved else None

    def _finish(self, state, commit, entry, keep=True):
        self.entries.append(entry)
        if keep:
            _write(self._result(state, entry["commit"]),
                   {"key": self._entry_key(state, commit, entry["units"]),
                    "entry": entry})
        self._tell(state, entry)

    def _tell(self, state, entry):
        number = entry["commit"]
        self.progress.item(
            f"{number if number == 'all' else f'{number:04}'} "
            f"{state.cell.name}: {entry['status']}, {entry['objects']} of "
            f"{len(entry['units'])} units, {entry['converted']['seconds']} s")

    def _hollow(self, state, commit, status, why):
        nothing = {"status": status, "errors": 0, "warnings": 0,
                   "seconds": 0}
        return {**self._names(state, commit, []), "objects": 0, "new": [],
                "status": status, "why": why, "baseline": nothing,
                "converted": dict(nothing)}

    def _names(self, state, commit, chosen):
        last = self.patches[-1].number
        return {
            "arch": state.cell.arch, "config": state.cell.config,
            "toolchain": state.cell.toolchain, "compiler": state.version,
            "scope": self.scope, "commit": self._number(commit),
            "units": chosen, "unmet": state.unmet,
            "command": state.builder.by_hand(
                commit.number if commit else last, chosen,
                self._config(state))}

    def _entry(self, state, commit, chosen, results):
        before = [state.baseline[unit] for unit in chosen]
        fresh = _fresh(results, state)
        entry = {**self._names(state, commit, chosen),
                 "objects": sum(one.how == "built" for one in results),
                 "baseline": _side(before), "converted": _side(results),
                 "new": [one.as_dict() for one in fresh]}
        entry["status"], entry["why"] = verdict(results, before, fresh)
        if state.parsed:
            return self._only_parsed(state, entry)
        if state.unprepared and entry["status"] in ("pass", "not-built"):
            entry["status"] = "baseline-broken"
        if entry["status"] == "baseline-broken" and state.unprepared:
            entry["why"] = "; ".join(filter(None, (state.unprepared,
                                                   entry["why"])))
        return entry

    @staticmethod
    def _only_parsed(state, entry):
        """What clang says anew for another machine is a finding; nothing new
        is no pass."""
        parsed, entry["objects"] = entry["objects"], 0
        if entry["status"] != "fail":
            entry["status"] = "no-toolchain"
            entry["why"] = f"{state.why}; parsed {parsed} of " \
                f"{len(entry['units'])} units: nothing new"
        return entry

    def _fill(self, every_commit):
        """After an interruption: what was not reached is said to be so."""
        done = {(entry["arch"], entry["config"], entry["commit"])
                for entry in self.entries}
        for commit in self.planned(every_commit):
            for state in self.states:
                place = (state.cell.arch, state.cell.config,
                         self._number(commit))
                if place not in done and self._concerned(state, commit):
                    self.entries.append(self._hollow(
                        state, commit, state.status or "interrupted",
                        state.why or "the run was interrupted"))

    # coverage

    def _coverage(self, pool):
        self.tree.go(self.patches[-1].number)
        names = sorted({name for commit in self._asked()
                        for name in commit.sources()})
        sources = list(pool.map(
            lambda name: coverage.Source(name, self.tree.input.path / name,
                                         self.tree.root / name),
            [name for name in names if (self.tree.root / name).exists()]))
        states = [state for state in self.states if not state.parsed]
        self.progress.begin("which lines were compiled", len(states))
        for state in pool.map(lambda state: self._look(state, sources),
                              states):
            self.progress.item(state.cell.name)
        self.progress.end()
        for source in sources:
            self.results.lines[source.name] = source.lines
            self.results.seen[source.name] = source.lines - source.pending

    def _look(self, state, sources):
        for unit in sorted(state.baseline):
            coverage.look(state.builder, unit, sources)
        return state


def _side(results):
    found = [one for unit in results for one in unit.diagnostics]
    status = "built" if results else "not-built"
    for how in ("failed", "timeout"):
        if any(unit.how == how for unit in results):
            status = how
    return {"status": status, "errors": diagnostics.count(found, "error"),
            "warnings": diagnostics.count(found, "warning"),
            "seconds": round(sum(unit.seconds for unit in results), 2)}


def _fresh(results, state):
    """New diagnostics; a unit that the baseline built and that now fails is
    new whatever it says."""
    found = [one for unit in results for one in unit.diagnostics]
    broke = [one for unit in results for one in unit.diagnostics
             if unit.how == "failed" and one.kind == "error"
             and state.baseline[unit.unit].how == "built"]
    return diagnostics.new(broke, []) + diagnostics.new(
        found, state.known() + broke)


def _enter_new(entry, found):
    """Adds diagnostics that the units of an entry did not have; any is a
    failure."""
    if found:
        entry["new"] += [one.as_dict() for one in found]
        entry["status"], entry["why"] = "fail", f"{len(entry['new'])} new"


def verdict(results, before, fresh):
    """(status, why) of one cell after one commit, from what its units did
    and what the same units did before the conversion."""
    broken = sorted(unit.unit for unit in before if unit.how != "built")
    if fresh:
        return "fail", f"{len(fresh)} new"
    if any(unit.how == "timeout" for unit in results):
        return "timeout", ", ".join(unit.unit for unit in results
                                    if unit.how == "timeout")
    if any(unit.how == "failed" for unit in results):
        return "baseline-broken", ", ".join(broken)
    if not results:
        return "not-built", "the configuration has no unit with the change"
    return "pass", ""
