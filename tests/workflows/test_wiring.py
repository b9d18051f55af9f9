"""The workflow files themselves, run by a local Actions runner: which command govbot gets, and what for.

What govbot then does is not the subject here, so a recorder stands in its place: it prints its
arguments and the environment it was given.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.workflows.runner import PROJECT, TOKEN, Repository, WorkflowRun, run_workflow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.runner


RECORDER = """#!/bin/sh
echo "arguments: $*"
echo "arguments counted: $#"
echo "event: $GITHUB_EVENT_NAME"
test "$GITHUB_TOKEN" = "{token}" && echo "token: the job's"
test -f inside-the-pull-request && echo "files: the pull request's" || echo "files: the default branch's"
exit {status}
"""


def payload(**more: Any) -> dict[str, Any]:
    return {"repository": {"full_name": "example/community", "default_branch": "main"}, **more}


def comment(body: str, action: str = "created") -> dict[str, Any]:
    return payload(action=action, issue={"number": 7, "pull_request": {}}, comment={"body": body})


def issue(comments: int) -> dict[str, Any]:
    return payload(action="edited", issue={"number": 7, "comments": comments})


RUN: dict[str, Any] = {
    "name": "govbot wake",
    "event": "pull_request",
    "head_branch": "change",
    "head_sha": "5eed" * 10,
    "head_repository": {"id": 501, "full_name": "zoe/community"},
    "pull_requests": [],
}


class Recorded:
    """A repository with pull request 7 open, and a recorder in govbot's place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = Repository.create(
            folder / "repository", "example/community", action=["action.yml"]
        )
        self.repository.propose(7, {"inside-the-pull-request": ""})

    def run(
        self, workflow: str, event: str, content: Mapping[str, Any], status: int = 0
    ) -> WorkflowRun:
        recorder = self.folder / "recorder"
        recorder.write_text(RECORDER.format(token=TOKEN, status=status), encoding="utf-8")
        recorder.chmod(0o755)
        return run_workflow(
            workflow,
            event=event,
            payload=content,
            repository=self.repository,
            environment={"GOVBOT_PYTHON": str(recorder)},
        )


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


def test_a_pull_request_is_checked_as_it_would_be_merged(recorded: Recorded) -> None:
    run = recorded.run(
        "check.yml", "pull_request", payload(number=7, pull_request={"number": 7, "title": "RFC"})
    )

    assert run.succeeded, run.log
    assert (
        "arguments: -I -B -m govbot check --format github --base HEAD^1 --pull-request 7\n"
        in run.log
    )
    assert "files: the pull request's" in run.log
    assert "credentials kept: false" in run.log


def test_a_finding_makes_the_check_fail(recorded: Recorded) -> None:
    run = recorded.run(
        "check.yml", "pull_request", payload(number=7, pull_request={"number": 7}), status=1
    )

    assert not run.succeeded


@pytest.mark.parametrize(
    ("event", "content"),
    [
        ("workflow_run", payload(action="requested", workflow_run=RUN)),
        ("issue_comment", comment("/vote yes")),
        ("issues", issue(comments=1)),
        ("schedule", payload(schedule="17 * * * *")),
        ("workflow_dispatch", payload(inputs={"number": "7"})),
        ("workflow_dispatch", payload(inputs={})),
    ],
)
def test_every_event_runs_govbot_on_the_default_branch(
    recorded: Recorded, event: str, content: Mapping[str, Any]
) -> None:
    run = recorded.run("govbot.yml", event, content)

    assert run.succeeded, run.log
    assert "arguments: -I -B -m govbot run\n" in run.log
    assert f"event: {event}\n" in run.log
    assert "token: the job's" in run.log
    assert "files: the default branch's" in run.log
    assert "credentials kept: false" in run.log


def test_a_failure_of_govbot_fails_the_run(recorded: Recorded) -> None:
    assert not recorded.run("govbot.yml", "schedule", payload(), status=3).succeeded


def test_a_new_comment_that_cannot_hold_a_command_starts_no_job(recorded: Recorded) -> None:
    run = recorded.run("govbot.yml", "issue_comment", comment("I like it, thank you!"))

    assert run.succeeded, run.log
    assert run.steps == ()


LOOK = "Look for a line that may be a command"


@pytest.mark.parametrize(
    "body",
    [
        "As in https://example.org/rfcs/12, there are 10 files, and I gave it a +1.",
        "> /vote yes\n\nWho may say this?",
        "https://example.org/ $(touch {canary}) `touch {canary}`\n'; touch {canary}; '\n\"; touch {canary}; \"",
        "1/0\n::set-output name=concerns::yes\n::error::owned\nEOF\nconcerns=yes\ntouch {canary}",
        "${{{{ github.token }}}} ${{{{ secrets.GITHUB_TOKEN }}}} 0",
    ],
)
@pytest.mark.parametrize("action", ["created", "edited", "deleted"])
def test_chat_is_looked_at_and_starts_nothing(recorded: Recorded, body: str, action: str) -> None:
    canary = recorded.folder / "canary"
    said = body.format(canary=canary)
    content = comment(said, action) | {"changes": {"body": {"from": said}}}

    run = recorded.run("govbot.yml", "issue_comment", content)

    assert run.succeeded, run.log
    assert run.steps == (LOOK,), "neither checkout nor install"
    assert not canary.exists()
    assert TOKEN not in run.everything
    assert run.annotations == ()


def test_an_issue_without_a_comment_starts_no_job(recorded: Recorded) -> None:
    run = recorded.run("govbot.yml", "issues", issue(comments=0))

    assert run.succeeded, run.log
    assert run.steps == ()


def test_a_command_that_was_edited_away_is_looked_at_again(recorded: Recorded) -> None:
    edited = comment("I changed my mind.", "edited")
    edited["changes"] = {"body": {"from": "I read it.\r\n\r\n/vote yes"}}

    run = recorded.run("govbot.yml", "issue_comment", edited)

    assert run.steps[0] == LOOK
    assert "arguments: -I -B -m govbot run\n" in run.log


def test_a_comment_that_begins_with_a_command_does_not_wait_for_a_look(recorded: Recorded) -> None:
    run = recorded.run("govbot.yml", "issue_comment", comment("/vote yes"))

    assert LOOK not in run.steps
    assert "arguments: -I -B -m govbot run\n" in run.log


def test_a_look_that_cannot_be_taken_leaves_it_to_govbot(recorded: Recorded) -> None:
    long = "1/0 " + "\N{GRINNING FACE}" * 40_000  # more than a variable can hold
    run = recorded.run("govbot.yml", "issue_comment", comment(long))

    assert run.succeeded, run.log
    assert "arguments: -I -B -m govbot run\n" in run.log


@pytest.mark.parametrize(
    "body", ["+1", "Fine.\n\n-1", "0.", "／vote yes", "\uff0b\uff11", "Vote yes"]
)
def test_a_comment_that_may_be_a_ballot_starts_the_job(recorded: Recorded, body: str) -> None:
    run = recorded.run("govbot.yml", "issue_comment", comment(body))

    assert "arguments: -I -B -m govbot run\n" in run.log


@pytest.mark.parametrize(
    "attack",
    [
        "/vote yes $(touch {canary})",
        "/vote yes `touch {canary}`",
        "/vote yes'; touch {canary}; echo '",
        '/vote yes"; touch {canary}; echo "',
        "/vote yes\n\ntouch {canary}\n",
        "/vote yes\n::set-output name=x::y\n::error::owned\nEOF\ntouch {canary}",
        "/vote yes ${{{{ github.token }}}}",
        "$(touch {canary})`touch {canary}`'; touch {canary}; '\n/vote yes",
    ],
)
def test_a_comment_is_never_part_of_a_script(recorded: Recorded, attack: str) -> None:
    canary = recorded.folder / "canary"

    run = recorded.run("govbot.yml", "issue_comment", comment(attack.format(canary=canary)))

    assert run.succeeded, run.log
    assert "arguments: -I -B -m govbot run\n" in run.log
    assert "arguments counted: 5\n" in run.log
    assert not canary.exists()
    assert "owned" not in run.log


def test_a_title_or_branch_name_is_never_part_of_a_script(recorded: Recorded) -> None:
    canary = recorded.folder / "canary"
    attack = f'"; touch {canary}; $(touch {canary})'
    pull = {"number": 7, "title": attack, "body": attack, "head": {"ref": attack, "label": attack}}

    about = payload(action="opened", number=7, pull_request=pull)
    woken = payload(
        action="requested",
        workflow_run=RUN | {"head_branch": attack, "display_title": attack, "name": attack},
    )
    for workflow, event, content in (
        ("govbot-wake.yml", "pull_request", about),
        ("govbot.yml", "workflow_run", woken),
        ("check.yml", "pull_request", about),
    ):
        run = recorded.run(workflow, event, content)

        assert run.succeeded, run.log
        assert not canary.exists()


def test_the_report_is_the_summary_of_its_run(recorded: Recorded) -> None:
    run = recorded.run("report.yml", "schedule", payload())

    assert run.succeeded, run.log
    assert "arguments: -I -B -m govbot report --allow-empty\n" in run.summary


ONE_STEP = """
name: one step
on: workflow_dispatch
permissions: {{}}
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: {checkout}
      - uses: ./
        with:
          command: {command}
          arguments: {arguments}
"""


def with_inputs(recorded: Recorded, command: str, arguments: str) -> WorkflowRun:
    """What comes of another repository's workflow that gives the action these inputs."""
    published = (PROJECT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    (checkout,) = re.findall(r"actions/checkout@[0-9a-f]{40}", published)
    workflow = recorded.folder / "workflow.yml"
    workflow.write_text(
        ONE_STEP.format(
            checkout=checkout, command=json.dumps(command), arguments=json.dumps(arguments)
        ),
        encoding="utf-8",
    )
    return recorded.run(str(workflow), "workflow_dispatch", payload())


@pytest.mark.parametrize("command", ["sandbox", "", "run; id", "--help", "run check"])
def test_the_action_refuses_commands_it_does_not_offer(recorded: Recorded, command: str) -> None:
    run = with_inputs(recorded, command, "")

    assert not run.succeeded
    assert "none of run, check, report, plan, apply" in run.log
    assert "arguments:" not in run.log


def test_arguments_are_split_at_white_space_and_otherwise_left_alone(recorded: Recorded) -> None:
    run = with_inputs(recorded, "check", "--format  json\n* $(id)\t`id` $HOME\n")

    assert run.succeeded, run.log
    assert "arguments: -I -B -m govbot check --format json * $(id) `id` $HOME\n" in run.log
