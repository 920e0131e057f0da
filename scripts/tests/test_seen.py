# SPDX-License-Identifier: GPL-2.0-only
"""What ptdesc-check --seen says that units were made from."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "checker" / "ptdesc-check"

HEADER = """\
#define outer(x) inner(x)
#ifdef FIRST
int first;
#else
int second;
int other;
#endif
#if 0
int never;
#endif
"""


def seen(folder, sources, flags=("-DFIRST",)):
    """({file: what was skipped}, macros) of sources, {name: text}."""
    (folder / "h.h").write_text(HEADER)
    for name, text in sources.items():
        (folder / name).write_text(text)
    compdb = folder / "compdb.json"
    compdb.write_text(json.dumps([
        {"directory": str(folder), "file": name,
         "arguments": ["gcc", *flags, name]} for name in sources]))
    subprocess.run([CHECK, f"--compdb={compdb}", f"--tree={folder}",
                    f"--seen={folder}/seen", f"--cache={folder}",
                    "--gcc=gcc", "--exit-code"], check=False,
                   capture_output=True)
    *files, macros = (folder / "seen").read_text().split("\n")[:-1]
    return {line.split("\t")[0].removeprefix("./"): line.split("\t")[1:]
            for line in files}, macros.split()


def test_skipped_lines(tmp_path):
    files, macros = seen(tmp_path, {"a.c": '#include "h.h"\n'
                                           "int outer(int v);\n"})
    assert files["h.h"] == ["5-6", "9-9"]
    assert files["a.c"] == []
    # Whether FIRST is defined was asked.
    assert macros == ["FIRST", "outer"]


def test_what_one_inclusion_had_is_had(tmp_path):
    files, _ = seen(tmp_path, {"a.c": '#include "h.h"\n#undef FIRST\n'
                                      '#include "h.h"\n'})
    assert files["h.h"] == ["9-9"]


def test_what_one_unit_had_is_had(tmp_path):
    files, _ = seen(tmp_path, {
        "a.c": '#include "h.h"\n', "b.c": '#undef FIRST\n#include "h.h"\n',
        "c.c": "#if 0\nint no;\n#endif\n"})
    assert files["h.h"] == ["9-9"]
    assert files["c.c"] == ["2-2"]


@pytest.mark.parametrize("guard", [
    "#ifndef H\n#define H\nint once;\n#endif\n",
    "int before;\n#ifndef H\n#define H\nint once;\n#endif\n"])
def test_a_guard_skips_nothing(tmp_path, guard):
    (tmp_path / "g.h").write_text(guard)
    files, _ = seen(tmp_path, {"a.c": '#include "g.h"\n#include "g.h"\n'})
    assert files["g.h"] == []


def test_a_unit_that_failed_had_nothing(tmp_path):
    files, macros = seen(tmp_path, {
        "a.c": '#include "h.h"\npte_t *x = &&&;\nint f(void) { (; }\n'})
    assert files["a.c"] == [f"1-{2**32 - 2}"]
    assert files["h.h"] == [f"1-{2**32 - 2}"]
    assert macros == []


def test_a_unit_without_a_command_is_named(tmp_path):
    (tmp_path / "a.c").write_text("int a;\n")
    compdb = tmp_path / "compdb.json"
    compdb.write_text(json.dumps([
        {"directory": str(tmp_path), "file": "a.c",
         "arguments": ["gcc", "a.c"]}]))
    command = [CHECK, f"--compdb={compdb}", f"--tree={tmp_path}",
               f"--cache={tmp_path}", "--gcc=gcc"]
    assert subprocess.run([*command, "a.c"], check=False,
                          capture_output=True).returncode == 0
    done = subprocess.run([*command, "a.c", "/b.c"], check=False,
                          capture_output=True, text=True)
    assert done.returncode == 3
    assert "/b.c" in done.stdout and "no command is for it" in done.stdout
