# SPDX-License-Identifier: GPL-2.0-only
"""Which files of a tree are worth analysing, and which of their lines have
sites: asked of ptdesc-scan in one walk."""

import json
from dataclasses import dataclass, field

from .. import scan

# Folders whose C files no kernel is made of.
APART = ("Documentation", "tools", "scripts", "samples", "usr")
_TEXT = ("comment", "doc", "string")
# Where a member with a page table's name can be one; elsewhere only in files
# that have page tables.
_HOME = ("arch/", "include/", "kernel/", "mm/")


@dataclass
class Sites:
    """`sources` and `headers` are worth a unit; `lines` has {file: {line:
    [site]}} of sites in code; `troubles` says what could not be read."""
    sources: list = field(default_factory=list)
    headers: list = field(default_factory=list)
    lines: dict = field(default_factory=dict)
    troubles: list = field(default_factory=list)


def is_code(site):
    """Whether a site is one that a compiler sees in some configuration. A
    local variable that has the name of a member is none."""
    if site["kind"] in _TEXT or site["kind"] == "directive" or \
            site.get("dead"):
        return False
    return site["class"] != "members" or site["kind"] == "member"


def _wanted(name):
    return name.endswith((".c", ".h")) and name.split("/")[0] not in APART


def look(tree, jobs, over=None):
    """The Sites of a tree; a file of the folder `over` stands for the one of
    the same path. Raises Usage when it cannot be looked at."""
    lines, troubles = scan.run(["--settled", "--units",
                                *(["--overlay", str(over)] if over else []),
                                "-j", str(jobs),
                                str(tree)])
    found, records = Sites(troubles=troubles), list(map(json.loads, lines))
    files = {record["candidate"] for record in records
             if _wanted(record.get("candidate", ""))}
    tables = frozenset(files)
    for record in records:
        name = record.get("file", "")
        if _wanted(name) and is_code(record) and (
                record["class"] != "members" or name in tables
                or name.startswith(_HOME)):
            files.add(name)
            if record["class"] != "ptdesc-api":
                found.lines.setdefault(name, {}).setdefault(
                    record["line"], []).append(record)
    found.sources = sorted(name for name in files if name.endswith(".c"))
    found.headers = sorted(name for name in files if name.endswith(".h"))
    return found
