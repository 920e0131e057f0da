# SPDX-License-Identifier: GPL-2.0-only
"""Programs of the checker are run in one way."""

import pytest
from ptdesc import process
from ptdesc.errors import Usage


def test_what_it_printed():
    assert process.ask("cat", ["-"], b"\xff\n").stdout == b"\xff\n"


def test_a_code_that_is_good():
    assert process.ask("sh", ["-c", "exit 4"], good=(0, 4)).returncode == 4


@pytest.mark.parametrize("script, said", [
    ("echo a >&2; echo b >&2; exit 2", "^b$"), ("exit 2", "^sh ended with 2$"),
    ("kill -SEGV $$", "^sh ended with -11$")])
def test_another_code_is_told(script, said):
    with pytest.raises(Usage, match=said):
        process.ask("sh", ["-c", script])
