# SPDX-License-Identifier: GPL-2.0-only
"""Running scripts/convert on trees of the tests' own."""

import hashlib
import json
import os
import shutil
import subprocess

from conftest import HERE, ROOT
from ptdesc.step import FOLDERS

AUTHOR = "A U Thor <author@example.com>"
FAKE = HERE / "fake-tree"
SECONDS = 600
# What a run keeps to work with; everything else in OUT is a result.
WORKING = {".lock", ".tree-state.json"}


def command(kdir, out, *options, toolkit=ROOT, findings=False):
    """`findings`: with those of the judge in the account. No header of the
    fake tree says what a pgtable_t is, so that forms seem to disagree."""
    return [str(toolkit / "scripts" / "convert"), "--kdir", str(kdir),
            "--out", str(out), "--author", AUTHOR, *options,
            *([] if findings else ["--no-findings"])]


def convert(kdir, out, *options, toolkit=ROOT, env=None, findings=False):
    """Runs convert to its end; returns the CompletedProcess."""
    return subprocess.run(
        command(kdir, out, *options, toolkit=toolkit, findings=findings),
        text=True,
        capture_output=True, check=False, timeout=SECONDS,
        stdin=subprocess.DEVNULL, env=dict(os.environ, **(env or {})))


def fake_tree(where):
    """A copy of the fake kernel tree."""
    shutil.copytree(FAKE, where)
    return where


def configured(path):
    """The environment of a user who has set what must not matter. `path` is
    where the configuration of git goes."""
    path.write_text("[core]\n\tautocrlf = true\n\tabbrev = 5\n[diff]\n"
                    "\tnoprefix = true\n\tcontext = 9\n\talgorithm = "
                    "patience\n\trenames = copies\n[format]\n\tsignOff = "
                    "true\n\tsubjectPrefix = X\n\tnumbered = false\n"
                    "[commit]\n\tgpgSign = true\n[user]\n\tname = Someone "
                    "Else\n\temail = else@example.com\n")
    return {"GIT_CONFIG_GLOBAL": str(path), "LC_ALL": "C",
            "TZ": "Asia/Tokyo", "COLUMNS": "40", "GIT_AUTHOR_NAME": "No One"}


def account(out):
    return json.loads((out / "convert.json").read_text("utf-8"))


def patches(out):
    """The patches of all series in OUT without cover letters, in the order
    in which they go on top of each other."""
    return [path for folder in FOLDERS.values()
            for path in sorted((out / folder).glob("*.patch"))
            if not path.name.startswith("0000")]


def files(folder, skip=(".git",)):
    """{relative name: content} of all files below a folder."""
    found = {}
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in skip]
        # Of a git worktree .git is a file.
        for name in set(names) - set(skip):
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def results(out):
    """What must be the same bytes in two runs: all but the times."""
    found = {name: content for name, content in files(out).items()
             if name not in WORKING}
    record = json.loads(found.pop("convert.json"))
    del record["seconds"]
    return found, record


def digest(folder):
    """Contents, modes and times of everything below a folder but a lock."""
    state = hashlib.sha256()
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted({*names, *folders} - {".lock"}):
            path = os.path.join(top, name)
            status = os.lstat(path)
            state.update(repr((path, status.st_mode, status.st_size,
                               status.st_mtime_ns)).encode())
    for name, content in sorted(files(folder, skip=()).items()):
        state.update(name.encode() + b"\0" + content)
    return state.hexdigest()


def printed_rule(patch):
    """The rule that the message of a patch (bytes) carries, or None."""
    text = patch.split(b"\n---\n")[0].decode("utf-8")
    if "\n// <smpl>\n" not in text:
        return None
    return text.split("\n// <smpl>\n")[1].split("\n// </smpl>\n")[0] + "\n"


def rule_makes(patch, repo, folder):
    """Whether plain spatch with the rule of `patch` makes its diff of the
    files in `repo`, which the patches before it have changed."""
    rule = folder / "rule.cocci"
    rule.write_text(printed_rule(patch), "utf-8")
    names = [line[6:] for line in patch.decode("utf-8").splitlines()
             if line.startswith("+++ b/")]
    for name in names:      # of several at once it would make one program
        done = subprocess.run(
            ["spatch", "--no-includes", "--include-headers", "--in-place",
             "--sp-file", str(rule), name], cwd=repo, capture_output=True,
            text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    made = {name: (repo / name).read_bytes() for name in names}
    subprocess.run(["git", "checkout", "-q", "."], cwd=repo, check=True)
    subprocess.run(["git", "apply", "-"], input=patch, cwd=repo, check=True)
    wanted = {name: (repo / name).read_bytes() for name in names}
    subprocess.run(["git", "checkout", "-q", "."], cwd=repo, check=True)
    return made == wanted and bool(names)
