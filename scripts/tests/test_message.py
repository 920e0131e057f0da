# SPDX-License-Identifier: GPL-2.0-only
"""The words of the series, and what checkpatch would say of them."""

import pytest
from ptdesc import checkpatch, gitseries, message
from ptdesc import step as steps
from ptdesc.errors import Usage

RULES = """\
// SPDX-License-Identifier: GPL-2.0-only
/// Why.
virtual patch
virtual report

@depends on patch@
expression E;
@@

- old(E)
+ new(E)

@r depends on patch && !own@
identifier f;
@@
 f(...) {
// a remark
- gone();
 }

@found depends on report@
position p;
@@
 old@p(...)

@script:python depends on report@
p << found.p;
@@
coccilib.report.print_report(p[0], "@@ new()")
"""
SHOWN = """\
@@
expression E;
@@

- old(E)
+ new(E)

@r depends on !own@
identifier f;
@@
 f(...) {
- gone();
 }"""


def test_only_what_rewrites_is_shown():
    assert message.patch_rules(RULES) == SHOWN


@pytest.mark.parametrize("step", steps.series(), ids=lambda s: s.name)
def test_every_message_fits(step):
    lines = message.body(step).splitlines()
    assert lines and max(map(len, lines)) <= 75
    assert not any(line.startswith(("diff --git", "---", "From ", "@@ -"))
                   for line in lines)
    title = step.subject(lambda word: True)
    assert len(title) <= 75 and not title.endswith(".")


@pytest.mark.parametrize("author", ["nobody", "A <a>", "<a@b>", "A\nB <a@b>"])
def test_malformed_authors_are_refused(author):
    with pytest.raises(Usage):
        gitseries.identity(author)


def test_reversing_a_patch():
    patch = (b"Subject: x\n\ny\n---\n n\n\ndiff --git a/f b/f\n--- a/f\n"
             b"+++ b/f\n@@ -1,2 +1,3 @@ f\n a\n-b\n+c\n+d\n")
    assert checkpatch.reverse(patch) == (
        b"Subject: x\n\ny\n---\n n\n\ndiff --git a/f b/f\n--- a/f\n"
        b"+++ b/f\n@@ -1,3 +1,2 @@ f\n a\n-c\n-d\n+b\n")
