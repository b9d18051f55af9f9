"""`govbot run` as a process of its own, over HTTP, killed by the operating system at a request."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govbot.demo.stage import beginning, happen
from govbot.demo.story import STORY
from govbot.sandbox import Running, event_environment, serve
from govbot.sandbox.model import Event
from tests.scenarios.story import FIRST, after
from tests.scenarios.town import Town, checkout

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Holding:
    """Keeps the answer to request `at` back until it is let go, so that whoever waits can be killed."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0
        self.reached = threading.Event()
        self.let_go = threading.Event()
        self.application: WSGIApplication

    def around(self, application: WSGIApplication) -> WSGIApplication:
        """Stand before a sandbox."""
        self.application = application
        return self

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the sandbox answer; keep one answer back."""
        answer = self.application(environ, start_response)
        self.count += 1
        if self.count == self.at:
            self.reached.set()
            self.let_go.wait(timeout=60)
        return answer


@contextmanager
def process(running: Running, event: Event) -> Iterator[subprocess.Popen[str]]:
    """`govbot run` for an event, in the folder where the workflow would have checked out."""
    with tempfile.TemporaryDirectory() as folder:
        facts = event_environment(running.world, event, Path(folder))
        with subprocess.Popen(
            [sys.executable, "-m", "govbot", "run"],
            env={**os.environ, **facts},
            cwd=checkout(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as started:
            yield started


@pytest.mark.crashes
@pytest.mark.parametrize("place", [1, 6, 7, 9])
def test_a_process_that_is_killed_at_a_request_is_made_good_by_the_next(place: int) -> None:
    holding = Holding(place)
    with serve(beginning(), wrap=holding.around) as running:
        town = Town(running.world)
        happen(town.world, STORY[0])
        event, _ = town.lose_events()
        with process(running, event) as killed:
            assert holding.reached.wait(timeout=60)
            killed.kill()
        holding.let_go.set()
        assert killed.returncode < 0
        with process(running, event) as second:
            said, _ = second.communicate(timeout=60)
        assert second.returncode == 0, said
        assert town.facts() == after(FIRST).facts()
        assert town.kinds() == after(FIRST).kinds()


def test_a_process_that_meets_a_502_tries_again_by_itself_and_says_what_it_did() -> None:
    with serve(beginning()) as running:
        town = Town(running.world)
        happen(town.world, STORY[0])
        event, _ = town.lose_events()
        running.faults.reset("502:#1", "502-after:#8", "502:#10")
        with process(running, event) as started:
            said, _ = started.communicate(timeout=60)
        assert started.returncode == 0, said
        assert "put the label `rfc: proposed` on" in said
        assert town.facts() == after(FIRST).facts()


def test_a_process_without_a_token_says_what_to_do_and_shows_no_traceback() -> None:
    with serve(beginning()) as running:
        happen(running.world, STORY[0])
        event = running.world.state.events[-1]
        with tempfile.TemporaryDirectory() as folder:
            facts = event_environment(running.world, event, Path(folder)) | {"GITHUB_TOKEN": ""}
            done = subprocess.run(
                [sys.executable, "-m", "govbot", "run"],
                env={**os.environ, **facts},
                cwd=checkout(),
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert "There is no token for GitHub." in done.stderr
        assert "Traceback" not in done.stderr
