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
        self._width = 0

    def note(self, text):
        """One line that stays."""
        if self.quiet:
            return
        self._clear()
        print(text, file=self.stream, flush=True)

    def begin(self, what, total):
        self._what, self._total, self._done = what, total, 0
        self._start = time.monotonic()
        if not self.live:
            self.note(f"{what}: {total}")

    def item(self, name):
        """One more of the items announced with begin() is done."""
        self._done += 1
        if self.quiet:
            return
        if not self.live:
            print(f"  [{self._done}/{self._total}] {name}", file=self.stream,
                  flush=True)
            return
        spent = time.monotonic() - self._start
        left = spent / self._done * (self._total - self._done)
        self._show(f"{self._what}: {self._done} of {self._total}, "
                   f"{left:.0f} s left, {name}")

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
