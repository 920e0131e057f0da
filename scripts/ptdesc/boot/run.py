# SPDX-License-Identifier: GPL-2.0-only
"""The phases: build both kernels of each cell, boot them, judge the pair.

What a kernel did is a file under OUT/boot/results, used again while all that
it was made from is the same: a series that grew needs no other baseline.
Trees and builds are the matrix's.
"""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace

from .. import wholefile
from ..errors import Usage
from ..matrix import commits as series
from ..matrix import cells, fragments, units
from ..matrix.kbuild import Builder, Interrupted, Runner
from ..matrix.worktree import Worktree
from . import console, coverage, machine, verdict

# Changes whenever results made by an older form must not be reused.
FORMAT = "2"
SIDES = ("baseline", "converted")
# All that init says reaches the console, a panic or an oops ends the machine,
# and what is freed is poisoned.
_ALWAYS = ("panic=-1 oops=panic ignore_loglevel printk.devkmsg=on slub_debug=FZPU "
           "page_poison=1 page_table_check=on nokaslr")
# What an object folder was configured from, and made from.
_NOTE, _INPUT = ".ptdesc-fragments", ".ptdesc-input"


def bootable(options, use="boot"):
    """The cells that the options mean, of those that are for this `use`
    alone; others have no image that fits."""
    found = [cell for cell in cells.chosen(options, use)
             if use in cell.verbs]
    if not found:
        raise Usage(f"no cell of those asked for is for {use}: `verbs = "
                    f"{use}` in scripts/arches/*.ini says which are")
    return found


@dataclass
class Outcome:
    """One cell booted one way. `append` is what its kernels are told, `needs`
    the processor's flags without which KVM cannot run it, `machine` QEMU's
    command. `keys` has for each side what tells its run from another,
    `functions` {(file, function): status}."""
    cell: object
    append: str
    needs: tuple = ()
    machine: list = field(default_factory=list)
    keys: dict = field(default_factory=dict)
    compiler: str = ""
    qemu: str = ""
    status: str = ""
    why: str = ""
    unmet: list = field(default_factory=list)
    runs: dict = field(default_factory=dict)
    new: list = field(default_factory=list)
    functions: dict = field(default_factory=dict)

    @property
    def name(self):
        """Of its files, and on the terminal."""
        extra = "-".join(self.append.split()[self.cell.appended:])
        return self.cell.name.replace("/", "-") + (extra and f"-{extra}")


class Boot:
    """A run over cells; `outcomes` has what came out. `told` is what all
    kernels are told, `judge` makes the verdict on a pair."""
    told = _ALWAYS
    judge = staticmethod(verdict.judge)

    def __init__(self, tree, out, cells_, patches, options, progress):
        self.place, self.progress = out / "boot", progress
        self.patches = patches
        self.runner = Runner(options.timeout,
                             progress.note if options.verbose else None,
                             options.jobs)
        self.machines = machine.Machines(options.boot_timeout)
        self.tree = self.worktree(tree, out / "matrix")
        self.jobs = options.jobs
        self.accel, self.only = options.accel, cells.words(options.roads)
        self.outcomes = [Outcome(cell, append, needs) for cell in cells_
                         for append, needs in zip(cell.boots, cell.needs)]
        self.interrupted, self.functions = False, {}
        self.counted, self.inits = {}, {}
        self.kernels, self.unbuilt = {}, {}

    def worktree(self, tree, folder):
        """What kernels are built from."""
        return Worktree(tree, folder, self.patches)

    def watched(self):
        """The functions of which it is said whether they were executed, as
        coverage.changed() gives them."""
        return coverage.changed(self.patches, self.tree.input.path,
                                self.tree.root)

    def counted_files(self):
        """The files whose objects are counted."""
        return coverage.sources(self.patches)

    def run(self, digest):
        """All phases. An interruption ends them early and is remembered: this
        thread only waits, so that it never comes between the start of a
        program and the note of it."""
        with ThreadPoolExecutor(1 + max(1, self.jobs // 2)) as pool:
            try:
                self.tree.prepare(digest)
                pool.submit(self._phases, digest, pool).result()
            except (KeyboardInterrupt, Interrupted):
                self._stop(pool)
                self.interrupted = True
            except BaseException:
                self._stop(pool)
                raise
        for one in self.outcomes:
            if not one.status:
                one.status, one.why = "interrupted", "the run was interrupted"

    def _stop(self, pool):
        self.machines.stop()
        self.runner.stop()
        pool.shutdown(cancel_futures=True)

    def _phases(self, digest, pool):
        self.tree.go(self.patches[-1].number)
        self.functions = self.watched()
        self._choose_counted()
        for one in self.outcomes:
            self._equip(one, digest)
        for one in self.outcomes:
            if not one.status:
                self._recall(one)
        self._make_inits()
        todo = [one for one in self.outcomes if not one.status]
        self.progress.begin("kernels", sum(
            side not in one.runs for one in todo for side in SIDES))
        booting = []
        for side, number in zip(SIDES, (0, self.patches[-1].number)):
            booting += self._one_side(todo, side, number, pool)
        for future in booting:
            future.result()
        for one in todo:
            one.status, one.why, one.new = self.judge(
                *map(one.runs.get, SIDES))
        self.progress.end()

    def _one_side(self, todo, side, number, pool):
        """Builds, and starts machines, which run while the next kernel is
        built; returns their futures."""
        booting = []
        for cell in dict.fromkeys(one.cell for one in todo):
            ways = [one for one in todo
                    if one.cell == cell and side not in one.runs]
            if ways:
                self.tree.go(number)
                self.tree.keep_times(self.place / f"times-{side}.json")
                self._build(ways, side)
                booting += [pool.submit(self._boot, one, side)
                            for one in ways]
        return booting

    def _choose_counted(self):
        """make's variables for each cell, from the converted tree."""
        wanted = {one.cell: one.cell.source_arches for one in self.outcomes}
        search = units.Search(
            self.tree.root, coverage.inlined(self.functions),
            {arch for arches in wanted.values() for arch in arches})
        files = set(self.counted_files())
        for cell, arches in wanted.items():
            self.counted[cell] = coverage.counted(files | coverage.callers(
                self.functions, files, arches, search),
                self.tree.root, arches)

    def _equip(self, one, digest):
        """Finds compiler and QEMU, or says what is missing."""
        one.compiler, one.why = one.cell.compiler_version()
        if one.why:
            one.status = "no-toolchain"
            return
        one.qemu, one.why = machine.qemu_version(one.cell)
        if one.why:
            one.status = "no-qemu"
            return
        self._choose_machine(one)
        arches = one.cell.source_arches
        parts = [FORMAT, digest, one.compiler, one.qemu, self._told(one),
                 *one.machine, *one.cell.base, one.cell.image,
                 *self.counted[one.cell],
                 *fragments.of_cell(one.cell, self.tree.root),
                 *(path.read_text("utf-8") for path in machine.sources())]
        after = [*parts, series.digest(self.patches, arches)]
        one.keys = {side: hashlib.sha256(
            "\0".join(texts).encode("utf-8")).hexdigest()
            for side, texts in zip(SIDES, (parts, after))}

    def _choose_machine(self, one):
        accel, why = self.accel, ""
        if accel == "auto":
            accel, why = machine.accelerator(one.cell, one.needs)
        one.machine = [*one.cell.qemu, "-accel", accel]
        self.progress.note(f"{one.name}: {accel}{why and f', {why}'}")

    def _told(self, one):
        """The kernel's command line, for both sides. The cell's own words
        come last: the kernel takes the last of two."""
        only = [f"only={','.join(self.only)}"] if self.only else []
        return " ".join([self.told, one.append, *only])

    def _make_inits(self):
        """The program that both kernels of a cell run, before the hours that
        a kernel takes."""
        for one in self.outcomes:
            if one.status or all(side in one.runs for side in SIDES):
                continue
            if one.cell not in self.inits:
                self.inits[one.cell] = machine.make_init(
                    one.cell, self._folder("init", one.cell), self.runner)
            if not self.inits[one.cell][0]:
                one.status, one.why = "no-toolchain", self.inits[one.cell][1]

    # building

    def _folder(self, kind, cell, *more):
        return self.place / kind / "-".join((*cell.name.split("/"), *more))

    def _build(self, ways, side):
        """One kernel, kept in `kernels`, or why there is none in
        `unbuilt`."""
        cell = ways[0].cell
        folder = self._folder("obj", cell, side)
        self.progress.start(f"{cell.name} {side}")
        builder = Builder(cell, self.tree.root, folder, self.runner,
                          home=self.place)
        why = self._make(builder)
        for one in ways:
            one.unmet = builder.unmet() if not why else []
        if why:
            self.unbuilt[cell, side] = why
        else:
            self.kernels[cell, side] = folder / cell.image

    def _make(self, builder):
        """"", or why there is no kernel."""
        asked = "\0".join(fragments.of_cell(builder.cell, builder.tree))
        # Files of another input can be older than the objects are: make must
        # not believe the times.
        if not _says(builder.obj / _INPUT, self.tree.origin):
            shutil.rmtree(builder.obj, ignore_errors=True)
        image = builder.obj / builder.cell.image
        image.unlink(missing_ok=True)
        if not (builder.obj / ".config").exists() or \
                not _says(builder.obj / _NOTE, asked):
            ran = builder.configure()
            if ran.status != 0:
                return _reason(ran, "the tree does not configure")
            (builder.obj / _NOTE).write_text(asked, "utf-8")
            (builder.obj / _INPUT).write_text(self.tree.origin, "utf-8")
        ran = builder.make(image.name, *self.counted[builder.cell], factor=24)
        if ran.status is None:
            return "the build does not end"
        if ran.status or not image.exists():
            return _reason(ran, "the kernel does not build")
        return ""

    # booting

    def _boot(self, one, side):
        if (one.cell, side) in self.unbuilt:
            run = verdict.Run(verdict.NOT_BUILT,
                              self.unbuilt[one.cell, side])
        else:
            run = self._start(one, side)
        if side == SIDES[1]:
            one.functions = coverage.executed(
                one.cell.compiler, self.functions, run.said,
                self.place / "scratch" / one.name, self.tree.root)
        one.runs[side] = run
        self._keep(one, side)
        self.progress.item(f"{one.name} {side}: {run.result}"
                           f"{f', {run.why}' if run.why else ''}, "
                           f"{run.seconds:.0f} s")

    def _start(self, one, side):
        log = self._log(one, side)
        log.parent.mkdir(parents=True, exist_ok=True)
        self._file(one, side).unlink(missing_ok=True)
        append = self._told(one)
        if side == SIDES[1] and self.functions:
            append += " coverage=1"
        text, late, seconds = self.machines.run(
            one.machine, append, self.kernels[one.cell, side],
            self.inits[one.cell][0], log)
        said = console.parse(text)
        result, why = verdict.ending(said, late)
        return verdict.Run(result, why, seconds, said,
                           str(log.relative_to(self.place.parent)))

    def _log(self, one, side):
        return self.place / "logs" / f"{one.name}-{side}.log"

    # results of earlier runs

    def _file(self, one, side):
        return self.place / "results" / f"{one.name}-{side}.json"

    def _keep(self, one, side):
        path, run = self._file(one, side), one.runs[side]
        path.parent.mkdir(parents=True, exist_ok=True)
        wholefile.write(path, json.dumps({
            "key": one.keys[side], "unmet": one.unmet,
            "run": asdict(replace(run, said=replace(run.said, gcov={}))),
            "functions": [[*place, how] for place, how
                          in sorted(one.functions.items())],
        }, indent=1) + "\n")

    def _recall(self, one):
        """Takes the runs that an earlier start has the answer of. A kernel
        that was not built is asked again, and so is a baseline that broke."""
        for side in SIDES:
            try:
                data = json.loads(self._file(one, side).read_text("utf-8"))
            except (OSError, ValueError):
                continue
            run = _run(data["run"])
            usable = (verdict.FINISHED,) if side == SIDES[0] else (
                verdict.FINISHED, verdict.DIED, verdict.TIMEOUT)
            if data["key"] == one.keys[side] and run.result in usable and \
                    self._log(one, side).exists():
                one.runs[side], one.unmet = run, data["unmet"]
                one.functions = {(file, name): how for file, name, how
                                 in data["functions"]}


def _run(data):
    said = console.Said(**data.pop("said"))
    said.roads = {name: console.Road(**road)
                  for name, road in said.roads.items()}
    return verdict.Run(**data, said=said)


def _says(note, text):
    """Whether a note was written, and with this text."""
    return note.exists() and note.read_text("utf-8") == text


def _reason(ran, what):
    lines = [line for line in ran.output.splitlines()
             if "error" in line or "***" in line] or \
        ran.output.splitlines()[-1:]
    return f"{what}: {lines[0].strip() if lines else 'no output'}"
