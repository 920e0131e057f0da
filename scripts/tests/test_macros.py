# SPDX-License-Identifier: GPL-2.0-only
"""Each entry of semantic-patches/macros.h is needed, and is enough."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from ptdesc import rewrite                      # noqa: E402

CASES = ROOT / "semantic-patches" / "tests" / "macros"
ENTRIES = re.findall(r"^#define (\w+)", rewrite.MACROS.read_text(), re.M)


def bad(case, macros, tmp_path, monkeypatch):
    monkeypatch.setattr(rewrite, "MACROS", macros)
    return rewrite.unparsed(case, tmp_path)


def test_every_case_has_its_entry():
    assert sorted(p.stem for p in CASES.glob("*.c")) == sorted(ENTRIES)


@pytest.mark.parametrize("name", ENTRIES)
def test_entry(name, tmp_path, monkeypatch):
    case = CASES / f"{name}.c"
    assert bad(case, rewrite.MACROS, tmp_path, monkeypatch) == []
    without = tmp_path / "macros.h"
    text = rewrite.MACROS.read_text()
    without.write_text(re.sub(rf"^#define {name}\b.*\n", "", text, flags=re.M))
    assert bad(case, without, tmp_path, monkeypatch)


def test_regions_are_the_lines_of_the_file():
    output = ('parse error \n = File "a.c", line 12, column 3, charpos = 9\n'
              "badcount: 3\nbad: x\nBAD:!!!!! y\nbad: z\n"
              'parse error \n = File "standard.h", line 436, column 3,\n'
              "badcount: 1\nBAD:!!!!! q\n")
    assert rewrite.bad_regions(output, "a.c") == [(11, 13)]
