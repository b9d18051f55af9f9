"""Reviews of pull requests, and merging by the run's own token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from github import Github, GithubException

from govbot.sandbox.refusals import Forbidden, InvalidInput
from tests.sandbox.conftest import PROPOSAL, client

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World

REVIEWS = """
query($first: Int, $last: Int, $after: String, $before: String,
      $states: [PullRequestReviewState!]) {
  repository(owner: "example", name: "commons") { pullRequest(number: 1) {
    reviews(first: $first, last: $last, after: $after, before: $before, states: $states) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id databaseId fullDatabaseId body state url submittedAt createdAt lastEditedAt
        viewerDidAuthor author { login } editor { login } commit { oid }
        reactionGroups { content viewerHasReacted } } } } } }
"""

MERGE = """
mutation($pull: ID!, $head: GitObjectID) {
  mergePullRequest(input: {pullRequestId: $pull, expectedHeadOid: $head, mergeMethod: MERGE,
    commitHeadline: "Accept RFC 1"}) {
    pullRequest { merged state mergedBy { login } mergeCommit { oid messageHeadline } } } }
"""


@pytest.fixture
def running(recorded: Running, world: World) -> Running:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    return recorded


@pytest.fixture
def ada(running: Running) -> Github:
    return client(running, "ada")


def reviews(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["data"]["repository"]["pullRequest"]["reviews"]
    return found


def test_a_review_is_submitted_edited_and_dismissed(
    world: World, running: Running, ada: Github
) -> None:
    pull = ada.get_repo("example/commons").get_pull(1)
    review = pull.create_review(body="Too long.", event="REQUEST_CHANGES")
    assert (review.state, review.user.login, review.commit_id) == (
        "CHANGES_REQUESTED",
        "ada",
        pull.head.sha,
    )
    review.edit("Far too long.")
    assert pull.get_review(review.id).body == "Far too long."
    theirs = client(running, "mo").get_repo("example/commons").get_pull(1)
    theirs.get_review(review.id).dismiss("It is short now.")
    assert [(one.id, one.state) for one in pull.get_reviews()] == [(review.id, "DISMISSED")]
    assert world.find_review(review.id)[2].editor == 1001


def test_nobody_approves_or_blocks_their_own_pull_request_but_may_comment(
    running: Running,
) -> None:
    pull = client(running, "ZOE").get_repo("example/commons").get_pull(1)
    for event, words in (
        ("APPROVE", "Can not approve your own pull request"),
        ("REQUEST_CHANGES", "Can not request changes on your own pull request"),
    ):
        with pytest.raises(GithubException) as refused:
            pull.create_review(body="Mine.", event=event)
        assert refused.value.status == 422
        assert refused.value.data["errors"] == [words]
    assert pull.create_review(body="Mine.", event="COMMENT").state == "COMMENTED"


def test_only_an_approval_may_say_nothing_and_actions_approves_nothing(
    running: Running, ada: Github
) -> None:
    pull = ada.get_repo("example/commons").get_pull(1)
    assert pull.create_review(event="APPROVE").body == ""
    for event in ("COMMENT", "REQUEST_CHANGES"):
        with pytest.raises(GithubException) as refused:
            pull.create_review(event=event)
        assert refused.value.status == 422
    run = client(running, "github-actions[bot]").get_repo("example/commons").get_pull(1)
    with pytest.raises(GithubException) as forbidden:
        run.create_review(event="APPROVE")
    assert "GitHub Actions is not permitted" in forbidden.value.data["errors"][0]


def test_a_review_stays_at_the_commit_that_was_read(
    world: World, running: Running, ask: Callable[..., dict[str, Any]]
) -> None:
    first = world.pull_of(world.pull(1)).head_oid
    world.review(1, "APPROVE", by="ada")
    second = world.push(1, {"rfcs/0001-code.md": "# Better\n"})
    client(running, "ben").get_repo("example/commons").get_pull(1).create_review(event="APPROVE")
    nodes = reviews(ask(REVIEWS, first=10))["nodes"]
    assert [(one["author"]["login"], one["commit"]["oid"]) for one in nodes] == [
        ("ada", first),
        ("ben", second),
    ]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda world, review: world.edit_review(review, "Yours.", by="zoe"),
        lambda world, review: world.dismiss_review(review, "No.", by="zoe"),
        lambda world, review: world.dismiss_review(review, "No.", by="ada"),
        lambda world, _: world.review(1, "COMMENT", "Too late.", by="ben"),
    ],
)
def test_what_somebody_may_not_do_to_a_review_is_refused(
    world: World, attempt: Callable[[World, int], Any]
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    review = world.review(1, "APPROVE", by="ada")
    world.lock_conversation(1, by="mo")
    with pytest.raises(Forbidden):
        attempt(world, review.id)


def test_what_has_no_force_cannot_be_dismissed_and_an_unknown_event_is_refused(
    world: World,
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    remark = world.review(1, "COMMENT", "Hm.", by="ada")
    approval = world.review(1, "APPROVE", by="ada")
    world.dismiss_review(approval, "Read it again.", by="mo")
    for review, word in ((remark, "commented"), (approval, "dismissed")):
        with pytest.raises(InvalidInput) as refused:
            world.dismiss_review(review, "No.", by="mo")
        assert refused.value.errors == [f"Can not dismiss a {word} pull request review"]
    with pytest.raises(InvalidInput):
        world.review(1, "PENDING", by="ada")


@pytest.mark.usefixtures("ada")
def test_reviews_are_paged_both_ways_and_chosen_by_state(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    for login in ("ben", "cyd", "dee"):
        world.review(1, "APPROVE", by=login)
    ada.get_repo("example/commons").get_pull(1).create_review(body="Hm.", event="COMMENT")

    def who(**page: object) -> tuple[list[str], dict[str, Any]]:
        found = reviews(ask(REVIEWS, **page))
        return [one["author"]["login"] for one in found["nodes"]], found["pageInfo"]

    first, info = who(first=3)
    assert (first, info["hasNextPage"]) == (["ben", "cyd", "dee"], True)
    assert who(first=3, after=info["endCursor"])[0] == ["ada"]
    last, info = who(last=2)
    assert (last, info["hasPreviousPage"]) == (["dee", "ada"], True)
    assert who(last=2, before=info["startCursor"])[0] == ["ben", "cyd"]
    assert who(first=9, states=["COMMENTED"])[0] == ["ada"]


def test_a_review_is_reacted_to_and_shows_who_edited_it_when(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    review = ada.get_repo("example/commons").get_pull(1).create_review(body="Hm.", event="COMMENT")
    world.advance(days=1)
    world.edit_review(review.id, "Well.", by="mo")
    answer = ask(
        """mutation($review: ID!) { addReaction(input: {subjectId: $review, content: EYES}) {
          subject { ... on PullRequestReview { body pullRequest { number } } } } }""",
        review=f"PRR_{review.id}",
    )
    assert answer["data"]["addReaction"]["subject"] == {
        "body": "Well.",
        "pullRequest": {"number": 1},
    }
    (node,) = reviews(ask(REVIEWS, first=1))["nodes"]
    groups = node.pop("reactionGroups")
    assert [one["content"] for one in groups if one["viewerHasReacted"]] == ["EYES"]
    assert node.pop("url").endswith(f"/example/commons/pull/1#pullrequestreview-{review.id}")
    assert node == {
        "id": f"PRR_{review.id}",
        # The id is larger than the 32 bits of an Int.
        "databaseId": None,
        "fullDatabaseId": str(review.id),
        "body": "Well.",
        "state": "COMMENTED",
        "submittedAt": "2026-03-01T00:00:00Z",
        "createdAt": "2026-03-01T00:00:00Z",
        "lastEditedAt": "2026-03-02T00:00:00Z",
        "viewerDidAuthor": False,
        "author": {"login": "ada"},
        "editor": {"login": "mo"},
        "commit": {"oid": world.pull_of(world.pull(1)).head_oid},
    }


@pytest.mark.usefixtures("ada")
def test_reviews_are_written_through_graphql_too(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    ada.get_repo("example/commons")
    made = ask(
        """mutation { addPullRequestReview(input: {pullRequestId: "PR_4001", event: APPROVE}) {
          pullRequestReview { id state } } }""",
        by="ada",
    )["data"]["addPullRequestReview"]["pullRequestReview"]
    assert made["state"] == "APPROVED"
    done = ask(
        """mutation($review: ID!) {
          edit: updatePullRequestReview(input: {pullRequestReviewId: $review, body: "Good."}) {
            pullRequestReview { body } }
          dismiss: dismissPullRequestReview(
            input: {pullRequestReviewId: $review, message: "It has changed."}) {
            pullRequestReview { state } } }""",
        by="mo",
        review=made["id"],
    )["data"]
    assert done["edit"]["pullRequestReview"]["body"] == "Good."
    assert done["dismiss"]["pullRequestReview"]["state"] == "DISMISSED"
    own = ask(
        """mutation { addPullRequestReview(input: {pullRequestId: "PR_4001", event: APPROVE}) {
          clientMutationId } }""",
        by="zoe",
    )
    assert own["errors"][0]["type"] == "UNPROCESSABLE"


@pytest.mark.usefixtures("ada")
def test_the_runs_own_token_merges_for_real_and_in_silence(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    head = ada.get_repo("example/commons").get_pull(1).head.sha
    before = len(world.state.events)
    answer = ask(MERGE, pull="PR_4001", head=head)
    merged = answer["data"]["mergePullRequest"]["pullRequest"]
    assert (merged["merged"], merged["state"]) == (True, "MERGED")
    assert merged["mergedBy"] == {"login": "github-actions"}
    assert merged["mergeCommit"]["messageHeadline"] == "Accept RFC 1"
    git = world.git_of(world.repository())
    assert git.branch("main") == merged["mergeCommit"]["oid"]
    assert git.file("main", "rfcs/0001-code.md") == PROPOSAL.encode()
    assert len(world.state.events) == before


@pytest.mark.usefixtures("ada")
def test_a_merge_of_a_head_that_has_moved_is_refused(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    read = ada.get_repo("example/commons").get_pull(1).head.sha
    world.push(1, {"rfcs/0001-code.md": "# Something else\n"})
    main = world.git_of(world.repository()).branch("main")
    answer = ask(MERGE, pull="PR_4001", head=read)
    assert answer["data"] == {"mergePullRequest": None}
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("UNPROCESSABLE", ["mergePullRequest"])
    assert error["message"] == "Head branch was modified. Review and try the merge again."
    assert world.git_of(world.repository()).branch("main") == main


@pytest.mark.usefixtures("ada")
def test_what_is_closed_merged_or_in_conflict_is_not_merged(
    world: World, ada: Github, ask: Callable[..., dict[str, Any]]
) -> None:
    ada.get_repo("example/commons")
    world.open_pull_request("Other", {"rfcs/0001-code.md": "# Other\n"}, by="ada")
    world.open_pull_request("Closed", {"rfcs/0003-more.md": "# More\n"}, by="ada")
    world.close(3)
    world.merge(1, by="mo")
    main = world.git_of(world.repository()).branch("main")
    for pull in ("PR_4001", "PR_4002", "PR_4003"):
        (error,) = ask(MERGE, pull=pull)["errors"]
        assert (error["type"], error["message"]) == (
            "UNPROCESSABLE",
            "Pull Request is not mergeable",
        )
    (forbidden,) = ask(MERGE, pull="PR_4002", by="zoe")["errors"]
    assert forbidden["type"] == "FORBIDDEN"
    assert world.git_of(world.repository()).branch("main") == main
