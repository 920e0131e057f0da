# SPDX-License-Identifier: GPL-2.0-only
"""conftest.py keeps tests together that share a fixture."""

import os
import shutil
import subprocess
import sys

from conftest import HERE

TESTS = """\
import time

import pytest


@pytest.fixture(scope="module")
def made():
    with open("made", "a") as file:
        file.write("made\\n")
    time.sleep(0.2)


@pytest.mark.parametrize("number", range(6))
def test_alone(number):
    pass


@pytest.mark.parametrize("number", range(6))
def test_together(made, number):
    pass
"""


def test_a_shared_fixture_is_made_once(tmp_path):
    shutil.copy2(HERE / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(TESTS)
    path = [str(HERE), str(HERE.parent),
            *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {name: value for name, value in os.environ.items()
           if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "-n", "2", "--dist", "loadgroup", "test_it.py"], cwd=tmp_path,
        env={**env, "PYTHONPATH": ":".join(path)},
        capture_output=True, text=True, check=False)
    assert "12 passed" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "made").read_text() == "made\n"
