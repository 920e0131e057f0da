# SPDX-License-Identifier: GPL-2.0-only
"""Which programs the tests start, and whether scripts/packages brings them.

started.c is preloaded and writes down what is started. A program has to be of
a package that a minimal Debian has, that scripts/packages lists for the tests,
or that one of these depends on; or it is made by the tests.
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DPKG = Path("/var/lib/dpkg")
INTERPRETERS = re.compile(r"(ba|da)?sh|perl|python3?")
FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")


def preload(folder):
    """Builds the library in `folder`. Returns (environment that loads it, the
    file that it writes to)."""
    library, log = Path(folder) / "started.so", Path(folder) / "started"
    subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared",
                    "-fPIC", "-o", library, HERE / "started.c"], check=True)
    log.touch()
    # Tests that drop their rights start programs, too.
    log.chmod(0o666)
    Path(folder).chmod(0o755)
    return {"LD_PRELOAD": str(library), "STARTED": str(log)}, log


def listed(purpose="test", packages=ROOT / "scripts" / "packages"):
    """The packages of a purpose, those of its +OTHERs included."""
    lines = {}
    for line in packages.read_text("utf-8").splitlines():
        name, _, words = line.partition(":")
        if words and not line.startswith("#"):
            lines.setdefault(name, []).extend(words.split())
    found, todo = set(), [f"+{purpose}"]
    while todo:
        word = todo.pop()
        if word.startswith("+"):
            todo += lines.get(word[1:], [])
        else:
            found.add(word.lstrip("?"))
    return found


def installed(dpkg=DPKG):
    """{name: fields} of what dpkg says is installed; what a package provides
    has an entry, too."""
    found = {}
    for text in (dpkg / "status").read_text("utf-8").split("\n\n"):
        fields = dict(re.findall(r"^([\w-]+): (.*)$", text, re.M))
        if fields.get("Status", "").endswith(" installed"):
            found[fields["Package"]] = fields
            for name in re.findall(r"[a-z0-9][a-z0-9.+-]+(?= *[,(]|$)",
                                   fields.get("Provides", "")):
                found.setdefault(name, fields)
    return found


def brought(wanted, dpkg=DPKG):
    """Names of installed packages that `wanted` and a minimal Debian have."""
    have = installed(dpkg)
    todo = list(wanted) + [name for name, fields in have.items()
                           if fields.get("Priority") == "required"
                           or fields.get("Essential") == "yes"] + ["apt"]
    found = set()
    while todo:
        fields = have.get(todo.pop())
        if not fields or fields["Package"] in found:
            continue
        found.add(fields["Package"])
        for key in ("Depends", "Pre-Depends"):
            for choice in fields.get(key, "").split(","):
                # The first that is there: apt would have taken it.
                names = [re.sub(r"[ (:].*", "", one.strip())
                         for one in choice.split("|")]
                todo += [one for one in names if one in have][:1]
    return found


class Brought:
    """The files of the packages that the tests may use."""

    def __init__(self, packages, dpkg=DPKG):
        self.files, self.dpkg = set(), dpkg
        for name in packages:
            for path in sorted((dpkg / "info").glob(f"{name}.list")) + \
                    sorted((dpkg / "info").glob(f"{name}:*.list")):
                self.files.update(merged(line) for line in path.read_text(
                    "utf-8").splitlines())

    def has(self, path):
        """Whether a package has the file, or a program of its name: PATH may
        lead to another one on this machine, as alternatives may."""
        if merged(path) in self.files:
            return True
        name = os.path.basename(path)
        alternatives = self.dpkg / "alternatives" / name
        choices = [f"{folder}/{name}" for folder in FOLDERS]
        if alternatives.is_file():
            choices += re.findall(r"^/\S+$", alternatives.read_text(), re.M)
        return any(merged(choice) in self.files for choice in choices)


def merged(path):
    """A path as it is with one /usr."""
    return re.sub(r"^/(s?bin|lib\w*)/", r"/usr/\1/", path)


def foreign(lines, have, own):
    """Programs of a log that no package brings. `own` are folders in which
    tests make programs of their own."""
    found = set()
    for program, called, argument in {tuple(line.split("\t"))
                                      for line in lines}:
        program = program.removesuffix(" (deleted)")
        script = argument if argument.startswith("/") and \
            INTERPRETERS.fullmatch(os.path.basename(called)) else None
        for path in filter(None, (program, script)):
            mine = any(path.startswith(f"{folder}/") for folder in own)
            known = have.has(path) or path == program and have.has(
                os.path.basename(called))
            if not mine and not known and os.access(path, os.X_OK):
                found.add(path)
    return sorted(found)


def own_folders(*more):
    """Where tests make programs: the toolkit, the kernel trees, wherever they
    are, and temporary folders."""
    return [str(Path(folder).resolve()) for folder in
            (ROOT, *(ROOT / "kernel-tree").glob("*/"), tempfile.gettempdir(),
             "/tmp", *more)]
