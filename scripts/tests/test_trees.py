# SPDX-License-Identifier: GPL-2.0-only
"""Trees: what is taken for a kernel, unpacked once, copied whole."""

import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
import sandbox
from conftest import ROOT
from ptdesc import trees, treecopy, unpack
from ptdesc.errors import Usage

MAKEFILE = "VERSION = {}\nPATCHLEVEL = {}\nSUBLEVEL = {}\nEXTRAVERSION ={}\n"


def kernel(where, version=(6, 1, 192), extra=""):
    """The least that is a kernel."""
    for folder in ("arch/x86", "mm"):
        (where / folder).mkdir(parents=True)
    (where / "Makefile").write_text("# SPDX\n" + MAKEFILE.format(*version,
                                                                extra))
    (where / "Kconfig").write_text("mainmenu\n")
    (where / "mm" / "memory.c").write_text("int one;\n")
    return where


def refused(path):
    with pytest.raises(Usage) as caught:
        trees.resolve(path)
    text = str(caught.value)
    assert "\n" not in text and str(path) in text
    return text


@pytest.mark.parametrize("folder, extra, label", [
    ("linux-6.1.192", "", "linux-6.1.192"),
    ("linux", " -rc3", "linux-6.1.192-rc3"),
    ("my kernel", "", "my_kernel-6.1.192"),
    ("6.1.192", "", "linux-6.1.192")])
def test_directory(tmp_path, folder, extra, label):
    tree = trees.resolve(kernel(tmp_path / folder, extra=extra))
    assert (tree.path, tree.label) == (tmp_path / folder, label)
    assert not tree.is_git
    assert trees.default_out(tree) == ROOT / "results" / label


def test_what_is_no_kernel(tmp_path):
    assert "does not exist" in refused(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    assert "is a file" in refused(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert "no Makefile" in refused(tmp_path / "empty")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "Makefile").write_text("all:\n\ttrue\n")
    assert "not a kernel tree" in refused(tmp_path / "other")
    half = kernel(tmp_path / "half")
    (half / "Kconfig").unlink()
    assert "it has no Kconfig" in refused(half)


@pytest.mark.parametrize("locked", ["", "Makefile"])
def test_unreadable(open_folder, unprivileged, locked):
    tree = kernel(open_folder / "linux")
    (tree / locked).chmod(0)
    code = ("import sys; sys.path.insert(0, sys.argv[1])\n"
            "from ptdesc import trees\n"
            "try: trees.resolve(sys.argv[2])\n"
            "except trees.Usage as error: print(error)\n")
    toolkit = sandbox.make(open_folder / "toolkit", shared=False)
    said = subprocess.run(
        [*unprivileged, sys.executable, "-B", "-c", code,
         str(toolkit / "scripts"), str(tree)], cwd=open_folder,
        capture_output=True, text=True, check=True).stdout
    assert said.startswith("cannot read") and "Permission denied" in said
    assert said.count("\n") == 1


def test_results_may_not_be_in_the_input(tmp_path):
    tree = trees.resolve(kernel(tmp_path / "linux"))
    for inside in (tree.path, tree.path / "out" / "deeper"):
        with pytest.raises(Usage, match="inside the kernel tree"):
            trees.refuse_inside(inside, tree)
    trees.refuse_inside(tmp_path / "linux-results", tree)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a tarball of a kernel, and a dpkg that knows it."""
    kernel(tmp_path / "src" / "linux-source-6.1")
    tarball = tmp_path / "linux-source-6.1.tar.xz"
    with tarfile.open(tarball, "w:xz") as tar:
        tar.add(tmp_path / "src" / "linux-source-6.1", "linux-source-6.1")
    (tmp_path / "bin").mkdir()
    dpkg = tmp_path / "bin" / "dpkg"
    dpkg.write_text(f"#!/bin/sh\n[ $2 = linux-source-6.1 ] || exit 1\n"
                    f"echo /.\necho '{tarball}'\n")
    dpkg.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    store = tmp_path / "kernel-tree"
    store.mkdir()
    monkeypatch.setattr(unpack, "STORE", store)
    return tarball


def entries(store):
    return sorted(path.name for path in store.iterdir()
                  if path.name not in ("trees", ".lock"))


def test_unpacked_once(package):
    tree = trees.resolve()
    assert tree.label == "linux-6.1.192"
    assert entries(unpack.STORE) == ["linux-source-6.1-6.1.192",
                                     "linux-source-6.1-6.1.192.unpacked"]
    (tree.path / "mine").write_text("")
    assert trees.resolve("linux-source-6.1") == tree
    assert (tree.path / "mine").exists(), "it was unpacked again"
    marker = json.loads((unpack.STORE / f"{tree.path.name}.unpacked")
                        .read_text())
    assert marker["size"] == package.stat().st_size


def test_half_unpacked_is_redone(package):
    tree = trees.resolve()
    (unpack.STORE / f"{tree.path.name}.unpacked").unlink()
    (tree.path / "mm" / "memory.c").unlink()
    (unpack.STORE / ".linux-source-6.1.part" / "x").mkdir(parents=True)
    assert (trees.resolve().path / "mm" / "memory.c").exists()
    assert len(entries(unpack.STORE)) == 2


def test_newer_tarball_is_unpacked_beside(package):
    old = trees.resolve()
    os.utime(package, (1, 1))
    (old.path / "mine").write_text("")
    assert not (trees.resolve().path / "mine").exists()


def test_broken_tarball_leaves_nothing(package):
    package.write_bytes(package.read_bytes()[:200])
    with pytest.raises(Usage, match="cannot unpack"):
        trees.resolve()
    assert entries(unpack.STORE) == []


def test_no_space_to_unpack(package, monkeypatch):
    monkeypatch.setattr(unpack, "_unpack_size", lambda tarball: 1 << 60)
    with pytest.raises(Usage, match="no space"):
        trees.resolve()
    assert entries(unpack.STORE) == []


def test_interrupt_leaves_nothing(package, monkeypatch):
    def interrupted(tarball, where):
        (where / "linux-source-6.1").mkdir()
        raise KeyboardInterrupt
    monkeypatch.setattr(unpack, "_extract", interrupted)
    with pytest.raises(KeyboardInterrupt):
        trees.resolve()
    assert entries(unpack.STORE) == []


def test_package_not_installed(package):
    with pytest.raises(Usage, match="not installed.*scripts/setup"):
        trees.resolve("linux-source-6.12")


def test_known_trees_are_what_setup_installs():
    for entry in unpack.known():
        said = subprocess.run(
            [str(ROOT / "scripts" / "setup"), "--for", "convert", "--kdir",
             entry.name, "--dry-run"], capture_output=True, text=True,
            check=True).stdout
        installed = subprocess.run(["dpkg", "-s", entry.package],
                                   capture_output=True, check=False)
        assert (entry.package in said) == (installed.returncode != 0)


def test_copy_does_not_reach_the_input(tmp_path):
    tree = trees.resolve(kernel(tmp_path / "linux"))
    for text in ("two\n", "three\n"):
        trees.copy(tree, tmp_path / "out")
        (tmp_path / "out" / "mm" / "memory.c").write_text(text)
    assert (tree.path / "mm" / "memory.c").read_text() == "int one;\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["linux", "out"]


def test_copy_of_a_link_is_no_link(tmp_path):
    kernel(tmp_path / "linux")
    (tmp_path / "link").symlink_to("linux")
    trees.copy(trees.resolve(tmp_path / "link"), tmp_path / "out")
    assert not (tmp_path / "out").is_symlink()
    (tmp_path / "out" / "mm" / "memory.c").write_text("two\n")
    assert (tmp_path / "linux/mm/memory.c").read_text() == "int one;\n"


def test_where_kbuild_cannot_build(tmp_path):
    trees.refuse_unbuildable(tmp_path / "a-b_c.d+e,f@g%h=i~j")
    trees.refuse_unbuildable("/tmp/größer")
    for sign in " \t:'\"$#;&|<>()*?[]`\\{}":
        with pytest.raises(Usage, match="give another OUT"):
            trees.refuse_unbuildable(tmp_path / f"a{sign}b/c")
    (tmp_path / "a link").symlink_to(tmp_path)
    trees.refuse_unbuildable(tmp_path / "a link/c")


def test_copy_cancelled_leaves_the_old_one(tmp_path, monkeypatch):
    tree = trees.resolve(kernel(tmp_path / "linux"))
    trees.copy(tree, tmp_path / "out")
    (tmp_path / "out" / "mine").write_text("")
    run = treecopy._run
    monkeypatch.setattr(treecopy, "_run", lambda command, cancel:
                        run(["sleep", "60"], cancel))
    stop = threading.Event()
    stop.set()
    with pytest.raises(treecopy.Cancelled):
        trees.copy(tree, tmp_path / "out", stop)
    assert (tmp_path / "out" / "mine").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["linux", "out"]


def test_copy_without_space(tmp_path, monkeypatch):
    tree = trees.resolve(kernel(tmp_path / "linux"))
    monkeypatch.setattr(treecopy.shutil, "disk_usage", lambda where:
                        SimpleNamespace(free=1))
    with pytest.raises(Usage, match="no space for a copy"):
        trees.copy(tree, tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["linux"]


@pytest.fixture
def repository(tmp_path, plain_git):
    tree = kernel(tmp_path / "linux")
    plain_git(tree, "init", "-q", ".")
    plain_git(tree, "add", "-A")
    plain_git(tree, "commit", "-q", "-m", "one")
    return tree


def test_git_tree(repository, plain_git):
    tree = trees.resolve(repository)
    assert (tree.is_git, tree.dirty) == (True, ())
    assert tree.head == plain_git(repository, "rev-parse", "HEAD").strip()
    os.utime(repository / "Kconfig", (1, 1))    # stale, but not changed
    index = (repository / ".git" / "index").read_bytes()
    assert trees.resolve(repository).dirty == ()
    assert (repository / ".git" / "index").read_bytes() == index
    (repository / "Kconfig").write_text("other\n")
    assert trees.resolve(repository).dirty == ("Kconfig",)


def test_git_copy_has_the_work_tree(repository, plain_git, tmp_path):
    (repository / "Kconfig").write_text("other\n")
    (repository / "mm" / "memory.c").unlink()
    (repository / "mm" / "memory.o").write_text("built")
    trees.copy(trees.resolve(repository), tmp_path / "out")
    status = plain_git(tmp_path / "out", "status", "--short").split()
    assert status == ["M", "Kconfig", "D", "mm/memory.c"]
    assert not (tmp_path / "out" / "mm" / "memory.o").exists()
    (tmp_path / "out" / "Kconfig").write_text("third\n")
    assert (repository / "Kconfig").read_text() == "other\n"


def test_tree_inside_a_foreign_repository(tmp_path, plain_git):
    plain_git(tmp_path, "init", "-q", ".")
    assert not trees.resolve(kernel(tmp_path / "linux")).is_git
    assert Path(trees.resolve(tmp_path / "linux").path).is_dir()
