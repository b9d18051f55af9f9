"""A community whose repository is on a sandbox, and whose workflows are this project's own files.

    with Community.open(tmp_path) as community:
        pull = community.world.open_pull_request("Adopt a code", {...}, by="zoe")
        runs = community.settle()            # what GitHub would have started, now ran
        assert all(run.succeeded for run in runs), runs

Events wait until `settle` runs the workflow that listens to them, one after the other, each with the
default branch as it is by then.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from govbot.sandbox.runner import GOVBOT_EVENTS
from govbot.sandbox.scenes import council_of_seven
from govbot.sandbox.server import Running, serve
from govbot.sandbox.tokens import ACTIONS_TOKEN
from tests.workflows.runner import PROJECT, Repository, WorkflowRun, run_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from govbot.sandbox.model import Event
    from govbot.sandbox.world import World

__all__ = ["Community"]

NAME: Final = "example/commons"


class Community:
    """A served sandbox, and the runs that its events start."""

    def __init__(self, served: Running, folder: Path) -> None:
        self.served = served
        self._folder = folder
        self._waiting: list[Event] = []
        self._copies = 0
        served.world.subscribe(self._waiting.append)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, files: Mapping[str, str]) -> Iterator[Community]:
        """A council of seven, with the action and these files on the default branch."""
        action = (PROJECT / "action.yml").read_text(encoding="utf-8")
        world = council_of_seven({"action.yml": action, **files}, repository=NAME)
        with serve(world) as served:
            yield cls(served, folder)

    @property
    def world(self) -> World:
        """The sandbox's world, to be acted on by methods."""
        return self.served.world

    def settle(self) -> list[WorkflowRun]:
        """The runs of every workflow that the events so far start."""
        runs: list[WorkflowRun] = []
        while self._waiting:
            event = self._waiting.pop(0)
            if event.name in GOVBOT_EVENTS:
                runs.append(self._run("govbot.yml", event))
            elif event.name == "pull_request":
                runs.append(self._run("check.yml", event))
        return runs

    def _run(self, workflow: str, event: Event) -> WorkflowRun:
        self._copies += 1
        copy = self._folder / f"copy-{self._copies}"
        repository = Repository.mirror(copy, NAME, f"{self.served.url}/{NAME}.git")
        if event.name == "pull_request":
            # What merging would give: the head, as long as the default branch has not moved.
            number = event.payload["number"]
            repository.git("update-ref", f"refs/pull/{number}/merge", f"refs/pull/{number}/head")
        return run_workflow(
            workflow,
            event=event.name,
            payload=event.payload,
            repository=repository,
            environment={
                "GITHUB_API_URL": self.served.url,
                "GITHUB_GRAPHQL_URL": f"{self.served.url}/graphql",
                "GOVBOT_PYTHON": sys.executable,
            },
            actor=event.actor,
            token=ACTIONS_TOKEN,
        )
