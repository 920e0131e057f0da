# SPDX-License-Identifier: GPL-2.0-only
"""How the programs begin and end: --help, interrupts, pipes, exit codes."""

import argparse
import os
import re
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from ptdesc import program, wholefile
from ptdesc.errors import USAGE, Usage, why

VERBS = (
    "bench", "boot", "census", "check", "convert", "doctor", "matrix",
    "report", "step", "test", "toolchains", "verify")


@pytest.mark.parametrize("verb", VERBS)
def test_help_explains_each_option_and_exit_code(verb):
    done = subprocess.run([ROOT / "scripts" / verb, "--help"], text=True,
                          capture_output=True, check=True,
                          env={**os.environ, "COLUMNS": "80"})
    # An option; its help stands on the same line, or indented on the next.
    options = re.findall(r"^  (-.*?)(?:  +(\S.*))?\n( {10,}\S.*)?",
                         done.stdout, re.M)
    assert len(options) > 1
    assert not [name for name, beside, below in options
                if not beside and not below]
    assert "Exit codes: 0 " in done.stdout.replace("\n", " ")
    assert "__doc__" not in done.stdout


@pytest.mark.parametrize("verb, options, words", [
    ("convert", ["--nonsense"], "unrecognized arguments: --nonsense; convert "
     "--help lists the options"),
    ("matrix", ["--plan", "--part", "x"], "give one of them"),
    ("matrix", ["--merge", "Makefile"], "it is not JSON"),
    ("check", ["--types", "PT099"], 'there is no type "PT099"'),
    ("verify", ["--timeout", "0"], "'0' is not a number of seconds above 0"),
    ("boot", ["--acid", "--cost"], "are two questions: ask one"),
    ("report", ["-j", "2"], "unrecognized arguments"),
    ("census", ["-j", "0"], "'0' is not a whole number of at least 1"),
    ("lint", ["--kdir", "nowhere"], "nowhere is neither a folder nor a tree"),
    ("lint", ["--kdir", "mm", "--no-tree"], "either --kdir or --no-tree"),
    ("test", ["--kdir", "nowhere"], "nowhere does not exist"),
    ("test", ["--kdir", "mm", "--quick"], "give one of them"),
    ("install", ["--what"], "unknown option --what; install --help"),
])
def test_wrong_use_is_one_sentence(verb, options, words):
    done = subprocess.run([ROOT / "scripts" / verb, *options], text=True,
                          capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{verb}: ") and words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("verb", ["boot", "convert", "matrix", "verify"])
def test_without_git(verb, tmp_path):
    done = subprocess.run(["/usr/bin/python3", ROOT / "scripts" / verb],
                          text=True, capture_output=True, check=False,
                          env={**os.environ, "PATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{verb}: git is not installed: run {ROOT}" \
        f"/scripts/setup --for {verb}\n"


def test_lint_without_git(tmp_path):
    """It needs none for a plain diff of a tree that is named."""
    (tmp_path / "a.patch").write_text("no patch\n")
    done = subprocess.run(["/usr/bin/python3", ROOT / "scripts/lint",
                           tmp_path / "a.patch"], text=True, cwd=tmp_path,
                          capture_output=True, check=False,
                          env={**os.environ, "PATH": str(tmp_path)})
    assert done.returncode == 2 and "there is no patch" in done.stderr


def raises(error):
    def main():
        raise error
    return main


@pytest.fixture(autouse=True)
def signals():
    """program.run() sets handlers, and pytest wants its own."""
    before = [(one, signal.getsignal(one))
              for one in (signal.SIGINT, signal.SIGTERM)]
    yield
    for one, handler in before:
        signal.signal(one, handler)


def test_how_a_program_ends(capsys):
    assert program.run("verb", lambda: 3) == 3
    for error, said in (
            (Usage("do this"), "do this"), (RuntimeError("so"), "so"),
            (Usage(f"no part: {why(KeyError('a'))}"), "no part: it has no 'a'"),
            (OSError("no number"), "no number"),
            (OSError(28, "No space left on device", "/a/b"),
             "/a/b: No space left on device"),
            (OSError(5, "Input/output error"), "Input/output error")):
        assert program.run("verb", raises(error)) == USAGE
        assert capsys.readouterr().err == f"verb: {said}\n"
    assert program.run("verb", raises(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == "verb: interrupted\n"
    assert program.run("verb", raises(KeyboardInterrupt()),
                       interrupted="later", code=3) == 3
    assert capsys.readouterr().err == "verb: later\n"
    with pytest.raises(ZeroDivisionError):
        program.run("verb", raises(ZeroDivisionError()))


def test_a_full_disk_names_the_file(tmp_path, capsys, monkeypatch):
    path = tmp_path / "found.json"
    path.write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert program.run("verb", lambda: wholefile.write(path, "x")) == USAGE
    assert capsys.readouterr().err == f"verb: {path}: No space left on device\n"
    assert path.read_text() == "before"


def test_jobs_are_numbers():
    assert program.positive("12") == 12
    for text in ("0", "00", "-1", "x", "", "1.5", "²"):
        with pytest.raises(argparse.ArgumentTypeError):
            program.positive(text)


def test_times_are_more_than_none():
    assert program.seconds("30") == 30 and program.seconds("0.5") == 0.5
    for text in ("0", "0.0", "-1", "x", "", "nan", "inf", "1e3"):
        with pytest.raises(argparse.ArgumentTypeError):
            program.seconds(text)


PRINTS = """import sys; sys.path.insert(0, "scripts")
from ptdesc import program
sys.exit(program.run("verb", lambda: print(sys.stdin.read() * {size}) or 0))"""


@pytest.mark.parametrize("size", [1, 1 << 20])
def test_nobody_reads(size):
    """A reader like head has gone: no traceback, whatever is buffered."""
    with subprocess.Popen([sys.executable, "-B", "-c",
                           PRINTS.format(size=size)], cwd=ROOT,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        child.stdout.close()
        child.stdin.write(b"x")
        child.stdin.close()
        said = child.stderr.read()
    assert (child.returncode, said) == (3, b"")


@pytest.mark.parametrize("verb", ["lint", "matrix"])
def test_nobody_reads_the_help(verb):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([ROOT / "scripts" / verb, "--help"], check=False,
                          stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["matrix", "verify", "boot", "toolchains"])
def test_an_interruption_is_incomplete(verb, monkeypatch):
    """As the manual says, also where nothing has begun yet."""
    main = runpy.run_path(str(ROOT / "scripts" / verb))["main"]
    for name in ("start", "compare", "build"):
        monkeypatch.setitem(main.__globals__, name, interrupt)
    monkeypatch.setattr(sys, "argv", [verb])
    assert main() == 3


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_told_even_in_the_background(number):
    """A shell starts background jobs with SIGINT ignored."""
    script = PRINTS.split("sys.exit", 1)[0] + """import time
sys.exit(program.run("verb", lambda: print("ready", flush=True) or
                     time.sleep(60)))"""
    with subprocess.Popen(
            [sys.executable, "-B", "-c", script], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT,
                                             signal.SIG_IGN)) as child:
        assert child.stdout.readline() == "ready\n"
        child.send_signal(number)
        said = child.communicate(timeout=30)[1]
    assert (child.returncode, said) == (130, "verb: interrupted\n")


@pytest.mark.parametrize("verb, module", [
    ("report", "jinja2"), ("matrix", "junitparser"), ("verify", "elftools"),
    ("convert", "rich")])
def test_a_package_of_python_that_is_not_installed(verb, module, tmp_path):
    (tmp_path / f"{module}.py").write_text(
        f"raise ModuleNotFoundError('no', name='{module}')\n")
    done = subprocess.run([ROOT / "scripts" / verb, "--help"], text=True,
                          capture_output=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"{verb}: /usr/bin/python3 has no module {module}: run " \
        f"{ROOT}/scripts/setup --for {verb}" in done.stderr
