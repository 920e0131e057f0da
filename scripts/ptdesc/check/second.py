# SPDX-License-Identifier: GPL-2.0-only
"""A second opinion on PT001: semind's index of the same units.

sparse reads C with a parser of its own, so where the two differ one of them
is wrong. semind lists nothing in static inline functions; that it has less
there is no surprise.
"""

import re
import shutil
import subprocess
from pathlib import Path

from .. import scan
from ..errors import Usage

_LINE = re.compile(r"^(\S+):(\d+):(\d+) (\S+) (\S+)$")


def members():
    """The page-table members of struct page: those of the scanner."""
    return [one.name for one in scan.names() if one.site == "members"]


def index(build, database, runner, tree):
    """Enters the units of a cell; returns those that semind refused."""
    if not shutil.which("semind"):
        raise Usage("semind is missing: run make setup, or install the "
                    "package sparse")
    macros = database.with_suffix(".h")
    known = runner.run([*build.cell.compiler.split(), "-dM", "-E", "-x", "c",
                        "/dev/null"], build.builder.obj)
    macros.write_text(known.output if known.status == 0 else "", "utf-8")
    refused = []
    for source, arguments in sorted(build.commands.items()):
        ran = runner.run(["semind", "-D", str(database), "-B", str(tree),
                          "add", "--", "-include", str(macros), *arguments],
                         build.builder.obj, merged=False)
        if ran.status != 0:
            refused.append(source)
    return refused


def uses(database, tree, definitions=False):
    """{(file, line): member} of the uses of struct page's members, or of
    their definitions."""
    found = {}
    for member in members():
        done = subprocess.run(
            ["semind", "-D", str(database), "-B", str(tree), "search", "-f",
             "%f:%l:%c %m %n", "-k", "m", f"page.{member}"], cwd=tree,
            text=True, capture_output=True, errors="replace", check=False)
        for line in done.stdout.splitlines():
            match = _LINE.match(line)
            if match and (match[4] == "def") == definitions:
                found[match[1], int(match[2])] = member
    return found


def _through(root, place, owners):
    """The macro or function that a finding is in and that a line names:
    semind says where it is expanded, the finding where it is written."""
    try:
        text = (Path(root) / place[0]).read_text("utf-8", "replace")
        words = set(re.findall(r"\w+", text.split("\n")[place[1] - 1]))
    except (OSError, IndexError):
        return None
    return next(iter(sorted(words & owners)), None)


def compare(semind, findings, root):
    """Lines that say where semind and the findings differ about PT001."""
    ours = {(one["file"], one["line"]): one for one in findings
            if one["id"] == "PT001"}
    owners = {one["function"] for one in ours.values() if one["function"]}
    said, expanded = [], set()
    for place in sorted(semind.keys() - ours.keys()):
        macro = _through(root, place, owners)
        if macro:
            expanded.add(place)
        else:
            said.append(f"{place[0]}:{place[1]}: semind only: "
                        f"page.{semind[place]}")
    said += [f"{name}:{line}: check only, in {one['function']}: "
             f"{one['message']}"
             for (name, line), one in sorted(ours.items())
             if (name, line) not in semind]
    both = len(semind.keys() & ours.keys())
    return said + [
        f"second opinion on PT001: {both} places by both, {len(expanded)} "
        "where semind says the expansion and check the macro, "
        f"{len(semind) - both - len(expanded)} by semind only, "
        f"{len(ours) - both} by check only"]
