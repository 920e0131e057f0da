# SPDX-License-Identifier: GPL-2.0-only
"""What the judge finds in a tree before and after a conversion, by id."""

import concurrent.futures
from collections import Counter
from pathlib import Path

from . import scan
from .check import blind, sites


def view(tree, final, folder):
    """Makes `folder` look like `tree` with the files of `final` ({path:
    content}): what has none of them is a link. Returns it."""
    folder.mkdir(parents=True)
    inside = {}
    for path, content in final.items():
        first, _, rest = path.partition("/")
        inside.setdefault(first, {})[rest] = content
    for entry in sorted(Path(tree).iterdir()):
        mine = inside.get(entry.name)
        if mine is None:
            (folder / entry.name).symlink_to(entry.absolute())
        elif "" in mine:
            (folder / entry.name).write_bytes(mine[""])
        else:
            view(entry, mine, folder / entry.name)
    return folder


def look(tree, final, jobs, kept, scratch):
    """Judges `tree` as it is, and with the files of `final`, as make check
    does. kept: a cache.Cache. Returns ([finding] before, the same after, what
    the judge says of places after, [(unit, why)] of what was not analysed);
    Usage when the judge cannot run."""
    after = view(tree, final, scratch / "view")
    over = scan.overlay(final, scratch / "changed") if final else None
    seen = [sites.look(tree, jobs), sites.look(tree, jobs, over)]
    judges = [blind.Judge(tree, kept=kept),
              blind.Judge(after, kept=kept, label=str(tree), verdicts=True)]
    with concurrent.futures.ThreadPoolExecutor(min(jobs, 2)) as pool:
        results = list(pool.map(
            lambda judge, one: judge.look({*one.sources, *one.headers}),
            judges, seen))
    return (*(findings for findings, _ in results), judges[1].lines,
            [one for _, wrong in results for one in wrong])


def count(findings):
    """{id: how many}."""
    return dict(sorted(Counter(one["id"] for one in findings).items()))


def words(before, after):
    """A line that says both."""
    ids = sorted({*before, *after})
    return f"findings: {sum(before.values())} before, " \
        f"{sum(after.values())} after" + (": " + ", ".join(
            f"{name} {before.get(name, 0)} to {after.get(name, 0)}"
            for name in ids) if ids else "")
