# SPDX-License-Identifier: GPL-2.0-only
"""What the judge finds in the result of a conversion is in the account."""

import json

import pytest
from ptdesc import ledger, left
from ptdesc.check import blind, sites
from runs import account, convert, fake_tree
from test_byid import judged

HOST = "arch/mips/include/asm/pgalloc.h"
# Given and taken as a page, for no reason at all; and for tables and data.
PLANTED = """
extern struct page *planted_last;

static inline void planted_take(struct page *page)
{
	planted_last = page;
}

static inline void planted_give(pmd_t *pmd)
{
	planted_take(virt_to_page(pmd));
}

static inline void planted_free(struct page *page)
{
	__free_page(page);
}

static inline void planted_pass(struct page *page)
{
	planted_free(page);
}

static inline void planted_remove(pmd_t *pmd, pte_t *ptep)
{
	planted_pass(virt_to_page(pmd));
	planted_pass(pte_page(*ptep));
}
"""


@pytest.fixture(scope="module")
def converted(tmp_path_factory, warm):
    """The run on a tree with the planted lines, its account, and the number
    of lines above them."""
    kdir = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    host = kdir / HOST
    before = len(host.read_text("utf-8").splitlines())
    host.write_text(host.read_text("utf-8") + PLANTED)
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, toolkit=warm, findings=True)
    assert (out / "convert.json").is_file(), done.stderr
    return done, account(out), before, out


def planted(converted, function):
    return [site for site in converted[1]["sites"]
            if site["function"] == function and site.get("ids")]


def test_what_nothing_establishes_is_unhandled(converted):
    done, record, before, _ = converted
    assert done.returncode == 1, done.stderr
    for function in ("planted_take", "planted_give"):
        sites = planted(converted, function)
        assert [site["ids"] for site in sites] == [["PT009"]]
        for site in sites:
            assert site["status"] == "unhandled" and not site["reason"]
            assert site["class"] == "findings" and site["line"] > before
            assert f"{HOST}:{site['line']}: unhandled: {site['what']}: " \
                in done.stdout
    assert record["totals"]["unhandled"] >= 2


def test_a_way_to_what_stays_is_a_reason(converted):
    sites = planted(converted, "planted_remove")
    assert sites
    for site in sites:
        assert site["status"] == "kept", site
        assert site["reason"] == ledger.MIXED
        assert f"__free_page at {HOST}:" in site["why"]


def test_each_finding_is_a_site_by_id_and_place(converted):
    out = converted[3]
    seen = {(which, site["file"], site["result_line"])
            for site in converted[1]["sites"]
            for which in site.get("ids", ())}
    assert seen
    for one in judged(out / "tree"):
        assert (one["id"], one["file"], one["line"]) in seen, one


def test_the_line_of_the_input_is_told(converted, tmp_path):
    give = planted(converted, "planted_give")[0]
    lines = (converted[3] / "tree" / HOST).read_text().splitlines()
    assert "planted_take(" in lines[give["result_line"] - 1]
    assert give["line"] - converted[2] == 1 + PLANTED.splitlines().index(
        "\tplanted_take(virt_to_page(pmd));")


class Commit:
    """One that has hunks of one file."""

    def __init__(self, *hunks):
        self.hunks = {"a.c": hunks}


@pytest.mark.parametrize("line, was", [
    (1, 1), (9, 9), (10, 10), (11, 10), (12, 11), (20, 19), (21, 20),
    (22, 22), (30, 30)])
def test_a_line_goes_back_through_hunks(line, was):
    """Line 10 became two, and line 21 went."""
    commit = Commit((10, 1, 10, 2, [], []), (21, 1, 21, 0, [], []))
    assert ledger.back("a.c", line, [commit]) == was
    assert ledger.back("b.c", line, [commit]) == line


def test_broken_pairs_have_no_reason():
    lines = ['{"finding":"PT006","file":"mm/a.c","line":3,"column":1,'
             '"function":"f","about":"pte_free","giver":null,"with":[]}']
    found = [{"id": "PT006", "file": "mm/a.c", "line": 3, "column": 1,
              "message": "pte_free() frees what alloc_page() gave"}]
    one, = left.enter(left.Left(found, lines), [
        ({"file": "mm/a.c", "name": "pte_free", "reason": ledger.RAW}, 3)], [])
    assert one["status"] == "unhandled" and one["name"] == "pte_free"


@pytest.mark.parametrize("finding, verdict, reason", [
    ("PT009", "both", ledger.MIXED), ("PT009", "unknown", None),
    ("PT009", "data", None), ("PT005", "both", None)])
def test_who_is_given_a_table_that_stays_takes_pages(finding, verdict, reason):
    """The place that gives it is on no way from the function on."""
    end = {"file": "mm/b.c", "line": 9, "column": 2, "name": "alloc_page"}
    place = {"file": "mm/a.c", "line": 3, "column": 1}
    lines = [json.dumps(one) for one in (
        place | {"finding": finding, "function": "f", "about": "note",
                 "giver": None, "with": [end]},
        end | {"function": "give", "role": "allocates", "verdict": verdict,
               "why": "it is both", "at": None})]
    found = [place | {"id": finding, "message": "note() is given a table"}]
    one, = left.enter(left.Left(found, lines), [], [])
    assert one["reason"] == reason
    assert one["status"] == ("kept" if reason else "unhandled")
    assert ("alloc_page at mm/b.c:9" in one["why"]) == bool(reason)


def test_the_judge_says_no_more_than_it_finds(converted):
    """What --verdicts writes has each finding once, and no other."""
    tree = converted[3] / "tree"
    seen = sites.look(tree, 1)
    judge = blind.Judge(tree, verdicts=True)
    found, _ = judge.look({*seen.sources, *seen.headers})
    told = left.Left(found, judge.lines).verdicts.found
    assert {(one["finding"], one["file"], one["line"]) for one in told} == \
        {(one["id"], one["file"], one["line"]) for one in found}
