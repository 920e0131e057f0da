# SPDX-License-Identifier: GPL-2.0-only
"""ptdesc-check as kbuild and people call it: summaries, and bad input.

What it finds is tested in checker/validation.
"""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from conftest import comes

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "checker" / "ptdesc-check"
KERNEL = ROOT / "checker" / "validation" / "kernel.h"

GIVES = """#include "kernel.h"
pgd_t *arch_pgd_alloc(void)
{
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}
"""
TAKES = """#include "kernel.h"
pgd_t *arch_pgd_alloc(void);
void give_back(void)
{
	pagetable_free(virt_to_ptdesc(arch_pgd_alloc()));
}
"""


@pytest.fixture(name="units")
def _units(tmp_path):
    shutil.copy(KERNEL, tmp_path)
    for name, text in (("gives.c", GIVES), ("takes.c", TAKES),
                       ("other.c", "int other;\n")):
        (tmp_path / name).write_text(text)
    (tmp_path / "sums").mkdir()
    return tmp_path


def check(folder, *words, **options):
    return subprocess.run(
        [CHECK, *words], cwd=folder, text=True, capture_output=True,
        check=False, timeout=60,
        env={**os.environ, "CC": "gcc", "XDG_CACHE_HOME": str(folder)},
        **options)


def ids(done):
    return [line.rsplit("[", 1)[1].rstrip("]")
            for line in done.stdout.splitlines() if "warning:" in line]


def alone(folder):
    """As kbuild does it: one process for each unit."""
    found = []
    for name in ("gives.c", "takes.c", "other.c"):
        done = check(folder, "-Wall", "-I.", "--summary=sums", name)
        assert (done.returncode, done.stderr) == (0, "")
        found += ids(done)
    return found


def test_summaries_are_joined(units):
    assert alone(units) == ["PT004"]
    done = check(units, "--link=sums")
    assert (done.returncode, set(ids(done))) == (1, {"PT006"})
    # other.c has no page tables, so nobody looks at it again.
    assert "in 2 units" in done.stdout
    # From anywhere, and each unit once however often it was checked.
    alone(units)
    done = check("/", f"--link={units}/sums", "--json")
    assert json.loads(done.stdout)["totals"]["units"] == 2
    assert {one["id"] for one in json.loads(done.stdout)["findings"]} == \
        {"PT006"}
    assert len(list((units / "sums").iterdir())) == 3


def test_a_unit_that_changed_is_linked_as_it_is(units):
    alone(units)
    (units / "takes.c").write_text("#include \"kernel.h\"\n")
    check(units, "-I.", "--summary=sums", "takes.c")
    done = check(units, "--link=sums")
    assert (done.returncode, ids(done)) == (0, [])


def test_a_unit_that_is_gone_is_said(units):
    alone(units)
    (units / "gives.c").unlink()
    done = check(units, "--link=sums")
    assert done.returncode == 3
    assert "gives.c: not analysed: No such file" in done.stdout


def test_summaries_that_are_none(units):
    done = check(units, "--link=sums")
    assert done.returncode == 2 and "no summaries" in done.stderr
    done = check(units, "--link=nowhere")
    assert done.returncode == 2 and "No such file" in done.stderr
    done = check(units, "--summary=nowhere", "-I.", "gives.c")
    assert done.returncode == 2 and "cannot be written" in done.stderr
    alone(units)
    for text in ("", "{", "[]", '{"unit": {"file": "a.c"}}', "\0\xff"):
        (units / "sums" / "0.summary").write_text(text)
        done = check(units, "--link=sums")
        assert done.returncode == 2, text
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_full_disk_is_said(units):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([CHECK, "-I.", "gives.c"], cwd=units,
                              stdout=full, stderr=subprocess.PIPE, text=True,
                              check=False)
    assert done.returncode == 3
    assert "could not be written" in done.stderr


def test_interrupted(units):
    """A compiler that never answers; no summary is left."""
    (units / "slow").write_text("#!/bin/sh\n: > began\nexec sleep 100\n")
    (units / "slow").chmod(0o755)
    with subprocess.Popen([CHECK, "--gcc=./slow", "--cache=/nowhere",
                           "--summary=sums", "gives.c"], cwd=units,
                          start_new_session=True) as work:
        comes((units / "began").exists)
        os.killpg(work.pid, signal.SIGINT)
        assert work.wait(timeout=10) == -signal.SIGINT
    assert (units / "began").exists()
    assert list((units / "sums").iterdir()) == []


@pytest.mark.parametrize("words, code, said", [
    ([], 2, "name the C file"),
    (["--compdb=nowhere"], 2, "nowhere"),
    (["--compdb=kernel.h"], 2, "kernel.h:1:"),
    (["--flags=nowhere", "gives.c"], 2, "cannot be read"),
    (["--flags=.", "gives.c"], 2, "cannot be read"),
    (["--gcc=/nowhere/gcc", "gives.c"], 2, "does not print its macros"),
    (["--gcc=", "gives.c"], 2, "not a compiler's command"),
    (["--gcc=gcc '", "gives.c"], 2, "not a compiler's command"),
    (["--api=nowhere", "gives.c"], 2, "nowhere"),
    (["--words=nowhere", "gives.c"], 2, "nowhere"),
    (["--seen=nowhere/x", "-I.", "gives.c"], 2, "cannot be written"),
    (["--types=PT099", "gives.c"], 2, "PT099"),
    (["--suppressions=nowhere", "gives.c"], 2, "nowhere"),
    (["--exit-code", "nowhere.c"], 3, ""),
    (["nowhere.c"], 0, ""),
    (["--exit-code", "."], 3, ""),
    (["--exit-code", "gives.c"], 1, ""),      # kernel.h is beside it
    (["-Werror", "gives.c"], 1, ""),
    (["gives.c"], 0, ""),
])
def test_exit_codes(units, words, code, said):
    done = check(units, *words)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr
    if code == 2 and words[:1] and "gcc" not in words[0]:
        assert done.stdout == ""


SOURCES = {
    "nothing": "", "zeroes": "\0" * 4096, "no text": "\xff\xfe" * 100,
    "brackets": "(" * 2_000_000, "braces": "{" * 2_000_000,
    "itself": "#include \"self.c\"\n", "conditionals": "#if 1\n" * 10000,
    "comment": "/*", "quote": "\"", "macro": "#define f(",
    "list": "int a[] = {" + "1," * 100000,
    "blocks": "void f(void) {" + "{" * 5000 + "}" * 5000,
    "signs": "int x = " + "- " * 200_000 + "1;",
    "sum": "int x = 1" + "+1" * 1_000_000 + ";",
    "recursive": "struct s { struct s s; } s;",
    "cut": GIVES[:-20], "cut more": GIVES[:60]}


@pytest.mark.parametrize("name", SOURCES)
def test_any_source(units, name):
    """A sentence at most, and no crash."""
    (units / "self.c").write_text(SOURCES[name])
    done = check(units, "--exit-code", "--json", "self.c", "takes.c")
    assert done.returncode in (0, 3), done.stderr
    found = json.loads(done.stdout)
    assert bool(found["not_analysed"]) == (done.returncode == 3)
    # What is beside it is looked at all the same.
    assert found["totals"]["units"] == 2 - len(found["not_analysed"])
    assert {one["unit"].rsplit("/", 1)[1]
            for one in found["not_analysed"]} <= {"self.c"}
    if name in ("signs", "sum"):
        assert found["not_analysed"][0]["why"] == "the program crashes on it"


@pytest.mark.parametrize("header, text, code", [
    ("linux/none.h", "int fine;\n", 3),
    # Only numbers are in what kbuild generates.
    ("generated/offsets.h", "int fine;\n", 0),
    ("generated/offsets.h", "int fine = _PTRS_PER_PGD;\n", 3)])
def test_a_header_that_is_missing(units, header, text, code):
    """However far down it is: nobody knows what would have been in it."""
    (units / "kernel.h").write_text("#include \"between.h\"\n")
    (units / "between.h").write_text(f"#include <{header}>\n")
    (units / "use.c").write_text(f"#include \"kernel.h\"\n{text}")
    done = check(units, "--exit-code", "use.c")
    assert done.returncode == code
    if header.startswith("linux/"):
        assert "'linux/none.h' file not found" in done.stdout


def test_an_error_in_a_function_of_a_header(units):
    """The function is not analysed, the units that have it are."""
    text = (units / "kernel.h").read_text()
    (units / "kernel.h").write_text(text.replace("#endif", """
static inline void bad_pte_clear(pte_t *pte) { nobody_declared(pte, no); }
#endif""") if text.rstrip().endswith("#endif") else text +
        "static inline void bad_pte_clear(pte_t *pte) { f(pte, no); }\n")
    done = check(units, "--exit-code", "--json", "-I.", "gives.c", "takes.c")
    found = json.loads(done.stdout)
    assert done.returncode == 3
    assert found["totals"]["units"] == 2
    assert [one["unit"].rsplit("/", 1)[1]
            for one in found["not_analysed"]] == ["kernel.h"]
    assert "undeclared identifier 'no'" in found["not_analysed"][0]["why"]
    assert "PT004" in [one["id"] for one in found["findings"]]


TABLE = """#include "kernel.h"
pgd_t *f(int number)
{
	%s
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}
"""


@pytest.mark.parametrize("statement, more", [
    ('asm volatile("" : : : "r99");', ""),
    ('asm volatile("" : "=w"(number));', ""),
    ('asm volatile("" : : "w"(number));', ""),
    ('long long two; asm volatile("" : "=a"(two));', "-m32"),
    ('long long two; asm volatile("" : : "a"(two));', "-m32"),
    ("__builtin_prefetch(0, number);", ""),
    ('} register long sp asm("r13"); pgd_t *g(void) {', ""),
    ('_Static_assert(sizeof(struct page) == 1, "layout");', ""),
    ("_Static_assert(sizeof(struct page) == 1);", "")])
def test_errors_that_only_gcc_has_not(units, statement, more):
    (units / "use.c").write_text(TABLE % statement)
    more = ["-I.", *more.split(), "use.c"]
    # They are errors of clang's, every one.
    judged = subprocess.run(["clang-19", "-fsyntax-only", *more], cwd=units,
                            capture_output=True, text=True, check=False)
    assert judged.stderr.count("error:") == 1
    done = check(units, "--exit-code", *more)
    assert (done.returncode, ids(done)) == (1, ["PT004"]), done.stdout


@pytest.mark.parametrize("statement", [
    # Words of the messages above, in what somebody wrote.
    "number = constraint_of(number) + constraint;",
    "number = register_asm;", "asm_operand __attribute__((number));",
    "number = __builtin_none;", "number->asm_goto = 1;",
    "struct inline_assembly x;"])
def test_errors_that_are_not_about_assembly(units, statement):
    (units / "use.c").write_text(TABLE % statement)
    done = check(units, "--exit-code", "-I.", "use.c")
    assert done.returncode == 3, done.stdout
    assert "use.c: not analysed: " in done.stdout


def test_check_and_lint_print_the_advice_of_the_step(tmp_path):
    line = "void f(struct page *page) { pgtable_pte_page_dtor(page); }\n"
    place = tmp_path / "arch/x86/mm"
    place.mkdir(parents=True)
    for name in ("Kconfig", "MAINTAINERS"):
        (tmp_path / name).write_text("")
    shutil.copy(KERNEL, place)
    (place / "pgtable.c").write_text('#include "kernel.h"\n' + line)
    done = check(place, "-I.", "pgtable.c")
    linted = subprocess.run(
        [CHECK.with_name("ptdesc-lint"), "--no-tree", "-"], text=True,
        input="--- a/arch/x86/mm/pgtable.c\n+++ b/arch/x86/mm/pgtable.c\n"
        f"@@ -1,1 +1,2 @@\n int a;\n+{line}", capture_output=True,
        check=False)
    said = "(step x86: use pagetable_alloc()/pagetable_free() and a struct " \
        "ptdesc)"
    for one in (done, linted):
        assert said in one.stdout, one.stdout + one.stderr
