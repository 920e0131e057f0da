# SPDX-License-Identifier: GPL-2.0-only
"""What is built: one .ini file per architecture, one section per cell.

docs/matrix.md describes the files; nothing here knows an architecture.
"""

import configparser
import fnmatch
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..errors import Usage

SCRIPTS = Path(__file__).resolve().parents[2]
ARCHES = SCRIPTS / "arches"
CONFIGS = SCRIPTS / "configs"

_ARCH_KEYS = {"kernel-arch", "source-arch", "also", "gcc", "clang", "package",
              "make", "aliases"}
_CELL_KEYS = {"base", "fragments", "toolchain"}


@dataclass(frozen=True)
class Cell:
    """`source_arches` are the folders of arch/ that it compiles from,
    `base` the configuration targets, `fragments` files of options."""
    arch: str
    config: str
    aliases: tuple
    kernel_arch: str
    source_arches: tuple
    compiler: str
    toolchain: str
    package: str
    make: tuple
    base: tuple
    fragments: tuple

    @property
    def name(self):
        return f"{self.arch}/{self.config}"

    def make_arguments(self):
        """What every make of this cell gets."""
        if self.toolchain == "clang":
            tool = f"LLVM={self.compiler[len('clang'):] or '1'}"
        else:
            tool = f"CROSS_COMPILE={self.compiler[:-len('gcc')]}"
        return [f"ARCH={self.kernel_arch}", tool, *self.make]

    def compiler_version(self):
        """(first line of --version, "") or ("", why it cannot be used)."""
        if not shutil.which(self.compiler):
            return "", (f"{self.compiler} is not installed (Debian package "
                        f"{self.package})")
        try:
            said = subprocess.run([self.compiler, "--version"], text=True,
                                  capture_output=True, timeout=60,
                                  check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return "", f"{self.compiler} does not run: {error}"
        lines = said.stdout.splitlines()
        if said.returncode or not lines:
            return "", f"{self.compiler} --version fails"
        return lines[0], ""


def _checked(path, section, known):
    unknown = set(section) - known
    if unknown:
        raise Usage(f"{path}: [{section.name}] has an unknown key "
                    f"'{sorted(unknown)[0]}', use one of "
                    f"{', '.join(sorted(known))}")


def _cell(path, arch, section, configs):
    toolchain = section.get("toolchain", "gcc")
    if toolchain == "clang":
        compiler, package = arch.get("clang", "clang"), ""
    else:
        compiler = arch.get("gcc", "") + "gcc"
        package = arch.get("package", "gcc")
    fragments = []
    for name in ["common", *section.get("fragments", "").split()]:
        fragment = configs / f"{name}.config"
        if not fragment.is_file():
            raise Usage(f"{path}: [{section.name}] names the fragment "
                        f"{name}, but there is no {fragment}")
        fragments.append(fragment)
    kernel_arch = arch.get("kernel-arch", path.stem)
    return Cell(path.stem, section.name,
                tuple(arch.get("aliases", "").split()), kernel_arch,
                (arch.get("source-arch", kernel_arch),
                 *arch.get("also", "").split()),
                compiler, toolchain, package or compiler,
                tuple(arch.get("make", "").split()),
                tuple(section.get("base", "defconfig").split()),
                tuple(fragments))


def load_file(path, configs=CONFIGS):
    """The cells of one architecture, in the order of its file."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text("utf-8"), str(path))
        arch = parser["arch"]
    except (OSError, configparser.Error, KeyError) as error:
        raise Usage(f"{path} is not a description of an architecture: "
                    f"{error}") from error
    _checked(path, arch, _ARCH_KEYS)
    cells = []
    for name in parser.sections():
        if name != "arch":
            _checked(path, parser[name], _CELL_KEYS)
            cells.append(_cell(path, arch, parser[name], configs))
    return cells


def load(arches=ARCHES, configs=CONFIGS):
    """All cells, by architecture's name."""
    return [cell for path in sorted(arches.glob("*.ini"))
            for cell in load_file(path, configs)]


def select(cells, arches=None, patterns=None):
    """The cells of some architectures (names or aliases) whose name or
    configuration matches one of the patterns. Usage for an unknown one."""
    chosen = list(cells)
    for arch in arches or ():
        if not any(arch in (cell.arch, *cell.aliases) for cell in cells):
            known = sorted({cell.arch for cell in cells})
            raise Usage(f"unknown architecture '{arch}': there are "
                        f"{', '.join(known)}")
    if arches:
        chosen = [cell for cell in chosen
                  if {cell.arch, *cell.aliases} & set(arches)]
    for pattern in patterns or ():
        if not any(_matches(cell, pattern) for cell in chosen):
            raise Usage(f"no cell matches '{pattern}': --list shows them")
    if patterns:
        chosen = [cell for cell in chosen
                  if any(_matches(cell, pattern) for pattern in patterns)]
    return chosen


def _matches(cell, pattern):
    return fnmatch.fnmatchcase(cell.name, pattern) or \
        fnmatch.fnmatchcase(cell.config, pattern)


def words(text):
    """The words of an option that takes several."""
    return (text or "").replace(",", " ").split()


def chosen(options):
    """The cells that a verb's options --cell-data, --arches and --cells
    mean."""
    every = load()
    if options.cell_data:
        data = Path(options.cell_data)
        every = load(data / "arches", data / "configs")
    return select(every, words(options.arches), words(options.cells))


def show(cells):
    """Prints cells and their compilers; returns an exit code."""
    for cell in cells:
        version, why = cell.compiler_version()
        print(f"{cell.name:28} {version or 'no-toolchain: ' + why}")
    return 0
