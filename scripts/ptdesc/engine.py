# SPDX-License-Identifier: GPL-2.0-only
"""Runs the steps of a series on the files of a tree.

A rule sees one file at a time, and what a step needs to know of the rest of
the tree is asked of the untouched input (`Tree:` and `Define:`). So files are
independent: each goes through all steps by itself, in parallel with others,
and the result is the same for every number of jobs.
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
                  if not entry.skipped and entry.why_not is None]
        wanted = [path for path in sorted(candidates)
                  if any(wants(e, path, candidates[path]) for e in active)]
        planned = {path: sum(wants(e, path, candidates[path]) for e in active)
                   for path in wanted}
        progress.begin("files to convert", len(wanted), sum(planned.values()))
        final = {}
        pool = concurrent.futures.ThreadPoolExecutor(self.jobs)
        try:
            futures = {pool.submit(self._file, active, path, progress): path
                       for path in wanted}
            for future in concurrent.futures.as_completed(futures):
                path = futures[future]
                changed, trace = future.result()
                for entry, change in trace:
                    entry.changes[path] = change
                if changed is not None:
                    final[path] = changed
                # A step can take the words away that another looks for.
                progress.unneeded(planned[path] - len(trace))
                progress.item(f"{path}{_by(trace)}")
        except BaseException:
            rewrite.stop_all()
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()
        progress.end()
        return final

    def _file(self, active, path, progress):
        start = content = self.read(path)
        words = _words(content)
        trace = []
        for entry in active:
            if not wants(entry, path, words):
                continue
            change = self._one(entry, path, content)
            trace.append((entry, change))
            progress.part(f"{entry.step.name} {path}")
            if change.after is not None and change.after != content:
                content = change.after
                words = _words(content)
        return (None if content == start else content), trace

    def _one(self, entry, path, content):
        defines = defines_for(entry, path, self.facts)
        name = caching.key(entry.step.flat, self._tools, path.rsplit("/")[-1],
                           " ".join(sorted(defines)), content)
        hit = self.cache.get(name)
        if hit:
            meta, after = hit
            applied = {int(k): v for k, v in meta["applied"].items()}
            return Change(content, content if after is None else after,
                          applied=applied)
        outcome = self.rewriter(entry.step, path, content, defines)
        if outcome.content is not None:
            same = outcome.content == content
            self.cache.put(name, {"applied": outcome.applied},
                           None if same else outcome.content)
        return Change(content, outcome.content, outcome.error,
                      outcome.timed_out, outcome.applied)


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
