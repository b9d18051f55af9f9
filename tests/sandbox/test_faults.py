"""Faults on request, and the log of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from werkzeug.test import Client

from govbot.core.errors import UserError
from govbot.sandbox import Faults, Killed, Running, Sandbox, World, token_of
from tests.sandbox.conftest import PROPOSAL

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


def say(running: Running, body: str) -> requests.Response:
    return requests.post(
        f"{running.url}/repos/example/commons/issues/1/comments",
        json={"body": body},
        headers={"Authorization": f"token {running.token('ada')}"},
        timeout=10,
    )


@pytest.fixture
def said(world: World, running: Running) -> list[str]:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    return []


def bodies(world: World) -> list[str]:
    return [comment.body for comment in world.issue(1).comments]


def test_a_502_has_done_nothing_and_one_after_has_done_its_work(
    world: World, running: Running, said: list[str]
) -> None:
    running.faults.reset("502:#1", "502-after:#2")
    assert [say(running, text).status_code for text in ("one", "two", "three")] == [502, 502, 201]
    assert bodies(world) == ["two", "three"]
    assert [one.status for one in running.requests] == [502, 502, 201]


def test_after_the_given_number_every_connection_is_dropped(
    world: World, running: Running, said: list[str]
) -> None:
    running.faults.reset("kill-after:1")
    assert say(running, "one").status_code == 201
    for text in ("two", "three"):
        with pytest.raises(requests.ConnectionError):
            say(running, text)
    running.faults.reset()
    assert say(running, "four").status_code == 201
    assert bodies(world) == ["one", "four"]


def test_a_spent_limit_refuses_as_github_does(
    world: World, running: Running, said: list[str]
) -> None:
    running.faults.reset("rate-limit:1")
    assert say(running, "one").status_code == 201
    refused = say(running, "two")
    assert refused.status_code == 403
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert "rate limit exceeded" in refused.json()["message"]


def test_the_same_seed_meets_the_same_faults() -> None:
    first, second = Faults(["502:0.3"], seed=4), Faults(["502:0.3"], seed=4)
    meetings = [first.meet() for _ in range(200)]
    assert meetings == [second.meet() for _ in range(200)]
    assert 30 < sum(one.name == "FAIL" for one in meetings) < 90


def test_the_first_commits_are_refused_as_stale() -> None:
    faults = Faults(["stale-head:2"])
    assert [faults.take_stale_head() for _ in range(4)] == [True, True, False, False]


@pytest.mark.parametrize(
    "text", ["503:0.1", "502", "502:often", "kill-after:#2", "delay:-1", "partial:#2"]
)
def test_a_fault_that_is_none_is_explained(text: str) -> None:
    with pytest.raises(UserError, match="is not a fault"):
        Faults([text])


def test_without_a_socket_the_same_application_answers_and_is_killed(world: World) -> None:
    sandbox = Sandbox(world, Faults(["kill-after:1"]))
    client = Client(sandbox)
    headers = {"Authorization": f"Bearer {token_of(world, 'ada')}"}
    answer: TestResponse = client.get("/user", headers=headers)
    assert answer.json is not None
    assert answer.json["id"] == 1001
    with pytest.raises(Killed):
        client.get("/user", headers=headers)
    assert [(one.method, one.path, one.login) for one in sandbox.requests] == [
        ("GET", "/user", "ada")
    ] * 2
