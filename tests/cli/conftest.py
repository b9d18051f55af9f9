"""A community in a git repository, its ledger, and `govbot` run in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govbot.cli import cli
from govbot.core.records import Record, write_records
from govbot.sandbox import ACTIONS_TOKEN, Running, World, council_of_seven, serve
from tests.communities import IDS
from tests.core.scene import Scene

LEDGER = "governance-ledger"
WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}

PEOPLE = "".join(
    f"- {{github: {login}, id: {number}, former_logins: [{login}-old]}}\n"
    for login, number in IDS.items()
)
COUNCIL = """\
name: Community Council
kind: council
seats: {count: 7}
members:
""" + "".join(
    f"  - {{github: {login}, terms: [{{start: 2026-01-01}}]}}\n"
    for login in IDS
    if login not in {"zoe", "mo"}
)
CORE_TEAM = "name: Core Team\nkind: core\nmembers:\n  - {github: mo, role: lead}\n"
GOVERNANCE = {
    "governance/people.yaml": PEOPLE,
    "governance/bodies/council.yaml": COUNCIL,
    "governance/bodies/core-team.yaml": CORE_TEAM,
    "governance/govbot.yaml": "rfcs: {folder: rfcs}\n",
}
RFC = """\
---
title: One ledger
authors: [zoe]
champion: ada
created: 2026-02-28
---

## Summary

One branch holds every record.

## Motivation

Nobody can re-count a vote today.

## Proposal

A branch.

## Alternatives

A database.
"""

Govbot = Callable[..., Result]


class Clone:
    """A repository on this machine; `ledger` gives it the records of an RFC."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def git(self, *arguments: str, given: str = "") -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            input=given,
            capture_output=True,
            check=True,
            env=os.environ | WHO,
            text=True,
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self, files: Mapping[str, str]) -> str:
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD")

    def ledger(
        self,
        records: Mapping[int, tuple[Record, ...] | str],
        motions: Mapping[int, tuple[Record, ...] | str] | None = None,
    ) -> None:
        """Put these files on the ledger branch, by the number of the RFC or the motion."""
        folders = ""
        for name, files in (("motions", motions or {}), ("rfcs", records)):
            entries = ""
            for number, each in files.items():
                text = each if isinstance(each, str) else write_records(each)
                blob = self.git("hash-object", "-w", "--stdin", given=text)
                entries += f"100644 blob {blob}\t{number}.jsonl\n"
            if entries:
                folders += f"040000 tree {self.git('mktree', given=entries)}\t{name}\n"
        tree = self.git("mktree", given=folders)
        commit = self.git("commit-tree", tree, "-m", "Records")
        self.git("update-ref", f"refs/heads/{LEDGER}", commit)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith(("GITHUB_", "GH_", "GIT_"))]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A git repository with nothing in it, and the working folder."""
    clone = Clone(tmp_path / "commons")
    clone.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(clone.root)
    return clone


@pytest.fixture
def clone(empty: Clone) -> Clone:
    """A repository with a council of seven, one maintainer, and no RFC yet."""
    empty.commit(GOVERNANCE)
    return empty


@pytest.fixture
def voting() -> Scene:
    """An RFC under vote since 2026-03-16: ada and ben have voted yes, cyd no, zoe gave advice."""
    scene = Scene()
    scene.run()
    scene.wait(days=15)
    scene.say("ada", "/vote open")
    scene.run()
    scene.wait(hours=1)
    scene.say("ada", "/vote yes")
    scene.say("ben", "+1")
    scene.say("cyd", "/vote no it is late")
    scene.say("zoe", "/vote yes")
    scene.run()
    return scene


@pytest.fixture
def decided(voting: Scene) -> Scene:
    """The same RFC after dee made the quorum and the deadline came: accepted."""
    voting.say("dee", "/vote abstain")
    voting.run()
    voting.wait(days=11)
    voting.run()
    return voting


@pytest.fixture
def govbot() -> Govbot:
    """Runs `govbot` in the working folder, as from a script: no terminal."""

    def run(*arguments: str | Path, given: str | None = None) -> Result:
        return CliRunner().invoke(
            cli, [str(each) for each in arguments], input=given, prog_name="govbot"
        )

    return run


@pytest.fixture
def world() -> World:
    """GitHub, with the same community."""
    return council_of_seven({**GOVERNANCE, "README.md": "# Commons\n"})


@pytest.fixture
def github(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Running, Clone]]:
    """GitHub served, and the working folder in a clone of its repository, as an Actions run has it."""
    with serve(world) as running:
        clone = Clone(tmp_path / "work")
        clone.git("clone", "--quiet", f"{running.url}/example/commons.git", ".")
        monkeypatch.chdir(clone.root)
        monkeypatch.setenv("GITHUB_TOKEN", ACTIONS_TOKEN)
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        yield running, clone
