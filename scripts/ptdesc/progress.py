# SPDX-License-Identifier: GPL-2.0-only
"""Progress on standard error: a moving line on a terminal, one line per item
elsewhere, nothing when quiet."""

import sys
import time


class Progress:
    def __init__(self, quiet=False, stream=None):
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self._what, self._total, self._done, self._start = "", 0, 0, 0.0
        self._width, self._running = 0, 0

    def note(self, text):
        """One line that stays."""
        if self.quiet:
            return
        self._clear()
        print(text, file=self.stream, flush=True)

    def begin(self, what, total):
        self._what, self._total, self._done = what, total, 0
        self._start, self._running = time.monotonic(), 0
        if not self.live:
            self.note(f"{what}: {total}")

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
        self._line(name)

    def _line(self, name):
        if self.quiet or not self.live:
            return
        text = f"{self._what}: {self._done} of {self._total}"
        if self._running:
            text += f", {self._running} running"
        if self._done:
            spent = time.monotonic() - self._start
            left = spent / self._done * (self._total - self._done)
            text += f", {_duration(left)} left"
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
