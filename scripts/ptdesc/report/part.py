# SPDX-License-Identifier: GPL-2.0-only
"""What every section of the page has in common."""

import json
import re
from dataclasses import dataclass, field

from .. import errors
from ..errors import FINDINGS, INCOMPLETE, worst
from ..matrix.coverage import in_words


@dataclass
class Part:
    """A section: `facts` are its figures in a few words, `wrong` is what is
    wrong in it, "" if nothing is, `missed` what was not looked at, a line each,
    `data` what the template shows; None when the file is missing or broken."""
    name: str
    facts: str = ""
    wrong: str = ""
    missed: list = field(default_factory=list)
    data: object = None

    @property
    def code(self):
        return worst(FINDINGS if self.wrong else 0,
                     INCOMPLETE if self.missed else 0)


def load(out, name, verb, view, *, wanted=True):
    """The Part that `view` makes of the JSON file `name` below `out`; a Part
    without data where the file is missing or is none that `verb` writes. It
    is no lack that a file is missing which nobody `wanted`."""
    path = out / name
    try:
        data = json.loads(path.read_text("utf-8"))
        return view(data)
    except FileNotFoundError:
        if not wanted:
            return Part(name)
        why = f"there is no {name}: run make {verb}"
    except OSError as error:
        why = f"{name} cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError, AttributeError,
            IndexError, RecursionError) as error:
        why = f"{name} is broken ({errors.why(error)}): run " \
            f"make {verb} again"
    return Part(name, missed=[why])


def anchor(*words):
    """A name for a link: the same words give the same name."""
    return "-".join(re.sub(r"[^\w.]+", "-", str(word)).strip("-")
                    for word in words if word not in (None, ""))


class Anchors:
    """Makes anchors that no other element of the page has."""

    def __init__(self):
        self._seen = {}

    def __call__(self, *words):
        name = anchor(*words)
        count = self._seen[name] = self._seen.get(name, 0) + 1
        return name if count == 1 else f"{name}--{count}"


def ranges(lines):
    """Line ranges in words, each line once; None is the whole file."""
    if lines is None:
        return "all lines"
    merged = []
    for first, last in sorted(lines):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(last, merged[-1][1])
        else:
            merged.append([first, last])
    one = len(merged) == 1 and merged[0][0] == merged[0][1]
    return f"{'line' if one else 'lines'} {in_words(merged)}"


def plural(count, word, words=None):
    """A number and the word for that many."""
    return f"{count} {word if count == 1 else words or word + 's'}"
