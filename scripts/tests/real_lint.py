# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-lint on real trees; scripts/test runs it after a conversion: the
generated series, its reverse as a whole and hunk by hunk, mistakes planted
into the converted tree, and a thousand patches from one kernel to a later one.
KDIR and LATER name the kernels, OUT the results of KDIR. Instead of LATER,
NO_LATER says why there is no later kernel."""

import difflib
import hashlib
import json
import os
import random
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from runs import patches

LINT = ROOT / "checker" / "ptdesc-lint"
SCAN = ROOT / "checker" / "ptdesc-scan"
COUNT = 1000
OLD = Path(os.environ["KDIR"])
RESULTS = Path(os.environ["OUT"])
NO_LATER = os.environ.get("NO_LATER")
NEW = Path(os.environ["LATER"]) if not NO_LATER else None


def lint(tree, data, *more):
    done = subprocess.run([LINT, "--tree", tree, "--json", *more, "-"],
                          input=data, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == bool(found)
    return found


def series():
    return b"".join(path.read_bytes() for path in patches(RESULTS))


def test_series_is_clean():
    assert lint(OLD, series()) == []


def read(tree, name):
    return (tree / name).read_text(errors="surrogateescape")


def diff(name, before, after):
    return "".join(difflib.unified_diff(
        before.splitlines(True), after.splitlines(True), "a/" + name,
        "b/" + name))


def lint_text(tree, text):
    return lint(tree, text.encode(errors="surrogateescape"))


def changed():
    """The C files of the series."""
    return sorted(name.decode() for name in set(
        re.findall(rb"^\+\+\+ b/(.*\.[ch])$", series(), re.M)))


def added_lines(patch):
    """{(file, line)} that a patch adds."""
    added, name, line = set(), None, 0
    for text in patch.splitlines():
        if text.startswith("+++ b/"):
            name = text[6:]
        elif text.startswith("@@"):
            line = int(re.match(r"@@ -\S+ \+(\d+)", text)[1]) - 1
        elif text.startswith(("+", " ")):
            line += 1
            if text[0] == "+":
                added.add((name, line))
    return added


def converted_sites(added):
    """What the series converted, where the lines stand in KDIR again."""
    sites = json.loads((RESULTS / "convert.json").read_text())["sites"]
    return [s for s in sites if s["status"] == "converted" and
            s["kind"] not in ("comment", "doc", "string") and
            (s["file"], s["line"]) in added]


def test_reverse_series():
    """Undoing all of it: what was converted is named, site by site."""
    patch = "".join(diff(name, read(RESULTS / "tree", name), read(OLD, name))
                    for name in changed())
    found = lint_text(RESULTS / "tree", patch)
    assert {f["id"] for f in found} >= {"PT001", "PT002", "PT003", "PT004",
                                        "PT005", "PT009"}
    added = added_lines(patch)
    assert all(is_explained(f, added) for f in found)
    sites = converted_sites(added)
    near = {(f["file"], f["line"] + d) for f in found for d in (-1, 0, 1)}
    missed = [s for s in sites if (s["file"], s["line"]) not in near]
    assert len(missed) <= len(sites) / 50, missed


def hunks():
    """(file, hunk) of the series; new files are left out."""
    for part in re.split(r"(?m)^(?=diff --git )",
                         series().decode(errors="surrogateescape"))[1:]:
        name = re.search(r"(?m)^\+\+\+ b/(.*\.[ch])$", part)
        if not name or "\n--- /dev/null" in part:
            continue
        body = part.split("\n-- \n")[0] + "\n"
        for hunk in re.split(r"(?m)^(?=@@ )", body)[1:]:
            yield name[1], hunk


def undone(name, hunk, scratch):
    """The file of the converted tree without the hunk; None if later patches
    changed the same lines."""
    scratch.write_text(read(RESULTS / "tree", name), errors="surrogateescape")
    done = subprocess.run(
        ["patch", "-R", "-s", "-f", "--no-backup-if-mismatch", "-r", "-",
         scratch], input=f"--- a/f\n+++ b/f\n{hunk}", text=True,
        errors="surrogateescape", capture_output=True, check=False)
    return None if done.returncode else \
        scratch.read_text(errors="surrogateescape")


def is_explained(finding, added):
    """A line that is added, the other half of a pair, or what led to it."""
    places = [(finding["file"], finding["line"])] + [
        (link["file"], link["line"]) for link in finding["chain"]]
    return finding["id"] == "PT007" or any(p in added for p in places)


def test_half_done(tmp_path):
    """Each hunk undone in the converted tree: halves that do not match."""
    counts, tried = Counter(), 0
    for name, hunk in hunks():
        after = undone(name, hunk, tmp_path / "file")
        if after is None:
            continue
        tried += 1
        patch = diff(name, read(RESULTS / "tree", name), after)
        found = lint_text(RESULTS / "tree", patch)
        added = added_lines(patch)
        assert all(is_explained(f, added) for f in found), (name, hunk, found)
        counts.update({f["id"] for f in found})
    print(tried, "hunks", dict(sorted(counts.items())))
    assert tried > 100
    assert set(counts) >= {"PT001", "PT002", "PT003", "PT004", "PT005",
                           "PT006", "PT009"}


# For each id a way to get something wrong, and how much of it syntax can see.
PLANTED = {
    "PT006": (r"\bpagetable_free\((\w+)\);",
              r"__free_page(ptdesc_page(\1));", 1),
    "PT007": (r"\n\t+pagetable_p(?:te|md)_dtor\([^;\n]*\);[^\n]*", "", 0.9),
    "PT008": (r"\bptdesc_address\((\w+)\)", r"\1", 1),
    "PT010": (r"(?<=leaf_here\(\);\n)(\t+)\S[^;]*?"
              r"((?:pte|pmd|pud)_page\([^()]*\))[^;]*;",
              r"\1pagetable_free(page_ptdesc(\2));", 1),
    "PT011": (r"\bpagetable_alloc\((\w+)(?=,(?:(?!\n\}).)*ptdesc_address)",
              r"pagetable_alloc(\1 | __GFP_HIGHMEM", 1),
}


# A table that goes to the page allocator is named as such where nobody sees
# who allocated it.
SAID_AS = {"PT006": {"PT005", "PT006"}}


def plant(name, text):
    """(what it is, the text with one mistake) for each place."""
    pattern, instead, _ = PLANTED[name]
    for match in re.finditer(pattern, text, re.S):
        yield match[0], text[:match.start()] + match.expand(instead) + \
            text[match.end():]


LEAF = re.compile(r"(?m)^(?=\t+\S.*\bpte_page\(\*\w+\).*;$)")


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_planted(name):
    """The mistakes that undoing does not make, all over the converted tree."""
    tree, tried, missed = RESULTS / "tree", 0, []
    files = changed()
    if name == "PT010":		# memory that entries map is anywhere
        files = sorted(str(path.relative_to(tree)) for folder in ("mm", "arch")
                       for path in (tree / folder).rglob("*.c")
                       if "/kvm/" not in str(path))
    for file in files:
        before = text = read(tree, file)
        if name == "PT010":
            text = LEAF.sub("leaf_here();\n", text)
        elif "/kvm/" in file:
            continue
        for what, after in plant(name, text):
            after = after.replace("leaf_here();\n", "")
            patch = diff(file, before, after)
            found = lint_text(tree, patch)
            added = added_lines(patch)
            tried += 1
            if not any(f["id"] in SAID_AS.get(name, {name}) and
                       is_explained(f, added) for f in found):
                missed.append((file, what))
    print(name, tried, "planted", len(missed), "missed")
    assert tried >= 3
    assert len(missed) <= tried * (1 - PLANTED[name][2]), missed


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


@pytest.mark.skipif(bool(NO_LATER), reason=str(NO_LATER))
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
