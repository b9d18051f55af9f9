"""The token of a job may do what its `permissions:` say, and is refused everything else as on GitHub."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from graphql import GraphQLInputObjectType, get_named_type

from govbot.sandbox import Running, World, job_permissions, token_of_job
from govbot.sandbox.graph.execute import schema
from govbot.sandbox.graph.permissions import NEEDED, SUBJECTS
from tests.sandbox.conftest import PROPOSAL

ALL = ("checks", "contents", "discussions", "issues", "pull-requests")
SAID = "Resource not accessible by integration"


@pytest.fixture
def running(recorded: Running, world: World) -> Running:
    """A sandbox with a pull request of number 1, an issue of number 2, and a comment on each."""
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    world.open_issue("Recall gus", by="cyd")
    world.create_label("ready", by="mo")
    for number in (1, 2):
        world.comment(number, "Hello", by="github-actions[bot]")
    return recorded


def send(
    running: Running, scopes: tuple[str, ...], method: str, path: str, body: object = None
) -> requests.Response:
    token = token_of_job(dict.fromkeys(scopes, "write"))
    return requests.request(
        method,
        f"{running.url}{path}",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )


def change(running: Running, scopes: tuple[str, ...], fields: str) -> dict[str, Any]:
    answer = send(running, scopes, "POST", "/graphql", {"query": f"mutation {{ {fields} }}"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def comment_of(world: World, number: int) -> int:
    return world.issue(number).comments[0].id


HOME = "/repos/example/commons"
BY_REST: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "a comment on a pull request": ("pull-requests", "POST", "/issues/1/comments", {"body": "Hi"}),
    "a comment on an issue": ("issues", "POST", "/issues/2/comments", {"body": "Hi"}),
    "a label": ("issues", "POST", "/labels", {"name": "new", "color": "ffffff"}),
    "a label on a pull request": (
        "pull-requests",
        "POST",
        "/issues/1/labels",
        {"labels": ["ready"]},
    ),
    "an issue": ("issues", "POST", "/issues", {"title": "Another"}),
    "an issue's title": ("issues", "PATCH", "/issues/2", {"title": "Another"}),
    "a pull request's title": ("pull-requests", "PATCH", "/pulls/1", {"title": "Another"}),
    "a blob": ("contents", "POST", "/git/blobs", {"content": "x"}),
    "a check run": (
        "checks",
        "POST",
        "/check-runs",
        {"name": "check", "head_sha": "HEAD", "status": "in_progress"},
    ),
}


@pytest.mark.parametrize("name", BY_REST)
def test_by_rest_one_scope_is_enough_and_all_the_others_are_not(
    world: World, running: Running, name: str
) -> None:
    scope, method, path, body = BY_REST[name]
    if "head_sha" in body:
        body = body | {"head_sha": world.pull_of(world.issue(1)).head_oid}
    others = tuple(each for each in ALL if each != scope)
    refused = send(running, others, method, HOME + path, body)
    assert (refused.status_code, refused.json()["message"]) == (403, SAID)
    assert send(running, (scope,), method, HOME + path, body).status_code < 300


def test_a_comment_is_changed_by_the_scope_of_what_it_stands_on(
    world: World, running: Running
) -> None:
    for number, scope in ((1, "pull-requests"), (2, "issues")):
        path = f"{HOME}/issues/comments/{comment_of(world, number)}"
        others = tuple(each for each in ALL if each != scope)
        assert send(running, others, "PATCH", path, {"body": "No"}).status_code == 403
        assert send(running, (scope,), "PATCH", path, {"body": "Yes"}).status_code == 200


def test_by_graphql_what_is_refused_has_its_path_and_the_rest_is_done(
    world: World, running: Running
) -> None:
    pull, issue = (f"IC_{comment_of(world, number)}" for number in (1, 2))
    answer = change(
        running,
        ("issues",),
        f"""first: updateIssueComment(input: {{id: "{pull}", body: "No"}}) {{ clientMutationId }}
        second: updateIssueComment(input: {{id: "{issue}", body: "Yes"}}) {{ clientMutationId }}""",
    )
    (problem,) = answer["errors"]
    assert (problem["type"], problem["path"], problem["message"]) == ("FORBIDDEN", ["first"], SAID)
    assert answer["data"]["first"] is None
    assert [world.issue(number).comments[0].body for number in (1, 2)] == ["Hello", "Yes"]


MUTATIONS = {
    "closePullRequest": ("pull-requests", 'pullRequestId: "PULL"'),
    "closeIssue": ("issues", 'issueId: "ISSUE"'),
    "createDiscussion": (
        "discussions",
        'repositoryId: "HOME", categoryId: "CATEGORY", title: "T", body: "B"',
    ),
    "createCheckRun": ("checks", 'repositoryId: "HOME", headSha: "HEAD", name: "check"'),
    "createRef": ("contents", 'repositoryId: "HOME", name: "refs/heads/side", oid: "BASE"'),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_by_graphql_one_scope_is_enough_and_all_the_others_are_not(
    world: World, running: Running, name: str
) -> None:
    scope, given = MUTATIONS[name]
    home, pull = world.repository(), world.pull_of(world.issue(1))
    for word, value in {
        "PULL": f"PR_{pull.id}",
        "ISSUE": f"I_{world.issue(2).id}",
        "HOME": f"R_{home.id}",
        "CATEGORY": f"DIC_{home.discussion_categories[0].id}",
        "HEAD": pull.head_oid,
        "BASE": pull.base_oid,
    }.items():
        given = given.replace(f'"{word}"', f'"{value}"')
    fields = f"{name}(input: {{{given}}}) {{ clientMutationId }}"
    others = tuple(each for each in ALL if each != scope)
    (problem,) = change(running, others, fields)["errors"]
    assert (problem["type"], problem["path"]) == ("FORBIDDEN", [name])
    assert "errors" not in change(running, (scope,), fields)


def test_of_every_mutation_it_is_known_which_scope_it_needs() -> None:
    for name, field in schema().mutation_type.fields.items():  # type: ignore[union-attr]  # it has some
        given = get_named_type(field.args["input"].type)
        assert isinstance(given, GraphQLInputObjectType)
        assert name in NEEDED or set(SUBJECTS) & given.fields.keys(), name


def test_to_merge_takes_two(world: World, running: Running) -> None:
    path = f"{HOME}/pulls/1/merge"
    for one in ("contents", "pull-requests"):
        assert send(running, (one,), "PUT", path, {}).status_code == 403
    assert send(running, ("contents", "pull-requests"), "PUT", path, {}).status_code == 200


def test_everything_public_may_be_read_with_no_permission_at_all(running: Running) -> None:
    assert send(running, (), "GET", f"{HOME}/issues/1").status_code == 200
    asked = {"query": '{ repository(owner: "example", name: "commons") { name } }'}
    assert "errors" not in send(running, (), "POST", "/graphql", asked).json()


def test_github_may_not_tell_a_job_what_another_job_did(world: World, running: Running) -> None:
    world.react(world.issue(1).comments[0], "eyes", by="github-actions[bot]")
    query = """{ repository(owner: "example", name: "commons") { pullRequest(number: 1) {
      comments(first: 1) { nodes { viewerDidAuthor author { login }
        reactionGroups { content viewerHasReacted createdAt } } } } } }"""
    answer = send(running, ALL, "POST", "/graphql", {"query": query}).json()
    (seen,) = answer["data"]["repository"]["pullRequest"]["comments"]["nodes"]
    assert (seen["viewerDidAuthor"], seen["author"]["login"]) == (False, "github-actions")
    given = {each["content"] for each in seen["reactionGroups"] if each["createdAt"]}
    assert given == {"EYES"}
    assert not any(each["viewerHasReacted"] for each in seen["reactionGroups"])


def test_git_takes_a_push_for_contents_alone(running: Running) -> None:
    assert send(running, (), "GET", HOME).status_code == 200
    path = "/example/commons.git/info/refs?service=git-receive-pack"
    assert send(running, ("issues",), "GET", path).status_code == 403
    assert send(running, ("contents",), "GET", path).status_code == 200


@pytest.mark.parametrize(
    ("workflow", "expected"),
    [
        ("jobs: {a: {}}", {"contents": "read"}),
        ("{permissions: {}, jobs: {a: {}}}", {}),
        ("{permissions: {issues: write}, jobs: {a: {}}}", {"issues": "write"}),
        ("{permissions: {issues: write}, jobs: {a: {permissions: {}}}}", {}),
        (
            "{permissions: {issues: write}, jobs: {a: {permissions: {checks: read}}}}",
            {"checks": "read"},
        ),
    ],
)
def test_a_job_says_what_its_token_may_do_and_else_the_workflow_does(
    workflow: str, expected: dict[str, str]
) -> None:
    assert job_permissions(workflow, "a") == expected


def test_all_at_once_is_every_scope() -> None:
    given = job_permissions("{permissions: write-all, jobs: {a: {}}}", "a")
    assert given.keys() >= set(ALL)
    assert set(given.values()) == {"write"}
