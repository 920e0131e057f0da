# SPDX-License-Identifier: GPL-2.0-only
"""The objects of units as they are after each commit, compiled when asked
for: a unit is compiled again only where a commit changed a file of it."""

import re
from pathlib import Path

SECTIONS = ("-ffunction-sections", "-fdata-sections")
INLINED = {"gcc": "-fopt-info-inline-optimized", "clang": "-Rpass=inline"}
# Each function by itself: none changes because another one has. gcc also
# merges equal functions, learns of one what it uses in its callers, and takes
# one that only unlikely code calls for unlikely.
APART = {"clang": ("-fno-inline",), "gcc": (
    "-fno-inline", "-fno-partial-inlining", "-fno-guess-branch-probability",
    *(f"-fno-ipa-{name}" for name in (
        "bit-cp", "cp", "icf", "modref", "profile", "pure-const", "ra",
        "reference", "sra", "stack-alignment", "vrp")))}
# gcc does not say what it put into its only caller.
APART_ONCE = {"gcc": ("-fno-inline-functions-called-once",), "clang": ()}
# Where code needs inlining, as what a BUILD_BUG_ON() asks: functions that are
# declared inline are in all their callers, however large these get, and no
# others are.
INSIDE = {"clang": None, "gcc": (
    *APART["gcc"][1:], "-fno-inline-small-functions", *APART_ONCE["gcc"],
    *(word for name in (
        "max-inline-insns-single", "inline-unit-growth", "large-unit-insns",
        "large-function-insns", "large-function-growth", "large-stack-frame",
        "large-stack-frame-growth")
      for word in ("--param", f"{name}=1000000")))}


class Units:
    """`said(path)` is what the compiler printed for an object that is there,
    None for one that did not compile. `kind` is the ending of the objects'
    names, `flags` are more flags of the compiler, by toolchain."""

    def __init__(self, patches, versions, kind="verify", flags=None):
        self.patches, self.versions = patches, versions
        self.kind, self.flags = kind, flags or {}
        self._said, self._needs = {}, {}

    def said(self, path):
        return self._said.get(path)

    def path(self, state, unit, number):
        """The object of a unit as it is after commit `number`."""
        files = state.builder.saved(unit)[1] | \
            self._needs.get((state.cell.name, unit), frozenset())
        version = max((one.number for one in self.patches
                       if one.number <= number and files & set(one.files)),
                      default=0)
        return state.builder.obj / f"{unit}.{self.kind}-{version:04}"

    def build(self, pool, wanted, number):
        """Compiles those of the (state, unit) in `wanted` that are not there
        yet as they are after commit `number`."""
        todo = [(state, unit) for state, unit in wanted
                if self.path(state, unit, number) not in self._said]
        if todo:
            self.versions.put(number)
            list(pool.map(lambda one: self._compile(*one, number), todo))

    def _compile(self, state, unit, number):
        builder, path = state.builder, self.path(state, unit, number)
        if not builder.saved(unit)[0]:
            self._said[path] = None
            return
        ran = builder.compile_as(unit, path.relative_to(builder.obj),
                                 *SECTIONS, INLINED[state.cell.toolchain],
                                 *self.flags.get(state.cell.toolchain, ()))
        self._note_files(state, unit)
        known = self.path(state, unit, number)
        if ran.status == 0 and known != path:
            path.replace(known)
        self._said[known] = ran.output if ran.status == 0 else None

    def _note_files(self, state, unit):
        """Adds the files that the compiler has just said the unit has: a
        commit may have added an #include."""
        builder = state.builder
        listed = builder.obj / Path(unit).parent / f".{Path(unit).name}.d"
        if listed.exists():
            root = re.escape(str(builder.tree))
            key = (state.cell.name, unit)
            self._needs[key] = self._needs.get(key, frozenset()) | frozenset(
                re.findall(rf"{root}/(\S+)", listed.read_text("utf-8")))

    def forget(self, number):
        """Removes the objects that nothing after commit `number` is compared
        with: all but the last one of each unit, and the input's."""
        versions = {}
        for path in self._said:
            name, version = str(path).rsplit("-", 1)
            versions.setdefault(name, set()).add(int(version))
        for name, there in versions.items():
            last = max(one for one in there if one <= number)
            for version in there - {0, last}:
                path = Path(f"{name}-{version:04}")
                path.unlink(missing_ok=True)
                del self._said[path]
