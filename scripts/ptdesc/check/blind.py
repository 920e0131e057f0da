# SPDX-License-Identifier: GPL-2.0-only
"""The stage that no configuration limits: ptdesc-judge looks at whole files by
their syntax, in all branches of all conditionals; of lines that are left then
the steps' report mode is asked.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .. import cache, scan
from ..errors import Usage
from ..places import ROOT
from ..process import ask
from ..step import STEPS
from . import analyse

JUDGE = ROOT / "checker" / "ptdesc-judge"
ADVISE = ROOT / "scripts" / "ptdesc" / "advise.py"
# What it prints is made from these, from the files, and from the kernel's
# version, which the Makefile says.
LISTS = (scan.LISTS, STEPS / "series", *sorted(STEPS.glob("*.cocci")))
# For all files together; what has no time is said.
SECONDS = 120
# A new meaning of what is stored needs a new number.
FORMAT = "judge 1"


class Judge:
    """ptdesc-judge on whole files of a tree. What it found is in the cache
    until something changes that it was made from: the program and its lists,
    the names, and the content of the files and of each header that they
    include, or would include if it were there.

    label: what the tree is called in the cache, if not by its folder;
    verdicts: after look(), `lines` has what the judge says of places."""

    def __init__(self, tree, program=None, kept=None, digests=None,
                 label=None, verdicts=False):
        self.tree, self.program = Path(tree), Path(program or JUDGE)
        self.label = label or str(tree)
        self.verdicts, self.lines = verdicts, []
        self.cache = kept or cache.Cache(None)
        self.digests = digests or analyse.Digests()
        if not os.access(self.program, os.X_OK):
            raise Usage(f"{self.program} is not built: run make checker")

    def look(self, names):
        """(findings, [(unit, why)] of what was not analysed)."""
        names = sorted(names)
        key = cache.key(FORMAT, *self.digests.of(self.program, *LISTS,
                                                 self.tree / "Makefile"),
                        self.label, "verdicts" if self.verdicts else "",
                        os.fsencode("\0".join(names)))
        read = self.cache.recall(key)
        found = read and self.cache.recall(self._made_from(key, names, read))
        if not found:
            found, read = self._run(names)
            self.cache.remember(key, read)
            self.cache.remember(self._made_from(key, names, read), found)
            self.cache.keep()
        self.lines = found.get("lines", [])
        return found["findings"], [(one["unit"], one["why"])
                                   for one in found["not_analysed"]]

    def _made_from(self, key, names, read):
        total = hashlib.blake2b(digest_size=20)
        for name in (*names, *read):
            total.update(self.digests.file(str(self.tree / name)))
        return cache.key(key, total.digest())

    def _run(self, names):
        """(what it printed, the headers that it looked for)."""
        with tempfile.TemporaryDirectory(prefix="ptdesc-check-") as folder:
            seen, said = Path(folder, "seen"), Path(folder, "verdicts")
            done = ask(self.program,
                       ["--json", "--tree", self.tree, "--seen", seen,
                        *(["--verdicts", said] if self.verdicts else []), "-"],
                       os.fsencode("\n".join(names)))
            found = json.loads(done.stdout.decode("utf-8", "surrogateescape"))
            if self.verdicts:
                found["lines"] = _lines(said)
            return found, _lines(seen)


def _lines(path):
    return path.read_text("utf-8", "surrogateescape").splitlines()


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
