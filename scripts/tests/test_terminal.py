# SPDX-License-Identifier: GPL-2.0-only
"""What a long run shows: on a terminal, elsewhere, and when it is quiet."""

import io
import re

import pytest
from ptdesc import terminal

ROWS = [("cell", "verdict"), ("x86/full", "pass"), ("arm/v7", "fail")]
# rich asks the environment what the terminal can do.
SETTINGS = {"TERM": "xterm", "COLUMNS": "100"}


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def work(stream, quiet=False):
    """Two files; the first takes three of its four steps."""
    clock = Clock()
    shown = terminal.Progress(quiet, stream, clock)
    shown.begin("files", 2, 6)
    for step in ("one", "two", "three"):
        clock.now += 10
        shown.part(f"{step} a.c")
    shown.unneeded(1)
    shown.item("a.c: one, two")
    shown.end()
    shown.note("the end of [bold]it[/bold]")
    return stream.getvalue()


def lines(text):
    """The lines that were seen one after the other, without the bars."""
    plain = re.sub("\\x1b\\[[0-9;?]*[a-zA-Z]", "", text)
    seen = [" ".join(re.sub("[\u2501\u2578\u257a]", "", line).split())
            for line in re.split("[\r\n]", plain)]
    return [line for line, before in zip(seen, ["", *seen])
            if line and line != before]


def test_a_terminal_has_steps_and_time_left():
    seen = lines(work(Terminal()))
    assert "files 0 of 2, 2 of 6 steps 0:00:40 two a.c" in seen
    assert seen[-2:] == ["files 1 of 2, 3 of 5 steps 0:00:20 a.c: one, two",
                         "the end of [bold]it[/bold]"]


def test_the_cursor_is_shown_again():
    text = work(Terminal())
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h") == 1


def test_elsewhere_a_line_for_each_item():
    assert work(io.StringIO()) == \
        "files: 2\n  [1/2] a.c: one, two\nthe end of [bold]it[/bold]\n"


def test_a_terminal_that_cannot_move(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert work(Terminal()) == work(io.StringIO())


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_quiet(stream):
    assert work(stream, True) == ""


def test_items_without_parts():
    stream, clock = Terminal(), Clock()
    shown = terminal.Progress(stream=stream, clock=clock)
    shown.begin("cells", 3)
    shown.start("arm")
    clock.now = 300
    shown.item("x86")
    clock.now = 600
    shown.item("arm")
    shown.end()
    assert lines(stream.getvalue())[-1] == "cells 2 of 3 0:05:00 arm"


def test_long_lines_are_not_cut():
    stream = io.StringIO()
    terminal.Progress(stream=stream).note("a word" * 100)
    assert stream.getvalue() == "a word" * 100 + "\n"


def test_a_table_elsewhere():
    stream = io.StringIO()
    terminal.show_table(ROWS, stream)
    assert stream.getvalue() == \
        "cell      verdict\nx86/full  pass\narm/v7    fail\n"


def test_a_table_on_a_terminal(monkeypatch):
    stream = Terminal()
    terminal.show_table(ROWS, stream)
    assert re.search("\x1b\\[[0-9;]*31mfail", stream.getvalue())
    assert {"x86/full pass", "arm/v7 fail"} <= set(lines(stream.getvalue()))
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    terminal.show_table(ROWS, plain)
    assert "31m" not in plain.getvalue()
    assert lines(plain.getvalue()) == lines(stream.getvalue())
