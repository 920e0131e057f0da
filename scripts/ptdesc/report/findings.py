# SPDX-License-Identifier: GPL-2.0-only
"""check-input.json and check-tree.json: what is still handled as a page."""

import functools
from pathlib import Path

from ..ledger import place_of
from .part import Anchors, Part, plural, ranges


class Source:
    """Lines of the files of a tree, where it is still there. A name that
    leads out of the tree is not followed."""

    def __init__(self, tree):
        self.tree = Path(tree).resolve()

    @functools.cache
    def _lines(self, name):
        path = (self.tree / name).resolve()
        if self.tree not in path.parents or not path.is_file():
            return []
        try:
            return path.read_text("utf-8", "replace").split("\n")
        except OSError:
            return []

    def line(self, name, number):
        """A line by its number, from 1; "" where there is none."""
        found = self._lines(name)
        return found[number - 1].strip() if 0 < number <= len(found) else ""


def view(data, name):
    """The Part of a list of findings; `name` is input or tree."""
    source, anchors = Source(data["tree"]["path"]), Anchors()
    shown = []
    for one in data["findings"]:
        shown.append({
            "anchor": anchors("finding", name, one["id"], one["file"],
                              one["line"], one["column"]),
            "id": one["id"], "file": one["file"], "line": one["line"],
            "function": one["function"] or "", "message": one["message"],
            "advice": one["advice"] or "", "arch": place_of(one["file"]),
            "cell": "/".join(filter(None, (one["arch"], one["config"]))),
            "suppressed": one["suppressed"] or "",
            "source": source.line(one["file"], one["line"]),
            "chain": [{"file": step["file"], "line": step["line"],
                       "what": step["what"],
                       "source": source.line(step["file"], step["line"])}
                      for step in one["chain"]]})
    count = sum(not one["suppressed"] for one in shown)
    for one in shown:
        one["stays"] = ""
    missed = [f"{one['unit']}" + (
        f" [{one['arch']}/{one['config']}]" if one["arch"] else "")
        + f": not analysed: {one['why']}" for one in data["not_analysed"]]
    missed += [f"{one['file']}: no unit has the sites in "
               f"{ranges(one['lines'])}" for one in data["uncovered"]]
    where = "the input" if name == "input" else "the converted tree"
    facts = f"{plural(count, 'finding')} in {where}"
    # Those of the input are the work there was to do.
    return Part(f"check-{name}.json", facts,
                facts if count and name != "input" else "", missed, {
                    "findings": shown,
                    "ids": sorted({one["id"] for one in shown}),
                    "arches": sorted({one["arch"] for one in shown})})


def explain(found):
    """Adds to each finding in the converted tree why the account keeps the
    place, `stays`, and says how many have such a reason."""
    account, part = found["convert"].data, found["tree"]
    if not account or not part.data:
        return
    shown = [one for one in part.data["findings"] if not one["suppressed"]]
    for one in shown:
        one["stays"] = account["reasons"].get(
            (one["id"], one["file"], one["line"]), "")
    count = sum(bool(one["stays"]) for one in shown)
    if count:
        part.facts += f", {count} of them at places that stay for a reason"
        part.wrong = part.facts
