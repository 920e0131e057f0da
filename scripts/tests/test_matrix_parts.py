# SPDX-License-Identifier: GPL-2.0-only
"""The parts of the matrix that need no tree: compilers' words, coverage by
the preprocessor, the cells' files."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import comes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ptdesc.errors import Usage                             # noqa: E402
from ptdesc.matrix import (cells, coverage, diagnostics,     # noqa: E402
                           jobserver, kbuild, link, layout)

GCC = """\
In file included from /t/mm/a.c:3:
/t/include/b.h: In function 'helper':
/t/include/b.h:12:9: warning: unused variable 'x' [-Wunused-variable]
   12 |     int x;
/t/mm/a.c: In function 'one':
/t/mm/a.c:40:2: error: 'gone' undeclared (first use in this function)
/t/mm/a.c:40:2: note: each undeclared identifier is reported only once
/t/mm/a.c: At top level:
/t/mm/a.c:90:5: error: conflicting types for 'two'
/t/mm/a.c:2:10: fatal error: linux/no.h: No such file or directory
"""
CLANG = """\
/t/mm/a.c:5:9: error: use of undeclared identifier 'gone'
    5 |         return gone;
/t/mm/a.c:9:1: warning: unused function 'f' [-Wunused-function]
2 diagnostics generated.
"""


def test_gcc():
    found = diagnostics.parse(GCC, ("/t",))
    assert [(one.file, one.line, one.kind, one.function) for one in found] \
        == [("include/b.h", 12, "warning", "helper"),
            ("mm/a.c", 40, "error", "one"), ("mm/a.c", 90, "error", ""),
            ("mm/a.c", 2, "error", "")]


def test_clang():
    found = diagnostics.parse(CLANG, ("/t",))
    assert [(one.line, one.kind) for one in found] == \
        [(5, "error"), (9, "warning")]


def test_assembler():
    found = diagnostics.parse("/tmp/x.s: Assembler messages:\n"
                              "mm/a.c:7: Error: no such instruction\n")
    assert [(one.file, one.kind) for one in found] == [("mm/a.c", "error")]


def test_real_gcc_is_understood(tmp_path):
    source = tmp_path / "a.c"
    source.write_text("int f(void)\n{\n\tint u;\n\treturn gone;\n}\n")
    said = subprocess.run(["gcc", "-Wall", "-c", str(source), "-o",
                           str(tmp_path / "a.o")], capture_output=True,
                          text=True, env={"LC_ALL": "C",
                                          "PATH": "/usr/bin:/bin"},
                          check=False)
    found = diagnostics.parse(said.stderr, (str(tmp_path),))
    assert {(one.file, one.kind, one.function) for one in found} == \
        {("a.c", "error", "f"), ("a.c", "warning", "f")}


def test_by_unit():
    parts = diagnostics.by_unit(
        "  CC      mm/a.o\nmm/a.c:1:1: warning: w\n"
        "  CC [M]  mm/b.o\nmm/b.c:1:1: error: e\n")
    assert [one.text for one in parts["mm/a.o"]] == ["w"]
    assert [one.text for one in parts["mm/b.o"]] == ["e"]


def test_new_ignores_lines_but_not_functions():
    old = diagnostics.Diagnostic("a.c", 1, "warning", "w", "f")
    moved = diagnostics.Diagnostic("a.c", 9, "warning", "w", "f")
    other = diagnostics.Diagnostic("a.c", 1, "warning", "w", "g")
    worse = diagnostics.Diagnostic("a.c", 1, "error", "w", "f")
    assert diagnostics.new([moved, other, worse], [old]) == [worse, other]


BEFORE = """\
#define table(x) take(x)
int first;
#ifdef ABSENT
int hidden;
#else
int shown;
#endif
/* a comment */
"""
AFTER = """\
#define table(x) \\
	give(x)
int first, more;
#ifdef ABSENT
int hidden, more_hidden;
#else
int shown,
    more_shown;
#endif
/* another comment */
"""


@pytest.fixture(name="source")
def _source(tmp_path):
    (tmp_path / "before.h").write_text(BEFORE)
    (tmp_path / "after.h").write_text(AFTER)
    return coverage.Source("after.h", tmp_path / "before.h",
                           tmp_path / "after.h")


def preprocessed(tmp_path, text, *flags):
    unit = tmp_path / "unit.c"
    unit.write_text(text)
    return subprocess.run(["gcc", "-E", *flags, str(unit)], text=True,
                          capture_output=True, check=True).stdout


def test_comments_and_conditions_are_not_code(source):
    assert source.lines == {1, 2, 3, 5, 7, 8}


@pytest.mark.parametrize("user, left", [
    ("int y;\n", {1, 2, 5}), ("int y = table(1);\n", {5}),
    ("/* table(1) */\n", {1, 2, 5}),
])
def test_regions_and_macros(source, tmp_path, user, left):
    text = '#include "after.h"\n' + user
    lines = coverage.emitted(preprocessed(tmp_path, text, "-dD"),
                             {str(tmp_path / "after.h"): "after.h"})
    macros = coverage.used_macros(preprocessed(tmp_path, text, "-dU"))
    source.see(lines["after.h"], macros)
    assert source.pending == left


def test_every_shipped_cell_is_well_formed():
    every = cells.load()
    assert len({cell.name for cell in every}) == len(every)
    for cell in every:
        assert cell.make_arguments()[0] == f"ARCH={cell.kernel_arch}"
        assert cell.compiler.endswith("gcc") or cell.toolchain == "clang"
        assert cell.fragments[0].name == "common.config"
        assert not cell.qemu or (
            cell.qemu[0].startswith("qemu-system-") and "-M" in cell.qemu)


def test_a_cell_may_run_on_another_machine_than_its_architecture(tmp_path):
    path = tmp_path / "one.ini"
    path.write_text("[arch]\nqemu = qemu-system-one -M a\n[x]\n"
                    "[y]\nqemu = qemu-system-one -M b\n[z]\nqemu =\n")
    assert [cell.qemu[2:] for cell in cells.load_file(path, where=())] == \
        [("a",), ("b",), ()]


def test_fragments_have_only_options():
    for path in cells.CONFIGS.glob("*.config"):
        lines = path.read_text("utf-8").splitlines()
        assert lines[0] == "# SPDX-License-Identifier: GPL-2.0-only"
        for line in lines[2:]:
            assert line.startswith(("CONFIG_", "# CONFIG_")), (path, line)


@pytest.mark.parametrize("text", [
    "[x]\n", "[arch]\ncolour = red\n", "[arch]\n[a]\nfragments = none\n",
    "[arch]\n[a]\nbases = x\n", "nonsense"])
def test_bad_description_is_one_sentence(tmp_path, text):
    path = tmp_path / "odd.ini"
    path.write_text(text)
    with pytest.raises(Usage, match="odd.ini"):
        cells.load_file(path, cells.CONFIGS)


def test_aliases_and_patterns():
    every = cells.load()
    chosen = cells.select(every, ["x86_64"], ["pl*"])
    assert [cell.name for cell in chosen] == ["x86/plain"]


def test_quotes_of_any_locale_are_the_same():
    plain = "a.c: In function 'f':\na.c:1:1: warning: unused 'x'\n"
    fancy = plain.replace(" '", " \u2018").replace("':", "\u2019:")
    fancy = fancy.replace("x'", "x\u2019")
    assert diagnostics.parse(fancy) == diagnostics.parse(plain)
    assert diagnostics.parse(fancy)[0].function == "f"


PAGE = """\
#define offsetof(type, member) __builtin_offsetof(type, member)
struct list { struct list *next, *prev; };
struct page {
	unsigned long flags;
	union {
		struct list lru;
		struct { void *head; unsigned char order; } __attribute__((
			__aligned__(8)));
		struct list rcu_head __attribute__((__aligned__(8)));
	};
	struct inside { int private, other; } named;
	int (*call)(struct page *page);
	unsigned int counts[2];
};
struct ptdesc {
	unsigned long __page_flags;
	union { struct list pt_list; unsigned long pad; };
	struct inside inside;
	LATER
	_Static_assert(1, "one");
};
"""


def structs_of(tmp_path, later):
    source = tmp_path / "page.c"
    source.write_text(PAGE.replace("LATER", later).replace(
        '	_Static_assert(1, "one");\n', "") + "struct page *page;\n"
        "struct ptdesc *ptdesc;\n")
    subprocess.run(["gcc", "-g", "-gdwarf-4", "-c", str(source), "-o",
                    str(tmp_path / "page.o")], check=True)
    said = subprocess.run(["pahole", "-C", "page,ptdesc",
                           str(tmp_path / "page.o")], text=True, check=True,
                          capture_output=True).stdout
    return layout.members(said)


def test_pahole_is_understood(tmp_path):
    structs = structs_of(tmp_path, "int last;")
    size, page = structs["page"]
    assert (size, set(page)) == (48, {
        "flags", "lru", "head", "order", "rcu_head", "named", "call",
        "counts"})
    assert page["lru"] == page["rcu_head"] == (8, 16)
    assert page["order"] == (16, 1)
    assert (page["named"], page["call"], page["counts"]) == \
        ((24, 8), (32, 8), (40, 8))


def test_copies_that_pahole_prints_of_unions():
    structs = layout.members("""\
struct ptdesc {
	unsigned long              flags;                /*     0     8 */
	union {
		struct list_head   pt_list;              /*     8    16 */
	};                                               /*     8    16 */
	union {
		struct list_head           pt_list;              /*     0    16 */
		struct {
			unsigned long      pad;                  /*     0     8 */
		};                                               /*     0    16 */
	};

	/* size: 24, cachelines: 1, members: 2 */
};
""")
    assert structs == {"ptdesc": (24, {"flags": (0, 8), "pt_list": (8, 16)})}


PAIRS = [("flags", "__page_flags"), ("lru", "pt_list")]


def test_layout_that_matches(tmp_path):
    lie, wrong = layout.compare(structs_of(tmp_path, ""), PAIRS)
    assert not wrong
    assert {one["member"]: one["over"] for one in lie}["pt_list"] == \
        ["head", "lru", "rcu_head"]


@pytest.mark.parametrize("later, pairs, words", [
    ("char big[100];", PAIRS, "struct ptdesc has"),
    ("", [("call", "pt_list")], "ptdesc.pt_list at 8 is not over page.call"),
    ("", [("gone", "pt_list")], "debug information has no page.gone"),
])
def test_layout_that_does_not_match(tmp_path, later, pairs, words):
    _, wrong = layout.compare(structs_of(tmp_path, later), pairs)
    assert any(words in text for text in wrong), wrong


def test_an_object_that_pahole_cannot_read_is_linked(tmp_path, monkeypatch):
    structs_of(tmp_path, "")
    pahole, asked = layout._pahole, []

    def only_programs(path):
        asked.append(path.suffix)
        return {} if path.suffix == ".o" else pahole(path)

    class Stub:
        obj = tmp_path
        runner = kbuild.Runner(60)
        cell = cells.load_file(cells.ARCHES / "um.ini")[0]
    monkeypatch.setattr(layout, "_pahole", only_programs)
    found = layout._linked(Stub, tmp_path / "page.o")
    assert asked == [".elf"] and found["page"][0] == 48


def test_asserts_of_a_preprocessed_text():
    text = """
_Static_assert(__builtin_offsetof(struct page, lru) ==
	__builtin_offsetof(struct ptdesc, pt_list), "x");
_Static_assert(sizeof(struct ptdesc) <= sizeof(struct page), "y");
_Static_assert(__builtin_offsetof(struct page, lru) ==
	__builtin_offsetof(struct folio, lru), "z");
"""
    assert layout.asserted(text) == ([("lru", "pt_list")], True)


def test_job_server_counts_across_makes(tmp_path):
    makefile = tmp_path / "Makefile"
    makefile.write_text(
        "all: a b c d e f\n"
        "a b c d e f: ; @echo + >> log; sleep 0.2; echo - >> log\n")
    server = jobserver.JobServer(2)
    server.acquire(lambda: None)
    subprocess.run(["make", "-s", "-C", str(tmp_path)], check=True,
                   pass_fds=server.fds, env={
                       "PATH": "/usr/bin:/bin",
                       "MAKEFLAGS": server.makeflags()})
    server.release()
    running = most = 0
    for mark in (tmp_path / "log").read_text().split():
        running += 1 if mark == "+" else -1
        most = max(most, running)
    assert most == 2


def test_job_server_survives_a_thief():
    server = jobserver.JobServer(3)

    def once():
        """Lets acquire() look once, so that a lost token is no hang."""
        looks = []

        def give_up():
            if looks:
                raise TimeoutError
            looks.append(1)
        return give_up
    server.acquire(once())
    server.acquire(once())
    server.release()
    # One token was taken by somebody who died.
    os.read(server.fds[0], 1)
    server.release()
    for _ in range(3):
        server.acquire(once())
    with pytest.raises(TimeoutError):
        server.acquire(once())
    server.close()


LOGS = Path(__file__).resolve().parent / "compiler-logs"
# What each log says, once per path, text and function, counted by hand.
COUNTS = {
    "clang-19": (9, 0), "clang-19-powerpc": (9, 0),
    "clang-19-assembler": (1, 0), "gcc-12": (7, 8), "gcc-12-m68k": (7, 8),
    "gcc-12-utf8": (7, 8), "gcc-12-w1": (7, 11), "gcc-12-assembler": (1, 0),
    "gcc-12-missing": (1, 0),
}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_captured_logs(name, monkeypatch):
    monkeypatch.chdir(LOGS)
    found = diagnostics.parse((LOGS / f"{name}.log").read_text("utf-8"))
    assert (diagnostics.count(found, "error"),
            diagnostics.count(found, "warning")) == COUNTS[name]


def test_every_captured_log_is_counted():
    assert {path.stem for path in LOGS.glob("*.log")} == set(COUNTS)


@pytest.mark.parametrize("name", ["clang-19", "gcc-12"])
def test_functions_of_captured_logs(name, monkeypatch):
    monkeypatch.chdir(LOGS)
    found = diagnostics.parse((LOGS / f"{name}.log").read_text("utf-8"))
    places = {(one.function, one.line) for one in found
              if one.kind == "error"}
    # In `find` gcc 12 only warns.
    assert places - {("find", 12)} == {
        ("", 3), ("twice", 11), ("use", 19), ("use", 20), ("use", 22),
        ("first", 29), ("second", 34)} | (
            {("use", 21)} if name == "clang-19" else set())


def test_what_a_linker_says(tmp_path):
    (tmp_path / "a.c").write_text("int lost(void);\nint main(void)\n"
                                  "{\n\treturn lost();\n}\n")
    done = subprocess.run(["gcc", "a.c", "-o", "a"], cwd=tmp_path, text=True,
                          capture_output=True, check=False)
    found = [one for one in link.said(done.stderr) if one.file == "vmlinux"]
    assert [(one.text, one.function) for one in found] == \
        [("undefined reference to 'lost'", "main")]
    lld, modpost, section = link.said(
        "ld.lld-19: error: undefined symbol: lost\n>>> referenced by a.c\n"
        'ERROR: modpost: "lost" [drivers/a.ko] undefined!\n'
        "WARNING: modpost: vmlinux.o: section mismatch in reference\n")
    assert lld.kind == modpost.kind == "error" and section.kind == "warning"
    assert modpost.text == '"lost" [drivers/a.ko] undefined!'


def test_a_program_that_is_gone_is_a_failure(tmp_path):
    runner = kbuild.Runner(10)
    ran = runner.run([str(tmp_path / "gone-gcc"), "-c"], tmp_path)
    assert (ran.status, ran.output) == \
        (127, f"{tmp_path}/gone-gcc: No such file or directory")
    # Its token is back.
    assert runner.run(["true"], tmp_path).status == 0


def test_what_is_stopped_leaves_no_half_object(tmp_path):
    (tmp_path / "Makefile").write_text(
        "half.o: ; @echo half > $@; sleep 600; echo whole >> $@\n")
    runner, ended = kbuild.Runner(60), []

    def work():
        try:
            runner.run(["make"], tmp_path)
        except kbuild.Interrupted:
            ended.append(True)
    thread = threading.Thread(target=work)
    thread.start()
    assert comes((tmp_path / "half.o").exists)
    runner.stop()
    thread.join(10)
    assert ended and not (tmp_path / "half.o").exists()
