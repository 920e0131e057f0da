# SPDX-License-Identifier: GPL-2.0-only
"""The matrix through Slurm: daemons of our own on this machine, real cells.

Not part of `make test`: it needs root and slurm-wlm, and takes minutes.

    OUT=results/linux-6.1.192 /usr/bin/python3 -m pytest \\
        scripts/tests/slurm_matrix.py

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


def test_real_cells_through_slurm(slurm):
    out = Path(os.environ["OUT"]).absolute()
    cells = os.environ.get("CELLS", "arc/700,m68k/nommu,openrisc/virt")
    began = time.monotonic()
    done = subprocess.run(
        [ROOT / "scripts" / "matrix", "--out", out, "--cells", cells,
         "--runner", "slurm", "--job-cpus", "1"], env=slurm, text=True,
        check=False, capture_output=True)
    print(done.stdout, done.stderr, f"{time.monotonic() - began:.0f} s")
    assert "Slurm's job" in done.stderr
    entries = json.loads((out / "matrix.json").read_text())["cells"]
    assert {f"{one['arch']}/{one['config']}" for one in entries} == \
        set(cells.split(","))
    assert all(one["objects"] > 0 and one["status"] == "pass"
               for one in entries)
    logs = sorted((out / "matrix").glob("slurm-*.log"))
    assert len(logs) >= len(cells.split(","))
