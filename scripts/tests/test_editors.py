# SPDX-License-Identifier: GPL-2.0-only
"""docs/editors.md: the commands of the page run, and its patterns read what
they print. The editors are not here."""

import json
import re
import subprocess

import pytest
import yaml
from conftest import ROOT
from test_ci import BAD, Repository

PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")


def block(language):
    found, = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.S | re.M)
    return found


def told(title, pattern):
    """What a pattern finds in the section of an editor."""
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    return re.search(pattern, section)[1]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """One with a change that is not committed."""
    found = Repository(tmp_path_factory.mktemp("editor"))
    (found.path / "mm" / "window.c").write_text(BAD)
    found.git("add", "-N", "mm/window.c")
    return found


def test_vs_code(repository):
    task, = json.loads(block("json"))["tasks"]
    code, out = repository.run(task["command"])
    pattern = task["problemMatcher"]["pattern"]
    found, = re.finditer(pattern["regexp"], out, re.M)
    assert code == 1
    assert [found[pattern[name]] for name in
            ("file", "line", "column", "severity", "code")] == \
        ["mm/window.c", "3", "24", "warning", "PT004"]
    assert "get_zeroed_page()" in found[pattern["message"]]


def test_language_server(repository):
    linter, = yaml.safe_load(block("yaml"))["languages"]["c"]
    _, out = repository.run(linter["lint-command"])
    form, = linter["lint-formats"]
    pattern = re.escape(form)
    for sign, words in (("%f", r"(?P<f>[^:]+)"), ("%l", r"(?P<l>\d+)"),
                        ("%c", r"(?P<c>\d+)"), ("%t", r"(?P<t>[ewin])"),
                        ("%m", r"(?P<m>.+)")):
        pattern = pattern.replace(re.escape(sign), words)
    lines = [re.fullmatch(pattern, line) for line in out.splitlines()]
    assert [(one["f"], one["l"], one["t"]) for one in lines] == \
        [("mm/window.c", "3", "w")]


def test_vim_and_emacs(repository):
    for command in (told("Vim and Neovim", r"system\('(.*)'\)"),
                    told("Emacs", r"RET (.*) RET")):
        code, out = repository.run(command)
        assert code == 1
        assert re.search(r"^(/.*/)?mm/window\.c:3:24: warning: .*\[PT004\]$", out,
                         re.M), out


def test_sarif(repository):
    repository.run(told("SARIF", r"\n    (git .*)\n"))
    found = json.loads((repository.path / "ptdesc.sarif").read_text())
    result, = found["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "mm/window.c",
                                         "uriBaseId": "SRCROOT"}
    assert result["codeFlows"]


def test_the_repository_stays(repository):
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository.path, check=True,
        capture_output=True, text=True).stdout
    assert set(status.split()) <= {"A", "mm/window.c", "??", "ptdesc.sarif"}
