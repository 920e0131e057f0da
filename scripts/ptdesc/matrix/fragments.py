# SPDX-License-Identifier: GPL-2.0-only
"""Fragments of options, by the names that a tree has for them."""

import functools
import re
import subprocess

# The file among the fragments that says which options were renamed.
RENAMED = "renamed"
_OPTION = re.compile(r"^(?:# )?CONFIG_(\w+)(?:=(.*)| is not set)$")
_OPPOSITE = {"y": "n", "n": "y"}


def parse(text):
    """{name without CONFIG_: value} of a configuration or a fragment."""
    found = {}
    for line in text.splitlines():
        match = _OPTION.match(line.strip())
        if match:
            found[match[1]] = match[2] if match[2] is not None else "n"
    return found


def read_renamed(path):
    """The groups of names in the file `path`, none if there is no such
    file."""
    if not path.is_file():
        return ()
    return tuple(tuple(line.split()) for line
                 in path.read_text("utf-8").splitlines()
                 if line.strip() and not line.startswith("#"))


def of_cell(cell, tree, wishes=()):
    """The texts of the fragments `wishes` and of a cell's own, by the names
    that `tree` has."""
    return [spelled(path.read_text("utf-8"), tree, cell.renamed)
            for path in (*wishes, *cell.fragments)]


def spelled(text, tree, renamed):
    """A fragment, in which each option that the Kconfig of `tree` lacks has
    the name of `renamed` that is there; one of no known name stays."""
    lines = []
    for line in text.splitlines():
        match = _OPTION.match(line.strip())
        group = match and _group(match[1], renamed)
        value = group and (match[2] if match[2] is not None else "n")
        there = _present(tree, frozenset(group)) if group else ()
        if group and match[1] not in there:
            line = next((
                _line(other, value, group[other] != group[match[1]])
                for other in group if other in there), line)
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _group(name, renamed):
    """{name: whether it says the opposite} of an option with other names."""
    for words in renamed:
        group = {word.lstrip("!"): word.startswith("!") for word in words}
        if name in group:
            return group
    return None


def _line(name, value, opposite):
    value = _OPPOSITE.get(value, value) if opposite else value
    return f"# CONFIG_{name} is not set" if value == "n" \
        else f"CONFIG_{name}={value}"


@functools.cache
def _present(tree, names):
    """Those of the names that a Kconfig file of a tree defines."""
    said = subprocess.run(
        ["grep", "-rhoE", "--include=Kconfig*",
         rf"^\s*(menu)?config\s+({'|'.join(sorted(names))})\s*$", "."],
        cwd=tree, text=True, capture_output=True, errors="replace",
        check=False)
    return frozenset(said.stdout.split()) & names
