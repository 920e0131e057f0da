# SPDX-License-Identifier: GPL-2.0-only
"""Which differences a step has declared.

A behaviour step, and an equivalent one, may change the functions that its
hunks lie in, those that such a function was inlined into (the compiler says
which), and those that expand a macro of it. A step that adds may add what it declares, one that
removes may remove it. Anything else is a difference that nobody declared.
"""

import difflib
import re

from .. import touched
from ..matrix.commits import WHOLE
from . import compare, objects

_GCC = re.compile(r"optimized:\s+Inlin(?:ing|ed) ([\w.]+)/\d+ into "
                  r"([\w.]+)/\d+")
_CLANG = re.compile(r"remark: '([\w.]+)' inlined into '([\w.]+)'")
_COPY = re.compile(r"\.(?:part|isra|constprop|cold|llvm|lto_priv)(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z_]\w*")
_OTHER_CODE = ("behaviour", "equivalent")
_ONE_SIDED = {"add": "after-only", "remove": "before-only"}


class Step:
    """What the account says of a commit: its kind, and what it declares."""

    def __init__(self, commit, row):
        self.number, self.title = commit.number, commit.title
        self.kind = row.get("kind") or "behaviour"
        self.declared = frozenset(row.get("functions") or ()) | \
            frozenset(row.get("names") or ())


def base_name(name):
    """The function that a compiler made a copy of."""
    return _COPY.sub("", name)


def inlined(text, toolchain):
    """{function: all functions that the compiler said it put into it}."""
    into = {}
    pattern = _CLANG if toolchain == "clang" else _GCC
    for what, where in pattern.findall(text):
        into.setdefault(base_name(where), set()).add(base_name(what))
    return {name: _closed(into, name) for name in into}


def _closed(into, name):
    todo, seen = [name], set()
    while todo:
        fresh = into.get(todo.pop(), set()) - seen
        seen |= fresh
        todo += fresh
    return seen


class Judge:
    """Compares objects; `steps` are the Steps of the series, `states` the
    cells, `out` the folder for what has to be read."""

    def __init__(self, search, states, steps, tree, out):
        self.search, self.states, self.steps = search, states, steps
        self.tree, self.out = tree, out
        self._macros = None

    def judge(self, state, commit, unit, paths, said):
        """(names of the functions compared, entries of verify.json for what
        differs, names of what was inlined) of a unit. `said` is what the
        compiler printed for each of the `paths`."""
        shown = compare.Disassembler(state.cell.compiler,
                                     state.cell.toolchain)
        sides = tuple(map(objects.read, paths))
        entries = []
        for one, fine in self._judged(state, commit, sides, paths, said,
                                      shown):
            entry = {"arch": state.cell.arch, "config": state.cell.config,
                     "object": unit, "function": one.name,
                     "status": "declared" if fine else one.how,
                     "how": one.how,
                     "commit": commit.number if commit else WHOLE}
            if not fine:
                entry["disassembly"] = self._show(entry, one, paths, shown)
            entries.append(entry)
        return _functions(sides[1]), entries, _all_inlined(
            said[1], state.cell.toolchain)

    def _judged(self, state, commit, sides, paths, said, shown):
        """[(Difference, whether it may be)] of two objects."""
        found = [one for one in compare.different(*sides)
                 if not shown.same(paths, one)]
        fine = self._declared(state, commit, found, said)
        if self._changes_code(commit):
            _add_copies(found, fine, sides)
        functions = [one for one in found if one.name in fine]
        return [(one, one.name in fine or not one.function
                 and belongs(one, functions)) for one in found]

    def _changes_code(self, commit):
        return any(step.kind in _OTHER_CODE for step in self._of(commit))

    def doubtful(self, verdict):
        """The units of a Verdict with a difference that no step declares, but
        that may come of one that a step does."""
        if not self._changes_code(verdict.commit):
            return []
        return sorted({one["object"] for one in verdict.found
                       if one["status"] != "declared"})

    def settle(self, state, verdict, unit, paths, said):
        """Judges a unit by objects in which no function has another inside.
        Where these differ as declared, so does the unit: what else differs is
        the same function, into which other ones were inlined."""
        shown = compare.Disassembler(state.cell.compiler,
                                     state.cell.toolchain)
        apart = [one.name for one, fine in self._judged(
            state, verdict.commit, tuple(map(objects.read, paths)), paths,
            said, shown) if not fine and not compare.in_another_order(one)]
        for entry in verdict.found:
            if entry["object"] != unit or entry["status"] == "declared":
                continue
            if apart:
                entry["apart"] = apart
            else:
                entry.update(status="declared", why="inlining")
                (self.out.parent / entry.pop("disassembly")).unlink()

    def inside(self, state, path, said):
        """The functions of an object, those in others included."""
        return set(map(base_name, _functions(objects.read(path)))) | \
            _all_inlined(said, state.cell.toolchain)

    def _of(self, commit):
        """The step of a commit, all of them for the series."""
        return [self.steps[commit.number]] if commit else \
            list(self.steps.values())

    def _declared(self, state, commit, found, said):
        """The names of the functions in `found` that may differ."""
        steps = self._of(commit)
        reach = self.search.closure(
            {name for step in steps for name in step.declared},
            state.cell.source_arches)
        if all(step.kind not in _OTHER_CODE for step in steps):
            ways = {_ONE_SIDED.get(step.kind) for step in steps}
            return {one.name for one in found if one.function
                    and one.how in ways and base_name(one.name) in reach}
        into = {}
        for text in said:
            for name, inside in inlined(text, state.cell.toolchain).items():
                into.setdefault(name, set()).update(inside)
        declared = set()
        for one in found:
            name = base_name(one.name)
            names = {name} | into.get(name, set())
            if one.function and (names & reach
                                 or self._words(names) & reach):
                declared.add(one.name)
        return declared

    def _words(self, names):
        """The words that any step reaches, in the source of functions."""
        if self._macros is None:
            self._macros = self._sources()
        return {word for name in names for word in self._macros.get(name, ())}

    def _sources(self):
        """{function: the words in it that any step can reach}, of all files
        that the units were made from."""
        arches = tuple(sorted({arch for state in self.states
                               for arch in state.cell.source_arches}))
        reach = self.search.closure(
            {name for step in self.steps.values() for name in step.declared},
            arches)
        files = {str(self.tree / name) for state in self.states
                 for unit in state.baseline
                 for name in state.builder.saved(unit)[1]
                 if name.endswith((".c", ".h"))
                 and (self.tree / name).is_file()}
        found, path, lines = {}, None, []
        for name, (first, last, function) in touched.outline(sorted(files)):
            if name != path:
                path = name
                with open(name, encoding="utf-8", errors="replace") as file:
                    lines = file.read().split("\n")
            words = reach.intersection(
                _WORD.findall("\n".join(lines[first - 1:last])))
            if words:
                found.setdefault(function, set()).update(words)
        return found

    def _show(self, entry, one, paths, shown):
        """Writes both disassemblies as a diff; its path below the results."""
        texts = [[line for part in parts
                  for line in (*shown.text(path, part).split("\n"),
                               *map(_in_words, part.places))]
                 for path, parts in zip(paths, (one.before, one.after))]
        name = "-".join([str(entry["commit"]).zfill(4), entry["arch"],
                         entry["config"], entry["object"].replace("/", "_"),
                         re.sub(r"\W+", "_", one.name)])
        path = self.out / "differences" / f"{name}.diff"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(difflib.unified_diff(
            *texts, "before", "after", lineterm="")) + "\n" if any(
                map(any, texts)) else f"{shown.program} shows no code of it\n",
                        "utf-8")
        return str(path.relative_to(self.out.parent))


def _in_words(place):
    """A reference of an object to something else, for who reads a diff."""
    _, kind, target, addend = place
    return f"refers to {target} {'' if addend is None else addend!r} ({kind})"


def _functions(found):
    return [name for name, parts in found.parts.items()
            for part in parts if part.function]


def _all_inlined(text, toolchain):
    return set().union(*inlined(text, toolchain).values())


def _add_copies(found, fine, sides):
    """Adds to the names `fine` the functions that one side alone has, and
    that nothing refers to but what may differ: a compiler makes code of an
    inline function only where somebody calls it."""
    users = [_users(side) for side in sides]
    alone = {one.name: users[one.how == "after-only"].get(one.name, set())
             for one in found if one.function and one.how != "differs"}
    functions = []
    while len(functions) < len(fine):
        functions = [one for one in found if one.name in fine]
        data = {one.name for one in found if not one.function
                and belongs(one, functions)}
        fine |= {name for name, who in alone.items()
                 if who - {name} and who - {name} <= fine | data}


def _users(found):
    """{name: the functions and data of an object that refer to it}"""
    users = {}
    for name, parts in found.parts.items():
        for place in (place for part in parts for place in part.places
                      if not name.startswith("(")):
            users.setdefault(place[2], set()).add(name)
    return users


def _targets(one):
    """Names; what stands in front of a function in the section that is that
    function's alone has the section's."""
    return {place[2].removeprefix(".text.") for part in one.before + one.after
            for place in part.places}


def belongs(data, functions):
    """Whether data, or a section of its own, are of functions that may
    differ: one refers to the other, or it is what stands in front of a
    function in the section that is that function's alone."""
    name = data.name.strip("()")
    return any(name == f".text.{function.name}"
               or function.name in _targets(data)
               or name in _targets(function) for function in functions)
