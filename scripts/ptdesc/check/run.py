# SPDX-License-Identifier: GPL-2.0-only
"""The phases of a check: sites, cells, units, headers, what is left."""

import functools
import hashlib
import os
import re
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from .. import trees
from ..cache import Cache
from ..errors import Usage
from ..matrix import units
from ..matrix.kbuild import Interrupted, Runner
from . import analyse, blind, result, second, sites
from .cellbuild import CellBuild, TreeStamp
from .lines import Lines

# What is linked into programs beside the kernel: functions of the same name
# are others there.
_PROGRAM = re.compile(r"arch/[^/]+/(?:boot|purgatory)/|.*/vdso[^/]*/")
# A header that no unit includes is asked of this many files that say so.
INCLUDERS = 3


class Check:
    """A check of one tree. `parts`, `unseen` and `uncovered` are for
    result.account()."""

    def __init__(self, tree, folder, cells, options, progress):
        self.tree, self.folder, self.cells = tree, folder, cells
        self.options, self.progress = options, progress
        self.runner = Runner(options.timeout,
                             progress.note if options.verbose else None,
                             options.jobs)
        self.cache = Cache(None if options.no_cache
                           else folder.parent / "cache.sqlite")
        self.analyser = analyse.Analyser(tree.path, options.checker,
                                         self.runner, self.cache,
                                         not options.no_cache)
        self.stamp = TreeStamp(tree.path)
        self.search = units.Search(tree.path, (), ())
        self.sites, self.lines = None, None
        self.builds, self.parts, self.unseen = [], [], []
        self.uncovered, self.digest = [], ""
        self.seconds = {}

    def run(self):
        """All phases. Interrupted leaves the earlier results as they are,
        and every finished unit in the cache."""
        if not os.access(self.analyser.program, os.X_OK):
            raise Usage(f"{self.analyser.program} is not built: run make "
                        "checker")
        with ThreadPoolExecutor(self.options.jobs) as pool:
            try:
                self._sites()
                self._cells(pool)
                self._headers(pool)
                self._rest()
            except BaseException:
                self.runner.stop()
                pool.shutdown(cancel_futures=True)
                raise
            finally:
                self.cache.close()
        if self.cache.why:
            self.progress.note(self.cache.why)
        self.progress.note(f"{self.tree.path}: seconds: " + ", ".join(
            f"{arch} {seconds:.0f}"
            for arch, seconds in sorted(self.seconds.items())))

    def _sites(self):
        self.sites = sites.look(self.tree.path, self.options.jobs)
        for trouble in self.sites.troubles:
            self._not_analysed(trouble, None, "it cannot be read")
        arches = {arch for cell in self.cells for arch in cell.source_arches}
        self.lines = Lines({
            name: lines for name, lines in self.sites.lines.items()
            if units.belongs(name, arches)}, self._leads_to)

    @functools.cache
    def _leads_to(self, macro, name):
        """The macros that expand to one of a file, itself among them."""
        arch = name.split("/")[1:2] if name.startswith("arch/") else ()
        return frozenset(self.search.closure({macro}, tuple(arch)))

    def _not_analysed(self, unit, cell, why):
        self.unseen.append({"unit": unit, "arch": cell and cell.arch,
                            "config": cell and cell.config, "why": why})

    # cells and their units

    def _cells(self, pool):
        """Cells are made ready and looked at side by side."""
        self.progress.begin(f"{self.tree.path}: cells", len(self.cells))
        work = [pool.submit(self._cell, cell) for cell in self.cells]
        for future in self._finished(work):
            build, parts = future.result()
            self.builds.append(build)
            if build.why:
                self._not_analysed("all of its units", build.cell, build.why)
                self.progress.item(f"{build.cell.name}: {build.why}")
            else:
                self._take(build.cell, parts)
        self.progress.end()
        self.digest = hashlib.blake2b(
            self.stamp.of(sorted({arch for cell in self.cells
                                  for arch in cell.source_arches})).encode(),
            digest_size=20).hexdigest()

    def _cell(self, cell):
        """(its CellBuild, the Sessions of its units)."""
        build = self._ready(cell)
        if build.why:
            return build, []
        sources = set(build.commands) & set(self.sites.sources)
        apart = {name for name in sources if _PROGRAM.match(name)}
        return build, [self.analyser.session(build, part)
                       for part in (sources - apart, apart) if part]

    @staticmethod
    def _finished(work):
        """The futures, each when it is done."""
        left = set(work)
        while left:
            done, left = wait(left, return_when=FIRST_COMPLETED)
            yield from done

    def _ready(self, cell):
        """A CellBuild that knows the commands of all its units."""
        start = time.monotonic()
        build = CellBuild(cell, self.tree.path,
                          self.folder / cell.name.replace("/", "-"),
                          self.runner)
        if build.prepare(self.stamp.of(cell.source_arches)):
            build.learn(build.builds(self.sites.sources))
            for source, why in sorted(build.without.items()):
                if source in self.sites.sources:
                    self._not_analysed(source, cell, why)
            for remark in [*build.remarks, *[f"it does not get {option}"
                                             for option in build.unmet]]:
                self.progress.note(f"    {cell.name}: {remark}")
        self._spent(cell, time.monotonic() - start)
        return build

    def _spent(self, cell, seconds):
        self.seconds[cell.arch] = self.seconds.get(cell.arch, 0) + seconds

    def _take(self, cell, parts):
        """Enters what came of the units of a cell: Sessions."""
        said = []
        for found in parts:
            if found.result is None:
                for source in sorted(found.sources):
                    self._not_analysed(source, cell, found.why)
                said.append(found.why)
                continue
            self.parts.append(found.result)
            self.lines.see(found)
            if not found.cached:
                self._spent(cell, found.seconds)
            said.append(
                f"{len(found.result['findings'])} findings in "
                f"{len(found.sources)} units, " + (
                    "as before" if found.cached else f"{found.seconds:.0f} s"))
        self.progress.item(f"{cell.name}: {'; '.join(said) or 'no units'}")

    # headers that no unit had

    def _headers(self, pool):
        """One more unit for each header with sites that none included."""
        missing = [name for name in self.sites.headers
                   if not self.lines.read(name)]
        work = []
        for build in sorted(self.builds, key=lambda one: one.cell.name):
            wanted = [] if build.why else sorted(
                {source for name in missing
                 for source in self._includers(build, name)}
                - set(self.sites.sources))
            if wanted:
                work.append(pool.submit(self._extra, build, wanted))
        if not work:
            return
        self.progress.begin(f"{self.tree.path}: cells again, for headers that "
                            "no unit has", len(work))
        for future in self._finished(work):
            found = future.result()
            self._take(found.build.cell, [found])
        self.progress.end()

    def _extra(self, build, wanted):
        build.learn(wanted)
        return self.analyser.session(
            build, [name for name in wanted if name in build.commands])

    def _includers(self, build, header):
        arches = build.cell.source_arches
        if not units.belongs(header, arches):
            return []
        found = []
        for source in self.search.includers(header, arches):
            if len(found) == INCLUDERS:
                break
            if build.configured.builds(source):
                found.append(source)
        return found

    def _rest(self):
        """Whole files are judged by syntax as well; where that finds nothing
        and no unit was, a line with a site is uncovered."""
        names = [name for name in self.sites.sources + self.sites.headers
                 if self._concerns(name)]
        self.lines.keep(self._concerns)
        part, unread = self._judge(names)
        self._blind(part, unread)
        more, unread = blind.by_steps(
            self.tree.path, self.lines.pending(), self.lines.wanted)
        self._blind(more, unread)
        self.uncovered = self.lines.uncovered()
        self.progress.note(
            f"{self.tree.path}: {len(part['findings'])} more findings by "
            f"syntax, {len(more['findings'])} by semantic patches")

    def _judge(self, names):
        """What whole files show beyond the lines of which units have found
        something: they know more of these."""
        known = {(one["file"], one["line"])
                 for part in self.parts for one in part["findings"]}
        findings, unread = blind.Judge(
            self.tree.path, self.options.judge, self.cache,
            self.analyser.digests).look(names)
        return {"findings": [one for one in findings if (
            one["file"], one["line"]) not in known]}, unread

    def _concerns(self, name):
        """Whether a file is generic, or of an architecture that is looked
        at: of one that lends it headers, as User-mode Linux has them of
        x86, what units were made from."""
        return units.belongs(name, {cell.source_arches[0]
                                    for cell in self.cells}) or \
            self.lines.read(name)

    def _blind(self, part, unread):
        """Enters what a stage without a configuration found."""
        self.parts.append(part)
        for name, why in unread:
            self._not_analysed(name, None, why)
        for one in part["findings"]:
            self.lines.judged(one["file"], one["line"])

    def second_opinion(self):
        """Lines about what semind sees of the same units."""
        found, aside, said = {}, set(), []
        able = [build for build in self.builds if not build.why]
        self.progress.begin(f"{self.tree.path}: semind", len(able))
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for build, uses, defined, refused in pool.map(self._semind, able):
                found.update(uses)
                aside.update(defined)
                said += [f"{source}: semind refused it for {build.cell.name}"
                         for source in refused]
                self.progress.item(build.cell.name)
        self.progress.end()
        return said + second.compare(
            found, [one for part in self.parts for one in part["findings"]
                    if (one["file"], one["line"]) not in aside],
            self.tree.path)

    def _semind(self, build):
        database = build.builder.obj.with_suffix(".semind")
        database.unlink(missing_ok=True)
        refused = second.index(build, database, self.runner, self.tree.path)
        return (build, second.uses(database, self.tree.path),
                second.uses(database, self.tree.path, True), refused)

    def account(self):
        """What came out, for result.write()."""
        return result.account(self.tree, self.digest, self.parts,
                              self.unseen, self.uncovered)


def converted(tree, out):
    """The converted tree below OUT, if there is one."""
    path = out / "tree"
    if not path.is_dir() or path.resolve() == tree.path.resolve():
        return None
    return trees.resolve(path)


__all__ = ["Check", "Interrupted", "converted"]
