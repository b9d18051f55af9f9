"""The webhooks: which are sent, what is in them, and how a command is run for them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests

from govbot.sandbox import event_environment
from govbot.sandbox.model import ACTIONS_LOGIN, Event
from govbot.sandbox.runner import CommandRunner
from tests.sandbox.conftest import PROPOSAL
from tests.sandbox.contract import contract_folder

if TYPE_CHECKING:
    from pathlib import Path

    from govbot.sandbox import Running, World


def play(world: World) -> None:
    """Everything that sends an event, by people."""
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    comment = world.comment(1, "/vote yes", by="ada")
    world.edit_comment(comment, "/vote no")
    world.delete_comment(comment)
    world.push(1, {"rfcs/0001-code.md": "# Better\n"})
    world.edit(1, title="Adopt a code")
    world.label(1, "mine", by="mo")
    world.unlabel(1, "mine", by="mo")
    world.close(1)
    world.reopen(1)
    review = world.review(1, "REQUEST_CHANGES", "Too long.", by="ada")
    world.edit_review(review, "Far too long.")
    world.dismiss_review(review, "It is short now.", by="mo")
    world.merge(1, by="mo")
    world.open_issue("Recall gus", by="zoe")
    world.edit(2, body="He never came.")
    world.label(2, "recall", by="mo")
    world.unlabel(2, "recall", by="mo")
    world.close(2)
    world.reopen(2)
    world.tick("0 6 * * *")
    world.dispatch("govbot.yml", {"number": "1"}, by="mo")


def names(world: World, *wanted: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.action) for one in world.state.events if one.name in wanted]


def test_each_change_by_a_person_sends_what_github_sends(world: World) -> None:
    play(world)
    actions = ["opened", "synchronize", "edited", "labeled", "unlabeled", "closed", "reopened"]
    actions += ["closed"]
    assert names(world, "pull_request") == [("pull_request", action) for action in actions]
    assert names(world, "issue_comment") == [
        ("issue_comment", action) for action in ("created", "edited", "deleted")
    ]
    assert names(world, "issues") == [
        ("issues", action)
        for action in ("opened", "edited", "labeled", "unlabeled", "closed", "reopened")
    ]
    assert names(world, "pull_request_review") == [
        ("pull_request_review", action) for action in ("submitted", "edited", "dismissed")
    ]
    heard = [("workflow_run", action) for action in ("requested", "completed")]
    assert names(world, "workflow_run") == heard * (len(actions) + 3)
    assert names(world, "pull_request_target") == [], "GitHub blocks it"
    assert names(world, "schedule", "workflow_dispatch") == [
        ("schedule", None),
        ("workflow_dispatch", None),
    ]
    assert [event.id for event in world.state.events] == list(range(1, len(world.state.events) + 1))


def test_what_the_actions_token_does_triggers_nothing(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    theirs = world.review(1, "APPROVE", by="ada")
    before = len(world.state.events)
    issue = world.open_issue("Recall gus", by=ACTIONS_LOGIN)
    world.edit(issue.number, body="He never came.", by=ACTIONS_LOGIN)
    world.label(issue.number, "recall")
    world.close(issue.number, by=ACTIONS_LOGIN)
    world.reopen(issue.number, by=ACTIONS_LOGIN)
    world.edit_review(world.review(1, "COMMENT", "Noted.", by=ACTIONS_LOGIN), "Noted again.")
    world.dismiss_review(theirs, "The text has changed.", by=ACTIONS_LOGIN)
    comment = world.comment(1, "status", by=ACTIONS_LOGIN)
    world.edit_comment(comment, "status, newer")
    world.label(1, "rfc: voting")
    world.push_to("governance-ledger", {"a": "b\n"})
    world.merge(1, by=ACTIONS_LOGIN)
    assert len(world.state.events) == before


def test_an_edited_comment_carries_what_it_said_before(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    comment = world.comment(1, "/vote yes", by="ada")
    world.edit_comment(comment, "/vote no", by="mo")
    payload = world.state.events[-1].payload
    assert payload["changes"] == {"body": {"from": "/vote yes"}}
    assert payload["comment"]["body"] == "/vote no"
    assert (payload["comment"]["user"]["login"], payload["sender"]["login"]) == ("ada", "mo")
    assert "pull_request" in payload["issue"]


def test_a_comment_on_an_issue_is_told_from_one_on_a_pull_request(world: World) -> None:
    world.open_issue("Recall gus", by="zoe")
    world.comment(1, "/sign", by="ada")
    event = world.state.events[-1]
    assert (event.name, event.action, event.ref) == ("issue_comment", "created", "refs/heads/main")
    assert event.payload["issue"]["number"] == 1
    assert "pull_request" not in event.payload["issue"]


def test_an_edited_review_carries_what_it_said_before(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    review = world.review(1, "REQUEST_CHANGES", "Too long.", by="ada")
    world.edit_review(review, "Too short.", by="mo")
    event = next(each for each in reversed(world.state.events) if each.action == "edited")
    assert event.payload["changes"] == {"body": {"from": "Too long."}}
    assert (event.payload["review"]["state"], event.payload["review"]["body"]) == (
        "changes_requested",
        "Too short.",
    )
    assert event.payload["review"]["user"]["login"] == "ada"
    assert (event.actor, event.payload["pull_request"]["number"]) == ("mo", 1)
    assert event.ref == "refs/pull/1/merge"


EXAMPLES = [
    ("issue_comment", "created"),
    ("issue_comment", "edited"),
    ("issue_comment", "deleted"),
    ("pull_request", "opened"),
    ("pull_request", "synchronize"),
    ("pull_request", "labeled"),
    ("pull_request", "unlabeled"),
    ("pull_request", "closed"),
    ("push", None),
    ("issues", "opened"),
    ("issues", "edited"),
    ("issues", "labeled"),
    ("issues", "unlabeled"),
    ("issues", "reopened"),
    ("pull_request_review", "submitted"),
    ("pull_request_review", "dismissed"),
    ("workflow_run", "requested"),
    ("workflow_run", "completed"),
]

NOT_SENT = {"installation", "organization", "assignee", "requested_team", "requested_reviewer"}
"""Keys of some examples that belong to apps, organizations or things the sandbox lacks."""


def shapes(value: Any) -> Any:
    """The types in a payload, two levels deep: what a reader of it relies on."""
    return {
        key: {inner: type(one) for inner, one in item.items()}
        if isinstance(item, dict)
        else type(item)
        for key, item in value.items()
    }


@pytest.mark.parametrize(("name", "action"), EXAMPLES)
def test_a_payload_has_the_keys_and_types_of_the_real_ones(
    world: World, name: str, action: str | None
) -> None:
    play(world)
    ours = shapes(
        next(one.payload for one in world.state.events if (one.name, one.action) == (name, action))
    )
    text = (contract_folder() / "webhooks-examples" / "api.github.com" / "index.json").read_text()
    examples = next(one["examples"] for one in json.loads(text) if one["name"] == name)
    fitting = [one for one in examples if one.get("action") == action]
    assert fitting
    keys = set.intersection(*(set(one) for one in fitting)) - NOT_SENT
    assert keys <= set(ours)
    for key in keys:
        inner = [one[key] for one in fitting]
        if not all(isinstance(one, dict) for one in inner):
            continue
        shared = set.intersection(*(set(one) for one in inner))
        assert shared - NOT_SENT <= set(ours[key]), key
        for part in shared & set(ours[key]):
            kinds = {type(one[part]) for one in inner} | {type(None)}
            assert ours[key][part] in kinds or type(None) in {type(one[part]) for one in inner}, (
                part
            )


def test_events_are_read_from_the_queue_after_the_last_one_seen(
    world: World, running: Running
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    everything = requests.get(f"{running.url}/_sandbox/events", timeout=10).json()
    last = everything[-1]["id"]
    world.comment(1, "/vote yes", by="ada")
    later = requests.get(f"{running.url}/_sandbox/events?after={last}", timeout=10).json()
    assert [(one["name"], one["action"], one["actor"]) for one in later] == [
        ("issue_comment", "created", "ada")
    ]


def test_a_run_about_a_fork_names_its_head_and_no_pull_request(world: World) -> None:
    theirs = world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    own = world.open_pull_request("Mend", {"README.md": "# Mended\n"}, by="mo", head="mend")
    runs = [
        each.payload["workflow_run"] for each in world.state.events if each.action == "requested"
    ]
    assert [[each["number"] for each in run["pull_requests"]] for run in runs] == [[], [own.number]]
    assert [run["head_repository"]["full_name"] for run in runs] == [
        "zoe/commons",
        "example/commons",
    ]
    assert [run["head_sha"] for run in runs] == [
        world.pull_of(each).head_oid for each in (theirs, own)
    ]


def test_a_pull_request_that_conflicts_starts_no_workflow(world: World) -> None:
    world.open_pull_request("Mend", {"README.md": "# Mended\n"}, by="zoe")
    world.push_to("main", {"README.md": "# Otherwise\n"}, by="mo")
    before = len(world.state.events)
    world.push(1, {"README.md": "# Mended again\n"})
    world.label(1, "mine", by="mo")
    assert [each.name for each in world.state.events[before:]] == ["push"]


def test_a_subscriber_gets_events_in_order_also_those_it_causes(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    heard: list[str] = []

    def listen(event: Event) -> None:
        heard.append(event.payload["comment"]["body"])
        if heard == ["one"]:
            world.comment(1, "two", by="ben")
            assert heard == ["one"]

    world.subscribe(listen)
    world.comment(1, "one", by="ada")
    world.comment(1, "three", by="ada")
    assert heard == ["one", "two", "three"]


def test_a_step_gets_the_variables_of_actions(world: World, tmp_path: Path) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    event = world.state.events[-1]
    found = event_environment(world, event, tmp_path)
    assert found["GITHUB_EVENT_NAME"] == "workflow_run"
    run = json.loads((tmp_path / "event.json").read_text())["workflow_run"]
    assert (run["name"], run["event"], run["status"]) == (
        "govbot wake",
        "pull_request",
        "completed",
    )
    assert found["GITHUB_REPOSITORY"] == "example/commons"
    assert found["GITHUB_SHA"] == world.git_of(world.repository()).branch("main")
    assert (found["GITHUB_REF"], found["GITHUB_ACTOR"]) == ("refs/heads/main", "zoe")
    assert found["GITHUB_GRAPHQL_URL"] == f"{found['GITHUB_API_URL']}/graphql"
    assert found["GITHUB_ACTIONS"] == "true"


def test_a_command_is_run_for_each_event_it_listens_to(
    world: World, running: Running, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    runner = CommandRunner(world, f'echo "$GITHUB_EVENT_NAME $GITHUB_ACTOR" >> {log}')
    runner.start()
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    world.comment(1, "/vote yes", by="ada")
    world.review(1, "APPROVE", by="ben")
    world.open_issue("Recall gus", by="cyd")
    runner.stop()
    assert log.read_text().splitlines() == [
        "workflow_run zoe",
        "workflow_run zoe",
        "issue_comment ada",
        "workflow_run ben",
        "workflow_run ben",
        "issues cyd",
    ]
    assert runner.exit_codes == [0] * 6


def test_the_clock_is_moved_from_outside(world: World, running: Running) -> None:
    address = f"{running.url}/_sandbox/clock"
    moved = requests.post(address, json={"advance": "10 days"}, timeout=10)
    assert moved.json() == {"now": "2026-03-11T00:00:00Z"}
    requests.post(address, json={"set": "2027-01-01T00:00:00Z"}, timeout=10)
    assert world.now == datetime(2027, 1, 1, tzinfo=UTC)
    wrong = requests.post(address, json={"advance": "a while"}, timeout=10)
    assert wrong.status_code == 422
    assert "10 days" in wrong.json()["message"]


def test_the_state_a_tick_a_dispatch_and_faults_are_at_hand(world: World, running: Running) -> None:
    base = f"{running.url}/_sandbox"
    assert "example/commons" in requests.get(f"{base}/state", timeout=10).json()["repositories"]
    requests.post(f"{base}/tick", json={}, timeout=10)
    requests.post(f"{base}/dispatch", json={"workflow": "govbot.yml", "by": "mo"}, timeout=10)
    assert [event.name for event in world.state.events] == ["schedule", "workflow_dispatch"]
    requests.post(f"{base}/faults", json={"rules": ["502:#1"]}, timeout=10)
    headers = {"Authorization": f"token {running.token('ada')}"}
    assert requests.get(f"{running.url}/user", headers=headers, timeout=10).status_code == 502
    assert requests.get(f"{base}/nothing", timeout=10).status_code == 404
