# SPDX-License-Identifier: GPL-2.0-only
"""Kernel trees: by name or by directory, what version, what git knows."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import Usage
from .places import HOME
from .treecopy import copy      # noqa: F401 -- part of this interface
from .unpack import known, there, unpacked

PARTS = ("VERSION", "PATCHLEVEL", "SUBLEVEL", "EXTRAVERSION")
NEEDED = ("Kconfig", "arch", "mm")


@dataclass(frozen=True)
class Tree:
    """A kernel tree that is input. `head` and `dirty` are git's, when the
    directory is the top of a work tree: the commit and the tracked files
    that differ from it."""
    path: Path
    version: str
    name: str
    is_git: bool = False
    head: str = ""
    dirty: tuple = ()

    @property
    def label(self):
        """NAME-VERSION, as in results/."""
        return f"{self.name}-{self.version}"


def git(path, *arguments):
    """Runs git on the tree without taking a lock there: even the index of an
    input is left alone. Returns its output, bytes; raises Usage."""
    command = ["git", "-C", str(path), *arguments]
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("GIT_DIR", "GIT_WORK_TREE",
                                   "GIT_INDEX_FILE")}
    environment.update(GIT_OPTIONAL_LOCKS="0", LC_ALL="C")
    try:
        done = subprocess.run(command, env=environment, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True)
    except FileNotFoundError as error:
        raise Usage("git is not installed: run scripts/setup") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        if "dubious ownership" in said:
            raise Usage(f"{path} belongs to another user: tell git to trust "
                        "it with git config --global --add safe.directory "
                        f"{path}")
        raise Usage(f"git {arguments[0]} failed in {path}: "
                    f"{said.splitlines()[0] if said else 'no reason given'}")
    return done.stdout


def _git_state(path):
    """(is_git, head, dirty) of a directory."""
    if not (path / ".git").exists():
        return False, "", ()
    top = os.fsdecode(git(path, "rev-parse", "--show-toplevel")).rstrip("\n")
    if Path(top).resolve() != path.resolve():
        return False, "", ()
    head = git(path, "rev-parse", "--verify", "HEAD").decode().strip()
    # status looks at contents where diff-index believes stale times, and
    # leaves the index alone, which diff does not.
    changed = git(path, "status", "--porcelain", "-z", "--no-renames",
                  "--untracked-files=no", "--ignore-submodules").split(b"\0")
    return True, head, tuple(os.fsdecode(entry[3:]) for entry in changed
                             if entry)


def makefile_version(path):
    """The version that a kernel's Makefile gives, or None where the file is
    no kernel's. Raises Usage when it cannot be read."""
    try:
        with open(path / "Makefile", encoding="utf-8",
                  errors="replace") as makefile:
            head = makefile.read(4096)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Usage(f"cannot read {path}/Makefile: "
                    f"{error.strerror}") from error
    found = dict(re.findall(r"^(\w+)[ \t]*=[ \t]*(\S*)[ \t]*$", head, re.M))
    if not all(found.get(part, "").isdigit() for part in PARTS[:3]):
        return None
    return ".".join(found[part] for part in PARTS[:3]) + \
        found.get("EXTRAVERSION", "")


def _check(path):
    """The version of the kernel in a directory; raises Usage."""
    try:
        entries = set(os.listdir(path))
    except FileNotFoundError as error:
        raise Usage(f"{path} does not exist: give the directory of a kernel "
                    "or one of " + ", ".join(k.name for k in known())
                    ) from error
    except NotADirectoryError as error:
        raise Usage(f"{path} is a file: give the directory of a kernel"
                    ) from error
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    version = makefile_version(path)
    if version is None:
        raise Usage(f"{path} is not a kernel tree: it has no Makefile with "
                    "VERSION, PATCHLEVEL and SUBLEVEL")
    for name in NEEDED:
        if name not in entries:
            raise Usage(f"{path} is not a kernel tree: it has no {name}")
    return version


def _name(path, version):
    """What the results of a directory are called: its own name, without a
    version at the end of it."""
    name = re.sub(r"[-_]?v?\d+(\.\d+)+([-.]?\w+)*$", "", path.name)
    if path.name.endswith(version):
        name = path.name[:-len(version)]
    name = re.sub(r"[^\w.+-]", "_", name).strip(".-_")
    return name or "linux"


def resolve(kdir=None, progress=None, unpack=True):
    """The tree that KDIR= means: None for the first known one, the name of a
    known one, or a directory. `progress` has note(text). A known tree is
    unpacked if it is not, but for `unpack` False. Returns a Tree; raises
    Usage."""
    by_name = {entry.name: entry for entry in known()}
    if kdir is None or str(kdir) == "":
        kdir = next(iter(by_name))
    if str(kdir) in by_name:
        entry = by_name[str(kdir)]
        path = unpacked(entry, makefile_version, progress) if unpack \
            else there(entry)
        if path is None:
            raise Usage(f"{entry.name} is not unpacked, so it has no results: "
                        "run `make convert` first, or give the OUT of another "
                        "tree")
        return Tree(path, _check(path), "linux")
    path = Path(kdir).absolute()
    version = _check(path)
    return Tree(path, version, _name(path.resolve(), version),
                *_git_state(path))


def default_out(tree):
    """Where a tree's results go without OUT=."""
    return HOME / "results" / tree.label


def refuse_unbuildable(out):
    """Raises Usage when kbuild cannot build below a folder: neither make nor
    the shell that it starts quotes names."""
    odd = re.search(r"[\s:'\"$#;&|<>()*?\[\]`\\{}]", str(Path(out).resolve()))
    if odd:
        raise Usage(f"kbuild cannot build in {out}, because of the "
                    f"{'blank' if odd[0].isspace() else odd[0]} in its path: "
                    "give another OUT")


def refuse_inside(out, tree):
    """Raises Usage when results would be written into the input."""
    inner, outer = Path(out).resolve(), tree.path.resolve()
    if inner == outer or outer in inner.parents:
        raise Usage(f"{out} is inside the kernel tree, which is never written "
                    "to: give another OUT")
