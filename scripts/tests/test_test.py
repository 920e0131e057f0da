# SPDX-License-Identifier: GPL-2.0-only
"""scripts/test: what it says when the machine lacks something."""

import importlib.machinery
import importlib.util

import pytest

from conftest import ROOT
from ptdesc.errors import Usage
from ptdesc.unpack import NotInstalled


@pytest.fixture(name="program", scope="module")
def fixture_program():
    """scripts/test as a module."""
    loader = importlib.machinery.SourceFileLoader(
        "scripts_test", str(ROOT / "scripts" / "test"))
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def without_tree(program, monkeypatch, error, offered):
    """What later_tree() returns where resolving the tree raises `error` and
    setup would install `offered`."""
    def resolve(_):
        raise error

    class Setup:
        stdout = offered

    monkeypatch.setattr(program.trees, "resolve", resolve)
    monkeypatch.setattr(program.subprocess, "run", lambda *_, **__: Setup)
    return program.later_tree()


def test_full_disk_is_one_failure(program, monkeypatch, capsys):
    later, result = without_tree(program, monkeypatch,
                                 Usage("no space to unpack it"), "")
    assert later == {"NO_LATER": "no space to unpack it"}
    assert (result.passed, result.failed) == (0, 1)
    assert capsys.readouterr().out == "no space to unpack it\n"


def test_kernel_that_could_be_installed_is_a_failure(program, monkeypatch):
    later, result = without_tree(
        program, monkeypatch, NotInstalled("it is not installed"),
        f"apt-get install {program.LATER}")
    assert later == {"NO_LATER": "it is not installed"}
    assert result.failed == 1


def test_kernel_that_is_not_offered_is_none(program, monkeypatch):
    later, result = without_tree(
        program, monkeypatch, NotInstalled("it is not installed"), "")
    assert program.LATER in later["NO_LATER"]
    assert result.failed == 0


def test_disk_is_announced(program):
    assert program.disk(program.DISK).endswith(" GB of disk.")
    assert "1.5 GB are free here" in program.disk(1500000000)


@pytest.mark.parametrize("quick, names", [
    (False, ["pytest", "fuzz_and_real_tree", "programs"]),
    (True, ["pytest", "fuzz", "programs"])])
def test_fuzzers_run_beside_the_real_tree(program, monkeypatch, capsys,
                                          quick, names):
    ran = []
    for name in ("pytest", "fuzz", "real_tree", "programs"):
        def part(_, name=name):
            ran.append(name)
            return program.Result(passed=1, failed=int(name == "fuzz"))
        part.__name__ = name
        monkeypatch.setattr(program, name, part)
    parts = [getattr(program, name) for name in
             ("pytest", "fuzz", "real_tree", "programs")
             if not (quick and name == "real_tree")]
    total = program.run_parts(None, parts)
    assert (total.passed, total.failed) == (len(parts), 1)
    assert sorted(ran) == sorted(part.__name__ for part in parts)
    said = capsys.readouterr().out.splitlines()
    assert [line[4:] for line in said if line.startswith("===")] == names


def test_each_command_says_how_long_it_took(program, monkeypatch, capsys):
    monkeypatch.setattr(program, "WATCHED", program.PLAIN)
    assert program.run(["sh", "-c", "echo 1 passed; exit 3"]) == \
        (3, "1 passed\n")
    assert capsys.readouterr().out == \
        "$ sh -c echo 1 passed; exit 3\n1 passed\n(sh: 0 s)\n"
