"""Running a command for an event as Actions runs a step: event in a file, facts in variables.

environment = event_environment(world, event, folder)
subprocess.run(["govbot", "run"], env=os.environ | environment)
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from govbot.sandbox.model import Event
from govbot.sandbox.tokens import ACTIONS_TOKEN, token_of_job
from govbot.sandbox.world import World

__all__ = ["GOVBOT_EVENTS", "CommandRunner", "event_environment"]

GOVBOT_EVENTS = (
    "issue_comment",
    "issues",
    "schedule",
    "workflow_dispatch",
    "workflow_run",
)
"""The events that govbot may have something to do at."""


def event_environment(
    world: World, event: Event, folder: Path, permissions: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The variables an Actions step has; the event, summary and output files go to `folder`.

    `permissions` are those of the job, as `job_permissions` reads them. Without them its token may do
    whatever a workflow's may.
    """
    event_file = folder / "event.json"
    event_file.write_text(json.dumps(event.payload), encoding="utf-8")
    for name in ("summary.md", "output", "env", "path"):
        (folder / name).touch()
    kind = "branch"
    return {
        "ACTIONS_STEP_DEBUG": "false",
        "CI": "true",
        "GITHUB_ACTION": "govbot",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTOR": event.actor,
        "GITHUB_API_URL": world.base_url,
        "GITHUB_BASE_REF": base_ref(event),
        "GITHUB_ENV": str(folder / "env"),
        "GITHUB_EVENT_NAME": event.name,
        "GITHUB_EVENT_PATH": str(event_file),
        "GITHUB_GRAPHQL_URL": f"{world.base_url}/graphql",
        "GITHUB_JOB": "govbot",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_PATH": str(folder / "path"),
        "GITHUB_REF": event.ref,
        "GITHUB_REF_NAME": event.ref.removeprefix("refs/heads/").removeprefix("refs/pull/"),
        "GITHUB_REF_TYPE": kind,
        "GITHUB_REPOSITORY": event.repository,
        "GITHUB_REPOSITORY_OWNER": event.repository.split("/")[0],
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_RUN_ID": str(9_000_000_000 + event.id),
        "GITHUB_RUN_NUMBER": str(event.id),
        "GITHUB_SERVER_URL": world.base_url,
        "GITHUB_SHA": event.sha,
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_TOKEN": ACTIONS_TOKEN if permissions is None else token_of_job(permissions),
        "GITHUB_WORKFLOW": "govbot",
        "RUNNER_TEMP": str(folder),
    }


def base_ref(event: Event) -> str:
    """The branch a pull request goes to, for its events; otherwise empty."""
    pull = event.payload.get("pull_request")
    return str(pull["base"]["ref"]) if pull else ""


class CommandRunner:
    """Runs a shell command for each event, one after the other, away from the server's threads."""

    def __init__(self, world: World, command: str, events: Iterable[str] = GOVBOT_EVENTS) -> None:
        self.world = world
        self.command = command
        self.events = frozenset(events)
        self.exit_codes: list[int] = []
        self._waiting: queue.Queue[Event | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="events", daemon=True)

    def start(self) -> None:
        """Begin listening."""
        self.world.subscribe(self._take)
        self._thread.start()

    def stop(self) -> None:
        """Finish what has been taken, then end."""
        self._waiting.put(None)
        self._thread.join(timeout=60)

    def _take(self, event: Event) -> None:
        if event.name in self.events:
            self._waiting.put(event)

    def _work(self) -> None:
        while (event := self._waiting.get()) is not None:
            with tempfile.TemporaryDirectory(prefix="govbot-event-") as folder:
                environment = os.environ | event_environment(self.world, event, Path(folder))
                done = subprocess.run(  # noqa: S602 (the command is the user's own shell line)
                    self.command, shell=True, env=environment, check=False
                )
                self.exit_codes.append(done.returncode)
