# SPDX-License-Identifier: GPL-2.0-only
"""The lists of the kernel's names: the folder, the keys, the manual and the known
trees agree."""

import re
import subprocess

import pytest
from conftest import ROOT

LISTS = ROOT / "checker" / "lists"
DEFINED = {name: keys.split() for name, keys in re.findall(
    r'^LIST\("([\w-]+)", \w+, "([\w -]*)"\)$',
    (ROOT / "checker" / "lists.def").read_text("utf-8"), re.M)}


def lines(name):
    """The lines of a list, each as [name, attribute, ...]."""
    texts = (LISTS / name).read_text("utf-8").splitlines()
    return [re.findall(r'(?:[^\s"]|"[^"]*")+', text.split("#")[0])
            for text in texts if text.split("#")[0].strip()]


def documented():
    """{list: its row in the manual}"""
    found = {}
    for row in re.findall(r"^\| `.*", (ROOT / "docs" / "lists.md").read_text(
            "utf-8"), re.M):
        for name in re.findall(r"`([\w-]+)`", row.split("|")[1]):
            found[name] = row
    return found


def test_the_folder_has_what_is_defined():
    assert {path.name for path in LISTS.iterdir()} == \
        {*DEFINED, "declares.h"}


@pytest.mark.parametrize("name", DEFINED)
def test_each_key_is_documented_and_used(name):
    row = documented()[name]
    used = {word.split("=")[0] for line in lines(name) for word in line[1:]}
    assert not [key for key in DEFINED[name] if f"`{key}" not in row]
    assert used - {"since", "until", "site", "unit"} == set(DEFINED[name])


def test_no_name_has_a_site_where_its_list_is_one():
    """One place says of which class a name is."""
    done = subprocess.run([ROOT / "checker" / "ptdesc-scan", "--names"],
                          capture_output=True, text=True, check=True)
    names = [line.split() for line in done.stdout.splitlines()]
    assert len(names) > 700
    assert {name for name, _, _ in names} <= set(DEFINED)
    sites = [(word, site) for _, word, site in names if site != "-"]
    assert len(sites) == len(set(sites)) == len({word for word, _ in sites})
    assert not [line for name in ("page-api", "ptdesc-api")
                for line in lines(name)
                if any(word.startswith("site=") for word in line)]


def versioned():
    """{name: [(since, until)]} of the lines that say a version."""
    found = {}
    for name in DEFINED:
        for word, *values in lines(name):
            said = dict(value.split("=", 1) for value in values
                        if value.startswith(("since=", "until=")))
            if said:
                found.setdefault(word, []).append(tuple(
                    tuple(map(int, said.get(key, other).split(".")))
                    for key, other in (("since", "0.0"), ("until", "99.0"))))
    return found


def trees():
    """What `make kernel-tree` has unpacked."""
    return sorted(path.parent for path in (ROOT / "kernel-tree").glob(
        "*/Makefile") if (path.parent / "Kconfig").exists())


@pytest.mark.parametrize("tree", trees(), ids=lambda tree: tree.name)
def test_versions_are_right(tree, tmp_path):
    """A tree has the names that the lists say its version has, no others."""
    said = dict(re.findall(r"^(VERSION|PATCHLEVEL) = (\d+)$",
                           (tree / "Makefile").read_text("utf-8"), re.M))
    version = int(said["VERSION"]), int(said["PATCHLEVEL"])
    known = versioned()
    (tmp_path / "names").write_text("\n".join(known) + "\n", "utf-8")
    hits = subprocess.run(
        ["grep", "-rhowF", "-f", tmp_path / "names", "--include=*.[ch]",
         "arch", "include", "kernel", "mm", "virt"], cwd=tree,
        capture_output=True, text=True, check=True).stdout
    assert set(hits.split()) == {
        name for name, ranges in known.items()
        if any(since <= version < until for since, until in ranges)}
