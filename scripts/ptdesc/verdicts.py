# SPDX-License-Identifier: GPL-2.0-only
"""What checker/ptdesc-verdicts says of places: page table, data, a copy."""

import json
import os
from dataclasses import dataclass, field

from . import process
from .errors import Usage
from .places import ROOT

VERDICTS = ROOT / "checker" / "ptdesc-verdicts"


@dataclass
class Verdicts:
    """The judge's lines, by place; a place is (file, line, column, name)."""
    by_place: dict = field(default_factory=dict)
    unseen: dict = field(default_factory=dict)     # file -> [(first, last)]
    found: list = field(default_factory=list)      # of ptdesc-judge

    def of(self, site):
        return self.by_place.get((site["file"], site["line"], site["column"],
                                  site["name"]))

    def missed(self, site):
        """Whether the judge could not read the lines around a site."""
        return any(first <= site["line"] <= last for first, last
                   in self.unseen.get(site["file"], ()))

    def pair(self, pair):
        return self.by_place.get((pair["file"], pair["line"], pair["column"],
                                  pair["name"]))


def parse(lines):
    found = Verdicts()
    for line in lines:
        record = json.loads(line)
        if "unseen" in record:
            found.unseen.setdefault(record["unseen"], []).append(
                (record["first"], record["last"]))
        elif "finding" in record:
            found.found.append(record)
        else:
            found.by_place[(record["file"], record["line"], record["column"],
                            record["name"])] = record
    return found


def ask(tree, paths, scratch):
    """Has the files `paths`, relative to `tree`, judged. Returns Verdicts;
    Usage when the judge cannot run."""
    if not os.access(VERDICTS, os.X_OK):
        raise Usage("checker/ptdesc-verdicts is not built: run make checker")
    names = scratch / "judge.files"
    names.write_bytes(b"".join(os.fsencode(path) + b"\n"
                               for path in sorted(paths)))
    done = process.ask(VERDICTS, ["--files", names, tree], good=(0, 3))
    return parse(done.stdout.decode("utf-8", "surrogateescape").splitlines())
