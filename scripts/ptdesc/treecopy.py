# SPDX-License-Identifier: GPL-2.0-only
"""A copy of a kernel tree that can be written to without reaching the input.

A plain directory is copied, by reference where the file system can; of a git
work tree a clone is made that borrows the input's objects. The files are
those of the work tree: what was changed and not committed is in the copy
too, as a change that is not committed. Files that git does not track are not.
"""

import os
import shutil
import subprocess
from pathlib import Path

from .errors import Usage

# Below this much free space the size of the input is worth measuring.
PLENTY = 4 << 30


class Cancelled(Exception):
    """The caller asked to stop; nothing is left behind."""


def _run(command, cancel):
    """Runs a command until it ends or cancel is set; raises Usage."""
    environment = dict(os.environ, LC_ALL="C")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment,
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as process:
        try:
            said = _wait(process, cancel)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        reason = lines[0] if lines else f"{command[0]} was stopped"
        if b"No space left" in said:
            reason = "no space left on the device"
        raise Usage(f"cannot copy the tree: {reason}")


def _wait(process, cancel):
    while True:
        try:
            return process.communicate(timeout=0.1)[1]
        except subprocess.TimeoutExpired:
            if cancel is not None and cancel.is_set():
                raise Cancelled() from None


def _check_space(source, where):
    """Raises Usage when a plain copy of source cannot fit. Sharing file
    systems need less: what cp says is the last word there."""
    free = shutil.disk_usage(where).free
    if free > PLENTY:
        return
    done = subprocess.run(["du", "-s", "--block-size=1", str(source)],
                          check=False, capture_output=True, text=True)
    need = int(done.stdout.split()[0]) if done.stdout else 0
    if need > free:
        raise Usage(f"no space for a copy of the tree in {where}: it takes "
                    f"{need / 1e9:.1f} GB, {free / 1e9:.1f} GB are free")


def _clone(tree, target, cancel):
    _run(["git", "clone", "--quiet", "--shared", "--no-checkout",
          "--template=", str(tree.path), str(target)], cancel)
    _run(["git", "-C", str(target), "-c", "core.hooksPath=/dev/null",
          "-c", "advice.detachedHead=false", "checkout", "--quiet",
          "--detach", tree.head], cancel)
    for name in tree.dirty:
        _lay_over(tree.path / name, target / name)


def _lay_over(source, target):
    """Makes target what source is, which may be gone."""
    if target.is_symlink() or target.exists():
        target.unlink()
    if source.is_symlink() or source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)


def copy(tree, target, cancel=None):
    """Makes target a copy of tree (a trees.Tree), in one move at the end: an
    older target stays whole until then. `cancel` is a threading.Event that
    stops it. Raises Usage or Cancelled, and leaves nothing behind then."""
    target = Path(target)
    part = target.with_name(f".{target.name}.part")
    old = target.with_name(f".{target.name}.old")
    try:
        for stale in (part, old):
            shutil.rmtree(stale, ignore_errors=True)
        try:
            if tree.is_git:
                _clone(tree, part, cancel)
            else:
                # cp -a of a link would be a link, and lead to the input.
                source = tree.path.resolve()
                _check_space(source, target.parent)
                _run(["cp", "-a", "--reflink=auto", "--", str(source),
                      str(part)], cancel)
            if target.exists():
                target.rename(old)
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise Usage(f"cannot copy the tree to {target}: "
                    f"{error.strerror}") from error
