# SPDX-License-Identifier: GPL-2.0-only
"""The ways in which a verb can end other than well, and their exit codes."""

FINDINGS = 1
USAGE = 2
INCOMPLETE = 3


class Usage(Exception):
    """Wrong use, or a missing part of the environment: exit code 2.

    The text is one sentence that says what to do."""


def why(error):
    """What an exception says; of the system's, without its number and file."""
    if isinstance(error, KeyError):
        return f"it has no {error}"
    return getattr(error, "strerror", None) or str(error)


def worst(*codes):
    """The exit code that wins: 2 beats 3 beats 1 beats 0 (design.md)."""
    order = {0: 0, FINDINGS: 1, INCOMPLETE: 2, USAGE: 3}
    return max(codes, key=order.__getitem__, default=0)
