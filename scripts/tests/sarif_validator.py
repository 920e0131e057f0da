# SPDX-License-Identifier: GPL-2.0-only
"""Lists of findings before the validator of those who wrote SARIF's SDK, with
the rules that GitHub's code scanning has for what it is sent.

Not part of `make test`: it installs 100 MB from npm into a folder of its own.

    SARIF='results/*/check-*.sarif' /usr/bin/python3 -m pytest -s \\
        scripts/tests/sarif_validator.py
"""

import glob
import json
import os
import stat
import subprocess

import pytest

PACKAGE = "@microsoft/sarif-multitool-linux"
# We have no home page that could be named.
ACCEPTED = {"SARIF2005"}


@pytest.fixture(name="validate", scope="module")
def _validate(tmp_path_factory):
    """What the validator says of a file: (rule, level, where)."""
    home = tmp_path_factory.mktemp("npm")
    subprocess.run(["npm", "install", "--no-audit", "--no-fund",
                    "--ignore-scripts", "--prefix", home, PACKAGE],
                   check=True)
    program = home / "node_modules" / PACKAGE / "Sarif.Multitool"
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def validate(path):
        said = home / "said.sarif"
        said.unlink(missing_ok=True)
        subprocess.run(
            [program, "validate", path, "--rule-kind", "Sarif;Ghas",
             "--output", said, "--log", "ForceOverwrite"], check=True,
            capture_output=True,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
        run = json.loads(said.read_text("utf-8-sig"))["runs"][0]
        assert run["invocations"][0]["executionSuccessful"]
        return [(one["ruleId"], one.get("level", "warning"),
                 one["message"]) for one in run.get("results", [])]
    return validate


def lists():
    return sorted(glob.glob(os.environ.get("SARIF", "")))


def test_some_were_named():
    assert lists(), "name them in SARIF="


@pytest.mark.parametrize("path", lists())
def test_a_list_is_valid(validate, path):
    assert [one for one in validate(path) if one[0] not in ACCEPTED] == []


def test_a_list_without_its_tool_is_not(validate, tmp_path):
    bad = tmp_path / "bad.sarif"
    for path in lists()[:1]:
        value = json.loads(open(path, encoding="utf-8").read())
        del value["runs"][0]["tool"]
        bad.write_text(json.dumps(value), "utf-8")
    assert "JSON1002" in {rule for rule, _, _ in validate(bad)}
