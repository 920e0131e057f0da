# SPDX-License-Identifier: GPL-2.0-only
"""Which changed functions a kernel executed, by gcov.

Only the objects of changed files count, and those that a changed function of a
header is inlined into: kbuild is told so by variables on make's command line. A
function is executed when a line of it has a count, in whichever object it is.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

from .. import touched
from ..matrix import units
from ..matrix.coverage import changed_lines, ranges

_NEVER = re.compile(r"^\s*GCOV_PROFILE(?:_([\w-]+)\.o)?\s*:?=\s*n",
                    re.MULTILINE)
EXECUTED, NOT_EXECUTED, NOT_BUILT = "executed", "not-executed", "not-built"


def sources(patches):
    """The files that patches change and a kernel is made of."""
    return sorted({name for one in patches for name in one.sources()})


def changed(patches, before, after):
    """{file: [(first line, last line, name)]} of the changed functions, by
    the lines of the tree `after`."""
    lines = {name: changed_lines(before / name if (before / name).exists()
                                 else Path("/dev/null"), after / name)
             for name in sources(patches) if (after / name).exists()}
    found = {}
    for path, (first, last, name) in touched.outline(
            [str(after / name) for name in lines], kinds=("function",)):
        file = str(Path(path).relative_to(after))
        if any(low <= last and high >= first
               for low, high in ranges(lines[file])):
            found.setdefault(file, []).append((first, last, name))
    return found


def inlined(functions):
    """The names of those of the functions, as changed() gives them, that are
    in headers."""
    return {name for file, inside in functions.items() if file.endswith(".h")
            for _, _, name in inside}


def callers(functions, files, arches, search):
    """The .c files that may be compiled with code of a function of a header
    of generic code or of these arch/ folders, where none of `files` may:
    these are counted anyway. What is configured is not asked."""
    found = set()
    for name in inlined({file: inside for file, inside in functions.items()
                         if units.belongs(file, arches)}):
        its = units.mentioning({name}, arches, search, bool)
        found |= set() if its & set(files) else its
    return found


def counted(files, tree, arches):
    """make's variables that have the objects of these files counted.
    kbuild knows an object by the last part of its name only, so that each
    variable asks for the folder as well."""
    folders = {}
    for name in sorted(files):
        path = Path(name)
        if path.suffix == ".c" and units.belongs(name, arches) and \
                not _kept_out(tree / path.parent, path.stem):
            folders.setdefault(path.stem, []).append(str(path.parent))
    return [f"GCOV_PROFILE_{stem}.o=$(if $(filter {' '.join(inside)},"
            "$(obj)),y)" for stem, inside in sorted(folders.items())]


def _kept_out(folder, stem):
    """Whether a folder's Makefile says that an object cannot be counted:
    what runs before there is memory for counts, or outside the kernel."""
    return any(found[1] in (None, stem)
               for name in ("Makefile", "Kbuild") if (folder / name).exists()
               for found in _NEVER.finditer((folder / name).read_text(
                   "utf-8", "replace")))


def executed(compiler, functions, said, scratch, tree):
    """{(file, function): status} from what init printed. `tree` is what the
    kernel was compiled from."""
    counts = {}
    shutil.rmtree(scratch, ignore_errors=True)
    for number, (path, content) in enumerate(sorted(said.gcov.items())):
        folder = scratch / str(number)
        _read(compiler, Path(path), content, folder, counts, tree)
    shutil.rmtree(scratch, ignore_errors=True)
    found = {}
    for file, inside in functions.items():
        lines = counts.get(file, {})
        for first, last, name in inside:
            here = [count for line, count in lines.items()
                    if first <= line <= last]
            found[file, name] = EXECUTED if any(here) else \
                NOT_EXECUTED if here else NOT_BUILT
    return found


def _read(compiler, path, content, folder, counts, tree):
    """Adds the counts of one object to {file: {line: count}}."""
    marks = str(path).partition("/gcov/")[2]
    notes = Path("/" + marks).with_suffix(".gcno")
    if not notes.exists():
        return
    folder.mkdir(parents=True)
    shutil.copy(notes, folder / notes.name)
    (folder / notes.with_suffix(".gcda").name).write_bytes(content)
    done = subprocess.run(
        [f"{compiler[:-len('gcc')]}gcov", "--json-format", "--stdout",
         notes.with_suffix(".gcda").name], cwd=folder, capture_output=True,
        text=True, errors="replace", check=False)
    for line in done.stdout.splitlines():
        try:
            report = json.loads(line)
        except ValueError:
            continue
        where = Path(report.get("current_working_directory", "/"))
        for file in report.get("files", ()):
            name = (where / file["file"]).resolve()
            if tree not in name.parents:
                continue
            into = counts.setdefault(str(name.relative_to(tree)), {})
            for one in file["lines"]:
                at = one["line_number"]
                into[at] = into.get(at, 0) + one["count"]
