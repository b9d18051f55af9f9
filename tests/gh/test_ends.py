"""What is done once a vote is over: announcing, closing, merging, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Announce,
    Change,
    ClosePullRequest,
    DeleteDiscussion,
    MergePullRequest,
)
from govbot.core.governance import Governance
from govbot.core.snapshot import PullState, Snapshot
from govbot.gh import (
    Connection,
    Failure,
    apply_changes,
    connect,
    read_postings,
    read_pull_request,
)
from govbot.sandbox.model import Repository
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server

DONE = "The vote passed."


@pytest.fixture(autouse=True)
def rfc(world: World) -> None:
    """Pull request 1."""
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")


@pytest.fixture
def home(world: World) -> Repository:
    return world.repository()


def read(connection: Connection, number: int = 1) -> Snapshot:
    snapshot = read_pull_request(connection, number, Governance())
    assert snapshot is not None
    connection.requests = 0
    return snapshot


def apply(connection: Connection, *changes: Change, number: int = 1) -> tuple[Failure, ...]:
    return apply_changes(connection, read(connection, number), changes)


def state(connection: Connection, number: int = 1) -> PullState:
    return read(connection, number).pull_request.state


def merge(connection: Connection, method: str = "merge", head: str = "") -> MergePullRequest:
    return MergePullRequest.model_validate(
        {"head": head or read(connection).pull_request.head, "method": method, "purpose": "#1"}
    )


def said(body: str = DONE) -> AddComment:
    return AddComment(body=body, purpose="the status comment")


def comments(world: World, number: int = 1) -> list[str]:
    return [comment.body for comment in world.issue(number).comments]


CLOSE = ClosePullRequest(purpose="#1")


# Merging and closing


@pytest.mark.parametrize(("method", "parents"), [("merge", 2), ("squash", 1)])
def test_a_pull_request_is_merged_in_the_way_that_is_asked_for(
    world: World, home: Repository, connection: Connection, method: str, parents: int
) -> None:
    assert apply(connection, merge(connection, method)) == ()
    assert state(connection) is PullState.MERGED
    git = world.git_of(home)
    merged = git.get_commit(git.branch("main") or "")
    assert len(list(merged.parents)) == parents


def test_a_pull_request_is_closed(connection: Connection) -> None:
    assert apply(connection, CLOSE) == ()
    assert state(connection) is PullState.CLOSED


def test_an_issue_is_closed(world: World, connection: Connection) -> None:
    world.open_issue("Recall gus", by="zoe")
    assert apply(connection, CLOSE, number=2) == ()
    assert state(connection, 2) is PullState.CLOSED


@pytest.mark.parametrize("end", ["merge", "close"])
def test_the_end_comes_last_whatever_its_place_in_the_plan(
    world: World, sandbox: Running, connection: Connection, end: str
) -> None:
    world.create_label("rfc: accepted")
    change = merge(connection) if end == "merge" else CLOSE
    assert apply(connection, change, said(), AddLabel(label="rfc: accepted")) == ()
    assert connection.requests == 1
    asked = sandbox.requests[-1].body["query"]
    fields = [line.split()[1].partition("(")[0] for line in asked.splitlines()[1:-1]]
    assert fields == ["addComment", "addLabelsToLabelable", f"{end}PullRequest"]
    assert state(connection) is not PullState.OPEN
    assert comments(world) == [DONE]


def test_the_end_is_in_the_last_of_several_mutations(
    world: World, sandbox: Running, connection: Connection
) -> None:
    texts = [f"comment {index}" for index in range(30)]
    assert apply(connection, CLOSE, *map(said, texts)) == ()
    assert connection.requests == 4
    assert "closePullRequest" not in sandbox.requests[-2].body["query"]
    assert comments(world) == texts


# Announcing


def announcement(connection: Connection, body: str = DONE, issue: int | None = None) -> Announce:
    category = None if issue else "Announcements"
    (posting,) = read_postings(connection, issue=issue, category=category)
    assert posting.node is not None
    return Announce(
        node=posting.node,
        place=posting.place,
        is_discussion=issue is None,
        title="RFC 1 passed",
        body=body,
    )


def test_an_announcement_is_a_comment_on_an_issue(world: World, connection: Connection) -> None:
    world.open_issue("Decisions", by="mo")
    assert apply(connection, announcement(connection, issue=2)) == ()
    assert (comments(world, 1), comments(world, 2)) == ([], [DONE])
    (posting,) = read_postings(connection, issue=2, category=None)
    assert [posted.body for posted in posting.posted] == [DONE]


def test_an_announcement_is_a_discussion_with_a_title(
    world: World, home: Repository, connection: Connection
) -> None:
    assert apply(connection, announcement(connection)) == ()
    (discussion,) = home.discussions.values()
    assert (discussion.title, discussion.body) == ("RFC 1 passed", DONE)
    assert discussion.category == world.category("Announcements").id
    (posting,) = read_postings(connection, issue=None, category="Announcements")
    assert [posted.body for posted in posting.posted] == [DONE]


def test_a_discussion_that_was_begun_twice_is_deleted(
    home: Repository, connection: Connection
) -> None:
    apply(connection, announcement(connection, "one"), announcement(connection, "two"))
    (posting,) = read_postings(connection, issue=None, category="announcements")
    node = posting.posted[0].node
    assert apply(connection, DeleteDiscussion(node=node, purpose="a second copy")) == ()
    assert [discussion.body for discussion in home.discussions.values()] == ["one"]


def test_a_longer_announcement_than_github_takes_is_a_bug_and_nothing_is_sent(
    world: World, connection: Connection
) -> None:
    world.open_issue("Decisions", by="mo")
    with pytest.raises(ValueError, match="65537 characters"):
        apply(connection, said(), announcement(connection, "ä" * 65_537, issue=2))
    assert comments(world) == []


# What GitHub refuses


def refused(
    world: World, connection: Connection, change: Change, *others: Change
) -> tuple[Failure, ...]:
    """Apply a change that is refused among others, which are done."""
    failures = apply(connection, *others[:1], change, *others[1:], said())
    assert [failure.change for failure in failures] == [change]
    assert comments(world)[-1] == DONE
    return failures


def test_a_merge_that_conflicts_is_refused_and_the_rest_is_done(
    world: World, home: Repository, connection: Connection
) -> None:
    world.create_label("rfc: accepted")
    world.push_to("main", {"rfcs/0001-code.md": "another\n"})
    change = merge(connection)
    (failure,) = refused(world, connection, change, AddLabel(label="rfc: accepted"))
    assert str(failure) == (
        "merge #1: Pull Request is not mergeable. It conflicts with its base branch, is a draft, or"
        " was closed: mend that for the next run."
    )
    assert [label.name for label in world.labels_of(world.issue(1), home)] == ["rfc: accepted"]
    assert state(connection) is PullState.OPEN


def test_a_commit_that_nobody_voted_on_is_not_merged(world: World, connection: Connection) -> None:
    change = merge(connection)
    world.push(1, {"rfcs/0001-code.md": "Something else\n"})
    (failure,) = refused(world, connection, change)
    assert "the next run reads that and decides again" in failure.message
    assert state(connection) is PullState.OPEN


def test_a_way_to_merge_that_the_repository_does_not_allow_is_named(
    world: World, connection: Connection
) -> None:
    (failure,) = refused(world, connection, merge(connection, "rebase"))
    assert failure.message.startswith("Rebase merges are not allowed on this repository. Allow")


def test_who_may_not_merge_or_announce_is_told_what_it_takes(
    world: World, connection: Connection, connected: Callable[[str], Connection]
) -> None:
    world.open_issue("Decisions", by="mo")
    changes: Sequence[Change] = [
        merge(connection),
        announcement(connection),
        CLOSE,
    ]
    of_each = {each.change: each.message for each in apply(connected("ada"), *changes, said())}
    assert set(of_each) == set(changes)
    assert "`contents: write` and `pull-requests: write`" in of_each[changes[0]]
    assert "`discussions: write`" in of_each[changes[1]]
    assert "`issues: write`" in of_each[changes[2]]
    assert comments(world) == [DONE]
    assert state(connection) is PullState.OPEN


@pytest.mark.parametrize(
    ("github_says", "advice"),
    [
        ('Required status check "tests" is expected.', "The rules of the branch ask for more"),
        (
            "At least 1 approving review is required by reviewers with write access.",
            "The rules of the branch ask for more",
        ),
        ("Repository rule violations found", "The rules of the branch ask for more"),
        ("Base branch was modified. Review and try the merge again.", "Somebody pushed"),
        ("Head branch was modified. Review and try the merge again.", "Somebody pushed"),
        ("Pull Request has merge conflicts", "It conflicts with its base branch"),
        ("Pull Request is still a draft", "It conflicts with its base branch, is a draft"),
        ("Merge commits are not allowed on this repository.", "Allow this way to merge"),
        ("Merge already in progress", "It stays open until the next run, which tries again."),
    ],
)
def test_a_merge_that_is_refused_says_what_would_work(
    connection: Connection, answering: Callable[..., Server], github_says: str, advice: str
) -> None:
    snapshot, change = read(connection), merge(connection)
    problem = {"type": "UNPROCESSABLE", "path": ["change1"], "message": github_says}
    body = {"data": {"change0": {}, "change1": None}, "errors": [problem]}
    server = answering(Answer(body=body))
    with connect("example/commons", "token", server.url) as other:
        (failure,) = apply_changes(other, snapshot, [change, said()])
    assert failure.change == change
    assert failure.message.startswith(f"{github_says.rstrip('.')}. {advice}")


def test_discussions_that_were_switched_off_meanwhile_refuse_the_announcement(
    world: World, connection: Connection
) -> None:
    change = announcement(connection)
    world.enable_discussions(enabled=False)
    (failure,) = refused(world, connection, change)
    assert failure.message
