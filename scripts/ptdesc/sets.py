# SPDX-License-Identifier: GPL-2.0-only
"""One set of steps on one tree: a series of its own, on top of those of the
sets before it."""

from collections import Counter

from . import gitseries, message, rewrite, stands, touched
from .cache import key
from .engine import Engine, plan, split
from .step import FOLDERS


class SetSeries:
    """What a set makes of a tree.

    name: the set; steps: all of its; earlier: the SetSeries before it, in
    order. `before` and `final` are {path: content} of the files that differ
    from the input before and after the set; `commits` its own, `so_far` with
    those of the earlier sets before them. `sites`, `totals` and `digest` are
    the account as it stands after the set, `stay` what of it no step
    converted, as ledger.follow() returns it; `lacking` the names that are
    not there because a step failed, and that step; `parts` its series cut by
    subsystem, if that was asked for."""

    def __init__(self, name, steps, earlier):
        self.name = name
        self.folder = FOLDERS[name]
        self.steps = steps
        self.earlier = earlier
        self.before = dict(earlier[-1].final) if earlier else {}
        self.final = dict(self.before)
        self.plans, self.commits, self.rows = [], [], []
        self.repo = None
        self.sites, self.totals, self.digest = [], {}, None
        self.stay = []
        self.lacking = {}
        self.parts = []

    @property
    def so_far(self):
        return [commit for one in [*self.earlier, self]
                for commit in one.commits]

    @property
    def offset(self):
        """How many commits the earlier sets have: what is added to a number
        of this series to name a commit among all."""
        return sum(len(one.commits) for one in self.earlier)

    def rewrite(self, conversion, found, scratch):
        """Plans the steps and runs them. found: scan.Scan of the tree as the
        sets before left it."""
        self.plans = plan(self.steps, conversion.chosen, found.facts)
        verbose = conversion.progress.note \
            if conversion.options.verbose else None
        engine = Engine(
            lambda path: self.before[path] if path in self.before
            else conversion.read(path), found.facts,
            rewrite.Rewriter(scratch, verbose), conversion.cache,
            conversion.options.jobs)
        if self.earlier:
            self.lacking = dict(self.earlier[-1].lacking)
        again = True
        while again:
            self.final = dict(self.before)
            self.final.update(engine.run(self.plans, found.candidates,
                                         conversion.progress))
            again = stands.drop(self.plans, self.lacking)
        self.plans = split(self.plans)

    def commit(self, conversion, scratch):
        """Makes a commit of each step that changed a file."""
        changed = set()
        for entry in self.plans:
            files = {path: change.after
                     for path, change in sorted(entry.changes.items())
                     if change.after not in (None, change.before)}
            changed.update(files)
            if files:
                self.commits.append(
                    self._commit(conversion, entry, files, scratch))
        if not self.commits:
            return
        base = {path: self.before[path] if path in self.before
                else conversion.read(path) for path in sorted(changed)}
        self.repo = scratch / "series.git"
        gitseries.build(self.repo, base, self.commits,
                        gitseries.identity(conversion.options.author))
        for commit, found in zip(
                self.commits, gitseries.hunks(self.repo, len(self.commits))):
            commit.hunks = found
        touched.functions(self.commits, scratch)

    @staticmethod
    def _commit(conversion, entry, files, scratch):
        step = entry.step
        shown = message.rule(step)
        if shown and not _makes(conversion.cache, shown, entry, files,
                                scratch):
            shown = None
        commit = gitseries.Commit(
            entry.subject,
            message.body(step, shown, message.diff(entry, files)),
            message.notes(entry), files)
        commit.step = step
        commit.entry = entry
        return commit

    def why_empty(self):
        """Why the set has no commit: the reasons of its steps, the most
        frequent first. None when it has one."""
        if self.commits:
            return None
        if not self.steps:
            return "semantic-patches/series lists no step of it"
        reasons = Counter(row["why"] for row in self.rows)
        return "; ".join(f"{why} ({count} step{'s' * (count > 1)})"
                         for why, count in sorted(
                             reasons.items(), key=lambda one: (-one[1],
                                                               one[0])))

    def record(self):
        """What convert.json says of it."""
        return {"set": self.name, "commits": len(self.commits),
                "folder": self.folder if self.commits else None,
                "why": self.why_empty(),
                "parts": [part.record(self.folder + "-by")
                          for part in self.parts]}


def _makes(cache, rule, entry, files, scratch):
    """Whether plain spatch with a rule alone makes a commit."""
    rewriter = rewrite.Rewriter(scratch)
    for path, after in files.items():
        before = entry.changes[path].before
        name = key("alone", rule, path.rsplit("/")[-1],
                   repr(rewrite.spatch_version()), before)
        hit = cache.get(name)
        made = hit[1] if hit else rewriter.alone(rule, path, before)
        if not hit and made is not None:
            cache.put(name, {}, made)
        if made != after:
            return False
    return True
