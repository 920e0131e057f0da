#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds make check's result of an unconverted tree against a plain search.

usage: check_vs_grep.py CHECK-INPUT.JSON ARCH...

Every use of a page-table member of struct page and every call of the
page-based API, by regular expression in the code of generic folders and of
arch/ARCH, has to be a finding with its id, unless the result itself says that
no unit had the line. Exit codes: 0 all are there, 1 some are missing, 2 wrong
use.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ptdesc.matrix.coverage import without_comments     # noqa: E402

FOLDERS = ("mm", "kernel", "include/linux", "include/asm-generic")
# mm_struct has a member pmd_huge_pte as well.
MEMBER = re.compile(
    r"(?<!mm)(?<!mm\))->\s*(?:pmd_huge_pte|pt_mm|pt_frag_refcount"
    r"|pt_share_count|_pt_s390_gaddr)\b|\bpage\s*->\s*ptl\b")
CALL = re.compile(
    r"\b(?:pgtable_p(?:te|md)_page_[cd]tor|pgtable_page_[cd]tor|pmd_to_page"
    r"|pmd_pgtable_page|ptlock_(?:alloc|free|init|ptr)"
    r"|pmd_ptlock_(?:init|free))\s*\(")
# A prototype or the head of a definition is no call.
HEAD = re.compile(r"^(?:static|extern|inline|bool|void|struct|spinlock_t)\b")


def places(root, arches):
    """Yields (id, file, line number, text) of what a search finds."""
    for folder in (*FOLDERS, *[f"arch/{arch}" for arch in arches]):
        for path in sorted((root / folder).rglob("*.[ch]")):
            text = path.read_text("utf-8", "replace")
            if not MEMBER.search(text) and not CALL.search(text):
                continue
            for number, line in enumerate(without_comments(path), 1):
                name = str(path.relative_to(root))
                line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
                if MEMBER.search(line):
                    yield "PT001", name, number, line.strip()
                if CALL.search(line) and not HEAD.match(line):
                    yield "PT002", name, number, line.strip()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.split("\n\n")[1])
    found = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    have = {(one["id"], one["file"], one["line"])
            for one in found["findings"]}
    unseen = {one["file"]: one["lines"] for one in found["uncovered"]}
    counts, missing = Counter(), []
    for kind, name, number, text in places(Path(found["tree"]["path"]),
                                           sys.argv[2:]):
        if any(first <= number <= last
               for first, last in unseen.get(name, ())):
            counts[f"{kind} where no unit was"] += 1
        elif any((kind, name, number + step) in have for step in (0, -1, 1)):
            counts[f"{kind} found"] += 1
        else:
            missing.append(f"{name}:{number}: no {kind}: {text}")
    print("\n".join(missing))
    for what, count in sorted(counts.items()):
        print(f"{what}: {count}")
    print(f"missing: {len(missing)}")
    return 1 if missing or not counts["PT001 found"] else 0


if __name__ == "__main__":
    sys.exit(main())
