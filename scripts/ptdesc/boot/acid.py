# SPDX-License-Identifier: GPL-2.0-only
"""The acid test: is a tree that somebody converted complete?

The set split is applied to a copy of the tree, and the kernel with descriptors
apart from struct page is booted beside the tree's own. What breaks is told by
function and word, with what the checker says of the same source.
"""

import json
import re
from pathlib import Path
from types import SimpleNamespace

from .. import convert, touched, trees
from ..cache import Cache
from ..check import blind, result, sites
from ..errors import Usage
from ..matrix import cells, commits, units
from ..outtree import NoTree
from . import follow
from .run import SIDES, Boot, bootable
from .verdict import NOT_BUILT

SET, SYMBOL = "split", "ARCH_HAS_SPLIT_PTDESC"
_SELECTS = re.compile(rf"^\s*select\s+{SYMBOL}\b", re.M)


class Apart(Boot):
    """Boots a tree and the same with descriptors apart; counts the files
    that the checker has `findings` in, too."""

    def __init__(self, tree, out, cells_, patches, options, progress, *,
                 follower, findings):
        self.follower, self.findings = follower, findings
        super().__init__(tree, out, cells_, patches, options, progress)

    def worktree(self, tree, folder):
        return self.follower

    def counted_files(self):
        return {*super().counted_files(),
                *(one["file"] for one in self.findings)}

    def watched(self):
        """Those that split changes, and those with findings."""
        found = super().watched()
        wanted = {(one["file"], one["function"]) for one in self.findings}
        root = self.tree.root
        for path, element in touched.outline(
                sorted({str(root / file) for file, _ in wanted
                        if (root / file).exists()}), kinds=("function",)):
            file = str(Path(path).relative_to(root))
            inside = found.setdefault(file, [])
            if (file, element[2]) in wanted and element not in inside:
                inside.append(element)
        return found

    def _build(self, ways, side):
        """A kernel without the symbol would prove nothing."""
        super()._build(ways, side)
        cell = ways[0].cell
        if side == SIDES[1] and (cell, side) in self.kernels and not re.search(
                rf"^CONFIG_{SYMBOL}=y$", (self._folder("obj", cell, side)
                                          / ".config").read_text("utf-8"),
                re.M):
            del self.kernels[cell, side]
            self.unbuilt[cell, side] = f"it does not get CONFIG_{SYMBOL}=y"


class Acid:
    """One test. `tree` is the input, `out` the folder of results. `left_out`
    has lines about what did not run, `steps` what became of those of the set,
    `places` {(file, line): (status, why)} of its account, `sources` the files
    that the checker looked at, `findings` what it found, `work` the Boot,
    `root` the tree after the set."""

    def __init__(self, options, progress):
        self.options, self.progress = options, progress
        if not options.kdir:
            raise Usage("the acid test looks at a tree that is converted: "
                        "name it with KDIR=")
        self.tree = trees.resolve(options.kdir, progress)
        self.out = Path(options.out or
                        f"{trees.default_out(self.tree)}-acid").absolute()
        trees.refuse_inside(self.out, self.tree)
        self.left_out, self.steps, self.places = [], [], {}
        self.sources, self.findings = [], []
        self.work, self.lock, self.root = None, None, None

    def run(self):
        """All phases; ends early where one cannot go on, which `left_out`
        says. Usage for a tree without descriptors."""
        asked = cells.present(bootable(self.options), self.tree.path,
                              self.progress.note)
        self._split()
        self.lock = convert.make_out(self.out)
        if self.left_out:
            return
        inventory = follow.Inventory(self.tree,
                                     self.out / "matrix" / "input.json")
        patches = commits.read(self.out)
        follower = follow.Follower(self.tree, self.out / "matrix", patches,
                                   inventory)
        follower.prepare(inventory.digest)
        self.root = follower.root
        last = patches[-1].number if patches else 0
        follower.go(last)
        chosen = self._enabled(asked)
        if not chosen:
            return
        self._check({cell.source_arches[0] for cell in chosen})
        self.work = Apart(self.tree, self.out, chosen, patches, self.options,
                          self.progress, follower=follower,
                          findings=self.findings)
        self.work.run(inventory.digest)
        follower.go(last)

    def _split(self):
        """Applies the set."""
        self.progress.note(f"applying the set {SET} to {self.tree.path}")
        options = SimpleNamespace(
            kdir=self.tree.path, out=self.out, sets=SET, steps=None,
            jobs=self.options.jobs, author=None, in_place=False,
            findings=False,
            by_subsystem=False, no_cache=False, verbose=False)
        # No notes: what is left is told by the checker, later.
        convert.convert_tree(options, SimpleNamespace(
            note=lambda _: None, begin=self.progress.begin,
            unneeded=self.progress.unneeded, part=self.progress.part,
            item=self.progress.item, end=self.progress.end), NoTree)
        account = commits.account(self.out)
        for site in account["sites"]:
            place = site["file"], site["line"]
            if self.places.get(place, ("converted",))[0] == "converted":
                self.places[place] = site["status"], site["why"]
        self.steps = [{name: row[name] for name in ("step", "status", "why")}
                      for row in account["rows"]]
        if all("no struct ptdesc" in (one["why"] or "")
               for one in self.steps):
            raise Usage(f"{self.tree.path} has no struct ptdesc: the acid "
                        "test looks at a tree that is converted")
        self._leave_out(lambda status: status in ("partial", "failed"))

    def _leave_out(self, wanted):
        """Says which steps of the set have a status that is wanted."""
        self.left_out += [
            f"the step {one['step']}: {one['status']}: {one['why']}"
            for one in self.steps if wanted(one["status"])]

    def _enabled(self, found):
        """Those of some cells whose architecture has descriptors apart."""
        able = [cell for cell in found if self._selects(cell)]
        others = sorted({cell.arch for cell in found if cell not in able})
        if able and others and not self.options.arches and \
                not self.options.cells:
            self.progress.note(f"not tried, as the set {SET} does not enable "
                               f"them: {', '.join(others)}")
        elif others:
            self.left_out.append(f"{', '.join(others)}: the set {SET} does "
                                 f"not select {SYMBOL} there")
        if not able:
            self._leave_out(lambda status: status != "done")
        return able

    def _selects(self, cell):
        folder = self.root / "arch" / cell.source_arches[0]
        return any(_SELECTS.search(path.read_text("utf-8", "replace"))
                   for path in sorted(folder.glob("Kconfig*")))

    def _check(self, arches):
        """What the checker says of the source that these folders of arch/
        have."""
        self.progress.note(f"checking {self.tree.path}")
        found = sites.look(self.tree.path, self.options.jobs)
        self.sources = [name for name in found.sources + found.headers
                        if units.belongs(name, arches)]
        kept = Cache(self.out / "check" / "cache.sqlite")
        try:
            part, unread = blind.Judge(self.tree.path, kept=kept).look(
                self.sources)
        finally:
            kept.close()
        account = result.account(self.tree, "", [{"findings": part}], [], [])
        _, text = result.findings(["--json", "-"], json.dumps(account))
        self.findings = [one for one in json.loads(text)["findings"]
                         if not one["suppressed"]]
        self.left_out += [f"{name}: not analysed: {why}"
                          for name, why in unread]

    # what came of it

    def machines(self):
        return self.work.outcomes if self.work else []

    def console(self, one, side):
        """The text of a machine's console."""
        run = one.runs.get(side)
        path = self.out / run.log if run and run.log else None
        return path.read_text("utf-8", "replace") \
            if path and path.exists() else ""

    @staticmethod
    def unbuilt(one):
        """Why a machine has no kernel with descriptors apart; else ""."""
        run = one.runs.get(SIDES[1])
        return run.why if run and run.result == NOT_BUILT else ""

    def why_not(self, one):
        """Why a machine says nothing of the tree; else ""."""
        return self.unbuilt(one) if one.status in ("pass", "fail") \
            else f"{one.status}: {one.why}"
