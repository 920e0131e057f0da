# SPDX-License-Identifier: GPL-2.0-only
"""scripts/census on the small tree, and the lists of real ones."""

import json
import subprocess

import pytest
from conftest import HERE, ROOT

from ptdesc import census, trees
from ptdesc.errors import Usage

TREE = HERE / "fake-tree"
PGTABLE = "arch/x86/mm/pgtable.c"
ROWS = f"""\
# A comment.
{PGTABLE}\tdrop_middle\tfree_page\t1,3\tfree\tleft\ttables
{PGTABLE}\tdrop_middle\tfree_page\t2\tfree\tdata\ta copy
{PGTABLE}\tdrop_middle\t__get_free_page\t*\talloc\tdata\ta copy
{PGTABLE}\towner_of_top\towner_of_top\t*\tsignature\tleft\ta pgd's page
drivers/misc/pages.c\ttake_page\talloc_page\t*\talloc\tdata\tplain
"""
ONLY = ("--only", "arch/x86/mm/pgtable.c")


@pytest.fixture(name="run")
def _run(tmp_path):
    def run(rows, *options):
        path = tmp_path / "list"
        path.write_text(rows)
        return subprocess.run(
            [str(ROOT / "scripts" / "census"), "--kdir", str(TREE), "--list",
             str(path), *options], capture_output=True, text=True,
            check=False)
    return run


def numbers(done, name):
    """The row of the table: left, found, recall, right, flagged, data,
    flagged, not listed."""
    row = [line for line in done.stdout.splitlines()
           if line.startswith(name + " ")][-1]
    return row.split()[1:]


def line_of(name, text, nth=1):
    lines = (TREE / name).read_text().splitlines()
    return [number for number, line in enumerate(lines, 1)
            if text in line][nth - 1]


def test_the_lint_is_held_against_a_list(run):
    done = run(ROWS, "--missing", "--false", "--unlisted", *ONLY)
    assert done.returncode == 1, done.stderr
    left, found, recall, _, _, data, flagged, others = \
        numbers(done, "syntax")
    assert (left, found, recall, data, flagged) == \
        ("3", "3", "100.0%", "2", "0")
    unlisted = [line for line in done.stdout.splitlines()
                if line.startswith("syntax: not listed: ")]
    assert len(unlisted) == int(others) > 0
    free = line_of(PGTABLE, "free_page((unsigned long)middles[n])")
    assert any(line.startswith(
        f"syntax: not listed: {PGTABLE}:{free}: free_page() frees")
        for line in unlisted)
    assert "syntax: missing" not in done.stdout
    assert "syntax: false" not in done.stdout


def test_what_the_lint_does_not_say_is_missing(run):
    done = run(ROWS.replace("2\tfree\tdata", "2\tfree\tleft"), "--missing",
               *ONLY)
    assert numbers(done, "syntax")[:3] == ["4", "3", "75.0%"]
    line = line_of(PGTABLE, "free_page((unsigned long)saved)")
    assert f"syntax: missing: {PGTABLE}:{line}: drop_middle: free_page: " \
        "free, left: a copy\n" in done.stdout


def test_what_is_no_leftover_and_flagged_is_false(run):
    done = run(ROWS.replace("1,3\tfree\tleft", "1,3\tfree\tright"),
               "--false", *ONLY)
    assert numbers(done, "syntax")[3:5] == ["2", "2"]
    line = line_of(PGTABLE, "free_page((unsigned long)pte)")
    assert f"syntax: false: {PGTABLE}:{line}: drop_middle: " in done.stdout


def test_what_is_told_elsewhere_may_be_flagged(run):
    same = ROWS.replace("1,3\tfree\tleft", "1,3\tfree\tsame")
    done = run(same.replace("2\tfree\tdata", "2\tfree\tsame"), "--missing",
               "--false", *ONLY)
    assert "syntax: missing" not in done.stdout
    assert "syntax: false" not in done.stdout
    assert numbers(done, "syntax")[:2] == ["1", "1"]


def finding(line, number, name=PGTABLE):
    return {"file": name, "line": line, "id": number, "message": "said"}


@pytest.mark.made_up_results("check-input.json")
def test_units_beside_the_syntax(run, tmp_path):
    """A signature is several lines, whatever else stands there is not it."""
    first = line_of(PGTABLE, "free_page((unsigned long)pte)")
    owner = line_of(PGTABLE, "owner_of_top")
    units = tmp_path / "check-input.json"
    units.write_text(json.dumps({"not_analysed": [], "findings": [
        finding(first, "PT005"), finding(first, "PT006"),
        finding(owner + 1, "PT009"), finding(owner + 2, "PT001"),
        finding(1, "PT004", "mm/nowhere.c")]}))
    done = run(ROWS, "--units", str(units), "--kinds", "--unlisted")
    assert numbers(done, "units") == \
        ["3", "2", "66.6%", "0", "0", "3", "0", "2"]
    assert "units, by kind:\n  free          1 of 2\n" \
        "  signature     1 of 1\n" in done.stdout
    assert f"units: not listed: {PGTABLE}:{owner + 2}: said [PT001]\n" \
        in done.stdout


@pytest.mark.made_up_results("check-input.json")
def test_what_a_list_does_not_cover_is_not_counted(run, tmp_path):
    rows = "".join(row + "\n" for row in ROWS.splitlines()
                   if not row.startswith("drivers/"))
    units = tmp_path / "check-input.json"
    units.write_text(json.dumps({"not_analysed": [], "findings": [
        finding(1, "PT004", "mm/nowhere.c"),
        finding(1, "PT004", "arch/x86/nowhere.c")]}))
    options = ("--units", str(units), "--unlisted")
    done = run(rows, *options)
    assert "mm/nowhere.c:1" in done.stdout and "covered" not in done.stdout
    done = run(rows + "covers\tarch/x86/\tarch/arm64/\n", *options)
    assert done.returncode == 1
    assert "covered: arch/x86/ arch/arm64/\n" in done.stdout
    assert numbers(done, "units")[-1] == "1"
    listed = [line.split(": ")[2] for line in done.stdout.splitlines()
              if ": not listed: " in line]
    assert listed and all(name.startswith(("arch/x86/", "arch/arm64/"))
                          for name in listed)


@pytest.mark.parametrize("line, said", [
    ("covers\tmm/", f"list:2: {PGTABLE} is not covered"),
    ("covers\tarch", "arch is covered, which is no folder"),
    ("covers\tarch/*", "arch/* is covered, which is no folder"),
    ("covers", "nothing is covered, which is no folder"),
])
def test_a_list_that_covers_less_than_its_rows_is_refused(run, line, said):
    done = run(ROWS + line + "\n")
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.made_up_results("check-input.json")
def test_one_exit_code_for_each_outcome(run, tmp_path):
    """All agree; then something could not be analysed."""
    rows = "\n".join(row for row in ROWS.splitlines()
                     if row.startswith("drivers/")) + "\n"
    clean = ("--only", "drivers/misc/pages.c", "--units")
    units = tmp_path / "check-input.json"
    units.write_text('{"not_analysed": [], "findings": []}')
    assert run(rows, *clean, str(units)).returncode == 0
    units.write_text('{"findings": [], "not_analysed": '
                     '[{"unit": "mm/a.c", "why": "an error"}]}')
    done = run(rows, *clean, str(units))
    assert done.returncode == 3
    assert "units: not analysed: mm/a.c: an error\n" in done.stdout
    units.write_text("[]")
    assert run(rows, *clean, str(units)).returncode == 2


def test_only_what_is_not_known_counts(run, tmp_path):
    rows = ROWS.replace("2\tfree\tdata", "2\tfree\tleft")
    assert run(rows, "--known").returncode == 2      # there is no such file
    assert run(rows, "--write-known").returncode == 1
    known = tmp_path / "list.known"
    text = known.read_text()
    assert f"syntax\tmissing\t{PGTABLE}\tdrop_middle\tfree_page\t1\n" \
        in text
    done = run(rows, "--known")
    assert done.returncode == 0 and "new" not in done.stdout
    done = run(rows.replace("2\tfree\tleft", "2\tfree\tdata"), "--known")
    assert done.returncode == 0     # less than is known
    done = run(rows.replace("1,3\tfree\tleft", "1,3\tfree\tright"),
               "--known")
    assert done.returncode == 1
    assert f"syntax: new: false: {PGTABLE}: drop_middle: free_page (2)\n" \
        in done.stdout
    known.write_text(text.replace("free_page\t1\n", "free_page\tx\n"))
    assert run(rows, "--known").returncode == 2
    assert run(rows, "--write-known", *ONLY).returncode == 2


@pytest.mark.parametrize("old, new, said", [
    ("\t1,3\t", "\t1,4\t", f"line 2: {PGTABLE}: drop_middle: free_page is "
     "on 3 lines"),
    ("\t2\t", "\t3\t", f"line 3: {PGTABLE}: drop_middle: free_page is on "
     "the line of line 2"),
    ("drop_middle", "drop_muddle", "line 2: "),
    ("\tdata\t", "\tperhaps\t", ":3: no verdict is called perhaps"),
    ("\talloc\t", "\tlook\t", ":4: no kind is called look"),
    ("\t1,3\t", "\tfirst\t", ":2: first is neither * nor numbers"),
    ("\ttables", "", ":2: 6 fields"),
    (PGTABLE, "arch/none.c", "arch/none.c"),
])
def test_a_list_that_does_not_fit_is_refused(run, old, new, said):
    done = run(ROWS.replace(old, new))
    assert done.returncode == 2
    assert said in done.stderr


def test_words_of_comments_and_strings_are_no_places(tmp_path):
    (tmp_path / "a.c").write_text(
        '/* free_page */\nvoid f(void)\n{\n\tg("free_page");\n'
        "\t// free_page\n\tfree_page(1); free_page(2);\n}\n"
        "#define m(a) \\\n\tfree_page(a)\n")
    rows = [census.Row(1, "a.c", name, "free_page", None, "free", "left", "-")
            for name in ("f", "m")]
    assert [place.line for place in census.resolve(tmp_path, rows)] == [6, 9]
    with pytest.raises(Usage, match="on 0 lines"):
        census.resolve(tmp_path, [census.Row(
            1, "a.c", "-", "free_page", None, "free", "left", "-")])


@pytest.mark.parametrize("path", [
    path for path in sorted(census.LISTS.glob("linux-*"))
    if path.suffix != ".known"],
                         ids=lambda path: path.name)
def test_the_lists_are_readable_and_in_order(path):
    rows = census.read(path)
    assert rows
    names = [row.file for row in rows]
    assert names == sorted(names)


def test_another_version_may_lack_what_a_row_means(run):
    """The tree that was read must have all of it."""
    gone = ROWS + "mm/zzz.c\tgone\tfree_page\t*\tfree\tleft\tgone\n"
    same, other = trees.makefile_version(TREE), "6.1.999"
    done = run(f"version\t{other}\n{gone}", *ONLY)
    assert done.returncode == 1, done.stderr
    assert numbers(done, "syntax")[:2] == ["3", "3"]
    assert f"not in {same}: line 8: mm/zzz.c: gone: free_page is on 0 " \
        f"lines; the list is of {other}\n" in done.stdout
    done = run(f"version\t{same}\n{gone}")
    assert done.returncode == 2 and "mm/zzz.c" in done.stderr
    done = run(f"version\t{same}\nversion\t{other}\n{ROWS}")
    assert done.returncode == 2 and "one version is needed" in done.stderr
