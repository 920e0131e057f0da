# SPDX-License-Identifier: GPL-2.0-only
"""The generated series as the matrix sees it: files, names, text."""

import argparse
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from .. import trees
from ..errors import Usage, why
from ..step import FOLDERS
from .units import folders_of

_FILE = re.compile(r"^(?:---|\+\+\+) [ab]/(\S+)", re.MULTILINE)
_ARCH = re.compile(r"^arch/([^/]+)/")
# What stands for a commit's number where all of them are meant.
WHOLE = "all"
# Nothing below these is compiled for a kernel.
_NOT_BUILT = ("Documentation/", "tools/", "scripts/", "samples/")


@dataclass(frozen=True)
class Commit:
    """One patch. `number` counts through the series of all sets, so that it
    names one commit; of the first it is the patch's own number. `names` are
    the words it changed and the functions and macros it changed them in."""
    number: int
    title: str
    path: Path
    text: bytes = field(repr=False)
    files: tuple = ()
    names: frozenset = frozenset()

    def sources(self):
        """The C files and headers it changes that a kernel is made of."""
        return [name for name in self.files if name.endswith((".c", ".h"))
                and not name.startswith(_NOT_BUILT)]

    def concerns(self, source_arches):
        """Whether a build of these arch/ folders can see the change."""
        for name in self.files:
            if name.startswith(_NOT_BUILT):
                continue
            arch = _ARCH.match(name)
            if not arch or arch[1] in source_arches:
                return True
        return False


def add_option(add):
    """The option of a verb that looks at some commits only."""
    add("--commits", metavar="N,M-K,all", type=numbers, default=frozenset(),
        help="only these commits; `all` is the series as a whole")


def numbers(text):
    """The numbers of an option such as 6-12,22, and the word `all`; for
    argparse."""
    found = set()
    for part in text.replace(",", " ").split():
        if part == WHOLE:
            found.add(WHOLE)
            continue
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit() or \
                int(first) > int(last or first):
            raise argparse.ArgumentTypeError(
                f"'{part}' is not the number of a commit, a range such as "
                f"6-12, or `{WHOLE}`")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def in_words(chosen):
    """The text of an option that numbers() reads."""
    return ",".join(map(str, sorted(chosen, key=lambda one: (
        one == WHOLE, one if one != WHOLE else 0))))


def refuse_unknown(chosen, commits):
    """Usage if a series does not have all of the numbers."""
    unknown = chosen - {WHOLE, *(one.number for one in commits)}
    if unknown:
        raise Usage(f"the series has no commit {min(unknown)}: it has "
                    f"{commits[-1].number}")


def _title(text):
    match = re.search(rb"^Subject: (.*(?:\n[ \t].*)*)", text, re.MULTILINE)
    if not match:
        return ""
    subject = match[1].decode("utf-8", "replace")
    return re.sub(r"^\[[^\]]*\] *", "", re.sub(r"\s+", " ", subject))


def account(out):
    """convert.json of a result, {} where there is none. Usage if it is not
    what convert writes."""
    path = Path(out) / "convert.json"
    try:
        found = json.loads(path.read_text("utf-8"))
        parts = [found, found.get("tree", {}), *found.get("rows", [])]
        if not all(isinstance(part, dict) for part in parts):
            raise ValueError("its tree or a row is none")
        return found
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Usage(f"{path} is broken ({why(error)}): run `make convert` "
                    "again") from error


def rows(out):
    """{number of a commit: its row in the account}"""
    return {row.get("commit", row.get("number")): row
            for row in account(out).get("rows", [])}


def _names(out):
    """{number: words} from the account: names and definitions."""
    return {number: frozenset([*(row.get("names") or ()),
                               *(row.get("functions") or ())])
            for number, row in rows(out).items()}


def _patches(out):
    """The patches of each set that has some, in the order of the sets."""
    found = [_in_folder(Path(out) / folder) for folder in FOLDERS.values()]
    return [patches for patches in found if patches]


def _in_folder(folder):
    return sorted(path for path in folder.glob("[0-9]*.patch")
                  if not path.name.startswith("0000"))


def needed_none(out):
    """Whether the account says that its tree needs no step at all."""
    states = {row.get("status") for row in account(out).get("rows", [])}
    return states == {"not-needed"} and not _patches(out)


def load(out):
    """The commits of all series in `out`, in order. Usage if there is
    none."""
    patches = _patches(out)
    if not patches:
        raise Usage(f"{out}/series has no patch: run `make convert` first, "
                    "or name its result with OUT=")
    return _read(patches, _names(out))


def read(out):
    """The same of the series in `out`, without what an account says of
    them."""
    return _read(_patches(out), {})


def _read(patches, names):
    commits, before = [], 0
    for series in patches:
        for path in series:
            number = before + int(path.name.split("-")[0].split(".")[0])
            commits.append(_commit(number, path, names))
        before = commits[-1].number
    return commits


def _commit(number, path, names):
    text = path.read_bytes()
    files = _FILE.findall(text.decode("utf-8", "surrogateescape"))
    if not files:
        raise Usage(f"{path} is no patch: run `make convert` again")
    return Commit(number, _title(text), path, text, tuple(sorted(set(files))),
                  names.get(number, frozenset()))


def identity(tree_digest, commits):
    """What tells this series on this tree from another: a digest that does
    not know the messages."""
    parts = [tree_digest, *(digest([one], None) for one in commits)]
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def digest(commits, source_arches):
    """A hash of what these patches do to the files that a build of these
    arch/ folders (None: all) can see, whatever their messages."""
    total = hashlib.sha256()
    for commit in commits:
        for part in commit.text.split(b"\ndiff --git ")[1:]:
            name = part.split(b"\n", 1)[0].split(b" b/")[-1]
            arch = _ARCH.match(name.decode("utf-8", "surrogateescape"))
            if not arch or source_arches is None or arch[1] in source_arches:
                total.update(part)
    return total.hexdigest()


def input_digest(kdir, out):
    """What tells one input from another: the account's digest of the tree,
    else the tree's main Makefile."""
    known = account(out).get("tree", {}).get("digest")
    if known:
        return str(known)
    return hashlib.sha256((kdir / "Makefile").read_bytes()).hexdigest()


def places(args, progress):
    """(input tree, folder of results) that the options of a verb mean: each
    tells the other if need be. Usage if they do not fit."""
    kdir = args.kdir
    if not kdir and args.out:
        kdir = account(args.out).get("tree", {}).get("path")
        if not kdir:
            raise Usage(f"{args.out} does not say what it was made from: run "
                        "`make convert` first, or name the tree with KDIR=")
    tree = trees.resolve(kdir, progress)
    for folder in folders_of(args.scope):
        if not (tree.path / folder).is_dir():
            raise Usage(f"{tree.path} has no folder {folder}, which --scope "
                        "names")
    out = Path(args.out or trees.default_out(tree)).absolute()
    trees.refuse_inside(out, tree)
    trees.refuse_unbuildable(out)
    return tree, out
