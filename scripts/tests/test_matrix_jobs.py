# SPDX-License-Identifier: GPL-2.0-only
"""The matrix as jobs: the plan, its runners, and what is merged."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import comes

sys.path.insert(0, str(Path(__file__).resolve().parent))
from matrix_fake import TOY, Fake    # noqa: E402

# The series that matrix_fake.py makes has only what is read of it.
pytestmark = pytest.mark.made_up_results("convert.json")

TABLE = "include/linux/table.h"
MEMORY = "mm/memory.c"


@pytest.fixture(name="fake")
def _fake(tmp_path):
    """Three cells, one without a compiler, and a series that breaks one."""
    fake = Fake(tmp_path)
    fake.arch("toy", TOY + "[rare]\nfragments = rare\n",
              rare="CONFIG_RARE=y\n")
    fake.arch("absent", TOY.replace("toy-", "absent-"))
    text = fake.files[TABLE].replace("int hidden;", "int hidden, more;")
    fake.commit({TABLE: text + "int seen;\n"}, ["old_name"])
    fake.commit({"kernel/rare.c": fake.files["kernel/rare.c"]
                 + "/* BREAKS rarely */\n"})
    return fake


def timeless(fake):
    """matrix.json without the times."""
    data = fake.result()
    for cell in data["cells"]:
        cell["baseline"]["seconds"] = cell["converted"]["seconds"] = 0
    return data


def jobs(fake):
    said = fake.run("--series", "--plan")
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_jobs_are_told_which_commits(fake):
    said = fake.run("--commits", "2,all,1", "--plan")
    assert all("--commits 1,2,all" in job["command"]
               for job in json.loads(said.stdout)["jobs"])
    assert all("--commits" not in job["command"]
               for job in jobs(fake)["jobs"])


def shell(fake, command):
    return subprocess.Popen(command, shell=True, env=fake.environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True)


def test_jobs_beside_each_other_give_the_same(fake):
    assert fake.run("--series").returncode == 3
    alone = timeless(fake)
    (fake.out / "matrix.json").unlink()
    shutil.rmtree(fake.out / "matrix")
    plan = jobs(fake)
    assert [job["cell"] for job in plan["jobs"]] == \
        ["absent/plain", "toy/plain", "toy/rare"]
    running = [shell(fake, job["command"]) for job in reversed(plan["jobs"])]
    for process in running:
        assert process.communicate(timeout=60)[1] == ""
    assert [process.returncode for process in running] == [1, 3, 3]
    assert not (fake.out / "matrix.json").exists()
    done = shell(fake, plan["merge"])
    said, _ = done.communicate(timeout=60)
    assert done.returncode == 3
    assert "kernel/rare.c:3: error: rarely [toy/rare at 2" in said
    assert timeless(fake) == alone
    # Each had a tree of its own, and no more were made than jobs ran.
    assert 1 <= len(list((fake.out / "matrix/slots").glob("*/work"))) <= 3


def test_a_slot_is_used_again(fake):
    command = jobs(fake)["jobs"][1]["command"]
    for _ in range(2):
        shell(fake, command).communicate(timeout=60)
    assert len(list((fake.out / "matrix/slots").glob("*/work"))) == 1
    assert "mm/memory.o" in fake.compiled()
    shell(fake, command).communicate(timeout=60)
    assert fake.compiled() == []


def test_plan_for_github(fake):
    said = fake.run("--plan", "github").stdout
    assert said.count("\n") == 1
    assert json.loads(said)["include"][1] == {
        "id": "toy-plain", "cell": "toy/plain", "package": "gcc-toy"}


def test_merge_prefers_what_is_complete(fake, tmp_path):
    command = jobs(fake)["jobs"][1]["command"]
    shell(fake, command).communicate(timeout=60)
    good = fake.out / "matrix/parts/toy-plain.json"
    data = json.loads(good.read_text("utf-8"))
    data["interrupted"] = True
    data["entries"] = data["entries"][:1]
    late = tmp_path / "z.json"
    late.write_text(json.dumps(data), "utf-8")
    for paths in ([good, late], [late, good]):
        done = fake.run("--cells", "plain", "--merge", *map(str, paths))
        # No cell of these has commit 2.
        assert done.returncode == 3, done.stdout
        assert fake.statuses() == {("toy/plain", 1): "pass",
                                   ("toy/plain", 2): "not-built",
                                   ("toy/plain", "all"): "pass"}


def test_merge_refuses_what_does_not_belong(fake, tmp_path):
    shell(fake, jobs(fake)["jobs"][1]["command"]).communicate(timeout=60)
    good = fake.out / "matrix/parts/toy-plain.json"
    other = tmp_path / "other.json"
    other.write_text(good.read_text("utf-8").replace(
        '"input": "', '"input": "f'), "utf-8")
    for paths, words in (([good, other], "is of another tree or series"),
                         ([fake.out / "convert.json"], "is not a part"),
                         ([tmp_path / "none"], "is not a part"),
                         ([fake.out / "series"], "no part in")):
        done = fake.run("--merge", *map(str, paths))
        assert done.returncode == 2
        assert words in done.stderr and len(done.stderr.splitlines()) == 1


def test_parallel_runs_the_plan(fake):
    fake.run("--series")
    alone = timeless(fake)
    (fake.out / "matrix.json").unlink()
    done = fake.run("--series", "--runner", "parallel", "--hosts", "2/:",
                    "-j", "2")
    assert done.returncode == 3, done.stderr
    assert timeless(fake) == alone
    log = (fake.out / "matrix/joblog").read_text("utf-8")
    assert len(log.splitlines()) == 1 + 3


def test_an_interrupted_runner_keeps_what_is_there(fake):
    fake.commit({MEMORY: fake.files[MEMORY] + "/* STALLS */\n"})
    with subprocess.Popen(
            fake.command("--series", "--runner", "parallel", "-j", "1"),
            env=fake.environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            start_new_session=True) as process:
        first = fake.out / "matrix/parts/absent-plain.json"
        comes(first.exists)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 3
    ways = fake.statuses()
    assert ways[("absent/plain", 1)] == "no-toolchain"
    assert ways[("toy/rare", "all")] == "interrupted"
    assert "its job left no result" in [cell["why"] for cell in
                                        fake.result()["cells"]]


@pytest.mark.parametrize("runner, package", [("slurm", "slurm-wlm"),
                                             ("parallel", "parallel")])
def test_a_runner_that_is_not_installed(fake, tmp_path, runner, package):
    (tmp_path / "git").symlink_to(shutil.which("git"))
    done = subprocess.run(fake.command("--runner", runner), text=True,
                          check=False, capture_output=True,
                          env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert f"install {package}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_annotations(fake):
    done = fake.run("--series", "--github")
    lines = [line for line in done.stdout.splitlines()
             if line.startswith("::")]
    assert lines == [
        "::notice title=absent/plain::no-toolchain: absent-gcc is not "
        "installed (Debian package gcc-toy); nothing is known to parse it "
        "with",
        "::error file=kernel/rare.c,line=3,title=toy/rare::rarely"]
    assert "::error" not in fake.run("--series").stdout
