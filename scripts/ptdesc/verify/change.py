# SPDX-License-Identifier: GPL-2.0-only
"""What a commit changes, and how much of it is in objects.

Equal objects prove nothing of lines that no cell compiled, nor of an inline
function that nobody calls.
"""

import copy

from .. import touched
from ..matrix import coverage


class Change:
    """`lines` is {file: changed lines that no cell compiled}, `functions` the
    same with the names of the functions and macros that they are in, `absent`
    {file: changed functions that no object has}; `changed` are the names of
    all functions and macros with changed lines, `files` those that have
    some."""

    def __init__(self, run, commit):
        self._folder = run.scratch / "after"
        self._adds = run.steps[commit.number].kind == "add"
        self._sources = [coverage.Source(
            name, _written(run, name, commit.number - 1, "before"),
            _written(run, name, commit.number, "after"))
                         for name in commit.sources()
                         if run.versions.content(name, commit.number)
                         is not None]
        self._within = self._names({one.name: one.lines
                                    for one in self._sources})
        self.changed = frozenset().union(*self._within.values())
        self.files = frozenset(name for name, inside in self._within.items()
                               if inside)
        self.lines, self.functions, self.absent = {}, {}, {}

    def _names(self, lines):
        """{file: functions and macros that have these of its lines}."""
        return touched.within(self._folder, {
            name: [(line, line) for line in numbers]
            for name, numbers in lines.items()})

    def look(self, state, verdict):
        """Notes in a verdict the lines that its objects were made from; the
        tree has to be as the commit left it."""
        sources = [copy.copy(one) for one in self._sources]
        for source in sources:
            source.pending = set(source.lines)
        for unit in sorted(set(verdict.units) - set(verdict.lost)):
            coverage.look(state.builder, unit, sources)
        verdict.seen = {one.name: one.lines - one.pending for one in sources}

    def finish(self, verdicts):
        """Sums up the verdicts of all cells."""
        seen = {one.name: set().union(*(verdict.seen.get(one.name, ())
                                        for verdict in verdicts))
                for one in self._sources}
        left = {one.name: sorted(one.lines - seen[one.name])
                for one in self._sources}
        self.lines = {name: lines for name, lines in left.items() if lines}
        self.functions = self._names(self.lines)
        if self._adds:
            # What is added may wait for its callers.
            return
        macros = {name for one in self._sources
                  for name in one.macros.values()}
        there = macros.union(*(verdict.there for verdict in verdicts))
        self.absent = {
            name: absent for name, functions in self._names(seen).items()
            for absent in [sorted(set(functions) - there)] if absent}


def _written(run, name, number, folder):
    """The path of a file as it is after a commit; it is empty where the
    commit makes it."""
    path = run.scratch / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(run.versions.content(name, number) or b"")
    return path
