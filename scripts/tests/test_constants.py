# SPDX-License-Identifier: GPL-2.0-only
"""The numbers that kbuild reads from assembly, where nothing assembles."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONSTANTS = ROOT / "checker" / "ptdesc-constants"
STAND_IN = ROOT / "scripts/ptdesc/matrix/parse-cc"

HEAD = """struct table { char level; long long entries; };
struct later;
register long sp asm("r99");
#define DEFINE(name, value) \\
	asm volatile("\\n.ascii \\"->" #name " %0 " #value "\\"" : : "i" (value))
int main(void)
{
	asm volatile("weird %0, %1" : : "i" (1), "r" (2) : "r99");
"""
KNOWN = """	DEFINE(SIZE, sizeof(struct table));
	DEFINE(MINUS, -1L << 4);
	asm volatile("\\n.ascii \\"->#two %c0 %% words\\"" : : "i" (7));
	asm volatile("\\n.ascii \\"->\\"" : :);
"""


def stand_in(folder, text, target="i386-linux-gnu"):
    (folder / "bounds.c").write_text(text)
    done = subprocess.run(
        [STAND_IN, "-mno-such-flag", "-S", "-o", "bounds.s", "bounds.c"],
        cwd=folder, text=True, capture_output=True, check=False, env={
            "PATH": "/usr/bin:/bin", "PARSE_CC": "clang-19",
            "PARSE_FLAGS": f"--target={target} -DMORE"})
    lines = (folder / "bounds.s").read_text().splitlines() \
        if (folder / "bounds.s").exists() else []
    return done, [line.strip() for line in lines if "->" in line]


def test_numbers_of_what_clang_cannot_assemble(tmp_path):
    done, lines = stand_in(tmp_path, HEAD + KNOWN + "}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert lines == [
        '.ascii "->SIZE 12 sizeof(struct table)"', '.ascii "->MINUS -16 -1L << 4"',
        '.ascii "->#two 7 %% words"', '.ascii "->"']
    # As many bytes as the target has.
    _, lines = stand_in(tmp_path, HEAD + KNOWN + "}\n", "aarch64-linux-gnu")
    assert lines[0] == '.ascii "->SIZE 16 sizeof(struct table)"'


def test_clang_assembles_what_it_can(tmp_path):
    text = HEAD.replace("r99", "esp").replace("weird", "#") + KNOWN + "}\n"
    done, lines = stand_in(tmp_path, text.replace("register", "extern"))
    assert done.returncode == 0
    assert lines[0] == '.ascii\t"->SIZE $12 sizeof(struct table)"'


def test_a_number_that_is_not_known_is_said(tmp_path):
    done, lines = stand_in(tmp_path, HEAD + KNOWN +
                           "\tDEFINE(LATER, sizeof(struct later));\n}\n")
    assert done.returncode == 0     # kbuild would delete all of them
    assert len(lines) == 4
    assert done.stderr.endswith("1 of 5 numbers are not known\n")


def test_wrong_use(tmp_path):
    for words, said in (([], "usage:"), (["--target=x"], "usage:"),
                        ([tmp_path / "none.i"], "cannot parse")):
        done = subprocess.run([CONSTANTS, *words], text=True,
                              capture_output=True, check=False)
        assert done.returncode == 2 and said in done.stderr
    done = subprocess.run([CONSTANTS, "--help"], text=True,
                          capture_output=True, check=False)
    assert done.returncode == 0 and "usage:" in done.stdout
    full = subprocess.run(f"{CONSTANTS} {tmp_path}/a.i > /dev/full",
                          shell=True, check=False, capture_output=True)
    assert full.returncode == 2
