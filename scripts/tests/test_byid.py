# SPDX-License-Identifier: GPL-2.0-only
"""convert counts what the judge finds before and after, by id."""

import pytest
from ptdesc import byid
from ptdesc.check import blind, sites
from runs import account, convert, fake_tree


def test_a_view_has_the_changed_files_and_links_to_the_rest(tmp_path):
    tree = tmp_path / "tree"
    for path in ("mm/a.c", "mm/b.c", "arch/x/c.c", "Makefile"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(path)
    seen = byid.view(tree, {"mm/a.c": b"new"}, tmp_path / "view")
    assert (seen / "mm/a.c").read_bytes() == b"new"
    assert (seen / "mm/b.c").read_text() == "mm/b.c"
    assert (seen / "arch").is_symlink() and (seen / "Makefile").is_symlink()
    assert (seen / "arch/x/c.c").read_text() == "arch/x/c.c"
    assert (tree / "mm/a.c").read_text() == "mm/a.c"


def test_the_line_names_each_id_of_both():
    assert byid.words({"PT001": 3, "PT004": 2}, {"PT004": 1, "PT006": 1}) == \
        "findings: 5 before, 2 after: PT001 3 to 0, PT004 2 to 1, PT006 0 to 1"
    assert byid.words({}, {}) == "findings: 0 before, 0 after"


@pytest.fixture(scope="module")
def converted(tmp_path_factory, warm):
    kdir = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    out = tmp_path_factory.mktemp("out") / "linux"
    return kdir, out, convert(kdir, out, toolkit=warm, findings=True)


def judged(tree):
    seen = sites.look(tree, 1)
    found, wrong = blind.Judge(tree).look({*seen.sources, *seen.headers})
    assert not wrong
    return found


def test_they_are_what_the_judge_finds_in_both_trees(converted):
    kdir, out, done = converted
    left = account(out)["totals"]["unhandled"]
    assert done.returncode == (1 if left else 0), done.stdout + done.stderr
    counts = account(out)["findings"]
    for name, tree in (("before", kdir), ("after", out / "tree")):
        found = judged(tree)
        assert sum(counts[name].values()) == len(found)
        for which, number in counts[name].items():
            assert number == sum(one["id"] == which for one in found)
    assert sum(counts["before"].values()) > sum(counts["after"].values())
    assert byid.words(**counts) in done.stdout + done.stderr


def test_who_does_not_want_it_does_not_wait(converted, tmp_path, warm):
    done = convert(converted[0], tmp_path / "out", toolkit=warm)
    assert "findings:" not in done.stdout + done.stderr
    assert "findings" not in account(tmp_path / "out")
