# SPDX-License-Identifier: GPL-2.0-only
"""A site is followed through the hunks of commits, and is never lost; what is
left has a status, by what the judge says of it."""

from types import SimpleNamespace

import pytest
from ptdesc import gitseries, ledger, letter, verdicts


def page(path, line, name):
    """The scanner still sees a page's member everywhere in the output."""
    return True


def nothing(path, line, name):
    return False


def site(line, name="pt_mm", klass="members", kind="member", column=1):
    return {"file": "mm/a.c", "line": line, "column": column, "class": klass,
            "name": name, "kind": kind, "function": None}


def judged(**record):
    """Verdicts with one line, about the name in line 4 of mm/a.c."""
    whole = {"file": "mm/a.c", "line": 4, "column": 1, "name": "free_page",
             "function": "f", "role": "frees", "verdict": "table",
             "level": "pgd", "form": "address", "why": "a PGD table: pgd",
             "at": {"file": "mm/a.c", "line": 2, "column": 1},
             "constructed": False, "destructed": False, "stored": False,
             "several": False, "reserved": False, "gather": False,
             "listed": None, "boot": None, "pairs": []} | record
    return verdicts.Verdicts({ledger.key(whole): whole})


def pair(line=9, name="__get_free_page", **more):
    return {"file": "mm/a.c", "line": line, "column": 1, "name": name,
            "family": "page"} | more


def settle(mine, found=None, regions=(), failed=None, others=()):
    ledger.settle([(mine, mine["line"])], [mine, *others],
                  found or verdicts.Verdicts(), lambda path: regions,
                  failed or {})
    assert mine["why"]
    assert bool(mine["reason"]) == (mine["status"] == "kept")
    return mine["status"], mine["reason"]


def commit(hunks, names=("pt_mm",), step="a-step"):
    return SimpleNamespace(hunks={"mm/a.c": hunks}, step=SimpleNamespace(
        name=step, wanted=frozenset(names)))


def test_a_line_that_goes_is_converted():
    mine = site(7)
    left = ledger.follow([mine], [commit([(7, 1, 6, 0, ["x->pt_mm"], [])])],
                         page)
    assert left == []
    assert (mine["status"], mine["step"]) == ("converted", "a-step")


def test_lines_before_and_behind_move():
    sites = [site(3), site(20)]
    left = ledger.follow(sites, [
        commit([(5, 0, 6, 4, [], ["a", "b", "c", "d"])]),
        commit([(10, 2, 9, 0, ["e", "f"], [])])], page)
    assert [line for _, line in left] == [3, 22]


def test_an_insertion_stands_behind_its_line():
    (_, line), = ledger.follow([site(5)], [
        commit([(5, 0, 6, 1, [], ["new"])])], page)
    assert line == 5


def test_a_member_is_converted_when_it_is_no_pages_any_more():
    """On its line, or where its variable is declared, above it."""
    mine = site(4)
    change = commit([(4, 1, 4, 1, ["page->pt_mm = mm;"],
                      ["ptdesc->pt_mm = mm;"])])
    assert ledger.follow([mine], [change], nothing) == []
    assert mine["status"] == "converted"
    mine = site(9)
    changes = [commit([(2, 1, 2, 1, ["x"], ["y"])], step="far"),
               commit([(5, 1, 5, 2, ["struct page *p"],
                        ["struct ptdesc *p", ""])], step="near"),
               commit([(40, 1, 40, 1, ["x"], ["y"])], step="below")]
    assert ledger.follow([mine], changes, nothing) == []
    assert (mine["status"], mine["step"]) == ("converted", "near")


def test_a_line_that_is_only_moved_is_not_converted():
    mine = site(4)
    (left, line), = ledger.follow([mine], [commit([
        (4, 1, 4, 2, ["page->pt_mm = mm;"], ["{", "  page->pt_mm = mm;"])])],
        page)
    assert left is mine and line == 5


def test_a_function_that_keeps_its_name_is_the_steps():
    mine = site(4, "ptlock_free", "api", "call")
    hunk = (4, 1, 4, 1, ["ptlock_free(page)"], ["ptlock_free(ptdesc)"])
    assert len(ledger.follow([dict(mine)], [commit([hunk])], page)) == 1
    assert ledger.follow([mine], [commit([hunk], ["ptlock_free"])],
                         page) == []
    assert mine["step"] == "a-step"


def test_of_two_on_a_line_one_may_go():
    first, second = site(4, column=3), site(4, column=30)
    ledger.follow([first, second], [commit([
        (4, 1, 4, 1, ["a->pt_mm = b->pt_mm"], ["a->pt_mm = c"])])], nothing)
    assert first["status"] == second["status"] == "converted"


@pytest.mark.parametrize("regions, status", [
    ([(1, 9)], "unparsed"), ([(20, 30)], "unhandled"), (None, "unparsed")])
def test_what_is_left_is_never_silent(regions, status):
    mine = site(4, "pmd_to_page", "api", "call")
    assert settle(mine, regions=regions) == (status, None)
    assert ledger.totals([mine])[status] == 1


def test_a_failed_step_comes_before_every_reason():
    """What a step that crashed left is not kept, whatever the judge says."""
    for found in (None, judged(verdict="data")):
        mine = site(4, "free_page", "page-allocator", "call")
        assert settle(mine, found, failed={"mm/a.c": "a-step: too slow"}) == (
            "unhandled", None)
        assert mine["why"] == "a-step: too slow"


@pytest.mark.parametrize("klass, name", [
    ("api", "pmd_to_page"), ("members", "pt_mm"),
    ("page-allocator", "alloc_page"), ("page-members", "lru")])
@pytest.mark.parametrize("kind", ["call", "member", "use", "declaration",
                                  "comment", "doc", "string", "directive"])
def test_what_nobody_established_is_unhandled(klass, name, kind):
    mine = site(4, name, klass, kind)
    assert settle(mine) == ("unhandled", None)
    mine = site(4, name, klass, kind)
    assert settle(mine, judged(name=name, verdict="unknown", why=None,
                               at=None)) == ("unhandled", None)


@pytest.mark.parametrize("record, reason", [
    ({"verdict": "data"}, ledger.DATA), ({"verdict": "copy"}, ledger.COPY),
    ({"verdict": "both"}, ledger.MIXED), ({"verdict": "body"}, ledger.ITSELF),
    ({"verdict": "other"}, ledger.OTHER),
    ({"verdict": "descriptor"}, ledger.DESCRIPTOR),
    ({"role": "state"}, ledger.STATE), ({"role": "member"}, ledger.LISTED),
    ({"role": "removes-table"}, ledger.GATHER), ({"gather": True},
                                                 ledger.GATHER),
    ({"reserved": True}, ledger.BOOT), ({"pairs": [pair()]}, ledger.RAW),
    ({"role": "allocates", "stored": True}, ledger.RAW),
    ({"role": "allocates", "stored": True, "name": "alloc_pages_node"},
     ledger.NODE),
    ({"role": "allocates", "boot": pair(name="memblock_alloc")},
     ledger.ORIGIN),
    ({"several": True, "destructed": True}, ledger.POOL),
    ({"destructed": True, "listed": pair(name="lru")}, ledger.POOL)])
def test_what_the_judge_established_is_kept(record, reason):
    mine = site(4, record.get("name", "free_page"), "page-allocator", "call")
    assert settle(mine, judged(**record)) == ("kept", reason)


def test_a_pool_says_what_it_is_for():
    mine = site(4, "free_page", "page-allocator", "call")
    settle(mine, judged(several=True))
    assert "levels, and who has its other half is not est" in mine["why"]
    mine = site(4, "free_page", "page-allocator", "call")
    settle(mine, judged(several=True, destructed=True))
    assert mine["why"].split("; ")[-1].startswith("for tables of several levels")
    assert "other half" not in mine["why"]


@pytest.mark.parametrize("record", [
    {}, {"destructed": True, "pairs": [pair()]}, {"stored": True},
    {"role": "allocates", "constructed": True, "boot": pair()},
    {"role": "allocates", "boot": pair(), "pairs": [pair(family="ptdesc")]},
    {"role": "allocates", "constructed": True, "stored": True},
    {"pairs": [pair(family="slab")]}, {"pairs": [pair(family="ptdesc"),
                                                 pair(line=10)]}, {"role": "removes-page",
                                       "form": "page"},
    {"pairs": [pair(by_level=True)]}])
def test_a_table_that_a_step_should_convert_is_unhandled(record):
    mine = site(4, "free_page", "page-allocator", "call")
    assert settle(mine, judged(**record)) == ("unhandled", None)


def test_two_halves_stay_together_or_not_at_all():
    other = site(9, "__get_free_page", "page-allocator", "call") | {
        "status": "converted", "step": "a-step"}
    mine = site(4, "free_page", "page-allocator", "call")
    assert settle(mine, judged(pairs=[pair()]), others=[other]) == (
        "unhandled", None)
    assert "other half is converted" in mine["why"]
    listed = judged(destructed=True, listed=pair(name="lru"))
    other = site(9, "lru", "page-members", "member") | {
        "status": "converted", "step": "a-step"}
    assert settle(site(4, "free_page", "page-allocator", "call"), listed,
                  others=[other]) == ("unhandled", None)


def test_a_half_by_level_must_be_a_table_in_use():
    found = judged(pairs=[pair(by_level=True)])
    found.by_place |= judged(line=9, name="__get_free_page",
                             role="allocates", stored=True).by_place
    assert settle(site(4, "free_page", "page-allocator", "call"), found) == (
        "kept", ledger.RAW)
    found.by_place[("mm/a.c", 9, 1, "__get_free_page")]["stored"] = False
    assert settle(site(4, "free_page", "page-allocator", "call"), found) == (
        "unhandled", None)


def test_a_name_stays_where_its_function_takes_a_descriptor():
    """By a step, or in the input."""
    words = site(8, "ptlock_free", "api", "comment")
    mine = site(4, "ptlock_free", "api", "call")
    ledger.follow([mine, words], [commit([
        (4, 1, 4, 1, ["ptlock_free(page)"], ["ptlock_free(ptdesc)"])],
        ["ptlock_free"])], page)
    assert settle(words, others=[mine]) == ("kept", ledger.DESCRIPTOR)
    words = site(8, "ptlock_free", "api", "comment")
    assert settle(words, judged(name="ptlock_free", verdict="descriptor")) == (
        "kept", ledger.DESCRIPTOR)
    assert settle(site(8, "ptlock_free", "api", "comment")) == ("unhandled",
                                                                None)


def test_code_that_is_never_compiled_and_definitions_stay():
    mine = site(4, "free_page", "page-allocator", "call") | {"dead": True}
    assert settle(mine) == ("kept", ledger.DEAD)
    mine = site(4, "tlb_remove_page", "page-allocator", "definition")
    assert settle(mine) == ("kept", ledger.ITSELF)


def test_what_the_judge_could_not_read_says_so():
    mine = site(4, "free_page", "page-allocator", "call")
    found = verdicts.Verdicts(unseen={"mm/a.c": [(3, 5)]})
    assert settle(mine, found) == ("unhandled", None)
    assert "could not read" in mine["why"]


def test_what_stays_is_counted_by_reason_and_home():
    sites = [{"status": "kept", "reason": reason, "file": path}
             for reason, path in (
                 (ledger.RAW, "arch/x86/mm/a.c"), (ledger.DATA, "mm/b.c"),
                 (ledger.RAW, "arch/x86/c.c"), (ledger.RAW, "arch/arm/d.c"),
                 (ledger.RAW, "arch/Kconfig"))]
    sites.append({"status": "converted", "reason": None, "file": "mm/e.c"})
    assert ledger.what_stays(sites) == [
        (ledger.RAW, 4, {"x86": 2, "arm": 1, "arch": 1}),
        (ledger.DATA, 1, {"mm": 1})]
    assert letter.stays(sites) == [
        "5 of the places that were looked at stay as they are: x86 2, arch 1, "
        "arm\n1, mm 1.\n",
        "By reason; convert.json has each place:",
        f"  4: {ledger.RAW}", f"  1: {ledger.DATA}"]
    assert letter.stays([]) == []


def test_hunks_are_read_from_git(tmp_path):
    commits = [gitseries.Commit("a: change", "Why.\n", "", {
        "mm/a.c": b"one\n-- two\nTHREE\nfour\n"})]
    gitseries.build(tmp_path / "repo", {"mm/a.c": b"one\n-- 2\nthree\n"},
                    commits, "A <a@b>")
    assert gitseries.hunks(tmp_path / "repo", 1) == [{"mm/a.c": [
        (2, 2, 2, 3, ["-- 2", "three"], ["-- two", "THREE", "four"])]}]


def test_hunks_of_a_deleted_file_are_its_own(tmp_path):
    repo = tmp_path / "repo"
    base = {"mm/a.c": b"one\n", "mm/b.c": b"-- a/mm/a.c\n", "mm/c.c": b"x\n"}
    gitseries.build(repo, base, [], "A <a@b>")
    gitseries.git(repo, "read-tree", "series")
    gitseries.git(repo, "rm", "-q", "--cached", "mm/b.c")
    blob = gitseries.git(repo, "hash-object", "-w", "--stdin",
                         data=b"++ b/mm/c.c\n").decode().strip()
    gitseries.git(repo, "update-index", "--cacheinfo",
                  f"100644,{blob},mm/a.c")
    tree = gitseries.git(repo, "write-tree").decode().strip()
    commit = gitseries.git(
        repo, "commit-tree", tree, "-p", "series", data=b"mm: delete\n",
        env=gitseries.environment(gitseries.people("A <a@b>"))).decode()
    gitseries.git(repo, "update-ref", "refs/heads/series", commit.strip())
    assert gitseries.hunks(repo, 1) == [{
        "mm/a.c": [(1, 1, 1, 1, ["one"], ["++ b/mm/c.c"])],
        "mm/b.c": [(1, 1, 0, 0, ["-- a/mm/a.c"], [])]}]
