# SPDX-License-Identifier: GPL-2.0-only
"""The verb convert: from a kernel tree to a series, a tree and an account."""

import concurrent.futures
import fcntl
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import (gitseries, ledger, letter, message, rewrite, rows, scan,
               touched, trees, verdicts)
from . import step as steps_module
from .cache import Cache, key
from .engine import Engine, plan
from .errors import FINDINGS, INCOMPLETE, Usage, worst
from .outtree import OutTree
from .outtree import swap as outtree_swap
from .places import HOME
from .progress import Progress

CACHE = HOME / "results" / ".cache" / "steps.sqlite"


class Conversion:
    """One run of the verb on one tree. `options` as scripts/convert has
    them; `progress` a Progress."""

    def __init__(self, options, progress):
        self.options = options
        self.progress = progress
        self.seconds = {}
        self.tree = None
        self.plans, self.commits, self.scan = [], [], None
        self.final, self.rows, self.regions, self.blind = {}, [], {}, {}
        self.cache, self.lock, self.identity = None, None, None
        self._originals = {}

    def read(self, path):
        """A file of the input, read once; Usage when it cannot be read."""
        if path not in self._originals:
            try:
                data = (self.tree.path / path).read_bytes()
            except OSError as error:
                raise Usage(f"{self.tree.path / path}: cannot be read: "
                            f"{error.strerror}") from error
            self._originals[path] = data
        return self._originals[path]

    def timed(self, name, function, *arguments):
        start = time.monotonic()
        result = function(*arguments)
        spent = time.monotonic() - start
        self.seconds[name] = round(self.seconds.get(name, 0) + spent, 3)
        return result

    def prepare(self, scratch):
        """Looks at the tree and plans the steps."""
        rewrite.spatch_version()
        rewrite.need_editor()
        self.steps = steps_module.series()
        chosen = steps_module.series(self.options.steps) \
            if self.options.steps else self.steps
        names = {step.name for step in chosen}
        self.scan = self.timed("scan", scan.scan, self.tree.path, self.steps,
                               scratch, self.options.jobs)
        self.plans = plan(self.steps,
                          [s for s in self.steps if s.name in names],
                          self.scan.facts)

    def rewrite(self, scratch):
        """Runs the steps, and makes a commit of each that changed a file."""
        self.cache = Cache(None if self.options.no_cache else CACHE)
        verbose = self.progress.note if self.options.verbose else None
        engine = Engine(self.read, self.scan.facts,
                        rewrite.Rewriter(scratch, verbose), self.cache,
                        self.options.jobs)
        self.final = self.timed("steps", engine.run, self.plans,
                                self.scan.candidates, self.progress)
        if self.cache.why:
            self.progress.note(self.cache.why)

    def account(self, scratch):
        """Makes the commits and follows each site through them."""
        for entry in self.plans:
            files = {path: change.after
                     for path, change in sorted(entry.changes.items())
                     if change.after not in (None, change.before)}
            if files:
                self.commits.append(self._commit(entry, files, scratch))
        base = {path: self.read(path) for path in self.final}
        repo = scratch / "series.git"
        if not self.commits:
            return repo
        author = gitseries.identity(self.options.author)
        gitseries.build(repo, base, self.commits, author)
        for commit, found in zip(
                self.commits, gitseries.hunks(repo, len(self.commits))):
            commit.hunks = found
        touched.functions(self.commits, scratch)
        return repo

    def _commit(self, entry, files, scratch):
        step = entry.step
        shown = message.rule(step)
        if shown and not self._makes(shown, entry, files, scratch):
            shown = None
        commit = gitseries.Commit(entry.subject, message.body(step, shown),
                                  message.notes(entry), files)
        commit.step = step
        commit.entry = entry
        return commit

    def _makes(self, rule, entry, files, scratch):
        """Whether plain spatch with a rule alone makes a commit."""
        rewriter = rewrite.Rewriter(scratch)
        for path, after in files.items():
            before = entry.changes[path].before
            name = key("alone", rule, path.rsplit("/")[-1],
                       repr(rewrite.spatch_version()), before)
            hit = self.cache.get(name)
            made = hit[1] if hit else rewriter.alone(rule, path, before)
            if not hit and made is not None:
                self.cache.put(name, {}, made)
            if made != after:
                return False
        return True

    def settle(self, scratch):
        """Decides about each site; returns the exit code of the account."""
        sites = self.scan.sites
        left = ledger.follow(sites, self.commits, self._pages(scratch))
        failed = {path: f"{entry.step.name}: {change.error}"
                  for entry in self.plans
                  for path, change in entry.changes.items() if change.error}
        self.parse(left, scratch)
        judged = self.timed("judge", self._judge, left, scratch)
        ledger.settle(left, sites, judged,
                      lambda path: self.regions.get(path, []), failed)
        self.totals = ledger.totals(sites)
        if self.scan.troubles or self.totals["unparsed"]:
            return INCOMPLETE
        return FINDINGS if self.totals["unhandled"] else 0

    def _judge(self, left, scratch):
        """What the judge says of the files that have sites in code, if any
        site is left."""
        if not any(ledger.needs_parsing(site) for site, _ in left):
            return verdicts.Verdicts()
        paths = {site["file"] for site in self.scan.sites
                 if ledger.needs_parsing(site)
                 and site["file"].endswith(rewrite.C_SUFFIXES)}
        return verdicts.ask(self.tree.path, paths, scratch)

    def _pages(self, scratch):
        """Where the output still uses members of struct page: a function for
        ledger.follow()."""
        found = {(site["file"], site["line"], site["name"])
                 for site in scan.again(self.final, self.read, scratch)}
        return lambda path, line, name: path not in self.final or \
            (path, line, name) in found

    def parse(self, left, scratch):
        """Measures what Coccinelle can parse of the files that a step looked
        at, and of those with sites that are left."""
        paths = {path for entry in self.plans for path in entry.changes}
        paths |= {site["file"] for site, _ in left
                  if ledger.needs_parsing(site)}
        paths = sorted(path for path in paths
                       if path.endswith(rewrite.C_SUFFIXES))
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            self.regions = dict(zip(paths, pool.map(
                lambda path: self._unparsed(path, scratch), paths)))
        self.blind = touched.within(self.tree.path, self.regions)

    def _unparsed(self, path, scratch):
        content = self.read(path)
        name = key("parse", rewrite.MACROS.read_bytes(), content)
        hit = self.cache.get(name)
        if hit:
            return hit[0]["regions"]
        found = rewrite.unparsed(self.tree.path / path, scratch)
        if found is not None:
            self.cache.put(name, {"regions": found}, None)
        return found

    def close(self):
        if self.cache is not None:
            self.cache.close()

    def digest(self):
        """A digest of everything of the input that the result depends on."""
        parts = [self.tree.version]
        for path in sorted(self._originals):
            parts += [path, self._originals[path]]
        return key(*parts)


def write(conversion, repo, outtree, scratch):
    """Writes the results into OUT: complete ones replace the last ones."""
    out = Path(conversion.options.out)
    folder = out / ".series.new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    commits = conversion.commits
    try:
        gitseries.patches(repo, commits, folder)
        api = rows.words()
        by_step = {commit.step.name: commit for commit in commits}
        conversion.rows = [rows.row(entry, by_step.get(entry.step.name),
                                    conversion.scan.sites, api)
                           for entry in conversion.plans]
        if commits:
            author = gitseries.identity(conversion.options.author)
            conversion.identity = letter.identity(conversion, folder)
            text = letter.cover(conversion, author,
                                message.shortlog(author, commits),
                                gitseries.diffstat(repo, len(commits)))
            (folder / "0000-cover-letter.patch").write_text(text)
        conversion.timed("tree", outtree.finish, conversion.final)
        outtree_swap(folder, out / "series")
        record = rows.account(conversion, conversion.digest())
        part = out / ".convert.json.part"
        part.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
        os.replace(part, out / "convert.json")
    except OSError as error:
        raise Usage(f"cannot write to {out}: {error.strerror}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_place(conversion, repo):
    """Commits the series on a new branch of the input's repository. Neither
    its work tree, nor its index, nor the user's branch is touched."""
    tree, commits = conversion.tree, conversion.commits
    branch, number = "ptdesc", 1
    while gitseries.git(tree.path, "rev-parse", "-q", "--verify",
                        "refs/heads/" + branch, check=False):
        number += 1
        branch = f"ptdesc-{number}"
    author = gitseries.identity(conversion.options.author)
    parent = tree.head
    with tempfile.TemporaryDirectory() as folder:
        env = gitseries.environment({"GIT_INDEX_FILE": folder + "/index"})
        env.update(gitseries.people(author))
        gitseries.git(tree.path, "read-tree", parent, env=env)
        for commit in commits:
            parent = gitseries.commit_on(tree.path, parent, commit, env)
    gitseries.git(tree.path, "update-ref", "refs/heads/" + branch, parent,
                  "0" * 40)
    return branch


def check_in_place(tree):
    """Usage unless IN_PLACE=1 may touch the repository of `tree`."""
    if not tree.is_git:
        raise Usage(f"{tree.path} is not a git work tree: IN_PLACE=1 needs "
                    "one")
    if tree.dirty:
        raise Usage(f"{tree.path} has uncommitted changes: commit or stash "
                    "them first, IN_PLACE=1 needs a clean tree")


def make_out(out):
    """Makes the folder and locks it for this run; returns the lock, which
    ends with the process. Usage when that cannot be done."""
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
        lock = open(Path(out) / ".lock", "w", encoding="utf-8")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Usage(f"another run is writing to {out}: wait for it, or give "
                    "another OUT") from error
    except OSError as error:
        raise Usage(f"cannot write to {out}: {error.strerror}") from error
    return lock


def run(options, progress):
    """The verb. Returns its exit code; raises Usage."""
    conversion = Conversion(options, progress)
    rewrite.spatch_version()
    tree = conversion.tree = trees.resolve(options.kdir, progress)
    options.out = options.out or trees.default_out(tree)
    trees.refuse_inside(options.out, tree)
    if options.in_place:
        check_in_place(tree)
    if gitseries.identity(options.author) == gitseries.NOBODY \
            and not options.author:
        progress.note(gitseries.UNNAMED)
    conversion.lock = make_out(options.out)
    progress.note(f"converting Linux {tree.version} in {tree.path}")
    outtree = OutTree(tree, options.out)
    try:
        with tempfile.TemporaryDirectory(prefix="ptdesc-") as folder:
            scratch = Path(folder)
            conversion.prepare(scratch)
            conversion.rewrite(scratch)
            repo = conversion.timed("series", conversion.account, scratch)
            code = conversion.timed("ledger", conversion.settle, scratch)
            write(conversion, repo, outtree, scratch)
            if options.in_place and conversion.commits:
                branch = in_place(conversion, repo)
                progress.note(f"the series is on the branch {branch}")
    except BaseException:
        outtree.cancel()
        raise
    finally:
        conversion.close()
    return summary(conversion, code)


def summary(conversion, code):
    """Prints what came out, last what did not; returns the exit code."""
    say = conversion.progress.note
    found = {}
    for record in conversion.rows:
        found.setdefault(record["status"], []).append(record)
    for record in found.get("partial", []) + found.get("failed", []):
        print(f"{record['step']}: {record['status']}: {record['why']}")
    for site in conversion.scan.sites:
        if site["status"] in ("unhandled", "unparsed"):
            print(f"{site['file']}:{site['line']}: {site['status']}: "
                  f"{site['name']}: {site['why']}")
    for trouble in conversion.scan.troubles:
        print(trouble)
    say("steps: " + ", ".join(f"{len(records)} {status}" for status, records
                              in sorted(found.items())))
    say("sites: " + ", ".join(f"{count} {name}" for name, count
                              in conversion.totals.items()))
    say(f"results in {conversion.options.out}: "
        f"{len(conversion.commits)} patches in series/, the converted tree "
        "in tree/, the account in convert.json")
    timed_out = any(change.timed_out for entry in conversion.plans
                    for change in entry.changes.values())
    wrong = FINDINGS if "partial" in found or "failed" in found else 0
    return worst(code, wrong, INCOMPLETE if timed_out else 0)


def by_hand(kdir, name, until, scratch, diff):
    """scripts/step --tree: runs one step, or all up to `until`, on a tree and
    prints the diff; nothing is written. Returns the exit code."""
    scratch = Path(scratch)
    tree = trees.resolve(kdir)
    steps = steps_module.series()
    last = steps_module.load(until or name).name
    names = [step.name for step in steps]
    if last not in names:
        raise Usage(f"{last} is not in semantic-patches/series")
    steps = steps[:names.index(last) + 1] if until else steps
    chosen = steps if until else [s for s in steps if s.name == last]
    found = scan.scan(tree.path, steps, scratch, 2)
    plans = plan(steps, chosen, found.facts)
    engine = Engine(lambda path: (tree.path / path).read_bytes(), found.facts,
                    rewrite.Rewriter(scratch), Cache(None), 2)
    final = engine.run(plans, found.candidates, Progress(quiet=True))
    for path in sorted(final):
        print(diff(path, (tree.path / path).read_bytes(), final[path]),
              end="")
    code = 0
    for entry in plans:
        if entry.why_not and not entry.skipped:
            print(f"{entry.step.name}: not needed: {entry.why_not}",
                  file=sys.stderr)
        for path, change in sorted(entry.changes.items()):
            if change.error:
                print(f"{path}: {entry.step.name}: {change.error}",
                      file=sys.stderr)
                code = INCOMPLETE
        for trouble in rows.unanchored(entry):
            print(f"{entry.step.name}: {trouble}", file=sys.stderr)
            code = worst(code, FINDINGS)
    return code
