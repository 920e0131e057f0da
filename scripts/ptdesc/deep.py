# SPDX-License-Identifier: GPL-2.0-only
"""lint --deep: the checker proper, on the lines that a series adds.

The tree has to have the series, since the checker reads what the compiler
reads, and a compile_commands.json says which units there are. Units that are
patched are analysed, and of those that include a patched header a few.
"""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from .errors import Usage, worst
from .places import ROOT
from .process import ask

LINT = ROOT / "checker" / "ptdesc-lint"
CHECK = ROOT / "checker" / "ptdesc-check"
PRINT = ROOT / "checker" / "ptdesc-findings"
UNITS_PER_HEADER = 6
SHOWN = ("--format", "--json", "--terse", "--show-types", "--color",
         "--emacs", "--no-summary", "-q", "--quiet")
TAKES = ("--format",)


def split_shown(arguments):
    """(options about how to print, the others)"""
    shown, rest, given = [], [], iter(arguments)
    for argument in given:
        name = argument.split("=")[0]
        if argument == "--":
            rest += [argument, *given]
        elif name in ("-q", "--quiet"):
            shown.append("--no-summary")
        elif name in SHOWN:
            shown.append(argument)
            if name in TAKES and "=" not in argument:
                shown.append(next(given, ""))
        else:
            rest.append(argument)
    return shown, rest


def tree_of(arguments):
    """The folder that --tree names, or the current repository's."""
    for index, argument in enumerate(arguments):
        if argument == "--tree" and index + 1 < len(arguments):
            return Path(arguments[index + 1])
        if argument.startswith("--tree="):
            return Path(argument[len("--tree="):])
    done = subprocess.run(["git", "rev-parse", "--show-toplevel"],
                          capture_output=True, check=False)
    if done.returncode:
        raise Usage("--deep needs a tree: give it with --kdir")
    return Path(os.fsdecode(done.stdout).rstrip("\n"))


def read_added(path):
    """{file: {number: text}}, all bytes but the file's name."""
    fields = path.read_bytes().split(b"\0")[:-1]
    added = {}
    for name, number, text in zip(fields[::3], fields[1::3], fields[2::3]):
        added.setdefault(os.fsdecode(name), {})[int(number)] = text
    return added


def must_be_there(tree, added):
    """Usage unless the tree has the added lines where they should be."""
    for name, lines in added.items():
        try:
            have = (tree / name).read_bytes().splitlines()
        except OSError:
            have = []
        for number, text in lines.items():
            if number > len(have) or have[number - 1].rstrip(b"\r") != text:
                raise Usage(f"--deep looks at the tree as it is, and {tree} "
                            f"does not have line {number} of {name}: apply "
                            "the patch there first")


def commands(tree):
    """The sources of its compile_commands.json, relative to the tree."""
    path = tree / "compile_commands.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        sources = [Path(e["directory"], e["file"]) for e in entries]
    except OSError as error:
        raise Usage(f"--deep needs {path}: build the tree, then run make "
                    "compile_commands.json in it") from error
    except (ValueError, TypeError, KeyError) as error:
        raise Usage(f"{path} is no compile_commands.json: {error}") from error
    top = os.path.realpath(tree)
    return {os.path.relpath(os.path.realpath(source), top)
            for source in sources}


def includers(tree, header, units):
    """A few units that name a header; of its own architecture first."""
    name = header.split("include/", 1)[-1] if "include/" in header \
        else os.path.basename(header)
    wanted = re.compile(rb'#\s*include\s*[<"]' + re.escape(name.encode()))
    arch = header.split("/")[1] if header.startswith("arch/") else ""
    found = []
    for unit in sorted(units, key=lambda u: (f"arch/{arch}/" not in u, u)):
        try:
            text = (tree / unit).read_bytes()
        except OSError:
            continue
        if wanted.search(text):
            found.append(unit)
            if len(found) == UNITS_PER_HEADER:
                break
    return found


def choose(tree, added, units):
    """(units to analyse, [(file, why not)])"""
    chosen, unseen = set(), []
    for name in sorted(added):
        here = {name} & units if name.endswith(".c") else \
            set(includers(tree, name, units))
        if not here:
            unseen.append((name, "no unit of compile_commands.json has it"))
        chosen |= here
    return sorted(chosen), unseen


def check(tree, names):
    """The checker's list of findings on units; Usage if it cannot run."""
    done = ask(CHECK, ["--tree", tree, "--compdb",
                       tree / "compile_commands.json", "--exit-code", "--json",
                       *names])
    result = json.loads(done.stdout.decode("utf-8"))
    if result["totals"]["units"] + len(result["not_analysed"]) < len(names):
        raise Usage(f"ptdesc-check did not know all of {', '.join(names)} by "
                    "name: this is a mistake of the toolkit")
    return result


def is_new(finding, added):
    """Whether a line of the series is the finding's, or led to it."""
    places = [(finding["file"], finding["line"])] + [
        (link["file"], link["line"]) for link in finding["chain"]]
    if finding["id"] not in ("PT006", "PT007", "PT008", "PT010"):
        places = places[:1]
    return any(line in added.get(name, ()) for name, line in places)


def leave_out(path, found):
    """Takes out of a list what the checker says, too, and better."""
    result = json.loads(path.read_text(encoding="utf-8"))
    known = {(f["id"], f["file"], f["line"]) for f in found}
    result["findings"] = [f for f in result["findings"] if
                          (f["id"], f["file"], f["line"]) not in known]
    path.write_text(json.dumps(result), encoding="utf-8")


def run(arguments):
    """Lints, checks, and prints both; returns the exit code."""
    if not os.access(CHECK, os.X_OK) or not os.access(PRINT, os.X_OK):
        raise Usage("--deep needs ptdesc-check: run make checker")
    shown, rest = split_shown(arguments)
    tree = tree_of(rest)
    with tempfile.TemporaryDirectory(prefix="ptdesc-") as scratch:
        first, added_to = Path(scratch, "lint.json"), Path(scratch, "added")
        with first.open("wb") as file:
            code = subprocess.run(
                [LINT, "--json", "--added", added_to, *rest], stdout=file,
                check=False).returncode
        if code == 2:
            return 2
        added = read_added(added_to)
        must_be_there(tree, added)
        units = commands(tree)
        names, unseen = choose(tree, added, units)
        lists = [first]
        if names or unseen:
            result = check(tree, names) if names else \
                json.loads(first.read_text(encoding="utf-8")) | {
                    "findings": [], "not_analysed": []}
            result["findings"] = [f for f in result["findings"]
                                  if is_new(f, added)]
            leave_out(first, result["findings"])
            result["uncovered"] = []
            result["not_analysed"] += [
                {"unit": name, "arch": None, "config": None, "why": why}
                for name, why in unseen]
            second = Path(scratch, "deep.json")
            second.write_text(json.dumps(result), encoding="utf-8")
            lists.append(second)
        return worst(code, subprocess.run([PRINT, *shown, *lists],
                                          check=False).returncode)
