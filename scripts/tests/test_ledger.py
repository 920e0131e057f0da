# SPDX-License-Identifier: GPL-2.0-only
"""A site is followed through the hunks of commits, and is never lost."""

import re
from types import SimpleNamespace

import pytest
from ptdesc import gitseries, ledger
from ptdesc.errors import Usage
from ptdesc.scan import Facts


def site(line, name="pt_mm", klass="members", kind="member", column=1):
    return {"file": "mm/a.c", "line": line, "column": column, "class": klass,
            "name": name, "kind": kind, "function": None}


def commit(hunks, names=("pt_mm",), step="a-step"):
    return SimpleNamespace(hunks={"mm/a.c": hunks}, step=SimpleNamespace(
        name=step, wanted=frozenset(names)))


def test_a_line_that_goes_is_converted():
    mine = site(7)
    left = ledger.follow([mine], [commit([(7, 1, 6, 0, ["x->pt_mm"], [])])])
    assert left == []
    assert (mine["status"], mine["step"]) == ("converted", "a-step")


def test_lines_before_and_behind_move():
    sites = [site(3), site(20)]
    left = ledger.follow(sites, [
        commit([(5, 0, 6, 4, [], ["a", "b", "c", "d"])]),
        commit([(10, 2, 9, 0, ["e", "f"], [])])])
    assert [line for _, line in left] == [3, 22]


def test_an_insertion_stands_behind_its_line():
    (_, line), = ledger.follow([site(5)], [
        commit([(5, 0, 6, 1, [], ["new"])])])
    assert line == 5


def test_a_rewritten_member_access_is_converted():
    mine = site(4)
    assert ledger.follow([mine], [commit([
        (4, 1, 4, 1, ["page->pt_mm = mm;"], ["ptdesc->pt_mm = mm;"])])]) == []
    assert mine["status"] == "converted"


def test_a_function_that_keeps_its_name_is_the_steps():
    mine = site(4, "ptlock_free", "api", "call")
    hunk = (4, 1, 4, 1, ["ptlock_free(page)"], ["ptlock_free(ptdesc)"])
    assert len(ledger.follow([dict(mine)], [commit([hunk])])) == 1
    assert ledger.follow([mine], [commit([hunk], ["ptlock_free"])]) == []
    assert mine["step"] == "a-step"


def test_of_two_on_a_line_one_may_go():
    first, second = site(4, column=3), site(4, column=30)
    ledger.follow([first, second], [commit([
        (4, 1, 4, 1, ["a->pt_mm = b->pt_mm"], ["a->pt_mm = c"])])])
    assert first["status"] == second["status"] == "converted"


@pytest.mark.parametrize("regions, status", [
    ([(1, 9)], "unparsed"), ([(20, 30)], "unhandled"), (None, "unparsed")])
def test_what_is_left_is_never_silent(regions, status):
    mine = site(4, "pmd_to_page", "api", "call")
    left = ledger.follow([mine], [])
    ledger.settle(left, Facts(), lambda path, line: "x = pmd_to_page(pmd);",
                  lambda path: regions, {})
    assert mine["status"] == status and mine["why"]
    assert ledger.totals([mine])[status] == 1


def test_a_failed_step_is_the_reason():
    mine = site(4, "pmd_to_page", "api", "call")
    ledger.settle(ledger.follow([mine], []), Facts(), lambda path, line: "",
                  lambda path: [], {"mm/a.c": "a-step: took too long"})
    assert (mine["status"], mine["why"]) == ("unhandled",
                                             "a-step: took too long")


def test_conditions_ask_the_input():
    text = "ptlock_free(pt);"
    for struct, status in ((True, "kept"), (False, "unhandled")):
        mine = site(4, "ptlock_free", "api", "call")
        facts = Facts({"struct ptdesc": ["mm_types.h:1"]} if struct else {})
        ledger.settle([(mine, 4)], facts, lambda path, line: text,
                      lambda path: [], {})
        assert mine["status"] == status


def test_a_malformed_reason_is_refused(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    monkeypatch.setattr(ledger, "KEPT", kept)
    for line in ("api\tcall\n", "api\tcall\t(\t.\twhy\n"):
        kept.write_text(line)
        with pytest.raises(Usage, match="cannot read"):
            ledger.reasons(Facts())


def test_hunks_are_read_from_git(tmp_path):
    commits = [gitseries.Commit("a: change", "Why.\n", "", {
        "mm/a.c": b"one\n-- two\nTHREE\nfour\n"})]
    gitseries.build(tmp_path / "repo", {"mm/a.c": b"one\n-- 2\nthree\n"},
                    commits, "A <a@b>")
    assert gitseries.hunks(tmp_path / "repo", 1) == [{"mm/a.c": [
        (2, 2, 2, 3, ["-- 2", "three"], ["-- two", "THREE", "four"])]}]


def test_code_that_is_never_compiled_is_marked():
    text = ("a\n#if 0\nb\n# ifdef X\nc\n# else\nd\n# endif\ne\n#else\nf\n"
            "#endif\n#if 0x1\ng\n#endif\n#if 0 /* why */\nh\n#endif\ni")
    code = [line for line in ledger.source_lines(text)
            if re.fullmatch(r"(#if 0 )?[a-i]", line)]
    assert code == ["a", *(ledger.DEAD + name for name in "bcde"), "f", "g",
                    ledger.DEAD + "h", "i"]


@pytest.mark.parametrize("name, text, why", [
    ("free_page", "free_page((unsigned long)pmd);", "no constructor"),
    ("free_page", "free_page((unsigned long)copy_of->top.pte1);",
     "no constructor"),
    ("free_page", "free_page((unsigned long)their_pgd);", "no constructor"),
    ("get_zeroed_page", "t->x = (pud_t *)get_zeroed_page(g);",
     "no constructor"),
    ("free_page", "free_page((unsigned long)pmd_copy);", "a copy"),
    ("free_pages", "free_pages((unsigned long)page_address(page), order);",
     "single page"),
    ("get_zeroed_page", ledger.DEAD + "return (pgd_t *)get_zeroed_page(g);",
     "never compiled"),
    ("free_page", "free_page((unsigned long)script);", "not recognizably"),
    ("free_page", "free_page((unsigned long)attempted);",
     "not recognizably")])
def test_the_reason_fits_the_line(name, text, why):
    mine = site(4, name, "page-allocator", "call")
    ledger.settle([(mine, 4)], Facts(), lambda path, line: text,
                  lambda path: [], {})
    assert mine["status"] == "kept" and why in mine["why"]
