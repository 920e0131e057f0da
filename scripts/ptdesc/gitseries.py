# SPDX-License-Identifier: GPL-2.0-only
"""Turns what the steps did into commits and mailable patches.

A small repository holds only the files that the series touches; blob and
index lines are the same as in the whole tree. The user's configuration is
shut out, so that it cannot change a byte.
"""

import os
import re
import subprocess
from dataclasses import dataclass, field

from .errors import Usage

# Commits need a date, and two runs must give the same bytes. `git am` keeps
# it; the sender's mail program sets its own.
DATE = "Mon, 1 May 2023 00:00:00 +0000"
EPOCH = "1682899200 +0000"
# Who sends what nobody has put a name to; git am takes it.
NOBODY = "A U Thor <author@example.com>"
UNNAMED = ("git does not know who you are: the patches are from "
           f"{NOBODY}. Set AUTHOR='Name <address@host>', or git config "
           "user.name and user.email, and convert again before you send them")
SENDER = re.compile(r"[^<>\n]+ <[^<>\s]+@[^<>\s]+>")
FORMAT = ["--full-index", "--no-signature", "--no-color", "--no-ext-diff",
          "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/",
          "--diff-algorithm=myers", "--no-renames", "--unified=3",
          "--stat=72", "--summary", "--no-indent-heuristic"]


@dataclass
class Commit:
    """One commit: `files` is {path: new content}."""
    subject: str
    body: str
    notes: str
    files: dict
    number: int = 0
    patch: str = ""
    hunks: dict = field(default_factory=dict)
    functions: list = field(default_factory=list)
    places: dict = field(default_factory=dict)


def environment(extra=None):
    env = {name: value for name, value in os.environ.items()
           if not name.startswith("GIT_")}
    env.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1",
               GIT_TERMINAL_PROMPT="0", LC_ALL="C.UTF-8", **(extra or {}))
    return env


def git(repo, *arguments, data=None, env=None, check=True):
    """Runs git in `repo` free of the user's configuration; returns stdout as
    bytes. RuntimeError with git's own words when it fails."""
    result = subprocess.run(["git", "-C", str(repo), *arguments], input=data,
                            capture_output=True, env=env or environment(),
                            check=False)
    if check and result.returncode:
        words = result.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"git {arguments[0]}: {words}")
    return result.stdout


def identity(author):
    """`Name <address>` of the sender: AUTHOR=, else git's identity, else
    NOBODY. Usage when AUTHOR= is malformed."""
    if author:
        if not SENDER.fullmatch(author):
            raise Usage("AUTHOR= is written as 'Name <address@host>'")
        return author
    name, mail = (subprocess.run(["git", "config", key], text=True,
                                 capture_output=True,
                                 check=False).stdout.strip()
                  for key in ("user.name", "user.email"))
    name = os.environ.get("GIT_AUTHOR_NAME") or name
    mail = os.environ.get("GIT_AUTHOR_EMAIL") or mail \
        or os.environ.get("EMAIL", "")
    said = f"{name} <{mail}>"
    # git would make up the rest from the login and the machine's name. That
    # is nobody's address, and a root's is nobody's name.
    return said if SENDER.fullmatch(said) else NOBODY


def build(repo, base, commits, author):
    """Makes the repository `repo`: `base` ({path: content}) and the commits.

    Returns the name of the branch."""
    git(repo.parent, "init", "-q", "-b", "series", str(repo))
    stream = [_commit("base\n", base, author)]
    for commit in commits:
        text = commit.subject + "\n\n" + commit.body
        stream.append(_commit(text, commit.files, author))
    git(repo, "fast-import", "--quiet", data=b"".join(stream))
    return "series"


def _commit(message, files, author):
    who = author.encode()
    text = message.encode()
    parts = [b"commit refs/heads/series\n",
             b"author ", who, b" ", EPOCH.encode(), b"\n",
             b"committer ", who, b" ", EPOCH.encode(), b"\n",
             b"data %d\n" % len(text), text, b"\n"]
    for path in sorted(files):
        content = files[path]
        quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
        parts += [b"M 100644 inline ", quoted.encode("utf-8",
                                                     "surrogateescape"),
                  b"\n", b"data %d\n" % len(content), content, b"\n"]
    return b"".join(parts)


def hunks(repo, count):
    """What each of the last `count` commits changed: a list, oldest first, of
    {path: [(old line, old lines, new line, new lines, removed, added)]}."""
    text = git(repo, "log", "--reverse", f"-{count}", "-p", "-U0",
               "--no-renames", "--no-color", "--no-ext-diff",
               "--no-indent-heuristic", "--format=%x00",
               "series").decode("utf-8", "surrogateescape")
    found = []
    for part in text.split("\0\n")[1:]:
        found.append(_parse(part))
    return found


def _parse(text):
    files, left = {}, [0, 0]
    for line in text.split("\n"):
        # Inside of a hunk a line may look like a header: what is left of the
        # hunk tells them apart.
        if any(left):
            removed = line.startswith("-")
            left[not removed] -= line[:1] in "-+"
            if line[:1] in "-+":
                hunk[4 + (not removed)].append(line[1:])
        elif line.startswith(("--- a/", "+++ b/")):
            # The old name is that of a file which is deleted, too.
            hunks_of = files.setdefault(line[6:].rstrip("\t"), [])
        elif line.startswith("@@ "):
            match = re.match(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@",
                             line)
            a, b, c, d = (1 if n is None else int(n) for n in match.groups())
            hunk = (a, b, c, d, [], [])
            left = [b, d]
            hunks_of.append(hunk)
    return files


def patches(repo, commits, folder, branch="series"):
    """Writes the patches of `commits`, the last ones of `branch`, below
    `folder` and sets their `patch` and `number`. What stands below --- is a
    commit's `notes`."""
    total = len(commits)
    if not total:
        return
    git(repo, "format-patch", "-q", "-n", "--zero-commit", *FORMAT,
        "-o", str(folder), f"-{total}", branch)
    for number, (commit, path) in enumerate(
            zip(commits, sorted(folder.glob("*.patch"))), 1):
        text = path.read_bytes().replace(
            b"\n---\n", b"\n---\n" + commit.notes.encode() + b"\n", 1)
        path.write_bytes(text)
        commit.number = number
        commit.patch = path.name


def patch_id(path):
    """What git knows a patch by, whatever its line numbers and message."""
    found = git(path.parent, "patch-id", "--stable", data=path.read_bytes())
    return found.split()[0].decode()


def diffstat(repo, count, branch="series"):
    """The diffstat of the last `count` commits of `branch`, as format-patch's
    cover letter has it."""
    if not count:
        return ""
    return git(repo, "diff", "--stat=72", "--summary", "--no-renames",
               f"{branch}~{count}", branch).decode("utf-8", "replace")


def people(author):
    """The environment that makes git use `author` and the fixed date."""
    name, mail = re.fullmatch(r"(.*) <(.*)>", author).groups()
    return {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail,
            "GIT_AUTHOR_DATE": EPOCH, "GIT_COMMITTER_DATE": EPOCH}


def commit_on(repo, parent, commit, env):
    """Commits `commit` on top of `parent` in the index that `env` names.
    Returns the new commit's name."""
    for path, content in sorted(commit.files.items()):
        blob = git(repo, "hash-object", "-w", "--stdin", data=content,
                   env=env).decode().strip()
        mode = git(repo, "ls-files", "-s", "--", path,
                   env=env).split()[0].decode()
        git(repo, "update-index", "--cacheinfo", f"{mode},{blob},{path}",
            env=env)
    tree = git(repo, "write-tree", env=env).decode().strip()
    text = commit.subject + "\n\n" + commit.body
    return git(repo, "commit-tree", tree, "-p", parent, data=text.encode(),
               env=env).decode().strip()
