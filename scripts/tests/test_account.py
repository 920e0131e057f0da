# SPDX-License-Identifier: GPL-2.0-only
"""Sites that nothing knows, of each class, are unhandled: exit code 1."""

import pytest
from conftest import ROOT
from runs import account, convert, fake_tree

PLANTED = ROOT / "scripts" / "tests" / "account" / "pgalloc.h"
HOST = "arch/mips/include/asm/pgalloc.h"


@pytest.fixture(scope="module")
def converted(tmp_path_factory, warm):
    """The account of a tree with the planted lines, and the run."""
    kdir = fake_tree(tmp_path_factory.mktemp("input") / "linux")
    host = kdir / HOST
    before = len(host.read_text("utf-8").splitlines())
    host.write_text(host.read_text("utf-8") + PLANTED.read_text("utf-8"))
    out = tmp_path_factory.mktemp("out") / "linux"
    done = convert(kdir, out, toolkit=warm)
    assert (out / "convert.json").is_file(), done.stderr
    sites = [site for site in account(out)["sites"]
             if site["file"] == HOST and site["line"] > before]
    return done, sites, account(out)


def test_the_exit_code_is_1(converted):
    assert converted[0].returncode == 1, converted[0].stderr


@pytest.mark.parametrize("name, klass", [
    ("__get_free_page", "page-allocator"), ("free_page", "page-allocator"),
    ("__free_page", "page-allocator"), ("get_zeroed_page", "page-allocator"),
    ("PageReserved", "page-allocator"), ("index", "page-members"),
    ("lru", "page-members"), ("pt_mm", "members"),
    ("pt_frag_refcount", "members"), ("pmd_to_page", "api")])
def test_each_class_has_one_that_nobody_knows(converted, name, klass):
    mine = [site for site in converted[1] if site["what"] == name]
    assert mine, name
    for site in mine:
        assert site["class"] == klass
        assert site["status"] == "unhandled", site
        assert site["why"] and not site["reason"]


def test_nothing_else_is_unhandled(converted):
    """The plants do not change what is said of the rest."""
    wrong = [site for site in converted[2]["sites"]
             if site["status"] not in ("converted", "kept")]
    assert len(wrong) == len(converted[1]) >= 10
    assert converted[2]["totals"]["unhandled"] == len(wrong)


def test_they_are_named_on_the_terminal(converted):
    for site in converted[1]:
        assert f"{HOST}:{site['line']}: unhandled: {site['what']}" in \
            converted[0].stdout
