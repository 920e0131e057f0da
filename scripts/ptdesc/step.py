# SPDX-License-Identifier: GPL-2.0-only
"""Steps: the files in semantic-patches/ and the order of the series.

docs/steps.md describes the format that is read here.
"""

import fnmatch
import functools
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from .errors import Usage
from .places import ROOT

STEPS = ROOT / "semantic-patches"
# The sets of semantic-patches/series in their order, and where the series
# that each becomes lies in OUT.
FOLDERS = {"seed": "series", "beyond": "series-beyond",
           "split": "series-split"}
DEFAULT_SETS = ("seed", "beyond")
KINDS = ("type-only", "equivalent", "behaviour", "add", "remove", "docs")
KEYS = ("Confidence", "Options", "Requires", "Row", "Subject", "Kind",
        "Changes", "Grows", "Pattern", "Paths", "Names", "With", "Ids",
        "Advice", "Tree", "Define", "Split")
REPEATED = ("Tree", "Define", "Paths", "Names", "With", "Changes", "Pattern")
# What a Changes: line may be about, and how the cover letter says it, in its
# order.
TOPICS = {
    "fix": "Fixes:",
    "memory": "Memory that is not allocated any more:",
    "compound": "Tables that become compound pages:",
    "statistics": "Statistics:",
    "checks": "Debug checks:",
    "state": "State that moves to another word of struct page:"}
INCLUDE = re.compile(r'^#\s*include\s+"([^"]+)"\s*$')


@dataclass
class Step:
    """One step. `text` is the file as it stands, `header` its keys; `name`
    is its file below semantic-patches/, without .cocci."""
    name: str
    path: Path
    text: str
    message: str        # with the paragraphs that only some trees need
    header: dict = field(default_factory=dict)
    set: str | None = None      # whose series it belongs to

    @property
    def row(self):
        value = self.header["Row"]
        return int(value) if value.isdigit() else None

    @property
    def kind(self):
        return self.header["Kind"]

    @property
    def paths(self):
        return self.header["Paths"].split()

    @property
    def names(self):
        return self.header["Names"].split()

    @property
    def words(self):
        """All words that decide whether a file is a candidate."""
        return self.names + self.header.get("With", "").split()

    @property
    def grows(self):
        """Tags of the structures that get another size."""
        return self.header.get("Grows", "").split()

    @functools.cached_property
    def wanted(self):
        return frozenset(self.names)

    @functools.cached_property
    def beside(self):
        return frozenset(self.header.get("With", "").split())

    def reads(self, words):
        """Whether a file with these words is a candidate."""
        return not self.wanted.isdisjoint(words) and \
            (not self.beside or not self.beside.isdisjoint(words))

    @property
    def conditions(self):
        """[(with?, what)] from the Tree lines."""
        found = []
        for line in self.header.get("Tree", "").splitlines():
            how, _, what = line.strip().partition(" ")
            if how not in ("with", "without") or not what:
                raise Usage(f"{self.path.name}: cannot read 'Tree: {line}'")
            found.append((how == "with", what.strip()))
        return found

    @property
    def changes(self):
        """[(topic, what changes at run time)] from the Changes lines."""
        return [_topic(line).groups() for line in
                self.header.get("Changes", "").splitlines()]

    @property
    def defines(self):
        """[(name, "arch" or "tree", word)] from the Define lines."""
        found = []
        for line in self.header.get("Define", "").splitlines():
            match = re.fullmatch(
                r"(\w+) when (?:(arch) defines|(tree) has) (.+)",
                line.strip())
            if not match:
                raise Usage(f"{self.path.name}: cannot read 'Define: {line}'")
            found.append((match[1], match[2] or match[3], match[4].strip()))
        return found

    @functools.cached_property
    def flat(self):
        """The step with its includes expanded: what spatch is given."""
        return "\n".join(_expand(self.path, [])) + "\n"

    @property
    def has_rules(self):
        return any(line.startswith("@") for line in self.flat.splitlines())

    @property
    def has_directives(self):
        return any(line.startswith("//!") for line in self.flat.splitlines())

    def subject(self, has_word):
        """The subject; {a|b} becomes the first that has_word() accepts."""
        def pick(match):
            words = match[1].split("|")
            return next((w for w in words if has_word(w)), words[-1])
        return re.sub(r"\{([\w|]+\|[\w|]+)\}", pick, self.header["Subject"])

    def architectures(self):
        """Names of the architectures that Paths speaks of one by one."""
        found = (re.match(r"arch/(\w+)/", path) for path in self.paths)
        return {match[1] for match in found if match}

    def of_arch(self, arch):
        """The part of a step with `Split: arch` that is about one
        architecture. Its name is STEP:ARCH, and it is not split again."""
        header = {key: value for key, value in self.header.items()
                  if key != "Split"}
        return replace(self, name=f"{self.name}:{arch}", header=header)

    def covers(self, path, later=()):
        """Whether the step may touch `path`; `later`: architectures of the
        steps that follow, for a `!later` in Paths."""
        verdict = False
        for glob in self.paths:
            if glob == "!later":
                arch = re.match(r"arch/(\w+)/", path)
                if arch and arch[1] in later:
                    verdict = False
            elif glob.startswith("!"):
                if _match(path, glob[1:]):
                    verdict = False
            elif _match(path, glob):
                verdict = True
        return verdict


def _topic(line):
    return re.fullmatch(rf"({'|'.join(TOPICS)}): (.+)", line)


def _match(path, glob):
    """fnmatch in which * stays inside a folder and ** does not."""
    return _pattern(glob).fullmatch(path) is not None


@functools.cache
def _pattern(glob):
    pattern = re.escape(glob)
    pattern = pattern.replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*")
    pattern = pattern.replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
    return re.compile(pattern)


def _expand(path, stack):
    if path in stack:
        raise Usage(f"{path.name}: includes itself")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Usage(f"{path}: {error.strerror}") from error
    for line in lines:
        match = INCLUDE.match(line)
        if match:
            yield from _expand(STEPS / match[1], stack + [path])
        elif not (stack and "SPDX-License-Identifier" in line):
            yield line


def load(name):
    """Reads the step `name` ("powerpc" or "powerpc.cocci").

    Returns a Step; Usage when it does not exist or its header is wrong."""
    if not name.endswith(".cocci"):
        name += ".cocci"
    path = STEPS / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Usage(f"there is no step {name}: semantic-patches/series lists "
                    "them") from error
    step = Step(name[:-len(".cocci")], path, text, _message(text))
    for line in text.splitlines():
        match = re.match(r"//\s?([A-Z][a-z]+):\s*(.*)$", line)
        if not match or match[1] not in KEYS:
            continue
        key, value = match[1], match[2].strip()
        if key in REPEATED and key in step.header:
            joint = "\n" if key in ("Tree", "Define") or (
                key == "Changes" and _topic(value)) else " "
            value = step.header[key] + joint + value
        step.header[key] = value
    _check(step)
    return step


def _message(text):
    lines = [line[3:].removeprefix(" ") for line in text.splitlines()
             if line.startswith("///")]
    return "\n".join(lines).strip() + "\n"


def paragraphs(message):
    """[(regular expression, paragraph)] of a message. A paragraph that begins
    with a line `? PATTERN` is for commits whose diff has a match of it; None
    stands for one that every commit has."""
    found = []
    for one in message.strip().split("\n\n"):
        first, _, rest = one.partition("\n")
        found.append((re.compile(first[2:], re.M), rest)
                     if first.startswith("? ") else (None, one))
    return found


def _check(step):
    missing = [key for key in ("Row", "Subject", "Kind", "Paths", "Names",
                               "Advice") if not step.header.get(key)]
    if missing:
        raise Usage(f"{step.path.name}: its header lacks {missing[0]}:")
    if step.kind not in KINDS:
        raise Usage(f"{step.path.name}: unknown Kind: {step.kind}")
    if (step.kind == "behaviour") != bool(step.header.get("Changes")):
        raise Usage(f"{step.path.name}: a behaviour step, and no other, has "
                    "Changes:")
    if step.grows and step.kind != "behaviour":
        raise Usage(f"{step.path.name}: only a behaviour step has Grows:")
    if not all(map(_topic, step.header.get("Changes", "").splitlines())):
        raise Usage(f"{step.path.name}: Changes: begins with one of "
                    f"{', '.join(TOPICS)} and a colon")
    if not step.header.get("Ids") and \
            not step.header.get("Changes", "").startswith("fix:"):
        raise Usage(f"{step.path.name}: its header lacks Ids:, and it is no "
                    "fix")
    if step.header.get("Split", "arch") != "arch" or \
            ("Split" in step.header) != ("{arch}" in step.header["Subject"]):
        raise Usage(f"{step.path.name}: Split: arch goes with {{arch}} in its "
                    "Subject:")
    if not re.fullmatch(r"beyond|split|\d+", step.header["Row"]):
        raise Usage(f"{step.path.name}: Row: is a number, 'beyond' or "
                    "'split'")


def sets(text=None):
    """The sets that SETS= names, in the order of the series; those that are
    converted by default where `text` is None. Usage when one does not
    exist."""
    if text is None:
        return list(DEFAULT_SETS)
    wanted = text.replace(",", " ").split()
    unknown = [name for name in wanted if name not in FOLDERS]
    if unknown or not wanted:
        raise Usage(f"there is no set '{unknown[0] if unknown else text}': "
                    f"SETS= takes some of {', '.join(FOLDERS)}")
    return [name for name in FOLDERS if name in wanted]


def series(pattern=None, wanted=tuple(FOLDERS)):
    """The steps of semantic-patches/series in order, of the sets `wanted`;
    those whose name, or file name, matches the glob `pattern` where one is
    given."""
    steps = [step for step in _all() if step.set in wanted]
    if pattern is None:
        return steps
    chosen = [s for s in steps if fnmatch.fnmatch(s.name, pattern)
              or fnmatch.fnmatch(s.path.stem, pattern)]
    if not chosen:
        raise Usage(f"no step of the sets {', '.join(wanted)} in "
                    f"semantic-patches/series matches {pattern}")
    return chosen


def _all():
    """Every step that semantic-patches/series lists."""
    try:
        lines = (STEPS / "series").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Usage(f"semantic-patches/series: {error.strerror}") from error
    current = None
    for line in lines:
        name = line.split("#")[0].strip()
        heading = re.fullmatch(r"\[(.*)\]", name)
        if heading:
            current = heading[1]
            if current not in FOLDERS:
                raise Usage(f"semantic-patches/series: there is no set "
                            f"'{current}'")
        elif name and current is None:
            raise Usage(f"semantic-patches/series: {name} stands before the "
                        "first [set]")
        elif name:
            step = load(name)
            step.set = current
            yield step


def later_architectures(steps, index):
    """Architectures that steps of the same set after `index` name in their
    Paths."""
    return set().union(*(s.architectures() for s in steps[index + 1:]
                         if s.set == steps[index].set), set())
