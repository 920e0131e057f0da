# SPDX-License-Identifier: GPL-2.0-only
"""make report: what the page has, read by Python's HTML parser."""

import contextlib
import io
import json
import re
import runpy
import subprocess
import sys
from html.parser import HTMLParser
from unittest import mock

import pytest
from conftest import ROOT
from ptdesc import trees, unpack
from ptdesc.ledger import STATUSES

EVIL = '<script>alert("1")</script>&\'"'
VOID = {"meta", "input", "br", "link"}


class Page(HTMLParser):
    """The ids, links, text and scripts of a page; it has to nest well."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.words = [], [], [], []
        self.open = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("href", "src"):
            if name in attributes:
                self.links.append(attributes[name])
        assert not [name for name in attributes if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


PATCH = f"""From: A U Thor <author@example.com>
Subject: [PATCH 1/1] {EVIL}

---
diff --git a/mm/a.c b/mm/a.c
--- a/mm/a.c
+++ b/mm/a.c
@@ -1 +1 @@
-old {EVIL}
+new {EVIL}
"""


def results(status="converted"):
    """One of every result, with hostile text wherever a tree's text goes."""
    tree = {"version": EVIL, "path": "/nowhere", "digest": EVIL}
    tool = {"name": "t", "version": "1"}
    site = {"file": f"arch/arm/{EVIL}", "line": 1, "column": 1, "what": EVIL,
            "function": EVIL, "class": "api", "kind": "call",
            "status": status, "step": None, "reason": None, "why": EVIL}
    finding = {"id": "PT004", "file": f"mm/{EVIL}", "line": 2, "column": 3,
               "function": EVIL, "message": EVIL, "advice": EVIL,
               "arch": "arm", "config": EVIL, "suppressed": None,
               "chain": [{"file": EVIL, "line": 1, "what": EVIL}]}
    check = {"tool": tool, "tree": tree, "findings": [],
             "not_analysed": [], "uncovered": [],
             "totals": dict.fromkeys(("findings", "suppressed", "units",
                                      "functions", "lines",
                                      "not_analysed"), 0) | {"by_id": {}}}
    side = {"status": "built", "errors": 0, "warnings": 0, "seconds": 1}
    cell = {"arch": "arm", "config": EVIL, "commit": 1, "status": "pass",
            "why": EVIL, "objects": 1, "command": EVIL, "compiler": EVIL,
            "toolchain": "gcc", "scope": "impacted", "units": ["mm/a.o"],
            "unmet": [], "baseline": side, "converted": side,
            "new": [{"file": EVIL, "line": 1, "kind": "error",
                     "text": EVIL, "function": ""}]}
    run = {"result": "finished", "why": EVIL, "seconds": 1, "log": EVIL,
           "taint": 0, "counters": {"after": {EVIL: 4711}},
           "complaints": [EVIL],
           "roads": {EVIL: {"how": "done", "why": "", "counts": {}}}}
    function = {"file": EVIL, "function": EVIL, "status": "executed"}
    return {
        "convert.json": {
            "tool": tool, "tree": tree, "sites": [site], "unparsed": [],
            "sets": [{"set": "seed", "commits": 1, "folder": "series",
                      "parts": [], "why": None}],
            "rows": [{"set": "seed", "row": 1, "number": 1, "commit": 1,
                      "title": EVIL, "step": "../series", "kind": "add",
                      "status": "done", "why": None, "files": [EVIL],
                      "functions": [], "names": [], "sites": 1,
                      "patch": "series/0001-a.patch"}],
            "totals": dict.fromkeys((*STATUSES, "sites", "commits",
                                     "files"), 0), "seconds": {}},
        "check-input.json": dict(check, findings=[finding, finding]),
        "check-tree.json": check,
        "matrix.json": {"tool": tool, "tree": {"version": EVIL,
                                               "path": "/nowhere"},
                        "input": "0", "uncovered": [],
                        "cells": [cell, dict(cell, commit="all")]},
        "verify.json": [{"arch": "arm", "config": EVIL, "object": EVIL,
                         "function": EVIL, "status": "declared",
                         "how": "differs", "commit": 1}],
        "boot.json": {
            "tool": tool, "tree": {"version": EVIL, "path": "/nowhere"},
            "functions": [function], "cells": [{
                "arch": "arm", "config": EVIL, "append": "", "only": [],
                "machine": EVIL, "compiler": EVIL, "qemu": EVIL,
                "unmet": [], "status": "pass", "why": EVIL,
                "new": [{"kind": "complaint", "what": EVIL}],
                "baseline": run, "converted": run,
                "functions": [function]}]},
    }


def acid(status="left"):
    """acid.json likewise."""
    broken = {"kind": "freed", "what": EVIL, "function": EVIL, "file": EVIL,
              "caller": EVIL, "stack": [EVIL], "times": 3,
              "words": [{"member": EVIL, "byte": 8, "value": EVIL}],
              "suspects": [{"file": EVIL, "function": EVIL, "line": 5,
                            "id": "PT005"}]}
    return {"acid.json": {
        "tool": {"name": "t", "version": "1"}, "status": status, "steps": [],
        "tree": {"version": EVIL, "path": EVIL}, "left_out": [],
        "machines": [{
            "name": EVIL, "arch": "arm", "config": EVIL, "append": EVIL,
            "only": [], "status": "fail", "why": EVIL, "log": EVIL,
            "descriptors": {"before": 4712, "after": 4713}, "known": [EVIL],
            "breaks": [broken] * (status == "left")}],
        "functions": [{
            "file": EVIL, "function": EVIL, "executed": "not-executed",
            "machine": [EVIL], "checker": [
                {"id": "PT004", "line": 6, "message": EVIL,
                 "account": account, "why": why, "stays": False}
                for account, why in (("kept", EVIL), (None, ""))]}]}}


def cost(**other):
    """cost.json likewise."""
    return {"cost.json": {
        "tool": {"name": "t", "version": "1"},
        "tree": {"version": EVIL, "path": EVIL},
        "cells": [{
            "arch": "arm", "config": EVIL, "append": EVIL, "machine": EVIL,
            "compiler": EVIL, "qemu": EVIL, "unmet": [], "status": "pass",
            "why": "", "costs": [
                {"name": name, "unit": "bytes", "baseline": before,
                 "converted": after} for name, before, after in (
                     ("fork", 1106566, 1108467.25), ("fault", 6392, 5392),
                     ("a descriptor", 0, 64))]} | other]}}


@pytest.fixture
def out(tmp_path):
    def write(found):
        (tmp_path / "series").mkdir(exist_ok=True)
        (tmp_path / "series/0001-a.patch").write_text(PATCH)
        for name, data in found.items():
            (tmp_path / name).write_text(json.dumps(data))
        return tmp_path
    return write


# The program without a process of its own: it is asked often.
PROGRAM = runpy.run_path(str(ROOT / "scripts/report"))


def report(folder):
    """(exit code, what it said on standard error, the page)."""
    said = io.StringIO()
    with mock.patch.object(sys, "argv", ["report", "--out", str(folder)]), \
            contextlib.redirect_stderr(said), \
            contextlib.redirect_stdout(io.StringIO()):
        code = PROGRAM["main"]()
    path = folder / "report.html"
    return code, said.getvalue(), path.read_text() if path.exists() else ""


def test_the_program(out):
    folder = out(results())
    done = subprocess.run(
        [sys.executable, "-B", ROOT / "scripts/report", "--out", folder],
        capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{folder}/report.html",
        "Nothing wrong was found; nothing was left out.",
        "  1 patch, 1 site: 1 converted", "  2 findings in the input",
        "  0 findings in the converted tree", "  builds: 2 pass",
        "  object code: 0 undeclared differences", "  boots: 1 pass"]


def test_hostile_text_is_text(out):
    code, said, text = report(out(results()))
    assert (code, said) == (0, "")
    page = Page(text)
    assert page.tags.count("script") == 1
    assert page.text.count(EVIL) > 30
    assert "SPDX-License-Identifier: GPL-2.0-only */" in text
    assert "no step of that name" in page.text
    assert f"{EVIL}, after the roads" in page.text and \
        page.text.count("4711") == 2 and f"complaint: {EVIL}" in page.text


def test_links_lead_somewhere_in_the_page(out):
    page = Page(report(out(results()))[2])
    assert len(page.ids) == len(set(page.ids))
    assert {link[:1] for link in page.links} == {"#"}
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert {"patch-1", "cell-arm-script-alert-1-script-1",
            "cell-arm-script-alert-1-script-all",
            "boot-arm-script-alert-1-script"} <= set(page.ids)
    assert len([one for one in page.ids
                if one.startswith("finding-input-PT004-mm-")]) == 2


def test_the_same_bytes(out):
    folder = out(results())
    assert report(folder) == report(folder)


def cells_of(text, title):
    """The words in the cells of the series' row with this title."""
    row, = re.findall(rf"<tr>(?:(?!</tr>).)*{title}.*?</tr>", text)
    return [re.sub("<[^>]*>", "", one) for one in
            re.findall(r"<td.*?</td>", row)]


def test_what_the_results_say_of_each_patch(out, tmp_path):
    found = results()
    row = found["convert.json"]["rows"][0]
    row.update(title="first", files=["mm/a.c"], functions=["one", "two"])
    found["convert.json"]["rows"].append(dict(
        row, title="later", number=None, commit=None, patch=None))
    finding = found["check-input.json"]["findings"][0]
    found["check-input.json"]["findings"] = [
        dict(finding, file=file, function=function, suppressed=silent)
        for file, function, silent in (
            ("mm/a.c", "one", None), ("mm/a.c", "two", None),
            ("mm/a.c", "two", "why"), ("mm/a.c", "other", None),
            ("mm/b.c", "one", None))]
    found["boot.json"]["cells"][0]["functions"] = [
        {"file": "mm/a.c", "function": "one", "status": "executed"},
        {"file": "mm/a.c", "function": "two", "status": "not-executed"}]
    cell = found["matrix.json"]["cells"][0]
    found["matrix.json"]["cells"].append(dict(cell, status="timeout"))
    text = report(out(found))[2]
    assert cells_of(text, ">first<")[9:14] == \
        ["2", "0", "as declared", "1 of 2", "1 of 2"]
    assert cells_of(text, ">later<")[9:14] == [""] * 5
    for status, verdict in (("identical", "proven"), ("differs", "differs"),
                            ("not-compiled", "not proven")):
        found["verify.json"][0]["status"] = status
        assert cells_of(report(out(found))[2], ">first<")[11] == verdict
    for name in ("verify.json", "matrix.json", "boot.json",
                 "check-tree.json"):
        (tmp_path / name).unlink()
    assert cells_of(report(tmp_path)[2], ">first<")[9:14] == \
        ["2", "", "", "", ""]


def test_steps_and_sets_are_told(out):
    found = results()
    row, = found["convert.json"]["rows"]
    found["convert.json"]["sets"].append(
        {"set": "beyond", "commits": 0, "folder": None, "parts": [],
         "why": "no need"})
    for step, said in (("um", "PATCH"), ("um:x86", "PATCH"),
                       ("beyond/none", "there is no step beyond/none"),
                       ("../um", "no step of that name")):
        row["step"] = step
        text = Page(report(out(found))[2]).text
        assert ("virtual patch" if said == "PATCH" else said) in text, step
    assert "The set beyond has no patch: no need." in text


def test_a_boot_that_had_not_all(out):
    found = results()
    one = found["boot.json"]["cells"][0]
    one.update(append="no5lvl", unmet=["CONFIG_A=y"], only=["sparse", "thp"])
    code, _, text = report(out(found))
    page = Page(text).text
    name = f"arm/{EVIL} no5lvl"
    assert code == 3 and page.count(name) == 3
    assert f"{name}: the kernels lack CONFIG_A=y" in page
    assert f"{name}: no other road than sparse, thp" in page


def test_the_acid_test(out):
    """It has a section where there is one, and no other page lacks it."""
    assert 'id="acid"' not in report(out(results()))[2]
    code, said, text = report(out(results() | acid()))
    page = Page(text)
    assert (code, said) == (1, "") and "acid" in page.ids
    assert "Descriptors in use: 4712 before, 4713 after." in page.text
    assert f"{EVIL} at byte 8: {EVIL}" in page.text
    assert f"PT005 in {EVIL}() of {EVIL}:5" in page.text
    assert f"PT004 in line 6: {EVIL} (kept: {EVIL})" in page.text
    assert f"PT004 in line 6: {EVIL}PT004" not in page.text
    assert "with descriptors apart, 1 thing broke, the tree is not " \
        "complete" in page.text
    code, _, text = report(out(results() | acid("complete")))
    assert code == 0 and "Nothing broke." in Page(text).text
    found = acid("not-run")
    found["acid.json"]["left_out"] = ["the step x: failed"]
    code, _, text = report(out(results() | found))
    assert code == 3 and "the step x: failed" in Page(text).text


def rows_of(text, section):
    """The words in the cells of a section's table, row by row."""
    part = text[text.index(f'<section id="{section}">'):]
    return [[re.sub("<[^>]*>", "", cell)
             for cell in re.findall(r"<td.*?</td>", row)]
            for row in part[:part.index("</section>")].split("<tr>")[2:]]


def test_what_page_tables_cost(out):
    """It has a section where there is one, and no other page lacks it. What
    is dear is no fault; what was not measured was not looked at."""
    assert 'id="cost"' not in report(out(results()))[2]
    code, said, text = report(out(results() | cost()))
    page = Page(text)
    assert (code, said) == (0, "") and "costs measured on 1 machine" in \
        page.text
    assert {"cost", "cost-arm-script-alert-1-script"} <= set(page.ids)
    assert rows_of(text, "cost") == [
        ["fork", "bytes", "1,106,566", "1,108,467.25", "1,901.25", "+0.2 %"],
        ["fault", "bytes", "6,392", "5,392", "-1,000", "-15.6 %"],
        ["a descriptor", "bytes", "0", "64", "64", "-"]]
    code, _, text = report(out(results() | cost(
        status="fail", why="it did not end", costs=[], unmet=["CONFIG_A=y"])))
    page = Page(text).text
    assert code == 3 and "Nothing was measured." in page
    assert f"arm/{EVIL} {EVIL}: fail: it did not end" in page
    assert f"arm/{EVIL} {EVIL}: the kernels lack CONFIG_A=y" in page


def test_the_verdict_and_the_code(out):
    folder = out(results("unhandled"))
    assert verdict(report(folder)) == \
        (1, "1 site unhandled; nothing was left out.")
    found = results()
    found["matrix.json"]["cells"][0]["status"] = "fail"
    found["boot.json"]["cells"][0]["status"] = "fail"
    found["verify.json"][0]["status"] = "differs"
    found["convert.json"]["rows"][0]["status"] = "partial"
    found["check-tree.json"]["findings"] = \
        found["check-input.json"]["findings"]
    assert verdict(report(out(found))) == (
        1, "1 step not whole, 2 findings in the converted tree, 1 build "
        "failed, object code: 1 undeclared difference, 1 boot failed; nothing "
        "was left out.")
    found = results()
    found["check-tree.json"]["uncovered"] = [
        {"file": "mm/b.c", "lines": [[6, 6], [3, 4], [5, 5], [3, 3], [9, 9]]},
        {"file": "mm/c.c", "lines": [[7, 7]]}]
    said = report(out(found))
    assert verdict(said) == \
        (3, "Nothing wrong was found; 2 things were not looked at.")
    assert "mm/b.c: no unit has the sites in lines 3-6, 9" in said[2]
    assert "mm/c.c: no unit has the sites in line 7<" in said[2]


def test_why_a_finding_stays(out):
    found = results()
    finding = found["check-input.json"]["findings"][0]
    other = {**finding, "line": 7}
    found["check-tree.json"]["findings"] = [finding, other]
    site = found["convert.json"]["sites"][0]
    site.update(status="kept", file=finding["file"], why="data & tables",
                ids=["PT003", "PT004"], result_line=2)
    said = report(out(found))
    assert "2 findings in the converted tree, 1 of them at places that stay " \
        "for a reason;" in verdict(said)[1]
    assert said[2].count("It stays: data &amp; tables. <") == 1
    assert said[2].count("(stays for a reason)") == 1
    # Another check says nothing of this finding.
    site["ids"] = ["PT003"]
    assert "It stays" not in report(out(found))[2]


def verdict(said):
    """(exit code, the line at the top) of a report."""
    return said[0], re.search('id="verdict"[^>]*>(.*)</p>', said[2])[1]


def test_what_no_object_has_is_told(out):
    found = results()
    one = dict(found["verify.json"][0], status="not-compiled")
    del one["how"]
    nowhere = dict(one, arch=None, config=None, object=None, file="mm/d.c",
                   function="gone")
    found["verify.json"] = [dict(one, object="mm/a.o"), nowhere,
                            nowhere | {"lines": [[2, 2]]},
                            nowhere | {"lines": [[4, 9]], "function": None}]
    code, _, text = report(out(found))
    page = Page(text).text
    for said in (f"commit 1: mm/a.o [arm/{EVIL}] does not compile",
                 "commit 1: mm/d.c: no object has gone",
                 "commit 1: mm/d.c: gone: no cell compiled line 2",
                 "commit 1: mm/d.c: no cell compiled lines 4-9"):
        assert said in page, said
    assert code == 3 and "verify.json: 4 (objects that" in page
    assert ">not proven<" in text


def test_the_bars_of_the_sites(out):
    found = results()
    site, = found["convert.json"]["sites"]
    found["convert.json"]["sites"] = [
        dict(site, file=file, status=status) for file, status in (
            ("arch/arm/a.c", "converted"), ("arch/arm/b.c", "kept"),
            ("arch/arm/c.c", "kept"), ("arch/arm/c.c", "unhandled"),
            ("mm/a.c", "kept"))]
    text = report(out(found))[2]
    rows = rows_of(text, "sites")
    assert rows == [["1", "2", "1", "0", "4"], ["0", "1", "0", "0", "1"],
                    ["1", "3", "1", "0", "5"]]
    assert re.findall('<i class="(.*?)" style="width:(.*?)%"', text) == [
        ("converted", "25.0"), ("kept", "50.0"), ("unhandled", "25.0"),
        ("kept", "25.0")]


def test_the_browser_wants_something_to_click_on(tmp_path):
    page = tmp_path / "empty.html"
    page.write_text("<!DOCTYPE html><body></body>")
    done = subprocess.run(
        [sys.executable, "-B", ROOT / "scripts/tests/browser_report.py",
         page], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.count("the page has no .grid a") == 2


@pytest.mark.made_up_results
@pytest.mark.parametrize("name", sorted(results()))
def test_missing_and_broken(out, name):
    folder = out(results())
    (folder / name).unlink()
    code, said, text = report(folder)
    assert code == 3 and said.count("\n") == 1
    assert f"there is no {name}" in said and said[8:-1] in Page(text).text
    for broken in ("{", "7", '{"cells": 3}', "[[]]"):
        (folder / name).write_text(broken)
        code, said, text = report(folder)
        assert code == 3 and f"{name} is broken" in said, broken
        Page(text)


@pytest.mark.made_up_results
@pytest.mark.parametrize("name", ["acid", "cost"])
def test_another_question_whose_answer_is_broken(out, name):
    folder = out(results())
    (folder / f"{name}.json").write_text("[]")
    code, said, text = report(folder)
    assert code == 3 and f"{name}.json is broken" in said
    assert name in Page(text).ids


def test_no_results_at_all(tmp_path):
    code, said, text = report(tmp_path)
    assert code == 2 and "run `make convert` first" in said and not text


def test_no_tree_is_unpacked(tmp_path, monkeypatch, capsys):
    """Nothing was converted where no tree is; where one is, OUT is known."""
    def default():
        with mock.patch.object(sys, "argv", ["report"]):
            return PROGRAM["main"](), capsys.readouterr().err
    monkeypatch.setattr(unpack, "STORE", tmp_path / "kernel-tree")
    monkeypatch.setattr(trees, "HOME", tmp_path)
    monkeypatch.setattr(subprocess, "run", None)
    code, said = default()
    assert code == 2 and "linux-source-6.1 is not unpacked" in said
    assert "run `make convert` first" in said
    assert not list(tmp_path.iterdir())
    tree = tmp_path / "kernel-tree/linux-source-6.1-6.1.9"
    for name in trees.NEEDED:
        (tree / name).mkdir(parents=True)
    (tree / "Makefile").write_text(
        "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nEXTRAVERSION =\n")
    tree.with_name(tree.name + ".unpacked").write_text("{}")
    code, said = default()
    assert code == 2 and f"{tmp_path}/results/linux-6.1.9" in said


def test_source_lines_stay_inside_the_tree(out, tmp_path):
    tree = tmp_path / "in"
    (tree / "mm").mkdir(parents=True)
    (tree / "mm/a.c").write_text("first\n\tthe_line();\n")
    (tmp_path / "secret").write_text("no\nsecret\n")
    found = results()
    check = found["check-input.json"]
    check["tree"] = dict(check["tree"], path=str(tree))
    one = check["findings"][0]
    check["findings"] = [dict(one, file="mm/a.c"),
                         dict(one, file="../secret")]
    page = Page(report(out(found))[2])
    assert "the_line();" in page.text
    assert "secret\n" not in page.text and "no\n" not in page.text
