# SPDX-License-Identifier: GPL-2.0-only
"""Configuring and compiling in one cell: one object folder per cell.

The first compilation of a unit goes through kbuild. Later ones run the
command that kbuild saved beside the object, with the object under another
name: the same compiler with the same flags, without the seconds that each
make costs, and without touching what the baseline left.
"""

import os
import re
import shlex
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ..errors import Usage
from ..process import kill
from . import diagnostics, fragments
from .jobserver import JobServer

_SHUT_OUT = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "ARCH", "CROSS_COMPILE", "O",
             "KBUILD_OUTPUT", "V", "LLVM", "W", "C", "LANGUAGE")
# kbuild hands its targets on in one word of the environment.
BATCH = 1000
# Seconds for what was asked to end.
_GRACE = 5
_NO_RULE = re.compile(r"No rule to make target '([^']+)'")


class NoSpace(Usage):
    """The disk is full; what was being made is not finished."""

    def __init__(self, text="no space left on the device: free some and run "
                 "it again, what is finished is kept"):
        super().__init__(text)


class Interrupted(Exception):
    """Somebody wants the work to end."""


@dataclass
class Ran:
    """How a command ended. `status` None means that it took too long.
    `errors` is what stood on standard error, if that was kept apart."""
    status: int
    output: str
    seconds: float
    errors: str = ""


class Runner:
    """Runs commands in process groups of their own, so that stop() ends all
    of them, and none outlives its time; `jobs` compilers at once, whoever
    started them."""

    def __init__(self, timeout, say=None, jobs=1):
        self.timeout, self.say = timeout, say
        self.server = JobServer(jobs)
        self._live, self._lock, self._stopped = set(), threading.Lock(), False

    def stop(self):
        """Ends all that runs; for another thread than those that run(). A
        make that is asked to end removes what it was writing, so that no later
        one takes half an object for a whole one."""
        with self._lock:
            self._stopped = True
            for process in self._live:
                kill(process, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        while self._live and time.monotonic() < deadline:
            time.sleep(0.02)
        with self._lock:
            for process in self._live:
                kill(process)

    def run(self, command, cwd, factor=1, merged=True):
        """Runs a list, or a string in a shell; returns Ran. `merged` puts
        standard error into the output. Raises Interrupted when stop() was
        called."""
        env = {name: value for name, value in os.environ.items()
               if name not in _SHUT_OUT}
        # The kernel's Makefile drops LC_ALL.
        env.update(LC_ALL="C", LANG="C", LC_MESSAGES="C", LC_CTYPE="C",
                   MAKEFLAGS=self.server.makeflags())
        if self.say:
            self.say(command if isinstance(command, str)
                     else shlex.join(command))
        self.server.acquire(self._give_up)
        try:
            start = time.monotonic()
            with self._lock:
                self._give_up()
                process = subprocess.Popen(
                    command, cwd=cwd, env=env,
                    shell=isinstance(command, str),
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT if merged else subprocess.PIPE,
                    text=True, errors="replace", start_new_session=True,
                    pass_fds=self.server.fds)
                self._live.add(process)
            return self._wait(process, start, factor)
        except OSError as error:
            # What a shell would say: a compiler can go while it is needed.
            return Ran(127, f"{error.filename or cwd}: {error.strerror}", 0)
        finally:
            self.server.release()

    def _give_up(self):
        if self._stopped:
            raise Interrupted

    def _wait(self, process, start, factor):
        try:
            output, errors = process.communicate(
                timeout=self.timeout * factor)
            status = process.returncode
        except subprocess.TimeoutExpired:
            # A make that is asked to end gives its tokens back.
            kill(process, signal.SIGTERM)
            try:
                output, errors = process.communicate(timeout=_GRACE)
            except subprocess.TimeoutExpired:
                kill(process)
                output, errors = process.communicate()
            status = None
        finally:
            with self._lock:
                self._live.discard(process)
        if self._stopped:
            raise Interrupted
        errors = errors or ""
        if status and "No space left on device" in output + errors:
            raise NoSpace
        return Ran(status, output, time.monotonic() - start, errors)


@dataclass
class Compiled:
    """One unit, compiled once. `how` is "built", "failed" or "timeout"."""
    unit: str
    how: str
    diagnostics: list
    seconds: float


class Builder:
    """One cell's object folder. `wishes` are more fragments, which the
    cell's own overrule and which need not be met."""

    def __init__(self, cell, tree, folder, runner, wishes=(), home=None):
        """`home` is the folder of results that by_hand() is to name, however
        far below it the objects are."""
        self.cell, self.tree, self.wishes = cell, Path(tree), wishes
        self.obj, self.runner = Path(folder), runner
        self.home = home or self.obj.parents[2]
        self.roots = (str(self.tree), str(self.obj))
        self._saved, self._lock = {}, threading.Lock()
        # Set where `make prepare` fails; units are built all the same.
        self.unprepared = False

    def make(self, *targets, factor=1):
        """make in this cell; what each compiler says stays together."""
        where = ["-C", str(self.tree), f"O={self.obj}"]
        if self.unprepared:
            # What kbuild does inside O=, without its demand for `prepare`.
            where = ["-rR", "--no-print-directory", "-C", str(self.obj), "-f",
                     f"{self.tree}/Makefile", "-I", str(self.tree),
                     "-o", "prepare", "-o", "prepare0", "sub_make_done=1",
                     "quiet=quiet_", "Q=@", "KBUILD_VERBOSE=0",
                     f"abs_srctree={self.tree}", f"abs_objtree={self.obj}"]
        return self.runner.run(
            ["make", "-k", "-Otarget", *where, *self.cell.make_arguments(),
             *targets], self.tree, factor)

    def configure(self):
        """Base, then fragments, then what follows from them. Returns make's
        Ran; its status is not 0 when the tree does not configure."""
        self.obj.mkdir(parents=True, exist_ok=True)
        ran = self.make(*self.cell.base)
        if ran.status != 0:
            return ran
        with open(self.obj / ".config", "a", encoding="utf-8") as config:
            config.writelines(fragments.of_cell(self.cell, self.tree,
                                              self.wishes))
        return self.make("olddefconfig")

    def config_text(self):
        return (self.obj / ".config").read_text("utf-8")

    def unmet(self):
        """Options of the fragments that the configuration does not have as
        asked for, as "CONFIG_X=y"; the common ones are wishes only."""
        have, missed = fragments.parse(self.config_text()), {}
        for text in fragments.of_cell(self.cell, self.tree)[1:]:
            missed.update(fragments.parse(text))
        return sorted(f"CONFIG_{name}={value}"
                      for name, value in missed.items()
                      if have.get(name, "n") != value)

    def prepare(self):
        return self.make("prepare", factor=4)

    def kbuild(self, units):
        """Compiles units through kbuild. Returns ({unit: Compiled}, rest of
        the diagnostics); a unit that kbuild has no rule for is left out."""
        results, rest = {}, []
        for first in range(0, len(units), BATCH):
            built, other = self._kbuild(units[first:first + BATCH])
            results.update(built)
            rest += other
        return results, rest

    def _kbuild(self, units):
        with self._lock:
            for unit in units:
                (self.obj / unit).unlink(missing_ok=True)
            ran = self.make(*units, factor=2 + len(units) // 4)
        said = diagnostics.by_unit(ran.output, self.roots)
        unknown = set(_NO_RULE.findall(ran.output))
        results = {}
        for unit in units:
            if unit in unknown and unit not in said:
                continue
            results[unit] = self._judge(unit, said.pop(unit, []), ran)
        each = ran.seconds / max(len(results), 1)
        for result in results.values():
            result.seconds = each
        return results, [one for found in said.values() for one in found]

    def _judge(self, unit, found, ran):
        if (self.obj / unit).exists():
            return Compiled(unit, "built", found, 0)
        if ran.status is None and not found:
            return Compiled(unit, "timeout", found, 0)
        lines = [line for line in ran.output.splitlines()
                 if f": {unit}]" in line or f"/{Path(unit).name}]" in line]
        found = diagnostics.ensure_error(found, unit, "\n".join(lines), 1)
        return Compiled(unit, "failed", found, 0)

    def saved(self, unit):
        """The command that kbuild saved for a unit, and the files of the
        tree that the unit was made from; (None, ()) if it never built."""
        if unit not in self._saved:
            self._saved[unit] = self._load(unit)
        return self._saved[unit]

    def _load(self, unit):
        path = self.obj / Path(unit).parent / f".{Path(unit).name}.cmd"
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return None, frozenset()
        line = re.search(r"^(?:saved)?cmd_\S+ := (.*)$", text, re.MULTILINE)
        if not line or not (self.obj / unit).exists():
            return None, frozenset()
        root = re.escape(str(self.tree))
        files = re.findall(rf"^\s+(?:\$\(wildcard )?{root}/(\S+?)\)?(?: \\)?$",
                           text, re.MULTILINE)
        source = re.search(rf"^source_\S+ := {root}/(\S+)$", text,
                           re.MULTILINE)
        files += [source[1]] if source else []
        command = line[1].replace("$(pound)", "#").replace("$$", "$")
        return command, frozenset(files)

    def touched_up(self, unit):
        """Whether kbuild works on a unit's object after the compiler."""
        command, _ = self.saved(unit)
        return command is not None and _first(command) != command

    def compile_as(self, unit, target, *flags):
        """Compiles a unit as the tree is now into the file `target` of the
        object folder, with more flags; returns Ran."""
        command, _ = self.saved(unit)
        return self.runner.run(_first(command).replace(
            f"-o {unit}", " ".join([*flags, f"-o {target}"]), 1), self.obj)

    def recompile(self, unit):
        """Compiles a unit as the tree is now; returns Compiled."""
        ran = self.compile_as(unit, f"{unit}.converted")
        found = diagnostics.parse(ran.output, self.roots)
        if ran.status is None:
            return Compiled(unit, "timeout", found, ran.seconds)
        found = diagnostics.ensure_error(found, unit, ran.output, ran.status)
        how = "failed" if ran.status else "built"
        return Compiled(unit, how, found, ran.seconds)

    def rebuild(self, units):
        """Compiles units that never compiled; returns a list of Compiled."""
        results, _ = self.kbuild(units)
        return [results.get(unit) or Compiled(
            unit, "failed", [diagnostics.Diagnostic(
                unit, 0, "error", "kbuild has no rule for it")], 0)
                for unit in units]

    def variant(self, unit, source, *flags):
        """(output, whether it went well) of a unit's command with another
        source file and `flags` in place of `-c -o OBJECT`."""
        command, _ = self.saved(unit)
        words = shlex.split(re.sub(rf" -[cS] -o {re.escape(unit)}(?= )", "",
                                   _first(command)))
        words = [word for word in words if not word.startswith("-Wp,-M")]
        ran = self.runner.run([*words[:-1], *flags, str(source)], self.obj)
        return ran.output, ran.status == 0

    def preprocess(self, unit, *flags):
        """The unit's text after the preprocessor, "" if it fails."""
        command, _ = self.saved(unit)
        if command is None:
            return ""
        command = re.sub(rf" -[cS] -o {re.escape(unit)}(?= )",
                         " " + " ".join(["-E", *flags, "-w"]),
                         _first(command))
        command = re.sub(r" -Wp,-MM?D,\S+", "", command)
        ran = self.runner.run(command + " 2>/dev/null", self.obj)
        return ran.output if ran.status == 0 else ""

    def by_hand(self, number, units, config):
        """The one command that does the same: puts the tree at the commit,
        configures and compiles."""
        verb = Path(__file__).resolve().parents[2] / "matrix"
        folder = self.home / "matrix"
        return " && ".join([
            shlex.join([str(verb), "--out", str(self.home), "--at",
                        str(number)]),
            shlex.join(["make", "-k", "-C", str(folder / "work"),
                        f"O={folder}/obj/{self.obj.name}.by-hand", *self.cell.make_arguments(),
                        f"KCONFIG_ALLCONFIG={config}", "alldefconfig",
                        *units])])


def _first(command):
    """Without what kbuild does to the object afterwards (objtool)."""
    return re.split(r"\s+;\s", command, maxsplit=1)[0]
