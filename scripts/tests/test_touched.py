# SPDX-License-Identifier: GPL-2.0-only
"""The functions of a row are those that its commit's hunks lie in."""

from types import SimpleNamespace

from ptdesc import touched

BEFORE = b"""\
#define gather(t)	\\
do {			\\
	drop(t);	\\
} while (0)

static void first(void)
{
	one();
}

static void gone(void)
{
}
"""
AFTER = BEFORE.replace(b"\tone();\n", b"\tone();\n\ttwo();\n").replace(
    b"\nstatic void gone(void)\n{\n}\n", b"")


def named(hunks, before=BEFORE, after=AFTER, path="mm/a.c"):
    commit = SimpleNamespace(
        hunks={path: hunks}, entry=SimpleNamespace(changes={
            path: SimpleNamespace(before=before, after=after)}))
    return commit


def test_insertions_and_removals_count(tmp_path):
    commits = [named([(8, 0, 9, 1, [], ["\ttwo();"])]),
               named([(10, 4, 10, 0, ["", "static void gone(void)"], [])]),
               named([(3, 1, 3, 1, ["\tdrop(t);\t\\"], ["\tput(t);\t\\"])]),
               named([(1, 1, 1, 1, ["a"], ["b"])], b"a\n", b"b\n", "a.rst")]
    touched.functions(commits, tmp_path)
    assert [commit.functions for commit in commits] == [
        ["first"], ["gone"], ["gather"], []]


def test_functions_that_cannot_be_parsed_have_names(tmp_path):
    (tmp_path / "a.c").write_bytes(BEFORE)
    (tmp_path / "b.c").write_bytes(BEFORE)
    assert touched.within(tmp_path, {"a.c": [(2, 2), (8, 12)], "b.c": [],
                                     "c.c": None}) == {
        "a.c": ["first", "gather", "gone"]}
