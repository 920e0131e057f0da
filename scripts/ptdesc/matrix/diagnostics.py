# SPDX-License-Identifier: GPL-2.0-only
"""What gcc, clang, the assembler and make say, made comparable.

Two diagnostics are the same when path, text and function are: line numbers
move with every patch.
"""

import re
from dataclasses import asdict, dataclass
from pathlib import Path

_SAID = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+)(?::(?P<column>\d+))?: "
    r"(?P<kind>fatal error|error|Error|warning|Warning): (?P<text>.*)$")
_FUNCTION = re.compile(r"^(?P<file>[^\s:][^:\n]*): In function "
                       r"'(?P<name>\w+)'")
_TOP_LEVEL = re.compile(r"^[^\s:][^:\n]*: At top level:")
_UNIT = re.compile(r"^\s+(?:CC|AS|HOSTCC|CPP)\s+(?:\[M\]\s+)?(?P<name>\S+)$")
_TOOL = re.compile(r"^(?P<file>\S+): (?P<kind>warning|error|fatal error): "
                   r"(?P<text>.*)$")
_DEFINITION = re.compile(r"^[A-Za-z_][^;=]*?(\w+)\s*\([^;]*$")


@dataclass(frozen=True)
class Diagnostic:
    """`kind` is "error" or "warning"; `file` is relative to the tree."""
    file: str
    line: int
    kind: str
    text: str
    function: str = ""

    def key(self):
        return (self.file, self.text, self.function)

    def as_dict(self):
        return asdict(self)


def _relative(name, roots):
    for root in roots:
        if name.startswith(root + "/"):
            return name[len(root) + 1:]
    return name[2:] if name.startswith("./") else name


def _enclosing(name, line, texts):
    """The function that a line of a file is in, as the kernel writes them; ""
    at top level, or where the file is not there. `texts` keeps files."""
    if name not in texts:
        try:
            texts[name] = Path(name).read_text("utf-8",
                                               "replace").splitlines()
        except OSError:
            texts[name] = []
    lines = texts[name]
    for number in range(min(line, len(lines)) - 1, -1, -1):
        text = lines[number]
        if text.startswith("}") and number != line - 1:
            return ""
        found = _DEFINITION.match(text)
        if found:
            return found[1]
    return ""


def _one(match, roots, function):
    groups = match.groupdict()
    kind = "warning" if groups["kind"].lower() == "warning" else "error"
    return Diagnostic(_relative(groups["file"], roots),
                      int(groups.get("line") or 0), kind, groups["text"],
                      function)


def parse(output, roots=()):
    """The diagnostics of one compiler's output, each once, in order. `roots`
    are absolute folders whose names are taken off the paths."""
    function, found, texts = "", {}, {}
    # clang never says in which function it is.
    silent = not re.search(r": In function ", output)
    plain = output.replace("\u2018", "'").replace("\u2019", "'")
    for line in plain.splitlines():
        place = _FUNCTION.match(line)
        if place:
            function = place["name"]
        elif _TOP_LEVEL.match(line) or line.startswith("In file included"):
            function = ""
        said = _SAID.match(line) or _TOOL.match(line)
        if said:
            where = function
            if silent and said.groupdict().get("line"):
                where = _enclosing(said["file"], int(said["line"]), texts)
            diagnostic = _one(said, roots, where)
            found.setdefault((diagnostic.key(), diagnostic.kind), diagnostic)
    return list(found.values())


def by_unit(output, roots=()):
    """Splits the output of a kbuild run with one job at its `CC unit` lines:
    {unit: [diagnostics]}; "" has what came before the first."""
    unit, parts = "", {"": []}
    for line in output.splitlines():
        started = _UNIT.match(line)
        if started:
            unit = started["name"]
            parts[unit] = []
        else:
            parts[unit].append(line)
    return {name: parse("\n".join(lines), roots)
            for name, lines in parts.items()}


def ensure_error(found, unit, output, status):
    """A compiler that failed without a word that we understand still counts:
    its last line becomes the diagnostic."""
    if not status or any(one.kind == "error" for one in found):
        return found
    lines = [line for line in output.splitlines() if line.strip()]
    text = lines[-1].strip() if lines else "failed without a message"
    return found + [Diagnostic(unit, 0, "error", text)]


def count(found, kind):
    return len({one.key() for one in found if one.kind == kind})


def new(found, baseline):
    """Those of `found` that `baseline` has not, each once, sorted."""
    known = {(one.key(), one.kind) for one in baseline}
    fresh = {}
    for one in found:
        if (one.key(), one.kind) not in known:
            fresh.setdefault((one.key(), one.kind), one)
    return sorted(fresh.values(),
                  key=lambda one: (one.file, one.line, one.kind, one.text))
