# SPDX-License-Identifier: GPL-2.0-only
"""The verb convert: from a kernel tree to a series, a tree and an account."""

import concurrent.futures
import fcntl
import json
import os
import shlex
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import (byid, gitseries, ledger, left, letter, parts, rewrite, rows,
               scan, touched, trees, verdicts)
from . import step as steps_module
from .cache import Cache, key
from .engine import Engine, plan
from .errors import FINDINGS, INCOMPLETE, Usage, worst
from .outtree import OutTree
from .outtree import swap as outtree_swap
from .places import HOME, ROOT
from .terminal import Progress
from .sets import SetSeries

# The set that converts what is left.
LEFTOVERS = "beyond"
CACHE = HOME / "results" / ".cache" / "steps.sqlite"


class Conversion:
    """One run of the verb on one tree. `options` as scripts/convert has
    them; `progress` a Progress."""

    def __init__(self, options, progress):
        self.options = options
        self.progress = progress
        self.seconds = {}
        self.tree = None
        self.names, self.steps, self.chosen = [], [], []
        self.scan, self.sets, self.judged = None, [], None
        self.regions, self.blind = {}, {}
        self.cache, self.lock, self.identity = None, None, None
        self.findings = None
        self._originals = {}

    @property
    def last(self):
        """The last set: its `final` is the converted tree, its `sites` and
        `totals` are the account."""
        return self.sets[-1]

    @property
    def commits(self):
        """All commits, set after set."""
        return self.last.so_far

    @property
    def left_out(self):
        """How many steps STEPS= leaves out."""
        return len(self.steps) - len(self.chosen)

    @property
    def plans(self):
        """What was decided about all steps so far."""
        return [entry for one in self.sets for entry in one.plans]

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
        """Looks at the tree, for all steps of the sets asked for."""
        rewrite.spatch_version()
        rewrite.need_editor()
        self.names = steps_module.sets(self.options.sets)
        self.steps = steps_module.series(wanted=self.names)
        self.chosen = self.steps
        if self.options.steps:
            names = {step.name for step in steps_module.series(
                self.options.steps, self.names)}
            self.chosen = [s for s in self.steps if s.name in names]
        self.scan = self.timed("scan", scan.scan, self.tree.path, self.steps,
                               scratch, self.options.jobs)
        self.cache = Cache(None if self.options.no_cache else CACHE)

    def convert(self, name, scratch):
        """Converts the tree by one more set. Returns the exit code of the
        account."""
        one = SetSeries(name, [s for s in self.steps if s.set == name],
                        list(self.sets))
        scratch = scratch / name
        scratch.mkdir()
        found = self.timed("scan", self._look_again, one, scratch)
        self.sets.append(one)
        self.timed("steps", one.rewrite, self, found, scratch)
        if self.cache.why:
            self.progress.note(self.cache.why)
        self.timed("series", one.commit, self, scratch)
        code = self.timed("ledger", self.settle, one, scratch)
        one.digest = self.digest()
        return code

    def _look_again(self, one, scratch):
        """What a set sees: the input, where earlier ones changed nothing."""
        if not one.before or not one.steps:
            return self.scan
        return scan.scan(self.tree.path, one.steps, scratch,
                         self.options.jobs,
                         scan.overlay(one.before, scratch / "before"))

    def settle(self, one, scratch):
        """Decides about each site as it is after a set; returns the exit
        code of the account."""
        sites = one.sites = [dict(site) for site in self.scan.sites]
        stay = one.stay = ledger.follow(sites, one.so_far,
                                        self._pages(one, scratch))
        failed = {path: f"{entry.step.name}: {change.error}"
                  for entry in self.plans
                  for path, change in entry.changes.items() if change.error}
        failed.update((path, f"{entry.step.name}: {rows.without(entry)}")
                      for entry in self.plans for path in entry.left_out)
        self.parse(stay, scratch)
        judged = self.timed("judge", self._judge, stay, scratch)
        ledger.settle(stay, sites, judged,
                      lambda path: self.regions.get(path, []), failed,
                      self.left_out > 0)
        return self._total(one)

    def _total(self, one):
        one.totals = ledger.totals(one.sites)
        if self.scan.troubles or one.totals["unparsed"]:
            return INCOMPLETE
        return FINDINGS if one.totals["unhandled"] else 0

    def wants_findings(self):
        """Whether what the judge finds is to be in the account: what the seed
        leaves is the work of the set beyond."""
        return LEFTOVERS in self.names if self.options.findings is None \
            else self.options.findings

    def judge_result(self, scratch):
        """Has the judge look at the input and at the result, and counts. What
        it finds in the result are sites, too. Returns the exit code of the
        account."""
        one = self.last
        before, after, lines, wrong = byid.look(
            self.tree.path, one.final, self.options.jobs, self.cache,
            scratch / "judged")
        self.findings = {"before": byid.count(before),
                         "after": byid.count(after)}
        self.scan.troubles += [f"{unit}: {why}" for unit, why in wrong]
        one.sites += left.enter(
            left.Left(after, lines, self.left_out > 0), one.stay, one.so_far)
        return self._total(one)

    def _judge(self, stay, scratch):
        """What the judge says of the files that have sites in code, if any
        site is left. It looks at the input, so it is asked once."""
        if not any(ledger.needs_parsing(site) for site, _ in stay):
            return verdicts.Verdicts()
        if self.judged is None:
            paths = {site["file"] for site in self.scan.sites
                     if ledger.needs_parsing(site)
                     and site["file"].endswith(rewrite.C_SUFFIXES)}
            self.judged = verdicts.ask(self.tree.path, paths, scratch)
        return self.judged

    def _pages(self, one, scratch):
        """Where the output still uses members of struct page: a function for
        ledger.follow()."""
        found = {(site["file"], site["line"], site["name"])
                 for site in scan.again(one.final, self.read, scratch)}
        return lambda path, line, name: path not in one.final or \
            (path, line, name) in found

    def parse(self, stay, scratch):
        """Measures what Coccinelle can parse of the files that a step looked
        at, and of those with sites that are left."""
        paths = {path for entry in self.plans for path in entry.changes}
        paths |= {site["file"] for site, _ in stay
                  if ledger.needs_parsing(site)}
        paths = sorted(path for path in paths - self.regions.keys()
                       if path.endswith(rewrite.C_SUFFIXES))
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            self.regions.update(zip(paths, pool.map(
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


def cut(conversion, scratch):
    """Cuts the series of the set beyond by subsystem; the seed's rows are one
    piece of work, and split is not sent. Usage if the tree cannot say whose a
    file is."""
    for one in conversion.sets:
        if one.name == LEFTOVERS and one.commits:
            one.parts = parts.make(one, conversion, scratch)


def write(conversion, outtree):
    """Writes the results into OUT: complete ones replace the last ones."""
    out = Path(conversion.options.out)
    new = out / ".series.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        full = [one for one in conversion.sets if one.commits]
        for one in full:
            (new / one.folder).mkdir()
            gitseries.patches(one.repo, one.commits, new / one.folder)
        api = rows.words()
        for one in conversion.sets:
            one.rows = rows.of_set(one, conversion.last.sites, api)
        conversion.identity = letter.identity(conversion, new)
        for one in full:
            text = letter.cover(conversion, one, new)
            (new / one.folder / "0000-cover-letter.patch").write_text(text)
            if one.parts:
                write_parts(conversion, one, new)
        conversion.timed("tree", outtree.finish, conversion.last.final)
        replace_series(new, out)
        record = rows.account(conversion, conversion.digest())
        part = out / ".convert.json.part"
        part.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
        os.replace(part, out / "convert.json")
    except OSError as error:
        raise Usage(f"cannot write to {out}: {error.strerror}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_parts(conversion, one, new):
    """Writes the parts of a set's series, with a cover letter each."""
    folder = new / (one.folder + "-by")
    parts.write(one, conversion, folder)
    for part in one.parts:
        (folder / part.name / "0000-cover-letter.patch").write_text(
            letter.part(conversion, one, part, new))


def replace_series(new, out):
    """Moves the series in `new` to OUT; those that an earlier run made and
    this one did not go."""
    for folder in (name + end for name in steps_module.FOLDERS.values()
                   for end in ("", "-by")):
        if (new / folder).exists():
            outtree_swap(new / folder, out / folder)
        elif (out / folder).exists():
            shutil.rmtree(out / folder)


def in_place(conversion):
    """Commits the series on a new branch of the input's repository, set
    after set. Neither its work tree, nor its index, nor the user's branch is
    touched."""
    tree = conversion.tree
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
        for commit in conversion.commits:
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
    except FileExistsError as error:
        raise Usage(f"{out} is a file: name a folder with OUT") from error
    except BlockingIOError as error:
        raise Usage(f"another run is writing to {out}: wait for it, or give "
                    "another OUT") from error
    except OSError as error:
        raise Usage(f"cannot write to {out}: {error.strerror}") from error
    return lock


def run(options, progress):
    """The verb. Returns its exit code; raises Usage."""
    return summary(*convert_tree(options, progress))


def convert_tree(options, progress, make_tree=OutTree):
    """Converts a tree and writes what is in OUT; prints nothing of the result.
    `make_tree` makes what writes OUT/tree. Returns (Conversion, the exit code
    for what its steps left); raises Usage."""
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
    outtree = make_tree(tree, options.out)
    try:
        with tempfile.TemporaryDirectory(prefix="ptdesc-") as folder:
            scratch = Path(folder)
            conversion.prepare(scratch)
            for name in conversion.names:
                code = conversion.convert(name, scratch)
            if options.by_subsystem:
                conversion.timed("parts", cut, conversion, scratch)
            if conversion.wants_findings():
                code = worst(code, conversion.timed(
                    "findings", conversion.judge_result, scratch))
            write(conversion, outtree)
            if options.in_place and conversion.commits:
                branch = in_place(conversion)
                progress.note(f"the series is on the branch {branch}")
    except BaseException:
        outtree.cancel()
        raise
    finally:
        conversion.close()
    return conversion, code


def summary(conversion, code):
    """Prints what came out, last what did not; returns the exit code."""
    say = conversion.progress.note
    found = {}
    for record in (row for one in conversion.sets for row in one.rows):
        found.setdefault(record["status"], []).append(record)
    for record in found.get("partial", []) + found.get("failed", []):
        print(f"{record['step']}: {record['status']}: {record['why']}")
    for site in conversion.last.sites:
        if site["status"] in ("unhandled", "unparsed"):
            print(f"{site['file']}:{site['line']}: {site['status']}: "
                  f"{site['name']}: {site['why']}")
    for trouble in conversion.scan.troubles:
        print(trouble)
    say("steps: " + ", ".join(f"{len(records)} {status}" for status, records
                              in sorted(found.items())))
    say("sites: " + ", ".join(f"{count} {name}" for name, count
                              in conversion.last.totals.items()))
    if conversion.left_out:
        say(f"STEPS= leaves out {conversion.left_out} steps: a site that one "
            "of them converts counts as kept or unhandled here")
    if conversion.findings:
        say(byid.words(**conversion.findings))
    for one in conversion.sets:
        if not one.commits:
            say(f"the set {one.name} has nothing to do: {one.why_empty()}")
    made = [f"{len(one.commits)} patch{'es' * (len(one.commits) > 1)} in "
            f"{one.folder}/"
            for one in conversion.sets if one.commits] or ["no patch"]
    made += [f"{len(one.parts)} part{'s' * (len(one.parts) > 1)} of them by "
             f"subsystem in {one.folder}-by/"
             for one in conversion.sets if one.parts]
    say(f"results in {conversion.options.out}: {', '.join(made)}, the "
        "converted tree in tree/, the account in convert.json")
    next_steps(conversion, say)
    timed_out = any(change.timed_out for entry in conversion.plans
                    for change in entry.changes.values())
    wrong = FINDINGS if "partial" in found or "failed" in found else 0
    return worst(code, wrong, INCOMPLETE if timed_out else 0)


def next_steps(conversion, say):
    """Says what to do with the series, if there is one."""
    folders = [f"{conversion.options.out}/{one.folder}"
               for one in conversion.sets if one.commits]
    if not folders:
        return
    kdir, out = (shlex.quote(str(path)) for path in (
        conversion.tree.path, conversion.options.out))
    say("apply it:    git am --empty=drop "
        + " ".join(f"{shlex.quote(folder)}/*.patch" for folder in folders))
    if (ROOT / "Makefile").exists():
        say(f"look at it:  make check KDIR={kdir} OUT={out}\n"
            f"build it:    make matrix SERIES=1 KDIR={kdir} OUT={out}\n"
            f"show it:     make report OUT={out}")
    else:
        say(f"look at it:  ptdesc check --kdir {kdir} --out {out}\n"
            f"build it:    ptdesc matrix --series --kdir {kdir} --out {out}\n"
            f"show it:     ptdesc report --out {out}")


def by_hand(kdir, name, until, scratch, diff):
    """scripts/step --tree: runs one step, or all up to `until`, on a tree and
    prints the diff; nothing is written. Returns the exit code."""
    tree = trees.resolve(kdir)
    steps = steps_module.series()
    last = steps_module.load(until or name).name
    names = [step.name for step in steps]
    if last not in names:
        raise Usage(f"{last} is not in semantic-patches/series")
    steps = steps[:names.index(last) + 1] if until else steps
    chosen = steps if until else [s for s in steps if s.name == last]
    wanted = {step.set for step in chosen}
    final, plans = {}, []
    for folder in (name for name in steps_module.FOLDERS if name in wanted):
        plans += _by_hand_set(tree, [s for s in steps if s.set == folder],
                              chosen, final, Path(scratch) / folder)
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


def _by_hand_set(tree, steps, chosen, final, scratch):
    """Runs those of one set's steps that are chosen, on the tree with the
    files of `final`; adds to it. Returns [Plan]."""
    scratch.mkdir()
    found = scan.scan(tree.path, steps, scratch, 2,
                      scan.overlay(final, scratch / "before")
                      if final else None)
    plans = plan(steps, chosen, found.facts)
    engine = Engine(lambda path: final[path] if path in final
                    else (tree.path / path).read_bytes(), found.facts,
                    rewrite.Rewriter(scratch), Cache(None), 2)
    final.update(engine.run(plans, found.candidates, Progress(quiet=True)))
    return plans
