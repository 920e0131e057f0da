# SPDX-License-Identifier: GPL-2.0-only
"""What a long run shows: on a terminal, elsewhere, and when it is quiet."""

import io
import re

import pytest
from ptdesc import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """The time, which stands still until a test moves it."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def work(shown, clock):
    """Two files; the first takes three of its four steps."""
    shown.begin("files", 2, 6)
    for step in ("one", "two", "three"):
        clock[0] += 10
        shown.part(f"{step} a.c")
    shown.unneeded(1)
    shown.item("a.c: one, two")
    shown.end()
    shown.note("the end")


def test_a_terminal_has_steps_and_time_left(clock):
    stream = Terminal()
    work(progress.Progress(stream=stream), clock)
    lines = [line.strip() for line in re.split("[\r\n]", stream.getvalue())
             if line.strip()]
    assert lines == [
        "files: 0 of 2, 1 of 6 steps, 50 s left, one a.c",
        "files: 0 of 2, 2 of 6 steps, 40 s left, two a.c",
        "files: 0 of 2, 3 of 6 steps, 30 s left, three a.c",
        "files: 1 of 2, 3 of 5 steps, 20 s left, a.c: one, two",
        "the end"]


def test_elsewhere_a_line_for_each_item(clock):
    stream = io.StringIO()
    work(progress.Progress(stream=stream), clock)
    assert stream.getvalue() == \
        "files: 2\n  [1/2] a.c: one, two\nthe end\n"


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_quiet(clock, stream):
    work(progress.Progress(True, stream), clock)
    assert stream.getvalue() == ""


def test_items_without_parts(clock):
    stream = Terminal()
    shown = progress.Progress(stream=stream)
    shown.begin("cells", 3)
    clock[0] = 300
    shown.item("x86")
    assert stream.getvalue() == "\rcells: 1 of 3, 10 min left, x86"
