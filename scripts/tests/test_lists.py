# SPDX-License-Identifier: GPL-2.0-only
"""The lists of the kernel's names: the folder, the keys and the manual agree."""

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
