# SPDX-License-Identifier: GPL-2.0-only
"""Linking a cell: a name that nothing defines is no compiler's business.

The baseline is linked where its objects are. For the converted tree a copy
of that folder gets the objects that were compiled after the last commit, and
kbuild makes what is missing; so neither side is compiled twice, but for
objects that kbuild works on after the compiler.
"""

import os
import re
import shutil
import subprocess

from . import diagnostics
from .diagnostics import Diagnostic
from .kbuild import Builder, NoSpace

# Linking and the link's own objects take longer than a unit.
FACTOR = 24
_INSIDE = re.compile(r": in function [`'](?P<name>[\w.]+)':")
_UNDEFINED = re.compile(r"undefined reference to [`'](?P<name>[^']+)'")
_MODPOST = re.compile(r"^(?P<kind>ERROR|WARNING): modpost: (?P<text>.*)$")


def said(output, roots=()):
    """The diagnostics of compilers, ld and modpost, each once."""
    function, found = "", diagnostics.parse(output, roots)
    for line in output.replace("\u2018", "'").splitlines():
        inside = _INSIDE.search(line)
        if inside:
            function = inside["name"]
        undefined, modpost = _UNDEFINED.search(line), _MODPOST.match(line)
        if undefined:
            found.append(Diagnostic(
                "vmlinux", 0, "error",
                f"undefined reference to '{undefined['name']}'", function))
        elif modpost:
            kind = "error" if modpost["kind"] == "ERROR" else "warning"
            found.append(Diagnostic("modpost", 0, kind, modpost["text"]))
    return diagnostics.new(found, [])


def link(builder):
    """Links the kernel, and its modules if it has any, from the tree as it
    is. Returns {"status": "linked"|"failed"|"timeout", "diagnostics",
    "seconds"}."""
    targets = ["vmlinux"]
    if re.search(r"^CONFIG_MODULES=y$", builder.config_text(), re.MULTILINE):
        targets.append("modules")
    ran = builder.make(*targets, factor=FACTOR)
    found = said(ran.output, builder.roots)
    if ran.status is None:
        return {"status": "timeout", "diagnostics": found,
                "seconds": ran.seconds}
    found = diagnostics.ensure_error(found, "vmlinux", ran.output, ran.status)
    return {"status": "failed" if ran.status else "linked",
            "diagnostics": found, "seconds": ran.seconds}


def converted(builder, units):
    """The same after the last commit; `units` are those that were compiled
    since, `UNIT.converted` beside the baseline's. The copy is removed. Raises
    NoSpace."""
    folder = builder.obj.with_name(builder.obj.name + ".linked")
    copy = Builder(builder.cell, builder.tree, folder, builder.runner,
                   home=builder.home)
    copy.unprepared = builder.unprepared
    try:
        _copy(builder.obj, folder)
        for unit in units:
            if not builder.touched_up(unit):
                _take(folder / f"{unit}.converted", folder / unit)
        return link(copy)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    done = subprocess.run(["cp", "-a", "--reflink=auto", source, target],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoSpace(f"no copy of {source} to link in: "
                      f"{(done.stderr.splitlines() or ['cp fails'])[0]}")


def _take(fresh, target):
    """A unit that did not compile is left for kbuild to fail on."""
    try:
        os.replace(fresh, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
