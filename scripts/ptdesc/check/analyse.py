# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-check on the units of a cell, unless an earlier run has its result.

The units of a cell are looked at together: a table can be allocated in one
and freed in another. The result is kept below a digest of all that made it:
the program and its lists, the commands, and the content of every file that
the units were read from. Which files those are is what the last run of the
same commands said; files that could take their place on the include path are
in the key too, by name. Where something did change, the program still has what
it kept of each unit that is as it was.
"""

import hashlib
import json
import os
import tempfile
import threading
from pathlib import Path

from .. import cache, scan
from ..places import ROOT
from .cellbuild import files_below

CHECKER = ROOT / "checker" / "ptdesc-check"
# A new meaning of what is stored needs a new number.
FORMAT = "check 3"


def _content(path):
    try:
        with open(path, "rb") as file:
            return hashlib.blake2b(file.read(), digest_size=16).digest()
    except OSError as error:
        return b"%d" % (error.errno or 0)


class Digests:
    """Digests of files and of the names in folders, each made once."""

    def __init__(self):
        self._files, self._folders = {}, {}
        self._lock = threading.Lock()

    def file(self, path):
        found = self._files.get(path)
        if found is None:
            found = self._files[path] = _content(path)
        return found

    def of(self, *paths):
        """The digests of files, and of all files below folders, as text."""
        files = [path for one in paths for path in (
            sorted(Path(one).rglob("*")) if Path(one).is_dir() else [one])]
        return [self.file(path).hex() for path in files
                if not Path(path).is_dir()]

    def names(self, folder):
        with self._lock:
            if folder not in self._folders:
                names = "\0".join(files_below(folder, ["."]))
                self._folders[folder] = hashlib.blake2b(
                    names.encode("utf-8", "surrogateescape")).hexdigest()
            return self._folders[folder]


class Session:
    """What came of some units of a cell. `result` is the program's list of
    findings, None when there is none: then `why` says why. `seen` has {file
    of the tree: [(first, last)] that no unit had}, `macros` the names of
    those that were expanded."""

    def __init__(self, build, sources):
        self.build, self.sources = build, sources
        self.result, self.why = None, ""
        self.seen, self.macros = {}, []
        self.seconds, self.cached = 0, False


class Analyser:
    """Runs the program; safe to use from several threads."""

    def __init__(self, tree, program, runner, cached, keep):
        self.tree, self.program = Path(tree), Path(program or CHECKER)
        self.runner, self.cache, self.keep = runner, cached, keep
        self.digests = Digests()
        # What some names mean depends on the version, which the Makefile has.
        self._own = [FORMAT, *self.digests.of(self.program, scan.LISTS,
                                              self.tree / "Makefile")]

    def _key(self, build, units):
        below = ["include", *[f"arch/{arch}/include"
                              for arch in build.cell.source_arches]]
        folders = [os.path.join(root, name) for name in below
                   for root in (self.tree, build.builder.obj)]
        return cache.key(*self._own, str(self.tree), build.cell.name,
                         build.version, json.dumps(units),
                         *[self.digests.names(folder) for folder in folders])

    def _made_from(self, key, obj, files):
        total = hashlib.blake2b(digest_size=20)
        for name in files:
            total.update(self.digests.file(os.path.join(obj, name)))
        return cache.key(key, total.digest())

    def session(self, build, sources):
        """Analyses units of a cell; returns a Session."""
        found = Session(build, sources)
        obj = str(build.builder.obj)
        units = [{"directory": obj, "file": build.commands[source][-1],
                  "arguments": [build.cell.compiler,
                                *build.commands[source]]}
                 for source in sorted(sources)]
        key = self._key(build, units)
        files = self.cache.recall(key)
        if files is not None:
            kept = self.cache.recall(self._made_from(key, obj, files))
            if kept is not None and self._recall(found, kept):
                return found
        files = self._run(found, obj, units)
        if found.result is not None and files:
            self._keep(found, key, obj, files)
        return found

    def _run(self, found, obj, units):
        """Runs the program, and returns the files that were read."""
        cell = found.build.cell
        with tempfile.TemporaryDirectory(prefix="ptdesc-check-") as folder:
            compdb, seen = Path(folder, "compdb"), Path(folder, "seen")
            compdb.write_text(json.dumps(units), "utf-8")
            ran = self.runner.run(
                [str(self.program), "--json", "--exit-code",
                 f"--tree={self.tree}", f"--for-arch={cell.arch}",
                 f"--for-config={cell.config}", f"--gcc={cell.compiler}",
                 f"--seen={seen}", f"--compdb={compdb}",
                 *([f"--keep={obj}.units"] if self.keep else [])], obj, len(units), merged=False)
            found.seconds = ran.seconds
            self._judge(found, ran)
            try:
                lines = seen.read_text("utf-8", "surrogateescape")
            except OSError:
                return []
        return self._seen(found, lines.splitlines(), obj)

    def _judge(self, found, ran):
        """Takes what the program printed; it may end with 0, 1 or 3."""
        try:
            result = json.loads(ran.output)
            result["findings"], result["totals"]
        except (ValueError, TypeError, KeyError):
            result = None
        if ran.status in (0, 1, 3) and result is not None:
            found.result = result
            return
        said = (ran.errors.strip().splitlines() or ["it said nothing"])[-1]
        found.why = "it took too long" if ran.status is None else \
            f"{self.program.name} ended with {ran.status}: {said}"

    def _seen(self, found, lines, obj):
        """All files that were read. A line has a path, then FIRST-LAST for
        what no unit had of it; the last line has no path but macros."""
        # kbuild names the tree by its real path.
        files, roots = [], {str(self.tree), os.path.realpath(self.tree)}
        for line in lines:
            name, *rest = line.split("\t")
            if not name:
                found.macros = rest
                continue
            files.append(name)
            path = os.path.normpath(os.path.join(obj, name))
            for root in roots:
                if path.startswith(root + "/"):
                    found.seen[path[len(root) + 1:]] = [
                        tuple(map(int, part.split("-"))) for part in rest]
        return files

    # what is kept

    def _keep(self, found, key, obj, files):
        self.cache.remember(key, files)
        self.cache.remember(self._made_from(key, obj, files), [
            found.result, found.seen, found.macros, round(found.seconds, 2)])
        self.cache.keep()

    @staticmethod
    def _recall(found, kept):
        """Whether it was all there."""
        try:
            found.result, seen, found.macros, found.seconds = kept
            found.result["findings"], found.result["totals"]
            found.seen = {name: [tuple(part) for part in skipped]
                          for name, skipped in seen.items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            found.result = None
            return False
        found.cached = True
        return True
