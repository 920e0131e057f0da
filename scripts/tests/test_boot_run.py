# SPDX-License-Identifier: GPL-2.0-only
"""Runs of scripts/boot on a tree of a dozen lines, whose kernel is a copy of
one source file and whose machine obeys words in it: `SAYS text` is printed,
`HANGS` takes for ever."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import comes
from matrix_fake import MAKEFILE, UNIT_RULE, Fake
from test_boot import HEALTHY

# The series that matrix_fake.py makes has only what is read of it.
pytestmark = pytest.mark.made_up_results("convert.json")

MEMORY = "mm/memory.c"
LINK = "\t@cd $(T) && sh link.sh $(O) $(CROSS_COMPILE)gcc\n"
KERNEL = """\
	@cd $(T) && sh build.sh $(O) $(CROSS_COMPILE)gcc mm/memory.o \\
		mm/memory.c -c && cp $(O)/mm/memory.o $(O)/vmlinux
"""
MACHINE = """#!/bin/sh
case $1 in --version) echo "toy 1.0"; exit;; esac
echo "$@" >> LOG.told
while [ "$1" != -kernel ]; do shift; done
echo "$2" >> LOG
cat CONSOLE
sed -n 's|.*SAYS \\(.*\\) \\*/|\\1|p' "$2"
if grep -q HANGS "$2"; then cd "${2%/*}" && sleep 600; fi
echo "ptdesc-boot: end"
"""
TOY = """\
[arch]
kernel-arch = toy
gcc = toy-
package = gcc-toy
image = vmlinux
qemu = toy-qemu

[boot]
verbs = boot
boots = one | two

[plain]
"""


class Booted(Fake):
    """The matrix's tree with a kernel and a machine."""

    def __init__(self, folder):
        super().__init__(folder)
        self.base("Makefile",
                  (MAKEFILE + UNIT_RULE).replace(LINK, KERNEL))
        self.arch("toy", TOY)
        text = self.compiler.read_text("utf-8")
        self.compiler.write_text(text.replace(
            "#!/bin/sh\n", "#!/bin/sh\ncase $* in *-static*) while [ $1 != "
            "-o ]; do shift; done; echo init >$2; exit;; esac\n", 1), "utf-8")
        self.console, self.runs = folder / "console", folder / "runs"
        self.console.write_text(
            HEALTHY.replace("ptdesc-boot: end\n", "\n"), "utf-8")
        self.machine = folder / "bin/toy-qemu"
        self._file(self.machine, MACHINE.replace("LOG", str(self.runs))
                   .replace("CONSOLE", str(self.console)))
        self.machine.chmod(0o755)

    def command(self, *options):
        command = super().command(*options)
        return [command[0], command[1].replace("matrix", "boot"),
                *command[2:], "-j", "2"]

    def says(self, *words):
        """Adds a patch by which the converted kernel obeys these words."""
        self.commit({MEMORY: self.files[MEMORY] + "".join(
            f"/* {one} */\n" for one in words)})

    def result(self):
        return json.loads((self.out / "boot.json").read_text("utf-8"))

    def booted(self):
        """Which kernels were started since the last question."""
        text = self.runs.read_text("utf-8") if self.runs.exists() else ""
        self.runs.unlink(missing_ok=True)
        return sorted(Path(line).parent.name for line in text.splitlines())

    def verdicts(self):
        return {cell["append"]: (cell["status"], cell["why"])
                for cell in self.result()["cells"]}

    def at_work(self):
        """Commands that run below this test's folder, other than its own."""
        found = []
        for one in Path("/proc").glob("[0-9]*"):
            try:
                where = os.readlink(one / "cwd")
                said = (one / "cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue
            if where.startswith(f"{self.kdir.parent}/") or \
                    f"{self.kdir.parent}/" in said.decode("utf-8", "replace"):
                found.append(said)
        return found

    def whole(self):
        """Whether there is nothing of a file that was being written."""
        return not list(self.out.rglob("*.new"))


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return Booted(tmp_path)


def interrupt(fake, process, how):
    """Waits until what takes for ever runs; returns what is said then."""
    try:
        assert comes(lambda: any(b"sleep 600" in one
                                 for one in fake.at_work()))
        process.send_signal(how)
        return b"".join(process.communicate(timeout=20))
    finally:
        process.kill()


def test_kernels_that_do_the_same(fake):
    fake.says("calm")
    done = fake.run()
    assert done.returncode == 0, done.stderr
    assert fake.verdicts() == {"one": ("pass", ""), "two": ("pass", "")}
    assert fake.booted() == ["toy-boot-baseline"] * 2 + [
        "toy-boot-converted"] * 2
    first = fake.result()["cells"][0]
    assert first["baseline"]["roads"]["sparse"]["counts"]["cycles"] == 102400
    assert (fake.out / first["converted"]["log"]).exists()
    assert fake.whole()


def test_a_kernel_that_does_something_else(fake):
    fake.says("SAYS BUG: Bad page state in process init  pfn:00001")
    done = fake.run()
    assert done.returncode == 1
    assert "toy-boot-one: complaint: BUG: Bad page state in process init" \
        in done.stdout
    assert {status for status, _ in fake.verdicts().values()} == {"fail"}


def test_a_series_that_grew_needs_no_other_baseline(fake):
    fake.says("calm")
    fake.run()
    fake.booted()
    before = fake.result()
    assert fake.run().returncode == 0
    assert fake.booted() == [] and fake.result() == before
    fake.says("SAYS Kernel panic - not syncing: planted")
    assert fake.run().returncode == 1
    assert fake.booted() == ["toy-boot-converted"] * 2
    fake.console.write_text("", "utf-8")
    assert fake.run("--cells", "boot").returncode == 1
    assert fake.booted() == []
    fake.arch("toy", TOY.replace("one |", "other |"))
    assert fake.run().returncode == 3
    assert fake.booted() == ["toy-boot-baseline", "toy-boot-converted"]


def test_a_road_that_fails_in_both_kernels_proves_nothing(fake):
    fake.says("calm")
    fake.console.write_text(fake.console.read_text("utf-8").replace(
        "thp done", "thp wrong mmap: Invalid argument"), "utf-8")
    done = fake.run()
    assert done.returncode == 3
    assert "toy-boot-one: road thp failed in both kernels: mmap: Invalid " \
        "argument\n" in done.stdout
    assert {status for status, _ in fake.verdicts().values()} == {"pass"}


@pytest.mark.parametrize("question", [[], ["--cost"]])
def test_a_tree_that_needs_no_step_is_not_booted(fake, question):
    """Against itself it would prove nothing."""
    fake.out.mkdir()
    account = {"tree": {"path": str(fake.kdir)},
               "rows": [{"status": "not-needed"}]}
    (fake.out / "convert.json").write_text(json.dumps(account))
    done = fake.run(*question)
    assert done.returncode == 0 and done.stderr.splitlines() == [
        f"{fake.kdir} needs no step: there is nothing to boot"]
    assert fake.booted() == [] and list(fake.out.iterdir()) == [
        fake.out / "convert.json"]
    # A step that failed made no patch either.
    account["rows"].append({"status": "failed"})
    (fake.out / "convert.json").write_text(json.dumps(account))
    assert fake.run(*question).returncode == 2


def test_what_runs_it_and_what_it_is_told(fake):
    fake.says("calm")
    assert fake.run().returncode == 0
    first = fake.result()["cells"][0]
    assert first["machine"] == "toy-qemu -accel tcg" and first["only"] == []
    fake.booted()
    assert fake.run("--accel", "kvm", "--roads", "thp,far").returncode == 0
    assert len(fake.booted()) == 4
    first = fake.result()["cells"][0]
    assert first["machine"] == "toy-qemu -accel kvm"
    assert first["only"] == ["thp", "far"]
    told = Path(f"{fake.runs}.told").read_text("utf-8").splitlines()
    assert len(told) == 8
    assert not any("only=" in one for one in told[:4])
    assert all("-accel kvm" in one and " only=thp,far" in one
               for one in told[4:])


def test_an_unknown_road_is_refused_before_anything_is_built(fake):
    fake.says("calm")
    done = fake.run("--roads", "thp,nowhere")
    assert done.returncode == 2 and not fake.booted()
    assert "there is no road 'nowhere': there are " in done.stderr
    assert not (fake.out / "boot").exists()


def test_a_cell_has_the_last_word(fake):
    """The kernel takes the last of two."""
    fake.says("calm")
    fake.arch("toy", TOY.replace("boots = one", "boots = page_poison=0"))
    assert fake.run().returncode == 0
    told = Path(f"{fake.runs}.told").read_text("utf-8").splitlines()[0].split()
    assert told.index("oops=panic") < told.index("page_poison=1") < \
        told.index("page_poison=0")


def test_make_is_told_what_did_not_change(fake):
    """By the times of files: those of the work tree are written anew."""
    file = fake.out / "matrix/work" / MEMORY
    fake.says("calm")
    assert fake.run().returncode == 0
    first = file.stat().st_mtime_ns
    fake.commit({"include/linux/lonely.h": "int less_lonely;\n"})
    assert fake.run().returncode == 0
    assert len(fake.booted()) == 6 and file.stat().st_mtime_ns == first
    fake.says("calm too")
    assert fake.run().returncode == 0
    assert file.stat().st_mtime_ns > first


def test_objects_of_another_input_are_not_used(fake):
    fake.says("calm")
    assert fake.run().returncode == 0
    folder, = (fake.out / "boot/obj").glob("*-baseline")
    (folder / "stale.o").write_text("made from newer files")
    assert fake.run("--roads", "thp").returncode == 0
    assert (folder / "stale.o").exists()
    fake.base("Makefile", f"# another\n{fake.files['Makefile']}")
    assert fake.run().returncode == 0
    assert not (folder / "stale.o").exists()


def test_an_option_that_was_lost_is_said(fake):
    fake.says("calm")
    fake.arch("toy", TOY.replace("verbs = boot", "verbs = boot\n"
                                 "fragments = wish"),
              wish="CONFIG_NOSUCH=y\n")
    done = fake.run()
    assert done.returncode == 3
    assert "toy-boot-one: the kernels lack CONFIG_NOSUCH=y\n" in done.stdout
    assert fake.result()["cells"][0]["unmet"] == ["CONFIG_NOSUCH=y"]


@pytest.mark.parametrize("asked, found, said", [
    ("-smp 2,sockets=2", 1, "the baseline kernel found 1 of 2 processors"),
    ("-smp 2", 2, ""), ("-m 1", 1, "")])
def test_processors_that_are_not_used_are_said(fake, asked, found, said):
    fake.says("calm")
    fake.arch("toy", TOY.replace("qemu = toy-qemu", f"qemu = toy-qemu {asked}"))
    fake.console.write_text(fake.console.read_text("utf-8").replace(
        "ptdesc-boot: begin\n", "ptdesc-boot: begin\nptdesc-boot: counter "
        f"before processors {found}\n"), "utf-8")
    done = fake.run()
    assert done.returncode == (3 if said else 0)
    assert f"toy-boot-one: {said}\n" in done.stdout if said else \
        "processors" not in done.stdout


def test_without_qemu(fake):
    fake.says("calm")
    fake.machine.unlink()
    done = fake.run()
    assert done.returncode == 3
    assert "toy-boot-one: no-qemu: toy-qemu is not installed: run make " \
        "setup\n" in done.stdout
    assert {status for status, _ in fake.verdicts().values()} == {"no-qemu"}
    assert fake.compiled() == []


def test_without_a_c_library(fake):
    fake.says("calm")
    text = fake.compiler.read_text("utf-8")
    fake.compiler.write_text(text.replace(
        "echo init >$2; exit", "echo ld: cannot find -lc; exit 1"), "utf-8")
    done = fake.run()
    assert done.returncode == 3
    assert "no-toolchain: init does not compile, is the static C library of " \
        "toy-gcc installed? ld: cannot find -lc\n" in done.stdout
    # Said before a kernel is built, not after.
    assert fake.compiled() == []


def test_a_machine_that_does_not_start(fake):
    fake.says("calm")
    fake.machine.write_text(
        "#!/bin/sh\n[ \"$1\" = --version ] && exit\n"
        "echo toy-qemu: unsupported machine type\nexit 1\n", "utf-8")
    done = fake.run()
    assert done.returncode == 3
    assert "baseline-broken: it ended before init, after: toy-qemu: " \
        "unsupported machine type\n" in done.stdout


def test_a_baseline_that_does_not_boot(fake):
    fake.base(MEMORY, fake.files[MEMORY] + "/* HANGS */\n")
    fake.says("calm")
    done = fake.run("--boot-timeout", "2")
    assert done.returncode == 3
    assert {status for status, _ in fake.verdicts().values()} == {
        "baseline-broken"}


def test_kernels_that_do_not_build(fake):
    fake.says("BREAKS what it was")
    done = fake.run()
    assert done.returncode == 1
    status, why = fake.verdicts()["one"]
    assert status == "fail"
    assert why.startswith("the kernel does not build: ")
    assert "what it was" in why
    fake.commit({MEMORY: "int memory;\n"})
    assert fake.run().returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("word", ["STALLS", "HANGS"],
                         ids=["a build", "a machine"])
def test_an_interruption_ends_all_that_runs(fake, how, word):
    fake.says("calm")
    assert fake.run().returncode == 0
    before = (fake.out / "boot.json").read_bytes()
    fake.says(word)
    with subprocess.Popen(fake.command(), env=fake.environment(),
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        said = interrupt(fake, process, how)
    assert process.returncode == 3 and b"Traceback" not in said
    assert comes(lambda: not fake.at_work(), 2), fake.at_work()
    assert (fake.out / "boot.json").read_bytes() == before and fake.whole()
    # It goes on where it was.
    fake.commit({MEMORY: "int memory;\n"})
    fake.booted()
    assert fake.run().returncode == 0
    assert fake.booted() == ["toy-boot-converted"] * 2


def test_interrupted_at_the_first_kernel(fake):
    fake.base(MEMORY, "/* STALLS */\n")
    fake.says("calm")
    with subprocess.Popen(fake.command(), env=fake.environment(),
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        interrupt(fake, process, signal.SIGINT)
    assert process.returncode == 3
    assert {status for status, _ in fake.verdicts().values()} == {
        "interrupted"}


@pytest.mark.parametrize("fill, where", [
    ('echo "No space left on device"; exit 1', "a build"),
    ('head -c 4000000 /dev/zero > "$out"; exit', "a kernel")],
    ids=["said", "real"])
def test_a_full_disk_while_building(fake, small_disk, fill, where):
    fake.says("calm")
    disk = small_disk("2M")
    shutil.copytree(fake.out, disk / "out")
    fake.out = disk / "out"
    assert fake.run().returncode == 0, where
    before = (fake.out / "boot.json").read_bytes()
    text = fake.compiler.read_text("utf-8")
    fake.compiler.write_text(text.replace('cat "$last" > "$out"', fill),
                             "utf-8")
    fake.says("SAYS nothing")
    done = fake.run()
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == \
        "boot: no space left on the device: free some and run it again, " \
        "what is finished is kept"
    assert (fake.out / "boot.json").read_bytes() == before and fake.whole()


def test_a_full_disk_while_a_machine_runs(fake, small_disk):
    fake.says("calm")
    disk = small_disk("2M")
    shutil.copytree(fake.out, disk / "out")
    fake.out = disk / "out"
    assert fake.run().returncode == 0
    before = (fake.out / "boot.json").read_bytes()
    fake.says("HANGS")
    fake.machine.write_text(fake.machine.read_text("utf-8").replace(
        "sleep 600", "yes this is a long story"), "utf-8")
    start = time.monotonic()
    done = fake.run()
    assert done.returncode == 2 and time.monotonic() - start < 60
    assert "boot: no space left on the device: free some" in done.stderr
    assert "Traceback" not in done.stderr
    assert (fake.out / "boot.json").read_bytes() == before and fake.whole()
    assert comes(lambda: not fake.at_work(), 2), fake.at_work()


@pytest.mark.parametrize("options, words", [
    (("--kdir", "/nowhere"), "/nowhere"),
    (("--arches", "vax"), "unknown architecture 'vax'"),
    (("--cells", "vax/boot"), "no cell matches 'vax/boot'"),
    (("--cells", "plain"), "no cell of those asked for is for boot"),
])
def test_wrong_use(fake, options, words):
    fake.says("calm")
    done = fake.run(*options)
    assert done.returncode == 2 and words in done.stderr
    assert len(done.stderr.splitlines()) == 1
