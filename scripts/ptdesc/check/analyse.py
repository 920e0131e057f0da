# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-check on one unit, unless an earlier run has its result.

A result is kept below a digest of all that made it: the program and its data,
the command, and the content of every file that the unit was read from. Which
files those are is what the last run of the same command said; which files
could take their place on the include path is in the key too, by name.
"""

import hashlib
import json
import os
import tempfile
import threading
import zlib
from pathlib import Path

from .. import cache
from .cellbuild import files_below

ROOT = Path(__file__).resolve().parents[3]
CHECKER = ROOT / "checker" / "ptdesc-check"
DATA = ROOT / "checker" / "data"
# A new meaning of what is stored needs a new number.
FORMAT = "check 1"


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

    def names(self, folder):
        with self._lock:
            if folder not in self._folders:
                names = "\0".join(files_below(folder, ["."]))
                self._folders[folder] = hashlib.blake2b(
                    names.encode("utf-8", "surrogateescape")).hexdigest()
            return self._folders[folder]


class Unit:
    """What came of one unit. `result` is the program's list of findings,
    None when there is none: then `why` says why. `seen` has {file of the
    tree: [(first, last)] that the preprocessor skipped}."""

    def __init__(self, source, cell):
        self.source, self.cell = source, cell
        self.result, self.why, self.seen = None, "", {}
        self.seconds, self.cached = 0, False


class Analyser:
    """Runs the program; safe to use from several threads."""

    def __init__(self, tree, program, runner, cached):
        self.tree, self.program = Path(tree), Path(program or CHECKER)
        self.runner, self.cache = runner, cached
        self.digests = Digests()
        self._own = [FORMAT, _content(self.program).hex(), *[
            _content(path).hex() for path in sorted(DATA.rglob("*"))
            if path.is_file()]]

    def _key(self, build, arguments):
        cell = build.cell
        folders = [str(self.tree / "include"), *[
            str(self.tree / "arch" / arch / "include")
            for arch in cell.source_arches]]
        return cache.key(*self._own, str(self.tree), cell.name, build.version,
                         *[self.digests.names(folder) for folder in folders],
                         *arguments)

    def _made_from(self, key, obj, files):
        total = hashlib.blake2b(digest_size=20)
        for name in files:
            total.update(self.digests.file(os.path.join(obj, name)))
        return cache.key(key, total.digest())

    def unit(self, build, source):
        """Analyses one unit of a cell; returns a Unit."""
        unit = Unit(source, build.cell)
        obj, arguments = str(build.builder.obj), build.commands[source]
        key = self._key(build, arguments)
        known = self.cache.get(key)
        if known:
            files = json.loads(zlib.decompress(known[1]))
            found = self.cache.get(self._made_from(key, obj, files))
            if found:
                return self._recall(unit, found)
        with tempfile.NamedTemporaryFile("r+", prefix="ptdesc-seen-") as seen:
            ran = self.runner.run(
                [str(self.program), "--json", "--no-summary",
                 f"--tree={self.tree}", f"--arch={build.cell.arch}",
                 f"--config={build.cell.config}", f"--cc={build.cell.compiler}",
                 f"--seen={seen.name}", "--", *arguments], obj, merged=False)
            files = self._seen(unit, seen, obj)
        unit.seconds = ran.seconds
        self._judge(unit, ran)
        if unit.result is not None and files:
            self._keep(unit, key, obj, files)
        return unit

    def _judge(self, unit, ran):
        """Takes what the program printed; it may end with 0, 1 or 3."""
        try:
            unit.result = json.loads(ran.output)
            unit.result["findings"], unit.result["totals"]
        except (ValueError, TypeError, KeyError):
            unit.result = None
        if ran.status in (0, 1, 3) and unit.result is not None:
            return
        unit.result = None
        said = (ran.errors.strip().splitlines() or ["it said nothing"])[-1]
        if ran.status is None:
            unit.why = "it took too long"
        else:
            unit.why = f"{self.program.name} ended with {ran.status}: {said}"

    def _seen(self, unit, seen, obj):
        """All files that the unit was read from. Lines of the file are a
        path, then FIRST-LAST for what the preprocessor skipped there."""
        files, root = [], str(self.tree) + "/"
        for line in seen:
            name, *skipped = line.rstrip("\n").split("\t")
            files.append(name)
            path = os.path.normpath(os.path.join(obj, name))
            if path.startswith(root):
                unit.seen[path[len(root):]] = [
                    tuple(map(int, part.split("-"))) for part in skipped]
        return files

    # what is kept

    def _keep(self, unit, key, obj, files):
        self.cache.put(key, {}, zlib.compress(json.dumps(files).encode(), 1))
        text = json.dumps([unit.result, unit.seen])
        self.cache.put(self._made_from(key, obj, files),
                       {"seconds": round(unit.seconds, 2)},
                       zlib.compress(text.encode(), 1))

    @staticmethod
    def _recall(unit, found):
        unit.result, seen = json.loads(zlib.decompress(found[1]))
        unit.seen = {name: [tuple(part) for part in skipped]
                     for name, skipped in seen.items()}
        unit.seconds, unit.cached = found[0]["seconds"], True
        return unit
