# SPDX-License-Identifier: GPL-2.0-only
"""One GNU make job server for all that a run starts: whoever runs a process
holds a token, each make below takes more for its own compilers."""

import os
import select
import threading


class JobServer:
    """`tokens` processes at a time. `fds` are for the children's eyes."""

    def __init__(self, tokens):
        self.tokens = tokens
        self._read, self._write = os.pipe()
        self._users, self._lock = 0, threading.Lock()
        os.write(self._write, b"+" * tokens)

    @property
    def fds(self):
        return (self._read, self._write)

    def makeflags(self):
        return f"-j --jobserver-auth={self._read},{self._write}"

    def acquire(self, give_up):
        """Waits for a token; `give_up` is asked now and then and raises if
        nobody wants the work any more."""
        while True:
            give_up()
            # make leaves the pipe non-blocking, and others read from it too.
            select.select([self._read], [], [], 0.5)
            try:
                os.set_blocking(self._read, False)
                if os.read(self._read, 1):
                    break
            except BlockingIOError:
                pass
        with self._lock:
            self._users += 1

    def release(self):
        os.write(self._write, b"+")
        with self._lock:
            self._users -= 1
            if not self._users:
                self._refill()

    def _refill(self):
        """A make that was killed took its tokens along: when nobody has any
        all must be there."""
        try:
            have = len(os.read(self._read, self.tokens + 1))
        except BlockingIOError:
            have = 0
        os.write(self._write, b"+" * max(self.tokens, have))

    def close(self):
        os.close(self._read)
        os.close(self._write)
