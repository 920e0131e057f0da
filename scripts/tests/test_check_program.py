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
                       ("other.c", "int other;\n"), ("empty.json", "[]")):
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
    before = kept(units / "sums")
    done = check("/", f"--link={units}/sums", "--json")
    assert kept(units / "sums") == before
    assert json.loads(done.stdout)["totals"]["units"] == 2
    assert {one["id"] for one in json.loads(done.stdout)["findings"]} == \
        {"PT006"}
    # A file for the summary and one for what the unit is to the checks, which
    # the runs for one unit leave and the joining one takes.
    assert sorted(path.suffix for path in (units / "sums").iterdir()) == \
        [".summary"] * 3 + [".unit"] * 3


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


SHARED = """#include "kernel.h"
static void *new_table(void)
{
	return (void *)get_zeroed_page(GFP_KERNEL);
}
void first(pmd_t *pmd)
{
	pmd_populate_kernel(&init_mm, pmd, new_table());
}
void second(pud_t *pud)
{
	void *table = new_table();

	pud_populate(&init_mm, pud, table);
	free_page((unsigned long)table);
}
"""


def test_the_reason_in_a_chain_is_the_nearest(units):
    """Memory that several functions make tables of."""
    (units / "shared.c").write_text(SHARED)
    done = check(units, "--json", "-I.", "shared.c")
    chains = {one["id"]: [(link["line"], link["what"])
                          for link in one["chain"]]
              for one in json.loads(done.stdout)["findings"]}
    populated = "stored into an upper entry by "
    assert (14, populated + "pud_populate") in chains["PT005"]
    assert (8, populated + "pmd_populate_kernel") not in chains["PT005"]
    assert (8, populated + "pmd_populate_kernel") in chains["PT004"]


FREES = """#include "kernel.h"
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}
"""
ARCH = """#include "kernel.h"
void pgd_free(struct mm_struct *mm, pgd_t *pgd);
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}
"""
GUEST = """#include "kernel.h"
void pgd_free(struct mm_struct *mm, pgd_t *pgd);
pgd_t *pgd_alloc(struct mm_struct *mm);
void free_guest(struct mm_struct *mm)
{
	pgd_free(mm, pgd_alloc(mm));
}
"""


def test_generic_code_is_right_to_call_what_frees(units):
    """The architecture allocates in one family, the API frees in another."""
    for name, text in (("mm/pgd.c", FREES), ("arch/toy/mm/pgd.c", ARCH),
                       ("kernel/fork.c", GUEST),
                       ("arch/toy/kvm/mips.c", GUEST)):
        (units / name).parent.mkdir(parents=True, exist_ok=True)
        (units / name).write_text(text)
    done = check(units, "--json", "--exit-code", "--tree=.", "-I.",
                 "mm/pgd.c", "kernel/fork.c", "arch/toy/kvm/mips.c",
                 "arch/toy/mm/pgd.c")
    assert [(one["file"], one["line"])
            for one in json.loads(done.stdout)["findings"]
            if one["id"] == "PT006"] == [
                ("arch/toy/kvm/mips.c", 6), ("arch/toy/mm/pgd.c", 5)]


def kept(folder):
    """{name: inode}: a file that is replaced gets another one."""
    return {path.name: path.stat().st_ino
            for path in folder.glob("*.unit")}


def compdb(folder, names=("gives.c", "takes.c", "other.c")):
    (folder / "db.json").write_text(json.dumps([
        {"directory": str(folder), "file": name,
         "arguments": ["gcc", "-I.", "-Iinc", name]} for name in names]))


def look(folder, *words):
    done = check(folder, "--compdb=db.json", "--json", *words)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_units_are_kept_as_long_as_nothing_changes(units):
    compdb(units)
    alone_now = look(units)
    first = look(units, "--keep=kept")
    before = kept(units / "kept")
    assert (first, len(before)) == (alone_now, 3)
    assert {one["id"] for one in first["findings"]} == {"PT004", "PT006"}
    assert (look(units, "--keep=kept"), kept(units / "kept")) == \
        (first, before)

    # The times of files say nothing.
    os.utime(units / "kernel.h", (1, 1))
    assert (look(units, "--keep=kept"), kept(units / "kept")) == \
        (first, before)

    # One unit changes.
    (units / "takes.c").write_text(TAKES.replace("give_back", "return_it"))
    again = look(units, "--keep=kept")
    assert "return_it" in {one["function"] for one in again["findings"]}
    assert len(set(kept(units / "kept").items()) -
               set(before.items())) == 1

    # A header changes: other.c does not include it.
    before = kept(units / "kept")
    with open(units / "kernel.h", "a", encoding="ascii") as header:
        header.write("#define get_zeroed_page(gfp) 0ul\n")
    assert look(units, "--keep=kept")["findings"] == []
    assert len(set(kept(units / "kept").items()) -
               set(before.items())) == 2


def test_units_are_not_taken_for_others(units):
    """Flags, the compiler's macros, files on the include path."""
    compdb(units)
    first = look(units, "--keep=kept")
    before = kept(units / "kept")
    (units / "inc").mkdir()
    (units / "inc" / "new.h").write_text("")
    assert (look(units, "--keep=kept"), kept(units / "kept").keys()) == \
        (first, before.keys())
    assert not set(kept(units / "kept").items()) & set(before.items())
    (units / "cc").write_text("#!/bin/sh\ngcc -DOTHER \"$@\"\n")
    (units / "cc").chmod(0o755)
    (units / "gives.c").write_text(
        GIVES + "#ifdef OTHER\n" + TAKES + "#endif\n")
    one = look(units, "--keep=kept", "gives.c")
    other = look(units, "--keep=kept", "gives.c", f"--gcc={units}/cc")
    assert len(other["findings"]) > len(one["findings"])
    # Lists of our own decide, too.
    shutil.copytree(ROOT / "checker" / "lists", units / "lists")
    (units / "lists" / "allocates").write_text("")
    assert look(units, "--keep=kept", "--lists=lists")["findings"] == []
    # What the preprocessor did is not in what was kept without --seen.
    (units / "gives.c").write_text(GIVES)
    assert look(units, "--keep=kept") == first
    look(units, "--keep=kept", "--seen=seen")
    assert "kernel.h" in (units / "seen").read_text()


@pytest.mark.parametrize("damage", [
    lambda text: b"", lambda text: text[:20], lambda text: text[:-1],
    lambda text: text[:40] + b"\0" + text[41:], lambda text: text + b"x",
    lambda text: text[:16] + b"\xff" * (len(text) - 16)])
def test_kept_units_are_damaged(units, damage):
    compdb(units)
    first = look(units, "--keep=kept")
    for path in (units / "kept").iterdir():
        path.write_bytes(damage(path.read_bytes()))
    before = kept(units / "kept")
    assert look(units, "--keep=kept") == first
    assert not set(kept(units / "kept").items()) & set(before.items())


def test_a_unit_with_an_error_is_not_kept(units):
    compdb(units)
    (units / "gives.c").write_text(GIVES + "int x = unknown;\n")
    for _ in range(2):
        found = look(units, "--keep=kept")
        assert [one["unit"] for one in found["not_analysed"]] == \
            [str(units / "gives.c")]
    assert len(kept(units / "kept")) == 2


def test_a_folder_that_keeps_nothing(units):
    compdb(units)
    done = check(units, "--compdb=db.json", "--keep=nowhere/kept")
    assert done.returncode == 2 and "cannot be made" in done.stderr
    (units / "kept").symlink_to("/proc")
    assert look(units, "--keep=kept") == look(units)


def test_how_many_at_a_time_changes_nothing(units):
    many = [f"m{i}.c" for i in range(9)]
    for name in many:
        (units / name).write_text(GIVES.replace("arch_", name[:2]))
    compdb(units, many)
    first = look(units, "--jobs=1")
    assert len(first["findings"]) == 9
    for jobs in (2, 5, 100):
        assert look(units, f"--jobs={jobs}") == first
    for bad in ("0", "-1", "x", "2x", ""):
        done = check(units, "--compdb=db.json", f"--jobs={bad}")
        assert done.returncode == 2 and "not a number" in done.stderr


class Tokens:
    """The pipe of a make's job server."""

    def __init__(self, tokens):
        self.fds = os.pipe()
        os.set_blocking(self.fds[0], False)
        os.write(self.fds[1], tokens)

    def left(self):
        try:
            return bytes(sorted(os.read(self.fds[0], 100)))
        except BlockingIOError:
            return b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for fd in self.fds:
            os.close(fd)


@pytest.mark.parametrize("tokens", [b"", b"+", b"abcdef"])
def test_tokens_of_make_come_back(units, tokens):
    many = [f"m{i}.c" for i in range(7)]
    for name in many:
        (units / name).write_text(GIVES)
    (units / "m3.c").write_text("(" * 9000 + "int x;")
    compdb(units, many)
    with Tokens(tokens) as server:
        done = subprocess.run(
            [CHECK, "--compdb=db.json", "--json", "--jobs=9"], cwd=units,
            capture_output=True, check=False, timeout=60,
            pass_fds=server.fds, env={
                **os.environ, "XDG_CACHE_HOME": str(units), "MAKEFLAGS":
                "w -j4 --jobserver-auth=%d,%d -- A=1" % server.fds})
        assert json.loads(done.stdout)["totals"]["units"] == 6
        assert server.left() == tokens


def test_a_pipe_is_not_waited_for(units):
    """Nobody writes to it."""
    os.mkfifo(units / "pipe.c")
    os.mkfifo(units / "pipe.json")
    is_none = "cannot be read: it is no file, but a pipe or a device\n"
    done = check(units, "--compdb=pipe.json")
    assert (done.returncode, done.stderr) == (2, f"pipe.json: {is_none}")
    done = check(units, "--exit-code", "pipe.c", "gives.c")
    assert done.returncode == 3
    assert "pipe.c: not analysed: it is no file" in done.stdout
    judge = ROOT / "checker" / "ptdesc-judge"
    for words in (["pipe.c"], ["gives.c", "--know=pipe.c"]):
        done = subprocess.run([judge, *words], cwd=units, text=True,
                              capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (2, f"pipe.c: {is_none}")


def test_a_file_that_is_too_large_is_named(units):
    """The judge's memory is some 25 times of what it reads."""
    with (units / "large.c").open("wb") as large:
        large.truncate((32 << 20) + 1)
    done = subprocess.run(
        [ROOT / "checker/ptdesc-judge", "large.c", "gives.c"], cwd=units,
        text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "large.c: not analysed: it is larger than 32 MB" in done.stdout
    assert "in 1 unit" in done.stdout


def test_tokens_of_make_come_back_when_it_is_ended(units):
    """Two processes are parsing what never ends."""
    os.mkfifo(units / "never.h")
    for name in ("a.c", "b.c"):
        (units / name).write_text('#include "never.h"\n')
    compdb(units, ["a.c", "b.c"])
    with Tokens(b"+") as server, subprocess.Popen(
            [CHECK, "--compdb=db.json", "--jobs=2"], cwd=units,
            pass_fds=server.fds, start_new_session=True, env={
                **os.environ, "XDG_CACHE_HOME": str(units), "MAKEFLAGS":
                "--jobserver-auth=%d,%d" % server.fds}) as work:
        # Until both are there the token is in the pipe.
        assert comes(lambda: len(children(work.pid)) == 2)
        ours = children(work.pid)
        os.kill(work.pid, signal.SIGTERM)
        assert work.wait(timeout=10) == -signal.SIGTERM
        assert server.left() == b"+"
        assert comes(lambda: not any(Path(f"/proc/{pid}/exe").exists()
                                     for pid in ours))


def children(pid):
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(word) for word in text.split()]


@pytest.mark.parametrize("words, code, said", [
    ([], 2, "name the C file"),
    (["--compdb=nowhere"], 2, "nowhere"),
    (["--compdb=kernel.h"], 2, "kernel.h:1:"),
    (["--compdb=empty.json"], 2, "empty.json: names no unit"),
    (["--sumary=sums", "gives.c"], 2, "unknown option '--sumary=sums'"),
    (["-I.", "--no-such", "gives.c"], 2, "unknown option '--no-such'"),
    (["--exit-code", "--arch=x86", "--sysroot=/", "--param",
      "max-inline-insns-single=1", "gives.c"], 1, ""),
    (["--flags=nowhere", "gives.c"], 2, "cannot be read"),
    (["--flags=.", "gives.c"], 2, "cannot be read"),
    (["--gcc=/nowhere/gcc", "gives.c"], 2, "does not print its macros"),
    (["--gcc=", "gives.c"], 2, "not a compiler's command"),
    (["--gcc=gcc '", "gives.c"], 2, "not a compiler's command"),
    (["--api=nowhere", "gives.c"], 2, "nowhere"),
    (["--lists=nowhere", "gives.c"], 2, "nowhere"),
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


def compiler(path, width):
    """A program that is named gcc and has macros of its own."""
    path.mkdir(exist_ok=True)
    fresh = path / "gcc.new"
    fresh.write_text(f"#!/bin/sh\nexec /usr/bin/gcc -D WIDTH={width} \"$@\"\n")
    fresh.chmod(0o755)
    fresh.replace(path / "gcc")


@pytest.mark.parametrize("command", ["gcc", "env gcc"])
def test_another_compiler_of_the_same_name(units, monkeypatch, command):
    """What a compiler printed once is not taken for another one's: neither
    for a newer one at its place nor for one that PATH has first now."""
    (units / "width.c").write_text(
        GIVES + "#if WIDTH == 2\n" + GIVES.replace("arch", "other")
        .replace('#include "kernel.h"', "") + "#endif\n")
    path = os.environ["PATH"]
    for folder, width in (("a", 1), ("a", 2), ("b", 1), ("a", 2)):
        if (folder, width) != ("a", 2) or not (units / "b").exists():
            compiler(units / folder, width)
        monkeypatch.setenv("PATH", f"{units / folder}:{path}")
        done = check(units, f"--gcc={command}", "--exit-code", "width.c")
        assert (len(ids(done)), done.returncode) == (width, 1), done.stdout


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
