# SPDX-License-Identifier: GPL-2.0-only
"""One step on files: spatch, then ptdesc-edit, then its --tidy.

Each program runs in a process group of its own, in a scratch folder that
goes away with the run, so that an interrupt leaves nothing behind.
"""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from .errors import Usage
from .places import ROOT
from .process import kill
from .step import STEPS

EDIT = ROOT / "checker" / "ptdesc-edit"
MACROS = STEPS / "macros.h"
ISOS = STEPS / "isos.iso"
TIMEOUT = 60        # seconds for one spatch; its second try gets four times it
SHARE = 10          # seconds more for each file that one has at once
MINIMUM = (1, 1, 1)
# What spatch says, with exit code 255, when no rule has matched.
UNCHANGED = "-o can not be applied because there are no modified files"
C_SUFFIXES = (".c", ".h")


@dataclass
class Outcome:
    """What became of one file. `content` is None when the step failed."""
    content: bytes | None
    error: str | None = None
    timed_out: bool = False
    applied: dict = field(default_factory=dict)  # directive index -> count


@dataclass
class Run:
    code: int
    output: str
    timed_out: bool = False


class Stopped(Exception):
    """The verb ends; nothing more is started."""


_running = set()
_stopping = threading.Event()


def stop_all():
    """Kills what is still running, and lets nothing more start: called when
    a verb is interrupted."""
    _stopping.set()
    for process in list(_running):
        kill(process)


def run(command, cwd, scratch, timeout):
    """Runs `command` with TMPDIR in `scratch`; returns a Run. Output and
    errors come together, as text."""
    env = dict(os.environ, TMPDIR=str(scratch), LC_ALL="C.UTF-8",
               PYTHONDONTWRITEBYTECODE="1")
    process = subprocess.Popen(command, cwd=cwd, env=env,
                               stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT,
                               start_new_session=True)
    _running.add(process)
    if _stopping.is_set():
        kill(process)
    try:
        output, _ = process.communicate(timeout=timeout)
        return Run(process.returncode, output.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired:
        kill(process)
        output, _ = process.communicate()
        return Run(-1, output.decode("utf-8", "replace"), timed_out=True)
    except BaseException:
        kill(process)
        process.wait()
        raise
    finally:
        _running.discard(process)
        if _stopping.is_set():
            raise Stopped


def spatch_version():
    """spatch's version as a tuple; Usage when it is missing or too old."""
    if not shutil.which("spatch"):
        raise Usage("spatch is missing: run make setup, or install the "
                    "package coccinelle")
    text = subprocess.run(["spatch", "--version"], capture_output=True,
                          text=True, check=False).stdout
    match = re.search(r"version (\d+)\.(\d+)(?:\.(\d+))?", text)
    if not match:
        raise Usage("spatch --version says nothing that looks like a version")
    version = tuple(int(part or 0) for part in match.groups())
    if version < MINIMUM:
        have = ".".join(map(str, version))
        need = ".".join(map(str, MINIMUM))
        raise Usage(f"spatch {have} is too old: install coccinelle {need} or "
                    "newer")
    return version


def need_editor():
    if not os.access(EDIT, os.X_OK):
        raise Usage("checker/ptdesc-edit is not built: run make checker")


def _reading(flat, source, defines):
    """How spatch reads a step and a file, whatever it then does."""
    return [*[word for define in defines for word in ("-D", define)],
            "--no-includes", "--include-headers", "--macro-file", str(MACROS),
            "--iso-file", str(ISOS), "--sp-file", str(flat), str(source)]


def looks_at(step, name):
    """Whether the rules of `step` are for a file of this name."""
    return step.has_rules and name.endswith(C_SUFFIXES)


class _PathFolder(tempfile.TemporaryDirectory):
    """A temporary folder, as a Path."""

    def __enter__(self):
        return Path(super().__enter__())


class Rewriter:
    """Applies steps to file contents. `scratch` is an existing folder."""

    def __init__(self, scratch, verbose=None):
        self.scratch = Path(scratch)
        self.verbose = verbose or (lambda text: None)
        self._flat = {}
        self._lock = threading.Lock()

    def flat(self, step):
        """The file with the expanded step, written once: a thread must not
        empty what the program of another one reads."""
        with self._lock:
            if step.name not in self._flat:
                name = step.name.replace("/", "-")
                path = self.scratch / f"{name}.cocci"
                path.write_text(step.flat, encoding="utf-8")
                self._flat[step.name] = path
            return self._flat[step.name]

    def __call__(self, step, name, content, defines=()):
        """Returns the Outcome of `step` on the file `name`."""
        with self._folder() as folder:
            outcome = Outcome(content)
            if looks_at(step, name):
                before = folder / ("in-" + Path(name).name)
                before.write_bytes(content)
                outcome = self._spatch(self.flat(step), before, folder,
                                       defines)
            return self._finish(step, name, content, outcome, folder, defines)

    def several(self, step, files, defines=()):
        """Returns the Outcome of `step` on each of `files`, [(name, content)]
        that it looks at. Parsing its rules takes longer than most files do,
        so one spatch does it for all; where that fails, each has its own."""
        if len(files) == 1:
            return [self(step, *files[0], defines)]
        with self._folder() as folder:
            ruled = self._spatches(step, files, folder, defines)
            if ruled is not None:
                return [self._finish(step, name, content, Outcome(after),
                                     folder, defines)
                        for (name, content), after in zip(files, ruled)]
        return [self(step, name, content, defines) for name, content in files]

    def _folder(self):
        """A folder that goes away, as a context that gives its Path."""
        return _PathFolder(dir=self.scratch)

    def _finish(self, step, name, content, outcome, folder, defines):
        """What comes after the rules, which made `outcome` of `content`."""
        if outcome.content is not None and step.has_directives:
            outcome = self._edit(self.flat(step), name, outcome.content,
                                 folder, defines)
        if outcome.content not in (None, content) \
                and name.endswith(C_SUFFIXES):
            outcome = self._tidy(content, outcome, folder)
        return outcome

    def _spatches(self, step, files, folder, defines):
        """What the rules make of each of `files`; None when not each result
        can be believed."""
        places = []
        for number, (name, content) in enumerate(files):
            place = folder / str(number) / ("in-" + Path(name).name)
            place.parent.mkdir()
            place.write_bytes(content)
            places.append(place)
        command = ["spatch", "--no-show-diff", "--in-place", "--dir",
                   *_reading(self.flat(step), folder,
                             ["patch", *sorted(defines)])]
        self.verbose(" ".join(command))
        result = run(command, STEPS, folder, TIMEOUT + len(files) * SHARE)
        # What has none of the words that a rule needs is skipped.
        named = set(result.output.splitlines())
        if result.timed_out or result.code or _trouble(result) or not all(
                named & {f"HANDLING: {place}", f"Skipping: {place}"}
                for place in places):
            return None
        return [place.read_bytes() for place in places]

    def _spatch(self, flat, source, folder, defines):
        target = folder / ("out-" + source.name[3:])
        command = ["spatch", "--no-show-diff",
                   *_reading(flat, source, ["patch", *sorted(defines)]),
                   "-o", str(target)]
        for timeout in (TIMEOUT, 4 * TIMEOUT):
            self.verbose(" ".join(command))
            result = run(command, STEPS, folder, timeout)
            if not result.timed_out:
                break
        if result.timed_out:
            return Outcome(None, f"spatch took more than {timeout} s",
                           timed_out=True)
        trouble = _trouble(result, target)
        if trouble:
            return Outcome(None, trouble)
        return Outcome((target if target.exists() else source).read_bytes())

    def alone(self, rule, name, content):
        """What plain spatch makes of a file with the text of a rule, without
        our lists and the tidying; None when it fails."""
        with self._folder() as folder:
            semantic = folder / "rule.cocci"
            source = folder / Path(name).name
            target = folder / "out"
            semantic.write_text(rule + "\n", encoding="utf-8")
            source.write_bytes(content)
            result = run(["spatch", "--no-show-diff", "--no-includes",
                          "--include-headers", "--sp-file", str(semantic),
                          str(source), "-o", str(target)],
                         STEPS, folder, TIMEOUT)
            if result.timed_out or _trouble(result, target):
                return None
            return target.read_bytes() if target.exists() else content

    def report(self, step, name, content, timeout):
        """(what the step's report mode prints, why it cannot be believed)"""
        flat = self.flat(step)
        with self._folder() as folder:
            source = folder / ("in-" + Path(name).name)
            source.write_bytes(content)
            result = run(["spatch", "--very-quiet",
                          *_reading(flat, source, ["report"])],
                         STEPS, folder, timeout)
        if result.timed_out:
            return "", f"spatch took more than {timeout:.0f} s"
        return result.output, _trouble(result)

    def _edit(self, flat, name, content, folder, defines):
        need_editor()
        source = folder / "edit-in"
        target = folder / "edit-out"
        report = folder / "report"
        source.write_bytes(content)
        command = [str(EDIT), "--step", str(flat), "--report", str(report),
                   "--name", name, "--output", str(target)]
        for define in sorted(defines):
            command += ["-D", define]
        command.append(str(source))
        self.verbose(" ".join(command))
        result = run(command, STEPS, folder, TIMEOUT)
        if result.code:
            return Outcome(None, "ptdesc-edit: " + _last(result.output))
        applied = {}
        for line in report.read_text().splitlines():
            index, count = line.split()[:2]
            applied[int(index)] = int(count)
        return Outcome(target.read_bytes(), applied=applied)

    def _tidy(self, content, outcome, folder):
        need_editor()
        before = folder / "tidy-before"
        after = folder / "tidy-in"
        target = folder / "tidy-out"
        before.write_bytes(content)
        after.write_bytes(outcome.content)
        result = run([str(EDIT), "--tidy", "--output", str(target),
                      str(before), str(after)], STEPS, folder, TIMEOUT)
        if result.code:
            return Outcome(None, "ptdesc-edit --tidy: " + _last(result.output))
        outcome.content = target.read_bytes()
        return outcome


def _last(output):
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"


def _trouble(result, target=None):
    """The reason why a run of spatch that ended cannot be believed. Its exit
    code alone proves nothing: it is 0 after an exception on a file, which is
    printed as EXN:, and when the cp that writes -o, `target`, failed."""
    for line in result.output.splitlines():
        if line.startswith(("EXN:", "cp:")) or "Fatal error" in line:
            return "spatch: " + line.strip()
    if result.code and UNCHANGED not in result.output:
        return f"spatch ended with {result.code}: {_last(result.output)}"
    if target and not target.exists() and UNCHANGED not in result.output:
        return "spatch has written no result"
    return None


def unparsed(path, scratch):
    """Line ranges of the file `path` that Coccinelle cannot parse.

    Returns [(first, last)]; None when even that could not be found out."""
    result = run(["spatch", "--parse-c", "--macro-file", str(MACROS),
                  str(path)], STEPS, scratch, TIMEOUT)
    if result.timed_out or result.code < 0:
        return None
    return bad_regions(result.output, str(path))


def bad_regions(output, path):
    """Reads what spatch --parse-c says of `path`: below `line N` of a parse
    error stand the lines that it gave up on, the N-th as BAD:!!!!!. Errors
    in other files are those of spatch's own lists of macros."""
    regions, line, before, after, seen = [], None, 0, 0, False
    for text in output.splitlines() + ['= File "", line 0,']:
        match = re.match(r'\s*= File "(.*)", line (\d+),', text)
        if match:
            if line is not None and (before or after or seen):
                regions.append((line - before, line + after))
            line = int(match[2]) if match[1] == path else None
            before = after = 0
            seen = False
        elif text.startswith("BAD:!!!!!"):
            seen = True
        elif text.startswith("bad:"):
            before, after = (before, after + 1) if seen else (before + 1, after)
    return regions
