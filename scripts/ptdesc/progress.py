# SPDX-License-Identifier: GPL-2.0-only
"""Progress on standard error: a moving line on a terminal, one line per item
elsewhere, nothing when quiet."""

import sys
import threading
import time


class Progress:
    def __init__(self, quiet=False, stream=None):
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self._what, self._total, self._done, self._start = "", 0, 0, 0.0
        self._width, self._running = 0, 0
        self._parts, self._parts_done = 0, 0
        self._lock = threading.Lock()

    def note(self, text):
        """One line that stays."""
        if self.quiet:
            return
        self._clear()
        print(text, file=self.stream, flush=True)

    def begin(self, what, total, parts=0):
        """So many items follow. What is left is told by their `parts`, if
        items are of several."""
        self._what, self._total, self._done = what, total, 0
        self._parts, self._parts_done = parts, 0
        self._start, self._running = time.monotonic(), 0
        if not self.live:
            self.note(f"{what}: {total}")

    def part(self, name):
        """One more of the parts is done; from any thread."""
        with self._lock:
            self._parts_done += 1
            self._line(name)

    def unneeded(self, count):
        """So many of the parts, fewer than none if negative, need not be."""
        with self._lock:
            self._parts -= count

    def start(self, name):
        """An item is being worked on; optional, before item()."""
        self._running += 1
        self._line(name)

    def item(self, name):
        """One more of the items announced with begin() is done."""
        self._done += 1
        self._running = max(self._running - 1, 0)
        if self.quiet:
            return
        if not self.live:
            print(f"  [{self._done}/{self._total}] {name}", file=self.stream,
                  flush=True)
            return
        with self._lock:
            self._line(name)

    def _line(self, name):
        if self.quiet or not self.live:
            return
        text = f"{self._what}: {self._done} of {self._total}"
        if self._running:
            text += f", {self._running} running"
        if self._parts:
            text += f", {self._parts_done} of {self._parts} steps"
        done, total = (self._parts_done, self._parts) if self._parts else \
            (self._done, self._total)
        if done:
            spent = time.monotonic() - self._start
            text += f", {_duration(spent / done * (total - done))} left"
        self._show(f"{text}, {name}")

    def end(self):
        self._clear()

    def _show(self, text):
        text = text[:78]
        print("\r" + text.ljust(self._width), end="", file=self.stream,
              flush=True)
        self._width = len(text)

    def _clear(self):
        if self.live and self._width and not self.quiet:
            print("\r" + " " * self._width + "\r", end="", file=self.stream,
                  flush=True)
            self._width = 0


def _duration(seconds):
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
