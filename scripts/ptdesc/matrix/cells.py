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

from .. import toolchains
from ..errors import Usage, why
from .fragments import RENAMED, read_renamed

SCRIPTS = Path(__file__).resolve().parents[2]
ARCHES = SCRIPTS / "arches"
CONFIGS = SCRIPTS / "configs"

_ARCH_KEYS = {"kernel-arch", "source-arch", "also", "gcc", "clang", "package",
              "make", "aliases", "build-gcc", "build-libgcc", "parse-as",
              "qemu", "image", "append", "init-flags", "kvm-hosts",
              "kvm-flags"}
_CELL_KEYS = {"base", "fragments", "toolchain", "make", "verbs", "qemu",
              "append", "boots", "needs", "image"}


@dataclass(frozen=True)
class Cell:
    """`source_arches` are the folders of arch/ that it compiles from,
    `base` the configuration targets, `fragments` files of options, `renamed`
    what fragments.read_renamed() gave, `recipe` how the compiler is built
    where Debian has none. `compiler` is a path if it is not on PATH.
    `parse_as` is a target of clang, and flags, that its source can be parsed
    with when there is no compiler. `verbs` are those that take the cell
    without being asked, none for all of them. `qemu` is the command of the
    machine that runs what the cell builds, empty if QEMU has none; it gets
    the file `image` of the object folder. `boots` are the command lines that
    its kernel is started with, in turn, of which the first
    `appended` words are those of all; `needs` has for each the flags that it
    needs of the processor. `kvm_hosts` are what `uname -m` says where KVM can
    run it, if the processor has one of `kvm_flags`. `init_flags` are the
    compiler's for a program of that machine."""
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
    recipe: object = None
    verbs: tuple = ()
    parse_as: tuple = ()
    clang: tuple = ()
    qemu: tuple = ()
    image: str = ""
    boots: tuple = ()
    appended: int = 0
    needs: tuple = ()
    init_flags: tuple = ()
    kvm_hosts: tuple = ()
    kvm_flags: tuple = ()
    renamed: tuple = ()

    @property
    def name(self):
        return f"{self.arch}/{self.config}"

    def is_for(self, verb):
        """Whether a verb takes the cell unasked."""
        return not self.verbs or verb in self.verbs

    def make_arguments(self):
        """What every make of this cell gets."""
        if self.toolchain == "clang":
            tool = f"LLVM={self.compiler[len('clang'):] or '1'}"
        else:
            tool = f"CROSS_COMPILE={self.compiler[:-len('gcc')]}"
        return [f"ARCH={self.kernel_arch}", tool, *self.make]

    def compiler_version(self):
        """(first line of --version, "") or ("", why it cannot be used)."""
        if not toolchains.find(self.compiler, ()):
            how = f"make toolchains ARCHES={self.arch} builds it" \
                if self.recipe else f"Debian package {self.package}"
            return "", f"{self.compiler} is not installed ({how})"
        try:
            said = subprocess.run([self.compiler, "--version"], text=True,
                                  capture_output=True, timeout=60,
                                  check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return "", f"{self.compiler} does not run: {why(error)}"
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


def _recipe(arch):
    if "build-gcc" not in arch:
        return None
    return toolchains.Recipe(arch["gcc"].split()[0].rstrip("-"),
                             tuple(arch["build-gcc"].split()),
                             arch.getboolean("build-libgcc", False))


def _compiler(names, where):
    """The first of the names that is installed, else the first."""
    for name in names:
        found = toolchains.find(name, where)
        if found:
            return name if shutil.which(name) else found
    return names[0]


def _cell(path, arch, section, configs, where):
    toolchain = section.get("toolchain", "gcc")
    if toolchain == "clang":
        names, package = arch.get("clang", "clang").split(), ""
    else:
        names = [prefix + "gcc" for prefix in arch.get("gcc", "").split()]
        package = arch.get("package", "gcc")
    compiler = _compiler(names or ["gcc"], where)
    fragments = []
    for name in ["common", *section.get("fragments", "").split()]:
        fragment = configs / f"{name}.config"
        if not fragment.is_file():
            raise Usage(f"{path}: [{section.name}] names the fragment "
                        f"{name}, but there is no {fragment}")
        fragments.append(fragment)
    kernel_arch = arch.get("kernel-arch", path.stem)
    append = section.get("append", arch.get("append", ""))
    boots = section.get("boots", "").split("|")
    needs = [flags.split() for flags in section.get("needs", "").split("|")]
    return Cell(path.stem, section.name,
                tuple(arch.get("aliases", "").split()), kernel_arch,
                (arch.get("source-arch", kernel_arch),
                 *arch.get("also", "").split()),
                compiler, toolchain, package or compiler,
                (*arch.get("make", "").split(),
                 *section.get("make", "").split()),
                tuple(section.get("base", "defconfig").split()),
                tuple(fragments), _recipe(arch),
                tuple(section.get("verbs", "").split()),
                tuple(arch.get("parse-as", "").split()),
                tuple(arch.get("clang", "clang-19").split()),
                tuple(section.get("qemu", arch.get("qemu", "")).split()),
                section.get("image", arch.get("image", "vmlinux")),
                tuple(f"{append} {way.strip()}".strip() for way in boots),
                len(append.split()),
                tuple(map(tuple, needs + [()] * (len(boots) - len(needs)))),
                tuple(arch.get("init-flags", "").split()),
                tuple(arch.get("kvm-hosts", "").split()),
                tuple(arch.get("kvm-flags", "").split()),
                read_renamed(configs / RENAMED))


def load_file(path, configs=CONFIGS, where=None):
    """The cells of one architecture, in the order of its file. `where` are
    folders of toolchains to look into besides PATH."""
    where = toolchains.places() if where is None else where
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text("utf-8"), str(path))
        arch = parser["arch"]
    except (OSError, configparser.Error, KeyError) as error:
        raise Usage(f"{path} is not a description of an architecture: "
                    f"{why(error)}") from error
    _checked(path, arch, _ARCH_KEYS)
    cells = []
    for name in parser.sections():
        if name != "arch":
            _checked(path, parser[name], _CELL_KEYS)
            cells.append(_cell(path, arch, parser[name], configs,
                               where))
    return cells


def load(arches=ARCHES, configs=CONFIGS, where=None):
    """All cells, by architecture's name."""
    return [cell for path in sorted(arches.glob("*.ini"))
            for cell in load_file(path, configs, where)]


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
            raise Usage(f"no cell matches '{pattern}': matrix --list shows "
                        "them")
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


def chosen(options, verb):
    """The cells that a verb's options --cell-data, --arches and --cells
    mean; without --cells those that are for the verb."""
    every = load()
    if options.cell_data:
        data = Path(options.cell_data)
        every = load(data / "arches", data / "configs")
        if not every:
            raise Usage(f"{data} has no arches/*.ini with a cell")
    if not options.cells:
        every = [cell for cell in every if cell.is_for(verb)]
    return select(every, words(options.arches), words(options.cells))


def present(cells, tree, say):
    """The cells whose architecture a tree has; the others are said: of one
    that is not there kbuild makes no end. Usage if none is left."""
    found = []
    for cell in cells:
        folder = f"arch/{cell.source_arches[0]}"
        if (Path(tree) / folder).is_dir():
            found.append(cell)
        else:
            say(f"{cell.name}: the tree has no {folder}")
    if not found:
        raise Usage(f"{tree} has none of the architectures asked for")
    return found


def show(cells):
    """Prints cells and their compilers; returns an exit code."""
    for cell in cells:
        version, why = cell.compiler_version()
        print(f"{cell.name:28} {version or 'no-toolchain: ' + why}")
    return 0
