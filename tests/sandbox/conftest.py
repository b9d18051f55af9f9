from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
from github import Auth, Github

from govbot.sandbox import Running, World, council_of_seven, serve
from tests.sandbox.contract import Recorder, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROPOSAL = "# Adopt a code of conduct\n"


@pytest.fixture
def world() -> World:
    return council_of_seven({"governance/people.yaml": "[]\n", "README.md": "# Commons\n"})


@pytest.fixture
def running(world: World) -> Iterator[Running]:
    with serve(world) as served:
        yield served


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def recorded(world: World, recorder: Recorder) -> Iterator[Running]:
    """A sandbox whose every REST exchange is held against GitHub's description at the end."""
    with serve(world, wrap=recorder.around) as served:
        yield served
    assert check(recorder.exchanges) == []
    assert recorder.exchanges


def client(running: Running, who: str) -> Github:
    """PyGithub as somebody, without waiting or repeating."""
    return Github(
        base_url=running.url,
        auth=Auth.Token(running.token(who)),
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


@pytest.fixture
def ask(running: Running) -> Callable[..., dict[str, Any]]:
    """Ask a GraphQL question as somebody; the whole answer comes back."""

    def asking(query: str, by: str = "github-actions[bot]", **variables: object) -> dict[str, Any]:
        answer = requests.post(
            f"{running.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {running.token(by)}"},
            timeout=10,
        )
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    return asking
