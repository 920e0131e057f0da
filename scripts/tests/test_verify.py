# SPDX-License-Identifier: GPL-2.0-only
"""scripts/verify on a small tree with a real compiler: planted differences."""

import json
import re
import shutil
import signal
import subprocess
import sys

import pytest
from conftest import ROOT, comes
from matrix_fake import Fake
from ptdesc.verify import compare, judge, objects

# The series that matrix_fake.py makes has only what is read of it.
pytestmark = pytest.mark.made_up_results("convert.json")

VERIFY = ROOT / "scripts" / "verify"
ALIGN = ROOT / "checker" / "ptdesc-align"
COMPILER = """#!/bin/sh
case "$*" in *--version*) echo "gcc 1.0"; exit 0;; esac
exec gcc -O2 -w "$@"
"""
TABLE = """\
void bug(const char *file, int line, const char *text);
#define BUG_ON(x) do { if (x) bug(__FILE__, __LINE__, "BUG_ON(" #x ")"); } while (0)
struct table { long lock; long list; };
static inline long *lock_of(struct table *t)
{
	return &t->lock;
}
#define list_of(t) (t)->list
#ifdef NEVER
static inline long hidden(struct table *t)
{
	return t->list;
}
#endif
"""
MEMORY = """\
#include <linux/table.h>
extern long other, another;
long far(long a, long b);
long first(struct table *t)
{
	BUG_ON(!t);
	return *lock_of(t);
}
long second(struct table *t, long a, long b)
{
	t->lock = a;
	t->list = b;
	return far(a, b) + 17 + other;
}
long third(struct table *t)
{
	BUG_ON(t->list < 3);
	return list_of(t);
}
"""
PATH, HEADER = "mm/memory.c", "include/linux/table.h"


@pytest.fixture(name="fake")
def _fake(tmp_path):
    fake = Fake(tmp_path)
    fake.compiler.write_text(COMPILER)
    fake.compiler.with_name("toy-objdump").symlink_to(shutil.which("objdump"))
    fake.base("mm/memory.c", MEMORY)
    fake.base(HEADER, TABLE)
    for name in ("kernel/rare.c", "arch/toy/mm/table.c"):
        fake.base(name, "int nothing;\n")
    fake.row = lambda changes, kind, functions: row(fake, changes, kind,
                                                    functions)
    return fake


def row(fake, changes, kind, functions):
    fake.commit(changes, functions)
    fake.rows[-1].update(kind=kind, functions=functions)
    account = json.loads((fake.out / "convert.json").read_text())
    account["rows"] = fake.rows
    (fake.out / "convert.json").write_text(json.dumps(account))


def verify(fake, *options):
    """(exit code, what is printed, verify.json)"""
    done = subprocess.run(
        [sys.executable, str(VERIFY), "--out", str(fake.out), "--cell-data",
         str(fake.data), *options], text=True, capture_output=True,
        env=fake.environment(), check=False, timeout=120)
    path = fake.out / "verify.json"
    return done.returncode, done.stdout + done.stderr, json.loads(
        path.read_text()) if path.exists() else None


def memory(old, new):
    assert old in MEMORY
    return {PATH: MEMORY.replace(old, new)}


def differing(entries, commit=1):
    return {one["function"]: one["status"] for one in entries
            if one["commit"] == commit and one["function"]
            and one["status"] != "identical"}


SAME = {
    "a line more": memory("long first", "/* why */\n\nlong first"),
    "another spelling": memory("return *lock_of(t)", "return lock_of(t)[0]"),
    "an assertion": memory("t->list < 3", "3 > t->list"),
    "a longer assertion": memory("BUG_ON(!t)", "BUG_ON((void *)0 == t)"),
    "a macro": {HEADER: TABLE.replace("(t)->list", "(0, (t))->list")},
    "a lot of lines": memory("\tBUG_ON(t->", "\tif (!t)\n\t\t;\n\tBUG_ON(t->"),
    "a function with new lines": {HEADER: TABLE.replace(
        "\treturn &t->lock", "\n\n\treturn &(*t).lock")},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_equal_code_is_proven(fake, change):
    fake.row(change, "type-only", ["first", "third", "lock_of", "list_of"])
    code, said, entries = verify(fake)
    assert not differing(entries), said
    assert code == 0, said
    assert re.search(r"^1 .* proven ", said, re.MULTILINE)
    assert "identical" in {one["status"] for one in entries}


OTHER = {
    "a constant": (memory("17", "18"), "second"),
    "swapped arguments": (memory("far(a, b)", "far(b, a)"), "second"),
    "a dropped store": (memory("\tt->list = b;\n", ""), "second"),
    "another symbol": (memory("+ other;", "+ another;"), "second"),
    "a dropped assertion": (memory("\tBUG_ON(!t);\n", ""), "first"),
    "an assertion's meaning": (memory("t->list < 3", "t->list < 4"), "third"),
    "an assertion's name": (memory("BUG_ON(!t)", 'if (!t) bug(__FILE__, '
                                   '__LINE__, "OTHER(!t)")'), "first"),
    "a callee": ({HEADER: TABLE.replace("&t->lock", "&t->list")}, "first"),
    "a macro's meaning": ({HEADER: TABLE.replace("(t)->list\n",
                                                 "(t)->lock\n")}, "third"),
}


@pytest.mark.parametrize("change, function", OTHER.values(), ids=OTHER.keys())
def test_other_code_is_found(fake, change, function):
    fake.row(change, "type-only", ["first", "second", "third"])
    code, said, entries = verify(fake)
    assert code == 1, said
    found = differing(entries)
    assert found.pop(function) == "differs", said
    assert not found, said
    entry = next(one for one in entries if one["function"] == function)
    text = (fake.out / entry["disassembly"]).read_text()
    assert "\n-" in text and "\n+" in text


@pytest.mark.parametrize("kind", ["behaviour", "equivalent"])
def test_behaviour_is_what_the_step_declares(fake, kind):
    """Itself, what it is inlined into, and what expands its macros."""
    fake.row({HEADER: TABLE.replace("&t->lock", "&t->list").replace(
        "(t)->list\n", "(t)->lock\n"), **memory("17", "18")}, kind,
        ["lock_of", "list_of"])
    code, said, entries = verify(fake)
    assert differing(entries) == {
        "first": "declared", "third": "declared", "second": "differs"}, said
    assert code == 1


def test_behaviour_has_to_differ(fake):
    fake.row(memory("return *lock_of(t)", "return lock_of(t)[0]"),
             "behaviour", ["first"])
    code, said, _ = verify(fake)
    assert code == 1
    assert "commit 1 says that it changes behaviour, but no object" in said


def test_equivalent_code_may_be_the_same(fake):
    fake.row(memory("return *lock_of(t)", "return lock_of(t)[0]"),
             "equivalent", ["first"])
    code, said, _ = verify(fake)
    assert code == 0, said


def test_steps_that_add_and_remove(fake):
    """What they add or remove may be there or not; nothing else changes."""
    added = MEMORY + "long fourth(void)\n{\n\treturn 4;\n}\n"
    fake.row({PATH: added}, "add", ["fourth"])
    fake.row({PATH: MEMORY}, "remove", ["fourth"])
    fake.row({PATH: added.replace("17", "18")}, "add", ["fourth"])
    code, said, entries = verify(fake)
    assert differing(entries, 1) == {"fourth": "declared"}, said
    assert differing(entries, 2) == {"fourth": "declared"}
    assert differing(entries, 3) == {"fourth": "declared",
                                     "second": "differs"}
    assert code == 1


def test_code_that_no_cell_compiled(fake):
    fake.row({HEADER: TABLE.replace("\treturn t->list", "\treturn t->lock")},
             "type-only", ["hidden"])
    code, said, entries = verify(fake)
    assert code == 3
    assert "no cell compiled 12" in said and "not proven" in said
    assert [one["lines"] for one in entries if one["function"] == "hidden"] \
        == [[[12, 12]]]


def test_code_that_is_in_no_object(fake):
    """An inline function that nobody calls was compiled, and proves
    nothing."""
    fake.base(HEADER, TABLE + "static inline long idle(void)\n{\n"
              "\treturn 1;\n}\n")
    fake.row({HEADER: fake.files[HEADER].replace("return 1", "return 2")},
             "type-only", ["idle"])
    code, said, _ = verify(fake)
    assert code == 3
    assert "no object has idle" in said and "not proven" in said


def test_a_unit_that_does_not_compile(fake):
    fake.row(memory("17", "not C"), "type-only", ["second"])
    code, said, entries = verify(fake)
    assert code == 3
    assert "mm/memory.o: it does not compile" in said
    assert "not-compiled" in {one["status"] for one in entries
                              if one["object"] == "mm/memory.o"}


def test_what_was_compared_is_taken_again(fake):
    fake.row(memory("17", "18"), "behaviour", ["second"])
    first = verify(fake)
    (fake.out / "verify.json").unlink()
    fake.compiler.write_text(COMPILER.replace("exec", "test -e X || exit 1;"
                                              "exec"))
    again = verify(fake)
    assert again[0] == first[0] == 0 and again[2] == first[2]
    row(fake, memory("17", "19"), "behaviour", ["second"])
    assert verify(fake)[0] == 3


def test_disassemblies_are_of_the_last_run(fake):
    """An earlier series' are gone, and those of another selection come
    again when they are asked for."""
    folder = fake.out / "verify/differences"

    def named():
        return sorted(path.name for path in folder.iterdir())

    fake.row(memory("17", "18"), "type-only", ["second"])
    assert verify(fake)[0] == 1
    (folder / "0009-toy-plain-old.o-gone.diff").write_text("of long ago\n")
    for commits, cited in (("1", 1), ("all", 1), ("1", 1), ("1,all", 2)):
        code, said, entries = verify(fake, "--commits", commits)
        assert code == 1, said
        paths = {one["disassembly"] for one in entries
                 if "disassembly" in one}
        assert len(paths) == cited
        assert named() == sorted(path.rsplit("/", 1)[1] for path in paths)
    fake.rows[-1]["kind"] = "behaviour"
    (fake.out / "convert.json").write_text(json.dumps({**json.loads(
        (fake.out / "convert.json").read_text()), "rows": fake.rows}))
    assert verify(fake)[0] == 0
    assert not named()


def test_the_work_tree_is_one_run_s(fake):
    """A matrix and a verify of one OUT do not move it below each other."""
    fake.row(memory("17", "18"), "type-only", ["second"])
    fake.compiler.write_text(COMPILER.replace(
        "exec", f"while test -e {fake.out}/wait; do sleep 0.1; done; exec"))
    (fake.out / "wait").touch()
    with subprocess.Popen(fake.command("--quiet"), env=fake.environment(),
                          stdout=subprocess.DEVNULL) as matrix:
        comes(lambda: (fake.out / "matrix/work.json").exists())
        code, said, _ = verify(fake)
        (fake.out / "wait").unlink()
        assert code == 2 and "another run builds in" in said
        assert matrix.wait() == 0
    assert verify(fake)[0] == 1


def test_interrupted_and_resumed(fake):
    """The last complete verify.json stays, and the next run ends the work."""
    fake.row(memory("return *lock_of(t)", "return lock_of(t)[0]"),
             "type-only", ["first"])
    assert verify(fake)[0] == 0
    before = (fake.out / "verify.json").read_bytes()
    fake.row({HEADER: TABLE.replace("(t)->list\n", "(0, (t))->list\n")},
             "type-only", ["list_of"])
    fake.compiler.write_text(COMPILER.replace(
        "exec", f"touch {fake.out}/at-work; while test -e {fake.out}/wait; "
        "do sleep 0.1; done; exec"))
    (fake.out / "wait").touch()
    with subprocess.Popen(
            [sys.executable, str(VERIFY), "--out", str(fake.out),
             "--cell-data", str(fake.data)], env=fake.environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as work:
        comes((fake.out / "at-work").exists)
        work.send_signal(signal.SIGINT)
        said = work.communicate(timeout=30)[0]
    assert work.returncode == 3 and "Traceback" not in said, said
    assert (fake.out / "verify.json").read_bytes() == before
    (fake.out / "wait").unlink()
    code, said, entries = verify(fake)
    assert code == 0, said
    assert {one["commit"] for one in entries} == {1, 2, "all"}


def test_how_many_jobs_changes_nothing(fake):
    fake.row(memory("17", "18"), "type-only", ["second"])
    fake.row({HEADER: TABLE.replace("&t->lock", "&t->list")}, "behaviour",
             ["lock_of"])
    one = verify(fake, "--jobs", "1")[2]
    subprocess.run(["rm", "-r", fake.out / "verify"], check=True)
    assert verify(fake, "--jobs", "4")[2] == one


@pytest.mark.parametrize("option, compared", [
    ("1", {1}), ("2", {2}), ("all", {"all"}), ("2,all", {2, "all"}),
    ("1-2", {1, 2}), (None, {1, 2, "all"})])
def test_what_is_asked_for_is_compared(fake, option, compared):
    fake.row(memory("return *lock_of(t)", "return lock_of(t)[0]"),
             "type-only", ["first"])
    fake.row({HEADER: TABLE.replace("(t)->list\n", "(0, (t))->list\n")},
             "type-only", ["list_of"])
    code, said, entries = verify(
        fake, *(["--commits", option] if option else []))
    assert code == 0, said
    assert {one["commit"] for one in entries} == compared


@pytest.mark.parametrize("options, words", [
    (["--commits", "7"], "the series has no commit 7"),
    (["--commits", "x"], "'x' is not the number of a commit"),
    (["--commits", "5-3"], "'5-3' is not the number of a commit"),
    (["--commits", "7,all"], "the series has no commit 7"),
    (["--arches", "vax"], "unknown architecture 'vax'"),
    (["--kdir", "/nonexistent"], "/nonexistent does not exist"),
    (["--out", "/nonexistent"], "run `make convert` first"),
])
def test_wrong_use(fake, options, words):
    fake.row(memory("17", "18"), "type-only", ["second"])
    code, said, _ = verify(fake, *options)
    assert code == 2 and words in said


# What a compiler inlines into its last caller only.
HELPER = """
static long helper(long a)
{
	for (long i = 0; i < a; i++)
		a += far(a, i) ^ far(i, a * 3) ^ far(a * 5, i * 7) ^ other;
	return a ? far(a, 1) * far(a, 2) - far(a, 3) : far(4, a);
}
"""


# As BUILD_BUG_ON() in an inline function: it does not compile by itself.
INLINED = """
void __attribute__((error("too many"))) too_many(void);
static inline long few(int number)
{
	if (number > 3)
		too_many();
	return far(number, number);
}
long third(void)
{
	return few(3);
}
"""


def two_callers(first, second, more=""):
    return (f'#include <linux/table.h>\nextern long other;\n'
            f"long far(long a, long b);\n{HELPER}{more}"
            f"long first(long a)\n{{\n\treturn {first};\n}}\n"
            f"long second(long a)\n{{\n\treturn {second};\n}}\n")


@pytest.mark.parametrize("more", ["", INLINED], ids=["any", "needs inlining"])
def test_what_is_inlined_elsewhere(fake, more):
    """A function of one caller more or less makes another one differ."""
    fake.base(PATH, two_callers("helper(a) + 1", "helper(a) * 3", more))
    fake.row({PATH: two_callers("a + 1", "helper(a) * 3", more)}, "behaviour",
             ["first"])
    code, said, entries = verify(fake)
    assert code == 0, said
    assert differing(entries) == dict.fromkeys(
        ("first", "second", "helper"), "declared")
    assert {one["function"]: one.get("why") for one in entries
            if one["commit"] == 1 and one["function"]} == {
                "first": None, "second": "inlining", "helper": "inlining"}
    assert not list((fake.out / "verify/differences").iterdir())


def equal(number):
    """Two functions, which are the same if `number` is 4."""
    return two_callers("one(a) + 1", "two(a) + 2").replace(
        HELPER, "".join(f"""
static __attribute__((noinline)) long {name}(long a)
{{
	return far(a, 3) ^ far(a, 7) ^ far(a, {value});
}}
""" for name, value in (("one", number), ("two", 4))))


def test_a_function_that_was_equal_to_another(fake):
    """gcc had kept one of them."""
    fake.base(PATH, equal(4))
    fake.row({PATH: equal(5)}, "behaviour", ["one"])
    code, said, entries = verify(fake)
    assert code == 0, said
    found = {one["function"]: one.get("why") for one in entries
             if one["commit"] == 1}
    assert found["one"] is None and found["second"] == "inlining"


@pytest.mark.parametrize("more", ["", INLINED], ids=["any", "needs inlining"])
def test_what_is_inlined_elsewhere_hides_nothing(fake, more):
    fake.base(PATH, two_callers("helper(a) + 1", "helper(a) * 3", more))
    fake.row({PATH: two_callers("a + 1", "helper(a) * 4", more)}, "behaviour",
             ["first"])
    code, said, entries = verify(fake)
    assert code == 1, said
    assert differing(entries)["second"] == "differs"
    assert [one["apart"] for one in entries if one["function"] == "second"
            and one["commit"] == 1] == [["second"]]
    assert "; without inlining second\n" in said


# A function that adds its own address, and a number, to a list.
LISTED = """
static __attribute__((noinline)) long {name}(long a)
{{
	asm volatile("661: nop\\n.pushsection .list, \\"a\\"\\n"
		     ".long 661b - .\\n.long {number}\\n.popsection");
	return far(a, {number});
}}
"""


def listing(first, number=2):
    """Which of two functions comes first depends on who calls it."""
    return two_callers(first, "two(a) ^ one(a)").replace(HELPER, "".join(
        LISTED.format(name=name, number=value)
        for name, value in (("one", 1), ("two", number))))


def test_a_list_in_another_order(fake):
    fake.base(PATH, listing("two(a)"))
    fake.row({PATH: listing("one(a) + 1")}, "behaviour", ["first"])
    code, said, entries = verify(fake)
    assert code == 0, said
    assert "differs" not in differing(entries).values()


def test_a_list_with_another_entry(fake):
    fake.base(PATH, listing("two(a)"))
    fake.row({PATH: listing("one(a) + 1", 3)}, "behaviour", ["first"])
    code, said, entries = verify(fake)
    assert code == 1, said
    assert differing(entries)["two"] == "differs"


def test_the_same_list():
    def judged(before, after, name="(.list)"):
        return compare.in_another_order(compare.Difference(
            name, "differs", False, *([objects.Part(
                name, "", False, code, places)] for code, places in
                (before, after))))
    place = [(at, "PC32", name, at) for at, name in enumerate("ab")]
    swapped = [(1 - at, *rest) for at, *rest in place]
    assert judged((b"xy", place), (b"yx", swapped))
    assert not judged((b"xy", place), (b"yx", swapped), "a_table")
    assert not judged((b"xy", place), (b"yz", swapped))
    assert not judged((b"xy", place), (b"yx", place[:1]))
    assert not judged((b"xy", place), (b"yx", [(0, "PC32", "c", 0),
                                               swapped[1]]))
    section = [(0, "PC32", ".replacement", 7)]
    assert judged((b"xy", section), (b"xy", [(0, "PC32", ".replacement", 9)]))


def test_the_same_list_in_sections_of_its_functions():
    """As gcc notes the places of functions that can be patched."""
    def parts(*names):
        return [objects.Part("(list)", "list", False, bytes(8), [
            (0, "64", f".text.{name}", 0)]) for name in names]
    def judged(*sides):
        return compare.in_another_order(compare.Difference(
            "(list)", "differs", False, *sides))
    assert judged(parts("a", "b"), parts("b", "a"))
    assert not judged(parts("a", "b"), parts("a", "c"))
    assert not judged(parts("a", "b"), parts("a"))
    assert not judged(parts("a"), [])
    more = compare.Difference("(list)", "differs", False, parts("a"),
                              parts("a", "new"))
    assert judge.belongs(more, [compare.Difference("new", "after-only", True)])
    assert not judge.belongs(more, [compare.Difference("b", "differs", True)])


def test_a_type_only_step_may_not_inline_elsewhere(fake):
    fake.row({HEADER: TABLE.replace(
        "inline long *", "inline __attribute__((noinline)) long *")},
             "type-only", ["first", "lock_of"])
    code, said, entries = verify(fake)
    assert code == 1, said
    assert differing(entries) == {"first": "differs", "lock_of": "after-only"}


COPIES = "".join(f"""\
__attribute__((noinline)) static inline long {name}(long a)
{{
	return a * {number};
}}
""" for number, name in ((3, "one_copy"), (5, "other_copy")))


@pytest.mark.parametrize("words", ["", "-m32 -fno-pie "])
def test_copies_of_inline_functions(fake, words):
    """Code of an inline function is there because somebody calls it. Where
    distances stand in the code itself, a reference names its section."""
    fake.compiler.write_text(COMPILER.replace("-O2 ", f"-O2 {words}"))
    fake.base(HEADER, TABLE + COPIES)
    fake.base(PATH, MEMORY.replace("return far(a, b)", "return one_copy(a)")
              + "long (*operation)(long) = one_copy;\n")
    fake.row({PATH: fake.files[PATH].replace("one_copy(a)", "other_copy(a)")
              .replace("= one_copy", "= other_copy")}, "behaviour",
             ["second", "other_copy"])
    code, said, entries = verify(fake)
    assert code == 0, said
    assert differing(entries) == dict.fromkeys(
        ("one_copy", "other_copy", "second", "operation"), "declared")


def test_a_function_that_nobody_calls_is_no_copy(fake):
    text = MEMORY + "long nobody(void)\n{\n\treturn 1;\n}\n"
    fake.base(PATH, text)
    fake.row(memory("17", "18"), "behaviour", ["second"])
    code, said, entries = verify(fake)
    assert code == 1, said
    assert differing(entries)["nobody"] == "before-only"


def test_a_copy_with_another_caller(fake):
    fake.base(HEADER, TABLE + COPIES)
    fake.base(PATH, MEMORY.replace("return far(a, b)", "return one_copy(a)")
              .replace("return list_of(t)", "return one_copy(3)"))
    fake.row({PATH: fake.files[PATH].replace("one_copy", "other_copy")},
             "behaviour", ["second"])
    code, said, entries = verify(fake)
    assert code == 1, said
    found = differing(entries)
    assert found["third"] == "differs" and found["second"] == "declared"
    assert found["one_copy"] == "before-only"


def test_code_inside_its_only_caller(fake):
    """gcc does not say that it inlined a large function that is called
    once."""
    text = two_callers("a + 1", "helper(a) * 3").replace(
        "\treturn a ?", "\ta += far(a, a);\n" * 60 + "\treturn a ?")
    fake.base(PATH, text)
    fake.row({PATH: text.replace("i * 7", "7 * i")}, "type-only", ["helper"])
    code, said, _ = verify(fake)
    assert code == 0, said
    assert re.search(r"^1 .* proven ", said, re.MULTILINE)


def test_code_that_its_only_caller_does_not_reach(fake):
    text = two_callers("a + 1", "a > 3 && a < 2 ? helper(a) : a")
    fake.base(PATH, text)
    fake.row({PATH: text.replace("i * 7", "7 * i")}, "type-only", ["helper"])
    code, said, _ = verify(fake)
    assert code == 3, said
    assert "no object has helper" in said


def test_a_structure_that_grows(fake):
    """All that use one may change, where the step says so."""
    larger = {HEADER: TABLE.replace("long lock;", "long more, lock;")}
    fake.row(larger, "behaviour", ["table"])
    code, said, entries = verify(fake)
    assert code == 0, said
    assert set(differing(entries)) == {"first", "second", "third"}
    fake.rows[-1].update(functions=[], names=[])
    account = json.loads((fake.out / "convert.json").read_text())
    account["rows"] = fake.rows
    (fake.out / "convert.json").write_text(json.dumps(account))
    assert verify(fake)[0] == 1


def aligned(tmp_path, *texts):
    paths = [tmp_path / f"{number}.c" for number in range(len(texts))]
    for path, text in zip(paths, texts):
        path.write_text(text)
    subprocess.run([ALIGN, *paths], check=True)
    return [(tmp_path / f"{path.name}.aligned").read_text()
            for path in paths[1:]]


def lines_of(text):
    """{line: the number that a compiler gives it}, of lines used once."""
    done = subprocess.run(["gcc", "-E", "-P", "-x", "c", "-"], check=True,
                          input=re.sub(r"^(keep\w+)", r"\1 __LINE__", text,
                                       flags=re.MULTILINE),
                          text=True, capture_output=True)
    return dict(re.findall(r"(keep\w+) (\d+)", done.stdout))


def test_lines_keep_their_numbers(tmp_path):
    first = "keep1\nkeep2\nkeep3\n"
    second = "new\nkeep1\n/* a\n b */\nkeep2\nkeep3\n"
    third = "keep1\nkeep2\nmore\nkeep4\nkeep3\n"
    fourth = third.replace("more\n", "")
    one, two, three = aligned(tmp_path, first, second, third, fourth)
    known = lines_of(first)
    assert known == {"keep1": "1", "keep2": "2", "keep3": "3"}
    assert lines_of(one) == known
    assert known.items() <= lines_of(two).items()
    assert lines_of(two) == lines_of(three)


@pytest.mark.parametrize("inside", [
    "call(a,\n  X\n  b,\n  c)\nkeep1\n", "#define M \\\n X\n  b \\\n c\nkeep1\n",
    "/* a\n X\n b\n c */\nkeep1\n", "\"a\\\nX\nb\\\nc\"\nkeep1\n"])
def test_no_directive_inside(tmp_path, inside):
    """Where a directive would not be one, or be text, there is none."""
    before = "keep0\n" + inside.replace("X\n", "")
    if "\\" in inside and "define" in inside:
        inside = inside.replace("X\n", "X \\\n")
    if inside.startswith('"'):
        inside = inside.replace("X\n", "X\\\n")
    after, = aligned(tmp_path, before, "keep0\n" + inside)
    directive = after.index("#line")
    assert after[directive:].split("\n")[1] == "keep1"
    assert re.sub("#line.*\n", "", after) == "keep0\n" + inside


@pytest.mark.parametrize("arm", [
    "#ifdef NEVER\nX\nb\n#endif\n", "#if 1\nb\n#else\nX\nb\n#endif\n",
    "#if 0\nX\nb\n# else\nb\n#endif\n", "#ifdef NEVER\nX\nf(a,\nb)\n#endif\n"])
def test_lines_behind_an_arm_that_is_skipped(tmp_path, arm):
    """A directive in an arm that the compiler skips numbers nothing."""
    before = "keep0\n" + arm.replace("X\n", "") + "keep1\nkeep2\n"
    after, = aligned(tmp_path, before, "keep0\n" + arm + "keep1\nkeep2\n")
    assert lines_of(after) == lines_of(before)


# As static_cpu_has() of x86: the slow way is in a section of all functions.
SLOW = """\
#define slow(way, other) do { asm goto( \
	"jmp 6f\\n.pushsection .slow,\\"ax\\"\\n6: testb $1, flag\\n" \
	"jnz %l[" #way "]\\njmp %l[" #other "]\\n.popsection" \
	: : : : yes, no); } while (0)
"""


def slowly(first, second="slow(yes, no);"):
    """Two functions with slow ways."""
    return "#include <linux/table.h>\nlong far(long a, long b);\n" + SLOW + \
        "".join(f"long {name}(long a)\n{{\n\t{ways}\nyes:\n\ta = far(a, 3);\n"
                f"no:\n\treturn a * {number};\n}}\n"
                for name, ways, number in (("first", first, 3),
                                           ("second", second, 5)))


@pytest.mark.parametrize("words", ["-m64 ", "-m32 "])
@pytest.mark.parametrize("second, found", [
    ("slow(yes, no);", {}), ("slow(no, yes);", {"(.slow of second)": "differs"})])
def test_code_without_a_symbol(fake, words, second, found):
    """It is the function's that jumps there."""
    fake.compiler.write_text(COMPILER.replace("-O2 ", f"-O2 -fno-pie {words}"))
    fake.base(PATH, slowly("slow(yes, no);"))
    fake.row({PATH: slowly("slow(yes, no); slow(yes, no);", second)},
             "behaviour", ["first"])
    code, said, entries = verify(fake)
    assert differing(entries) == {**found, **dict.fromkeys(
        ("first", "(.slow of first)", "(.slow of first, 2)"), "declared")}, said
    assert code == (1 if found else 0)
    assert re.search(rf"^1 +behaviour +1 +2 +1 +3 +{len(found)} ", said,
                     re.MULTILINE), "data count as functions"


TOC = """\
\t.section .toc,"aw"
.LC0:\n\t.quad {0}
.LC1:\n\t.quad {1}
\t.text
\t.globl loads
\t.type loads,@function
loads:\n\t.quad .LC{2}
\t.size loads,8
"""


@pytest.mark.parametrize("after, differ", [
    (("new", "old", 1), []), (("new", "old", 0), ["loads"])])
def test_addresses_in_a_table_of_their_own(tmp_path, after, differ):
    """A function loads what an entry of the table refers to, wherever the
    entry is."""
    sides = []
    for name, text in (("before", ("old", "other", 0)), ("after", after)):
        path = tmp_path / f"{name}.o"
        subprocess.run(["gcc", "-c", "-x", "assembler", "-o", path, "-"],
                       input=TOC.format(*text), text=True, check=True)
        sides.append(objects.read(path))
    assert [one.name for one in compare.different(*sides)] == differ


@pytest.mark.parametrize("which", ["second", "third"])
def test_bytes_in_front_of_a_function(fake, which):
    """64-bit powerpc has some; they are the function's, and no other's."""
    front = "asm(\".section .text.second,\\\"ax\\\",@progbits\\n.quad %d\\n" \
        ".previous\");\n"
    old, new = {"second": ("+ 17", "+ 18"), "third": ("< 3", "< 4")}[which]
    fake.base(PATH, MEMORY + front % 1)
    fake.row({PATH: MEMORY.replace(old, new) + front % 2}, "behaviour", [which])
    entries = verify(fake)[2]
    known = differing(entries)
    assert known.pop(which) == "declared"
    assert known == {"(.text.second)": "declared" if which == "second"
                     else "differs"}


def test_a_neighbour_that_grows(fake):
    """Functions that share a section call each other by distance, which is
    no difference of theirs."""
    here = "__attribute__((section(\".init.text\"), noinline)) "
    text = "#include <linux/table.h>\nextern long other;\n" + "".join(
        f"{how}{here}long {name}(long a)\n{{\n\treturn {what};\n}}\n"
        for how, name, what in (("static ", "callee", "a * 3"),
                                ("", "grows", "a + 1"),
                                ("", "caller", "callee(a) + 1")))
    fake.base(PATH, text)
    fake.row({PATH: text.replace("a + 1;", "a ? other * 7 + a / 3 : 5;", 1)},
             "behaviour", ["grows"])
    code, said, entries = verify(fake)
    assert differing(entries) == {"grows": "declared"}, said
    assert code == 0, said
