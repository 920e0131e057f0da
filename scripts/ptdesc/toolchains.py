# SPDX-License-Identifier: GPL-2.0-only
"""Cross compilers: built from Debian's sources where Debian has none, and
found again afterwards.

A folder of toolchains has one folder per target, `TARGET/bin/TARGET-gcc`, or
kernel.org's layout of the same, `gcc-VERSION-nolibc/TARGET/bin`. What is being
built lies in `.build` beside them; make picks up there where it stopped.
"""

import fcntl
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import Usage
from .places import HOME

DEFAULT = HOME / "toolchains"
SOURCES = Path("/usr/src")
_LAYOUTS = ("bin", "*/bin", "*/*/bin")

# What a kernel does not need is what makes compilers slow to build.
_LEAN = ("--disable-nls", "--disable-shared", "--disable-threads",
         "--disable-werror", "--disable-gdb", "--disable-gdbserver",
         "--disable-sim", "--disable-gprofng", "--disable-multilib")
_GCC = ("--enable-languages=c", "--without-headers", "--with-newlib",
        "--disable-bootstrap", "--disable-lto", "--disable-plugin",
        "--disable-libssp", "--disable-libquadmath", "--disable-libgomp",
        "--disable-libatomic", "--disable-libsanitizer",
        "--disable-decimal-float", "--with-system-zlib", "--without-zstd",
        "--without-isl")
# Optimisation as light as still pays in the few objects they will compile.
_FLAGS = ("CFLAGS=-O1 -g0", "CXXFLAGS=-O1 -g0", "MAKEINFO=true")
TRIAL = """\
struct pair { long first, second; };
int sum(struct pair *pair, int *list, int n)
{
	int total = pair->first / (n | 1);

	while (n--)
		total += list[n] * pair->second;
	return total;
}
"""


class Failed(Exception):
    """A toolchain could not be built; the text says where it stopped."""


@dataclass(frozen=True)
class Recipe:
    """`target` is what configure is told, `options` what gcc's is told in
    addition, `libgcc` whether the kernel links it."""
    target: str
    options: tuple = ()
    libgcc: bool = False


def folders(places):
    """The folders with programs below folders of toolchains, in order."""
    found = []
    for place in places:
        for layout in _LAYOUTS:
            found += sorted(path for path in Path(place).glob(layout)
                            if path.is_dir() and ".build" not in path.parts)
    return found


def places(named=None):
    """Where toolchains are looked for: a user's folders (separated by
    colons, TOOLCHAINS if none are named), then the toolkit's own."""
    named = named if named is not None else os.environ.get("TOOLCHAINS", "")
    return [Path(one).absolute() for one in named.split(":") if one] + \
        [DEFAULT]


def find(program, where):
    """The program's path: on PATH, else in folders of toolchains, or None."""
    on_path = shutil.which(program)
    if on_path:
        return on_path
    for folder in folders(where):
        path = folder / program
        if os.access(path, os.X_OK) and path.is_file():
            return str(path)
    return None


def try_out(compiler, scratch):
    """"" or why a compiler cannot make an object of a small file."""
    scratch = Path(scratch)
    source, target = scratch / "trial.c", scratch / "trial.o"
    source.write_text(TRIAL, "utf-8")
    target.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*compiler, "-O2", "-c", str(source), "-o", str(target)],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            errors="replace", timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode or not target.is_file() or \
            not target.stat().st_size:
        return (done.stdout.strip().splitlines() or ["no object"])[0]
    return ""


def _archive(pattern, package, sources):
    found = sorted(sources.glob(pattern))
    if not found:
        raise Usage(f"{sources} has no {pattern}: install {package}")
    return found[-1]


class Builds:
    """Builds toolchains below `prefix`. `run` takes (command, folder, log)
    and returns an exit code."""

    def __init__(self, prefix, jobs, run, sources=SOURCES):
        self.prefix, self.jobs, self.run = Path(prefix), jobs, run
        self.work = self.prefix / ".build"
        self.archives = {
            "binutils": _archive("binutils/binutils-[0-9]*.tar.*",
                                 "binutils-source", sources),
            "gcc": _archive("gcc-*/gcc-[0-9]*.tar.*", "gcc-12-source",
                            sources)}

    def lock(self):
        """Keeps other runs out of the folder until this process ends. Usage
        if one is at work there."""
        self.work.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.work / "lock", os.O_CREAT | os.O_RDWR |
                       os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise Usage(f"another run builds in {self.prefix}: wait for it, "
                        "or name another folder with --prefix") from error

    def source(self, name):
        """The unpacked sources of one archive, unpacked once."""
        archive = self.archives[name]
        target = self.work / archive.name.split(".tar")[0]
        if target.is_dir():
            return target
        fresh = self.work / f"{target.name}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        done = subprocess.run(
            ["tar", "-x", "-f", str(archive), "-C", str(fresh),
             "--strip-components=1"],
            capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip() or "tar fails"
            raise Usage(f"cannot unpack {archive} to {fresh}, about 3 GB "
                        f"are needed there: {said.splitlines()[0]}")
        fresh.rename(target)
        return target

    def _stamp(self, recipe):
        """What a finished toolchain was made from."""
        return {"target": recipe.target, "options": list(recipe.options),
                "libgcc": recipe.libgcc, "from": sorted(
                    archive.name for archive in self.archives.values())}

    def finished(self, recipe):
        path = self.prefix / recipe.target / "made-from.json"
        try:
            return json.loads(path.read_text("utf-8")) == self._stamp(recipe)
        except (OSError, ValueError):
            return False

    def log(self, recipe):
        return self.work / f"{recipe.target}.log"

    def build(self, recipe, say):
        """Builds one toolchain and tries it; Failed says what stopped it.
        `say` is told of each part."""
        resumed = [folder for folder in self._folders(recipe)
                   if folder.exists()]
        try:
            self._parts(recipe, say)
        except Failed:
            # A configure that was killed can leave what stops the next one.
            if not resumed:
                raise
            say(f"{recipe.target}: does not go on, from the beginning")
            for folder in resumed:
                shutil.rmtree(folder, ignore_errors=True)
            self._parts(recipe, say)
        why = try_out([str(self.prefix / recipe.target / "bin" /
                           f"{recipe.target}-gcc")], self.work)
        if why:
            raise Failed(f"{recipe.target}-gcc compiles nothing: {why}")
        path = self.prefix / recipe.target / "made-from.json"
        path.write_text(json.dumps(self._stamp(recipe), indent=1) + "\n",
                        "utf-8")
        for folder in self._folders(recipe):
            shutil.rmtree(folder, ignore_errors=True)

    def _parts(self, recipe, say):
        self._binutils(recipe, say)
        self._gcc(recipe, say)

    def _folders(self, recipe):
        return [self._folder(recipe, part) for part in ("binutils", "gcc")]

    def _folder(self, recipe, part):
        return self.work / f"{recipe.target}-{part}"

    def _command(self, recipe, part, command, env=None):
        folder = self._folder(recipe, part)
        words = [str(word) for word in command]
        if self.run(words, folder, self.log(recipe), env):
            raise Failed(f"{part}: `{' '.join(words[:1] + words[-1:])}` "
                         f"fails, {self._last_error(recipe)}")

    def _last_error(self, recipe):
        lines = self.log(recipe).read_text("utf-8", "replace").splitlines()
        said = [line for line in lines[-200:] if "error: " in line] or \
            [line for line in lines[-200:] if "rror" in line] or lines
        return f"{self.log(recipe)} ends: {said[-1].strip() if said else ''}"

    def _configure(self, recipe, part, options):
        folder = self._folder(recipe, part)
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "Makefile").exists():
            return
        home = self.prefix / recipe.target
        self._command(recipe, part, [
            self.source(part) / "configure", f"--target={recipe.target}",
            f"--prefix={home}", f"--with-sysroot={home}/{recipe.target}",
            *_LEAN, *options, *_FLAGS], env=self._path(recipe))

    def _path(self, recipe):
        return {"PATH": f"{self.prefix / recipe.target / 'bin'}:"
                        f"{os.environ.get('PATH', '/usr/bin:/bin')}"}

    def _binutils(self, recipe, say):
        if (self.prefix / recipe.target / "bin" /
                f"{recipe.target}-as").exists():
            return
        say(f"{recipe.target}: binutils")
        self._configure(recipe, "binutils", ())
        for targets in ((f"-j{self.jobs}",), ("install",)):
            self._command(recipe, "binutils",
                          ["make", "-s", "MAKEINFO=true", *targets])

    def _gcc(self, recipe, say):
        say(f"{recipe.target}: gcc")
        self._configure(recipe, "gcc", (*_GCC, *recipe.options))
        env = self._path(recipe)
        make = ["make", "-s", f"-j{self.jobs}", "MAKEINFO=true"]
        self._command(recipe, "gcc", [*make, "all-gcc"], env)
        self._place(recipe)
        if recipe.libgcc:
            say(f"{recipe.target}: libgcc")
            self._command(recipe, "gcc", [*make, "all-target-libgcc"], env)
            self._command(recipe, "gcc",
                          ["make", "-s", "install-target-libgcc"], env)

    def _place(self, recipe):
        """Installs the parts that compile: gcc's own rule wants manuals that
        Debian's archive leaves out."""
        built = self._folder(recipe, "gcc") / "gcc"
        home = self.prefix / recipe.target
        version = (self.source("gcc") / "gcc/BASE-VER").read_text().strip()
        below = f"gcc/{recipe.target}/{version}"
        for name, target in (("xgcc", f"bin/{recipe.target}-gcc"),
                             ("cpp", f"bin/{recipe.target}-cpp"),
                             ("cc1", f"libexec/{below}/cc1"),
                             ("collect2", f"libexec/{below}/collect2")):
            if (built / name).exists():
                (home / target).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(built / name, home / target)
                subprocess.run(["strip", str(home / target)], check=False)
        for name in ("include", "include-fixed"):
            shutil.copytree(built / name, home / "lib" / below / name,
                            dirs_exist_ok=True)
