"""govbot as others get it: the built wheel, the action, the pre-commit hook, each in a fresh place.

Nothing of this checkout is on the path there. The packages it needs come from .cache/wheels, where
`make` put them, so that these tests work without the network.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.workflows.runner import PROJECT, Repository, WorkflowRun, run_workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.wheel

WHEELS: Final = PROJECT / ".cache" / "wheels"


def offline(wheels: Path) -> dict[str, str]:
    """The environment in which pip and uv know these wheels and nothing else."""
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(wheels),
        "UV_OFFLINE": "1",
    }


OFFLINE: Final = offline(WHEELS)
VERSION: Final[str] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"][
    "version"
]
GOVERNANCE: Final = ("governance", "rfcs")

CASE: Final = """\
policy:
  electorate: council
  quorum: {of: eligible, at_least: 1/2, counting: [yes, no, abstain]}
  pass: {count: yes, more_than: 1/2, of: [yes, no]}
  period: {length: 10 days}
electorate: [ada, ben, cleo]
opened: 2026-03-01T00:00:00Z
says:
  - {at: 2026-03-02T09:00:00Z, by: ada, text: "/vote yes"}
  - {at: 2026-03-03T09:00:00Z, by: ben, text: "/vote no"}
  - {at: 2026-03-04T09:00:00Z, by: Ben, text: "/vote yes"}
  - {at: 2026-03-12T09:00:00Z, by: cleo, text: "/vote no"}
"""


def run(
    *command: str | Path,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    check: bool = True,
) -> subprocess.CompletedProcess[str]:
    """What a program prints, started outside this checkout and with nothing of this environment."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8", **(environment or {})}
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert not check or finished.returncode == 0, finished.stdout + finished.stderr
    return finished


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run(*build, str(PROJECT), cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a virtual environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--no-deps")
    locked = PROJECT / "requirements" / "demo.txt"
    run(*pip, "--require-hashes", "-r", locked, cwd=folder, environment=OFFLINE)
    run(*pip, wheel, cwd=folder, environment=OFFLINE)
    run(programs / "python", "-m", "pip", "check", cwd=folder)
    return programs


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    package = PROJECT / "src"
    expected = {
        path.relative_to(package).as_posix()
        for path in (package / "govbot").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert names == expected


def test_the_installed_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    for command in ([installed / "govbot"], [installed / "python", "-m", "govbot"]):
        assert VERSION in run(*command, "--version", cwd=tmp_path).stdout


def test_the_installed_program_counts_a_vote(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")

    counted = run(
        installed / "govbot", "vote", "count", "case.yaml", "--format", "json", cwd=tmp_path
    )

    answer = json.loads(counted.stdout)
    assert answer["outcome"] == "passed"
    assert answer["counts"] == {"yes": 2, "no": 0, "abstain": 0, "block": 0}
    assert [refused["by"] for refused in answer["refused"]] == ["cleo"]


def test_the_installed_program_knows_the_presets(installed: Path, tmp_path: Path) -> None:
    policy = "policy: {preset: gitvote, pass: {at_least: 75%}}\n"
    case = policy + CASE[CASE.index("electorate: [") :]
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")

    counted = run(installed / "govbot", "vote", "count", "case.yaml", cwd=tmp_path)

    assert "it takes at least 75% of eligible; yes has 2 of 3" in counted.stdout


def test_the_installed_program_plays_the_demo(installed: Path, tmp_path: Path) -> None:
    played = run(installed / "govbot", "demo", cwd=tmp_path)

    assert "accepted" in played.stdout


TWICE: Final = """
name: twice
on: workflow_dispatch
permissions: {{}}
jobs:
  twice:
    runs-on: ubuntu-latest
    steps:
      - uses: {checkout}
      - uses: ./
        with: {{command: check}}
      - uses: ./
        with: {{command: check}}
      - run: cat "$RUNNER_TEMP/govbot/pyvenv.cfg" && ls "$RUNNER_TEMP" "$RUNNER_TEMP/govbot/bin"
"""
UV: Final = re.findall(
    r"^uv==(\S+)", (PROJECT / "requirements/uv.txt").read_text("utf-8"), re.MULTILINE
)[0]


def checked_twice(
    folder: Path, files: Mapping[str, str], environment: Mapping[str, str] = OFFLINE
) -> WorkflowRun:
    """What comes of a job that uses the action two times, in a community that has these files too."""
    community = _community(folder / "community")
    community.commit(files)
    published = (PROJECT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    (checkout,) = re.findall(r"actions/checkout@[0-9a-f]{40}", published)
    workflow = folder / "twice.yml"
    workflow.write_text(TWICE.format(checkout=checkout), encoding="utf-8")
    return run_workflow(
        str(workflow),
        event="workflow_dispatch",
        payload={"repository": {"default_branch": "main"}},
        repository=community,
        environment=environment,
    )


def test_the_action_installs_what_it_runs_with_uv(tmp_path: Path) -> None:
    run = checked_twice(tmp_path, {})

    assert run.succeeded, run.log
    assert run.log.count("Nothing is wrong.") == 2
    assert f"uv = {UV}" in run.log
    assert "govbot-installer" not in run.log
    assert "pip" not in run.log
    assert run.annotations == ()


def test_a_hostile_checkout_has_no_say_in_what_is_installed(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    attack = f"open({str(canary)!r}, 'w')\nraise SystemExit(0)\n"
    modules = ("pip", "venv", "sitecustomize", "json", "uv", "click", "govbot/__init__")
    settings = 'offline = false\nfind-links = ["/nowhere"]\nnonsense = '
    files = {
        **{f"{name}.py": attack for name in modules},
        "uv.toml": settings,
        "pyproject.toml": f"[tool.uv]\n{settings}",
        ".python-version": "2.7\n",
        ".env": "UV_INDEX_URL=/nowhere\n",
        ".venv/pyvenv.cfg": "home = /nowhere\n",
        ".venv/bin/python": f"#!/bin/sh\ntouch {canary}\n",
        "pip.conf": "[global]\nfind-links = /nowhere\n",
    }

    run = checked_twice(tmp_path, files)

    assert run.succeeded, run.log
    assert f"uv = {UV}" in run.log
    assert run.annotations == ()
    assert not canary.exists()


def test_pip_installs_the_same_where_it_is_asked_to(tmp_path: Path) -> None:
    run = checked_twice(tmp_path, {}, OFFLINE | {"GOVBOT_INSTALLER": "pip"})

    assert run.succeeded, run.log
    assert run.log.count("Nothing is wrong.") == 2
    assert "uv = " not in run.log
    assert run.annotations == ()


def test_pip_installs_the_same_where_there_is_no_uv(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    shutil.copytree(WHEELS, wheels, ignore=shutil.ignore_patterns("uv-*"))

    run = checked_twice(tmp_path, {}, offline(wheels))

    assert run.succeeded, run.log
    assert run.log.count("Nothing is wrong.") == 2
    assert "uv = " not in run.log
    assert {(each.level, each.message) for each in run.annotations} == {
        ("notice", "uv could not install govbot here, so pip does.")
    }


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_package_that_is_not_the_one_that_was_pinned_is_not_installed(
    tmp_path: Path, installer: str
) -> None:
    locked = (PROJECT / "requirements" / "action.txt").read_text(encoding="utf-8")
    other = re.sub(r"(?<=sha256:)[0-9a-f]{64}", "0" * 64, locked)

    run = checked_twice(
        tmp_path, {"requirements/action.txt": other}, OFFLINE | {"GOVBOT_INSTALLER": installer}
    )

    assert not run.succeeded
    assert "hash" in run.log.lower()
    assert "Nothing is wrong." not in run.log


def test_the_action_finds_what_is_wrong_in_a_pull_request(tmp_path: Path) -> None:
    community = _community(tmp_path / "community")
    community.propose(7, {"governance/govbot.yaml": "surprise: true\n"})

    checked = run_workflow(
        "check.yml",
        event="pull_request",
        payload={"number": 7, "pull_request": {"number": 7}},
        repository=community,
        environment=OFFLINE,
    )

    assert not checked.succeeded
    assert "surprise" in checked.log
    # The runner numbers the steps of an action: in the job's second step, the second one installs.
    finished = [entry for entry in checked.entries if {"stepID", "stepResult"} <= entry.keys()]
    results = {tuple(entry["stepID"]): entry["stepResult"] for entry in finished}
    assert results["1", "1"] == "success"


def test_the_hook_checks_the_governance_of_another_repository(tmp_path: Path) -> None:
    govbot = Repository.create(tmp_path / "govbot", "example/govbot")
    govbot.commit(
        {".pre-commit-hooks.yaml": (PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8")}
    )
    community = _community(tmp_path / "community")
    hooks = {"repo": str(govbot.folder), "rev": govbot.git("rev-parse", "HEAD")}
    hooks_file = {"repos": [{**hooks, "hooks": [{"id": "govbot-check"}]}]}
    community.commit({".pre-commit-config.yaml": json.dumps(hooks_file)})
    command = (Path(sys.executable).with_name("pre-commit"), "run", "--all-files")
    environment = {**OFFLINE, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}

    good = run(*command, cwd=community.folder, environment=environment, check=False)
    community.commit({"governance/govbot.yaml": "surprise: true\n"})
    bad = run(*command, cwd=community.folder, environment=environment, check=False)

    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
    assert bad.returncode == 1
    assert "governance/govbot.yaml:1" in bad.stdout
    assert "surprise" in bad.stdout


def _community(folder: Path) -> Repository:
    """A repository with this project's own governance files and RFCs."""
    files = {
        path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
        for name in GOVERNANCE
        for path in (PROJECT / name).rglob("*")
        if path.is_file()
    }
    return Repository.create(folder, "example/community", files)
