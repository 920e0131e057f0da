# SPDX-License-Identifier: GPL-2.0-only
"""Two sets of steps on the fake tree: a series each, one on the other."""

import re
import shutil
import subprocess

import pytest
import sandbox
from conftest import ROOT, repository
from ptdesc import step as steps
from ptdesc.errors import Usage
from ptdesc.matrix import commits
from runs import (account, convert, fake_tree, files, patches, results)

# Steps of the tests' own for the second set and the third. What the first one
# rewrites, and the struct that it asks for, are there after the seed only.
HEADER = """\
// SPDX-License-Identifier: GPL-2.0-only
/// Count what is freed.
// Row: beyond
// Subject: {subject}
// Kind: equivalent
// Paths: {paths}
// Names: pagetable_free
// Ids: PT005
// Advice: count what is freed
// Tree: {tree}

virtual patch

@depends on patch@
expression E;
@@

- pagetable_free(E)
+ pagetable_free(counted(E))
"""
POWERPC = HEADER.format(subject="powerpc: Count what is freed",
                        paths="arch/powerpc/**", tree="with struct ptdesc")
X86 = HEADER.format(subject="x86: Count what is freed", paths="arch/x86/**",
                    tree="with struct ptdesc")
NEVER = HEADER.format(subject="all: Count what is freed", paths="**",
                      tree="without struct ptdesc")


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory, warm):
    """A copy of the toolkit with steps of our own behind the seed, and a cache
    that knows what the seed makes of the fake tree."""
    copy = sandbox.make(tmp_path_factory.mktemp("house") / "toolkit")
    shutil.copytree(warm / "results" / ".cache", copy / "results" / ".cache")
    smpl = copy / "semantic-patches"
    seed = (smpl / "series").read_text().split("[beyond]")[0]
    (smpl / "series").write_text(
        seed + "[beyond]\nbeyond/count-powerpc\nbeyond/count-x86\n"
        "[split]\nnever\n")
    (smpl / "beyond").mkdir(exist_ok=True)
    (smpl / "beyond/count-powerpc.cocci").write_text(POWERPC)
    (smpl / "beyond/count-x86.cocci").write_text(X86)
    (smpl / "never.cocci").write_text(NEVER)
    return copy


@pytest.fixture(scope="module")
def kdir(tmp_path_factory):
    tree = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    # What only the project's own steps of a later set convert.
    (tree / "arch/x86/mm/fault.c").unlink()
    return tree


@pytest.fixture(scope="module")
def run(kdir, toolkit, tmp_path_factory):
    """OUT of a conversion by all sets, and what it said."""
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, "--sets", "seed beyond split", toolkit=toolkit)
    assert done.returncode == 0, done.stdout + done.stderr
    return out, done


@pytest.fixture(scope="module")
def seed(kdir, toolkit, tmp_path_factory):
    out = tmp_path_factory.mktemp("seed") / "linux"
    done = convert(kdir, out, "--sets", "seed", toolkit=toolkit)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def of(record, name):
    return [row for row in record["rows"] if row["set"] == name]


def test_each_set_is_a_series(run):
    record = account(run[0])
    rows = of(record, "beyond")
    assert [(row["step"], row["status"], row["number"], row["patch"])
            for row in rows] == [
        ("beyond/count-powerpc", "done", 1,
         "series-beyond/0001-powerpc-Count-what-is-freed.patch"),
        ("beyond/count-x86", "done", 2,
         "series-beyond/0002-x86-Count-what-is-freed.patch")]
    first = [row for row in of(record, "seed") if row["number"]]
    assert len(first) > 34
    assert all(row["patch"].startswith("series/") for row in first)
    assert [row["commit"] for row in first + rows] == \
        list(range(1, len(first) + 3))
    assert record["totals"]["commits"] == len(first) + 2
    assert record["sets"][:2] == [
        {"set": "seed", "commits": len(first), "folder": "series",
         "why": None, "parts": []},
        {"set": "beyond", "commits": 2, "folder": "series-beyond",
         "why": None, "parts": []}]


def test_a_set_with_nothing_to_do(run):
    out, done = run
    assert not (out / "series-split").exists()
    said = account(out)["sets"][2]
    assert said["set"] == "split" and not said["commits"]
    assert said["folder"] is None
    assert said["why"].startswith("the tree has struct ptdesc (include/")
    assert f"the set split has nothing to do: {said['why']}" in \
        done.stdout + done.stderr


def test_the_series_give_the_tree(kdir, run, tmp_path, plain_git):
    """In their order; every commit of a later one needs what came before."""
    repo = tmp_path / "repo"
    subprocess.run(["cp", "-a", kdir, repo], check=True)
    repository(plain_git, repo)
    plain_git(repo, "am", "-q", *map(str, patches(run[0])))
    assert files(repo) == files(run[0] / "tree")
    freed = (repo / "arch/x86/mm/pgtable.c").read_text()
    assert "pagetable_free(counted(" in freed


def test_the_seed_is_the_same_by_itself(run, seed):
    """Its series does not change because another set follows."""
    assert files(run[0] / "series") == files(seed / "series")
    assert files(run[0] / "tree") != files(seed / "tree")
    assert {row["set"] for row in account(seed)["rows"]} == {"seed"}


def test_a_set_that_is_not_asked_for_goes(kdir, run, seed, toolkit, tmp_path):
    out = tmp_path / "out"
    convert(kdir, out, "--sets", "seed beyond", toolkit=toolkit)
    assert (out / "series-beyond").is_dir()
    assert files(out / "series-beyond") == files(run[0] / "series-beyond")
    convert(kdir, out, "--sets", "seed", toolkit=toolkit)
    assert results(out) == results(seed)


def test_without_the_sets_before(run, toolkit, tmp_path):
    """A set finds the tree as it is: on one that has the conversion it needs
    no other, on one that has not it says what is missing."""
    convert(fake_tree(tmp_path / "plain"), tmp_path / "none",
            "--sets", "beyond", toolkit=toolkit)
    record = account(tmp_path / "none")
    assert {row["why"] for row in record["rows"]} == \
        {"the tree has no struct ptdesc"}
    assert not list((tmp_path / "none").glob("series*"))
    # The same patches, on top of nothing.
    later = tmp_path / "later"
    convert(run[0].parent / "linux/tree", later, "--steps", "count-*",
            toolkit=toolkit)
    record = account(later)
    assert {row["status"] for row in of(record, "seed")} == {"skipped"}
    assert not (later / "series").exists()
    assert {row["status"] for row in of(record, "beyond")} == {"done"}


def test_the_letter_of_a_later_set(run):
    letter = (run[0] / "series-beyond/0000-cover-letter.patch").read_text()
    count = account(run[0])["sets"][0]["commits"]
    words = " ".join(letter.split())
    assert "[PATCH 0/2] Convert the remaining page tables" in words
    assert f"on top of the series \"Split ptdesc from struct page\" of " \
        f"{count} patches (series/)" in words
    # The helper is the seed's, and what they rewrite is, too.
    freed = next(row["number"] for row in account(run[0])["rows"]
                 if row["step"] == "x86")
    need = re.search(r"^  2 needs (.*) of series/$", letter, re.M)
    assert need and str(freed) in re.split(r", ", need[1]), letter
    assert "Patches 1, 2: the machine code changes" in words


def test_the_letter_names_the_patches_below_it(kdir, toolkit, tmp_path,
                                               plain_git):
    """As git format-patch --base does, for who applies it to the base."""
    repo = tmp_path / "repo"
    subprocess.run(["cp", "-a", kdir, repo], check=True)
    repository(plain_git, repo)
    out = tmp_path / "out"
    convert(repo, out, "--in-place", toolkit=toolkit)
    letter = (out / "series-beyond/0000-cover-letter.patch").read_text()
    plain_git(repo, "checkout", "-q", "ptdesc")
    count = account(out)["sets"][0]["commits"]
    asked = plain_git(repo, "format-patch", "-q", "--stdout", "-2",
                      "--base=" + plain_git(repo, "rev-parse",
                                            f"HEAD~{count + 2}").strip())
    wanted = re.findall(r"^prerequisite-patch-id: \w+$", asked, re.M)
    assert len(wanted) == count
    assert re.findall(r"^prerequisite-patch-id: \w+$", letter, re.M) == wanted
    assert files(repo) == files(out / "tree")


def test_commits_have_one_name(run):
    """What the matrix and verify call a commit, and its row."""
    record = account(run[0])
    found = commits.load(run[0])
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    by_commit = {row["commit"]: row for row in record["rows"]}
    for one in found:
        row = by_commit[one.number]
        assert one.title == row["title"]
        assert one.path == run[0] / row["patch"]
        assert one.names == {*row["names"], *row["functions"]}
    assert len(found) == record["totals"]["commits"]


@pytest.mark.parametrize("text, names", [
    (None, ["seed", "beyond"]), ("seed", ["seed"]),
    ("split,seed", ["seed", "split"]), (" beyond  seed ", ["seed", "beyond"])])
def test_names_of_sets(text, names):
    assert steps.sets(text) == names


@pytest.mark.parametrize("text", ["see", "seed x", " "])
def test_there_is_no_such_set(text):
    with pytest.raises(Usage, match="seed, beyond, split"):
        steps.sets(text)


def test_every_step_has_a_set():
    assert {step.set for step in steps.series()} <= set(steps.FOLDERS)
    assert [step.row for step in steps.series(wanted=["seed"])
            if step.row] == list(range(1, 35))
    rows = [step.row for step in steps.series(wanted=["beyond", "split"])]
    assert set(rows) <= {None}


def test_later_architectures_are_of_the_set(toolkit, monkeypatch):
    """A step that leaves an architecture to a later one of its set does not
    leave it to another set."""
    monkeypatch.setattr(steps, "STEPS", toolkit / "semantic-patches")
    found = steps.series()
    last = max(index for index, step in enumerate(found)
               if step.set == "seed")
    assert steps.later_architectures(found, last) == set()
    assert steps.later_architectures(found, last + 1) == {"x86"}


@pytest.mark.parametrize("text, words", [
    ("hexagon\n[seed]\n", "hexagon stands before"),
    ("[seed]\n[other]\n", "no set 'other'")])
def test_a_damaged_list(tmp_path, monkeypatch, text, words):
    (tmp_path / "series").write_text(text)
    monkeypatch.setattr(steps, "STEPS", tmp_path)
    with pytest.raises(Usage, match=words):
        steps.series()


def test_help_says_what_the_sets_are():
    said = subprocess.run([ROOT / "scripts/convert", "--help"], text=True,
                          capture_output=True, check=True).stdout
    assert "--sets" in said
