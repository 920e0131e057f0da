# SPDX-License-Identifier: GPL-2.0-only
"""Progress and tables: drawn and coloured on a terminal, plain lines
elsewhere. NO_COLOR in the environment leaves the colours out."""

import atexit
import sys
import threading
import time

from rich import box
from rich import progress as bars
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Words of a table that a reader looks for.
_STYLES = {"pass": "green", "identical": "green", "as declared": "green",
           "fail": "bold red", "differs": "bold red",
           "baseline-broken": "yellow", "not proven": "yellow"}


def _console(stream, quiet=False):
    """Text is shown as it is: no markup, no guessed colours, no wrapping."""
    return Console(file=stream, quiet=quiet, markup=False, emoji=False,
                   highlight=False, soft_wrap=True)


def _is_live(console):
    return console.is_terminal and not console.is_dumb_terminal


class Progress:
    """On standard error: a bar on a terminal, one line per item elsewhere,
    nothing when quiet. `clock` gives the time in seconds."""

    def __init__(self, quiet=False, stream=None, clock=time.monotonic):
        self.console = _console(stream or sys.stderr, quiet)
        self.live = _is_live(self.console) and not quiet
        self._clock, self._bar, self._task = clock, None, None
        self._done, self._total, self._running = 0, 0, 0
        self._parts = False		# time is told by these, not by items
        self._lock = threading.Lock()

    def note(self, text):
        """One line that stays."""
        self.console.print(text)

    def begin(self, what, total, parts=0):
        """So many items follow. What is left is told by their `parts`, if
        items are of several."""
        self.end()
        self._done, self._total, self._running = 0, total, 0
        if not self.live:
            self.note(f"{what}: {total}")
            return
        self._bar = bars.Progress(
            bars.TextColumn("{task.description}"), bars.BarColumn(20),
            bars.TextColumn("{task.fields[count]}"),
            bars.TimeRemainingColumn(), bars.TextColumn("{task.fields[name]}"),
            console=self.console, transient=True, get_time=self._clock,
            speed_estimate_period=600)
        self._parts = bool(parts)
        self._task = self._bar.add_task(what, total=parts or total, count="",
                                        name="")
        # Whatever ends the program, the cursor is shown again.
        atexit.register(self.end)
        self._bar.start()

    def part(self, name):
        """One more of the parts is done; from any thread."""
        self._line(name, 1)

    def unneeded(self, count):
        """So many of the parts, fewer than none if negative, need not be."""
        with self._lock:
            if self._bar:
                # update() would forget how fast it was
                self._bar.tasks[0].total -= count

    def start(self, name):
        """An item is being worked on; optional, before item()."""
        self._running += 1
        self._line(name)

    def item(self, name):
        """One more of the items announced with begin() is done."""
        self._done += 1
        self._running = max(self._running - 1, 0)
        if self.live:
            self._line(name, 0 if self._parts else 1)
        else:
            self.note(f"  [{self._done}/{self._total}] {name}")

    def _line(self, name, advance=0):
        with self._lock:
            if not self._bar:
                return
            count = f"{self._done} of {self._total}"
            if self._running:
                count += f", {self._running} running"
            task = self._bar.tasks[0]
            if self._parts:
                count += f", {task.completed + advance:.0f} of " \
                    f"{task.total:.0f} steps"
            self._bar.update(self._task, advance=advance, count=count,
                             name=name, refresh=True)

    def end(self):
        """Nothing more of what begin() announced follows."""
        with self._lock:
            if self._bar:
                self._bar.stop()
                atexit.unregister(self.end)
            self._bar = None


def show_table(rows, stream=None):
    """Prints rows of strings; the first has the names of the columns."""
    console = _console(stream or sys.stdout)
    if not console.is_terminal:
        console.print("\n".join(plain(rows)))
        return
    table = Table(*rows[0], box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows[1:]:
        table.add_row(*(Text(text, _STYLES.get(text, "")) for text in row))
    console.print(table, soft_wrap=False)


def plain(rows):
    """The same as lines, each column as wide as its widest string."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(text.ljust(width) for text, width in zip(
        row, widths)).rstrip() for row in rows]
