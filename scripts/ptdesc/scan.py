# SPDX-License-Identifier: GPL-2.0-only
"""What checker/ptdesc-scan says about a tree: facts, candidates, sites; and the
names of the lists that it works from."""

import functools
import json
import os
from dataclasses import dataclass, field

from .errors import Usage
from .places import ROOT
from .process import ask

SCAN = ROOT / "checker" / "ptdesc-scan"
LISTS = ROOT / "checker" / "lists"


@dataclass
class Facts:
    """Answers about the untouched tree, asked for by the steps' headers."""
    places: dict = field(default_factory=dict)       # what -> [file:line]
    by_arch: dict = field(default_factory=dict)      # word -> {arch}

    def has(self, what):
        return bool(self.places.get(what))

    def where(self, what):
        first = self.places[what][0]
        return f"{what} ({first.rsplit(':', 1)[0]})"

    def arches(self, word):
        return self.by_arch.get(word, set())


@dataclass(frozen=True)
class Name:
    """A line of a list. `site` is the class of its sites, None if it has
    none; a trailing * of `name` stands for any longer word."""
    list: str
    name: str
    site: str


@functools.cache
def names():
    """The Names of all lists. Usage when a list is wrong."""
    return [Name(name, word, None if site == "-" else site)
            for name, word, site in map(str.split, run(["--names"])[0])]


@dataclass
class Scan:
    facts: Facts
    candidates: dict     # path -> which of the steps' words it has
    sites: list          # dicts as ptdesc-scan prints them
    troubles: list       # what could not be read, one line each


def wanted_facts(steps):
    """The lines of the facts file that `steps` need."""
    lines = set()
    for step in steps:
        for _, what in step.conditions:
            lines.add(what if what.startswith("struct ") else "word " + what)
        for _, scope, word in step.defines:
            if scope == "arch":
                lines.add("arch-define " + word)
            else:
                lines.add(word if word.startswith("struct ")
                          else "word " + word)
        subject = step.header["Subject"]
        for group in subject.split("{")[1:]:
            words = group.split("}")[0]
            if "|" in words:
                lines.update("word " + word for word in words.split("|"))
    return sorted(lines)


def scan(tree, steps, scratch, jobs, over=None):
    """Walks `tree` once; a file of the folder `over` stands for the one of
    the same path. Returns a Scan; Usage when it cannot be looked at."""
    facts = scratch / "facts"
    names = scratch / "names"
    facts.write_text("".join(line + "\n" for line in wanted_facts(steps)))
    words = sorted({name for step in steps for name in step.words})
    names.write_text("".join(word + "\n" for word in words))
    lines, troubles = run(["--facts", str(facts), "--candidates", str(names),
                           *(["--overlay", str(over)] if over else []),
                           "-j", str(jobs), str(tree)])
    result = Scan(Facts(), {}, [], troubles)
    for line in lines:
        record = json.loads(line)
        if "fact" in record:
            _fact(result.facts, record)
        elif "candidate" in record:
            result.candidates[record["candidate"]] = record["words"]
        else:
            result.sites.append(record)
    return result


def overlay(files, folder):
    """Writes {path: content} below `folder`, for scan(). Returns it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def again(files, read, scratch):
    """The sites of {path: content}, which need not be in any tree;
    read(path) gives the tree's own files."""
    if not files:
        return []
    tree = overlay({"Makefile": read("Makefile"), "Kconfig": read("Kconfig"),
                    **files}, scratch / "again")
    names = scratch / "again.files"
    names.write_bytes(b"".join(os.fsencode(path) + b"\n"
                               for path in sorted(files)))
    lines, _ = run(["--files", str(names), str(tree)])
    return [json.loads(line) for line in lines]


def _fact(facts, record):
    what = record["fact"]
    if what.startswith("arch-define "):
        facts.by_arch[what.split()[1]] = set(record["arches"])
    else:
        facts.places[what.removeprefix("word ")] = record["at"]


def run(options):
    if not os.access(SCAN, os.X_OK):
        raise Usage("checker/ptdesc-scan is not built: run make checker")
    result = ask(SCAN, ["--json", "--lists", LISTS, *options], good=(0, 3))
    messages = result.stderr.decode("utf-8", "replace").splitlines()
    troubles = messages[:-1] if result.returncode == 3 else []
    text = result.stdout.decode("utf-8", "surrogateescape")
    return text.splitlines(), troubles
