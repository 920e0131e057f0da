# SPDX-License-Identifier: GPL-2.0-only
"""Which objects a commit can affect in a configuration, found without
compiling anything.

A changed .c file is a unit. For a changed header: units whose text mentions
a name that the commit changed, or a macro that expands to one, and one unit
that includes the header. Where no unit mentions a function, the functions of
headers that call it count in its place.
"""

import argparse
import functools
import os
import re
import subprocess
import threading
from pathlib import Path

from .. import touched

PROBE = Path(__file__).with_name("probe.mk")
PROBE_ARCH = Path(__file__).with_name("probe-arch.mk")
SCOPES = ("impacted", "mm", "full")
# A word that more than COMMON macros have is not followed through them. Of
# one that more than MANY files have only the likeliest are built: what is
# that common says little of the conversion, and the wider scopes build all.
COMMON, MANY, LIKELIEST = 12, 100, 25
_WORD = re.compile(r"[A-Za-z_]\w*")
_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)")


def scope(text):
    """A scope's name, or folders with a slash at their ends, as one text;
    for argparse."""
    folders = text.replace(",", " ").split()
    if text not in SCOPES and not (
            folders and all(re.fullmatch(r"[\w.+-]+(/[\w.+-]+)*/", folder)
                            and ".." not in folder for folder in folders)):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither one of {', '.join(SCOPES)} nor folders "
            "like fs/,kernel/")
    return text if text in SCOPES else ",".join(sorted(set(folders)))


def folders_of(name):
    """The folders that a scope is, none for one with a name."""
    return name.split(",") if name not in SCOPES else []


def object_of(source):
    return source[:-2] + ".o"


def belongs(name, arches):
    """Whether a file is generic or lies in one of these arch/ folders."""
    parts = name.split("/")
    return parts[0] != "arch" or parts[1] in arches


def rank(source, arches):
    """Sorts page-table code first, so that a limit cuts elsewhere."""
    for arch in arches:
        if source.startswith(f"arch/{arch}/mm/"):
            return (1, source)
        if source.startswith(f"arch/{arch}/"):
            return (3, source)
    if source.startswith("mm/"):
        return (0 if source == "mm/memory.c" else 2, source)
    return (4 if source.startswith("kernel/") else 5, source)


class Search:
    """Plain-word searches in the input tree, each made once whatever the
    number of cells. `words` and `arches` are all that will be asked for."""

    GENERIC = ("mm", "kernel", "fs", "virt", "drivers", "lib", "security")

    def __init__(self, tree, words, arches):
        self.tree = Path(tree)
        self.words, self.arches = frozenset(words), tuple(sorted(arches))
        self._lock = threading.Lock()
        self._macros, self._mentions, self._includers = {}, {}, {}
        self._inlines = {}
        self._reachable = None

    def _grep(self, flags, words, folders):
        folders = [name for name in folders if (self.tree / name).exists()]
        if not words or not folders:
            return []
        result = subprocess.run(
            ["grep", *flags, "-F", "-f", "-", "--", *folders],
            input="\n".join(sorted(words)), cwd=self.tree, text=True,
            capture_output=True, errors="replace", check=False,
            env={**os.environ, "LC_ALL": "C"})
        return result.stdout.splitlines()

    def closure(self, words, arches):
        """The words and every macro of the headers that expands to one. A
        word as common as `page` leads nowhere and is not followed."""
        with self._lock:
            return self._closed(words, arches)

    def _closed(self, words, arches):
        indexes = [self._index(folder) for folder in self._headers(arches)]
        known, fresh = set(words), set(words)
        while fresh:
            found = [{macro for index in indexes
                      for macro in index.get(word, ())} for word in fresh]
            fresh = {macro for macros in found if len(macros) <= COMMON
                     for macro in macros} - known
            known |= fresh
        return known

    @staticmethod
    def _headers(arches):
        return ("include/linux", "include/asm-generic", "mm",
                *[f"arch/{arch}/include/asm" for arch in arches])

    def inside(self, words, arches):
        """The functions of headers that mention one of `words`, themselves
        among them. A word as common as `page` leads nowhere here either."""
        with self._lock:
            indexes = [self._functions(folder)
                       for folder in self._headers(arches)]
        found = [{name for index in indexes for name in index.get(word, ())}
                 for word in words]
        return {name for names in found if len(names) <= COMMON
                for name in names}

    def _functions(self, folder):
        """{word: functions of a folder's headers with the word in them}"""
        if folder not in self._inlines:
            index = self._inlines[folder] = {}
            paths = sorted(map(str, (self.tree / folder).rglob("*.h")))
            path, lines = None, []
            for name, (first, last, function) in touched.outline(
                    paths, ("function",)):
                if name != path:
                    path = name
                    lines = Path(name).read_text("utf-8",
                                                 "replace").split("\n")
                for word in _WORD.findall("\n".join(lines[first - 1:last])):
                    index.setdefault(word, set()).add(function)
        return self._inlines[folder]

    def _index(self, folder):
        """{word: macros of a folder's headers with the word in the body}."""
        if folder not in self._macros:
            index = self._macros[folder] = {}
            for path in sorted((self.tree / folder).rglob("*.h")):
                text = path.read_text("utf-8", "replace")
                for line in text.replace("\\\n", " ").splitlines():
                    define = _DEFINE.match(line)
                    for word in _WORD.findall(line, define.end()) \
                            if define else ():
                        index.setdefault(word, set()).add(define[1])
        return self._macros[folder]

    def mentioning(self, words, arches):
        """[(word, .c files of generic code and of `arches` that have it, in
        order of rank)], for those words that any file has."""
        with self._lock:
            if self._reachable is None:
                self._reachable = self._closed(self.words, self.arches)
            parts = [self._mentioned(folder, self._reachable.union(words))
                     for folder in (*self.GENERIC,
                                    *[f"arch/{arch}" for arch in arches])]
        found = []
        for word in sorted(words):
            files = {name for part in parts for name in part.get(word, ())}
            if files:
                found.append((word, sorted(
                    files, key=lambda name: rank(name, arches))))
        return found

    def _mentioned(self, folder, words):
        """{word: files} of a folder, for all of `words` at least."""
        known, found = self._mentions.setdefault(folder, (set(), {}))
        for line in self._grep(["-row", "--include=*.c"], words - known,
                               [folder]):
            name, _, word = line.partition(":")
            found.setdefault(word, set()).add(name)
        known |= words
        return found

    def includers(self, header, arches):
        """The .c files of mm/, kernel/ and the architecture that include a
        header by its name, in order of rank."""
        name = re.sub(r"^(?:include/|arch/\w+/include/)", "", header)
        if header.startswith("include/asm-generic/"):
            name = "asm/" + Path(header).name
        with self._lock:
            key = (name, arches)
            if key not in self._includers:
                self._includers[key] = self._grep(
                    ["-rl", "--include=*.c"], {f"#include <{name}>"},
                    ["mm", "kernel", *[f"arch/{arch}" for arch in arches]])
        return sorted(self._includers[key],
                      key=lambda source: rank(source, arches))


class Configured:
    """Answers whether a configuration builds a .c file, by reading the
    tree's own Makefiles with make."""

    def __init__(self, builder):
        self.builder = builder
        self._objects, self._texts = {}, {}

    def builds(self, source):
        path = Path(source)
        folder = str(path.parent)
        if not belongs(source, self.builder.cell.source_arches[:1]):
            return False
        return self._entered(folder) and \
            path.stem + ".o" in self._list(folder)

    def everything(self, below=None):
        """All objects that the configuration makes of a .c file of these
        folders, of the whole tree if none are given."""
        tree, found = self.builder.tree, []
        for top in self._tops() if below is None else below:
            for folder, _, files in sorted(os.walk(tree / top)):
                name = os.path.relpath(folder, tree)
                if {"Makefile", "Kbuild"} & set(files) and \
                        self._entered(name):
                    found += [f"{name}/{one}" for one in self._list(name)
                              if one[:-2] + ".c" in files]
        return sorted(found)

    def _tops(self):
        """The folders that a kernel is made of, the architecture's among
        them."""
        tree = self.builder.tree
        other = ("Documentation", "arch", "include", "samples", "scripts",
                 "tools", "usr")
        return sorted(path.name for path in tree.iterdir() if path.is_dir()
                      and path.name not in other) + \
            [f"arch/{self.builder.cell.source_arches[0]}"]

    def _entered(self, folder):
        parent = str(Path(folder).parent)
        if parent == "." or re.fullmatch(r"arch/[^/]+", folder):
            return True
        listed, name = self._list(parent), Path(folder).name + "/"
        if name in listed:
            return self._entered(parent)
        if not self._names(parent, name):
            # A Makefile further up enters it by its whole path.
            return self._named_above(folder)
        return False

    def _named_above(self, folder):
        parts = Path(folder).parts
        for cut in range(len(parts) - 2, 0, -1):
            above, rest = "/".join(parts[:cut]), "/".join(parts[cut:]) + "/"
            if rest in self._list(above):
                return self._entered(above)
            if self._names(above, rest):
                return False
        return not self._of_another(folder) and \
            not self._left_out(folder) and not self._not_chosen(folder)

    def _left_out(self, folder):
        """Whether the architecture's Makefile names a folder by its path for
        options only that the configuration does not have."""
        own = self.builder.cell.source_arches[0]
        text = self._text(self.builder.tree / "arch" / own / "Makefile")
        options = re.findall(rf"^\S+-\$\((CONFIG_\w+)\)\s*[:+]?=.*"
                             rf"(?<!\S){re.escape(folder)}/?(?!\S)", text,
                             re.MULTILINE)
        have = self.builder.config_text() if options else ""
        return bool(options) and not any(
            re.search(rf"^{option}=[ym]$", have, re.MULTILINE)
            for option in options)

    def _not_chosen(self, folder):
        """Whether the architecture's Makefile chooses by a variable among
        such folders, and chose another, as csky does with abiv1 and abiv2."""
        own = self.builder.cell.source_arches[0]
        if str(Path(folder).parent) != f"arch/{own}":
            return False
        name = Path(folder).name
        asked = frozenset(re.findall(
            rf"^[ \t]*(\w+)[ \t]*[:?+]?=(?:.*[ \t])?{re.escape(name)}[ \t]*$",
            self._text(self.builder.tree / "arch" / own / "Makefile"),
            re.MULTILINE))
        if not asked:
            return False
        values = self._values(asked)
        return values is not None and name not in values

    def _values(self, names):
        """The words of variables of the architecture's Makefile; None if it
        cannot be read without the rest of kbuild."""
        if names not in self._objects:
            builder = self.builder
            ran = builder.runner.run(
                ["make", "-rRs", "-I", str(builder.tree), "-f",
                 str(PROBE_ARCH), f"srctree={builder.tree}",
                 f"SRCARCH={builder.cell.source_arches[0]}",
                 f"ASKED={' '.join(sorted(names))}",
                 *builder.cell.make_arguments()], builder.obj)
            found = re.search(r"^values:(.*)$", ran.output, re.MULTILINE)
            self._objects[names] = found and frozenset(found[1].split())
        return self._objects[names]

    @functools.cached_property
    def _arch_makefiles(self):
        return list(self.builder.tree.glob("arch/*/Makefile"))

    def _of_another(self, folder):
        """Whether only other architectures' Makefiles name a folder, or one
        that it is in, as s390's does drivers/s390."""
        own = self.builder.cell.source_arches[0]
        parts = Path(folder).parts
        for cut in range(len(parts), 1, -1):
            name = re.compile(
                rf"(?<![\w/-]){re.escape('/'.join(parts[:cut]))}/")
            naming = {path.parent.name for path in self._arch_makefiles
                      if name.search(self._text(path))}
            if naming:
                return own not in naming
        return False

    def _text(self, path):
        """A Makefile's text, read once; "" if there is none."""
        if path not in self._texts:
            self._texts[path] = path.read_text("utf-8", "replace") \
                if path.is_file() else ""
        return self._texts[path]

    def _makefile(self, folder):
        names = ["Kbuild"] if re.fullmatch(r"arch/[^/]+", folder) else \
            ["Kbuild", "Makefile"]
        for name in names:
            path = self.builder.tree / folder / name
            if path.is_file():
                return path
        return None

    def _names(self, folder, name):
        makefile = self._makefile(folder)
        text = self._text(makefile) if makefile else ""
        for inner in re.findall(r"^-?include\s+(?:\$\(srctree\)/)?(\S+)$",
                                text, re.MULTILINE):
            text += self._text(self.builder.tree / inner)
        return re.search(rf"(?<![\w/-]){re.escape(name)}", text) is not None

    def _list(self, folder):
        if folder not in self._objects:
            self._objects[folder] = self._probe(folder)
        return self._objects[folder]

    def _probe(self, folder):
        if not self._makefile(folder):
            return frozenset()
        builder = self.builder
        ran = builder.runner.run(
            ["make", "-rRs", "-I", str(builder.tree), "-f", str(PROBE),
             f"srctree={builder.tree}",
             f"obj={folder}", f"SRCARCH={builder.cell.source_arches[0]}",
             *builder.cell.make_arguments()], builder.obj)
        return frozenset(ran.output.split())


def mentioning(names, arches, search, builds):
    """The .c files, of those that `builds` takes, that mention one of the
    names. A function of a header that no such file mentions is code of those
    that call the header's other ones."""
    units, todo, seen = set(), set(names), set()
    while todo:
        name = todo.pop()
        seen.add(name)
        words = search.closure({name}, arches)
        found = [list(filter(builds, files))
                 for _, files in search.mentioning(words, arches)]
        if not any(found):
            todo |= search.inside(words, arches) - seen
        for some in found:
            units.update(some if len(some) <= MANY else some[:LIKELIEST])
    return units


def candidates(commits, cell, search, configured):
    """{commit number: units}: what each commit may need in this cell. The
    headers' own units are asked of choose(), which knows what was included."""
    wanted = {}
    for commit in commits:
        if not commit.concerns(cell.source_arches):
            continue
        units, headers = set(), []
        for name in commit.sources():
            if not belongs(name, cell.source_arches):
                continue
            if name.endswith(".h"):
                headers.append(name)
            elif configured.builds(name):
                units.add(object_of(name))
        if headers and commit.names:
            units |= set(map(object_of, mentioning(
                commit.names, cell.source_arches, search, configured.builds)))
        for header in headers:
            first = next((source for source in search.includers(
                header, cell.source_arches) if configured.builds(source)), "")
            units |= {object_of(first)} if first else set()
        wanted[commit.number] = sorted(units)
    return wanted


def wider(name, cell, configured):
    """What a scope builds besides the candidates: nothing, the memory
    management, some folders, or all that the configuration has."""
    if name == "full":
        return configured.everything()
    if name == "mm":
        arch = f"arch/{cell.source_arches[0]}/mm"
        units = configured.everything(("mm", arch))
        return units + (["kernel/fork.o"]
                        if configured.builds("kernel/fork.c") else [])
    return configured.everything([
        folder.rstrip("/") for folder in folders_of(name)
        if belongs(folder, cell.source_arches[:1])])


def choose(commit, wanted, scope, builder, everything):
    """The units to compile after a commit: those wanted or in the scope whose
    text it changed, and for each header that none of them includes one that
    does. One that never compiled is compiled if it is wanted."""
    changed = set(commit.sources())
    chosen = {unit for unit in {*wanted, *scope}
              if builder.saved(unit)[1] & changed}
    chosen |= {unit for unit in wanted if builder.saved(unit)[0] is None}
    for header in sorted(name for name in changed if name.endswith(".h")):
        if any(header in builder.saved(unit)[1] for unit in chosen):
            continue
        for unit in everything:
            if header in builder.saved(unit)[1]:
                chosen.add(unit)
                break
    return sorted(chosen)
