# SPDX-License-Identifier: GPL-2.0-only
"""make toolchains on sources of a dozen lines, and finding what was built."""

import io
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from conftest import comes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ptdesc import toolchains                # noqa: E402
from ptdesc.matrix import cells              # noqa: E402

SCRIPT = Path(__file__).resolve().parents[1] / "toolchains"
TARGET = "csky-linux-gnu"

# What a package's configure leaves: a Makefile that knows the prefix.
CONFIGURE = """#!/bin/sh
for word; do case $word in
--prefix=*) prefix=${word#*=} ;;
--target=*) target=${word#*=} ;;
esac; done
sed -e "s|@P@|$prefix|g" -e "s|@T@|$target|g" -e "s|@S@|${0%/*}|g" \\
	"${0%/*}/rules" > Makefile
echo configured >> "${0%/*}/configured"
"""
BINUTILS = """\
all: ; @test ! -e @S@/broken || { echo "a.c:1: error: planted"; exit 1; }
install: ; @mkdir -p @P@/bin && touch @P@/bin/@T@-as
"""
GCC = """\
all-gcc:
	@mkdir -p gcc/include gcc/include-fixed
	@test ! -e @S@/slow || sleep 60
	@cp @S@/compiler gcc/xgcc && cp @S@/compiler gcc/cc1
all-target-libgcc: ; @touch libgcc-built
install-target-libgcc: ; @cp libgcc-built @P@/libgcc.a
"""
COMPILER = """#!/bin/sh
case "$*" in *--version*) echo "gcc 12.2.0"; exit;; esac
while [ $# -gt 1 ]; do shift; done
echo object > "$1"
"""


def archive(path, folder, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode = len(text), 0o755
            tar.addfile(entry, io.BytesIO(text.encode()))


class Sources:
    def __init__(self, folder):
        self.folder, self.prefix = folder / "src", folder / "prefix"
        self.make()

    def make(self, compiler=COMPILER, **more):
        archive(self.folder / "binutils/binutils-2.40.tar.xz",
                "binutils-2.40", {"configure": CONFIGURE, "rules": BINUTILS,
                                  **more})
        archive(self.folder / "gcc-12/gcc-12.2.0.tar.xz", "gcc-12.2.0",
                {"configure": CONFIGURE, "rules": GCC, "compiler": compiler,
                 "gcc/BASE-VER": "12.2.0", **more})

    def command(self, *options):
        return [sys.executable, str(SCRIPT), "--sources", str(self.folder),
                "--prefix", str(self.prefix), *options]

    def run(self, *options):
        return subprocess.run(self.command(*options), text=True, check=False,
                              capture_output=True, timeout=60)

    def configured(self):
        """How often anything was configured."""
        return sum(len(path.read_text().split()) for path in
                   self.prefix.glob(".build/*/configured"))


@pytest.fixture(name="sources")
def _sources(tmp_path):
    return Sources(tmp_path)


def test_built_once_and_found(sources):
    done = sources.run("--arches", "csky")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{TARGET}         " in done.stdout and "ready" in done.stdout
    home = sources.prefix / TARGET
    assert (home / f"libexec/gcc/{TARGET}/12.2.0/cc1").exists()
    assert (home / "libgcc.a").exists()
    assert toolchains.find(f"{TARGET}-gcc", [sources.prefix]) == \
        str(home / f"bin/{TARGET}-gcc")
    assert sources.configured() == 2
    assert sources.run("--arches", "csky").returncode == 0
    assert sources.configured() == 2


def test_cells_use_it_and_a_crosstool_folder(sources, tmp_path):
    sources.run("--arches", "csky")
    path = cells.ARCHES / "csky.ini"
    cell = cells.load_file(path, cells.CONFIGS, [sources.prefix])[0]
    home = sources.prefix / TARGET / "bin"
    assert cell.make_arguments()[1] == f"CROSS_COMPILE={home}/{TARGET}-"
    assert cell.compiler_version() == ("gcc 12.2.0", "")
    folder = tmp_path / "cross/gcc-13.2.0-nolibc/csky-linux/bin"
    folder.mkdir(parents=True)
    (folder / "csky-linux-gcc").write_text(COMPILER)
    (folder / "csky-linux-gcc").chmod(0o755)
    cell = cells.load_file(path, cells.CONFIGS, [tmp_path / "cross"])[0]
    assert cell.make_arguments()[1] == f"CROSS_COMPILE={folder}/csky-linux-"
    cell = cells.load_file(path, cells.CONFIGS, [tmp_path / "none"])[0]
    assert "make toolchains ARCHES=csky builds it" in \
        cell.compiler_version()[1]


def test_places_of_the_user_come_first(monkeypatch):
    monkeypatch.setenv("TOOLCHAINS", "/one:/two")
    assert toolchains.places() == [Path("/one"), Path("/two"),
                                   toolchains.DEFAULT]


def test_a_failure_stops_nothing_and_is_resumed(sources):
    sources.make(broken="")
    done = sources.run("--arches", "csky,nios2")
    assert done.returncode == 3
    assert done.stdout.count("failed: binutils: `make") == 2
    assert "a.c:1: error: planted" in done.stdout
    for path in sources.prefix.glob(".build/*/broken"):
        path.unlink()
    assert sources.run("--arches", "csky,nios2").returncode == 0
    # Each of the four was configured once.
    assert sources.configured() == 4


def test_what_a_killed_configure_left_is_removed(sources):
    folder = sources.prefix / f".build/{TARGET}-gcc"
    folder.mkdir(parents=True)
    (folder / "Makefile").write_text("all-gcc: ; false\n")
    done = sources.run("--arches", "csky")
    assert done.returncode == 0, done.stdout
    assert "does not go on, from the beginning" in done.stderr


def test_a_compiler_that_makes_nothing_is_not_ready(sources):
    sources.make(compiler="#!/bin/sh\necho 'cannot find cc1' >&2\nexit 1\n")
    done = sources.run("--arches", "csky")
    assert done.returncode == 3
    assert "compiles nothing: cannot find cc1" in done.stdout
    assert "not built" in sources.run("--arches", "csky", "--list").stdout


def test_interrupted_and_resumed(sources):
    sources.make(slow="")
    with subprocess.Popen(sources.command("--arches", "csky"),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as process:
        started = sources.prefix / f".build/{TARGET}-gcc/gcc/include-fixed"
        comes(started.exists)
        second = sources.run("--arches", "csky")
        assert second.returncode == 2
        assert "another run builds in" in second.stderr
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 3
    assert "the next run goes on from here" in said
    for path in sources.prefix.glob(".build/*/slow"):
        path.unlink()
    assert sources.run("--arches", "csky").returncode == 0
    assert sources.configured() == 2


@pytest.mark.parametrize("options, words", [
    (["--arches", "vax"], "there is no recipe for 'vax'"),
    (["--sources", "/nonexistent"], "install binutils-source"),
    (["--prefix", "/proc/none"], "name another folder with --prefix"),
])
def test_wrong_use(sources, options, words):
    done = sources.run("--arches", "csky", *options)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert words in done.stderr


def test_full_disk_is_one_sentence(sources, small_disk):
    sources.make(big="x" * 100000)
    sources.prefix = small_disk("16k")
    done = sources.run("--arches", "csky")
    assert done.returncode == 2
    assert "cannot unpack" in done.stderr.splitlines()[-1]
    assert "about 3 GB are needed" in done.stderr.splitlines()[-1]
