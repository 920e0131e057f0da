# SPDX-License-Identifier: GPL-2.0-only
"""Debian's kernel source packages, unpacked once into kernel-tree/.

kernel-tree/README.md says what lies there.
"""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import Usage
from .places import HOME, ROOT

KNOWN = ROOT / "kernel-tree" / "trees"
STORE = HOME / "kernel-tree"


class NotInstalled(Usage):
    """The package of a known tree is not installed."""


@dataclass(frozen=True)
class Known:
    """A line of kernel-tree/trees."""
    name: str
    package: str
    tarball: str
    version: str


def known():
    """The known trees, the default one first; raises Usage."""
    try:
        lines = KNOWN.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Usage(f"cannot read kernel-tree/trees: {error.strerror}"
                    ) from error
    return [Known(*line.split()) for line in lines
            if line.strip() and not line.startswith("#")]


def _tarball(entry):
    """Where the package has put the tarball; raises Usage."""
    install = f"{entry.package} is not installed: install it with " \
              f"scripts/setup --for convert --kdir {entry.name}"
    try:
        listed = subprocess.run(["dpkg", "-L", entry.package], check=False,
                                capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Usage(f"{entry.name} comes as a Debian package, and this is "
                    "not Debian: give a directory as KDIR") from error
    if listed.returncode:
        raise NotInstalled(install)
    for line in listed.stdout.splitlines():
        if line.endswith("/" + entry.tarball) and os.path.isfile(line):
            return Path(line)
    raise Usage(f"{entry.package} is installed without {entry.tarball}: "
                f"run apt-get install --reinstall {entry.package}")


def _identity(tarball):
    status = tarball.stat()
    return {"tarball": tarball.name, "size": status.st_size,
            "mtime": int(status.st_mtime)}


def _find(entry, identity):
    """The whole tree of this tarball, if there is one."""
    for marker in sorted(STORE.glob(f"{entry.name}-*.unpacked")):
        try:
            same = json.loads(marker.read_text()) == identity
        except (OSError, ValueError):
            continue
        tree = marker.with_suffix("")
        if same and (tree / "Makefile").is_file():
            return tree
    return None


def there(entry):
    """The whole tree of a known name that was unpacked last, or None. Nothing
    is unpacked."""
    markers = [marker for marker in STORE.glob(f"{entry.name}-*.unpacked")
               if (marker.with_suffix("") / "Makefile").is_file()]
    if not markers:
        return None
    return max(markers, key=lambda marker: (
        marker.stat().st_mtime, marker.name)).with_suffix("")


@contextlib.contextmanager
def _alone(progress):
    """One unpacking at a time: a second run waits for the first."""
    STORE.mkdir(parents=True, exist_ok=True)
    with open(STORE / ".lock", "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if progress:
                progress.note("waiting for another run that is unpacking")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _unpack_size(tarball):
    """Bytes that the tarball becomes, 0 when xz does not say."""
    done = subprocess.run(["xz", "--robot", "--list", str(tarball)],
                          check=False, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        if line.startswith("totals"):
            return int(line.split("\t")[4])
    return 0


def _extract(tarball, where):
    need = _unpack_size(tarball)
    free = shutil.disk_usage(where).free
    # Small files round up to blocks: a tenth more than their bytes.
    if need * 1.1 > free:
        raise Usage(f"no space to unpack {tarball.name} in {STORE}: it takes "
                    f"{need * 1.1 / 1e9:.1f} GB, {free / 1e9:.1f} GB are free")
    done = subprocess.run(["tar", "-xf", str(tarball), "-C", str(where),
                           "--no-same-owner"], check=False,
                          env=dict(os.environ, LC_ALL="C"),
                          capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Usage(f"cannot unpack {tarball} into {STORE}: "
                    f"{said[0] if said else 'tar was stopped'}")


def _place(entry, scratch, tarball, version_of):
    """Moves the tree that was unpacked into scratch to its place."""
    inside = list(scratch.iterdir())
    version = version_of(inside[0]) if len(inside) == 1 else None
    if version is None or not version.startswith(entry.version):
        raise Usage(f"{tarball} does not hold a kernel {entry.version}*: "
                    f"run apt-get install --reinstall {entry.package}")
    tree = STORE / f"{entry.name}-{version}"
    marker = STORE / f"{tree.name}.unpacked"
    marker.unlink(missing_ok=True)
    if tree.exists():
        # Half a tree, or another tarball's. Out of the way first: removing
        # takes a while and may itself be interrupted.
        tree.rename(scratch / "old")
    inside[0].rename(tree)
    written = scratch / "marker"
    written.write_text(json.dumps(_identity(tarball), indent=1) + "\n")
    written.rename(marker)
    return tree


def unpacked(entry, version_of, progress=None):
    """The directory of a known tree, unpacked if it is not there whole.
    `version_of(directory)` gives the version of the kernel there. Nothing is
    left behind by a failure or an interrupt. Raises Usage."""
    tarball = _tarball(entry)
    tree = _find(entry, _identity(tarball))
    if tree:
        return tree
    scratch = STORE / f".{entry.name}.part"
    try:
        with _alone(progress):
            tree = _find(entry, _identity(tarball))
            if tree:
                return tree
            if progress:
                progress.note(f"unpacking {tarball.name}")
            shutil.rmtree(scratch, ignore_errors=True)
            try:
                scratch.mkdir()
                _extract(tarball, scratch)
                return _place(entry, scratch, tarball, version_of)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise Usage(f"cannot unpack into {STORE}: {error.strerror}") from error
