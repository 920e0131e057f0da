# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-lint on real trees; scripts/test runs it after a conversion: the
generated series, its reverse, and a thousand patches from one kernel to a
later one. KDIR and LATER name the kernels, OUT the results of KDIR."""

import difflib
import hashlib
import json
import os
import random
import re
import subprocess
from pathlib import Path

from conftest import ROOT

LINT = ROOT / "checker" / "ptdesc-lint"
SCAN = ROOT / "checker" / "ptdesc-scan"
COUNT = 1000
OLD = Path(os.environ["KDIR"])
RESULTS = Path(os.environ["OUT"])
NEW = Path(os.environ["LATER"])


def lint(tree, data, *more):
    done = subprocess.run([LINT, "--tree", tree, "--json", *more, "-"],
                          input=data, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == bool(found)
    return found


def series():
    return b"".join(path.read_bytes() for path in
                    sorted((RESULTS / "series").glob("*.patch")))


def test_series_is_clean():
    assert lint(OLD, series()) == []


def test_reverse_series():
    """Each id that undoing a conversion can have."""
    files = sorted(set(re.findall(rb"^\+\+\+ b/(.*)$", series(), re.M)))
    out = []
    for name in map(bytes.decode, files):
        before, after = (
            (tree / name).read_text(errors="surrogateescape").splitlines(True)
            for tree in (RESULTS / "tree", OLD))
        out += difflib.unified_diff(before, after, "a/" + name, "b/" + name)
    data = "".join(out).encode(errors="surrogateescape")
    found = lint(RESULTS / "tree", data)
    assert {f["id"] for f in found} >= {"PT001", "PT002", "PT003", "PT004",
                                        "PT005", "PT009"}


def with_sites(tree):
    """Files of a tree that the scanner has sites of page tables in."""
    done = subprocess.run([SCAN, "--settled", tree], capture_output=True,
                          text=True, errors="surrogateescape", check=True)
    return {line.split(":", 1)[0] for line in done.stdout.splitlines()}


def candidates():
    """Changed C files outside page-table code, in an order of our own."""
    sites = with_sites(OLD) | with_sites(NEW)
    names = sorted(
        (str(path.relative_to(OLD)) for path in OLD.rglob("*.[ch]")),
        key=lambda name: hashlib.sha1(name.encode()).digest())
    # the neighbours of page tables first: there a false alarm is likeliest
    near = re.compile(r"(arch/[^/]+/(mm|kvm|kernel|include/asm)|mm|kernel|"
                      r"include/linux|drivers/iommu|virt)/")
    names.sort(key=lambda name: not near.match(name))
    for name in names:
        if name not in sites and (NEW / name).is_file() and \
                (OLD / name).read_bytes() != (NEW / name).read_bytes():
            yield name


def cut(name, rng):
    """A patch of a few neighbouring changes of a file."""
    texts = [(tree / name).read_text(errors="surrogateescape")
             .splitlines(True) for tree in (OLD, NEW)]
    changes = [c for c in difflib.SequenceMatcher(
        None, *texts, autojunk=True).get_opcodes() if c[0] != "equal"]
    first = rng.randrange(len(changes))
    after = list(texts[0])
    for _, a, a_end, b, b_end in reversed(changes[first:first + 4]):
        after[a:a_end] = texts[1][b:b_end]
    return "".join(difflib.unified_diff(texts[0], after, "a/" + name,
                                        "b/" + name))


def test_thousand_patches():
    rng = random.Random(6)
    patches = []
    for name in candidates():
        if (OLD / name).stat().st_size < 60000:
            patches.append(cut(name, rng))
        if len(patches) == COUNT:
            break
    assert len(patches) == COUNT
    box = "".join(
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 "
        f"2001\nSubject: [PATCH {i}/{COUNT}] cut\n\n---\n{patch}"
        for i, patch in enumerate(patches, 1))
    assert lint(OLD, box.encode(errors="surrogateescape")) == []
