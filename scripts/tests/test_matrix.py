# SPDX-License-Identifier: GPL-2.0-only
"""The matrix on a fake tree: every verdict, resuming, interruption."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import comes

sys.path.insert(0, str(Path(__file__).resolve().parent))
from matrix_fake import SCRIPT, TOY, Fake    # noqa: E402

# The series that matrix_fake.py makes has only what is read of it.
pytestmark = pytest.mark.made_up_results("convert.json")

TABLE = "include/linux/table.h"
MEMORY = "mm/memory.c"


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return Fake(tmp_path)


def plus(fake, name, line):
    """The file with one line more at its end."""
    return {name: fake.files[name] + line + "\n"}


def digest(folder):
    return {str(path): hashlib.sha256(path.read_bytes()).digest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def test_pass_builds_users_of_a_changed_name(fake):
    fake.commit(plus(fake, TABLE, "int more;"), ["old_name"])
    before = digest(fake.kdir)
    done = fake.run("--series", "--arches", "toy")
    assert (done.returncode, done.stdout.count("fail ")) == (0, 1)
    assert fake.statuses() == {("toy/plain", 1): "pass",
                               ("toy/plain", "all"): "pass"}
    first = fake.result()["cells"][0]
    # memory.c has the name only through the macro that expands to it.
    assert "mm/memory.o" in first["units"]
    assert "kernel/rare.o" not in first["units"]
    assert first["objects"] == len(first["units"]) > 0
    assert first["baseline"]["warnings"] == first["converted"]["warnings"] \
        == 1
    assert digest(fake.kdir) == before


INLINES = """\
static inline int innermost(void)
{
	return old_name();
}
static inline int inner(void) { return innermost(); }
#define INNER inner()
static inline int outer(void) { return INNER; }
"""


@pytest.mark.parametrize("own, built", [("", True), ("innermost()", False)])
def test_an_inline_function_is_in_the_callers_of_its_callers(fake, own, built):
    """Unless a unit mentions it by itself: that one is built then."""
    fake.base(TABLE, fake.files[TABLE] + INLINES)
    fake.base(MEMORY, fake.files[MEMORY] + own + "\n")
    fake.base("kernel/fork.c", "#include <linux/table.h>\nint x = outer();\n")
    fake.commit({TABLE: fake.files[TABLE].replace("old_name();\n}", "7;\n}")},
                ["innermost"])
    assert fake.run("--series", "--arches", "toy").returncode == 0
    units = fake.result()["cells"][0]["units"]
    assert MEMORY[:-2] + ".o" in units
    assert ("kernel/fork.o" in units) == built


def test_fail_names_the_first_commit(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, MEMORY, "/* BREAKS no such member */"))
    fake.commit(plus(fake, TABLE, "int more;"))
    done = fake.run("--series", "--arches", "toy")
    assert done.returncode == 1
    assert "mm/memory.c:5: error: no such member [toy/plain at 2" \
        in done.stdout
    assert "fail at 0002" in done.stdout
    ways = fake.statuses()
    assert ways[("toy/plain", 1)] == "pass"
    assert ways[("toy/plain", 2)] == ways[("toy/plain", "all")] == "fail"
    new = fake.result()["cells"][1]["new"]
    assert [one["text"] for one in new] == ["no such member"]


def test_new_warning_fails_and_a_moved_one_does_not(fake):
    text = fake.files[MEMORY]
    fake.commit({MEMORY: "/* moves all lines */\n" + text})
    fake.commit(plus(fake, MEMORY, "/* WARNS unused variable */"))
    assert fake.run("--series", "--arches", "toy").returncode == 1
    ways = fake.statuses()
    assert (ways[("toy/plain", 1)], ways[("toy/plain", 2)]) == \
        ("pass", "fail")


def test_baseline_broken_still_judges(fake):
    fake.base(MEMORY, fake.files[MEMORY] + "/* BREAKS already */\n")
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, MEMORY, "/* BREAKS ours too */"))
    assert fake.run("--series", "--arches", "toy").returncode == 3
    cells = fake.result()["cells"]
    assert [cell["status"] for cell in cells[:2]] == \
        ["baseline-broken", "fail"]
    assert cells[0]["baseline"]["errors"] == 1
    assert [one["text"] for one in cells[1]["new"]] == ["ours too"]


def test_compiler_that_fails_without_words_is_a_failure(fake):
    fake.commit(plus(fake, MEMORY, "int DIES;"))
    text = fake.compiler.read_text("utf-8")
    fake.compiler.write_text(text.replace(
        "awk '", 'if grep -q DIES "$last"; then exit 4; fi\nawk \'', 1))
    assert fake.run("--arches", "toy").returncode == 1
    assert fake.statuses() == {("toy/plain", "all"): "fail"}


def test_no_toolchain_is_never_passed(fake):
    fake.arch("absent", TOY.replace("toy-", "absent-"))
    fake.commit(plus(fake, MEMORY, "int fine;"))
    assert fake.run("--series").returncode == 3
    ways = fake.statuses()
    assert ways[("absent/plain", 1)] == "no-toolchain"
    assert ways[("toy/plain", 1)] == "pass"
    why = fake.result()["cells"][0]["why"]
    assert "absent-gcc is not installed (Debian package gcc-toy)" in why


@pytest.mark.parametrize("text, why", [
    ("#!/bin/sh\nexit 1\n", "toy-gcc --version fails"),
    ("no program at all\n", "toy-gcc does not run: "),
    ("#!/nonexistent/sh\n", "toy-gcc does not run: "),
])
def test_compiler_that_does_not_run(fake, text, why):
    fake.arch("other", TOY.replace("toy-", "other-"))
    shutil.copy(fake.compiler, fake.compiler.with_name("other-gcc"))
    fake.compiler.write_text(text)
    fake.commit(plus(fake, MEMORY, "int fine;"))
    assert fake.run().returncode == 3
    cells = {cell["arch"]: cell for cell in fake.result()["cells"]}
    assert cells["toy"]["status"] == "no-toolchain"
    assert cells["toy"]["why"].startswith(why)
    assert cells["other"]["status"] == "pass"


@pytest.fixture(name="parsed")
def _parsed(fake):
    """A fake clang stands in for a compiler that is not there."""
    fake.arch("toy", TOY.replace("toy-", "absent-").replace(
        "[plain]", "clang = fakeclang\nparse-as = vax-linux -D__toy__\n[plain]"))
    clang = fake.compiler.with_name("fakeclang")
    shutil.copy(fake.compiler, clang)
    return fake


def test_without_a_compiler_it_is_parsed(parsed):
    parsed.commit(plus(parsed, MEMORY, "int fine;"))
    parsed.commit(plus(parsed, MEMORY, "/* BREAKS what clang sees */"))
    assert parsed.run("--series").returncode == 3
    first, second, whole = parsed.result()["cells"]
    assert first["status"] == "no-toolchain" and first["objects"] == 0
    assert first["why"].endswith("parsed 1 of 1 units: nothing new")
    assert second["status"] == whole["status"] == "fail"
    assert [one["text"] for one in second["new"]] == ["what clang sees"]
    # What was only parsed is not covered.
    assert parsed.result()["uncovered"][0]["file"] == MEMORY


def test_what_cannot_even_be_parsed_says_so(parsed):
    parsed.compiler.with_name("fakeclang").unlink()
    parsed.commit(plus(parsed, MEMORY, "int fine;"))
    assert parsed.run().returncode == 3
    assert parsed.result()["cells"][0]["why"].endswith(
        "nothing to parse it with: fakeclang is missing")


def test_the_stand_in_compiler(tmp_path):
    script = SCRIPT.with_name("ptdesc") / "matrix/parse-cc"
    echo = tmp_path / "echo"
    echo.write_text('#!/bin/sh\necho "$@"\ncase "$*" in *error*) exit 1;; '
                    'esac\n')
    echo.chmod(0o755)

    def run(*words):
        return subprocess.run([str(script), *words], text=True, check=False,
                              capture_output=True, cwd=tmp_path, env={
                                  "PARSE_CC": str(echo), "PATH": "/usr/bin",
                                  "PARSE_FLAGS": "--target=vax"})
    done = run("-mcpu=odd", "-G0", "-G", "0", "-DA=b c", "-c", "-o", "x.o", "error.c")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0].endswith(
        "-DA=b c -fsyntax-only -o x.o error.c")
    assert "-mcpu" not in done.stderr and "--target=vax" in done.stderr
    # A question of kbuild's is answered truly.
    assert run("-Werror", "-ferror", "-c", "-x", "c", "/dev/null", "-o",
               "y.o").returncode == 1


def test_tree_that_does_not_configure(fake):
    fake.arch("toy", TOY + "[odd]\nbase = broken_defconfig\n")
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.run()
    assert fake.statuses() == {("toy/plain", "all"): "pass",
                               ("toy/odd", "all"): "baseline-broken"}


def test_not_built_is_never_passed(fake):
    fake.commit(plus(fake, "include/linux/lonely.h", "int more;"))
    done = fake.run("--series", "--arches", "toy")
    assert done.returncode == 3
    assert fake.statuses()[("toy/plain", 1)] == "not-built"
    assert fake.result()["cells"][0]["objects"] == 0
    assert "commit 1: no cell built anything of it" in done.stdout


def test_other_architectures_are_not_concerned(fake):
    fake.commit(plus(fake, "arch/other/mm/table.c", "int more;"))
    fake.commit(plus(fake, "arch/toy/mm/table.c", "int more;"))
    assert fake.run("--series", "--arches", "toy").returncode == 0
    assert ("toy/plain", 1) not in fake.statuses()
    assert fake.statuses()[("toy/plain", 2)] == "pass"


def test_timeout(fake):
    fake.commit(plus(fake, MEMORY, "/* STALLS */"))
    assert fake.run("--arches", "toy", "--timeout", "2").returncode == 3
    assert fake.statuses() == {("toy/plain", "all"): "timeout"}


def test_interrupted_and_resumed(fake):
    fake.commit(plus(fake, TABLE, "int more;"))
    fake.commit(plus(fake, MEMORY, "/* STALLS */"))
    with subprocess.Popen(fake.command("--series", "--arches", "toy"),
                          env=fake.environment(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        finished = fake.out / "matrix/results/toy-plain/1.json"
        comes(finished.exists)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 3
    assert fake.statuses() == {("toy/plain", 1): "pass",
                               ("toy/plain", 2): "interrupted",
                               ("toy/plain", "all"): "interrupted"}
    patch = fake.out / "series/0002-change.patch"
    patch.write_text(patch.read_text("utf-8").replace("STALLS", "calm"),
                     "utf-8")
    fake.compiled()
    assert fake.run("--series", "--arches", "toy").returncode == 0
    assert set(fake.statuses().values()) == {"pass"}
    assert "kernel/bounds.s" not in fake.compiled()


def test_nothing_is_built_twice(fake):
    fake.commit(plus(fake, TABLE, "int more;"))
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.run("--series", "--arches", "toy")
    before = (fake.out / "matrix.json").read_bytes()
    assert fake.compiled()
    fake.run("--series", "--arches", "toy")
    assert fake.compiled() == []
    assert (fake.out / "matrix.json").read_bytes() == before
    patch = fake.out / "series/0002-change.patch"
    patch.write_text(patch.read_text("utf-8").replace("fine", "other"),
                     "utf-8")
    fake.run("--series", "--arches", "toy")
    again = fake.compiled()
    # The second commit and the whole, not the first.
    assert again.count("mm/memory.o.converted") == 2
    assert "kernel/bounds.s" not in again


def test_new_compiler_or_configuration_builds_again(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.run("--arches", "toy")
    fake.compiled()
    text = fake.compiler.read_text("utf-8")
    fake.compiler.write_text(text.replace("fakecc 1.0", "fakecc 2.0"))
    fake.run("--arches", "toy")
    assert "mm/memory.o" in fake.compiled()
    fake.arch("toy", TOY + "fragments = rare\n", rare="CONFIG_RARE=y\n")
    fake.run("--arches", "toy")
    assert "mm/memory.o" in fake.compiled()


def test_file_that_the_series_adds(fake):
    header = "include/linux/fresh.h"
    fake.commit({header: "/* WARNS fresh */\n",
                 MEMORY: f"#include <linux/fresh.h>\n{fake.files[MEMORY]}"})
    assert fake.run("--series", "--arches", "toy").returncode == 1
    new = fake.result()["cells"][0]["new"]
    assert [(one["file"], one["text"]) for one in new] == [(header, "fresh")]
    # Back at the input it is gone.
    assert fake.run("--at", "0").returncode == 0
    assert not (fake.out / "matrix/work" / header).exists()
    assert fake.run("--at", "1").returncode == 0
    assert (fake.out / "matrix/work" / header).exists()


def test_lost_objects_are_built_again(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.run("--arches", "toy")
    subprocess.run(["rm", "-rf", str(fake.out / "matrix/obj")], check=True)
    (fake.out / "matrix/results/toy-plain/all.json").unlink()
    fake.compiled()
    assert fake.run("--arches", "toy").returncode == 0
    assert "mm/memory.o" in fake.compiled()


def test_full_disk_is_no_finding(fake):
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_RARE=y\n")
    fake.commit({"kernel/rare.c": "/* BREAKS No space left on device */\n"})
    fake.commit(plus(fake, MEMORY, "int fine;"))
    done = fake.run("--series", "--arches", "toy")
    assert done.returncode == 3
    assert "toy/rare: interrupted: no space left on the device: free some" \
        in done.stdout
    assert fake.statuses() == {
        ("toy/plain", 1): "not-built", ("toy/plain", 2): "pass",
        ("toy/plain", "all"): "pass", ("toy/rare", 1): "interrupted",
        ("toy/rare", 2): "interrupted", ("toy/rare", "all"): "interrupted"}
    assert all(not cell["new"] for cell in fake.result()["cells"])


def test_really_full_disk(fake, small_disk):
    disk = small_disk("1M")
    fake.base("mm/big.h", "x" * 400000)
    fake.commit(plus(fake, MEMORY, "int fine;"))
    shutil.copytree(fake.out, disk / "out")
    fake.out = disk / "out"
    assert fake.run("--arches", "toy").returncode == 0
    text = fake.compiler.read_text("utf-8")
    # The whole's object is larger than what is left.
    fake.compiler.write_text(text.replace(
        'cat "$last" > "$out"', 'case $out in *.converted) head -c 2000000 '
        '/dev/zero > "$out";; *) cat "$last" > "$out";; esac'), "utf-8")
    (fake.out / "matrix/results/toy-plain/all.json").unlink()
    before = (fake.out / "matrix.json").read_bytes()
    done = fake.run("--arches", "toy")
    after = (fake.out / "matrix.json").read_bytes()
    assert done.returncode in (2, 3)
    said = done.stdout + done.stderr
    assert "o space left on" in said and "Traceback" not in said
    # What was complete before stays.
    assert after == before


def test_same_bytes_whatever_j(fake):
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_RARE=y\n")
    fake.commit(plus(fake, TABLE, "int more;"), ["old_name"])
    fake.commit(plus(fake, MEMORY, "/* WARNS new */"))

    def outcome(jobs):
        subprocess.run(["rm", "-rf", str(fake.out / "matrix")], check=True)
        fake.run("--series", "-j", jobs)
        data = fake.result()
        for cell in data["cells"]:
            cell["baseline"]["seconds"] = cell["converted"]["seconds"] = 0
        return json.dumps(data)
    assert outcome("1") == outcome("8")


def test_fragment_decides_and_lost_options_are_said(fake):
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_RARE=y\nCONFIG_NOSUCH=y\n")
    fake.commit(plus(fake, TABLE, "int more;"), ["old_name"])
    done = fake.run()
    cells = {cell["config"]: cell for cell in fake.result()["cells"]}
    assert "kernel/rare.o" in cells["rare"]["units"]
    assert "kernel/rare.o" not in cells["plain"]["units"]
    assert cells["rare"]["unmet"] == ["CONFIG_NOSUCH=y"]
    assert "toy/rare does not get CONFIG_NOSUCH=y" in done.stderr


def test_an_option_is_asked_for_by_the_name_that_the_tree_has(fake):
    fake.base("Kconfig", "config RARE\n\tbool\n")
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_SELDOM=y\n")
    (fake.data / "configs/renamed").write_text("SELDOM RARE\n")
    fake.commit(plus(fake, TABLE, "int more;"), ["old_name"])
    done = fake.run()
    cells = {cell["config"]: cell for cell in fake.result()["cells"]}
    assert "kernel/rare.o" in cells["rare"]["units"]
    assert cells["rare"]["unmet"] == []
    assert "SELDOM" not in done.stderr
    # Another list asks for something else.
    (fake.data / "configs/renamed").write_text("SELDOM SOMETIMES\n")
    fake.run()
    cells = {cell["config"]: cell for cell in fake.result()["cells"]}
    assert "kernel/rare.o" not in cells["rare"]["units"]


def test_uncovered_lines(fake):
    text = fake.files[TABLE].replace("int hidden;", "int hidden, more;")
    fake.commit({TABLE: text + "int seen;\n",
                 "kernel/rare.c": fake.files["kernel/rare.c"] + "int r;\n"})
    assert fake.run("--arches", "toy").returncode == 0
    assert fake.result()["uncovered"] == [
        {"file": TABLE, "lines": [[4, 4]]},
        {"file": "kernel/rare.c", "lines": [[3, 3]]}]
    again = fake.run()
    assert again.returncode == 3
    # It takes minutes in large configurations, and says which cell it is at.
    assert "which lines were compiled: 1\n  [1/1] toy/plain\n" in \
        again.stderr


def test_the_command_reproduces_by_hand(fake):
    fake.commit(plus(fake, MEMORY, "/* BREAKS as promised */"))
    fake.commit({MEMORY: fake.files[MEMORY].replace("BREAKS", "calm")})
    fake.run("--series", "--arches", "toy")
    command = fake.result()["cells"][0]["command"]
    done = subprocess.run(command, shell=True, text=True, check=False,
                          capture_output=True, env=fake.environment())
    assert done.returncode != 0
    assert "error: as promised" in done.stdout + done.stderr


def test_junit_says_the_same(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, MEMORY, "/* BREAKS <it> \x1b[1m\ufffe */"))
    fake.run("--series", "--arches", "toy")
    suite = ElementTree.parse(fake.out / "matrix.junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [case.get("classname") for case in suite] == ["toy/plain"] * 3
    assert r"<it> \x1b[1m\xfffe" in suite.findall(".//failure")[0].text


def test_only_some_commits(fake):
    """Those that are named, in their places, and nothing that only others
    need."""
    fake.commit(plus(fake, "kernel/fork.c", "/* BREAKS it */"))
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, "arch/toy/mm/table.c", "int finer;"))
    fake.commit(plus(fake, "kernel/rare.c", "int not_built;"))
    assert fake.run("--commits", "2-3").returncode == 0
    assert fake.statuses() == {("toy/plain", 2): "pass",
                               ("toy/plain", 3): "pass"}
    assert not any("kernel/fork.o" in line for line in fake.compiled())
    # Only the files of these commits are asked for lines.
    assert fake.result()["uncovered"] == []
    assert fake.run("--commits", "1").returncode == 1
    assert fake.run("--commits", "3 all").returncode == 1
    assert fake.statuses() == {("toy/plain", 3): "pass",
                               ("toy/plain", "all"): "fail"}
    assert [one["file"] for one in fake.result()["uncovered"]] == \
        ["kernel/rare.c"]


@pytest.mark.parametrize("options, words", [
    (["--arches", "vax"], "unknown architecture 'vax'"),
    (["--cells", "nope*"], "no cell matches 'nope*'"),
    (["--kdir", "/nonexistent"], "/nonexistent does not exist"),
    (["--out", "/nonexistent"], "run `make convert` first"),
    (["--out", "/tmp/a b"], "because of the blank in its path"),
    (["--at", "2"], "the series has no commit 2: it has 1"),
    (["--at", "-1"], "the series has no commit -1"),
    (["--commits", "1,7"], "the series has no commit 7: it has 1"),
    (["--commits", "all,7"], "the series has no commit 7"),
    (["--cell-data", "/nonexistent"], "/nonexistent has no arches/*.ini"),
    (["--merge", "/dev/null"], "/dev/null is not a part"),
])
def test_wrong_use(fake, options, words):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    if "/tmp/a b" in options:
        options += ["--kdir", str(fake.kdir)]
    done = fake.run(*options)
    assert done.returncode == 2
    assert words in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.made_up_results("convert.json")
@pytest.mark.parametrize("text", ["{", "7", "[]", '{"tree": 3}',
                                  '{"rows": [3]}', '{"rows": 3}'])
def test_a_broken_account(fake, text):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    (fake.out / "convert.json").write_text(text)
    done = fake.run()
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert f"{fake.out}/convert.json is broken" in done.stderr
    assert "run `make convert` again" in done.stderr


def test_a_file_that_is_no_patch(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    (fake.out / "series/0002-garbage.patch").write_bytes(b"\0\xff garbage")
    done = fake.run()
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "0002-garbage.patch is no patch" in done.stderr


def test_a_tree_that_needs_nothing(fake):
    fake.out.mkdir()
    account = {"tree": {"path": str(fake.kdir)},
               "rows": [{"status": "not-needed"}]}
    (fake.out / "convert.json").write_text(json.dumps(account))
    done = fake.run()
    assert done.returncode == 0
    assert "needs no step: there is nothing to build" in done.stderr
    # A step that failed made no patch either.
    account["rows"].append({"status": "failed"})
    (fake.out / "convert.json").write_text(json.dumps(account))
    assert fake.run().returncode == 2


def test_patch_that_does_not_apply(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.base(MEMORY, "entirely different\n")
    done = fake.run("--series", "--arches", "toy")
    assert done.returncode == 2
    assert "0001-change.patch does not apply" in done.stderr


def test_scopes_build_more(fake):
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_RARE=y\nCONFIG_MMU=y\n")
    # Nobody mentions the name, so that only a wider scope sees the break.
    fake.commit(plus(fake, TABLE, "/* BREAKS every includer */"), ["absent"])
    units = {}
    for scope in ("impacted", "mm", "full"):
        assert fake.run("--cells", "rare", "--scope", scope).returncode == 1
        cell, = fake.result()["cells"]
        assert cell["scope"] == scope
        units[scope] = set(cell["units"])
    assert len(units["impacted"]) == 1
    assert units["mm"] == {"arch/toy/mm/table.o", "mm/memory.o"}
    assert units["full"] == units["mm"] | {"kernel/rare.o"}
    # A narrow run after a wide one is as narrow as before.
    fake.run("--cells", "rare")
    assert set(fake.result()["cells"][0]["units"]) == units["impacted"]


def test_folders_of_another_architecture_are_not_built(fake):
    for name, text in (("drivers/Makefile", "obj-y += own/\n"),
                       ("drivers/own/Makefile", "obj-y := own.o\n"),
                       ("drivers/own/own.c", ""),
                       ("drivers/other/Makefile", "obj-y := far.o deep/\n"),
                       ("drivers/other/far.c", ""),
                       ("drivers/other/deep/Makefile", "obj-y := deep.o\n"),
                       ("drivers/other/deep/deep.c", ""),
                       ("drivers/toy/Makefile", "obj-y := toy.o\n"),
                       ("drivers/toy/toy.c", ""),
                       ("arch/other/Makefile", "drivers-y += drivers/other/"),
                       ("arch/toy/Makefile", "drivers-y += drivers/toy/")):
        fake.base(name, text + "#include <linux/table.h>\n"
                  if name.endswith(".c") else text)
    fake.commit(plus(fake, TABLE, "int more;"))
    assert fake.run("--cells", "plain", "--scope", "full").returncode == 0
    cell, = fake.result()["cells"]
    assert [unit for unit in cell["units"] if unit.startswith("drivers")] == \
        ["drivers/own/own.o", "drivers/toy/toy.o"]


def test_folders_of_other_platforms_are_not_built(fake):
    """As mips names them in a file beside Kbuild, arm in its Makefile, and
    csky by a variable there."""
    fake.base("arch/toy/Kbuild", "include arch/toy/Kbuild.platforms\n"
              "obj-y := mm/ $(platform-y)\n")
    fake.base("arch/toy/Kbuild.platforms",
              "platform-$(CONFIG_TOY) += own/\n"
              "platform-$(CONFIG_NEVER) += far/\n")
    fake.base("arch/toy/Makefile",
              "machdirs-$(CONFIG_TOY) += arch/toy/mach-own\n"
              "machdirs-$(CONFIG_NEVER)\t+= arch/toy/mach-far\n"
              "ifdef CONFIG_NEVER\nABI\t= abifar\nelse\nABI := abiown\n"
              "endif\n")
    fake.arch("toy", TOY + "fragments = toy\n", toy="CONFIG_TOY=y\n")
    for name in ("own", "far", "mach-own", "mach-far", "abiown", "abifar",
                 "unnamed"):
        fake.base(f"arch/toy/{name}/Makefile", f"obj-y := {name}.o\n")
        fake.base(f"arch/toy/{name}/{name}.c", "#include <linux/table.h>\n")
    fake.commit(plus(fake, TABLE, "int more;"))
    assert fake.run("--cells", "plain", "--scope", "full").returncode == 0
    cell, = fake.result()["cells"]
    assert [unit for unit in cell["units"]
            if unit.startswith("arch/toy/") and "/mm/" not in unit] == [
                f"arch/toy/{name}/{name}.o"
                for name in ("abiown", "mach-own", "own", "unnamed")]


def test_prepare_that_fails_is_no_end(fake):
    fake.base("kernel/bounds.c", "/* BREAKS before anything */\n")
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, MEMORY, "/* BREAKS ours */"))
    assert fake.run("--series", "--arches", "toy").returncode == 3
    cells = fake.result()["cells"]
    assert [cell["status"] for cell in cells[:2]] == \
        ["baseline-broken", "fail"]
    assert cells[0]["objects"] == 1
    assert "`make prepare` fails" in cells[0]["why"]
    assert "before anything" in cells[0]["why"]


def test_a_series_of_another_architecture_is_not_built_again(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.commit(plus(fake, "arch/other/mm/table.c", "int more;"))
    fake.run("--series", "--arches", "toy")
    fake.compiled()
    patch = fake.out / "series/0002-change.patch"
    patch.write_text(patch.read_text("utf-8").replace("more", "less"))
    assert fake.run("--series", "--arches", "toy").returncode == 0
    assert fake.compiled() == []


def test_a_scope_of_folders(fake):
    fake.commit(plus(fake, TABLE, "int more;"))
    assert fake.run("--arches", "toy", "--scope", "mm/ arch/toy/").returncode \
        == 0
    cell = fake.result()["cells"][0]
    assert cell["scope"] == "arch/toy/,mm/"
    assert cell["units"] == ["arch/toy/mm/table.o", "mm/memory.o"]
    assert fake.run("--scope", "arch/other/").returncode == 0
    assert "arch/other/mm/table.o" not in fake.result()["cells"][0]["units"]
    for scope, said in (("nowhere/", "has no folder nowhere/"),
                        ("../kernel/", "neither one of"), ("some", "neither")):
        done = fake.run("--scope", scope)
        assert done.returncode == 2 and said in done.stderr


def test_full_links_what_it_compiled(fake):
    fake.base("kernel/fork.c", "int fork; /* DEFINES helper */\n")
    fake.base(MEMORY, fake.files[MEMORY] + "/* CALLS helper */\n")
    fake.commit(plus(fake, MEMORY, "int fine;"))
    assert fake.run("--arches", "toy", "--scope", "full").returncode == 0
    link = fake.result()["cells"][0]["link"]
    assert (link["baseline"], link["converted"]) == ("linked", "linked")
    assert not list((fake.out / "matrix/obj").glob("*.linked"))


# memory.o is taken as it was compiled, fork.o is made again: kbuild does
# something to it after the compiler.
@pytest.mark.parametrize("name", [MEMORY, "kernel/fork.c"])
def test_a_name_that_nothing_defines(fake, name):
    fake.commit(plus(fake, TABLE, "int more;"), ["old_name"])
    fake.commit(plus(fake, name, "/* CALLS lost */"))
    assert fake.run("--arches", "toy").returncode == 0
    done = fake.run("--arches", "toy", "--scope", "full")
    assert done.returncode == 1
    assert "undefined reference to 'lost'" in done.stdout
    cell = fake.result()["cells"][0]
    assert cell["status"] == "fail" and cell["link"]["converted"] == "failed"
    assert cell["new"][0]["function"] == "caller"
    # The baseline's objects are as they were.
    assert "lost" not in (fake.out / "matrix/obj/toy-plain" /
                          name.replace(".c", ".o")).read_text("utf-8")


def test_what_never_linked_is_no_pass(fake):
    fake.base(MEMORY, fake.files[MEMORY] + "/* CALLS lost */\n")
    fake.commit(plus(fake, MEMORY, "int fine;"))
    assert fake.run("--arches", "toy", "--scope", "full").returncode == 3
    cell = fake.result()["cells"][0]
    assert (cell["status"], cell["new"]) == ("baseline-broken", [])
    assert "does not link" in cell["why"]


def test_a_narrow_run_after_a_full_one_does_not_link(fake):
    fake.commit(plus(fake, MEMORY, "int fine;"))
    fake.run("--arches", "toy", "--scope", "full")
    fake.commit(plus(fake, MEMORY, "int finer;"))
    assert fake.run("--arches", "toy").returncode == 0
    assert "link" not in fake.result()["cells"][0]
