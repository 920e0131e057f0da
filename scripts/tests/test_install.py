# SPDX-License-Identifier: GPL-2.0-only
"""make install: what users call works from where it was installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALL = ROOT / "scripts" / "install"
TREE = ROOT / "scripts" / "tests" / "fake-tree"
PATCH = """\
--- a/arch/x86/mm/window.c
+++ b/arch/x86/mm/window.c
@@ -0,0 +1,5 @@
+void map_window(struct mm_struct *mm, pud_t *pud)
+{
+\tpmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);
+\tpud_populate(mm, pud, pmd);
+}
"""


def run(*command, **more):
    return subprocess.run(list(map(str, command)), capture_output=True,
                          text=True, check=False, **more)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A package's folder, moved to where the package would put it: nothing
    may point back to DESTDIR or to the checkout."""
    folder = tmp_path_factory.mktemp("install")
    done = run(INSTALL, "--prefix", "/usr", "--destdir", folder / "package")
    assert done.returncode == 0, done.stderr
    (folder / "package" / "usr").rename(folder / "usr")
    return folder / "usr"


def files(folder):
    return {path.relative_to(folder): path.stat().st_mtime_ns
            for path in folder.rglob("*") if "__pycache__" not in path.parts
            and path.is_file()}


def test_programs_find_their_data(installed):
    done = run(installed / "bin" / "ptdesc-lint", "--no-tree", "--terse", "-",
               input=PATCH)
    assert done.returncode == 1
    assert "[PT004]" in done.stdout
    done = run(installed / "bin" / "ptdesc", "lint", "--no-tree", "--terse",
               "-", input=PATCH)
    assert (done.returncode, done.stdout.count("[PT004]")) == (1, 1)


def test_a_user_converts_a_tree(installed, tmp_path):
    shutil.copytree(TREE, tmp_path / "linux")
    before = files(installed)
    done = run(installed / "bin" / "ptdesc", "convert", "--kdir",
               tmp_path / "linux", "--quiet", "--steps", "arm",
               env=dict(os.environ, PTDESC_HOME=str(tmp_path / "mine")))
    assert done.returncode in (0, 1), done.stderr
    made = list((tmp_path / "mine" / "results").glob("*/convert.json"))
    assert len(made) == 1
    assert files(installed) == before, "something wrote into the program"


def test_front_command(installed):
    front = installed / "bin" / "ptdesc"
    verbs = re.findall(r"^  (\w+) +[A-Z].*\.$", run(front, "--help").stdout,
                       re.M)
    assert {"convert", "check", "lint", "matrix", "verify", "boot", "report",
            "doctor", "setup", "step", "toolchains"} == set(verbs)
    for verb in verbs:
        assert run(front, verb, "--help").returncode == 0, verb
    for wrong in ([], ["test"], ["../../etc"]):
        done = run(front, *wrong)
        assert done.returncode == 2 and done.stderr
    version = run(front, "--version").stdout
    assert re.fullmatch(r"ptdesc \d+\.\d+\n", version)
    for verb in verbs:
        assert run(front, verb, "--version").stdout == version
    programs = list((installed / "lib/ptdesc/checker").glob("ptdesc-*"))
    assert installed / "lib/ptdesc/checker/ptdesc-lint" in programs
    for program in programs:
        assert run(program, "--version").stdout == \
            f"{program.name} ({version.split()[0]}) {version.split()[1]}\n"


def test_manual_pages_name_the_options(installed):
    for name in ("ptdesc-lint", "ptdesc-check", "ptdesc"):
        page = (installed / "share/man/man1" / f"{name}.1").read_text()
        assert ".SH NAME" in page and ".SH EXAMPLES" in page
        options = re.findall(r"--[a-z][a-z-]+", run(
            installed / "bin" / name, "--help").stdout)
        assert options and all(option.replace("-", r"\-") in page
                               for option in options)


def test_schemas_and_templates_are_there(installed):
    for ours, theirs in (("docs/schemas", "share/ptdesc/schemas"),
                         ("ci", "share/ptdesc/ci")):
        wanted = {path.relative_to(ROOT / ours): path.stat().st_mode & 0o111
                  for path in (ROOT / ours).rglob("*") if path.is_file()}
        assert wanted and wanted == {
            path.relative_to(installed / theirs): path.stat().st_mode & 0o111
            for path in (installed / theirs).rglob("*") if path.is_file()}


def test_the_package_has_the_version():
    first = (ROOT / "debian" / "changelog").read_text().splitlines()[0]
    version = run(ROOT / "scripts" / "front", "--version").stdout.split()[1]
    assert first.startswith(f"ptdesc ({version}) ")


def test_completion(installed):
    script = installed / "share/bash-completion/completions/ptdesc"
    done = run("bash", "-c", f"""
        PATH={installed}/bin:$PATH; source {script}
        COMP_WORDS=(ptdesc con) COMP_CWORD=1; _ptdesc; echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(ptdesc convert --in) COMP_CWORD=2; _ptdesc
        echo "${{COMPREPLY[@]}}" """)
    assert done.stdout.split() == ["convert", "--in-place"], done.stderr


def test_help():
    done = run(INSTALL, "--help")
    assert done.returncode == 0 and done.stdout.startswith("usage: install ")
    assert "Exit codes: 0 installed" in done.stdout
    assert "Installs the programs" in done.stdout


def test_wrong_use(tmp_path):
    for wrong in (["--prefix"], ["--what"], ["--prefix", "usr"]):
        done = run(INSTALL, *wrong)
        assert done.returncode == 2
        assert done.stderr.startswith("install: ")
        assert done.stderr.count("\n") == 1
    (tmp_path / "file").write_text("")
    done = run(INSTALL, "--prefix", tmp_path / "file" / "below")
    assert done.returncode == 2 and "cannot write" in done.stderr
    assert done.stderr.endswith(": Not a directory\n")
    assert done.stderr.count("\n") == 1
