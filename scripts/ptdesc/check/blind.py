# SPDX-License-Identifier: GPL-2.0-only
"""The stage that no configuration limits: ptdesc-lint looks at whole files by
their syntax, in all branches of all conditionals; of lines that are left then
the steps' report mode is asked.

The lint looks at what a patch adds, so each file is given to it as a new one.
A line that units have found something on is theirs: they know more of it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from ..errors import Usage
from ..places import ROOT

LINT = ROOT / "checker" / "ptdesc-lint"
JUDGE = ROOT / "checker" / "ptdesc-judge"
ADVISE = ROOT / "scripts" / "ptdesc" / "advise.py"
# For all files together; what has no time is said.
SECONDS = 120


def as_new(name, content):
    """A patch that adds a file."""
    lines = content.split(b"\n")
    whole = lines[-1] == b""
    if whole:
        lines.pop()
    if not lines or b"\0" in content:
        return b""
    text = b"--- /dev/null\n+++ b/%s\n@@ -0,0 +1,%d @@\n" % (
        os.fsencode(name), len(lines))
    text += b"".join(b"+" + line + b"\n" for line in lines)
    return text if whole else text + b"\\ No newline at end of file\n"


def judge(tree, names, known, program=None):
    """What the lint finds in files of a tree, but for the (file, line)s in
    `known`. Returns (part of the account, files that could not be read)."""
    program = Path(program or LINT)
    if not os.access(program, os.X_OK):
        raise Usage(f"{program} is not built: run make checker")
    patch, unread = [], []
    for name in sorted(names):
        try:
            patch.append(as_new(name, (Path(tree) / name).read_bytes()))
        except OSError as error:
            unread.append((name, error.strerror))
    done = subprocess.run([str(program), "--no-tree", "--json", "-"],
                          input=b"".join(patch), capture_output=True,
                          check=False)
    if done.returncode not in (0, 1, 3):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Usage(said[-1] if said
                    else f"{program.name} ended with {done.returncode}")
    found = json.loads(done.stdout)
    kept = [{**one, "arch": None, "config": None}
            for one in found["findings"]
            if (one["file"], one["line"]) not in known]
    for one in kept:
        one.pop("diff", None)
    unread += [(one["unit"], one["why"]) for one in found["not_analysed"]]
    return {"findings": kept}, unread


def look(tree, names, program=None):
    """What ptdesc-judge finds in files of a tree, with the headers that they
    include. Returns as judge() does."""
    program = Path(program or JUDGE)
    if not os.access(program, os.X_OK):
        raise Usage(f"{program} is not built: run make programs")
    done = subprocess.run([str(program), "--json", "--tree", str(tree), "-"],
                          input="\n".join(sorted(names)), text=True,
                          capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        said = done.stderr.strip().splitlines()
        raise Usage(said[-1] if said
                    else f"{program.name} ended with {done.returncode}")
    found = json.loads(done.stdout)
    return ({"findings": found["findings"]},
            [(one["unit"], one["why"]) for one in found["not_analysed"]])


def by_steps(tree, pending, sites):
    """What the report mode of the semantic patches says of lines: `pending`
    has {file: lines}, `sites` {file: {line: [site]}}. Returns (part of the
    account, [(file, why)] of what could not be asked)."""
    files = [{"path": name, "added": lines, "text": (
        Path(tree) / name).read_bytes().decode("latin-1")}
        for name, lines in sorted(pending.items())]
    if not files:
        return {"findings": []}, []
    done = subprocess.run(
        [sys.executable, str(ADVISE)], text=True, capture_output=True,
        input=json.dumps({"seconds": SECONDS, "report": True,
                          "files": files}), check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return {"findings": []}, [(one["path"], why) for one in files]
    findings, unread = [], []
    for one in json.loads(done.stdout)["files"]:
        name = one["path"]
        unread += [(name, why) for why in one["unseen"]]
        findings += [{
            **said, "file": name, "chain": [], "arch": None, "config": None,
            "suppressed": None,
            "function": sites[name][said["line"]][0]["function"]}
            for said in one["reports"]]
    return {"findings": findings}, unread
