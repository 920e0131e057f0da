# SPDX-License-Identifier: GPL-2.0-only
"""Where the parts of the toolkit are, for all tests."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "scripts" / "tests"
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(HERE))
import runs                                                 # noqa: E402
import sandbox                                              # noqa: E402
import schemas                                              # noqa: E402

# A shell starts background jobs, and so these tests perhaps, deaf to this, and
# what they start would be, too.
signal.signal(signal.SIGINT, signal.default_int_handler)


# What results_fit_their_schemas() has seen in this process: all folders, those
# from before the module that runs, and the results that need no second look.
_LOOKED = {"module": "", "all": set(), "before": set(), "fine": set()}


def pytest_configure(config):
    config.addinivalue_line("markers", "made_up_results(*names): these "
                            "results need not fit their schemas")


def group(item):
    """The group of tests that a test shares fixtures with, or None: those of
    its module, or of all modules that ask for the same fixture of a session.
    """
    shared = {found[-1].scope
              for found in item._fixtureinfo.name2fixturedefs.values()
              if found[-1].scope != "function" and found[-1].baseid}
    if "session" in shared:
        return "session"
    return item.path.name if shared else None


@pytest.hookimpl(tryfirst=True)     # xdist's own hook reads what this says
def pytest_collection_modifyitems(items):
    """Tests that share fixtures run in one process, where there are several
    (pytest -n --dist loadgroup): each fixture is made once. They start first,
    for a group cannot be divided."""
    modules = {item.path: group(item) for item in items
               if group(item) == "session"}
    for item in items:
        name = group(item)
        if name:
            item.add_marker(pytest.mark.xdist_group(
                modules.get(item.path, name)))
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(autouse=True)
def results_fit_their_schemas(request, tmp_path_factory):
    """After each test: every result that it, or what its module shares, left
    in pytest's folders fits its schema. A test that writes what no program
    would write is marked `made_up_results`, with the names of the files."""
    yield
    made_up = request.node.get_closest_marker("made_up_results")
    skip = (made_up.args or set(schemas.OF)) if made_up else ()
    base, module = tmp_path_factory.getbasetemp(), request.module.__name__
    if _LOOKED["module"] != module:
        _LOOKED.update(module=module, before=_LOOKED["all"], fine=set())
    _LOOKED["all"] = {entry.name for entry in os.scandir(base)}
    for folder in _LOOKED["all"] - _LOOKED["before"]:
        for path in schemas.results(base / folder):
            state = (path, path.stat().st_mtime_ns)
            if state not in _LOOKED["fine"]:
                _LOOKED["fine"].add(state)
                assert path.name in skip or not schemas.faults_of(path)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory):
    """The fake kernel tree. Nobody writes to it."""
    return runs.fake_tree(tmp_path_factory.mktemp("input") / "linux")


@pytest.fixture(scope="session")
def before(pristine):
    """The digest of `pristine` before anything was done with it."""
    return runs.digest(pristine)


@pytest.fixture(scope="session")
def first_run(pristine, before, tmp_path_factory):
    """(toolkit, OUT) of a conversion of `pristine` by a copy of the toolkit
    whose cache was empty, with one job and with a user's configuration."""
    folder = tmp_path_factory.mktemp("first")
    toolkit, out = sandbox.make(folder / "toolkit"), folder / "out"
    done = runs.convert(pristine, out, "-j", "1", toolkit=toolkit,
                        env=runs.configured(folder / "config"))
    assert (out / "convert.json").is_file(), done.stderr
    return toolkit, out


@pytest.fixture(scope="session")
def warm(first_run):
    """A copy of the toolkit whose cache knows the fake tree. What the cache
    gives are the same bytes: test_convert.py shows it."""
    return first_run[0]


def comes(what, seconds=60):
    """Waits until `what()` is true; returns whether it was, in that time."""
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(what())


@pytest.fixture
def open_folder():
    """A folder that other users can reach: pytest's own are private."""
    folder = Path(tempfile.mkdtemp(prefix="ptdesc-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def unprivileged():
    """The words before a command that is to run without root's rights:
    nothing is unreadable to root. ROOT may be a folder that only root can
    enter: what the command reads must be in an open_folder."""
    return [] if os.getuid() else ["setpriv", "--reuid=65534",
                                   "--regid=65534", "--clear-groups"]


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a small file system: small_disk("1M") is its folder."""
    folder = tmp_path / "disk"

    def mount(size):
        folder.mkdir()
        if os.geteuid() or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "none",
                 str(folder)], check=False, capture_output=True).returncode:
            pytest.skip("no right to mount a small file system")
        return folder
    yield mount
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


def repository(git, tree):
    """Makes a tree a repository with one commit; `git` is plain_git's."""
    git(tree, "init", "-q", ".")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "pristine")


@pytest.fixture
def plain_git(monkeypatch):
    """git without the configuration of whoever runs the tests."""
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null",
                        "GIT_CONFIG_NOSYSTEM": "1",
                        "GIT_AUTHOR_NAME": "A U Thor",
                        "GIT_AUTHOR_EMAIL": "author@example.com",
                        "GIT_COMMITTER_NAME": "C O Mitter",
                        "GIT_COMMITTER_EMAIL": "mitter@example.com"}.items():
        monkeypatch.setenv(name, value)
    for name in [name for name in os.environ if name in
                 ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")]:
        monkeypatch.delenv(name)

    def git(where, *arguments):
        done = subprocess.run(["git", "-C", str(where), *arguments],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done.stdout
    return git
