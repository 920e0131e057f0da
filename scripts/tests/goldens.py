# SPDX-License-Identifier: GPL-2.0-only
"""The goldens in semantic-patches/tests: what is there and how it is run."""

import difflib
import functools
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT
from ptdesc import rewrite
from ptdesc import step as steps

SMPL = ROOT / "semantic-patches"
TESTS = SMPL / "tests"
C_SUFFIXES = (".c", ".h")
SECONDS = 120
TROUBLE = re.compile(r"EXN|[Ee]xception|Fatal error|Traceback|"
                     r"parse error|semantic error")


@dataclass(frozen=True)
class Golden:
    """One case of one step."""
    step: str
    source: Path

    @property
    def content(self):
        return self.source.read_bytes()

    @property
    def wanted(self):
        return self.source.with_name(self.source.name + ".res").read_bytes()

    @property
    def is_c(self):
        """Whether rules look at it, not directives alone."""
        return self.source.suffix in C_SUFFIXES

    @property
    def defines(self):
        """The names that the case wants defined, as -D would."""
        return tuple(sorted(name.decode() for name in re.findall(
            rb"/\* step-define: (\w+) \*/", self.content)))

    def __str__(self):
        return f"{self.step}/{self.source.name}"


class Finisher(rewrite.Rewriter):
    """Applies what comes after the rules: spatch has run already."""

    def __init__(self, scratch, ruled):
        super().__init__(scratch)
        self._ruled = ruled

    def _spatch(self, flat, source, folder, defines):
        return rewrite.Outcome(self._ruled)


def all_goldens():
    """Every CASE that has a CASE.res, in a fixed order."""
    return [Golden(result.parent.relative_to(TESTS).as_posix(),
                   result.with_suffix(""))
            for result in sorted(TESTS.rglob("*.res"))]


def of_step(name, only_c=False):
    """The cases of a step, or those of them that rules look at."""
    return [golden for golden in _every() if golden.step == name
            and (golden.is_c or not only_c)]


_every = functools.cache(all_goldens)


def run(golden):
    """scripts/step on a case: (exit code, what it printed, its errors). Too
    slow is the exit code None."""
    command = [str(ROOT / "scripts" / "step"), golden.step,
               str(golden.source)]
    try:
        done = subprocess.run(command, capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, b"", f"took more than {SECONDS} s"
    return done.returncode, done.stdout, done.stderr.decode("utf-8",
                                                            "replace")


class Ruled:
    """What the rules of a step alone make of its goldens: one spatch for all
    that have the same defines, each file by itself. `said` is what spatch
    printed, `wrong` the reason why it cannot be believed, or None."""

    def __init__(self, flat, goldens, mode="patch"):
        self.said, self.wrong, self.content = "", None, {}
        groups = {}
        for golden in goldens:
            groups.setdefault(golden.defines, []).append(golden)
        with tempfile.TemporaryDirectory(prefix="ptdesc-test-") as scratch:
            rules = Path(scratch) / "rules.cocci"
            rules.write_text(flat, encoding="utf-8")
            for number, (defines, group) in enumerate(groups.items()):
                folder = Path(scratch) / str(number)
                folder.mkdir()
                self._run(rules, folder, defines, group, mode)

    def _run(self, rules, folder, defines, group, mode):
        for golden in group:
            (folder / golden.source.name).write_bytes(golden.content)
        ran = rewrite.run(
            ["spatch", "--very-quiet", "--no-show-diff",
             *[word for name in (mode, *defines) for word in ("-D", name)],
             "--no-includes", "--include-headers",
             "--macro-file", str(rewrite.MACROS),
             "--iso-file", str(rewrite.ISOS), "--sp-file", str(rules),
             "--in-place", "--dir", str(folder)], SMPL, rules.parent, SECONDS)
        self.said += ran.output
        trouble = TROUBLE.search(ran.output)
        if ran.timed_out:
            self.wrong = f"spatch took more than {SECONDS} s"
        elif ran.code or trouble:
            self.wrong = ran.output
        for golden in group:
            self.content[golden] = (folder / golden.source.name).read_bytes()


@functools.cache
def ruled(name):
    """The Ruled of a step in patch mode, made once; None if it has directives
    only."""
    step = steps.load(name)
    return Ruled(step.flat, of_step(name, True)) if step.has_rules else None


def finished(step, golden, ruled):
    """What a step makes of a case, once its rules have made `ruled` of it;
    None when it fails."""
    with tempfile.TemporaryDirectory(prefix="ptdesc-test-") as scratch:
        return Finisher(scratch, ruled)(step, str(golden.source),
                                        golden.content,
                                        golden.defines).content


def parses(flat):
    """Whether Coccinelle takes the rules; without a file to work on."""
    with tempfile.TemporaryDirectory(prefix="ptdesc-test-") as scratch:
        rules = Path(scratch) / "rules.cocci"
        rules.write_text(flat, encoding="utf-8")
        ran = rewrite.run(["spatch", "-D", "patch", "--iso-file",
                           str(rewrite.ISOS), "--parse-cocci", str(rules)],
                          SMPL, scratch, SECONDS)
    return not ran.timed_out and not ran.code and \
        not TROUBLE.search(ran.output)


def difference(wanted, printed):
    """A diff to read, of bytes."""
    lines = [text.decode("utf-8", "replace").splitlines(True)
             for text in (wanted, printed)]
    return "".join(difflib.unified_diff(*lines, "wanted", "printed"))


def as_patch(golden):
    """The diff that a case wants, as git prints it; empty where nothing
    changes. Its path says which case it is."""
    name = f"{golden.step}/{golden.source.name}"
    lines = [text.decode("utf-8").splitlines(True)
             for text in (golden.content, golden.wanted)]
    diff = "".join(difflib.unified_diff(*lines, f"a/{name}", f"b/{name}"))
    return f"diff --git a/{name} b/{name}\n{diff}".encode() if diff else b""
