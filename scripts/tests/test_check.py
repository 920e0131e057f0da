# SPDX-License-Identifier: GPL-2.0-only
"""scripts/check on a small tree, with a stand-in for ptdesc-check."""

import dataclasses
import fcntl
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess

import check_fake
import pytest
from conftest import comes

from ptdesc.check import blind, cellbuild, second, sites
from ptdesc.matrix import cells

TABLE = "arch/toy/mm/table.c"


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return check_fake.Fake(tmp_path)


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def test_findings_of_all_units(fake):
    before = files_of(fake.kdir)
    done = fake.run()
    assert done.returncode == 3, done.stderr
    assert fake.found() == [
        ("PT004", TABLE, 2), ("PT002", "include/linux/lonely.h", 1),
        ("PT001", "include/linux/table.h", 1)]
    assert f"{TABLE}:2:1: warning: said [PT004]" in done.stdout
    assert done.stdout == (fake.out / "check-input.txt").read_text()
    sarif = json.loads((fake.out / "check-input.sarif").read_text())
    assert len(sarif["runs"][0]["results"]) == 3
    assert re.search(r"^\S+: seconds: toy \d+$", done.stderr, re.M)
    assert files_of(fake.kdir) == before


TABLES = """#include <linux/table.h>
typedef struct { unsigned long pgd; } pgd_t;
#ifdef CONFIG_NEVER
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}
#endif
"""


def test_what_no_configuration_has(fake):
    fake.base("mm/memory.c", TABLES)
    fake.run()
    assert [(one["line"], one["arch"], one["config"], one["function"])
            for one in fake.result()["findings"]
            if (one["file"], one["id"]) == ("mm/memory.c", "PT004")] == \
        [(6, None, None, "pgd_alloc")]
    assert [one["file"] for one in fake.result()["uncovered"]] == \
        ["include/linux/table.h"]


def test_what_nobody_can_compile_is_no_site(fake):
    text = TABLES.replace("#ifdef CONFIG_NEVER", "#if 0") + \
        "#if 0\nvoid g(void) { p->pmd_huge_pte = 0; }\n#endif\n"
    fake.base("mm/memory.c", text)
    fake.run()
    result = fake.result()
    assert "mm/memory.c" not in sites.look(fake.kdir, 1).lines
    assert not [one for one in result["findings"] + result["uncovered"]
                if one["file"] == "mm/memory.c"]
    fake.base("mm/memory.c", text.replace("#if 0", "#ifdef CONFIG_NEVER"))
    fake.run()
    assert ("PT004", "mm/memory.c", 6) in fake.found()
    assert {"file": "mm/memory.c", "lines": [[10, 10]]} in \
        fake.result()["uncovered"]


def test_an_architecture_that_lends_headers(fake):
    site = "#ifdef CONFIG_NEVER\nvoid g(void) { p->pmd_huge_pte = 0; }\n"
    fake.arch("toy", "[arch]\nkernel-arch = toy\nalso = host\n"
              "gcc = toy-\n\n[plain]\n")
    fake.base("arch/host/mm/table.c", TABLES)
    fake.base("arch/host/include/asm/apart.h", site + "#endif\n")
    fake.run()
    result = fake.result()
    assert not [one for one in result["findings"] + result["uncovered"]
                if one["file"].startswith("arch/host/")]
    fake.base("mm/memory.c", "#include <../arch/host/include/asm/apart.h>\n"
              "pte_t memory;\n")
    fake.run()
    assert {"file": "arch/host/include/asm/apart.h", "lines": [[2, 2]]} in \
        fake.result()["uncovered"]


def test_what_both_stages_find_is_one_finding(fake):
    text = TABLES.replace("#ifdef CONFIG_NEVER\n", "").replace(
        "#endif\n", "")
    for comment, arch in (("", None), (" /* FINDS PT004 */", "toy")):
        fake.base("mm/memory.c", text.replace(
            "GFP_KERNEL);", "GFP_KERNEL);" + comment))
        fake.run()
        assert [(one["id"], one["line"], one["arch"])
                for one in fake.result()["findings"]
                if one["file"] == "mm/memory.c"] == [("PT004", 5, arch)]


def test_an_architecture_without_compiler_is_judged_by_syntax(fake):
    fake.arch("toy", "[arch]\nkernel-arch = toy\ngcc = no-such-\n\n[a]\n")
    fake.base("mm/memory.c", TABLES)
    assert fake.run().returncode == 3
    assert ("PT004", "mm/memory.c", 6) in fake.found()


def test_whole_files_are_judged_with_their_headers(fake):
    """What is freed there is a table by the type of a header's member."""
    fake.base("include/linux/holder.h", "struct holder { pte_t *pte; };\n")
    fake.base("mm/memory.c", "#include <linux/holder.h>\n"
              "#ifdef CONFIG_NEVER\nvoid f(struct holder *h)\n{\n"
              "\tfree_page((unsigned long)h->pte);\n}\n#endif\n")
    fake.run()
    assert ("PT005", "mm/memory.c", 5) in fake.found()


def judging(fake, *options):
    """How often ptdesc-judge ran in a run, and what was found."""
    program, log = fake.checker.with_name("judge"), fake.kdir.parent / "ran"
    program.write_text(f"#!/bin/sh\necho >> {log}\n"
                       f"exec {blind.JUDGE} \"$@\"\n")
    program.chmod(0o755)
    log.write_text("")
    fake.run("--judge", str(program), *options)
    return len(log.read_text().splitlines()), fake.found()


@pytest.mark.parametrize("name, text", [
    ("mm/memory.c", "#include <linux/table.h>\npte_t other;\n"),
    ("include/linux/table.h", "typedef int pte_t;\n"),
    # One that was not there.
    ("include/linux/fresh.h", "pte_t fresh;\n"),
    # What says which kernel it is.
    ("Makefile", check_fake.MAKEFILE + "\n")])
def test_what_judged_whole_files_is_kept(fake, name, text):
    fake.base("mm/memory.c", TABLES + "#include <linux/fresh.h>\n")
    first = judging(fake)
    assert first[0] == 1 and ("PT004", "mm/memory.c", 6) in first[1]
    assert judging(fake) == (0, first[1])
    assert judging(fake, "--no-cache") == first
    fake.base("Documentation/a.c", text)
    assert judging(fake)[0] == 0
    fake.base(name, text)
    assert judging(fake)[0] == 1


def test_only_what_is_built_and_has_tables(fake):
    fake.run()
    units = [name for name in fake.compiled() if name.endswith(".c")]
    # rare.c is not configured; fork.c is there for lonely.h only.
    assert sorted(units) == [TABLE, "kernel/fork.c", "mm/memory.c"]


def test_lines_without_a_unit(fake):
    fake.run()
    result = fake.result()
    assert result["uncovered"] == [
        {"file": "include/linux/table.h", "lines": [[3, 3]]}]
    assert result["not_analysed"] == []


def test_lines_of_a_macro_need_an_expansion(fake):
    fake.base("include/linux/table.h", "typedef long pte_t;\n"
              "#define __pte_free_tlb(p) ((p)->pmd_huge_pte)\n"
              "#define pte_free_tlb(p) __pte_free_tlb(p)\n")
    fake.run()
    assert fake.result()["uncovered"] == [
        {"file": "include/linux/table.h", "lines": [[2, 2]]}]
    fake.base("mm/memory.c", "#include <linux/table.h>\n"
              "pte_t f(void *p) { pte_free_tlb(p); }\n")
    fake.run()
    assert fake.result()["uncovered"] == []


def test_more_is_configured_than_cells_ask_for(fake):
    fake.run()
    config = fake.out / "check/input/toy-plain/.config"
    assert "CONFIG_DEBUG_VM_PGTABLE=y" in config.read_text()


def test_clean_and_findings_only(fake):
    fake.base("include/linux/table.h", "typedef long pte_t;\n")
    fake.base("include/linux/lonely.h", "\n")
    assert fake.run().returncode == 1
    fake.base(TABLE, "#include <linux/table.h>\npte_t clean;\n")
    done = fake.run()
    assert done.returncode == 0
    assert "0 findings in 2 units" in done.stdout


def test_a_unit_that_cannot_be_analysed(fake):
    fake.base("mm/memory.c", "pte_t x; /* UNPARSED */\n")
    done = fake.run()
    assert done.returncode == 3
    assert fake.result()["not_analysed"] == [
        {"unit": "mm/memory.c", "arch": "toy", "config": "plain",
         "why": "an error"}]
    assert "mm/memory.c: not analysed for toy/plain: an error" in done.stdout
    assert ("PT004", TABLE, 2) in fake.found()


@pytest.mark.parametrize("word, why", [
    ("CRASHES", "checker ended with 1: it crashed"),
    ("STALLS", "it took too long")])
def test_a_cell_that_cannot_be_analysed(fake, word, why):
    fake.base("mm/memory.c", f"pte_t x; /* {word} */\n")
    done = fake.run("--timeout", "1")
    assert done.returncode == 3
    assert {(one["unit"], one["why"])
            for one in fake.result()["not_analysed"]} == {
                (TABLE, why), ("mm/memory.c", why)}


def test_a_cell_without_compiler_or_configuration(fake):
    fake.arch("none", "[arch]\nkernel-arch = toy\ngcc = no-such-\n\n[a]\n")
    fake.arch("bad", "[arch]\nkernel-arch = toy\ngcc = toy-\n\n"
              "[b]\nbase = broken_defconfig\n")
    done = fake.run()
    assert done.returncode == 3
    why = {one["arch"]: one["why"] for one in fake.result()["not_analysed"]}
    assert why["none"].startswith("no-such-gcc is not installed")
    assert why["bad"].startswith("the tree does not configure: ")
    assert len(fake.found()) == 3


def test_a_tree_behind_a_link(fake, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(fake.kdir)
    done = fake.run("--kdir", str(link))
    assert done.returncode == 3
    assert len(fake.found()) == 3
    assert fake.result()["uncovered"] == [
        {"file": "include/linux/table.h", "lines": [[3, 3]]}]


def test_a_tree_that_was_built_in(fake):
    """kbuild says itself what to do."""
    fake.base("Makefile", fake.files["Makefile"].replace(
        "defconfig: ;", "defconfig:\n\t@echo '***' >&2; echo '*** The source "
        "tree is not clean, please run make mrproper' >&2; exit 1\nold: ;"))
    assert fake.run().returncode == 3
    assert fake.result()["not_analysed"][0]["why"] == (
        "the tree does not configure: *** The source tree is not clean, "
        "please run make mrproper")


def test_units_are_kept_beside_their_objects(fake):
    kept = fake.out / "check/input/toy-plain.units"
    fake.run("--no-cache")
    assert not kept.exists()
    fake.run()
    assert kept.is_dir()


def test_the_second_run_is_from_the_cache(fake):
    first, _ = fake.run(), fake.compiled()
    text = (fake.out / "check-input.json").read_bytes()
    assert fake.run().returncode == first.returncode
    assert fake.compiled() == []
    assert (fake.out / "check-input.json").read_bytes() == text


@pytest.mark.parametrize("change, again", [
    ({"mm/memory.c": "#include <linux/table.h>\npte_t other;\n"},
     [TABLE, "mm/memory.c"]),
    ({"include/linux/lonely.h": "pte_t other;\n"}, ["kernel/fork.c"]),
    ({"include/linux/table.h": "typedef int pte_t;\n"},
     [TABLE, "mm/memory.c"]),
    # A file that the include path might prefer from now on.
    ({"include/linux/fresh.h": "\n"}, [TABLE, "kernel/fork.c",
                                       "mm/memory.c"]),
    # What says which kernel it is.
    ({"Makefile": check_fake.MAKEFILE + "\n"},
     [TABLE, "kernel/fork.c", "mm/memory.c"]),
    ({"Documentation/a.rst": "\n"}, [])])
def test_the_cache_knows_what_changed(fake, change, again):
    fake.run()
    fake.compiled()
    for name, text in change.items():
        fake.base(name, text)
    fake.run()
    assert sorted(name for name in fake.compiled()
                  if name.endswith(".c")) == again


def test_a_generated_header_that_comes_later_is_seen(fake):
    """What an earlier run did not find is among the files of no unit."""
    fake.run()
    fake.compiled()
    made = fake.out / "check/input/toy-plain/include/generated"
    made.mkdir(parents=True, exist_ok=True)
    (made / "fresh.h").write_text("\n")
    fake.run()
    assert TABLE in fake.compiled()


def test_another_program_is_asked_again(fake):
    fake.run()
    fake.compiled()
    fake.checker.write_text(fake.checker.read_text() + "# newer\n")
    fake.run()
    assert len([name for name in fake.compiled()
                if name.endswith(".c")]) == 3


def test_programs_of_their_own_are_apart(fake):
    """The boot program has functions of the kernel's names."""
    fake.base("arch/toy/Kbuild", "obj-y += mm/ boot/\n")
    fake.base("arch/toy/boot/Makefile", "obj-y := vmem.o\n")
    fake.base("arch/toy/boot/vmem.c", "pte_t early;\n")
    fake.run()
    assert fake.compiled() == [
        "kernel/bounds.s", "2", TABLE, "mm/memory.c", "1",
        "arch/toy/boot/vmem.c", "1", "kernel/fork.c"]


def test_another_configuration_is_configured_again(fake):
    fake.arch("toy", check_fake.matrix_fake.TOY + "fragments = rare\n",
              rare="CONFIG_RARE=y\n")
    fake.run()
    fake.compiled()
    fake.arch("toy", check_fake.matrix_fake.TOY + "fragments = rare\n",
              rare="CONFIG_RARE=y\nCONFIG_MORE=y\n")
    fake.run()
    assert "kernel/bounds.s" in fake.compiled()
    assert "CONFIG_MORE=y" in (
        fake.out / "check/input/toy-plain/.config").read_text()


def test_jobs_do_not_matter(fake):
    fake.run("-j", "1", "--no-cache")
    text = (fake.out / "check-input.json").read_bytes()
    fake.run("-j", "4", "--no-cache")
    assert (fake.out / "check-input.json").read_bytes() == text


def test_the_converted_tree_too(fake):
    fake.converted({TABLE: "#include <linux/table.h>\npte_t clean;\n"})
    done = fake.run()
    assert ("PT004", TABLE, 2) in fake.found("input")
    assert ("PT004", TABLE, 2) not in fake.found("tree")
    assert f"{fake.out}/check-tree.json:" in done.stdout
    assert (fake.out / "check-tree.sarif").exists()
    done = fake.run("--format", "json")
    assert json.loads(done.stdout) == fake.result("tree")


def test_against_another_list(fake):
    fake.run()
    old = fake.out / "old.json"
    os.rename(fake.out / "check-input.json", old)
    fake.base(TABLE, "\n\n" + fake.files[TABLE] + "/* FINDS PT005 */\n")
    done = fake.run("--against", str(old), "--terse", "--no-summary")
    assert [line for line in done.stdout.splitlines() if "warning" in line] \
        == [f"{TABLE}:6:1: warning: said [PT005]"]
    assert len(fake.found()) == 4


def test_types_and_suppressions(fake, tmp_path):
    (tmp_path / "list").write_text("PT004 arch/** ** looked at\n"
                                   "PT003 ** ** never seen\n")
    done = fake.run("--ignore", "PT001", "--suppressions",
                    str(tmp_path / "list"))
    assert [(one["id"], one["suppressed"])
            for one in fake.result()["findings"]] == [
                ("PT004", "looked at"), ("PT002", None)]
    assert "list:2: nothing matches: PT003" in done.stderr


def test_a_link_with_a_blank(fake):
    """make takes no blank in a name: the units are those of the tree that
    the link leads to."""
    fake.run()
    want = fake.result()["totals"]
    fake.kdir, tree = fake.kdir.with_name('a "link"'), fake.kdir
    fake.kdir.symlink_to(tree)
    fake.run("--no-cache")
    assert fake.result()["totals"] == want and want["units"]


def test_interrupted(fake):
    fake.run()
    text = (fake.out / "check-input.json").read_bytes()
    fake.base(TABLE, fake.files[TABLE] + "/* STALLS */\n")
    work = subprocess.Popen(fake.command(), env=fake.environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    comes(lambda: TABLE in fake.log.read_text().splitlines()[6:])
    work.send_signal(signal.SIGTERM)
    _, errors = work.communicate(timeout=30)
    assert work.returncode == 130
    assert b"interrupted" in errors
    assert (fake.out / "check-input.json").read_bytes() == text


@pytest.mark.parametrize("options", [
    ["--kdir", "/nowhere"], ["--arches", "nosuch"], ["--cells", "nosuch"],
    ["--types", "PT099"], ["--checker", "/nowhere/checker"],
    ["--suppressions", "/nowhere/list"], ["--against", "/nowhere/list"],
    ["-j", "0"], ["--out", "/tmp/a'b"]])
def test_wrong_use(fake, options):
    done = fake.run(*options)
    assert done.returncode == 2
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert not (fake.out / "check-input.json").exists()


def test_results_are_not_written_into_the_tree(fake):
    done = fake.run("--out", str(fake.kdir / "out"))
    assert done.returncode == 2
    assert "inside the kernel tree" in done.stderr


def test_an_architecture_that_the_tree_does_not_have(fake):
    """It left the kernel, or is yet to come."""
    fake.arch("gone", check_fake.matrix_fake.TOY.replace(
        "kernel-arch = toy", "kernel-arch = gone"))
    done = fake.run()
    assert done.returncode == 3
    assert "gone/plain: the tree has no arch/gone" in done.stderr
    assert "gone" not in (fake.out / "check-input.json").read_text()
    done = fake.run("--arches", "gone")
    assert done.returncode == 2
    assert "has none of the architectures asked for" in done.stderr


def test_one_run_at_a_time(fake):
    fake.out.mkdir()
    with open(fake.out / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = fake.run()
    assert done.returncode == 2
    assert "another run is writing to" in done.stderr


def test_a_cache_that_cannot_be_used_is_said(fake):
    (fake.out / "check/cache.sqlite").mkdir(parents=True)
    done = fake.run()
    assert done.returncode == 3
    assert "the cache is not used" in done.stderr
    assert len(fake.found()) == 3


@pytest.mark.parametrize("damage", [
    "UPDATE results SET content = x'00'",
    "UPDATE results SET content = NULL",
    "UPDATE results SET content = x'789C03000000000001'"])
def test_a_damaged_cache_is_none(fake, damage):
    fake.run()
    fake.compiled()
    text = (fake.out / "check-input.json").read_bytes()
    with sqlite3.connect(fake.out / "check/cache.sqlite") as cache:
        cache.execute(damage)
    assert fake.run().returncode == 3
    assert TABLE in fake.compiled()
    assert (fake.out / "check-input.json").read_bytes() == text


@pytest.mark.parametrize("text", [
    "", "[]", "{", '{"key": "x"}', "\0", "null"])
def test_a_damaged_state_is_none(fake, text):
    fake.run()
    fake.compiled()
    (fake.out / "check/input/toy-plain.json").write_text(text)
    assert fake.run().returncode == 3
    assert "kernel/bounds.s" in fake.compiled()


def test_a_cache_that_is_no_database(fake):
    fake.run()
    (fake.out / "check/cache.sqlite").write_text("no database " * 100)
    for name in ("-wal", "-shm"):
        (fake.out / f"check/cache.sqlite{name}").unlink(missing_ok=True)
    done = fake.run()
    assert done.returncode == 3
    assert "the cache is not used" in done.stderr
    assert len(fake.found()) == 3


def test_results_that_do_not_fit(fake):
    """As on a full disk: the last ones stay, and one sentence says why."""
    fake.run()
    before = files_of(fake.out)
    done = subprocess.run(
        fake.command(), env=fake.environment(), text=True,
        capture_output=True, check=False, preexec_fn=lambda:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("check: ")
    assert "Traceback" not in done.stderr
    after = files_of(fake.out)
    assert [name for name in after if str(name).startswith("check-")
            and after[name] != before[name]] == []
    assert not [name for name in after if str(name).endswith(".new")]


def test_a_file_that_cannot_be_read(fake):
    """A loop of links in the tree: it is said, the rest is looked at."""
    (fake.kdir / "mm/loop.c").symlink_to("loop.c")
    done = fake.run()
    assert done.returncode == 3
    assert len(fake.found()) == 3
    assert "Traceback" not in done.stderr


def test_quiet(fake):
    done = fake.run("--quiet", "--terse")
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"{TABLE}:2:1: warning: said [PT004]",
        "include/linux/lonely.h:1:1: warning: said [PT002]",
        "include/linux/table.h:1:1: warning: said [PT001]",
        "include/linux/table.h: no unit has line 3"]


def test_an_architecture_that_is_parsed_as_another(fake):
    """clang stands in for a compiler that is missing."""
    fake.arch("toy", "[arch]\nkernel-arch = toy\ngcc = no-such-\n"
              "parse-as = arm-linux-gnueabi -D__toy__ -U__arm__\n\n[a]\n")
    done = fake.run()
    assert "toy/a: no-such-gcc is not installed: its source is parsed as " \
        "that of arm-linux-gnueabi" in done.stderr
    compiler = fake.out / "check/input/toy-a.cc/parse-gcc"
    macros = subprocess.run(
        [compiler, "-mno-such-flag", "-G", "0", "-dM", "-E", "-x", "c",
         "/dev/null"], text=True, capture_output=True, check=True).stdout
    assert "#define __toy__ 1" in macros
    assert "#define __arm__" not in macros
    assert "#define __SIZEOF_LONG__ 4" in macros


def test_headers_of_an_older_stand_in_are_made_again(fake, monkeypatch,
                                                     tmp_path):
    other = tmp_path / "constants"
    monkeypatch.setattr(cellbuild, "CONSTANTS", other)
    made_by = [cellbuild._made_by()]
    for text in "ab":
        other.write_text(text)
        made_by.append(cellbuild._made_by())
    assert len(set(made_by)) == 3
    cell = cells.load_file(fake.data / "arches/toy.ini", fake.data / "configs")[0]
    other_cell = dataclasses.replace(
        cell, compiler="no-such-gcc", parse_as=("arm-linux-gnueabi",),
        clang=("clang-19",))
    build = cellbuild.CellBuild(other_cell, fake.kdir, tmp_path / "a/b/c",
                                None)
    assert build.version.endswith(made_by[-1])


def test_a_second_opinion(tmp_path):
    """semind finds a member that no finding has, and says nothing else."""
    (tmp_path / "a.c").write_text(
        "struct page { union { struct { struct page *pmd_huge_pte; }; "
        "long x; }; };\n"
        "void f(struct page *p)\n{\n\tp->pmd_huge_pte = 0;\n"
        "\tp->x = 1;\n}\n"
        "static inline void g(struct page *p) { p->pmd_huge_pte = 0; }\n"
        "#define deep(p) ((p)->pmd_huge_pte)\n"
        "void h(struct page *p)\n{\n\tdeep(p) = 0;\n}\n")
    subprocess.run(["semind", "-D", "index", "-B", ".", "add", "a.c"],
                   cwd=tmp_path, check=True, capture_output=True)
    uses = second.uses(tmp_path / "index", tmp_path)
    assert uses == {("a.c", 4): "pmd_huge_pte", ("a.c", 11): "pmd_huge_pte"}
    assert second.uses(tmp_path / "index", tmp_path, True) == {
        ("a.c", 1): "pmd_huge_pte"}
    known = [{"id": "PT001", "file": "a.c", "line": line, "function": name,
              "message": "m"} for line, name in ((4, "f"), (7, "g"), (8, "deep"))]
    assert second.compare(uses, known, tmp_path) == [
        "a.c:7: check only, in g: m", "a.c:8: check only, in deep: m",
        "second opinion on PT001: 1 places by both, 1 where semind says the "
        "expansion and check the macro, 0 by semind only, 2 by check only"]
    assert second.compare(uses, known[1:2], tmp_path)[:2] == [
        "a.c:4: semind only: page.pmd_huge_pte",
        "a.c:11: semind only: page.pmd_huge_pte"]


def test_the_steps_are_asked_of_what_is_left(tmp_path, monkeypatch):
    name = "mm/own.c"
    (tmp_path / "mm").mkdir()
    (tmp_path / name).write_text(
        "void own_free(struct page *page)\n{\n"
        "\tpgtable_pte_page_dtor(page);\n\tpgtable_pte_page_dtor(page);\n}\n")
    sites = {name: {line: [{"function": "own_free"}] for line in (1, 3, 4)}}
    part, unread = blind.by_steps(tmp_path, {name: [1, 4]}, sites)
    one, = part["findings"]
    assert (one["id"], one["line"], one["function"], one["arch"]) == \
        ("PT002", 4, "own_free", None)
    assert "take a struct ptdesc" in one["message"] and unread == []
    assert blind.by_steps(tmp_path, {}, sites) == ({"findings": []}, [])
    monkeypatch.setenv("PATH", str(tmp_path))
    part, ((unseen, why),) = blind.by_steps(tmp_path, {name: [4]}, sites)
    assert (part["findings"], unseen) == ([], name)
    assert "spatch is missing" in why
