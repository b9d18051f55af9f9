"""`govbot plan`, `apply` and `run` against GitHub as the sandbox plays it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govbot.core.decide import Decision, decide
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.snapshot import Snapshot
from govbot.sandbox import Running, World, event_environment
from tests.cli.conftest import RFC, Clone, Govbot

GitHub = tuple[Running, Clone]


@pytest.fixture
def rfc(world: World, github: GitHub) -> int:
    """The number of a pull request that holds an RFC with nothing to mend."""
    number = world.next_number()
    path = f"rfcs/{number:04d}-one-ledger.md"
    return world.open_pull_request(
        "One ledger", {path: RFC.replace("champion: ada\n", "")}, by="zoe"
    ).number


def plan(govbot: Govbot, *arguments: str) -> dict[str, object]:
    done = govbot("plan", "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def test_a_plan_says_what_would_be_done_and_does_nothing(
    govbot: Govbot, world: World, github: GitHub, rfc: int
) -> None:
    done = govbot("plan")

    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Labels of example/commons:"
    assert (
        "  create the label `rfc: voting` (#fbca04, 'The vote is open, on the text as it stood when it opened.')"
        in lines
    )
    at = lines.index(f"#{rfc}, then in the stage `discussion`:")
    assert lines[at + 1] == "  record that zoe proposes an RFC: One ledger"
    assert "  put the label `rfc: discussion` on" in lines[at:]
    assert lines[-1] == "Nothing was changed. `govbot apply` does it."
    assert world.repository().labels == []
    assert not any(each.method in {"PATCH", "PUT", "DELETE"} for each in github[0].requests)
    assert govbot("plan").stdout == done.stdout


def test_a_plan_in_json_has_a_stable_shape(govbot: Govbot, rfc: int) -> None:
    answer = plan(govbot, "--pull-request", str(rfc))

    parts = ["labels", "pull_requests", "rosters", "teams", "codeowners"]
    assert list(answer) == ["repository", *parts]
    assert (answer["repository"], answer["labels"]) == ("example/commons", [])
    assert [answer[each] for each in parts[2:]] == [None, None, None]
    assert isinstance(answer["pull_requests"], list)
    (one,) = answer["pull_requests"]
    assert list(one) == ["number", "stage", "records", "changes", "error"]
    assert (one["number"], one["stage"], one["error"]) == (rfc, "discussion", None)
    assert one["records"][0] == "zoe proposes an RFC: One ledger"
    assert "put the label `rfc: discussion` on" in one["changes"]


def test_after_apply_there_is_nothing_to_plan(govbot: Govbot, world: World, rfc: int) -> None:
    done = govbot("apply")

    assert done.exit_code == 0, done.output
    assert "labels: create the label `rfc: voting`" in done.stdout
    assert f"#{rfc}: put the label `rfc: discussion` on" in done.stdout
    assert done.stdout.endswith("Done.\n")
    wanted = {DEFAULT_LIFECYCLE.label(stage) for stage in DEFAULT_LIFECYCLE.stages}
    assert wanted <= {each.name for each in world.repository().labels}
    answer = plan(govbot)
    assert answer["labels"] == []
    assert answer["pull_requests"] == [] or all(
        each["records"] == each["changes"] == []
        for each in answer["pull_requests"]  # type: ignore[attr-defined] # a list, from JSON
    )
    assert govbot("plan").stdout == "Nothing is to be done in example/commons.\n"


def test_rules_are_tried_before_they_are_committed_but_not_applied(
    govbot: Govbot, github: GitHub, rfc: int
) -> None:
    settings = 'lifecycle:\n  stages:\n    discussion: {label: "in discussion"}\n'
    github[1].write({"governance/govbot.yaml": settings})

    planned = plan(govbot, "--pull-request", str(rfc))
    applied = govbot("apply")

    assert "put the label `in discussion` on" in json.dumps(planned)
    assert applied.exit_code == 1
    assert applied.stderr.startswith(
        "The governance files are not committed: governance/govbot.yaml."
    )


def test_a_pull_request_that_is_not_there_is_said(govbot: Govbot, github: GitHub) -> None:
    for command in ("plan", "apply", "run"):
        done = govbot(command, "--pull-request", "99")

        assert done.exit_code == 1
        assert "There is no pull request or issue #99 in example/commons." in done.stderr


def test_the_repository_can_be_named(govbot: Govbot, github: GitHub) -> None:
    done = govbot("plan", "--repository", "example/elsewhere")

    assert done.exit_code == 1
    assert "example/elsewhere" in done.stderr


def test_a_wrong_token_is_said(
    govbot: Govbot, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "nobody's")

    done = govbot("plan")

    assert done.exit_code == 1
    assert done.stderr.startswith("GitHub did not accept the token.")


def test_a_run_answers_the_event_and_says_so_in_the_summary(
    govbot: Govbot,
    world: World,
    github: GitHub,
    rfc: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = next(each for each in reversed(world.state.events) if each.name == "workflow_run")
    for name, value in event_environment(world, opened, tmp_path).items():
        monkeypatch.setenv(name, value)
    github[1].git("checkout", "--quiet", "main")

    done = govbot("run")

    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"#{rfc}: stage `discussion`; recorded: registered")
    assert any(line.startswith("::notice title=govbot::") for line in lines)
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("## govbot\n\n- ")
    assert lines[0] in summary
    again = govbot("run")
    assert again.stdout.splitlines()[0] == f"#{rfc}: stage `discussion`"


def test_a_run_from_the_shell_needs_no_event(govbot: Govbot, rfc: int) -> None:
    done = govbot("run", "--pull-request", str(rfc))

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"#{rfc}: stage `discussion`; recorded: registered")
    assert "::" not in done.stdout


def test_a_bug_about_one_number_is_said_with_its_traceback_once_the_rest_is_done(
    govbot: Govbot, world: World, rfc: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = RFC.replace("champion: ada\n", "")
    other = world.open_pull_request("Two", {f"rfcs/{rfc + 1:04d}-two.md": text}, by="zoe").number

    def fails_on_the_first(snapshot: Snapshot, *rest: Any) -> Decision:
        if snapshot.pull_request.number == rfc:
            raise KeyError("no such thing")
        return decide(snapshot, *rest)

    monkeypatch.setattr("govbot.app.cycle.decide", fails_on_the_first)
    planned, applied = govbot("plan"), govbot("apply")

    assert f"#{rfc} cannot be planned:" in planned.stdout
    assert f"#{other}, then in the stage `discussion`:" in planned.stdout
    assert f"#{other}: recorded that zoe proposes an RFC: Two" in applied.stdout
    assert f"not done: #{rfc}: govbot has a bug: KeyError" in applied.stderr
    for done in (planned, applied):
        assert done.exit_code == 3
        assert "Traceback (most recent call last)" in done.stderr
        assert "in fails_on_the_first" in done.stderr


def test_a_run_without_an_event_says_what_is_missing(govbot: Govbot, github: GitHub) -> None:
    done = govbot("run")

    assert done.exit_code == 1
    assert "`govbot run --pull-request N` needs no event." in done.stderr


def test_what_was_recorded_can_be_read_from_the_clone(
    govbot: Govbot, world: World, github: GitHub, rfc: int
) -> None:
    govbot("apply")
    github[1].git("fetch", "--quiet")

    listed = json.loads(govbot("rfc", "list", "--format", "json").stdout)["rfcs"]
    report = govbot("report")

    assert [(each["number"], each["stage"]) for each in listed] == [(rfc, "discussion")]
    assert report.exit_code == 0, report.output
    assert "One ledger" in report.stdout
