# SPDX-License-Identifier: GPL-2.0-only
"""The words of the series, and what checkpatch would say of them."""

import dataclasses
import json
import re
import types

import pytest
from ptdesc import (advise, checkpatch, depends, engine, gitseries, letter,
                    message, rows)
from ptdesc import step as steps
from ptdesc.errors import Usage
from ptdesc.matrix import commits

RULES = """\
// SPDX-License-Identifier: GPL-2.0-only
/// Why.
virtual patch
virtual report

@depends on patch@
expression E;
@@

- old(E)
+ new(E)

@r depends on patch && !own@
identifier f;
@@
 f(...) {
// a remark
- gone();
 }

@found depends on report@
position p;
@@
 old@p(...)

@script:python depends on report@
p << found.p;
@@
coccilib.report.print_report(p[0], "@@ new()")
"""
SHOWN = """\
@@
expression E;
@@

- old(E)
+ new(E)

@r depends on !own@
identifier f;
@@
 f(...) {
- gone();
 }"""


def test_only_what_rewrites_is_shown():
    assert message.patch_rules(RULES) == SHOWN


@pytest.mark.parametrize("step", steps.series(), ids=lambda s: s.name)
def test_every_message_fits(step):
    lines = message.body(step).splitlines()
    assert lines and max(map(len, lines)) <= 75
    assert not any(line.startswith(("diff --git", "---", "From ", "@@ -"))
                   for line in lines)
    title = step.subject(lambda word: True)
    assert len(title) <= 75 and not title.endswith(".")


def test_a_paragraph_of_some_diffs_only():
    step = dataclasses.replace(
        steps.load("arm"),
        message="Why.\n\n? ^\\+.*test\nWhat may\nbe NULL is tested.\n\nThen.\n")
    assert message.body(step, diff="-test\n+x") == "Why.\n\nThen.\n"
    assert message.body(step, diff="-x\n+if (test)") == message.body(step) \
        == "Why.\n\nWhat may\nbe NULL is tested.\n\nThen.\n"


def frees(before, after):
    """The message of a commit of arch-tables that makes `after` of `before`."""
    step = steps.load("arch-tables").of_arch("toy")
    change = engine.Change(before, after)
    plan = engine.Plan(step, "toy", changes={"arch/toy/mm/a.c": change})
    return message.body(step, None, message.diff(
        plan, {"arch/toy/mm/a.c": after}))


def test_null_is_named_where_it_is_tested():
    tested = frees(b"\tfree_page((unsigned long)x);\n",
                   b"\tif (x)\n\t\tpagetable_free(virt_to_ptdesc(x));\n")
    early = frees(b"\tfree_page((unsigned long)x);\n",
                  b"\tif (!x)\n\t\treturn;\n"
                  b"\tpagetable_free(virt_to_ptdesc(x));\n")
    known = frees(b"\tif (small)\n\t\tfree_page((unsigned long)x);\n"
                  b"\telse\n\t\tkmem_cache_free(cache, x);\n",
                  b"\tif (small)\n\t\tpagetable_free(virt_to_ptdesc(x));\n"
                  b"\telse\n\t\tkmem_cache_free(cache, x);\n")
    assert "NULL" in tested and "NULL" in early and "NULL" not in known
    assert "slab" in known and "slab" not in tested
    assert all("?" not in text for text in (tested, early, known))


@pytest.mark.parametrize("step", steps.series(), ids=lambda s: s.name)
def test_the_tool_is_named_in_the_letter_only(step):
    assert "toolkit" not in message.body(step) + step.subject(bool)
    assert "http" not in message.body(step)


def test_a_rule_in_need_of_more_is_not_shown():
    long = dataclasses.replace(steps.load("mm-pagetable-ctor"))
    assert message.rule(long) is None
    directives = steps.load("mm-ptlock-init")
    assert directives.has_directives and message.rule(directives) is None
    alone = steps.load("mm-page-table-members")
    assert message.rule(alone) == message.patch_rules(alone.flat)


def header(tmp_path, monkeypatch, lines, of="// Kind: equivalent\n"):
    text = steps.load("arm").path.read_text()
    assert of in text
    text = text.replace(of, lines)
    (tmp_path / "other.cocci").write_text(text)
    (tmp_path / "shared").symlink_to(steps.STEPS / "shared")
    monkeypatch.setattr(steps, "STEPS", tmp_path)
    return steps.load("other")


def test_changes_have_topics(tmp_path, monkeypatch):
    step = header(tmp_path, monkeypatch,
                  "// Kind: behaviour\n// Changes: compound: all\n"
                  "// Changes: of them\n// Changes: state: its word\n")
    assert step.changes == [("compound", "all of them"),
                            ("state", "its word")]


@pytest.mark.parametrize("lines", [
    "// Kind: behaviour\n", "// Kind: behaviour\n// Changes: something\n",
    "// Kind: equivalent\n// Changes: fix: something\n"])
def test_changes_belong_to_behaviour(tmp_path, monkeypatch, lines):
    with pytest.raises(Usage, match="Changes:"):
        header(tmp_path, monkeypatch, lines)


def test_structures_that_grow_are_names_of_the_commit(tmp_path, monkeypatch):
    step = header(tmp_path, monkeypatch,
                  "// Kind: behaviour\n// Changes: state: its word\n"
                  "// Grows: gather batch\n")
    commit = types.SimpleNamespace(hunks={})
    assert rows._names(commit, step, re.compile("known")) == [
        "batch", "gather"]


def test_only_behaviour_grows(tmp_path, monkeypatch):
    with pytest.raises(Usage, match="Grows:"):
        header(tmp_path, monkeypatch,
               "// Kind: equivalent\n// Grows: gather\n")


def test_only_a_fix_has_no_ids(tmp_path, monkeypatch):
    ids = f"// Ids: {steps.load('arm').header['Ids']}\n"
    with pytest.raises(Usage, match="lacks Ids:"):
        header(tmp_path, monkeypatch, "", ids)


def test_the_advice_on_a_table_is_no_fix():
    fixes = [step for step in steps.series() if "Ids" not in step.header]
    assert fixes
    for step in fixes:
        content = b"\n".join(name.encode() for name in (
            *step.wanted, "pgd_t", "table"))
        path = step.header["Paths"].split()[0].replace("**", "x86/mm/a.c")
        assert step not in advise.reporting(steps.series(), path, content,
                                            range(1, 99))


@pytest.mark.parametrize("wanted, text", [
    ([3], "3"), ([1, 2], "1, 2"), ([1, 2, 3, 7, 9, 8], "1-3, 7-9"), ([], "")])
def test_numbers(wanted, text):
    assert letter.numbers(wanted) == text


def commit(number, kind="add", removed=(), added=(), functions=(),
           path="a.c"):
    step = types.SimpleNamespace(kind=kind, header={}, changes=[])
    return types.SimpleNamespace(
        number=number, step=step, functions=list(functions), files={},
        places={path: set(functions)},
        hunks={path: [(1, 1, 1, 1, list(removed), list(added))]})


def test_what_needs_what():
    some = [
        commit(1, added=["pagetable_free(pt) {"],
               functions=["pagetable_free"]),
        commit(2, removed=["pgtable_pte_page_dtor(p);"],
               added=["\tpagetable_free(p);"]),
        commit(3, removed=["\tpagetable_free(p);"],
               added=["pagetable_free(q);"]),
        commit(4, "remove", removed=["void pgtable_pte_page_dtor(p)"]),
        commit(5)]
    needs = depends.of(some)
    assert needs == {1: set(), 2: {1}, 3: {1, 2}, 4: {2}, 5: set()}
    assert depends.direct(needs)[3] == {2}


def test_a_call_needs_the_function_that_it_fits():
    """A commit that changes what a function takes, and those that change
    calls of it, before and after; not those of another architecture."""
    function = {"added": ["void remove(struct ptdesc *pt)"],
                "removed": ["void remove(void *pt)"],
                "functions": ["remove"]}
    some = [
        commit(1, removed=["remove(p);"], added=["remove(virt_to_ptdesc(p));"],
               functions=["free_tlb"], path="arch/s390/a.c"),
        commit(2, **function, path="include/a.h"),
        commit(3, added=["hook = remove;"], path="arch/x86/a.c"),
        commit(4, **function, path="arch/x86/b.c"),
        commit(5, added=["remove(p);"], path="arch/arm/a.c"),
        commit(6, added=["removed(p);"], path="arch/x86/a.c"),
        commit(7, added=["call(p);"], functions=["remove"], path="mm/a.c"),
        commit(8, added=["remove = alloc();", "f(remove);"], path="mm/b.c"),
        commit(9, added=["\t.remove = remove,"], path="arch/arm/b.c"),
        commit(10, removed=["remove(q);"], added=["free_page(q);"],
               path="arch/arm/c.c")]
    needs = depends.of(some)
    assert needs == {1: set(), 2: {1}, 3: {2}, 4: {3}, 5: {2}, 6: set(),
                     7: set(), 8: set(), 9: {2}, 10: set()}


@pytest.mark.made_up_results("matrix.json")
@pytest.mark.parametrize("theirs, built", [("mine", True), ("other", False)])
def test_only_results_of_this_series_are_told(tmp_path, theirs, built):
    (tmp_path / "matrix.json").write_text(json.dumps({
        "input": theirs, "uncovered": [], "cells": [
            {"arch": "arm", "config": "v7", "commit": 1, "status": "pass"},
            {"arch": "sh", "config": "mmu", "commit": "all",
             "status": "fail"}]}))
    conversion = types.SimpleNamespace(
        identity="mine", options=types.SimpleNamespace(out=tmp_path))
    one = types.SimpleNamespace(name="seed", offset=0,
                                commits=[commit(1)], earlier=[])
    conversion.sets = [one]
    text = "\n".join(letter._tests(conversion, one))
    assert ("no new error or warning in arm/v7" in " ".join(text.split())) == built
    assert ("fail: sh/mmu" in text) == built
    assert ("This series was not built" in text) == (not built)
    assert "It was not booted" in text


def test_a_series_is_known_by_its_diffs(tmp_path):
    """Not by its messages, and not by those of another tree."""
    names = []
    for folder, message_, line in (("a", "one", b"+x"), ("b", "two", b"+x"),
                                   ("c", "one", b"+y")):
        (tmp_path / folder / "series").mkdir(parents=True)
        (tmp_path / folder / "series/0001-a.patch").write_bytes(
            b"Subject: [PATCH] " + message_.encode() + b"\n\n---\n\ndiff "
            b"--git a/mm/a.c b/mm/a.c\n--- a/mm/a.c\n+++ b/mm/a.c\n"
            b"@@ -1 +1 @@\n-z\n" + line + b"\n")
        names.append(commits.identity("tree", commits.read(tmp_path / folder)))
    assert names[0] == names[1] != names[2]
    assert commits.identity("other", commits.read(tmp_path / "a")) != names[0]


@pytest.mark.parametrize("git, dirty, said", [
    (True, (), "base-commit: 1234\n"),
    (True, ("mm/a.c",), "not committed: mm/a.c"), (False, (), "digest d1")])
def test_the_base(git, dirty, said):
    tree = types.SimpleNamespace(is_git=git, head="1234" if git else "",
                                 dirty=dirty, version="6.1")
    text = letter._base(tree, "d1")
    assert said in text or said in " ".join(text.split())
    assert ("base-commit: 1234" in text) == git


def test_who_sends_what_nobody_named(monkeypatch, tmp_path):
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    assert gitseries.identity(None) == gitseries.NOBODY
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ann")
    assert gitseries.identity(None) == gitseries.NOBODY
    monkeypatch.setenv("EMAIL", "ann@example.org")
    assert gitseries.identity(None) == "Ann <ann@example.org>"
    assert gitseries.identity("B <b@c>") == "B <b@c>"


@pytest.mark.parametrize("author", ["nobody", "A <a>", "<a@b>", "A\nB <a@b>"])
def test_malformed_authors_are_refused(author):
    with pytest.raises(Usage):
        gitseries.identity(author)


def test_reversing_a_patch():
    patch = (b"Subject: x\n\ny\n---\n n\n\ndiff --git a/f b/f\n--- a/f\n"
             b"+++ b/f\n@@ -1,2 +1,3 @@ f\n a\n-b\n+c\n+d\n")
    assert checkpatch.reverse(patch) == (
        b"Subject: x\n\ny\n---\n n\n\ndiff --git a/f b/f\n--- a/f\n"
        b"+++ b/f\n@@ -1,3 +1,2 @@ f\n a\n-c\n-d\n+b\n")
