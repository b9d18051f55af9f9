"""What GitHub shows of a repository's settings, to whom, and what it says to everybody else."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from govbot.sandbox import Running, World
from govbot.sandbox.settings_model import (
    DeploymentTarget,
    ExecutionPolicy,
    RepositorySettings,
    Ruleset,
    StatusCheck,
    StrictBranch,
)
from govbot.sandbox.state_file import dump
from govbot.sandbox.state_file import parse as thaw

ACTIONS = "github-actions[bot]"
LEDGER = "governance-ledger"
WORKFLOW = "name: govbot\non:\n  schedule:\n    - cron: '0 * * * *'\n"
QUIET = "name: check\non: pull_request\n"


@pytest.fixture
def settings(world: World) -> RepositorySettings:
    world.grant("ada", "admin")
    files = {".github/workflows/govbot.yml": WORKFLOW, ".github/workflows/check.yml": QUIET}
    world.push_to("main", files, by="mo")
    return world.repository().settings


@pytest.fixture
def running(recorded: Running, settings: RepositorySettings) -> Running:
    return recorded


def ask(running: Running, path: str, by: str = "ada") -> tuple[int, Any]:
    answer = requests.get(
        f"{running.url}/repos/example/commons{path}",
        headers={"Authorization": f"Bearer {running.token(by)}"},
        timeout=10,
    )
    return answer.status_code, answer.json()


def shown(running: Running, path: str, by: str = "ada") -> Any:
    status, body = ask(running, path, by)
    assert status == 200, body
    return body


ADMINISTRATIVE = [
    "/actions/permissions",
    "/actions/permissions/selected-actions",
    "/actions/permissions/workflow",
    "/environments/teams/secrets",
]


@pytest.mark.parametrize("path", ADMINISTRATIVE)
def test_settings_are_shown_to_administrators_alone(
    running: Running, settings: RepositorySettings, path: str
) -> None:
    settings.environments = [DeploymentTarget("teams")]
    settings.allowed_actions = "selected"
    assert ask(running, path)[0] == 200
    status, body = ask(running, path, by="mo")
    assert (status, body["message"]) == (403, "Must have admin rights to Repository.")
    status, body = ask(running, path, by=ACTIONS)
    assert (status, body["message"]) == (403, "Resource not accessible by integration")


def test_what_actions_may_do_is_as_it_was_set(
    running: Running, world: World, settings: RepositorySettings
) -> None:
    permissions = shown(running, "/actions/permissions")
    assert (permissions["enabled"], permissions["allowed_actions"]) == (True, "all")
    settings.actions_enabled = False
    assert shown(running, "/actions/permissions")["enabled"] is False
    world.repository().workflows_may_propose = False
    assert shown(running, "/actions/permissions/workflow") == {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": False,
    }


def test_a_policy_shows_its_rules_by_itself_and_not_in_the_list(
    running: Running, settings: RepositorySettings
) -> None:
    settings.policies = [ExecutionPolicy(7, "Safe", "evaluate", events=["push"], actors=[1001])]
    [listed] = shown(running, "/actions/policies")["policies"]
    assert (listed["id"], listed["name"], listed["enforcement"]) == (7, "Safe", "evaluate")
    assert "rules" not in listed
    events, actors = shown(running, "/actions/policies/7")["rules"]
    assert events["parameters"] == {"allowed_events": ["push"]}
    assert actors["type"] == "restrict_action_actors"
    assert ask(running, "/actions/policies/8")[0] == 404
    assert ask(running, "/actions/policies", by="mo")[0] == 404
    settings.policies = None
    assert ask(running, "/actions/policies")[0] == 404


def test_workflows_are_those_of_the_default_branch(
    running: Running, settings: RepositorySettings
) -> None:
    settings.workflow_states = {".github/workflows/govbot.yml": "disabled_inactivity"}
    check, govbot = shown(running, "/actions/workflows", by="zoe")["workflows"]
    assert (check["name"], check["state"]) == ("check", "active")
    assert govbot["state"] == "disabled_inactivity"
    assert shown(running, "/actions/workflows/govbot.yml", by="zoe") == govbot
    assert ask(running, "/actions/workflows/gone.yml")[0] == 404


def test_each_schedule_is_a_run_of_the_workflows_that_have_one(
    running: Running, world: World
) -> None:
    at = "/actions/workflows/{}/runs?event=schedule&per_page=1"
    assert shown(running, at.format("govbot.yml"))["workflow_runs"] == []
    world.tick()
    world.advance(hours=3)
    world.tick()
    found = shown(running, at.format("govbot.yml"), by="zoe")
    assert found["total_count"] == 2
    [newest] = found["workflow_runs"]
    assert (newest["created_at"], newest["conclusion"]) == ("2026-03-01T03:00:00Z", "success")
    assert shown(running, at.format("check.yml"))["total_count"] == 0
    assert shown(running, "/actions/workflows/govbot.yml/runs?event=push")["total_count"] == 0


def test_rules_are_shown_to_everybody_for_a_branch_that_need_not_be_there(
    running: Running, settings: RepositorySettings
) -> None:
    checks = [StatusCheck("govbot / rfc", 15368), StatusCheck("ci")]
    settings.rulesets = [
        Ruleset(1, "Ledger", LEDGER, ["deletion", "non_fast_forward"]),
        Ruleset(2, "Main", "main", ["required_status_checks"], checks),
    ]
    ledger = shown(running, f"/rules/branches/{LEDGER}", by="zoe")
    assert [each["type"] for each in ledger] == ["deletion", "non_fast_forward"]
    [rule] = shown(running, "/rules/branches/main", by="zoe")
    assert rule["parameters"]["required_status_checks"] == [
        {"context": "govbot / rfc", "integration_id": 15368},
        {"context": "ci"},
    ]
    assert shown(running, "/rules/branches/other") == []


def test_of_classic_protection_everybody_is_shown_the_checks_and_no_more(
    running: Running, settings: RepositorySettings
) -> None:
    assert shown(running, "/branches/main", by="zoe")["protected"] is False
    assert ask(running, "/branches/main/protection")[1]["message"] == "Branch not protected"
    settings.protections = [StrictBranch("main", checks=[StatusCheck("govbot / rfc")])]
    branch = shown(running, "/branches/main", by="zoe")
    assert branch["protection"]["enabled"] is True
    assert branch["protection"]["required_status_checks"]["contexts"] == ["govbot / rfc"]
    whole = shown(running, "/branches/main/protection")
    assert whole["allow_force_pushes"] == {"enabled": False}
    assert whole["required_status_checks"]["checks"] == [
        {"context": "govbot / rfc", "app_id": None}
    ]
    assert ask(running, "/branches/main/protection", by="mo")[0] == 404
    assert ask(running, "/branches/main/protection", by=ACTIONS)[0] == 403
    assert ask(running, "/branches/gone")[0] == 404


@pytest.mark.parametrize(
    ("branches", "policy"),
    [
        (None, None),
        ("protected", {"protected_branches": True, "custom_branch_policies": False}),
        ("chosen", {"protected_branches": False, "custom_branch_policies": True}),
    ],
)
def test_an_environment_says_which_branches_may_use_it(
    running: Running, settings: RepositorySettings, branches: Any, policy: Any
) -> None:
    settings.environments = [DeploymentTarget("teams", branches, ["TOKEN"])]
    assert shown(running, "/environments/teams", by="zoe")["deployment_branch_policy"] == policy
    [secret] = shown(running, "/environments/teams/secrets")["secrets"]
    assert secret["name"] == "TOKEN"
    assert ask(running, "/environments/gone")[0] == 404


def test_a_repository_may_be_private_and_archived(
    running: Running, settings: RepositorySettings
) -> None:
    settings.private = settings.archived = True
    found = shown(running, "")
    assert (found["private"], found["visibility"], found["archived"]) == (True, "private", True)


def test_the_settings_are_kept_with_the_state(world: World, settings: RepositorySettings) -> None:
    settings.rulesets = [Ruleset(1, "Ledger", LEDGER, ["deletion"])]
    settings.environments = [DeploymentTarget("teams", "chosen")]
    assert thaw(dump(world)).repository().settings == settings
