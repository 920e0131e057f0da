# SPDX-License-Identifier: GPL-2.0-only
"""A series cut by subsystem: parts, what they need, who gets them."""

import shutil
import subprocess
import types
from pathlib import Path

import pytest
import sandbox
from conftest import repository
from ptdesc import gitseries, parts
from runs import AUTHOR, account, convert, fake_tree, files

# It stands for the kernel's: three sections, one of them within another.
SCRIPT = r"""#!/usr/bin/perl
my %has = map { $_ => 1 } @ARGV;
my @files = grep { !/^-/ } @ARGV;
my $text = join "", map { my $f = $_; $f =~ /\.patch$/ ?
	do { local (@ARGV, $/) = ($f); <> } : "+++ b/$f\n" } @files;
my @found = grep { $text =~ m{^\+\+\+ b/$_->[1]}m } (
	["POWERPC (64-BIT)", "arch/powerpc/"], ["X86 MM", "arch/x86/mm/"],
	["X86", "arch/x86/"], ["THE REST", ""]);
for (@found) {
	my $name = lc $_->[0] =~ s/ .*//r;
	print "$_->[0]\n" if $has{"--subsystem"};
	print "J\303\266rg <$name\@m.example>\n"
		unless $has{"--no-email"} || $has{"--no-m"} || $name eq "the";
	print "$name\@list.example\n" unless $has{"--no-l"};
}
"""
STEP = """\
// SPDX-License-Identifier: GPL-2.0-only
/// Count what is freed.
// Row: beyond
// Subject: {arch}: Count what is freed
// Kind: equivalent
// Paths: arch/{arch}/**
// Names: pagetable_free
// Ids: PT005
// Advice: count what is freed
// Tree: with struct ptdesc

virtual patch

@depends on patch@
expression E;
@@

- pagetable_free(E)
+ pagetable_free(counted(E))
"""


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory, warm):

    copy = sandbox.make(tmp_path_factory.mktemp("house") / "toolkit")
    shutil.copytree(warm / "results" / ".cache", copy / "results" / ".cache")
    smpl = copy / "semantic-patches"
    seed = (smpl / "series").read_text().split("[beyond]")[0]
    (smpl / "series").write_text(
        seed + "[beyond]\nbeyond/count-powerpc\nbeyond/count-x86\n")
    (smpl / "beyond").mkdir(exist_ok=True)
    for arch in ("powerpc", "x86"):
        (smpl / f"beyond/count-{arch}.cocci").write_text(
            STEP.format(arch=arch))
    return copy


@pytest.fixture(scope="module")
def kdir(tmp_path_factory):
    tree = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    (tree / "arch/x86/mm/fault.c").unlink()
    (tree / "scripts").mkdir(exist_ok=True)
    (tree / parts.MAINTAINERS).write_text(SCRIPT)
    return tree


@pytest.fixture(scope="module")
def out(kdir, toolkit, tmp_path_factory):
    where = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, where, "--by-subsystem", toolkit=toolkit)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 parts of them by subsystem in series-beyond-by/" in \
        done.stdout + done.stderr
    return where


def test_the_account_names_the_parts(out):
    record = account(out)["sets"]
    assert record[0]["parts"] == []
    assert record[1]["parts"] == [
        {"part": "powerpc", "subsystem": "POWERPC (64-BIT)", "numbers": [1],
         "needs": [], "to": ["Jörg <powerpc@m.example>"],
         "cc": ["powerpc@list.example", "the@list.example"],
         "patches": ["series-beyond-by/powerpc/"
                     "0001-powerpc-Count-what-is-freed.patch"]},
        {"part": "x86-mm", "subsystem": "X86 MM", "numbers": [2],
         "needs": [], "to": ["Jörg <x86@m.example>"],
         "cc": ["the@list.example", "x86@list.example"],
         "patches": ["series-beyond-by/x86-mm/"
                     "0001-x86-Count-what-is-freed.patch"]}]


def test_each_part_applies_without_the_others(kdir, out, tmp_path, plain_git):
    repo = tmp_path / "repo"
    subprocess.run(["cp", "-a", kdir, repo], check=True)
    repository(plain_git, repo)
    plain_git(repo, "am", "-q", "--empty=drop", *map(str, sorted(
        (out / "series").glob("*.patch"))))
    plain_git(repo, "branch", "seed")
    for part in ("x86-mm", "powerpc"):
        plain_git(repo, "checkout", "-q", "--detach", "seed")
        plain_git(repo, "am", "-q", "--empty=drop", *map(str, sorted(
            (out / "series-beyond-by" / part).glob("*.patch"))))
        changed = plain_git(repo, "diff", "--name-only", "seed").splitlines()
        assert changed and all(
            name.startswith("arch/" + part.split("-")[0]) for name in changed)


def test_the_letter_of_a_part(out):
    text = (out / "series-beyond-by/x86-mm/0000-cover-letter.patch"
            ).read_text()
    head, body = text.split("\n\n", 1)
    assert "[PATCH 0/1] x86: Convert the remaining page tables" in head
    assert "To: =?utf-8?" in head and "<x86@m.example>" in head
    assert "Cc: x86@list.example" in head
    words = " ".join(body.split())
    assert "This one of its 2 patches is for X86 MM. It applies without the " \
        "others." in words
    assert "patches (series/), and does not apply without it" in words
    assert "arch/powerpc" not in words


def test_the_series_is_the_same_and_the_parts_go(kdir, out, toolkit,
                                                 tmp_path):
    again = tmp_path / "again"
    convert(kdir, again, "--by-subsystem", toolkit=toolkit)
    assert files(again / "series-beyond-by") == \
        files(out / "series-beyond-by")
    done = convert(kdir, again, toolkit=toolkit)
    assert done.returncode == 0
    assert not (again / "series-beyond-by").exists()
    assert files(again / "series-beyond") == files(out / "series-beyond")
    assert account(again)["sets"][1]["parts"] == []


@pytest.mark.parametrize("script, said", [
    (None, "has no scripts/get_maintainer.pl"),
    ("print STDERR 'no such option'; exit 3;", "fails: no such option")])
def test_a_tree_that_cannot_say(kdir, toolkit, tmp_path, script, said):
    tree = tmp_path / "linux"
    shutil.copytree(kdir, tree)
    (tree / parts.MAINTAINERS).unlink()
    if script:
        (tree / parts.MAINTAINERS).write_text(script)
    done = convert(tree, tmp_path / "out", "--by-subsystem", toolkit=toolkit)
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert not (tmp_path / "out/series-beyond").exists()


def some(*found):
    return [types.SimpleNamespace(files=dict.fromkeys(paths, b""))
            for paths in found]


def test_few_subsystems():
    """The section that has all files of a commit, and of these the one that
    has most commits: not the nearest one, and not that of one file."""
    sections = {"arch/x/mm/a.c": ["X MM", "X"], "arch/x/b.c": ["X"],
                "arch/x/xen/c.c": ["XEN", "X"], "mm/d.c": ["MM"], "e.c": []}
    commits = some(["arch/x/mm/a.c"], ["arch/x/mm/a.c", "arch/x/b.c"],
                   ["arch/x/xen/c.c", "arch/x/b.c", "mm/d.c"], ["mm/d.c"],
                   ["e.c"])
    assert parts.subsystems(commits, sections) == {
        1: "X", 2: "X", 3: "X", 4: "MM", 5: "THE REST"}


def test_an_architecture_stays_together():
    """Its part of a section of all architectures, which has more commits."""
    sections = {f"arch/{arch}/tlb.h": ["TLB", arch] for arch in "xyz"}
    sections.update({f"arch/{arch}/a.c": [arch] for arch in "xyz"})
    commits = some(*[[f"arch/{arch}/{name}"] for name in ("a.c", "tlb.h")
                     for arch in "xyz"])
    assert list(parts.subsystems(commits, sections).values()) == \
        ["x", "y", "z", "x", "y", "z"]


def test_an_architecture_is_in_one_family():
    """Where it is in two subsystems all the same, the later one waits."""
    commits = some(["arch/x/a.c"], ["arch/y/a.c"], ["arch/x/kvm.c", "mm/d.c"],
                   ["mm/d.c"], ["arch/x/a.c"])
    owners = {1: "X", 2: "Y", 3: "KVM", 4: "MM", 5: "X"}
    assert parts.families(commits, owners) == {
        1: set(), 2: set(), 3: {1}, 4: set(), 5: {3}}


def test_a_subsystem_has_several_parts_where_it_must():
    owners = {1: "X", 2: "S", 3: "MM", 4: "X", 5: "MM", 6: "X"}
    needs = {1: set(), 2: set(), 3: {2}, 4: {3}, 5: set(), 6: {1}}
    found = parts.cut(owners, needs)
    assert found == [("X", [1, 6]), ("S", [2]), ("MM", [5]), ("MM", [3]),
                     ("X", [4])]
    named = parts._named(found, needs)
    assert [(part.name, [one.name for one in part.needs])
            for part in named] == [("x", []), ("s", []), ("mm", []),
                                   ("mm-2", ["s", "mm"]),
                                   ("x-2", ["x", "s", "mm", "mm-2"])]


def series(tmp_path, *found):
    """A set with commits, {path: content} each, on a file of ten lines."""
    base = {"a.c": b"".join(b"line %d\n" % n for n in range(10)), "b.c": b""}
    commits = []
    for number, content in enumerate(found, 1):
        commit = gitseries.Commit(f"x: Change {number}", "Why.\n", "", content)
        commit.step = types.SimpleNamespace(kind="equivalent")
        commits.append(commit)
    gitseries.build(tmp_path / "series.git", base, commits, AUTHOR)
    for commit, hunks in zip(commits, gitseries.hunks(
            tmp_path / "series.git", len(commits))):
        commit.hunks = hunks
    return base["a.c"], types.SimpleNamespace(
        repo=tmp_path / "series.git", commits=commits, folder="series-x")


def test_what_stands_beside_changed_lines_needs_them(tmp_path, monkeypatch):
    """Words do not tell this, git does: two commits of two subsystems change
    neighbouring lines, a third one lines far away."""
    text = b"".join(b"line %d\n" % n for n in range(10))
    first = text.replace(b"line 2", b"line two")
    second = first.replace(b"line 3", b"line three")
    third = second.replace(b"line 9", b"line nine")
    _, one = series(tmp_path, {"a.c": first}, {"a.c": second},
                    {"a.c": third}, {"b.c": b"b\n"})
    monkeypatch.setattr(parts, "Tree", lambda path: types.SimpleNamespace(
        sections=lambda path: []))
    monkeypatch.setattr(parts, "subsystems", lambda commits, sections: {
        1: "ONE", 2: "TWO", 3: "ONE", 4: "ONE"})
    conversion = types.SimpleNamespace(
        tree=types.SimpleNamespace(path=Path(tmp_path)),
        options=types.SimpleNamespace(author=AUTHOR))
    made = parts.make(one, conversion, tmp_path)
    assert [(part.name, part.places, [other.name for other in part.needs])
            for part in made] == [("one", [1, 3, 4], []),
                                  ("two", [2], ["one"])]
