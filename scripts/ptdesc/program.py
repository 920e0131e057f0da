# SPDX-License-Identifier: GPL-2.0-only
"""How a program of scripts/ begins, with its arguments, and ends: with an exit
code, and one sentence where it cannot do its work."""

import argparse
import os
import re
import shutil
import signal
import sys

from .errors import INCOMPLETE, USAGE, Usage, why
from .places import ROOT


class _Parser(argparse.ArgumentParser):
    def print_help(self, file=None):
        try:
            super().print_help(file)
            sys.stdout.flush()
        except BrokenPipeError:
            os._exit(INCOMPLETE)

    def error(self, message):
        self.exit(USAGE, f"{self.prog}: {message}; {self.prog} --help lists "
                  "the options\n")


def parser(doc):
    """A parser of arguments. Its --help has the first paragraph and the exit
    codes of `doc`, the program's docstring."""
    return _Parser(
        description=doc.partition("\n\n")[0],
        epilog=re.search(r"Exit codes:.*", doc, re.S)[0])


def add_jobs(add, what):
    """Adds -j, so many of `what` at a time, by `add` of a parser."""
    add("-j", "--jobs", type=positive, default=os.cpu_count() or 1,
        metavar="N", help=f"so many {what} at a time (default: one for each "
        "processor)")


def positive(text):
    """A number of an option, at least 1."""
    if not re.fullmatch("0*[1-9][0-9]*", text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a whole number of at least 1")
    return int(text)


def seconds(text):
    """A time of an option, more than none."""
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.A) or not float(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a number of seconds above 0")
    return float(text)


def add_quiet(add, what, verbose=True):
    """Adds -q, which leaves nothing to print but `what`, and -v."""
    add("-q", "-s", "--quiet", action="store_true", help=f"print {what} only")
    if verbose:
        add("-v", "--verbose", action="store_true", help="show the commands")


def run(name, main, *, interrupted="interrupted", code=130, needs=()):
    """The exit code of main(), a function without arguments; USAGE, and a
    sentence that begins with `name`, where it raises Usage, OSError or
    RuntimeError, or where one of the programs `needs` is missing. SIGINT and SIGTERM end it with `interrupted` and `code`, and
    INCOMPLETE says that nobody reads what it prints."""
    # A shell starts its background jobs with SIGINT ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    missing = [one for one in needs if not shutil.which(one)]
    if missing:
        print(f"{name}: {missing[0]} is not installed: run {ROOT}/scripts/"
              f"setup --for {name}", file=sys.stderr)
        return USAGE
    try:
        done = main()
        sys.stdout.flush()
        return done
    except BrokenPipeError:
        # What is left in the buffer must not fail once more at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INCOMPLETE
    except KeyboardInterrupt:
        print(f"{name}: {interrupted}", file=sys.stderr)
        return code
    except (Usage, OSError, RuntimeError) as error:
        path = getattr(error, "filename", None)
        print(f"{name}: {f'{path}: ' if path else ''}{why(error)}",
              file=sys.stderr)
        return USAGE
