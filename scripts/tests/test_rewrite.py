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
