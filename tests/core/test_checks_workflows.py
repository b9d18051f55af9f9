"""What `govbot check` says of the workflows that run govbot."""

from __future__ import annotations

from dataclasses import replace

from govbot.core.checks import check_repository
from govbot.core.findings import Finding, Level
from govbot.core.workflows import WAKE, Workflow
from tests.core.test_checks import TODAY, community

GOVBOT = Workflow(
    ".github/workflows/govbot.yml",
    "govbot",
    frozenset({"workflow_run", "issue_comment", "schedule"}),
    frozenset({WAKE}),
    runs_govbot=True,
)
WAKES = Workflow(".github/workflows/govbot-wake.yml", WAKE, frozenset({"pull_request"}))


def found(*workflows: Workflow) -> list[Finding]:
    every = check_repository(community(), (), TODAY, actions=workflows)
    return [each for each in every if each.id.startswith("workflow-")]


def test_what_init_writes_is_right() -> None:
    assert found(GOVBOT, WAKES) == []


def test_a_repository_without_workflows_has_nothing_to_say_of_them() -> None:
    assert found() == []


def test_an_event_that_github_blocks_is_found_with_what_to_do() -> None:
    old = replace(GOVBOT, events=frozenset({"pull_request_target"}), after=frozenset())
    (finding,) = found(old)
    assert (finding.id, finding.level) == ("workflow-blocked-event", Level.WARNING)
    assert finding.file == ".github/workflows/govbot.yml"
    assert finding.message.startswith("GitHub blocks `pull_request_target` in public repositories")
    assert "write it again with `govbot init`" in (finding.hint or "")


def test_the_same_event_in_a_workflow_of_somebody_else_is_no_business_of_ours() -> None:
    theirs = Workflow(".github/workflows/labels.yml", "labels", frozenset({"pull_request_target"}))
    assert found(GOVBOT, WAKES, theirs) == []


def test_a_workflow_that_nothing_wakes_is_found() -> None:
    (finding,) = found(replace(GOVBOT, after=frozenset({"tests"})), WAKES)
    assert finding.id == "workflow-not-woken"
    assert "it does not listen to runs of “govbot wake”" in finding.message


def test_a_workflow_that_waits_for_one_that_is_not_there_is_found() -> None:
    (finding,) = found(GOVBOT)
    assert finding.id == "workflow-not-woken"
    assert "no workflow is called so" in finding.message
    assert finding.hint == "`govbot init` writes `.github/workflows/govbot-wake.yml`."
