# SPDX-License-Identifier: GPL-2.0-only
"""The worked examples of the manual: their files are written, their commands
run, and what these print is what the page says.

A page is read like this: a block whose language is `console` is a session; a
`diff` is applied; any other block is the file that the line before it names,
between backquotes, before a colon. In what is printed, `...` alone stands for
any lines."""

import os
import re
import shutil
import subprocess

import pytest
from conftest import ROOT

PAGES = sorted((ROOT / "docs" / "examples").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
FILE = re.compile(r"`([^`\s]+)`:\s*\Z")
# What a copy of the toolkit leaves out: it makes its own results.
WITHOUT = shutil.ignore_patterns("__pycache__", "fuzz*", "san", "linux-source*",
                                 ".cache")


def blocks(text):
    """[(language, file or None, content)] of a page."""
    found, last = [], 0
    for block in BLOCK.finditer(text):
        name = FILE.search(text[last:block.start()])
        found.append((block[1], name and name[1], block[2]))
        last = block.end()
    return found


def sessions(content):
    """[(command, what it prints)] of a console block."""
    parts = re.split(r"^\$ (.*)\n", content, flags=re.M)
    assert not parts[0], "a console block starts with a command"
    return list(zip(parts[1::2], parts[2::2]))


def fits(wanted, printed):
    """Whether a command printed what the page says."""
    pattern = "".join(r"(.*\n)*" if line == "...\n" else re.escape(line)
                      for line in wanted.splitlines(True))
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture
def toolkit(tmp_path):
    """A copy of the toolkit that a page may change. Files keep their times, so
    that make builds only what the page changes."""
    to = tmp_path / "toolkit"
    for name in ("scripts", "semantic-patches", "checker", "kernel-tree"):
        shutil.copytree(ROOT / name, to / name, ignore=WITHOUT, symlinks=True)
    (to / "results").mkdir()
    return to


def run(command, where):
    """What a command of a page prints, both streams as a terminal has them."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=where, text=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=dict(
            os.environ, PTDESC_HOME=str(where), GIT_CONFIG_GLOBAL="/dev/null",
            PYTHONDONTWRITEBYTECODE="1"))
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_example(page, toolkit):
    done = 0
    for language, name, content in blocks(page.read_text("utf-8")):
        if language == "console":
            for command, wanted in sessions(content):
                printed = run(command, toolkit)
                assert fits(wanted, printed), f"$ {command}\n{printed}"
                done += 1
        elif language == "diff" and not name:
            applied = subprocess.run(
                ["patch", "-p1", "--no-backup-if-mismatch"], cwd=toolkit,
                input=content, text=True, capture_output=True, check=False)
            assert applied.returncode == 0, applied.stdout
        else:
            assert name, f"which file is this?\n{content}"
            (toolkit / name).parent.mkdir(parents=True, exist_ok=True)
            (toolkit / name).write_text(content, "utf-8")
    assert done, "no command on the page"


def test_all_examples_are_there():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert {page.stem for page in PAGES} == {
        "step", "check", "name", "architecture", "tree"}
    assert all(f"examples/{page.name}" in index for page in PAGES)


def test_the_reader_of_pages_sees_differences():
    assert fits("one\n...\nfour\n", "one\ntwo\nthree\nfour\n")
    assert not fits("one\n...\nfour\n", "one\ntwo\n")
    assert not fits("", "anything\n")
    (language, name, content), = blocks("The file `a/b.c`:\n\n```c\nint a;\n"
                                        "```\n")
    assert (language, name, content) == ("c", "a/b.c", "int a;\n")
    assert sessions("$ one\n1\n$ two\n") == [("one", "1\n"), ("two", "")]


def anchors(text):
    """The anchors that GitHub makes of the heads of a page."""
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-")
            for head in re.findall(r"^#+ (.*)$", text, re.M)}


def test_links_of_the_manual_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"),
             ROOT / "results/README.md", ROOT / "kernel-tree/README.md"]
    lost, count = [], 0
    for page in pages:
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if "://" in link:
                continue
            name, _, head = link.partition("#")
            to = page.parent / name if name else page
            count += 1
            if not to.exists() or head and \
                    head not in anchors(to.read_text("utf-8")):
                lost.append(f"{page.name}: {link}")
    assert count > 80 and not lost


def test_the_index_has_every_page():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert [page.name for page in (ROOT / "docs").rglob("*.md")
            if page.name != "index.md" and page.name not in index] == []
