# SPDX-License-Identifier: GPL-2.0-only
"""Something taken out of a step must make a golden fail.

Of each file of rules some lines that rewrite are taken, and some guards:
what a rule depends on, `when !=`, places that a position must not be at,
constraints on names, conditions in Python. What Coccinelle does not parse is
no step, and does not count. They are always the same ones; FULL=1 takes all.

The file `survivors` lists what no golden notices yet, or what changes nothing
that a golden could see. FULL=1 fails as well when one of these is noticed.
"""

import itertools
import os
import shutil

import mutants
import pytest
from conftest import HERE
from goldens import Ruled, finished, of_step, parses, ruled
from ptdesc import step as steps

LINES, GUARDS = 3, 2
FULL = os.environ.get("FULL") == "1"
KINDS = {"lines": (mutants.changed_lines, LINES),
         "guards": (mutants.unguarded, GUARDS)}
FILES = mutants.files()


def known():
    """The keys of `survivors`."""
    lines = (HERE / "survivors").read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


KNOWN = known()


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """damaged(mutant) lets steps be loaded from a copy with the mutant."""
    copy = tmp_path / "semantic-patches"
    shutil.copytree(steps.STEPS, copy, ignore=shutil.ignore_patterns("tests"))
    original = steps.STEPS
    changed = []

    def damage(mutant):
        monkeypatch.setattr(steps, "STEPS", copy)
        for path in changed:
            shutil.copy2(path, copy / path.relative_to(original))
        changed[:] = [mutant.path]
        (copy / mutant.path.relative_to(original)).write_text(
            mutant.text, encoding="utf-8")
    return damage


def noticed(mutant, users):
    """Whether a golden of the steps `users` fails; None for what Coccinelle
    does not parse. `mutant` is what steps are loaded from now. The step that
    noticed it comes first in `users` then: it will notice the next one, too."""
    for name in list(users):
        step = steps.load(name)
        if mutant.what.startswith("//"):
            # The rules are not damaged.
            made = ruled(name)
            results, cases = made.content if made else {}, of_step(name)
        else:
            cases = of_step(name, True)
            made = Ruled(step.flat, cases)
            if made.wrong:
                return True if parses(step.flat) else None
            results = made.content
        if any(finished(step, golden, results.get(golden)) != golden.wanted
               for golden in cases):
            users.remove(name)
            users.insert(0, name)
            return True
    return False


@pytest.mark.parametrize("kind, path", [
    pytest.param(kind, path, id=f"{kind}-{path.name}")
    for kind, (taken, _) in KINDS.items() for path in FILES
    if mutants.of_file(path, taken)])
def test_mutants_are_noticed(damaged, kind, path):
    taken, sample = KINDS[kind]
    users = [step.name for step in mutants.users_of(path)]
    candidates = sorted(mutants.of_file(path, taken),
                        key=lambda mutant: mutant.rank)
    if not FULL:
        candidates = [mutant for mutant in candidates
                      if mutant.key not in KNOWN]

    def verdicts():
        for mutant in candidates:
            damaged(mutant)
            verdict = noticed(mutant, users)
            if verdict is not None:
                yield mutant, verdict
    tried = list(itertools.islice(verdicts(), None if FULL else sample))
    print(f"{path.name}: {len(tried)} of {len(candidates)} {kind}")
    survived = [str(mutant) for mutant, seen in tried
                if not seen and mutant.key not in KNOWN]
    assert not survived, "no golden needs:\n" + "\n".join(survived)
    recovered = [mutant.key for mutant, seen in tried
                 if seen and mutant.key in KNOWN]
    assert not recovered, "a golden needs it now, take it out of " \
        "scripts/tests/survivors:\n" + "\n".join(recovered)


if FULL:    # rules change; the sample does not need the list to be exact
    def test_known_survivors_are_mutants():
        every = {mutant.key for path in FILES for taken, _ in KINDS.values()
                 for mutant in mutants.of_file(path, taken)}
        assert not KNOWN - every, f"no such thing any more: {KNOWN - every}"
