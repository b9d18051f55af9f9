"""How much may be asked for at once, in a minute and in an hour."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from govbot.sandbox import ACTIONS_TOKEN, Running, World
from tests.sandbox.conftest import PROPOSAL

HOME = 'repository(owner: "example", name: "commons")'


def send(running: Running, method: str, path: str, body: object = None) -> requests.Response:
    return requests.request(
        method,
        f"{running.url}{path}",
        json=body,
        headers={"Authorization": f"Bearer {ACTIONS_TOKEN}"},
        timeout=10,
    )


def ask(running: Running, query: str, **variables: object) -> requests.Response:
    return send(running, "POST", "/graphql", {"query": query, "variables": variables})


def comment(running: Running) -> requests.Response:
    return send(running, "POST", "/repos/example/commons/issues/1/comments", {"body": "Hi"})


@pytest.fixture
def pull(world: World) -> str:
    """The node id of a pull request."""
    issue = world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    return f"PR_{world.pull_of(issue).id}"


# One request


def test_a_query_that_may_be_answered_with_too_much_is_refused_before_it_is_answered(
    running: Running,
) -> None:
    query = f"""query($many: Int) {{ {HOME} {{ issues(first: 100) {{ nodes {{
      comments(first: $many) {{ nodes {{ issue {{ labels(last: 100) {{ nodes {{ id }} }} }} }} }} }} }} }} }}"""
    answer = ask(running, query, many=100)
    assert answer.status_code == 200
    (problem,) = answer.json()["errors"]
    assert problem["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert (
        "labels connection, it is requesting up to 1,010,100 possible nodes" in (problem["message"])
    )
    assert "data" not in answer.json()
    assert "errors" not in ask(running, query, many=10).json()


@pytest.mark.parametrize(
    ("fields", "nodes", "cost"),
    [
        ("issues(first: 100) { nodes { number } }", 100, 1),
        ("issues(first: 100) { nodes { comments(first: 5) { nodes { id } } } }", 600, 1),
        (
            """issues(first: 100) { nodes { comments(last: 5) { nodes {
            issue { labels(first: 2) { nodes { id } } } } } } }""",
            1600,
            6,
        ),
        ("issues(first: 100) @include(if: false) { nodes { number } } name", 0, 1),
        ("...Some", 7, 1),
        ("... on Repository { issues(first: 7) { nodes { number } } }", 7, 1),
    ],
)
def test_a_query_costs_a_point_for_every_hundred_lists_that_it_follows(
    running: Running, fields: str, nodes: int, cost: int
) -> None:
    fragment = "fragment Some on Repository { issues(first: 7) { nodes { number } } }"
    query = f"{{ rateLimit {{ cost nodeCount remaining used limit }} {HOME} {{ {fields} }} }}"
    answer = ask(running, query + (fragment if "Some" in fields else ""))
    found = answer.json()["data"]["rateLimit"]
    assert (found["nodeCount"], found["cost"]) == (nodes, cost)
    assert (found["used"], found["remaining"], found["limit"]) == (cost, 1000 - cost, 1000)
    assert answer.headers["x-ratelimit-resource"] == "graphql"
    assert answer.headers["x-ratelimit-remaining"] == str(1000 - cost)


def test_an_answer_that_grows_too_large_breaks_off_with_the_paths_of_what_it_lacks(
    world: World, running: Running, pull: str
) -> None:
    for number in range(100):
        world.comment(1, str(number), by="ada")
    groups = (
        "reactionGroups { content createdAt viewerHasReacted reactors(first: 1) { totalCount } }"
    )
    many = " ".join(f"a{n}: comments(first: 100) {{ nodes {{ {groups} }} }}" for n in range(10))
    answer = ask(running, f"{{ {HOME} {{ pullRequest(number: 1) {{ {many} }} }} }}")
    assert answer.status_code == 200
    problems = answer.json()["errors"]
    assert {each["type"] for each in problems} == {"RESOURCE_LIMITS_EXCEEDED"}
    assert problems[0]["path"][:2] == ["repository", "pullRequest"]


def test_the_files_of_more_than_fifty_pull_requests_take_too_long(
    world: World, running: Running
) -> None:
    for number in range(51):
        world.open_pull_request(str(number), {f"{number}.md": "Text\n"}, by="mo", head=f"b{number}")
    query = f"""query($many: Int) {{ {HOME} {{ pullRequests(first: $many) {{ nodes {{
      files(first: 1) {{ nodes {{ path }} }} }} }} }} }}"""
    assert "errors" not in ask(running, query, many=50).json()
    late = ask(running, query, many=51)
    assert late.status_code == 502
    assert "timeout" in late.json()["errors"][0]["message"]


def changes(pull: str, count: int) -> str:
    fields = "\n".join(
        f'c{n}: addComment(input: {{subjectId: "{pull}", body: "{n}"}}) {{ clientMutationId }}'
        for n in range(count)
    )
    return f"mutation {{ {fields} }}"


def test_of_a_mutation_with_more_than_ten_changes_the_first_ten_are_made(
    world: World, running: Running, pull: str
) -> None:
    answer = ask(running, changes(pull, 12))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    assert [each["path"] for each in found["errors"]] == [["c10"], ["c11"]]
    assert {each["type"] for each in found["errors"]} == {"RESOURCE_LIMITS_EXCEEDED"}
    assert (found["data"]["c9"], found["data"]["c10"]) == ({"clientMutationId": None}, None)
    assert [each.body for each in world.issue(1).comments] == [str(n) for n in range(10)]


def test_a_fault_stops_the_first_mutation_that_has_more_changes_and_no_other(
    world: World, running: Running, pull: str
) -> None:
    running.faults.reset("partial:2")
    assert "errors" not in ask(running, changes(pull, 2)).json()
    stopped = ask(running, changes(pull, 4)).json()
    assert [each["path"] for each in stopped["errors"]] == [["c2"], ["c3"]]
    assert "errors" not in ask(running, changes(pull, 4)).json()
    assert len(world.issue(1).comments) == 8


# A minute and an hour


@pytest.mark.usefixtures("pull")
def test_content_is_made_eighty_times_a_minute(world: World, running: Running) -> None:
    assert {comment(running).status_code for _ in range(80)} == {201}
    refused = comment(running)
    assert (refused.status_code, refused.headers["retry-after"]) == (403, "60")
    assert "secondary rate limit" in refused.json()["message"]
    assert send(running, "GET", "/repos/example/commons").status_code == 200, (
        "to read is no content"
    )
    world.advance(minutes=1)
    assert comment(running).status_code == 201
    assert len(world.issue(1).comments) == 81


def test_by_graphql_that_is_said_with_either_status(running: Running, pull: str) -> None:
    for _ in range(80):
        assert "errors" not in ask(running, changes(pull, 1)).json()
    answers = [ask(running, changes(pull, 1)) for _ in range(2)]
    assert sorted(each.status_code for each in answers) == [200, 403]
    assert all("secondary rate limit" in each.text for each in answers)


@pytest.mark.usefixtures("pull")
def test_content_is_made_five_hundred_times_an_hour(world: World, running: Running) -> None:
    made = 0
    for _ in range(10):
        made += sum(comment(running).status_code == 201 for _ in range(60))
        world.advance(minutes=2)
    assert made == 500
    world.advance(minutes=50)
    assert comment(running).status_code == 201


def test_the_workflow_s_token_has_a_thousand_requests_an_hour(
    world: World, running: Running
) -> None:
    budget = running.sandbox.limits.budget(world.person("github-actions[bot]"), "core", world.now)
    budget.used = 999
    last = send(running, "GET", "/repos/example/commons")
    assert (last.status_code, last.headers["x-ratelimit-remaining"]) == (200, "0")
    refused = send(running, "GET", "/repos/example/commons")
    assert (refused.status_code, refused.headers["x-ratelimit-remaining"]) == (403, "0")
    assert refused.headers["x-ratelimit-resource"] == "core"
    assert int(refused.headers["x-ratelimit-reset"]) == world.now.timestamp() + 3600
    assert send(running, "GET", "/rate_limit").json()["resources"]["graphql"]["remaining"] == 1000
    world.advance(hours=1)
    assert send(running, "GET", "/repos/example/commons").status_code == 200


def test_by_graphql_a_spent_hour_is_said_with_200(world: World, running: Running) -> None:
    who = world.person("github-actions[bot]")
    running.sandbox.limits.budget(who, "graphql", world.now).used = 1000
    refused = ask(running, "{ viewer { login } }")
    assert refused.status_code == 200
    assert refused.json()["errors"][0]["type"] == "RATE_LIMITED"
    assert refused.headers["x-ratelimit-remaining"] == "0"


# What is not there yet, and what is no more


@pytest.mark.usefixtures("pull")
def test_a_new_branch_is_not_seen_for_a_while(world: World, running: Running) -> None:
    running.faults.reset("lagging-ref:2")
    head = world.git_of(world.repository()).branch("main") or ""
    path = "/repos/example/commons/git"
    made = send(running, "POST", f"{path}/refs", {"ref": "refs/heads/side", "sha": head})
    assert made.status_code == 201
    again = send(running, "POST", f"{path}/refs", {"ref": "refs/heads/side", "sha": head})
    assert (again.status_code, again.json()["message"]) == (422, "Reference already exists")

    commit = """mutation($head: GitObjectID!) { createCommitOnBranch(input: {
      branch: {repositoryNameWithOwner: "example/commons", branchName: "side"}
      expectedHeadOid: $head, message: {headline: "One"}
      fileChanges: {additions: [{path: "a", contents: ""}]} }) { commit { oid } } }"""
    seen = []
    for _ in range(3):
        answer = ask(running, commit, head=head).json()
        ref = ask(running, f'{{ {HOME} {{ ref(qualifiedName: "refs/heads/side") {{ name }} }} }}')
        by_rest = send(running, "GET", f"{path}/ref/heads/side").status_code
        kind = answer["errors"][0]["type"] if "errors" in answer else ""
        seen.append((kind, ref.json()["data"]["repository"]["ref"], by_rest))
        world.advance(seconds=1)
    assert seen == [
        ("STALE_DATA", None, 404),
        ("NOT_FOUND", None, 404),
        ("", {"name": "side"}, 200),
    ]


def test_a_label_that_was_deleted_is_null_in_what_happened(
    world: World, running: Running, pull: str
) -> None:
    world.label(1, "ready", "late", by="mo")
    world.unlabel(1, "late", by="mo")
    world.delete_label("late", by="mo")
    answer = ask(
        running,
        f"""{{ {HOME} {{ pullRequest(number: 1) {{ timelineItems(first: 10,
        itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {{ nodes {{ __typename
        ... on LabeledEvent {{ label {{ name }} }} ... on UnlabeledEvent {{ label {{ name }} }} }} }} }} }} }}""",
    ).json()
    assert "errors" not in answer
    assert answer["data"]["repository"]["pullRequest"]["timelineItems"]["nodes"] == [
        {"__typename": "LabeledEvent", "label": {"name": "ready"}},
        {"__typename": "LabeledEvent", "label": None},
        {"__typename": "UnlabeledEvent", "label": None},
    ]


def test_of_several_nodes_one_that_is_gone_is_null(running: Running, pull: str) -> None:
    answer = ask(running, f'{{ nodes(ids: ["{pull}", "IC_1"]) {{ id }} }}').json()
    assert answer["data"]["nodes"] == [{"id": pull}, None]
    assert answer["errors"][0]["path"] == ["nodes", 1]
