# SPDX-License-Identifier: GPL-2.0-only
"""What convert does with bad input, a bad environment, and an interrupt."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
import sandbox
from conftest import ROOT, comes, repository
from runs import (WORKING, account, command, convert, digest, fake_tree,
                  files, patches)

SPATCH = "/usr/bin/spatch"


@pytest.fixture
def kdir(tmp_path):
    return fake_tree(tmp_path / "linux")


def refused(done, *words):
    """Exit code 2 and one sentence that has the words."""
    assert done.returncode == 2, done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    said = [line for line in lines if line.startswith("convert: ")]
    assert len(said) == 1 and "Traceback" not in done.stderr, done.stderr
    for word in words:
        assert word in said[0]


def whole(done):
    """It ran to its end; whether all was converted is for other tests."""
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def program(folder, name, text):
    """A program that stands before the real one on PATH; the environment."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("#!/bin/sh\n" + text)
    (folder / name).chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_no_such_tree(tmp_path):
    refused(convert(tmp_path / "nowhere", tmp_path / "out"),
            "does not exist")
    assert not (tmp_path / "out").exists()


def test_not_a_kernel(tmp_path):
    (tmp_path / "empty").mkdir()
    refused(convert(tmp_path / "empty", tmp_path / "out"),
            "not a kernel tree")
    refused(convert(ROOT / "Makefile", tmp_path / "out"), "is a file")


def test_unreadable_file(open_folder, unprivileged, warm):
    kdir = fake_tree(open_folder / "linux")
    (kdir / "arch" / "arm" / "mm" / "mmu.c").chmod(0)
    os.chmod(open_folder, 0o777)
    toolkit = sandbox.make(open_folder / "toolkit", shared=False)
    cache = toolkit / "results" / ".cache"
    shutil.copytree(warm / "results" / ".cache", cache)
    for path in (cache, *cache.iterdir()):
        path.chmod(0o777)
    done = subprocess.run(
        [*unprivileged, *command(kdir, open_folder / "out", toolkit=toolkit)],
        cwd=open_folder, capture_output=True, text=True, check=False, timeout=300,
        env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1",
                 HOME=str(open_folder)))
    refused(done, "mmu.c")


def test_a_link_as_input_is_not_written_through(kdir, tmp_path):
    link, out = tmp_path / "link", tmp_path / "out"
    link.symlink_to(kdir)
    out.mkdir()
    before = digest(kdir)
    # An older version left its tree as a link to the input.
    for stale in (kdir, None):
        if stale:
            (out / "tree").symlink_to(stale)
        done = convert(link, out, "--steps", "arm")
        assert done.returncode in (0, 1), done.stderr
        assert (out / "tree").is_dir() and not (out / "tree").is_symlink()
        assert digest(kdir) == before
    assert "pagetable_" in (out / "tree/arch/arm/mm/mmu.c").read_text()


def test_results_inside_the_tree(kdir):
    before = digest(kdir)
    refused(convert(kdir, kdir / "out"), "inside the kernel tree")
    assert digest(kdir) == before


def test_out_that_cannot_be_written(kdir, tmp_path):
    (tmp_path / "file").write_text("")
    refused(convert(kdir, tmp_path / "file" / "out"), "cannot write")
    refused(convert(kdir, tmp_path / "file"), "file is a file: name a folder")


def test_no_space(kdir, tmp_path):
    """spatch writes its results with cp, too, and does not look whether that
    worked. What was not written is not remembered as unchanged."""
    toolkit = sandbox.make(tmp_path / "toolkit", shared=False)
    env = program(tmp_path / "bin", "cp",
                  "echo cp: error: No space left on device >&2\nexit 1\n")
    out = tmp_path / "out"
    one = ("--steps", "hexagon-alloc")
    refused(convert(kdir, out, *one, env=env, toolkit=toolkit), "no space left")
    assert {path.name for path in out.iterdir()} <= WORKING
    convert(kdir, out, *one, toolkit=toolkit)
    assert [entry["status"] for entry in account(out)["rows"]
            if entry["step"] == one[1]] == ["done"]


def test_spatch_missing(kdir, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("git", "find", "cp", "grep"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    refused(convert(kdir, tmp_path / "out", env={"PATH": str(tools)}),
            "spatch is missing")


def test_spatch_too_old(kdir, tmp_path):
    env = program(tmp_path / "bin", "spatch",
                  "echo spatch version 1.0.8 compiled with OCaml\n")
    refused(convert(kdir, tmp_path / "out", env=env), "1.0.8", "too old")


def test_in_place_wants_a_clean_repository(kdir, tmp_path, plain_git):
    refused(convert(kdir, tmp_path / "out", "--in-place"), "git")
    repository(plain_git, kdir)
    (kdir / "Kconfig").write_text("changed\n")
    refused(convert(kdir, tmp_path / "out", "--in-place"), "uncommitted")
    assert plain_git(kdir, "branch", "--list", "ptdesc*") == ""


def test_in_place_leaves_the_users_branch(kdir, tmp_path, plain_git, warm):
    repository(plain_git, kdir)
    head = plain_git(kdir, "rev-parse", "--symbolic-full-name", "HEAD")
    work = digest(kdir / "arch")
    for branch in ("ptdesc", "ptdesc-2"):
        whole(convert(kdir, tmp_path / "out", "--in-place", toolkit=warm))
        made = plain_git(kdir, "rev-list", "--count", f"HEAD..{branch}")
        assert int(made) == account(tmp_path / "out")["totals"]["commits"]
        plain_git(kdir, "worktree", "add", "-q", tmp_path / f"w-{branch}",
                  branch)
        assert files(tmp_path / f"w-{branch}") == \
            files(tmp_path / "out" / "tree")
    assert plain_git(kdir, "rev-parse", "--symbolic-full-name",
                     "HEAD") == head
    letter = (tmp_path / "out/series/0000-cover-letter.patch").read_text()
    base = plain_git(kdir, "rev-parse", "HEAD").strip()
    assert letter.endswith(f"\nbase-commit: {base}\n")
    assert plain_git(kdir, "status", "--porcelain") == ""
    assert digest(kdir / "arch") == work


def test_a_step_that_dies_on_one_file(kdir, tmp_path, warm):
    """The others go on, and nothing is said to be converted that is not. The
    cache knows none of this architecture's files: spatch runs on each."""
    for path in (kdir / "arch" / "powerpc").rglob("*.[ch]"):
        path.write_text(path.read_text("utf-8") + "/* changed */\n", "utf-8")
    env = program(tmp_path / "bin", "spatch", "case \"$*\" in\n"
                  "*pgtable-frag.c*) kill -9 $$ ;;\nesac\n"
                  f"exec {SPATCH} \"$@\"\n")
    done = convert(kdir, tmp_path / "out", toolkit=warm, env=env)
    assert done.returncode in (1, 3)
    record = account(tmp_path / "out")
    name = "arch/powerpc/mm/pgtable-frag.c"
    hurt = {entry["step"] for entry in record["rows"]
            if name in (entry["why"] or "")}
    assert "powerpc" in hurt
    status = {site["status"] for site in record["sites"]
              if site["file"] == name}
    assert status and "converted" not in status
    assert (tmp_path / "out" / "tree" / name).read_bytes() == \
        (kdir / name).read_bytes()
    whole(convert(kdir, tmp_path / "well", toolkit=warm))
    well = {entry["step"]: entry["status"]
            for entry in account(tmp_path / "well")["rows"]}
    for entry in record["rows"]:
        if entry["step"] in hurt:
            assert entry["status"] in ("partial", "failed")
        else:
            assert entry["status"] == well[entry["step"]], entry["step"]
    assert name in done.stdout


def test_what_a_step_left_out_would_convert(kdir, tmp_path, warm):
    """Nothing says that no step converts it."""
    done = convert(kdir, tmp_path / "out", "--steps", "hexagon-alloc",
                   toolkit=warm)
    assert done.returncode == 1, done.stdout + done.stderr
    why = {site["why"] for site in account(tmp_path / "out")["sites"]
           if site["status"] == "unhandled"}
    assert not any("no step converts" in text for text in why), why
    assert any("no step that STEPS= names converts it" in text
               for text in why)
    assert "STEPS= leaves out " in done.stdout + done.stderr


def test_what_stands_on_a_failed_step_stops(kdir, tmp_path, warm):
    """A tree without the anchor of one helper: what calls the helper would not
    build. What needs the others goes on."""
    path = kdir / "include/linux/mm.h"
    text = path.read_text("utf-8")
    assert "mark_page_reserved(" in text
    path.write_text(text.replace("mark_page_reserved(", "mark_page("), "utf-8")
    done = convert(kdir, tmp_path / "out", toolkit=warm)
    assert done.returncode == 1, done.stdout + done.stderr
    record = account(tmp_path / "out")
    rows = {row["step"]: row for row in record["rows"]}
    assert rows["mm-ptdesc-helpers"]["status"] == "partial"
    why = "free_reserved_ptdesc is not there: mm-ptdesc-helpers failed"
    assert rows["powerpc"]["status"] == "failed"
    assert rows["powerpc"]["why"] == why and not rows["powerpc"]["patch"]
    assert rows["x86"]["status"] == rows["arm"]["status"] == "done"
    for patch in patches(tmp_path / "out"):
        assert "\tfree_reserved_ptdesc(" not in patch.read_text("utf-8")
    left = [site for site in record["sites"] if not site["step"]
            and site["file"] == "arch/powerpc/mm/pgtable-frag.c"]
    assert left and all(site["status"] == "unhandled" and why in site["why"]
                        for site in left)
    assert not any(site["step"] == "powerpc" for site in record["sites"])


def running(text):
    """Command lines of processes that mention a text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8",
                                                                 "replace")
        except OSError:
            continue
        if text in line:
            found.append(line)
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupt(kdir, tmp_path, how, warm):
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    whole(convert(kdir, out, toolkit=warm))
    before = digest(out)
    (kdir / "Kconfig").write_text("# so that the tree is copied anew\n")
    mark = tmp_path / "started"
    env = program(tmp_path / "bin", "spatch", "case \"$*\" in\n"
                  f"*--sp-file*) touch {mark}; sleep 60 ;;\nesac\n"
                  f"exec {SPATCH} \"$@\"\n")
    env = dict(os.environ, TMPDIR=str(scratch), **env)
    with subprocess.Popen(command(kdir, out, "--no-cache"), env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True) as process:
        comes(lambda: mark.exists() or process.poll() is not None)
        assert mark.exists(), "it never came to the steps"
        process.send_signal(how)
        said = process.communicate(timeout=30)[0]
    assert process.returncode not in (0, 1, 2, 3), said
    assert "Traceback" not in said
    assert digest(out) == before
    assert list(scratch.iterdir()) == []
    assert not running(str(scratch))


def test_what_a_killed_run_left_is_cleared(kdir, tmp_path, warm):
    """kill -9 cannot be caught: the next run removes what lies about."""
    out = tmp_path / "out"
    mark = tmp_path / "started"
    env = program(tmp_path / "bin", "spatch", "case \"$*\" in\n"
                  f"*--sp-file*) touch {mark}; sleep 5 ;;\nesac\n"
                  f"exec {SPATCH} \"$@\"\n")
    with subprocess.Popen(command(kdir, out, "--no-cache"),
                          env=dict(os.environ, **env),
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        comes(lambda: mark.exists() or process.poll() is not None)
        process.kill()
    assert not (out / "convert.json").exists()
    whole(convert(kdir, out, toolkit=warm))
    assert {path.name for path in out.iterdir()} - WORKING == \
        {"series", "series-beyond", "tree", "convert.json"}
