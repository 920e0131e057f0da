# SPDX-License-Identifier: GPL-2.0-only
"""What the steps say of a patch: ptdesc-lint runs it.

Standard input is {"seconds": n, "report": false, "files": [{"path", "text",
...}]}: `text` is the file as it is after the patch, a byte a character, with
only the functions in it that matter.

--diff asks what they would make of the lines with findings. A file has "ids".
Standard output is {"files": [{"path", "hunks": [{"first", "last", "text"}]}]},
the lines that a hunk replaces and the hunk as a diff has it. What no step can
do, or not in time, is left out.

--smpl asks, with "report": true, what their report mode says of added lines.
A file has "added", the numbers of its new lines. Standard output is {"files":
[{"path", "reports": [{"line", "column", "id", "message", "advice"}],
"unseen": [why]}]}.
"""

import concurrent.futures
import difflib
import functools
import json
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from ptdesc import rewrite, scan, step as steps  # noqa: E402
from ptdesc.errors import Usage                  # noqa: E402

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


REPORT = re.compile(r"^\S*?:(\d+):(\d+)-\d+: (.*)$", re.M)
# Which id speaks of a name that has this role in checker/lists/.
ROLES = (("PT002", ("constructs", "destructs")), ("PT004", ("allocates",)),
         ("PT005", ("frees",)), ("PT009", ("removes-page", "removes-table")))


@functools.cache
def role_ids():
    """{name of the kernel's API: id}"""
    return {one.name: name for name, roles in ROLES for one in scan.names()
            if one.list in roles}


def id_of(step, line, column):
    """The id of the step that fits what stands there."""
    own = step.header.get("Ids", "").split()
    word = WORD.match(line, column)
    said = role_ids().get(word[0].decode()) if word else None
    if said in own:
        return said
    if re.search(rb"(->|\.)\s*$", line[:column]):
        own.sort(key=lambda name: name not in ("PT001", "PT003"))
    elif len(own) != 1:
        return "PT009"      # a page table that is called a page
    return own[0]


def reporting(all_steps, path, content, added):
    """The steps that have something to say of a file's added lines. One
    without Ids mends what no check is about."""
    lines = content.split(b"\n")
    new = {word.decode() for number in added if number <= len(lines)
           for word in WORD.findall(lines[number - 1])}
    words = {word.decode() for word in WORD.findall(content)}
    for index, step in enumerate(all_steps):
        if "depends on report" in step.flat and "Ids" in step.header and \
                step.reads(words) and \
                not step.wanted.isdisjoint(new) and \
                step.covers(path, steps.later_architectures(all_steps,
                                                            index)):
            yield step


def reports(rewriter, all_steps, entry, deadline):
    """What is said of one file, a line once and a sentence once in a row."""
    content, added = entry["text"].encode("latin-1"), set(entry["added"])
    lines = content.split(b"\n")
    found, unseen = {}, []
    for step in reporting(all_steps, entry["path"], content, added):
        left = deadline - time.monotonic()
        text, error = ("", "there was no time for it") if left < 1 else \
            rewriter.report(step, entry["path"], content, min(left, 60))
        if error:
            unseen.append(f"{step.name}.cocci: {error}")
        last = None
        for line, column, message in sorted(
                (int(m[1]), int(m[2]), m[3]) for m in REPORT.finditer(text)):
            if line not in added:
                last = None
            elif line not in found and message != last:
                last = message
                found[line] = {
                    "line": line, "column": column + 1, "message": message,
                    "id": id_of(step, lines[line - 1], column),
                    "advice": step.header["Advice"]}
    return {"path": entry["path"], "unseen": unseen,
            "reports": [found[line] for line in sorted(found)]}


def main():
    asked = json.load(sys.stdin)
    deadline = time.monotonic() + asked["seconds"]
    rewrite.TIMEOUT = asked["seconds"] / 8      # a second try takes four times
    rewrite.spatch_version()
    # Advice that is not asked for would be about a kernel that nobody makes.
    all_steps = steps.series(wanted=steps.DEFAULT_SETS)
    with tempfile.TemporaryDirectory(prefix="ptdesc-") as scratch:
        rewriter = rewrite.Rewriter(scratch)

        def one(entry):
            if asked["report"]:
                return reports(rewriter, all_steps, entry, deadline)
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
        print(f"ptdesc-lint: no semantic patches: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
