"""Reading and changing through GraphQL, as GitHub would answer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.conftest import PROPOSAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World


COMMENTS = """
query($after: String, $count: Int) {
  repository(owner: "example", name: "commons") {
    pullRequest(number: 1) {
      comments(first: $count, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { body fullDatabaseId databaseId viewerDidAuthor lastEditedAt
                author { __typename login } editor { login } }
      }
    }
  }
}
"""

COMMIT = """
mutation($head: GitObjectID!, $branch: String!, $contents: Base64String!) {
  createCommitOnBranch(input: {
    branch: {repositoryNameWithOwner: "example/commons", branchName: $branch}
    expectedHeadOid: $head
    message: {headline: "Record a ballot"}
    fileChanges: {additions: [{path: "rfcs/1.jsonl", contents: $contents}]}
  }) { commit { oid } }
}
"""


@pytest.fixture
def proposal(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")


def comments_of(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["data"]["repository"]["pullRequest"]["comments"]
    return found


@pytest.mark.usefixtures("proposal")
def test_every_comment_is_reached_in_pages_though_one_is_deleted_between(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    made = [world.comment(1, str(place), by="ada") for place in range(230)]
    seen: list[str] = []
    after = None
    while True:
        page = comments_of(ask(COMMENTS, after=after, count=100))
        seen += [node["body"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        if len(seen) == 100:
            world.delete_comment(made[99])
    assert seen == [str(place) for place in range(230)]


@pytest.mark.usefixtures("proposal")
def test_more_than_a_hundred_at_once_is_refused(ask: Callable[..., dict[str, Any]]) -> None:
    answer = ask(COMMENTS, count=101)
    assert answer["data"] is None
    assert answer["errors"][0]["type"] == "EXCESSIVE_PAGINATION"


@pytest.mark.usefixtures("proposal")
def test_a_list_without_bounds_is_refused(ask: Callable[..., dict[str, Any]]) -> None:
    answer = ask(COMMENTS)
    assert answer["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"


@pytest.mark.usefixtures("proposal")
def test_a_comment_shows_who_wrote_it_who_edited_it_and_when(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    comment = world.comment(1, "/vote yes", by="ada")
    world.comment(1, "status", by="github-actions[bot]")
    world.advance(hours=1)
    world.edit_comment(comment, "/vote no", by="mo")
    first, second = comments_of(ask(COMMENTS, count=10))["nodes"]
    assert first["author"] == {"__typename": "User", "login": "ada"}
    assert (first["editor"], first["lastEditedAt"]) == ({"login": "mo"}, "2026-03-01T01:00:00Z")
    assert (first["databaseId"], first["fullDatabaseId"]) == (None, str(comment.id))
    assert second["author"] == {"__typename": "Bot", "login": "github-actions"}
    assert (first["viewerDidAuthor"], second["viewerDidAuthor"]) == (False, True)


@pytest.mark.usefixtures("proposal")
def test_a_pull_request_shows_its_files_and_its_text_at_the_head(
    ask: Callable[..., dict[str, Any]],
) -> None:
    answer = ask(
        """{ repository(owner: "example", name: "commons") { pullRequest(number: 1) {
          files(first: 10) { nodes { path changeType additions } }
          headRepository { nameWithOwner }
          commits(last: 1) { nodes { commit { file(path: "rfcs") { object { ... on Tree {
            entries { path type object { ... on Blob { oid text isTruncated isBinary } } } } } }
          } } } } } }"""
    )
    pull = answer["data"]["repository"]["pullRequest"]
    assert pull["files"]["nodes"] == [
        {"path": "rfcs/0001-code.md", "changeType": "ADDED", "additions": 1}
    ]
    assert pull["headRepository"]["nameWithOwner"] == "zoe/commons"
    (entry,) = pull["commits"]["nodes"][0]["commit"]["file"]["object"]["entries"]
    assert entry["path"] == "rfcs/0001-code.md"
    assert entry["object"]["text"] == PROPOSAL


def test_a_binary_file_has_no_text_and_a_large_one_is_cut_off(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    world.push_to("main", {"image": b"\0\1", "large": "x" * 600_000})
    answer = ask(
        """{ repository(owner: "example", name: "commons") {
          image: object(expression: "main:image") { ... on Blob { text isBinary } }
          large: object(expression: "main:large") { ... on Blob { text isTruncated byteSize } }
          missing: object(expression: "main:nothing") { oid } } }"""
    )
    found = answer["data"]["repository"]
    assert found["image"] == {"text": None, "isBinary": True}
    assert found["large"]["isTruncated"]
    assert len(found["large"]["text"]) == 512_000
    assert found["large"]["byteSize"] == 600_000
    assert found["missing"] is None


def test_a_commit_lands_only_on_the_head_it_expects(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    git = world.git_of(world.repository())
    head = world.create_branch("governance-ledger")
    contents = base64.b64encode(b"{}\n").decode()
    given = {"branch": "governance-ledger", "contents": contents, "head": head}
    oid = ask(COMMIT, **given)["data"]["createCommitOnBranch"]["commit"]["oid"]
    assert git.branch("governance-ledger") == oid
    assert git.file("governance-ledger", "rfcs/1.jsonl") == b"{}\n"
    stale = ask(COMMIT, **given)
    assert stale["data"] == {"createCommitOnBranch": None}
    assert stale["errors"][0]["type"] == "STALE_DATA"
    assert f'Expected branch to point to "{head}"' in stale["errors"][0]["message"]
    assert git.branch("governance-ledger") == oid
    missing = ask(COMMIT, **(given | {"branch": "nowhere"}))
    assert missing["errors"][0]["type"] == "NOT_FOUND"


@pytest.mark.usefixtures("proposal")
def test_a_field_that_fails_does_not_undo_or_stop_the_others(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    world.create_label("voting", "fbca04", by="mo")
    head = world.pull_of(world.pull(1)).head_oid
    answer = ask(
        """mutation($head: GitObjectID!) {
          first: addComment(input: {subjectId: "PR_4001", body: "one"}) { clientMutationId }
          second: addLabelsToLabelable(input: {labelableId: "PR_4001", labelIds: ["LA_9"]}) {
            clientMutationId }
          third: addLabelsToLabelable(input: {labelableId: "PR_4001", labelIds: ["LA_2001"]}) {
            labelable { labels(first: 5) { nodes { name } } } }
          fourth: createCheckRun(input: {repositoryId: "R_500001", name: "govbot / rfc",
            headSha: $head, status: COMPLETED, conclusion: SUCCESS,
            output: {title: "Voting", summary: "4 of 7"}}) { checkRun { title conclusion } }
        }""",
        head=head,
    )
    assert [error["path"] for error in answer["errors"]] == [["second"]]
    assert answer["errors"][0]["type"] == "NOT_FOUND"
    assert answer["data"]["third"]["labelable"]["labels"]["nodes"] == [{"name": "voting"}]
    assert answer["data"]["fourth"]["checkRun"] == {"title": "Voting", "conclusion": "SUCCESS"}
    assert [comment.body for comment in world.issue(1).comments] == ["one"]


@pytest.mark.usefixtures("proposal")
def test_a_person_may_not_write_check_runs_or_others_comments(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    comment = world.comment(1, "mine", by="ada")
    head = world.pull_of(world.pull(1)).head_oid
    answer = ask(
        """mutation($head: GitObjectID!, $comment: ID!) {
          run: createCheckRun(input: {repositoryId: "R_500001", name: "x", headSha: $head}) {
            clientMutationId }
          edit: updateIssueComment(input: {id: $comment, body: "yours"}) { clientMutationId }
          own: addReaction(input: {subjectId: $comment, content: EYES}) {
            reaction { content user { login } } }
        }""",
        by="zoe",
        head=head,
        comment=f"IC_{comment.id}",
    )
    assert [error["type"] for error in answer["errors"]] == ["FORBIDDEN", "FORBIDDEN"]
    assert answer["data"]["own"]["reaction"] == {"content": "EYES", "user": {"login": "zoe"}}
    assert comment.body == "mine"


@pytest.mark.usefixtures("proposal")
def test_a_comment_that_is_too_long_or_empty_is_refused(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    add = """mutation($body: String!) {
      addComment(input: {subjectId: "PR_4001", body: $body}) { commentEdge { node { id } } } }"""
    assert ask(add, body="x" * 65_537)["errors"][0]["message"] == (
        "Body is too long (maximum is 65536 characters)"
    )
    assert ask(add, body=" ")["errors"][0]["type"] == "UNPROCESSABLE"
    assert "errors" not in ask(add, body="x" * 65_536)
    assert len(world.issue(1).comments) == 1


@pytest.mark.usefixtures("proposal")
def test_comments_are_edited_folded_and_deleted_and_pull_requests_closed_and_merged(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    comment = f"IC_{world.comment(1, 'one', by='mo').id}"
    answer = ask(
        """mutation($comment: ID!) {
          edit: updateIssueComment(input: {id: $comment, body: "two"}) { issueComment { body } }
          fold: minimizeComment(input: {subjectId: $comment, classifier: OUTDATED}) {
            minimizedComment { isMinimized } }
          close: closePullRequest(input: {pullRequestId: "PR_4001"}) { pullRequest { state } }
          open: reopenPullRequest(input: {pullRequestId: "PR_4001"}) { pullRequest { state } }
          delete: deleteIssueComment(input: {id: $comment}) { clientMutationId }
          merge: mergePullRequest(input: {pullRequestId: "PR_4001"}) {
            pullRequest { state merged mergeCommit { messageHeadline } } }
        }""",
        by="mo",
        comment=comment,
    )
    assert "errors" not in answer
    done = answer["data"]
    assert done["edit"]["issueComment"]["body"] == "two"
    assert done["fold"]["minimizedComment"]["isMinimized"]
    assert (done["close"], done["open"]) == (
        {"pullRequest": {"state": "CLOSED"}},
        {"pullRequest": {"state": "OPEN"}},
    )
    assert done["merge"]["pullRequest"]["mergeCommit"]["messageHeadline"] == (
        "Merge pull request #1 from zoe/zoe-patch-1"
    )
    assert world.issue(1).comments == []


def test_what_is_not_there_and_what_is_not_asked_well_are_errors_in_a_200(
    ask: Callable[..., dict[str, Any]],
) -> None:
    missing = ask(
        '{ repository(owner: "example", name: "commons") { pullRequest(number: 7) { id } } }'
    )
    assert missing["errors"][0]["type"] == "NOT_FOUND"
    assert missing["errors"][0]["path"] == ["repository", "pullRequest"]
    assert "data" not in ask("{ nonsense }")
    assert "data" not in ask("{")
    assert ask('{ node(id: "IC_1") { id } }')["errors"][0]["type"] == "NOT_FOUND"


def test_both_addresses_and_both_tokens_answer(
    running: Running, ask: Callable[..., dict[str, Any]]
) -> None:
    assert ask("{ viewer { login } }")["data"] == {"viewer": {"login": "github-actions[bot]"}}
    assert ask("{ viewer { login } }", by="ada")["data"] == {"viewer": {"login": "ada"}}
    assert [one.operations for one in running.requests] == [("viewer",), ("viewer",)]
