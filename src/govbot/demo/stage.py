"""The stage: a sandbox that is being served, a checkout of its default branch, and govbot run in it.

    with open_stage() as stage:
        for step in STORY:
            for run in stage.play(step): ...
        stage.sight()

Each event is carried to govbot as the workflow does it: the payload in a file, the facts in the
variables of an Actions step, the default branch checked out. Only the process is this one, not a new
one for each event, which would take most of the time.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from govbot.actions.event import concerns_govbot
from govbot.actions.run import RunReport, run
from govbot.core.errors import UserError
from govbot.demo.sight import Line, Sight, changes, look
from govbot.demo.story import (
    BEGINNING,
    NUMBER,
    REPOSITORY,
    Action,
    LabelsByHand,
    Merges,
    Opens,
    Pushes,
    Says,
    Schedule,
    Step,
    community_files,
)
from govbot.sandbox import Running, World, council_of_seven, event_environment, serve
from govbot.sandbox.model import Event
from govbot.sandbox.runner import GOVBOT_EVENTS

__all__ = ["Carried", "Checkout", "Stage", "beginning", "git", "happen", "open_stage"]

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Carried:
    """One run of govbot: for which event, what it did as the sandbox shows it, at how many requests.

    `report` is None where govbot left at once, because the event cannot concern it.
    """

    event: Event
    report: RunReport | None
    lines: tuple[Line, ...]
    requests: int


class Checkout:
    """A clone of the repository with its default branch checked out, kept where it was last needed."""

    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self._head: str | None = None
        git("clone", "--quiet", address, str(folder))

    def at(self, head: str) -> Path:
        """Return the folder with this commit of the default branch in it."""
        if head != self._head:
            git("-C", str(self.folder), "fetch", "--quiet", "origin")
            git("-C", str(self.folder), "reset", "--quiet", "--hard", head)
            self._head = head
        return self.folder


class Stage:
    """A served sandbox and what its events lead to."""

    def __init__(self, running: Running, folder: Path) -> None:
        self.running = running
        self.folder = folder
        self._checkout = Checkout(self.address, folder / "checkout")
        self._waiting: list[Event] = []
        running.world.subscribe(self._waiting.append)

    @property
    def world(self) -> World:
        """The sandbox's world."""
        return self.running.world

    @property
    def address(self) -> str:
        """Where git clones the repository from."""
        return f"{self.running.url}/{REPOSITORY}.git"

    def sight(self) -> Sight:
        """Return what there is to see of the pull request now."""
        return look(self.world, NUMBER)

    def happen(self, step: Step) -> None:
        """Let the step's time pass and do what it says; the events that follow wait."""
        happen(self.world, step)
        if step.lost:
            self._waiting.clear()

    def settle(self) -> Iterator[Carried]:
        """Carry each waiting event that the workflow listens to, oldest first."""
        while self._waiting:
            event = self._waiting.pop(0)
            if event.name in GOVBOT_EVENTS:
                yield self._carry(event)

    def _carry(self, event: Event) -> Carried:
        before, asked = self.sight(), len(self.running.requests)
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            environment = event_environment(self.world, event, Path(folder))
            home = self.world.repository()
            head = self.world.git_of(home).branch(home.default_branch) or ""
            report = (
                run(environment, start=self._checkout.at(head))
                if concerns_govbot(environment)
                else None
            )
        done = tuple(changes(before, self.sight()))
        return Carried(event, report, done, len(self.running.requests) - asked)


@contextmanager
def open_stage() -> Iterator[Stage]:
    """Serve the community's repository, as it is before the story, until the block ends."""
    with (
        tempfile.TemporaryDirectory(prefix="govbot-demo-") as folder,
        past_proxies(),
        serve(beginning()) as running,
    ):
        yield Stage(running, Path(folder))


@contextmanager
def past_proxies() -> Iterator[None]:
    """Let requests and git reach loopback themselves, whatever proxy leads out of this machine."""
    names = ("no_proxy", "NO_PROXY")
    before = {name: os.environ.get(name) for name in names}
    for name, others in before.items():
        os.environ[name] = f"{others},{LOOPBACK}" if others else LOOPBACK
    try:
        yield
    finally:
        for name, others in before.items():
            os.environ.pop(name)
            if others is not None:
                os.environ[name] = others


def beginning() -> World:
    """Return the world before the story."""
    return council_of_seven(community_files(), repository=REPOSITORY, now=BEGINNING)


def happen(world: World, step: Step) -> None:
    """Let the step's time pass, then do what it says."""
    world.advance(step.after)
    _do(world, step.action)


def _do(world: World, action: Action) -> None:
    match action:
        case Opens(by, title, files):
            world.open_pull_request(title, files, by=by)
        case Pushes(by, files):
            world.push(NUMBER, files, by=by)
        case Says(by, text):
            world.comment(NUMBER, text, by=by)
        case LabelsByHand(by, label):
            world.label(NUMBER, label, by=by)
        case Merges(by):
            world.merge(NUMBER, by=by)
        case Schedule():
            world.tick()
        case _:
            assert_never(action)


def git(*arguments: str) -> None:
    """Run git as from a shell that is in no repository; raise `UserError` where there is no git."""
    environment = {name: each for name, each in os.environ.items() if not name.startswith("GIT_")}
    try:
        subprocess.run(["git", *arguments], check=True, capture_output=True, env=environment)
    except FileNotFoundError as error:
        raise UserError(
            "There is no git on the PATH.", "Install git: https://git-scm.com"
        ) from error
