# SPDX-License-Identifier: GPL-2.0-only
"""The machine: an initramfs with our init, and QEMU with a time-out."""

import errno
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

from ..matrix.kbuild import NoSpace
from ..process import kill

KVM, PROCESSOR = Path("/dev/kvm"), Path("/proc/cpuinfo")
INIT = Path(__file__).resolve().parents[2] / "boot-init"
_END = b"ptdesc-boot: end"
# A machine that does not switch itself off is given so many seconds.
_GRACE = 10


def sources():
    return sorted(INIT.glob("*.[ch]"))


def roads():
    """The names of init's roads, which its tables have."""
    return [name for path in sources() for table in re.findall(
        r"^const struct road \w+\[\] = \{$(.*?)^\};",
        path.read_text("utf-8"), re.M | re.S)
        for name in re.findall(r'\{ "([^"]+)",', table)]


def make_init(cell, folder, runner):
    """Compiles init for a cell and packs it. Returns (initramfs, "") or
    (None, why not); NoSpace as the runner does."""
    root = folder / "root"
    root.mkdir(parents=True, exist_ok=True)
    files = [str(path) for path in sources() if path.suffix == ".c"]
    ran = runner.run([cell.compiler, *cell.init_flags, "-O2", "-Wall",
                      "-static", "-pthread", "-o", str(root / "init"), *files],
                     root)
    if ran.status != 0:
        return None, "init does not compile, is the static C library of " \
            f"{cell.compiler} installed? {_complaint(ran.output)}"
    target = folder / "initramfs"
    ran = runner.run("echo init | cpio -o -H newc --quiet -R 0:0 >"
                     f"{shlex.quote(str(target))}", root)
    if ran.status != 0:
        return None, f"cpio fails: {_complaint(ran.output)}"
    return target, ""


def _complaint(output):
    lines = output.strip().splitlines() or ["it says nothing"]
    return next((line for line in lines
                 if "error" in line or "cannot find" in line), lines[0])


def qemu_version(cell):
    """(first line of --version, "") or ("", why there is none)."""
    if not cell.qemu:
        return "", "QEMU has no machine for it"
    if not shutil.which(cell.qemu[0]):
        return "", f"{cell.qemu[0]} is not installed: run make setup"
    done = subprocess.run([cell.qemu[0], "--version"], text=True,
                          capture_output=True, check=False)
    return done.stdout.split("\n")[0], ""


def accelerator(cell, needs):
    """("kvm", "") or ("tcg", why not KVM) for a machine that needs the flags
    `needs` of the processor, which TCG has and KVM only where this one does."""
    host = os.uname().machine
    if host not in cell.kvm_hosts:
        return "tcg", f"{cell.arch} is not the processor here, {host}"
    try:
        os.close(os.open(KVM, os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        return "tcg", f"{KVM}: {error.strerror}"
    flags = set(re.findall(r"\S+", PROCESSOR.read_text("utf-8", "replace")))
    # Without one of these KVM interprets much, and a kernel takes for ever.
    if cell.kvm_flags and not flags & set(cell.kvm_flags):
        return "tcg", f"the processor has none of {', '.join(cell.kvm_flags)}"
    lacks = [flag for flag in needs if flag not in flags]
    if lacks:
        return "tcg", f"the processor has no {', '.join(lacks)}"
    return "kvm", ""


class Machines:
    """The machines that run; stop() ends them."""

    def __init__(self, timeout):
        self.timeout = timeout
        self._live, self._lock, self.stopped = set(), threading.Lock(), False

    def stop(self):
        with self._lock:
            self.stopped = True
            for process in self._live:
                _end(process)

    def run(self, qemu, append, kernel, initramfs, log):
        """Boots with the command `qemu`; returns (the console's text, whether
        it took too long, seconds). The console stays in the file `log`."""
        command = [*qemu, "-display", "none", "-monitor", "none",
                   "-serial", "stdio", "-no-reboot", "-net", "none",
                   "-kernel", str(kernel), "-initrd", str(initramfs),
                   "-append", append]
        with open(log, "wb", buffering=0) as console:
            with self._lock:
                if self.stopped:
                    raise KeyboardInterrupt
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT, start_new_session=True)
                self._live.add(process)
            start = time.monotonic()
            try:
                late = self._listen(process, console, start)
            except OSError as error:
                raise NoSpace if error.errno == errno.ENOSPC else error
            finally:
                _end(process)
                process.stdout.close()
                with self._lock:
                    self._live.discard(process)
        if self.stopped:
            raise KeyboardInterrupt
        return log.read_text("utf-8", "replace"), late, \
            time.monotonic() - start

    def _listen(self, process, console, start):
        """Writes what comes to the file `console`. Returns whether time was
        over before the end was said."""
        source, ended, tail = process.stdout.fileno(), None, b""
        while not self.stopped:
            if select.select([source], [], [], 0.2)[0]:
                piece = os.read(source, 65536)
                if not piece:
                    return False
                console.write(piece)
                tail = tail[-len(_END):] + piece
            now = time.monotonic()
            if ended is None and _END in tail:
                ended = now
            if ended is not None and now - ended > _GRACE or \
                    now - start > self.timeout:
                return ended is None
        return False


def _end(process):
    """Ends a process and what it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            kill(process, how)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                continue
