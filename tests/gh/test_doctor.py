"""What GitHub shows of a repository's settings: read in few requests, and odd answers are no accident."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.doctor import Installation, Observed, PeopleSeen, Unseen, diagnose
from govbot.core.errors import Place, UserError
from govbot.core.governance import Governance
from govbot.gh import Connection, Refused, connect
from govbot.gh.accounts import Account
from govbot.gh.doctor import MOST, Inquiry, observe
from govbot.gh.lookups import accounts_called
from govbot.gh.reads import STRANGE, Reads
from govbot.sandbox.server import Running
from govbot.sandbox.settings_model import (
    DeploymentTarget,
    ExecutionPolicy,
    Ruleset,
    StatusCheck,
    StrictBranch,
)
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, REPOSITORY, Answer, Server

LEDGER = "governance-ledger"
RESET = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4102444800"}
WORKFLOW = ".github/workflows/govbot.yml"
EVERYTHING = Inquiry(
    ledger=LEDGER,
    files=("README.md", "gone.md"),
    labels=("rfc: voting", "no such label"),
    issues=(1, 99),
    workflow=WORKFLOW,
    environment="teams",
    with_categories=True,
)


@pytest.fixture
def settled(world: World) -> World:
    """A repository with something of everything."""
    text = "name: govbot\non:\n  schedule:\n    - cron: '0 * * * *'\n"
    world.push_to("main", {WORKFLOW: text}, by="mo")
    world.create_branch(LEDGER, by="mo")
    world.create_label("rfc: voting", "fbca04", "The vote is open.", by="mo")
    world.open_issue("Decisions", by="mo")
    world.tick()
    world.grant("ada", "admin")
    settings = world.repository().settings
    settings.allowed_actions = "selected"
    settings.patterns_allowed = ["example/*"]
    settings.policies = [ExecutionPolicy(7, "Safe", events=["push"])]
    checks = [StatusCheck("govbot / rfc", 15368)]
    settings.rulesets = [
        Ruleset(1, "Ledger", LEDGER, ["deletion", "non_fast_forward"]),
        Ruleset(2, "Main", "main", ["required_status_checks"], checks),
    ]
    settings.protections = [StrictBranch(LEDGER, force_pushes=True)]
    settings.environments = [DeploymentTarget("teams", "protected", ["TOKEN"])]
    return world


def look(connection: Connection, inquiry: Inquiry = EVERYTHING) -> Observed:
    return observe(Reads(connection, MOST), inquiry)


def shown(part: object) -> Any:
    """Return a part that was seen."""
    assert not isinstance(part, Unseen)
    return part


def unseen_in(observed: Observed) -> dict[str, str]:
    """Return what could not be seen, and the permission that would show it."""
    values = {each.name: getattr(observed, each.name) for each in fields(observed)}
    return {name: value.permission for name, value in values.items() if isinstance(value, Unseen)}


def test_an_administrator_is_shown_everything(
    settled: World, connected: Callable[[str], Connection]
) -> None:
    connection = connected("ada")
    seen = look(connection)

    assert unseen_in(seen) == {}
    assert shown(seen.repository).default_branch == "main"
    assert list(shown(seen.files)) == ["README.md"]
    assert shown(seen.selected).patterns_allowed == ["example/*"]
    [policy] = shown(seen.policies)
    assert policy.rules[0].parameters.allowed_events == ["push"]
    assert shown(seen.defaults).can_approve_pull_request_reviews
    assert [each.path for each in shown(seen.workflows)] == [WORKFLOW]
    assert shown(seen.last_run).created_at == settled.now
    assert [each.type for each in shown(seen.ledger_rules)] == ["deletion", "non_fast_forward"]
    assert shown(seen.protection).allow_force_pushes.enabled
    assert [each.name for each in shown(seen.labels)] == ["rfc: voting"]
    assert "Announcements" in shown(seen.categories)
    assert seen.issues == frozenset({1})
    assert shown(seen.environment).deployment_branch_policy["protected_branches"]
    assert seen.secrets == frozenset({"TOKEN"})
    assert connection.requests == 19


@pytest.mark.parametrize("login", ["mo", ACTIONS])
def test_who_is_no_administrator_is_told_which_permission_would_show_the_rest(
    settled: World, connected: Callable[[str], Connection], login: str
) -> None:
    assert unseen_in(look(connected(login))) == {
        **dict.fromkeys(("actions", "policies", "defaults", "protection"), "Administration: read"),
        "secrets": "Environments: read",
    }


def test_a_github_without_policies_shows_none(
    settled: World, connected: Callable[[str], Connection]
) -> None:
    settled.repository().settings.policies = None
    assert unseen_in(look(connected("ada"))) == {"policies": "Administration: read"}


def test_what_is_not_there_is_not_unseen(
    world: World, connected: Callable[[str], Connection]
) -> None:
    world.grant("ada", "admin")
    world.enable_discussions(enabled=False)
    seen = look(connected("ada"))
    parts = ("ledger", "protection", "environment", "categories", "last_run")
    assert {each: getattr(seen, each) for each in parts} == dict.fromkeys(parts)


def test_accounts_are_found_by_login_fifty_at_once(world: World, connection: Connection) -> None:
    logins = [world.add_person(f"person-{number:03}").login for number in range(60)]
    found = accounts_called(Reads(connection, MOST), ["ADA", "nobody", *logins])
    assert not isinstance(found, Unseen)
    assert found["ada"] == Account("ada", 1001, is_person=True)
    assert "nobody" not in found
    assert len(found) == 61
    assert connection.requests == 2


def test_no_more_is_asked_than_was_said(world: World, connection: Connection) -> None:
    reads = Reads(connection, 3)
    for _ in range(3):
        assert not isinstance(accounts_called(reads, ["ada"]), Unseen)
    fourth = accounts_called(reads, ["ada"])
    assert fourth == Unseen("GitHub was asked 3 times already, which is all that doctor asks.")
    assert connection.requests == 3


def test_a_large_community_is_asked_about_within_the_bound(
    settled: World, connected: Callable[[str], Connection]
) -> None:
    connection = connected("ada")
    settings = settled.repository().settings
    settings.policies = [ExecutionPolicy(number, f"Policy {number}") for number in range(30)]
    many = tuple(f"f{number}" for number in range(700))
    reads = Reads(connection, MOST)
    observe(reads, Inquiry(ledger=LEDGER, files=many, workflow=WORKFLOW))
    accounts_called(reads, [f"person-{number}" for number in range(2000)])
    assert connection.requests == MOST


def test_a_token_that_github_does_not_take_is_an_error(
    settled: World, connected: Callable[[str], Connection]
) -> None:
    known = connected("ada")
    with (
        connect(REPOSITORY, "not-a-token", known.api_url, patience=0) as stranger,
        pytest.raises(Refused, match="did not accept the token"),
    ):
        look(stranger)


def test_a_repository_that_is_not_shown_is_an_error(
    world: World, connected: Callable[[str], Connection]
) -> None:
    known = connected("ada")
    with (
        connect("example/other", "sandbox-ada", known.api_url, patience=0) as elsewhere,
        pytest.raises(UserError, match="GitHub has no repository example/other"),
    ):
        look(elsewhere)


def test_a_github_that_does_not_answer_is_not_asked_for_ever(
    answering: Callable[..., Server],
) -> None:
    server = answering(Answer(503, {"message": "down"}))
    with connect(REPOSITORY, "t", server.url, patience=0) as connection:
        seen = look(connection)
        assert connection.requests == 3
    assert len(unseen_in(seen)) > 10
    assert isinstance(seen.repository, Unseen)
    assert "an error of its own (503)" in seen.repository.why


def test_a_github_that_goes_away_after_any_request_is_no_accident(
    settled: World, sandbox: Running, connected: Callable[[str], Connection]
) -> None:
    whole = connected("ada")
    look(whole)
    for served in range(whole.requests):
        sandbox.faults.reset(f"kill-after:{served}")
        assert unseen_in(look(connected("ada")))


def test_a_rate_limit_ends_the_asking_at_once(answering: Callable[..., Server]) -> None:
    server = answering(Answer(403, {"message": "API rate limit exceeded."}, RESET))
    with connect(REPOSITORY, "t", server.url, patience=0) as connection:
        seen = look(connection)
        assert connection.requests == 1
    assert isinstance(seen.labels, Unseen)
    assert "its rate limit is used up" in seen.labels.why


# Odd answers


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**30), st.floats(), st.text(max_size=5)
)
NAMES = st.sampled_from(
    [
        "default_branch",
        "private",
        "enabled",
        "allowed_actions",
        "total_count",
        "policies",
        "id",
        "name",
        "enforcement",
        "rules",
        "type",
        "parameters",
        "allowed_events",
        "workflows",
        "path",
        "state",
        "created_at",
        "workflow_runs",
        "conclusion",
        "protection",
        "required_status_checks",
        "contexts",
        "checks",
        "context",
        "repository",
        "files0",
        "labels0",
        "issues0",
        "oid",
        "data",
        "errors",
        "message",
        "hasDiscussionsEnabled",
        "discussionCategories",
        "nodes",
        "deployment_branch_policy",
        "secrets",
    ]
)
ODD = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
HEALTHY: dict[str, Any] = {
    "": {"default_branch": "main", "private": False},
    "/actions/permissions": {"enabled": True, "allowed_actions": "selected"},
    "/actions/permissions/selected-actions": {"patterns_allowed": ["a/*"]},
    "/actions/permissions/workflow": {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": True,
    },
    "/actions/policies": {"policies": [{"id": 1, "name": "Safe", "enforcement": "active"}]},
    "/actions/policies/1": {
        "id": 1,
        "name": "Safe",
        "enforcement": "active",
        "rules": [{"type": "restrict_action_events", "parameters": {"allowed_events": ["push"]}}],
    },
    "/actions/workflows": {
        "workflows": [{"path": WORKFLOW, "state": "active", "created_at": "2026-01-01T00:00:00Z"}]
    },
    "/actions/workflows/govbot.yml/runs": {
        "workflow_runs": [{"created_at": "2026-01-01T00:00:00Z", "conclusion": None}]
    },
    "/rules/branches/main": [{"type": "required_status_checks", "parameters": {"a": 1}}],
    "/branches/main": {"name": "main", "protection": {"enabled": True}},
    f"/rules/branches/{LEDGER}": [{"type": "deletion"}],
    f"/branches/{LEDGER}": {"name": LEDGER, "protection": {"enabled": True}},
    f"/branches/{LEDGER}/protection": {"allow_deletions": {"enabled": False}},
    "/environments/teams": {"deployment_branch_policy": {"protected_branches": True}},
    "/environments/teams/secrets": {"secrets": [{"name": "TOKEN"}]},
    "/graphql": {
        "data": {
            "repository": {
                "files0": {"oid": "f11e"},
                "files1": None,
                "labels0": {"name": "rfc: voting", "color": "fbca04", "description": None},
                "labels1": None,
                "issues0": {"number": 1},
                "issues1": None,
                "hasDiscussionsEnabled": True,
                "discussionCategories": {"nodes": [{"name": "General", "slug": "general"}, None]},
            },
            "user0": {"login": "ada", "databaseId": 1001},
        },
        "errors": [{"type": "NOT_FOUND", "path": ["repository", "files1"], "message": "No."}],
    },
}


@st.composite
def odd_in_place(draw: st.DrawFn) -> dict[str, Any]:
    """Return the answers of a healthy repository, in some of which something is replaced."""
    answers = json.loads(json.dumps(HEALTHY))
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = answers
        key: Any = draw(st.sampled_from(sorted(answers)))
        while draw(st.booleans()) and isinstance(holder[key], dict | list) and holder[key]:
            holder, inner = holder[key], holder[key]
            key = draw(
                st.sampled_from(sorted(inner))
                if isinstance(inner, dict)
                else st.integers(0, len(inner) - 1)
            )
        holder[key] = draw(ODD)
    return dict(answers)


def asked_for(answer: Any, query: str) -> Any:
    """Return what a query asks for of a GraphQL answer that has everything, however odd it is."""
    if not isinstance(answer, dict):
        return answer
    return {
        name: value if name == "errors" else asked_for(value, query)
        for name, value in answer.items()
        if name in query or name in {"data", "errors"}
    }


def told(answers: dict[str, Any], status: int = 200) -> Connection:
    """Return a connection that is given these answers, by path."""

    def ask(verb: str, address: str, **sent: Any) -> tuple[int, dict[str, str], str]:
        path = address.removeprefix(f"/repos/{REPOSITORY}").partition("?")[0]
        answer = answers.get(path)
        if path == "/graphql":
            answer = asked_for(answer, sent["input"]["query"])
        else:
            assert verb == "GET"
        return status, {}, json.dumps(answer)

    client = Mock()
    client.requester.requestJson = ask
    client.requester.graphql_url = "/graphql"
    return Connection(REPOSITORY, "https://api.github.com", client, client)


def rows_of(connection: Connection) -> int:
    """Look, and return how many rows say something."""
    reads = Reads(connection, MOST)
    seen = Installation(
        repository=REPOSITORY,
        web=f"https://github.com/{REPOSITORY}",
        now=datetime(2026, 12, 1, tzinfo=UTC),
        governance=Governance(),
        findings=(),
        files={"README.md": ("f11e",)},
        workflows=(),
        written={},
        people=PeopleSeen(),
        token=None,
        places=lambda file, _path: Place(file),
        github=observe(reads, EVERYTHING),
    )
    accounts_called(reads, ["ada"])
    return sum(bool(diagnosis.says) for _, diagnosis in diagnose(seen))


ROWS = 17
"""How many rows there are."""


def test_the_healthy_answers_are_all_understood() -> None:
    assert unseen_in(look(told(HEALTHY))) == {}
    assert rows_of(told(HEALTHY)) == ROWS


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/actions/permissions", {"enabled": None}),
        ("/actions/permissions", {"enabled": "yes"}),
        ("/actions/permissions", {"enabled": True, "allowed_actions": "some"}),
        ("/actions/permissions", {}),
        ("/actions/policies", {"policies": None}),
        ("/actions/policies", {"total_count": 0}),
        ("/actions/workflows", {"workflows": [{"path": WORKFLOW, "state": None}]}),
        ("/actions/workflows/govbot.yml/runs", {"workflow_runs": [{"created_at": "soon"}]}),
        ("/rules/branches/main", [{"type": None}]),
        ("/rules/branches/main", [None]),
        ("/branches/main", {"name": None}),
        ("/graphql", {"data": {"repository": None}}),
        ("/graphql", {"data": {"repository": {}}}),
        ("/graphql", {"data": {"repository": {"files0": {"oid": None}, "files1": None}}}),
    ],
)
def test_what_github_does_not_document_is_said_and_not_guessed_at(path: str, answer: Any) -> None:
    seen = look(told(HEALTHY | {path: answer}))
    strange = [each.name for each in fields(seen) if getattr(seen, each.name) == STRANGE]
    assert strange
    assert not {"repository", "secrets"} & set(strange)


def test_a_fine_grained_token_is_told_what_it_lacks_for_what_graphql_shows() -> None:
    refused = {"type": "FORBIDDEN", "path": ["repository", "labels0"], "message": "Not for you."}
    answer = {"data": {"repository": {"labels0": None, "labels1": None}}, "errors": [refused]}
    seen = look(told(HEALTHY | {"/graphql": answer}))
    assert seen.labels == Unseen("This token may not see it.", "Issues: read")


def test_rules_that_a_plan_does_not_have_are_no_matter_of_the_token(
    answering: Callable[..., Server],
) -> None:
    words = "Upgrade to GitHub Pro or make this repository public to enable this feature."
    server = answering(Answer(403, {"message": words}))
    with connect(REPOSITORY, "t", server.url, patience=0) as connection:
        seen = look(connection)
    assert seen.ledger_rules == Unseen("GitHub has it in another plan only.")


@given(odd_in_place())
def test_something_odd_anywhere_in_an_answer_is_no_accident(answers: dict[str, Any]) -> None:
    assert rows_of(told(answers)) == ROWS


@given(ODD, st.sampled_from([200, 202, 300, 301, 403, 404, 409, 410, 422, 429, 451, 500, 502]))
def test_an_odd_answer_to_everything_is_no_accident(answer: Any, status: int) -> None:
    everything = dict.fromkeys(HEALTHY, answer)
    if status == 404:
        with pytest.raises(UserError, match="GitHub has no repository"):
            rows_of(told(everything, status))
    else:
        assert rows_of(told(everything, status)) == ROWS
