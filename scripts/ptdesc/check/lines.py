# SPDX-License-Identifier: GPL-2.0-only
"""Which lines with sites a unit had, and which none had.

A unit had a line that its preprocessor did not skip; a line of a macro only
if it also expanded the macro, or one that leads to it.
"""

from ..matrix.coverage import ranges


class Lines:
    """Lines with sites, until something has looked at them."""

    def __init__(self, wanted, leads_to):
        """`wanted` has {file: {line: [site]}}; `leads_to(macro, file)` is
        the set of macros whose expansion can have that one's."""
        self.wanted, self._read = wanted, set()
        self._pending = {name: set(lines) for name, lines in wanted.items()}
        self._leads_to = leads_to

    def see(self, unit):
        """Units were analysed together."""
        macros = None
        for name, skipped in unit.seen.items():
            self._read.add(name)
            pending = self._pending.get(name)
            if not pending:
                continue
            if macros is None:
                macros = set(unit.macros)
            self._pending[name] = {
                line for line in pending
                if any(first <= line <= last for first, last in skipped)
                or not self._expanded(name, line, macros)}

    def _expanded(self, name, line, macros):
        inside = {site["function"] for site in self.wanted[name][line]
                  if site["in"] == "macro"}
        return all(macros & self._leads_to(macro, name) for macro in inside)

    def read(self, name):
        """Whether some unit was made from a file."""
        return name in self._read

    def keep(self, concerns):
        """Leaves the files out that a function says no to."""
        self._pending = {name: lines for name, lines in self._pending.items()
                         if concerns(name)}

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
