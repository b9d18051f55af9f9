"""What govbot makes of GitHub's own examples of every event that the workflows listen to."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from govbot.actions.event import Head, concerns_govbot, place_of
from govbot.sandbox import council_of_seven
from tests.webhooks.examples import PUBLISHED_AS, Payload, environment_of, examples
from tests.workflows.runner import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What the examples' comments say, and before they were edited: "You are totally right! ..."
COMMANDS: Final = ("/vote yes", "Thank you.\n\n+1", "/rfc status", "／vote no")


def each(*events: str) -> list[object]:
    """Every example of these events, named by what happened and its place among them."""
    return [
        pytest.param(event, payload, id=f"{event}-{payload.get('action', 'sent')}-{place}")
        for event in events
        for place, payload in enumerate(examples(event))
    ]


def on_a_pull_request(payload: Payload) -> Payload:
    """The same comment, on a pull request: GitHub then says so in the issue."""
    address = payload["issue"]["url"].replace("/issues/", "/pulls/")
    payload["issue"]["pull_request"] = {"url": address, "merged_at": None}
    return payload


def test_there_are_examples_of_every_event_but_the_schedule() -> None:
    listened_to: set[str] = set()
    for name in ("check.yml", "govbot-wake.yml", "govbot.yml", "report.yml"):
        # YAML 1.1 reads the key `on` as the truth value.
        listened_to |= set(yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))[True])

    assert listened_to - {"schedule", "merge_group"} == PUBLISHED_AS.keys()
    assert all(examples(event) for event in PUBLISHED_AS)


@pytest.mark.parametrize("cause", ["pull_request", "pull_request_review", "merge_group"])
@pytest.mark.parametrize(("event", "payload"), each("workflow_run"))
def test_a_run_of_the_waking_workflow_is_looked_at_by_its_head(
    event: str, payload: Payload, cause: str, tmp_path: Path
) -> None:
    payload = deepcopy(payload)
    run = payload["workflow_run"]
    run["event"] = cause
    environment = environment_of(tmp_path, event, payload)

    assert concerns_govbot(environment)
    assert place_of(environment) == Head(
        run["head_repository"]["id"], run["head_branch"], run["head_sha"]
    )

    run["head_repository"] = None
    environment = environment_of(tmp_path, event, payload)
    assert place_of(environment) == Head(None, run["head_branch"], run["head_sha"])


@pytest.mark.parametrize(("event", "payload"), each("workflow_run"))
def test_a_run_that_no_pull_request_started_is_no_concern(
    event: str, payload: Payload, tmp_path: Path
) -> None:
    assert payload["workflow_run"]["event"] in {"workflow_dispatch", "repository_dispatch"}
    assert not concerns_govbot(environment_of(tmp_path, event, payload))


@pytest.mark.parametrize(("event", "payload"), each("issue_comment"))
def test_a_comment_without_a_command_is_no_concern(
    event: str, payload: Payload, tmp_path: Path
) -> None:
    environment = environment_of(tmp_path, event, payload)

    assert not concerns_govbot(environment)
    assert place_of(environment) == payload["issue"]["number"] == 1
    assert not concerns_govbot(environment_of(tmp_path, event, on_a_pull_request(payload)))


@pytest.mark.parametrize("where", [on_a_pull_request, lambda payload: payload])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("event", "payload"), each("issue_comment"))
def test_a_command_concerns_govbot_even_when_it_was_edited_or_deleted(
    event: str,
    payload: Payload,
    command: str,
    where: Callable[[Payload], Payload],
    tmp_path: Path,
) -> None:
    where(payload)["comment"]["body"] = command

    environment = environment_of(tmp_path, event, payload)

    assert concerns_govbot(environment)
    assert place_of(environment) == 1


@pytest.mark.parametrize(("event", "payload"), each("issues"))
def test_an_issue_is_looked_at_by_its_number_once_there_is_a_comment(
    event: str, payload: Payload, tmp_path: Path
) -> None:
    payload["issue"]["comments"] = 0
    assert not concerns_govbot(environment_of(tmp_path, event, payload))

    payload["issue"]["comments"] = 1
    environment = environment_of(tmp_path, event, payload)
    assert concerns_govbot(environment)
    assert place_of(environment) == payload["issue"]["number"]


def edited() -> Payload:
    """An example of a comment that was edited, on a pull request."""
    (first, *_) = [each for each in examples("issue_comment") if each["action"] == "edited"]
    return on_a_pull_request(first)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_was_edited_away_concerns_govbot(command: str, tmp_path: Path) -> None:
    payload = edited()
    payload["changes"]["body"]["from"] = command

    assert concerns_govbot(environment_of(tmp_path, "issue_comment", payload))


@pytest.mark.parametrize(("event", "payload"), each("issue_comment"))
def test_what_a_bot_says_is_no_concern(event: str, payload: Payload, tmp_path: Path) -> None:
    on_a_pull_request(payload)["comment"]["body"] = "/vote yes"
    payload["comment"]["user"]["type"] = "Bot"

    assert not concerns_govbot(environment_of(tmp_path, event, payload))


@pytest.mark.parametrize(("event", "payload"), each("issue_comment"))
def test_a_command_of_an_account_that_is_gone_concerns_govbot(
    event: str, payload: Payload, tmp_path: Path
) -> None:
    on_a_pull_request(payload)["comment"] |= {"body": "/vote yes", "user": None}

    assert concerns_govbot(environment_of(tmp_path, event, payload))


@pytest.mark.parametrize(("event", "payload"), each("workflow_dispatch"))
def test_a_run_started_by_hand_without_inputs_asks_for_all(
    event: str, payload: Payload, tmp_path: Path
) -> None:
    environment = environment_of(tmp_path, event, payload)

    assert concerns_govbot(environment)
    assert place_of(environment) is None


@pytest.mark.parametrize(
    ("inputs", "number"),
    [
        ({"number": "12"}, 12),
        ({"number": 12}, 12),
        ({"number": ""}, None),
        ({"number": None}, None),
        ({"other": "12"}, None),
        (None, None),
    ],
)
def test_a_run_started_by_hand_is_about_the_number_that_was_typed(
    inputs: dict[str, object] | None, number: int | None, tmp_path: Path
) -> None:
    payload = examples("workflow_dispatch")[0] | {"inputs": inputs}

    assert place_of(environment_of(tmp_path, "workflow_dispatch", payload)) == number


def test_a_schedule_asks_for_all(tmp_path: Path) -> None:
    world = council_of_seven()
    world.tick("17 * * * *")
    (event,) = world.state.events

    environment = environment_of(tmp_path, event.name, event.payload)

    assert event.name == "schedule"
    assert concerns_govbot(environment)
    assert place_of(environment) is None
