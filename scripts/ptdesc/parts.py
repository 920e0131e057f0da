# SPDX-License-Identifier: GPL-2.0-only
"""Cuts the series of a set by subsystem: parts that can be sent to different
maintainers, each with what it needs.

The tree's own scripts/get_maintainer.pl says whose a file is. A part holds
commits of one subsystem. What a commit needs of another subsystem is in an
earlier part, so a subsystem can have several.
"""

import copy
import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field

from . import depends, gitseries, ledger
from .errors import Usage

MAINTAINERS = "scripts/get_maintainer.pl"
# The section of MAINTAINERS that has every file. Nobody owns only that.
REST = "THE REST"


@dataclass
class Part:
    """Commits of one subsystem. `places` are their numbers in the set's
    series, `needs` the parts that they go on top of, all of them in order.
    `commits` are copies with the numbers and files of this part, on
    `branch` of the set's repository; `to` and `cc` the recipients."""
    name: str
    subsystem: str
    places: list
    needs: list = field(default_factory=list)
    commits: list = field(default_factory=list)
    branch: str = ""
    to: list = field(default_factory=list)
    cc: list = field(default_factory=list)

    def record(self, folder):
        """What convert.json says of it."""
        return {"part": self.name, "subsystem": self.subsystem,
                "numbers": self.places,
                "needs": [other.name for other in self.needs],
                "to": self.to, "cc": self.cc,
                "patches": [f"{folder}/{self.name}/{commit.patch}"
                            for commit in self.commits]}


class Tree:
    """Answers of the tree's get_maintainer.pl. Usage if it has none."""

    def __init__(self, path):
        self.path = path
        if not (path / MAINTAINERS).exists():
            raise Usage(f"{path} has no {MAINTAINERS}: only a tree that has "
                        "it can say whose a file is")

    def _ask(self, *options):
        # Perl's hashes must not choose the order; nor a user's own files.
        env = dict(os.environ, HOME="/nonexistent", PERL_HASH_SEED="0",
                   PERL_PERTURB_KEYS="0", LC_ALL="C.UTF-8")
        try:
            done = subprocess.run(
                ["perl", MAINTAINERS, "--no-git", "--no-git-fallback",
                 "--no-rolestats", *options], cwd=self.path, env=env,
                check=False, capture_output=True, stdin=subprocess.DEVNULL)
        except FileNotFoundError as error:
            raise Usage("perl is not installed: run scripts/setup") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise Usage(f"{MAINTAINERS} of {self.path} fails: {said}")
        return done.stdout.decode("utf-8", "replace").splitlines()

    def sections(self, path):
        """The sections of MAINTAINERS that have a file, the nearest first."""
        return [line for line in self._ask(
            "--no-email", "--no-l", "--subsystem", "-f", path)
            if line != REST]

    def recipients(self, patches):
        """(to, cc) for patches: maintainers; reviewers and lists."""
        names = [str(path) for path in patches]
        to = sorted(set(self._ask("--no-r", "--no-l", *names)))
        return to, sorted(set(self._ask("--no-m", *names)) - set(to))


def _homes(commit):
    """The architectures of a commit's files; none if all are generic."""
    return frozenset(map(ledger.place_of, commit.files)) - {"generic"}


def subsystems(commits, sections):
    """{number: subsystem}, the first number is 1. Of the sections that have
    most of a commit's files it is the one that has most commits of the same
    architecture, so that these stay together, then most of all commits.
    sections: {path: [section]}."""
    counts = [Counter(name for path in commit.files
                      for name in sections[path]) for commit in commits]
    shared = Counter()
    for commit, found in zip(commits, counts):
        for name in found:
            if found[name] == len(commit.files):
                shared.update([name, (_homes(commit), name)])
    result = {}
    for number, (commit, found) in enumerate(zip(commits, counts), 1):
        order = [name for path in sorted(commit.files)
                 for name in sections[path]]
        result[number] = max(order, default=REST, key=lambda name: (
            found[name], shared[_homes(commit), name], shared[name],
            -order.index(name)))
    return result


def families(commits, owners):
    """{number: numbers}: the earlier commits on the same architecture that
    another subsystem has. What one allocates, the other may free: without
    them a table would be in two families."""
    homes = [_homes(commit) for commit in commits]
    return {number: {other for other in owners if other < number
                     and owners[other] != owners[number]
                     and homes[other - 1] & homes[number - 1]}
            for number in owners}


def cut(owners, needs):
    """[(subsystem, numbers)] in an order in which each has what it needs in
    those before it. What is side by side does not need each other. owners:
    {number: subsystem}; needs: {number: numbers before it}."""
    done, parts = set(), []
    while len(done) < len(owners):
        level = []
        for subsystem in dict.fromkeys(owners.values()):
            mine = []
            for number in sorted(owners):
                if owners[number] == subsystem and number not in done \
                        and needs[number] <= done | set(mine):
                    mine.append(number)
            if mine:
                level.append((subsystem, mine))
        parts += level
        done.update(number for _, mine in level for number in mine)
    return parts


def _slug(subsystem):
    """X86 ARCHITECTURE (32-BIT AND 64-BIT) as x86-architecture."""
    name = re.sub(r"\(.*?\)", " ", subsystem).lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "rest"


def _named(found, needs):
    """[Part] of what cut() found, with names and what they need."""
    parts, names, home = [], Counter(), {}
    for subsystem, mine in found:
        slug = _slug(subsystem)
        names[slug] += 1
        part = Part(slug + (f"-{names[slug]}" if names[slug] > 1 else ""),
                    subsystem, mine)
        # One maintainer gets them, and takes them in order.
        wanted = {other.name: other for other in parts
                  if other.subsystem == subsystem}
        wanted.update((home[number].name, home[number]) for place in mine
                      for number in needs[place] if number in home)
        for other in list(wanted.values()):
            wanted.update((one.name, one) for one in other.needs)
        part.needs = [other for other in parts if other.name in wanted]
        home.update((number, part) for number in mine)
        parts.append(part)
    return parts


class Repository:
    """The repository of a set, for putting its commits on other ones."""

    def __init__(self, one, author, scratch):
        self.repo, self.count = one.repo, len(one.commits)
        self.work = scratch / "parts"
        self.env = gitseries.environment(gitseries.people(author))
        self._git(self.repo, "worktree", "add", "-q", "--detach",
                  str(self.work), self.name(0))

    def _git(self, where, *arguments, check=True):
        return gitseries.git(where, *arguments, env=self.env, check=check)

    def name(self, number):
        """A commit of the series; 0 is what it goes on top of."""
        return f"series~{self.count - number}"

    def put(self, numbers, base):
        """Puts commits on `base`. Returns the first that does not fit, or
        None."""
        self._git(self.work, "checkout", "-q", "--detach", base)
        for number in numbers:
            try:
                self._git(self.work, "-c", "merge.renames=false",
                          "cherry-pick", "--cleanup=verbatim",
                          self.name(number))
            except RuntimeError:
                self._git(self.work, "reset", "-q", "--hard")
                return number
        return None

    def keep(self, branch):
        self._git(self.work, "branch", "-f", branch, "HEAD")

    def same(self, one, other):
        """Whether two commits have the same files."""
        return self._git(self.repo, "rev-parse", one + "^{tree}") == \
            self._git(self.repo, "rev-parse", other + "^{tree}")


def _misfit(parts, repository):
    """Puts each part on what it needs, and on nothing else. Returns the first
    commit that does not fit, or None."""
    for part in parts:
        below = sorted(number for other in part.needs
                       for number in other.places)
        wrong = repository.put(below, repository.name(0))
        if wrong is None:
            repository.keep("below")
            wrong = repository.put(part.places, "below")
        if wrong is not None:
            return wrong
        part.branch = "parts/" + part.name
        repository.keep(part.branch)
    return None


def make(one, conversion, scratch):
    """Cuts the series of a set (sets.SetSeries). Returns [Part] in the order
    to apply them. Every part applies on what it needs alone; all together
    they give what the series gives, or this is a RuntimeError."""
    tree = Tree(conversion.tree.path)
    sections = {path: tree.sections(path) for path in sorted(
        {path for commit in one.commits for path in commit.files})}
    owners = subsystems(one.commits, sections)
    needs = depends.of(one.commits)
    for number, more in families(one.commits, owners).items():
        needs[number] |= more
    author = gitseries.identity(conversion.options.author)
    repository = Repository(one, author, scratch)
    while True:
        parts = _named(cut(owners, needs), needs)
        wrong = _misfit(parts, repository)
        if wrong is None:
            break
        # It stands beside lines that others changed.
        files = set(one.commits[wrong - 1].files)
        more = {number for number in range(1, wrong)
                if files & set(one.commits[number - 1].files)}
        if more <= needs[wrong]:
            raise RuntimeError(f"commit {wrong} of {one.folder} does not "
                               "apply on what it needs")
        needs[wrong] |= more
    wrong = repository.put([number for part in parts
                            for number in part.places], repository.name(0))
    repository.keep("whole")
    if wrong is not None or not repository.same("whole", "series"):
        raise RuntimeError(f"the parts of {one.folder} do not give what the "
                           "series gives")
    return parts


def write(one, conversion, folder):
    """Writes the patches of a set's parts below `folder`, a folder for each,
    and finds their recipients."""
    tree = Tree(conversion.tree.path)
    for part in one.parts:
        place = folder / part.name
        place.mkdir(parents=True)
        part.commits = [copy.copy(one.commits[number - 1])
                        for number in part.places]
        gitseries.patches(one.repo, part.commits, place, part.branch)
        part.to, part.cc = tree.recipients(sorted(place.glob("*.patch")))
