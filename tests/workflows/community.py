"""A community whose repository is on a sandbox, and whose workflows are this project's own files.

    with Community.open(tmp_path) as community:
        pull = community.world.open_pull_request("Adopt a code", {...}, by="zoe")
        runs = community.settle()            # what GitHub would have started, now ran
        assert all(run.succeeded for run in runs), runs
        assert community.sight(pull.number).labels == ("rfc: discussion",)

Events wait until `settle` runs the workflows that listen to them, one after the other, each with the
default branch as it is by then. The terms of the council have no end, so that no test depends on the
day on which it is run.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from govbot.actions.run import run as answer
from govbot.demo.sight import Sight, look
from govbot.demo.stage import Checkout
from govbot.sandbox import (
    ACTIONS_TOKEN,
    council_of_seven,
    event_environment,
    job_permissions,
    serve,
    token_of_job,
)
from govbot.sandbox.scenes import CONTRIBUTOR, COUNCIL, MAINTAINER
from tests.workflows.runner import (
    DEFAULT_BRANCH,
    PROJECT,
    WORKFLOWS,
    Repository,
    WorkflowRun,
    run_workflow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govbot.sandbox import Running, World
    from govbot.sandbox.model import Event

__all__ = ["FILES", "NAME", "RFC", "TEXT", "TOKEN", "Community", "Run", "listening"]

NAME: Final = "example/commons"
TOKEN: Final = ACTIONS_TOKEN
"""What every job's token begins with; what follows is what the job may do."""
OWN: Final = ("check.yml", "govbot-wake.yml", "govbot.yml", "report.yml")
"""The workflows that a community has; `ci.yml` is for this project's own code."""

RFC: Final = "rfcs/0001-one-calendar.md"
TEXT: Final = """\
---
title: One calendar for all working groups
authors: [zoe]
champion: ada
created: 2026-03-01
---

## Summary

All working groups enter their meetings in one calendar.

## Motivation

Twice in February two groups met at the same hour.

## Proposal

One shared calendar, in UTC. Each group enters its own meetings.

## Alternatives

A calendar for each group, with a page of links.
"""

PEOPLE: Final = "".join(
    f"- {{github: {login}, id: {number}, name: {login.capitalize()} Example}}\n"
    for login, number in [*COUNCIL.items(), CONTRIBUTOR, MAINTAINER]
)
SEATS: Final = "".join(f"  - {{github: {login}}}\n" for login in COUNCIL)
FILES: Final[Mapping[str, str]] = {
    "governance/govbot.yaml": """\
policies:
  rfc-accept:
    electorate: council
    quorum: {of: eligible, at_least: 1/2, counting: [yes, no, abstain]}
    pass: {count: yes, more_than: 1/2, of: [yes, no]}
    veto: {by: council, reason: required}
    period: {length: 10 days, minimum: 72 hours, close_early: never}
    text_change: restart
lifecycle:
  stages:
    discussion: {minimum: 14 days}
""",
    "governance/people.yaml": PEOPLE,
    "governance/bodies/council.yaml": f"name: Council\nkind: council\nmembers:\n{SEATS}",
    "governance/bodies/core-team.yaml": "name: Core Team\nkind: core\nmembers: [{github: mo}]\n",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a workflow: the file's name, the event, and what came of it at how many requests."""

    workflow: str
    event: Event
    result: WorkflowRun
    requests: int

    @property
    def succeeded(self) -> bool:
        """Whether every job that ran succeeded."""
        return self.result.succeeded


class Community:
    """A served sandbox, and the runs that its events start.

    `withheld` is a permission that the jobs lack, whatever their files say.
    """

    def __init__(self, served: Running, folder: Path) -> None:
        self.served = served
        self._folder = folder
        self._waiting: list[Event] = []
        self.withheld = ""
        self._copies = 0
        self._checkout = Checkout(f"{served.url}/{NAME}.git", folder / "checkout")
        served.world.subscribe(self._waiting.append)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, files: Mapping[str, str] = FILES) -> Iterator[Community]:
        """A council of seven, with the action and these files on the default branch."""
        action = (PROJECT / "action.yml").read_text(encoding="utf-8")
        world = council_of_seven({"action.yml": action, **files}, repository=NAME)
        with serve(world) as served:
            yield cls(served, folder)

    @property
    def world(self) -> World:
        """The sandbox's world, to be acted on by methods."""
        return self.served.world

    def sight(self, number: int = 1) -> Sight:
        """What anybody sees of a pull request, and its records."""
        return look(self.world, number)

    def tick(self, workflow: str = "govbot.yml") -> None:
        """Let the hour of a workflow's schedule come."""
        ((line,),) = (listening(workflow)["schedule"],)
        self.world.tick(line["cron"])

    def lose(self) -> None:
        """Forget what waits, as GitHub does with runs that newer ones push out of the queue."""
        self._waiting.clear()

    def repeat(self) -> None:
        """Deliver the last event a second time."""
        self._waiting.append(self.world.state.events[-1])

    def carry(self) -> None:
        """Answer what waits as runs would, but in this process: the way to where a test begins."""
        while self._waiting:
            event = self._waiting.pop(0)
            if listens("govbot.yml", event):
                git = self.world.git_of(self.world.repository())
                with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                    checkout = self._checkout.at(git.branch(DEFAULT_BRANCH) or "")
                    environment = event_environment(
                        self.world, event, Path(folder), permissions_of("govbot.yml")
                    )
                    answer(environment, start=checkout)

    def settle(self, *only: str) -> list[Run]:
        """The runs of every workflow, or of these only, that the events so far start."""
        runs: list[Run] = []
        while self._waiting:
            event = self._waiting.pop(0)
            runs += [self._run(each, event) for each in only or OWN if listens(each, event)]
        return runs

    def _run(self, workflow: str, event: Event) -> Run:
        self._copies += 1
        about_merge = event.name in {"pull_request", "pull_request_review"}
        if about_merge:
            self._merge(event.payload["pull_request"]["number"])
        asked = len(self.served.requests)
        copy = self._folder / f"copy-{self._copies}"
        result = run_workflow(
            workflow,
            event=event.name,
            payload=event.payload,
            repository=Repository.mirror(copy, NAME, f"{self.served.url}/{NAME}.git"),
            # On GitHub, a run about a pull request's merge is named by that merge.
            commit=None if about_merge else event.sha,
            environment={
                "GITHUB_API_URL": self.served.url,
                "GITHUB_GRAPHQL_URL": f"{self.served.url}/graphql",
                "GOVBOT_PYTHON": sys.executable,
            },
            actor=event.actor,
            token=token_of_job(
                {
                    scope: may
                    for scope, may in permissions_of(workflow).items()
                    if scope != self.withheld
                }
            ),
        )
        return Run(workflow, event, result, len(self.served.requests) - asked)

    def _merge(self, number: int) -> None:
        """Point `refs/pull/<number>/merge` at what merging would give, as GitHub does."""
        home = self.world.repository()
        git = self.world.git_of(home)
        pull = self.world.pull_of(self.world.pull(number))
        base = git.branch(pull.base) or ""
        tree = git.merged_tree(base, pull.head_oid)
        assert tree is not None, "GitHub starts no run for a pull request that conflicts"
        who = self.world.signature(self.world.person(home.owner))
        merge = git.add_commit(tree, [base, pull.head_oid], "A test merge", who, self.world.now)
        git.set_ref(f"refs/pull/{number}/merge", merge)


@cache
def listening(workflow: str) -> Mapping[str, Any]:
    """What a workflow file has under `on:`."""
    content = yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as the truth value.
    events: Mapping[str, Any] = content[True]
    return events


@cache
def permissions_of(workflow: str) -> Mapping[str, str]:
    """What a workflow file gives to the token of its last job: only a look that may do nothing is before it."""
    text = (WORKFLOWS / workflow).read_text(encoding="utf-8")
    job = list(yaml.safe_load(text)["jobs"])[-1]
    return job_permissions(text, job)


def listens(workflow: str, event: Event) -> bool:
    """Whether GitHub would start this workflow: by event, type of activity, cron line and name."""
    if event.name not in listening(workflow):
        return False
    about = listening(workflow)[event.name]
    if event.name == "schedule":
        return event.payload["schedule"] in [line["cron"] for line in about]
    if event.name == "workflow_dispatch":
        return bool(event.payload["workflow"] == workflow)
    if event.name == "workflow_run" and event.payload["workflow"]["name"] not in about["workflows"]:
        return False
    return event.action in about["types"]
