# SPDX-License-Identifier: GPL-2.0-only
"""Each entry of the macro file is needed, and enough for its case."""

import re

import pytest
from ptdesc import rewrite

CASES = rewrite.STEPS / "tests" / "macros"
ENTRY = re.compile(r"^#define (\w+)", re.M)
TEXT = rewrite.MACROS.read_text(encoding="utf-8")


def test_every_entry_has_a_case():
    names = ENTRY.findall(TEXT)
    assert names and len(names) == len(set(names))
    assert sorted(names) == sorted(path.stem for path in CASES.glob("*.c"))


@pytest.mark.parametrize("name", ENTRY.findall(TEXT))
def test_entry(name, tmp_path, monkeypatch):
    case = CASES / f"{name}.c"
    assert rewrite.unparsed(case, tmp_path) == []
    less = tmp_path / "macros.h"
    less.write_text("".join(line for line in TEXT.splitlines(True)
                            if not re.match(rf"#define {name}\b", line)))
    monkeypatch.setattr(rewrite, "MACROS", less)
    assert rewrite.unparsed(case, tmp_path), f"{name} parses without its entry"
