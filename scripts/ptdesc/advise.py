# SPDX-License-Identifier: GPL-2.0-only
"""What the steps would make of the lines that the lint found fault with.

Run by ptdesc-lint --diff. Standard input is {"seconds": n, "files":
[{"path", "text", "ids"}]}: `text` is the file as it is after the patch, a
byte a character, with only the functions in it that have findings. Standard
output is {"files": [{"path", "hunks": [{"first", "last", "text"}]}]}, the
lines that a hunk replaces and the hunk as a diff has it. What no step can do,
or not in time, is left out.
"""

import concurrent.futures
import difflib
import json
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from ptdesc import rewrite, step as steps       # noqa: E402
from ptdesc.errors import Usage                 # noqa: E402

WORD = re.compile(rb"[A-Za-z_]\w*")
CONTEXT = 3


def wanted(all_steps, path, ids):
    """The steps that remove findings of these ids in a file."""
    for index, step in enumerate(all_steps):
        if step.has_rules and step.kind not in ("add", "docs") \
                and not ids.isdisjoint(step.header.get("Ids", "").split()) \
                and step.covers(path, steps.later_architectures(all_steps,
                                                                index)):
            yield step


def convert(rewriter, chosen, path, content, deadline):
    """The content after all steps that could do something in time."""
    for step in chosen:
        if time.monotonic() > deadline:
            break
        words = {word.decode() for word in WORD.findall(content)}
        if step.reads(words):
            outcome = rewriter(step, path, content)
            if outcome.content is not None:
                content = outcome.content
    return content


def hunks(before, after):
    """[{"first", "last", "text"}]"""
    old, new = (text.decode("latin-1").splitlines() for text in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found = []
    for group in matcher.get_grouped_opcodes(CONTEXT):
        lines = [f"@@ -{group[0][1] + 1},{group[-1][2] - group[0][1]} "
                 f"+{group[0][3] + 1},{group[-1][4] - group[0][3]} @@"]
        for tag, a, a_end, b, b_end in group:
            if tag == "equal":
                lines += [" " + line for line in old[a:a_end]]
            else:
                lines += ["-" + line for line in old[a:a_end]]
                lines += ["+" + line for line in new[b:b_end]]
        found.append({"first": group[0][1] + 1, "last": group[-1][2],
                      "text": "\n".join(lines) + "\n"})
    return found


def main():
    asked = json.load(sys.stdin)
    deadline = time.monotonic() + asked["seconds"]
    rewrite.TIMEOUT = asked["seconds"] / 8      # a second try takes four times
    rewrite.spatch_version()
    all_steps = steps.series()
    with tempfile.TemporaryDirectory(prefix="ptdesc-") as scratch:
        rewriter = rewrite.Rewriter(scratch)

        def one(entry):
            content = entry["text"].encode("latin-1")
            chosen = wanted(all_steps, entry["path"], set(entry["ids"]))
            after = convert(rewriter, chosen, entry["path"], content,
                            deadline)
            return {"path": entry["path"], "hunks": hunks(content, after)}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            done = list(pool.map(one, asked["files"]))
    json.dump({"files": done}, sys.stdout)


if __name__ == "__main__":
    try:
        main()
    except (Usage, rewrite.Stopped) as error:
        print(f"ptdesc-lint: no diffs: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
