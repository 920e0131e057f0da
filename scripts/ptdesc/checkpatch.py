# SPDX-License-Identifier: GPL-2.0-only
"""What the tree's own checkpatch says of a generated series.

A rewritten line that was badly styled before is not ours: what is raised on a
diff counts only as far as it is not raised as often, type by type, on the
same diff reversed. What is raised on a message always counts.
"""

import functools
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

# The sender signs: git am -s.
IGNORED = "MISSING_SIGN_OFF"


@functools.cache
def _folder():
    """The folder that checkpatch runs in, until this process ends. It keeps
    there which names in camel case the tree's headers have: it reads them all
    for that."""
    return tempfile.TemporaryDirectory(prefix="ptdesc-checkpatch-")


def raised(kdir, patch):
    """[(line of the patch, type, text)] that checkpatch raises on `patch`
    (bytes), with the checkpatch and the headers of the tree `kdir`."""
    kdir = Path(kdir).absolute()
    result = subprocess.run(
        ["perl", str(kdir / "scripts" / "checkpatch.pl"),
         f"--root={kdir}", "--strict", "--no-summary", "--terse",
         "--show-types", "--no-color", "--ignore", IGNORED, "-"],
        cwd=_folder().name, input=patch, capture_output=True, check=False)
    text = result.stdout.decode("utf-8", "replace")
    found = [(int(m[1]), m[2], m[3]) for m in re.finditer(
        r"^-?:?(\d+): (?:ERROR|WARNING|CHECK):(\w+): (.*)$", text, re.M)]
    if result.returncode and not found:
        raise RuntimeError("checkpatch failed: " + (
            text + result.stderr.decode("utf-8", "replace")).strip()[:500])
    return found


def reverse(patch):
    """The diff of `patch` the other way round, below the same message."""
    head, diff = split(patch)
    lines = []
    for line in diff.split(b"\n"):
        if line.startswith(b"--- a/"):
            old = line
        elif line.startswith(b"+++ b/"):
            lines += [b"--- a/" + line[6:], b"+++ b/" + old[6:]]
        elif line.startswith(b"@@"):
            lines.append(re.sub(rb"^@@ -(\S+) \+(\S+) @@", rb"@@ -\2 +\1 @@",
                                line))
        elif line.startswith(b"+"):
            lines.append(b"-" + line[1:])
        elif line.startswith(b"-"):
            lines.append(b"+" + line[1:])
        else:
            lines.append(line)
    return head + b"\n".join(_removed_first(lines))


def _removed_first(lines):
    """Within a run of changed lines, the removed ones come first."""
    run = []
    for line in lines:
        marked = line[:1] in (b"+", b"-") and \
            not line.startswith((b"--- a/", b"+++ b/"))
        if marked:
            run.append(line)
            continue
        yield from sorted(run, key=lambda text: text[:1] == b"+")
        run = []
        yield line
    yield from sorted(run, key=lambda text: text[:1] == b"+")


def split(patch):
    """(message and what stands below ---, diff)."""
    place = patch.find(b"\ndiff --git ") + 1
    return patch[:place], patch[place:]


def excess(kdir, patch):
    """What counts of what checkpatch raises on `patch`: [text]."""
    head, _ = split(patch)
    limit = head.count(b"\n")
    forward = raised(kdir, patch)
    if not forward:
        return []       # the second run would be for nothing
    allowed = Counter(kind for line, kind, _ in raised(kdir, reverse(patch))
                      if line > limit)
    found = []
    for line, kind, text in forward:
        if line > limit and allowed[kind] > 0:
            allowed[kind] -= 1
        else:
            found.append(f"{line}: {kind}: {text}")
    return found


def main():
    """checkpatch.py KDIR PATCH...: prints the excess; exit code 1 if any."""
    kdir, *patches = sys.argv[1:]
    code = 0
    for path in map(Path, patches):
        for text in excess(kdir, path.read_bytes()):
            print(f"{path.name}:{text}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
