# SPDX-License-Identifier: GPL-2.0-only
"""Runs the steps of a series on the files of a tree.

A rule sees one file at a time, and what a step needs to know of the rest of
the tree is asked of the untouched input (`Tree:` and `Define:`). So files are
independent: each goes through all steps in parallel with others, and the
result is the same for every number of jobs. Files that are at the same step at
the same time share a spatch.
"""

import concurrent.futures
import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import cache as caching
from . import rewrite
from .step import later_architectures

WORD = re.compile(rb"[A-Za-z_]\w*")
# The most files that share a spatch: where one fails, each is tried again.
TOGETHER = 8


@dataclass
class Change:
    """What one step did to one file; `after` is None when it failed."""
    before: bytes
    after: bytes | None
    error: str | None = None
    timed_out: bool = False
    applied: dict = field(default_factory=dict)


@dataclass
class Plan:
    """One step and what was decided about it for this tree."""
    step: object
    subject: str
    why_not: str | None = None       # the reason for "not-needed"
    skipped: bool = False            # STEPS= did not choose it
    defines: list = field(default_factory=list)
    later: set = field(default_factory=set)
    lacks: tuple | None = None       # (name, the step that did not add it)
    left_out: list = field(default_factory=list)     # files it would change
    changes: dict = field(default_factory=dict)      # path -> Change
    candidates: list = field(default_factory=list)


def plan(steps, chosen, facts):
    """Decides for each of `steps` whether the tree needs it.

    facts: scan.Facts of the untouched tree. Returns [Plan]."""
    plans = []
    for index, step in enumerate(steps):
        entry = Plan(step, step.subject(facts.has))
        entry.skipped = step not in chosen
        for want, what in step.conditions:
            if facts.has(what) != want:
                entry.why_not = ("the tree has " + facts.where(what)
                                 if not want else f"the tree has no {what}")
                break
        entry.later = later_architectures(steps, index)
        entry.defines = step.defines
        plans.append(entry)
    return plans


def split(plans):
    """Makes of a step with `Split: arch` one for each architecture in which
    it changed a file: the maintainer of each gets a commit. Call it when the
    steps have run. Returns [Plan]."""
    return [one for entry in plans for one in _by_arch(entry)]


def _by_arch(entry):
    if "Split" not in entry.step.header:
        return [entry]
    files = {}
    for path, change in entry.changes.items():
        if change.after != change.before:
            files.setdefault(path.split("/")[1], []).append(path)
    if not files:
        return [entry]
    return [replace(entry, step=entry.step.of_arch(arch),
                    subject=entry.subject.replace("{arch}", arch),
                    changes={path: entry.changes[path] for path in paths})
            for arch, paths in sorted(files.items())]


def defines_for(entry, path, facts):
    """The -D names for `path`, from the Define: lines of the step."""
    arch = re.match(r"arch/(\w+)/", path)
    names = []
    for name, scope, word in entry.defines:
        if scope == "tree" and facts.has(word):
            names.append(name)
        if scope == "arch" and arch and arch[1] in facts.arches(word):
            names.append(name)
    return names


class Engine:
    """Converts files. `read(path)` gives a file of the input as bytes."""

    def __init__(self, read, facts, rewriter, cache, jobs):
        self.read = read
        self.facts = facts
        self.rewriter = rewriter
        self.cache = cache
        self.jobs = jobs
        self._tools = _fingerprint()

    def run(self, plans, candidates, progress):
        """Runs all plans on `candidates`, {path: words of the steps that it
        has}; fills their `changes`.

        Returns {path: final content} of the files that changed."""
        active = [entry for entry in plans
                  if not entry.skipped and entry.why_not is None
                  and entry.lacks is None]
        for entry in plans:
            entry.changes = {}
        wanted = [path for path in sorted(candidates)
                  if any(wants(e, path, candidates[path]) for e in active)]
        planned = {path: sum(wants(e, path, candidates[path]) for e in active)
                   for path in wanted}
        progress.begin("files to convert", len(wanted), sum(planned.values()))
        schedule = _Schedule(self, active, self.jobs)

        def finished(file):
            # A step can take the words away that another looks for.
            progress.unneeded(planned[file.path] - len(file.trace))
            progress.item(f"{file.path}{_by(file.trace)}")
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            try:
                files = schedule.run(pool, wanted, progress.part, finished)
            except BaseException:
                rewrite.stop_all()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for file in files:
            for entry, change in file.trace:
                entry.changes[file.path] = change
        progress.end()
        return {file.path: file.content for file in files
                if file.content != file.start}

    def known(self, entry, path, content):
        """The Change that the cache has, or None."""
        hit = self.cache.get(self._key(entry, path, content))
        if not hit:
            return None
        meta, after = hit
        return Change(content, content if after is None else after, applied={
            int(index): count for index, count in meta["applied"].items()})

    def _key(self, entry, path, content):
        return caching.key(entry.step.flat, self._tools,
                           path.rsplit("/")[-1],
                           " ".join(sorted(self.defines(entry, path))),
                           content)

    def defines(self, entry, path):
        return tuple(defines_for(entry, path, self.facts))

    def change(self, entry, files):
        """Applies a step to `files` that have the same defines. Returns the
        Change of each."""
        work = [(file.path, file.content) for file in files]
        outcomes = self.rewriter.several(
            entry.step, work, self.defines(entry, files[0].path))
        return [self._keep(entry, path, content, outcome)
                for (path, content), outcome in zip(work, outcomes)]

    def _keep(self, entry, path, content, outcome):
        """The Change that came out, which the cache knows from now on."""
        if outcome.content is not None:
            same = outcome.content == content
            self.cache.put(self._key(entry, path, content),
                           {"applied": outcome.applied},
                           None if same else outcome.content)
        return Change(content, outcome.content, outcome.error,
                      outcome.timed_out, outcome.applied)


class _File:
    """A file on its way through the steps. `at` is the index of the next."""

    def __init__(self, path, content):
        self.path, self.start, self.content = path, content, content
        self.words, self.at, self.trace = _words(content), 0, []

    def take(self, entry, change):
        """The step did this to the file; it goes on to the next one."""
        self.trace.append((entry, change))
        self.at += 1
        if change.after is not None and change.after != self.content:
            self.content = change.after
            self.words = _words(change.after)


class _Schedule:
    """Which files are at which step. What is at the earliest step goes first,
    so that the others catch up."""

    def __init__(self, engine, active, jobs):
        self.engine, self.active, self.jobs = engine, active, jobs
        self.ready = {}         # (index of the step, defines) -> [_File]

    def run(self, pool, paths, part, finished):
        """Takes the files `paths` through all steps; returns their _Files.
        `part(name)` is called after each step of a file, and `finished(file)`
        after its last one."""
        files = [_File(path, self.engine.read(path)) for path in paths]
        running = {}
        for file in files:
            self._advance(file, part, finished)
        while self.ready or running:
            while self.ready and len(running) < self.jobs:
                entry, batch = self._next()
                running[pool.submit(self.engine.change, entry,
                                    batch)] = entry, batch
            done, _ = concurrent.futures.wait(
                running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                entry, batch = running.pop(future)
                for file, change in zip(batch, future.result()):
                    file.take(entry, change)
                    part(f"{entry.step.name} {file.path}")
                    self._advance(file, part, finished)
        return files

    def _advance(self, file, part, finished):
        """Goes on to a step that has to be run, past what the cache knows."""
        while file.at < len(self.active):
            entry = self.active[file.at]
            if not wants(entry, file.path, file.words):
                file.at += 1
                continue
            change = self.engine.known(entry, file.path, file.content)
            if change is None:
                self.ready.setdefault(
                    (file.at, self.engine.defines(entry, file.path)),
                    []).append(file)
                return
            file.take(entry, change)
            part(f"{entry.step.name} {file.path}")
        finished(file)

    def _next(self):
        """(step, files for one spatch): a fair part of what is ready."""
        first = min(self.ready)
        files = self.ready.pop(first)
        entry = self.active[first[0]]
        count = min(-(-len(files) // self.jobs), TOGETHER)
        batch = [file for file in files
                 if rewrite.looks_at(entry.step, file.path)][:count] \
            or files[:1]
        left = [file for file in files if file not in batch]
        if left:
            self.ready[first] = left
        return entry, batch


def _by(trace):
    """The steps that changed a file, and those that failed on it, in words."""
    changed = [entry.step.name for entry, change in trace
               if change.after not in (None, change.before)]
    failed = [f"{entry.step.name} failed" for entry, change in trace
              if change.error]
    return ": " * bool(changed + failed) + ", ".join(changed + failed)


def wants(entry, path, words):
    """Whether the step of `entry` looks at a file with these words."""
    return (entry.step.reads(words)
            and entry.step.covers(path, entry.later))


def _words(content):
    return {word.decode() for word in WORD.findall(content)}


def _fingerprint():
    """Everything besides step and file that a result depends on."""
    digest = hashlib.blake2b(repr(rewrite.spatch_version()).encode())
    for path in (rewrite.MACROS, rewrite.ISOS, rewrite.EDIT,
                 Path(rewrite.__file__)):
        try:
            digest.update(path.read_bytes())
        except OSError:
            digest.update(b"none")
    return digest.hexdigest()
