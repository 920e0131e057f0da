# SPDX-License-Identifier: GPL-2.0-only
"""The work tree that follows an input: what is copied, with which times."""

import os
import subprocess

import pytest
from ptdesc import trees
from ptdesc.boot import follow

FILES = {"Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n",
         "Kconfig": "", "arch/x86/a.c": "int a;\n", "mm/b.c": "int b;\n",
         "mm/c.c": "int c;\n"}


class House:
    """A tree, and its follower as each run makes it."""

    def __init__(self, folder, git):
        self.kdir, self.place = folder / "linux", folder / "matrix"
        for name, text in FILES.items():
            self.write(name, text)
        if git:
            for words in (["init", "-q"], ["add", "."],
                          ["-c", "user.name=a", "-c", "user.email=b", "commit",
                           "-qm", "c"]):
                subprocess.run(["git", "-C", self.kdir, *words], check=True)
        self.digest = self.origin = None

    def write(self, name, text):
        path = self.kdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (1000, 1000))

    def run(self):
        tree = trees.resolve(self.kdir)
        inventory = follow.Inventory(tree, self.place / "input.json")
        worktree = follow.Follower(tree, self.place, [], inventory)
        worktree.prepare(inventory.digest)
        self.digest, self.origin = inventory.digest, worktree.origin

    def files(self):
        """{name: (text, time)} of the work tree."""
        root = self.place / "work"
        return {str(path.relative_to(root)): (path.read_text(),
                                              path.stat().st_mtime_ns)
                for path in root.rglob("*")
                if path.is_file() and ".git/" not in str(path)}


@pytest.fixture(name="house", params=[False, True], ids=["plain", "git"])
def _house(request, tmp_path):
    return House(tmp_path, request.param)


def test_only_what_has_another_text_gets_another_time(house):
    house.run()
    first, digest, origin = house.files(), house.digest, house.origin
    assert {name: text for name, (text, _) in first.items()} == FILES
    house.run()
    assert house.files() == first and house.digest == digest
    house.write("mm/b.c", "int B;\n")       # as long, and as old, as before
    house.write("mm/c.c", FILES["mm/c.c"])
    house.run()
    second = house.files()
    assert second.pop("mm/b.c")[0] == "int B;\n"
    assert first.pop("mm/b.c")[1] < house.files()["mm/b.c"][1]
    assert second == first and house.origin == origin != house.digest != digest


def test_what_is_gone_and_what_is_new(house):
    house.run()
    (house.kdir / "mm/c.c").unlink()
    house.write("arch/x86/new/d.h", "int d;\n")
    if (house.kdir / ".git").exists():
        subprocess.run(["git", "-C", house.kdir, "add", "."], check=True)
    house.run()
    assert "mm/c.c" not in house.files()
    assert house.files()["arch/x86/new/d.h"][0] == "int d;\n"


def test_a_new_copy_has_another_origin(house):
    """Nobody knows of its files how old they are."""
    house.run()
    origin = house.origin
    (house.place / "work.json").unlink()
    house.write("mm/b.c", "int other;\n")
    house.run()
    assert house.origin != origin
    assert house.files()["mm/b.c"][0] == "int other;\n"


def test_a_tree_in_which_somebody_built_is_copied_whole(house):
    house.run()
    origin = house.origin
    house.write(".config", "CONFIG_A=y\n")
    house.write("mm/b.c", "int other;\n")
    house.run()
    assert house.origin != origin
