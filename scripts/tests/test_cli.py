# SPDX-License-Identifier: GPL-2.0-only
"""The commands: make's verbs, setup, doctor, and the house's own rules."""

import json
import os
import re
import shutil
import subprocess
import time

import pytest
from conftest import ROOT

NO_SCRIPT = {"help", "clean", "checker", "programs"}
PRINTS = "#!/bin/sh\nprintf '%s\\n' \"$(basename \"$0\")\" \"$@\"\n"


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


# What the Makefile hands on in the environment.
VARIABLES = ("KDIR", "OUT", "J", "SETS", "STEPS", "ARCHES", "CELLS", "AUTHOR", "V",
             "IN_PLACE", "SERIES",
             "SCOPE", "TOOLCHAINS", "PREFIX", "DESTDIR")


def run(command, **options):
    return subprocess.run(list(map(str, command)), capture_output=True,
                          text=True, check=False, **options)


def targets():
    text = (ROOT / "Makefile").read_text()
    return set(re.findall(r"^PHONY \+?:?= (\w+)$", text, re.M))


def test_help_lists_every_target():
    said = run(["make", "-s"], cwd=ROOT).stdout
    listed = set(re.findall(r"^  (\w+) +- ", said, re.M))
    assert listed | {"help"} == targets()
    assert run(["make", "-s", "help"], cwd=ROOT).stdout == said
    assert max(map(len, said.splitlines())) <= 80


def test_every_target_is_a_script():
    for verb in targets() - NO_SCRIPT:
        assert os.access(ROOT / "scripts" / verb, os.X_OK), verb


@pytest.fixture
def house(tmp_path):
    """The Makefile over scripts that print what they are given."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for verb in targets() - NO_SCRIPT:
        script(tmp_path / "scripts" / verb, PRINTS)
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker" / "Makefile").write_text(
        "all programs clean:\n\t@:\n")

    def make(*arguments):
        # As by hand: what a make around the tests was told is not ours.
        done = run(["make", *arguments], cwd=tmp_path, env={
            name: value for name, value in os.environ.items()
            if not name.startswith("MAKE") and name not in VARIABLES})
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()
    return make


def test_variables_arrive_whole(house):
    odd = "a b'c\"d;$(echo e)"
    said = house("convert", "KDIR=" + odd.replace("$", "$$"), "OUT=o p",
                 "J=3", "SETS=a b", "STEPS=x*", "BY_SUBSYSTEM=1", "FINDINGS=0",
                 "IN_PLACE=1", "AUTHOR=A U <a@b>")
    assert said == ["setup", "--for", "convert", "--kdir", odd,
                    "setup", "--for", "programs", "--kdir", odd,
                    "convert", "--kdir", odd, "--out", "o p", "-j", "3",
                    "--sets", "a b", "--steps", "x*", "--by-subsystem",
                    "--no-findings", "--in-place", "--author", "A U <a@b>"]


def test_quiet_and_verbose(house):
    assert house("-s", "convert")[-2:] == ["convert", "--quiet"]
    assert house("convert", "OUT=s")[-1] == "s", "OUT=s is not -s"
    assert house("convert", "V=1")[-1] == "--verbose"
    assert "scripts/convert" in " ".join(house("convert", "V=1"))
    assert "scripts/convert" not in " ".join(house("convert"))


def test_matrix_options(house):
    said = house("matrix", "ARCHES=x86 arm", "CELLS=a/b", "SERIES=1",
                 "COMMITS=6-12 all", "SCOPE=mm")
    at = len(said) - 1 - said[::-1].index("matrix")
    assert said[at:] == ["matrix", "--arches", "x86 arm", "--cells", "a/b",
                         "--series", "--commits", "6-12 all", "--scope", "mm"]


def test_verify_options(house):
    said = house("verify", "ARCHES=x86 arm", "CELLS=a/b", "COMMITS=6-12 22",
                 "SCOPE=mm")
    at = len(said) - 1 - said[::-1].index("verify")
    assert said[at:] == ["verify", "--arches", "x86 arm", "--cells", "a/b",
                         "--commits", "6-12 22", "--scope", "mm"]


def test_boot_options(house):
    said = house("boot", "ARCHES=x86 arm", "CELLS=a/b")
    at = len(said) - 1 - said[::-1].index("boot")
    assert said[at:] == ["boot", "--arches", "x86 arm", "--cells", "a/b"]
    assert house("boot", "ACID=1", "KDIR=a b")[-4:] == [
        "boot", "--kdir", "a b", "--acid"]
    assert house("boot", "COST=1", "OUT=a b")[-4:] == [
        "boot", "--out", "a b", "--cost"]


def test_toolchains_options(house):
    said = house("-s", "toolchains", "ARCHES=csky", "PREFIX=a b", "J=2")
    assert said == ["setup", "--for", "toolchains", "--quiet", "toolchains",
                    "--arches", "csky", "-j", "2", "--prefix", "a b",
                    "--quiet"]


SETUP = ROOT / "scripts" / "setup"


@pytest.fixture
def machine(tmp_path):
    """A machine on which nothing is installed. `apt` is what its apt-get
    does; returns (what setup did, the calls of apt-get)."""
    calls = tmp_path / "calls"
    calls.touch()

    def setup(*arguments, root=True, apt="exit 0"):
        script(tmp_path / "bin" / "dpkg-query", f"""#!/bin/sh
            [ -e '{tmp_path}/done' ] || exit 1
            shift 3
            for name; do echo "installed $name"; done\n""")
        script(tmp_path / "bin" / "apt-get",
               f"#!/bin/sh\necho \"$*\" >>'{calls}'\n{apt}\n")
        script(tmp_path / "bin" / "id", f"#!/bin/sh\necho {int(not root)}\n")
        path = f"{tmp_path}/bin:{os.environ['PATH']}"
        done = run([SETUP, *arguments], env=dict(os.environ, PATH=path))
        return done, calls.read_text().splitlines()
    setup.finish = f"touch '{tmp_path}/done'"
    return setup


def one_sentence(done):
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines()
             if not line.startswith("E: ")]
    assert len(lines) == 1 and lines[0].startswith("setup: "), done.stderr
    return lines[0]


def test_setup_installs_what_is_missing(machine):
    done, calls = machine("--for", "convert", apt=machine.finish)
    assert done.returncode == 0, done.stderr
    assert len(calls) == 2, "a simulation, then the installation"
    assert " -s " in f" {calls[0]} " and "update" not in calls[0]
    words = calls[1].split()
    assert {"install", "coccinelle", "gcc", "linux-source-6.1"} <= set(words)
    assert "DPkg::Lock::Timeout=600" in words
    assert "clang-19" not in words


def test_setup_updates_once_when_a_package_is_unknown(machine):
    apt = f'case $* in -s*) exit 100;; *install*) {machine.finish};; esac'
    done, calls = machine("--for", "convert", apt=apt)
    assert done.returncode == 0, done.stderr
    assert [call.split()[-1] == "update" for call in calls] == \
        [False, True, False]


def test_setup_without_root_prints_the_command(machine):
    done, calls = machine("--for", "test", root=False)
    assert calls == []
    assert "apt-get install --no-install-recommends" in one_sentence(done)
    assert "python3-pytest" in done.stderr


def test_setup_without_network(machine):
    apt = 'case $* in -s*) exit 100;; esac; echo "E: no route"; exit 100'
    done, _ = machine("--for", "convert", apt=apt)
    assert "apt-get update failed" in one_sentence(done)
    assert "E: no route" in done.stderr


def test_setup_when_apt_fails(machine):
    apt = 'case $* in -s*) exit 0;; esac; exit 100'
    assert "could not install" in one_sentence(machine(apt=apt)[0])
    done, _ = machine()     # it lies
    assert "still missing" in one_sentence(done)


def test_setup_knows_when_the_tree_is_wanted(machine, tmp_path):
    def wanted(*arguments):
        return machine(*arguments, "--dry-run")[0].stdout
    assert "linux-source-6.1" in wanted("--for", "convert")
    assert "linux-source" not in wanted("--for", "convert", "--kdir",
                                        tmp_path)
    assert "linux-source-6.12" in wanted("--for", "matrix", "--kdir",
                                         "linux-source-6.12")
    assert "linux-source" not in wanted("--for", "checker")


@pytest.mark.parametrize("candidate, wanted", [("6.12.1", True),
                                               ("(none)", False)])
def test_setup_leaves_out_what_is_not_offered(machine, tmp_path, candidate,
                                              wanted):
    script(tmp_path / "bin" / "apt-cache",
           "#!/bin/sh\nshift\nfor name; do "
           f"echo $name:; echo '  Candidate: {candidate}'; done\n")
    done, calls = machine("--for", "test", apt=machine.finish)
    assert done.returncode == 0, done.stderr
    assert ("linux-source-6.12" in calls[-1].split()) == wanted
    assert ("linux-source-6.12 is not offered" in done.stdout) != wanted
    assert "linux-source-6.1" in calls[-1].split()


def test_setup_wrong_use(machine):
    for arguments in (["--for", "nothing"], ["--for"], ["--what"]):
        one_sentence(machine(*arguments)[0])


def test_setup_help(machine):
    done = machine("--help")[0]
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith("usage: setup ")
    assert "Exit codes: 0 nothing is missing" in done.stdout


def test_setup_costs_nothing_when_nothing_is_missing(machine):
    machine(apt=machine.finish)
    start = time.monotonic()
    done, calls = machine("--for", "test")
    assert done.returncode == 0 and not done.stdout
    assert len(calls) == 2, "those of the first time"
    assert time.monotonic() - start < 1


def test_the_clean_root_runs_what_the_readme_says():
    """It takes minutes; here only what it would run, and wrong use."""
    program = ROOT / "scripts" / "tests" / "clean-root"
    commands = run([program, "--list"]).stdout.splitlines()
    assert commands == ["make convert", "make test"]
    readme = (ROOT / "README.md").read_text()
    assert all(f"\n    {command} " in readme for command in commands)
    assert commands[-1] in (ROOT / ".ci" / "run").read_text()
    for wrong in (["--what"], ["--debs"], ["--debs", "/nowhere"]):
        done = run([program, *wrong])
        assert done.returncode == 2
        assert done.stderr.startswith("clean-root: ")


def doctor(path, *arguments):
    """It tries what the machine happens to have, which no test needs: that is
    not written down (started.py)."""
    return run([ROOT / "scripts" / "doctor", *arguments],
               env=dict(os.environ, PATH=str(path), STARTED=""))


def test_doctor_says_what_is_there():
    done = doctor("/usr/bin:/bin", "--json")
    report = json.loads(done.stdout)
    by_name = {entry["tool"]: entry for entry in report["tools"]}
    assert by_name["spatch"]["usable"] and by_name["spatch"]["version"]
    assert done.returncode == 0
    arches = {path.stem for path in
              (ROOT / "scripts" / "arches").glob("*.ini")}
    assert {entry["arch"] for entry in report["compilers"]} == arches
    assert all(entry["why"] for entry in report["compilers"]
               if not entry["usable"])


def test_doctor_knows_the_machines_of_cells(tmp_path):
    script(tmp_path / "qemu-system-m68k",
           "#!/bin/sh\necho QEMU emulator version 7.2.22\n")
    script(tmp_path / "qemu-system-sparc", "#!/bin/sh\nexit 1\n")
    report = json.loads(doctor(f"{tmp_path}:/usr/bin:/bin",
                               "--json").stdout)
    by_arch = {entry["arch"]: entry for entry in report["emulators"]}
    assert by_arch["m68k"]["version"] == "7.2.22"
    assert "multi" in by_arch["m68k"]["cells"]
    assert "coldfire" not in by_arch["m68k"]["cells"]
    assert not by_arch["sparc"]["usable"] and by_arch["sparc"]["why"]


def test_doctor_without_spatch(tmp_path):
    done = doctor(tmp_path)
    assert done.returncode == 2
    assert "install coccinelle" in done.stdout
    assert "convert cannot run here" in done.stdout.splitlines()[-1]


def test_doctor_with_an_old_spatch(tmp_path):
    script(tmp_path / "spatch", "#!/bin/sh\necho spatch version 1.0.8\n")
    done = doctor(f"{tmp_path}:/usr/bin:/bin")
    assert done.returncode == 2
    assert re.search(r"spatch +1\.0\.8 .*too old", done.stdout)


def test_doctor_with_a_compiler_that_does_not_work(tmp_path):
    script(tmp_path / "s390x-linux-gnu-gcc",
           "#!/bin/sh\necho gcc 12.2.0\nexit 0\n")
    report = json.loads(doctor(f"{tmp_path}:/usr/bin:/bin",
                               "--json").stdout)
    s390 = [entry for entry in report["compilers"]
            if entry["compiler"] == "s390x-linux-gnu-gcc"]
    assert s390 and not any(entry["usable"] for entry in s390)


def tracked():
    names = run(["git", "ls-files"], cwd=ROOT).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_licence_of_every_file():
    bare = []
    for path in tracked():
        relative = path.relative_to(ROOT).as_posix()
        # Goldens, expected output and what fuzzers start from have to be
        # what they are.
        data = relative.startswith(("semantic-patches/tests/",
                                    "checker/tests/corpus-")) or \
            path.suffix in (".json", ".jsonl", ".txt", ".facts", ".res",
                            ".words")
        # Debian's tools allow no comment there, and debian/copyright says it.
        data |= relative in ("debian/changelog", "debian/copyright",
                             "debian/source/format")
        if relative == "LICENSE" or path.stat().st_size == 0 or data:
            continue
        head = path.read_bytes()[:300].decode("utf-8", "replace")
        if "SPDX-License-Identifier: GPL-2.0-only" not in head:
            bare.append(relative)
    assert not bare, f"without an SPDX line: {bare}"


def test_no_program_is_tracked():
    """What make builds is no source."""
    built = [str(path) for path in tracked()
             if path.read_bytes()[:4] == b"\x7fELF"]
    assert not built


def test_python_is_the_systems():
    """Another python3 on PATH need not have Debian's packages."""
    wrong = [str(path) for path in tracked()
             if os.access(path, os.X_OK)
             and re.match(rb"#!.*python", path.read_bytes()[:80])
             and not path.read_bytes().startswith(b"#!/usr/bin/python3\n")]
    assert not wrong
