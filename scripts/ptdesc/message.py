# SPDX-License-Identifier: GPL-2.0-only
"""The words of the commits: messages, and notes below ---. The cover letter
is letter.py's."""

import difflib
import re
import textwrap

from . import step as steps

SMPL_LINES = 50     # a longer rule is not shown in a message
SMPL_COLUMNS = 75   # checkpatch's limit for a line of a commit message


def body(step, shown=None, diff=None):
    """The message below the subject: the step's text, and `shown`, the rule
    that alone makes the diff, where there is one. Of the paragraphs that only
    some diffs need, those of `diff`; all of them where it is not given."""
    text = "\n\n".join(text for pattern, text in steps.paragraphs(step.message)
                       if pattern is None or diff is None
                       or pattern.search(diff)) + "\n"
    if shown:
        text += "\n// <smpl>\n" + shown + "\n// </smpl>\n"
    return text


def diff(entry, files):
    """What a step changed in `files`, {path: content}, as a diff."""
    return "\n".join(
        line for path, after in sorted(files.items())
        for line in difflib.unified_diff(
            *(content.decode(errors="replace").splitlines()
              for content in (entry.changes[path].before, after)),
            lineterm=""))


def rule(step):
    """The rule of a step where it is short enough for a message and nothing
    but SmPL makes the change, else None. Whether it alone makes the diff has
    to be tried."""
    if not step.has_rules or step.has_directives:
        return None
    text = patch_rules(step.flat)
    lines = text.splitlines()
    if len(lines) > SMPL_LINES or max(map(len, lines)) > SMPL_COLUMNS:
        return None
    # What stands in braces or before a condition is no rule of its own.
    return None if re.search(r"^@.*\b(script|virtual)\b", text, re.M) else text


def patch_rules(flat):
    """The SmPL of a step that rewrites, without comments and reports."""
    code = [line.rstrip() for line in flat.splitlines()
            if not line.lstrip().startswith("//")
            and not line.startswith("#include")]
    rules = ["\n".join(rule).strip() for rule in _split(code)[1:]
             if not re.search(r"\breport\b", rule[0])]
    return re.sub(r"^@(\w*) ?depends on patch(?: && )?", _header,
                  "\n\n".join(rules), flags=re.M)


def _header(match):
    """A rule's header without the mode; `depends on` stays where there is
    more than the mode."""
    more = " depends on " if match[0].endswith("&& ") else ""
    return "@" + match[1] + (more if match[1] or not more else more[1:])


def _split(lines):
    """Splits SmPL into the part before the first rule, and the rules."""
    parts, header = [[]], False
    for line in lines:
        if header:
            header = "@@" not in line
        elif line.startswith("@"):
            parts.append([])
            opening = re.sub(r"^@[^@]*@", "", line)
            header = "@@" not in opening
        parts[-1].append(line)
    return parts


def notes(entry):
    """What stands below ---: for the reviewer, not for the history."""
    step = entry.step
    lines = [f"Step {step.name}, kind {step.kind}."]
    for topic, text in step.changes:
        lines += textwrap.wrap(f"At run time ({topic}): {text}", 72)
    for path, change in sorted(entry.changes.items()):
        if change.error:
            lines.append(f"NOT converted: {path}: {change.error}")
    return "\n".join(lines) + "\n"


def shortlog(author, commits):
    """As git shortlog prints it."""
    if not commits:
        return ""
    name = author.split(" <")[0]
    lines = [f"{name} ({len(commits)}):"]
    lines += ["  " + commit.subject for commit in commits]
    return "\n".join(lines) + "\n"
