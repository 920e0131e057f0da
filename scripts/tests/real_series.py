# SPDX-License-Identifier: GPL-2.0-only
"""What the series of a real tree must be; scripts/test runs it after a
conversion. KDIR and OUT name the tree and the results."""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from goldens import all_goldens, as_patch
from ptdesc import checkpatch
from runs import account, patches, printed_rule, rule_makes

KDIR = Path(os.environ["KDIR"])
OUT = Path(os.environ["OUT"])
PATCHES = patches(OUT)
OLD = r"pgtable_p(te|md)_page_[cd]tor|pmd_to_page|pmd_pgtable_page"
# Two conversions, one of which undoes the other or the helper already does.
TWICE = re.compile(rb"ptdesc_page\(page_ptdesc\(|page_ptdesc\(ptdesc_page\(|"
                   rb"page_ptdesc\(virt_to_page\((?!x\)\))")
# checkpatch takes the keyword for a name in camel case. struct page has such
# conversions too.
UNAVOIDABLE = "Avoid CamelCase: <_Generic>"


@pytest.fixture(scope="module")
def record():
    return account(OUT)


@pytest.fixture(scope="module")
def changed(record):
    return sorted({path for row in record["rows"] for path in row["files"]})


def test_git_am_gives_the_tree(changed, tmp_path, plain_git):
    repo = tmp_path / "repo"
    for path in changed:
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(KDIR / path, repo / path)
    plain_git(repo, "init", "-q")
    plain_git(repo, "add", ".")
    plain_git(repo, "commit", "-q", "-m", "base")
    plain_git(repo, "am", "-q", *map(str, PATCHES))
    for path in changed:
        assert (repo / path).read_bytes() == \
            (OUT / "tree" / path).read_bytes(), path


def test_each_printed_rule_makes_its_diff(changed, tmp_path, plain_git):
    repo, shown = tmp_path / "repo", 0
    for path in changed:
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(KDIR / path, repo / path)
    plain_git(repo, "init", "-q")
    plain_git(repo, "add", ".")
    plain_git(repo, "commit", "-q", "-m", "base")
    for patch in PATCHES:
        if printed_rule(patch.read_bytes()):
            assert rule_makes(patch.read_bytes(), repo, tmp_path), patch.name
            shown += 1
        plain_git(repo, "am", "-q", str(patch))
    assert shown


@pytest.mark.parametrize("patch", PATCHES, ids=lambda path: f"{path.parent.name}/{path.name[:4]}")
def test_checkpatch_raises_nothing(patch):
    raised = [text for text in checkpatch.excess(KDIR, patch.read_bytes())
              if UNAVOIDABLE not in text]
    assert raised == []


def raised_by_case(patch):
    """(case, type) of what checkpatch raises on the diffs of many goldens,
    counted, and a text for each."""
    counted, texts = Counter(), {}
    lines = patch.split(b"\n")
    cases, case = [], None
    for line in lines:
        if line.startswith(b"diff --git "):
            case = line.split()[2][2:].decode()
        cases.append(case)
    for line, kind, text in checkpatch.raised(KDIR, patch):
        key = cases[line - 1], kind
        counted[key] += 1
        texts.setdefault(key, []).append(f"{lines[line - 1].decode()}: {text}")
    return counted, texts


def more_raised(patches):
    """What checkpatch raises on {case: diff} more often than on the same diff
    reversed."""
    found, texts = raised_by_case(b"".join(patches.values()))
    suspects = sorted({case for case, _ in found})
    before, _ = raised_by_case(checkpatch.reverse(
        b"".join(patches[case] for case in suspects)))
    return sorted(f"{case}: {kind}: {text}" for case, kind in found - before
                  for text in texts[case, kind] if UNAVOIDABLE not in text)


def test_checkpatch_raises_nothing_on_goldens():
    patches = {str(golden): as_patch(golden) for golden in all_goldens()}
    more = more_raised(patches)
    assert not more, "\n".join(more)
    case = "x86/destructed.c"
    worse = patches[case].replace(b"\n+\tpagetable_free(", b"\n+  pagetable_free (")
    assert worse != patches[case]
    assert more_raised({case: worse})


def test_sites_add_up(record):
    totals = record["totals"]
    assert totals["unhandled"] == totals["unparsed"] == 0
    assert totals["converted"] + totals["kept"] == len(record["sites"])


def old_names(folder):
    """The lines below `folder` that have one of these words, as grep has
    them."""
    return subprocess.run(
        ["grep", "-raEnw", "--exclude-dir=.git", "-e", OLD, "."], cwd=folder,
        env=dict(os.environ, LC_ALL="C"), capture_output=True, text=True,
        errors="replace", check=False)


def test_no_old_name_is_left(changed):
    found = old_names(OUT / "tree")
    assert (found.returncode, found.stdout) == (1, "")
    assert any(old_names(KDIR / path.rpartition("/")[0]).stdout
               for path in changed)


def test_nothing_is_converted_twice(changed):
    for path in changed:
        found = TWICE.search((OUT / "tree" / path).read_bytes())
        assert not found, f"{path}: {found[0]}"
