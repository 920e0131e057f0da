# SPDX-License-Identifier: GPL-2.0-only
"""One cell made ready, and the command of every unit, without compiling.

kbuild configures and generates headers in an object folder of its own; `make
-n` then prints the compiler's command of all units in one run, two seconds
for a hundred units, where compiling them takes minutes. Both are kept: while
nothing that they are made from changes they are not made again.
"""

import hashlib
import json
import os
import re
import shlex

from .. import wholefile
from ..matrix import cells, fragments, kbuild, parse, units

# What a configuration, its generated headers and its commands are made from.
_BUILD_FILE = re.compile(r"(?:^|/)(?:Kconfig|Makefile|Kbuild)[^/]*$")
_MADE_FROM = ("include/", "scripts/", "kernel/bounds.c", "kernel/time/")
CONSTANTS = cells.SCRIPTS.parent / "checker" / "ptdesc-constants"
# More than the cells ask for, where the architecture has it.
WISHES = (cells.CONFIGS / "check.config",)
# A new meaning of what is stored needs a new number.
FORMAT = "2"


def files_below(root, folders):
    """Names of all files below some folders, relative to root, sorted."""
    found = []
    for folder in folders:
        for path, names, files in os.walk(os.path.join(root, folder)):
            names[:] = sorted(name for name in names if name != ".git")
            inner = os.path.relpath(path, root)
            found += [os.path.join(inner, name) for name in files]
    return sorted(found)


class TreeStamp:
    """A digest of all that decides what kbuild does in a cell."""

    def __init__(self, root):
        self.root = str(root)
        self._common = None
        self._arches = {}

    def _digest(self, names):
        total = hashlib.blake2b(digest_size=20)
        for name in names:
            total.update(name.encode("utf-8", "surrogateescape") + b"\0")
            try:
                with open(os.path.join(self.root, name), "rb") as file:
                    total.update(hashlib.blake2b(file.read()).digest())
            except OSError as error:
                total.update(str(error.errno).encode())
        return total.hexdigest()

    def _listed(self):
        tops = sorted(entry.name for entry in os.scandir(self.root)
                      if entry.is_dir() and entry.name not in
                      (".git", "Documentation", "arch", "tools", "samples"))
        names = [name for name in files_below(self.root, tops)
                 if name.startswith(_MADE_FROM) or _BUILD_FILE.search(name)]
        return [*names, "Makefile", "Kbuild", "Kconfig", "arch/Kconfig"]

    def of(self, arches):
        """The digest for the folders of arch/ that a cell is made from."""
        if self._common is None:
            self._common = self._digest(self._listed())
        parts = [self._common]
        for arch in arches:
            if arch not in self._arches:
                self._arches[arch] = self._digest(
                    files_below(self.root, [f"arch/{arch}"]))
            parts.append(self._arches[arch])
        return "-".join(parts)


class CellBuild:
    """`why` is set when the cell cannot be used at all; else `commands` has
    {unit's source: arguments behind the compiler's name}, `without` the
    sources that kbuild has no command for, with the reason, and `remarks`
    what is not as the cell asks for. In `cell`, clang may stand in for a
    compiler that is missing."""

    def __init__(self, cell, tree, folder, runner):
        self.version, self.why = cell.compiler_version()
        self.remarks = []
        if self.why and cell.parse_as:
            cell = self._stand_in(cell, folder)
        self.cell = cell
        # make takes no blank in a name; that of a link to the tree may.
        self.builder = kbuild.Builder(cell, tree.resolve(), folder, runner,
                                      WISHES)
        self.configured = units.Configured(self.builder)
        self.unmet, self.commands, self.without = [], {}, {}
        self._state = folder.with_suffix(".json")
        self._key = ""

    def _stand_in(self, cell, folder):
        """The cell with clang for the compiler that is missing."""
        other, _ = parse.stand_in(cell, folder.with_suffix(".cc"))
        version, why = other.compiler_version() if other else ("", "no")
        if why:
            return cell
        self.remarks.append(f"{self.why.split(' (')[0]}: its source is "
                            f"parsed as that of {cell.parse_as[0]}")
        self.version = f"{version} {shlex.join(cell.parse_as)} {_made_by()}"
        self.why = ""
        return other

    # readiness

    def prepare(self, stamp):
        """Configures unless the folder is as an earlier run left it. Returns
        whether the cell can be used."""
        if self.why:
            return False
        self._key = hashlib.blake2b("\0".join(
            [FORMAT, str(self.builder.tree), stamp, self.version,
             repr((self.cell.make_arguments(), self.cell.base)),
             *fragments.of_cell(self.cell, self.builder.tree, WISHES)]
        ).encode(), digest_size=20).hexdigest()
        if self._recall():
            return True
        self._state.unlink(missing_ok=True)
        ran = self.builder.configure()
        if ran.status != 0:
            return self._unusable(ran, "the tree does not configure")
        self.unmet = self.builder.unmet()
        ran = self._headers()
        if ran.status is None or not self._has_headers():
            return self._unusable(ran, "its generated headers do not build")
        if ran.status != 0:
            self.remarks.append("not all of its generated headers build: "
                                + _first_error(ran.output))
        self._save()
        return True

    def _has_headers(self):
        """Whether there are those that nearly every unit needs. Without the
        others some units are not analysed, and say so themselves."""
        made = self.builder.obj / "include/generated"
        return not made.is_dir() or (made / "bounds.h").exists()

    def _headers(self):
        """prepare0 leaves out the tools that only work on objects."""
        ran = self.builder.make("prepare0", factor=4)
        if ran.status and "No rule to make target 'prepare0'" in ran.output:
            ran = self.builder.prepare()
        return ran

    def _unusable(self, ran, what):
        self.why = "it took too long" if ran.status is None else \
            f"{what}: {_first_error(ran.output)}"
        return False

    def _recall(self):
        try:
            state = json.loads(self._state.read_text("utf-8"))
            known = [state[name] for name in ("unmet", "commands", "without",
                                              "remarks")]
        except (OSError, ValueError, TypeError, KeyError):
            return False
        if state.get("key") != self._key or \
                not (self.builder.obj / ".config").exists():
            return False
        self.unmet, self.commands, self.without, self.remarks = known
        return True

    def _save(self):
        wholefile.write(self._state, json.dumps(
            {"key": self._key, "unmet": self.unmet, "commands": self.commands,
             "without": self.without, "remarks": self.remarks}))

    # commands

    def builds(self, sources):
        """Those of some sources that the configuration builds."""
        return [name for name in sources if self.configured.builds(name)]

    def learn(self, sources):
        """Fills `commands` for these sources."""
        new = [name for name in sources
               if name not in self.commands and name not in self.without]
        if not new:
            return
        self._ask(new, self._quick)
        missing = [name for name in new if name not in self.commands]
        if missing:
            self._ask(missing, self._whole)
        self._save()

    def _ask(self, sources, how):
        output = how([units.object_of(name) for name in sources])
        for name in sources:
            found = self._find(output, name)
            if found:
                self.commands[name] = found
                self.without.pop(name, None)
            else:
                self.without[name] = "kbuild prints no command for it"

    def _quick(self, targets):
        """Straight from the object folder, without preparing again."""
        return self.builder.runner.run(
            ["make", "-n", "-k", "-rR", "--no-print-directory", "-o",
             "prepare", "-C", str(self.builder.obj), "-f",
             str(self.builder.tree / "Makefile"),
             *self.cell.make_arguments(), *targets],
            self.builder.obj, 2).output

    def _whole(self, targets):
        """The way that every kernel has."""
        return self.builder.make("-n", *targets, factor=2).output

    def _find(self, output, source):
        target = re.escape(units.object_of(source))
        match = re.search(
            rf"(?:^|[\s;&(/]){re.escape(self.cell.compiler)}(?= )"
            rf"([^\n;]*? -o {target} \S+\.c)", output, re.MULTILINE)
        if not match:
            return None
        try:
            return _arguments(shlex.split(match[1]))
        except ValueError:
            return None


def _made_by():
    """A digest of what makes the generated headers where clang stands in."""
    total = hashlib.blake2b(digest_size=8)
    for path in (parse.SCRIPT, CONSTANTS):
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def _first_error(output):
    lines = [line for line in output.splitlines()
             if re.search(r"\berror:|\*\*\* *\w", line)] or \
        output.splitlines()[-1:]
    return lines[0].strip() if lines else "no output"


def _arguments(words):
    """Without what only says where the object and its dependencies go."""
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word == "-o":
            skip = True
        elif word not in ("-c", "-S") and \
                not re.match(r"-Wp,-MM?D,", word):
            kept.append(word)
    return kept
