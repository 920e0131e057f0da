# SPDX-License-Identifier: GPL-2.0-only
"""Patches to measure the lint with: small ones, all in page-table code, since
files without it cost next to nothing."""

import difflib
import re
import subprocess
from pathlib import Path

WORDS = re.compile(r"\b(pte_t|pmd_t|pud_t|pgd_t|struct page)\b")
BODY = re.compile(r"^\{\n", re.M)
LINE = "\tpte_t *measured = pte_offset_kernel(pmd, addr);\n"


def patches(tree, count):
    """`count` patches as text, or as many as the tree has files for; each
    adds a line to the first function of a file."""
    found = []
    for folder in ("mm", "arch", "include", "kernel", "fs", "drivers"):
        for path in sorted(Path(tree, folder).rglob("*.[ch]")):
            if path.is_symlink():
                continue
            before = path.read_bytes().decode("latin-1")
            if not WORDS.search(before) or not BODY.search(before):
                continue
            after = BODY.sub("{\n" + LINE, before, count=1)
            name = str(path.relative_to(tree))
            found.append("".join(difflib.unified_diff(
                before.splitlines(True), after.splitlines(True), "a/" + name,
                "b/" + name)))
            if len(found) == count:
                return found
    return found


def mailbox(texts):
    """A series of them, as git format-patch --stdout writes it."""
    return "".join(
        f"From {'0' * 40} Mon Sep 17 00:00:00 2001\nSubject: [PATCH {i}/"
        f"{len(texts)}] measure\n\n---\n\n{text}-- \n2.39.5\n\n"
        for i, text in enumerate(texts, 1)).encode("latin-1")


def commits(tree, count):
    """The last commits of a repository, oldest first; none if it is none."""
    done = subprocess.run(
        ["git", "-C", tree, "rev-list", "--no-merges", f"--max-count={count}",
         "HEAD", "--"], capture_output=True, text=True, check=False)
    return done.stdout.split()[::-1] if (Path(tree) / ".git").exists() else []
