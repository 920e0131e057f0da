# SPDX-License-Identifier: GPL-2.0-only
"""check-input.json and check-tree.json, and what is printed of them.

ptdesc-findings merges, sorts and prints; here is only what it is given.
"""

import json
import os

from .. import wholefile
from ..errors import USAGE, Usage
from ..places import ROOT
from ..process import ask

FINDINGS = ROOT / "checker" / "ptdesc-findings"
TOOL = {"name": "ptdesc-check", "version": "1"}
LISTS = ("findings", "not_analysed", "uncovered")
COUNTS = ("units", "functions", "lines")


def account(tree, digest, parts, unseen, uncovered):
    """One list of findings made of the parts that units and stages gave."""
    found = {"tool": TOOL,
             "tree": {"version": tree.version, "path": str(tree.path),
                      "digest": digest},
             "findings": [], "not_analysed": list(unseen),
             "uncovered": list(uncovered), "totals": dict.fromkeys(COUNTS, 0)}
    for part in parts:
        for name in LISTS:
            found[name] += part.get(name, [])
        for name in COUNTS:
            found["totals"][name] += part.get("totals", {}).get(name, 0)
    return found


def findings(options, text=None, say=None):
    """(exit code, output) of ptdesc-findings; raises Usage. Its remarks,
    such as a suppression that matches nothing, go to `say`."""
    if not os.access(FINDINGS, os.X_OK):
        raise Usage("checker/ptdesc-findings is not built: run make checker")
    done = ask(FINDINGS, options, os.fsencode(text) if text else None)
    for remark in os.fsdecode(done.stderr).splitlines() if say else ():
        say(remark)
    return done.returncode, os.fsdecode(done.stdout)


def write(out, name, found, selection, say):
    """OUT/check-NAME.json, .sarif and .txt; `selection` are the options of
    ptdesc-findings that leave findings out or silence them."""
    _, text = findings(["--json", *selection, "-"], json.dumps(found), say)
    base = out / f"check-{name}.json"
    _, sarif = findings(["--format=sarif", "-"], text)
    _, plain = findings(["--color=never", "-"], text)
    for suffix, content in ((".json", text), (".sarif", sarif),
                            (".txt", plain)):
        wholefile.write(base.with_suffix(suffix), content, "surrogateescape")
    return base


def show(base, options, stream):
    """Prints a list as the options ask for; returns the exit code."""
    code, text = findings([*options, str(base)])
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        return USAGE
    return code
