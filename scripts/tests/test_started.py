# SPDX-License-Identifier: GPL-2.0-only
"""What the tests start is seen, and judged by the packages that bring it."""

import os
import subprocess

import pytest
import started

STATUS = """\
Package: base
Status: install ok installed
Priority: required
Essential: yes

Package: wanted
Status: install ok installed
Depends: deep (>= 1), nowhere | either | other, virtual

Package: deep
Status: install ok installed

Package: either
Status: install ok installed

Package: other
Status: install ok installed

Package: real
Status: install ok installed
Provides: something, virtual (= 1)

Package: removed
Status: deinstall ok config-files
"""
LISTS = {"base": "/bin/cat", "wanted": "/usr/bin/tool", "deep": "/sbin/deep",
         "other": "/usr/bin/other", "either:amd64": "/usr/bin/mine-awk"}


@pytest.fixture
def dpkg(tmp_path):
    folder = tmp_path / "dpkg"
    for name in ("info", "alternatives"):
        (folder / name).mkdir(parents=True)
    (folder / "status").write_text(STATUS)
    for name, path in LISTS.items():
        (folder / "info" / f"{name}.list").write_text(f"/.\n{path}\n")
    (folder / "alternatives" / "awk").write_text(
        "auto\n/usr/bin/awk\n\n/usr/bin/mine-awk\n10\n\n")
    return folder


def test_packages_that_a_purpose_has(tmp_path):
    (tmp_path / "packages").write_text(
        "# a: no\na: one +b\nb: two ?three\na: four\nc: five\n")
    assert started.listed("a", tmp_path / "packages") == {
        "one", "two", "three", "four"}
    assert {"sparse", "patch", "coccinelle"} <= started.listed()


def test_packages_that_come_along(dpkg):
    assert started.brought({"wanted", "removed"}, dpkg) == {
        "base", "wanted", "deep", "either", "real"}


def test_a_program_that_no_package_brings(dpkg, tmp_path):
    have = started.Brought(started.brought({"wanted"}, dpkg), dpkg)
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    lines = ["/usr/bin/cat\tcat\t", "/usr/sbin/deep\tdeep\t-x",
             "/usr/bin/dash\tcat\t-c", "/usr/bin/env\tawk\t1",
             f"/usr/bin/dash\tsh\t{script}", "/usr/bin/gone\tgone\t"]
    elsewhere = [str(tmp_path)]
    assert started.foreign(lines, have, elsewhere) == ["/usr/bin/dash"]
    assert started.foreign(lines, have, []) == sorted(
        ["/usr/bin/dash", str(script)])


def test_what_is_started_is_written_down(tmp_path):
    more, log = started.preload(tmp_path)
    subprocess.run(["sh", "-c", "env true; perl -e 'system(\"id\", \"-u\")'"],
                   check=True, env={**os.environ, **more},
                   stdout=subprocess.DEVNULL)
    lines = [line.split("\t") for line in log.read_text().splitlines()]
    assert [line[1] for line in lines] == ["sh", "env", "true", "perl", "id"]
    assert lines[-1][0] == "/usr/bin/id" and lines[-1][2] == "-u"
