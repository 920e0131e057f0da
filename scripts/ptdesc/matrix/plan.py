# SPDX-License-Identifier: GPL-2.0-only
"""The matrix as independent jobs, a cell each, and who runs them.

There is no scheduler here: the plan is a list of commands, and GNU parallel,
Slurm or a CI service runs them, in any order, on one machine or on many that
have the toolkit, the tree and the results below the same paths.
"""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from ..errors import Usage
from . import commits

VERB = Path(__file__).resolve().parents[2] / "matrix"
RUNNERS = ("local", "parallel", "slurm")


def job_id(cell):
    return cell.name.replace("/", "-")


def part_of(out, cell):
    return out / "matrix" / "parts" / f"{job_id(cell)}.json"


def command(cell, tree, out, options):
    """The words that run one cell and leave its part."""
    words = [str(VERB), "--kdir", str(tree), "--out", str(out), "--cells",
             cell.name, "--scope", options.scope, "--timeout",
             f"{options.timeout:g}", "--part", str(part_of(out, cell)),
             "--quiet"]
    if options.series:
        words.append("--series")
    if options.commits:
        words += ["--commits", commits.in_words(options.commits)]
    if options.cell_data:
        words += ["--cell-data", str(Path(options.cell_data).absolute())]
    if options.job_cpus:
        words += ["-j", str(options.job_cpus)]
    places = os.environ.get("TOOLCHAINS")
    return (["env", f"TOOLCHAINS={places}"] if places else []) + words


def jobs(cells, tree, out, options):
    """The plan: a dictionary for each cell."""
    return [{"id": job_id(cell), "cell": cell.name, "arch": cell.arch,
             "config": cell.config, "toolchain": cell.toolchain,
             "package": cell.package, "part": str(part_of(out, cell)),
             "command": shlex.join(command(cell, tree, out, options))}
            for cell in cells]


def text(cells, tree, out, options):
    return json.dumps({
        "tree": str(tree), "out": str(out), "scope": options.scope,
        "series": options.series, "merge": shlex.join(
            [str(VERB), "--kdir", str(tree), "--out", str(out), "--merge",
             str(out / "matrix" / "parts")]),
        "jobs": jobs(cells, tree, out, options)}, indent=1)


def github(cells):
    """One line for `strategy.matrix` of GitHub Actions. A job's steps run
    `scripts/matrix --cells ${{ matrix.cell }} --part part.json`."""
    return json.dumps({"include": [
        {"id": job_id(cell), "cell": cell.name, "package": cell.package}
        for cell in cells]})


def _needs(program, package):
    if not shutil.which(program):
        raise Usage(f"{program} is not installed: install {package}, or take "
                    "another --runner")


def run(cells, tree, out, options, progress):
    """Hands the jobs to a runner and waits. Returns whether it ended by
    itself; what came of each job its part says."""
    planned = jobs(cells, tree, out, options)
    folder = out / "matrix"
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    for job in planned:
        Path(job["part"]).unlink(missing_ok=True)
    (folder / "plan.json").write_text(
        text(cells, tree, out, options) + "\n")
    commands = folder / "plan.txt"
    commands.write_text("".join(job["command"] + "\n" for job in planned))
    runner = {"parallel": _parallel, "slurm": _slurm}[options.runner]
    try:
        runner(commands, len(planned), folder, options, progress)
    except KeyboardInterrupt:
        return False
    return True


def _parallel(commands, _, folder, options, progress):
    _needs("parallel", "parallel")
    words = ["parallel", "--will-cite", "--jobs", str(options.jobs),
             "--joblog", str(folder / "joblog"), "--halt", "never"]
    if options.hosts:
        words += ["--sshlogin", options.hosts]
    progress.note(f"{shlex.join(words)} < {commands}")
    with open(commands, encoding="utf-8") as lines, \
            subprocess.Popen(words, stdin=lines,
                             stdout=subprocess.DEVNULL) as process:
        status = _wait(process, lambda: process.terminate())
    # Up to 100 it counts the jobs that ended other than well, which their
    # parts explain.
    if status > 101 or status < 0:
        raise Usage(f"parallel itself ends with {status}: try its command, "
                    f"{shlex.join(words)} < {commands}")


def _slurm(commands, number, folder, options, progress):
    _needs("sbatch", "slurm-wlm")
    words = ["sbatch", "--parsable", "--wait", f"--array=1-{number}",
             f"--output={folder}/slurm-%a.log", "--job-name=matrix",
             f"--cpus-per-task={options.job_cpus or 1}", "--wrap",
             f'eval "$(sed -n "$SLURM_ARRAY_TASK_ID"p '
             f'{shlex.quote(str(commands))})"']
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.PIPE) as process:
        job = process.stdout.readline().strip()
        if job:
            progress.note(f"Slurm's job {job} has {number} tasks")
        _wait(process, lambda: subprocess.run(["scancel", job], check=False))
        said = process.stderr.read().strip()
    if not job:
        raise Usage("sbatch does not take the job: "
                    f"{(said.splitlines() or ['it says nothing'])[0]}")


def _wait(process, cancel):
    try:
        return process.wait()
    except KeyboardInterrupt:
        cancel()
        process.wait()
        raise
