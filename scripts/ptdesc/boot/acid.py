# SPDX-License-Identifier: GPL-2.0-only
"""The acid test: is a tree that somebody converted complete?

The set split is applied to a copy of the tree, and the kernel with descriptors
apart from struct page is booted beside the tree's own. What breaks is told by
function and word, with what the checker says of the same source.
"""

import json
import re
import tempfile
from pathlib import Path
from types import SimpleNamespace

from .. import convert, ledger, touched, trees
from ..cache import Cache
from ..check import blind, result, sites
from ..errors import Usage
from ..matrix import cells, commits, units
from ..outtree import NoTree
from . import follow
from .run import SIDES, Boot, bootable
from .verdict import NOT_BUILT

SET, SYMBOL = "split", "ARCH_HAS_SPLIT_PTDESC"
# The set that converts what is forgotten in a tree with descriptors.
LEFTOVERS = convert.LEFTOVERS
# What a place may be, the worst last: what the set split converts, what nobody
# does, and what is left.
_RANKS = ("converted", "kept", "unparsed", "unhandled")
# What the reason for which a place is kept says of it where descriptors lie
# apart: nothing; that it is right if it works; that it is right. A forgotten
# word of a page and a forgotten list of pages are kept for a reason, too.
NOTHING, IF_IT_RAN, RIGHT = range(3)
_RIGHT = {ledger.RAW: RIGHT, ledger.MIXED: RIGHT, ledger.BOOT: RIGHT,
          ledger.STATE: RIGHT, ledger.GATHER: RIGHT, ledger.ITSELF: RIGHT,
          ledger.ORIGIN: IF_IT_RAN}
_SELECTS = re.compile(rf"^\s*select\s+{SYMBOL}\b", re.M)


def places(split, beyond):
    """{(file, line): (status, why, right)} of the sites of two accounts of one
    tree, as convert.json has them and as Conversion; where a line has several,
    of the worst. "converted" is what the set split converts. What the other
    set does was forgotten, and is "unhandled"; "kept" is what both keep, and
    `right` what their reasons say of it. Where no site was counted, what the
    judge finds after the other set is one."""
    others = {ledger.key(site): site for site in beyond if not _found(site)}
    counted = _worst((site, *_both(site, others[_key(site)]))
                     for site in split)
    return _worst((site, site["status"], site["why"], _right(site))
                  for site in beyond if _found(site)) | counted


def _right(site):
    """One of NOTHING, IF_IT_RAN and RIGHT."""
    if site["status"] != "kept":
        return NOTHING
    right = _RIGHT.get(site["reason"], NOTHING)
    return min(right, IF_IT_RAN) if ledger.ALONE in site["why"] else right


def _found(site):
    return site["class"] == "findings"


def _worst(sites):
    """{(file, line): (status, why, right)} of [(site, status, why, right)].
    """
    found = {}
    for site, *said in sites:
        place, said = (site["file"], site["line"]), tuple(said)
        found[place] = max(said, found.get(place, said),
                           key=lambda one: (_RANKS.index(one[0]), -one[2]))
    return found


def _key(site):
    return ledger.key(site | {"name": site["what"]})


def _both(site, other):
    """(status, why, right) of a site that two accounts have."""
    if site["status"] == "converted":
        return "converted", None, NOTHING
    if other["status"] == "converted":
        return "unhandled", f"the step {other['step']} of the set " \
            f"{LEFTOVERS} converts it", NOTHING
    worst = max(site, other, key=lambda one: _RANKS.index(one["status"]))
    return worst["status"], worst["why"], min(map(_right, (site, other)))


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
    `places` {(file, line): (status, why, right)} of the accounts, `sources`
    the files that the checker looked at, `findings` what it found, `work` the
    Boot, `root` the tree after the set."""

    def __init__(self, options, progress):
        self.options, self.progress = options, progress
        if not options.kdir:
            raise Usage("the acid test looks at a tree that is converted: "
                        "name it with KDIR=")
        self.tree = trees.resolve(options.kdir, progress)
        self.out = Path(options.out or
                        f"{trees.default_out(self.tree)}-acid").absolute()
        trees.refuse_inside(self.out, self.tree)
        trees.refuse_unbuildable(self.out)
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
        self.progress.note(f"applying the set {SET} to a copy of "
                           f"{self.tree.path}")
        convert.convert_tree(self._asked(SET), self._silent(), NoTree)
        account = commits.account(self.out)
        self.steps = [{name: row[name] for name in ("step", "status", "why")}
                      for row in account["rows"]]
        if all("no struct ptdesc" in (one["why"] or "")
               for one in self.steps):
            raise Usage(f"{self.tree.path} has no struct ptdesc: the acid "
                        "test looks at a tree that is converted")
        self._leave_out(lambda status: status in ("partial", "failed"))
        if not self.left_out:
            self.places = places(account["sites"], self._forgotten())

    def _asked(self, sets):
        """What convert is asked."""
        return SimpleNamespace(
            kdir=self.tree.path, out=self.out, sets=sets, steps=None,
            jobs=self.options.jobs, author=None, in_place=False,
            findings=False, by_subsystem=False, no_cache=False, verbose=False)

    def _silent(self):
        """A Progress without notes: what is left is told by the checker,
        later."""
        return SimpleNamespace(
            note=lambda _: None, begin=self.progress.begin,
            unneeded=self.progress.unneeded, part=self.progress.part,
            item=self.progress.item, end=self.progress.end)

    def _forgotten(self):
        """The sites of the tree, as the set that converts leftovers leaves
        them, and what the judge finds then. Nothing is written: the tree is
        booted with its leftovers."""
        self.progress.note(f"asking what the set {LEFTOVERS} would convert in "
                           f"{self.tree.path}; nothing of it is written")
        work = convert.Conversion(self._asked(LEFTOVERS), self._silent())
        work.tree = self.tree
        try:
            with tempfile.TemporaryDirectory(prefix="ptdesc-") as folder:
                work.prepare(Path(folder))
                for name in work.names:
                    work.convert(name, Path(folder))
                work.judge_result(Path(folder))
        finally:
            work.close()
        return work.last.sites

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
