# SPDX-License-Identifier: GPL-2.0-only
"""What a step is run on is whole, however many files are converted at once."""

import time
from concurrent.futures import ThreadPoolExecutor

from ptdesc import rewrite


class SlowStep:
    """A step whose text takes a while to be there."""
    name = "slow"

    def __init__(self):
        self.asked = 0

    @property
    def flat(self):
        self.asked += 1
        time.sleep(0.05)
        return f"text {self.asked}\n"


def test_a_flat_step_is_written_once(tmp_path):
    step, rewriter = SlowStep(), rewrite.Rewriter(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: rewriter.flat(step), range(8)))
    assert step.asked == 1
    (path,) = paths
    assert path.read_text("utf-8") == "text 1\n"


class Renaming:
    """A step that renames a function. Its Python fails on a file that has
    `fragile`."""
    name, has_rules, has_directives = "renaming", True, False
    flat = """virtual patch

@old@
expression E;
@@
- old(E)
+ renamed(E)

@fragile@
position p;
@@
fragile@p

@script:python@
p << fragile.p;
@@
raise Exception("it does not hold")
"""


def old(name):
    return f"int {name}(int a)\n{{\n\treturn old(a);\n}}\n".encode()


def spatches(rewriter):
    """The commands of spatch that `rewriter` starts, as it starts them."""
    said = []
    rewriter.verbose = said.append
    return said


def test_several_files_share_a_spatch(tmp_path):
    rewriter = rewrite.Rewriter(tmp_path)
    said = spatches(rewriter)
    files = [("a/pgalloc.h", old("a")), ("b/pgalloc.h", old("b")),
             ("b/none.c", b"int none;\n")]
    made = [outcome.content for outcome in rewriter.several(Renaming, files)]
    assert made == [old("a").replace(b"old", b"renamed"),
                    old("b").replace(b"old", b"renamed"), b"int none;\n"]
    assert len(said) == 1 and said[0].startswith("spatch ")
    assert [path.name for path in tmp_path.iterdir()] == ["renaming.cocci"]


def test_one_that_fails_leaves_the_others(tmp_path):
    rewriter = rewrite.Rewriter(tmp_path)
    said = spatches(rewriter)
    files = [("a.c", old("a")), ("b.c", b"int b = fragile;\n"),
             ("c.c", old("c"))]
    first, second, third = rewriter.several(Renaming, files)
    assert first.content == old("a").replace(b"old", b"renamed")
    assert third.content == old("c").replace(b"old", b"renamed")
    assert not first.error and not third.error
    assert second.content is None and "spatch" in second.error
    assert len(said) == 4
