# SPDX-License-Identifier: GPL-2.0-only
"""The matrix through Slurm and through ssh: daemons of our own on this
machine, real cells.

Not part of `make test`: it needs root, slurm-wlm and openssh-server, and takes
minutes.

    OUT=results/linux-6.1.192 /usr/bin/python3 -m pytest -s \\
        scripts/tests/machines_matrix.py

OUT is what `make convert` made; CELLS the cells to run, three small ones if
it is not set.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from conftest import ROOT

CONF = """\
ClusterName=matrix
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
SlurmctldPort={port}
SlurmdPort={next_port}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(what, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return
        time.sleep(0.5)
    raise AssertionError("a daemon does not come up")


@pytest.fixture(name="slurm", scope="module")
def _slurm():
    """The environment in which sbatch talks to daemons of this test."""
    if os.geteuid() or not shutil.which("slurmctld"):
        pytest.fail("needs root, slurm-wlm and munge")
    folder = Path("/run") / f"matrix-slurm-{os.getpid()}"
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    host, port = socket.gethostname().split(".")[0], free_port()
    (folder / "slurm.conf").write_text(CONF.format(
        host=host, folder=folder, port=port, next_port=free_port(),
        cpus=os.cpu_count()))
    key = folder / "munge.key"
    key.write_bytes(os.urandom(128))
    key.chmod(0o400)
    env = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
    daemons = []

    def start(*words):
        with open(folder / "daemons.log", "ab") as log:
            daemons.append(subprocess.Popen(words, env=env, stdout=log,
                                            stderr=log))
    try:
        start("munged", "--foreground", "--force", f"--key-file={key}",
              f"--socket={folder}/munge.socket",
              f"--pid-file={folder}/munge.pid",
              f"--seed-file={folder}/munge.seed",
              f"--log-file={folder}/munge.log")
        wait_for((folder / "munge.socket").exists)
        start("slurmctld", "-D")
        start("slurmd", "-D", "-N", host)
        wait_for(lambda: "idle" in subprocess.run(
            ["sinfo", "-h", "-o", "%T"], env=env, text=True, check=False,
            capture_output=True).stdout)
        yield env
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
            daemon.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(name="host", scope="module")
def _host():
    """What GNU parallel's --sshlogin takes for this machine, by ssh."""
    if os.geteuid() or not shutil.which("/usr/sbin/sshd"):
        pytest.fail("needs root and openssh-server")
    folder = Path("/run") / f"matrix-ssh-{os.getpid()}"
    folder.mkdir(mode=0o700)
    port = free_port()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                        str(folder / name)], check=True)
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPermitRootLogin yes\n"
        "PidFile none\nStrictModes no\nUsePAM no\n")
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", folder / "config"]) \
            as daemon:
        try:
            yield (f"ssh -p {port} -i {folder}/user -o BatchMode=yes -o "
                   "StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "
                   "-o LogLevel=ERROR root@127.0.0.1")
        finally:
            daemon.terminate()
    shutil.rmtree(folder, ignore_errors=True)


def through(env, *options):
    """Runs the cells by a runner, and checks what came of them."""
    out = Path(os.environ["OUT"]).absolute()
    cells = os.environ.get("CELLS", "arc/700,m68k/nommu,openrisc/virt")
    began = time.monotonic()
    done = subprocess.run(
        [ROOT / "scripts" / "matrix", "--out", out, "--cells", cells,
         "--job-cpus", "1", *options], env=env, text=True, check=False,
        capture_output=True)
    print(done.stdout, done.stderr, f"{time.monotonic() - began:.0f} s")
    entries = json.loads((out / "matrix.json").read_text())["cells"]
    assert {f"{one['arch']}/{one['config']}" for one in entries} == \
        set(cells.split(","))
    assert all(one["objects"] > 0 and one["status"] == "pass"
               for one in entries)
    return out, cells.split(","), done


def test_real_cells_through_slurm(slurm):
    out, cells, done = through(slurm, "--runner", "slurm")
    assert "Slurm's job" in done.stderr
    assert len(list((out / "matrix").glob("slurm-*.log"))) >= len(cells)


def test_real_cells_through_ssh(host):
    out, cells, _ = through(None, "--runner", "parallel", "--hosts",
                            f"2/{host}")
    log = (out / "matrix/joblog").read_text().splitlines()
    assert len(log) == 1 + len(cells)
    assert all("127.0.0.1" in line for line in log[1:])
