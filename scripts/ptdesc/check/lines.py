# SPDX-License-Identifier: GPL-2.0-only
"""Which lines with sites a unit had, and which none had."""

from ..matrix.coverage import ranges


class Lines:
    """`files` are the files of the tree that some unit was made from."""

    def __init__(self, root, wanted):
        """`wanted` has {file: {line: [site]}}."""
        self.root, self.wanted, self.files = root, wanted, set()
        self._pending = {name: set(lines) for name, lines in wanted.items()}

    def see(self, seen):
        """A unit was made from these files, without the skipped lines."""
        self.files.update(seen)
        for name, skipped in seen.items():
            pending = self._pending.get(name)
            if pending:
                self._pending[name] = {
                    line for line in pending
                    if any(first <= line <= last for first, last in skipped)}

    def pending(self):
        """{file: lines} that no unit had."""
        return {name: sorted(lines)
                for name, lines in sorted(self._pending.items()) if lines}

    def judged(self, name, line):
        """Something else has looked at a line."""
        self._pending.get(name, set()).discard(line)

    def uncovered(self):
        return [{"file": name, "lines": ranges(lines)}
                for name, lines in self.pending().items()]
