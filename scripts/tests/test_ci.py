# SPDX-License-Identifier: GPL-2.0-only
"""The templates in ci/: their commands, run in a small kernel repository with
the variables that the services set. The services themselves are not here."""

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml
from conftest import ROOT

TEMPLATES = ROOT / "ci"
BAD = """\
void map_window(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	pud_populate(mm, pud, pmd);
}
"""
GOOD = BAD.replace("(pmd_t *)get_zeroed_page(GFP_KERNEL)",
                   "ptdesc_address(pagetable_alloc(GFP_KERNEL, 0))")


class Repository:
    """A kernel's repository with one commit, and a service around it."""

    def __init__(self, folder):
        self.path = folder / "linux"
        programs = folder / "bin"
        programs.mkdir()
        (programs / "ptdesc").symlink_to(ROOT / "scripts" / "front")
        people = {f"GIT_{who}_{what}": f"{what}@example.com"
                  for who in ("AUTHOR", "COMMITTER")
                  for what in ("NAME", "EMAIL")}
        self.environment = dict(
            os.environ, **people, GIT_CONFIG_GLOBAL="/dev/null",
            PATH=f"{programs}:{os.environ['PATH']}")
        self.environment.pop("PTDESC", None)
        (self.path / "mm").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.commit("Kconfig", "mainmenu\n")

    def git(self, *words, where=None):
        done = subprocess.run(["git", *words], cwd=where or self.path,
                              env=self.environment, text=True, check=False,
                              capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def commit(self, name, text, *options):
        (self.path / name).write_text(text)
        self.git("add", name)
        return self.git("commit", "-qm", "a change", *options)

    def run(self, command, shell=("sh", "-e", "-c"), text="", **variables):
        """(exit code, standard output) of a template's command."""
        done = subprocess.run([*shell, command], cwd=self.path, input=text,
                              env=dict(self.environment, **variables),
                              text=True, check=False, capture_output=True)
        assert "not found" not in done.stderr, done.stderr
        return done.returncode, done.stdout

    def hook(self, name, where=None):
        folder = (where or self.path / ".git") / "hooks"
        folder.mkdir(exist_ok=True)
        (folder / name).symlink_to(TEMPLATES / "git-hooks" / name)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def loaded(name):
    return yaml.safe_load((TEMPLATES / name).read_text("utf-8"))


def expanded(variables, values):
    """The `env:` of a step, its ${{ }} replaced by their values."""
    return {name: re.sub(r"\$\{\{ (\S+) \}\}", lambda word: values[word[1]],
                         text) for name, text in variables.items()}


def action(repository, inputs=(), **variables):
    """(exit code, output) of the steps of the action, as GitHub runs them."""
    found = loaded("github/action.yml")
    values = {name: one["default"] for name, one in found["inputs"].items()}
    values.update(inputs)
    values = {f"inputs.{name}": text for name, text in values.items()}
    assert found["runs"]["using"] == "composite"
    out = ""
    for step in found["runs"]["steps"]:
        assert step["shell"] == "bash"
        code, said = repository.run(
            step["run"], ("bash", "--noprofile", "--norc", "-eo", "pipefail",
                          "-c"),
            GITHUB_ACTION_PATH=str(TEMPLATES / "github"),
            **expanded(step.get("env", {}), values), **variables)
        out += said
        if code:
            return code, out
    return 0, out


def test_github_action(repository):
    repository.git("update-ref", "refs/remotes/origin/base", "HEAD")
    repository.commit("mm/window.c", BAD)
    code, out = action(repository, GITHUB_BASE_REF="base")
    assert code == 1 and out.startswith("::warning file=mm/window.c,line=3,")
    code, out = action(repository, {"range": "HEAD", "fail": "false",
                                    "sarif": "found.sarif"})
    assert code == 0 and "::warning" in out
    found = json.loads((repository.path / "found.sarif").read_text())
    assert [one["ruleId"] for one in found["runs"][0]["results"]] == ["PT004"]
    repository.commit("mm/window.c", GOOD, "--amend")
    assert action(repository, GITHUB_BASE_REF="base")[0] == 0
    assert action(repository, {"fail": "false"}, GITHUB_BASE_REF="none")[0] == 2


def test_github_action_builds_what_is_missing(repository, tmp_path):
    for name in ("ci", "scripts", "checker"):
        (tmp_path / "toolkit" / name).mkdir(parents=True)
    tool = tmp_path / "bin"
    for name in ("sudo", "make"):
        (tool / name).write_text(f"#!/bin/sh\necho {name} \"$@\"\n")
        (tool / name).chmod(0o755)
    build = loaded("github/action.yml")["runs"]["steps"][0]["run"]
    toolkit = f"{tmp_path}/toolkit/ci/github/../.."
    assert repository.run(build, GITHUB_ACTION_PATH=toolkit[:-6])[1] == (
        f"sudo {toolkit}/scripts/setup --for programs\n"
        f"make -s -C {toolkit}/checker ptdesc-lint\n")


def test_github_workflow():
    found = loaded("github/workflow.yml")
    inputs = loaded("github/action.yml")["inputs"]
    steps = found["jobs"]["lint"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0, "the range needs its commits"
    ours, = [step for step in steps if "/ci/github@" in step["uses"]]
    assert set(ours["with"]) <= set(inputs)
    assert steps[2]["with"]["sarif_file"] == ours["with"]["sarif"]


def test_gitlab(repository):
    job = loaded("gitlab/ptdesc.yml")["ptdesc"]
    variables = dict(job["variables"],
                     CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD~1")
    assert variables["GIT_DEPTH"] == "0"
    repository.commit("mm/window.c", BAD)
    for before in job["before_script"]:
        assert repository.run(before, **variables) == (0, "")
    codes = [repository.run(line, **variables) for line in job["script"]]
    assert [code for code, _ in codes] == [0, 1]
    assert "[PT004]" in codes[1][1]
    sarif, = job["artifacts"]["paths"]
    assert json.loads((repository.path / sarif).read_text())["runs"]


def test_gitlab_installs_the_package(repository, tmp_path):
    (tmp_path / "bin" / "ptdesc").unlink()
    tool = tmp_path / "bin" / "apt-get"
    tool.write_text("#!/bin/sh\necho \"$@\"\n")
    tool.chmod(0o755)
    before, = loaded("gitlab/ptdesc.yml")["ptdesc"]["before_script"]
    assert repository.run(before, PTDESC_PACKAGE="./ptdesc.deb")[1] == \
        "update\ninstall -y --no-install-recommends ./ptdesc.deb\n"


def test_b4(repository):
    repository.commit("mm/window.c", BAD)
    patch = subprocess.run(["git", "format-patch", "-1", "--stdout"],
                           cwd=repository.path, check=True, text=True,
                           capture_output=True).stdout
    lines = repository.git("config", "-f", str(TEMPLATES / "b4" / "config"),
                           "--get-all", "b4.prep-perpatch-check-cmd")[1]
    checkpatch, lint = lines.splitlines()
    assert "checkpatch.pl" in checkpatch
    code, out = repository.run(lint, text=patch)
    assert code == 1 and out.count("\n") == 1 and "[PT004]" in out


@pytest.mark.parametrize("where", ["installed", "checkout"])
def test_pre_commit_hook(repository, where):
    if where == "checkout":
        shutil.rmtree(repository.environment["PATH"].split(":")[0])
        repository.environment["PTDESC"] = str(ROOT)
    repository.hook("pre-commit")
    code, said = repository.commit("mm/window.c", BAD)
    assert code == 1 and "[PT004]" in said
    assert repository.commit("mm/window.c", GOOD) == (0, "")


def remote(repository, tmp_path):
    bare = tmp_path / "bare.git"
    repository.git("clone", "-q", "--bare", str(repository.path), str(bare))
    repository.git("remote", "add", "far", str(bare))
    repository.git("fetch", "-q", "far")
    return bare


@pytest.mark.parametrize("name", ["pre-push", "pre-receive"])
def test_push_hooks(repository, tmp_path, name):
    bare = remote(repository, tmp_path)
    repository.hook(name, bare if name == "pre-receive" else None)
    repository.commit("mm/window.c", BAD)
    for ref in ("main", "main:topic"):
        code, said = repository.git("push", "far", ref)
        assert code and "[PT004]" in said
    repository.commit("mm/window.c", GOOD, "--amend")
    for ref in ("main", "main:topic", ":topic"):
        assert repository.git("push", "far", ref)[0] == 0
    assert repository.git("push", "far", "main:again")[0] == 0


def test_pre_push_says_what_it_did_not_look_at(repository, tmp_path):
    repository.hook("pre-push")
    bare = tmp_path / "empty.git"
    repository.git("init", "-q", "--bare", str(bare))
    code, said = repository.git("push", str(bare), "main")
    assert code == 0 and "not linted" in said


def test_the_page_names_the_templates():
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    files = {path.relative_to(ROOT).as_posix()
             for path in TEMPLATES.rglob("*") if path.is_file()}
    assert set(re.findall(r"\(\.\./(ci/[\w./-]+)\)", page)) == files
