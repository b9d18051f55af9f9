"""Reviews of a pull request: those that say yes or no, and as far back as they matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from govbot.core.accounts import Account
from govbot.core.changes import React
from govbot.core.governance import Governance
from govbot.core.snapshot import ReviewState, Snapshot
from govbot.gh import Connection, apply_changes, connect, read_pull_request
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server

LEDGER = "governance-ledger"


@pytest.fixture(autouse=True)
def rfc(world: World) -> None:
    """Pull request 1."""
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")


def read(connection: Connection, oldest_review_needed: int = 0) -> Snapshot:
    snapshot = read_pull_request(
        connection,
        1,
        Governance(),
        oldest_comment_needed=lambda _text: 2**62,
        oldest_review_needed=lambda _text: oldest_review_needed,
    )
    assert snapshot is not None
    return snapshot


def approve(world: World, count: int) -> list[int]:
    return [world.review(1, "APPROVE", f"review {n}", by="ada").id for n in range(count)]


def test_a_review_is_as_github_shows_it_in_the_same_request(
    world: World, connection: Connection
) -> None:
    world.advance(hours=1)
    given = world.review(1, "REQUEST_CHANGES", "The title is wrong.", by="ada")
    (review,) = read(connection).reviews
    assert connection.requests == 1
    assert (review.id, review.state) == (given.id, ReviewState.CHANGES_REQUESTED)
    assert review.author == Account(login="ada", id=1001)
    assert review.body == "The title is wrong."
    assert review.url.endswith(f"/example/commons/pull/1#pullrequestreview-{given.id}")
    assert review.submitted_at == world.now
    assert (review.edited_at, review.editor) == (None, None)


def test_an_edited_review_says_by_whom_and_when(world: World, connection: Connection) -> None:
    given = world.review(1, "APPROVE", "Yes.", by="ada")
    world.advance(hours=1)
    world.edit_review(given, "No!", by="mo")
    (review,) = read(connection).reviews
    assert (review.body, review.edited_at) == ("No!", world.now)
    assert review.editor == Account(login="mo", id=1020)
    assert review.submitted_at == world.now - timedelta(hours=1)


def test_a_dismissed_review_is_there_and_so_is_a_remark_that_may_hold_a_command(
    world: World, connection: Connection
) -> None:
    dismissed = world.review(1, "APPROVE", by="ada")
    world.review(1, "COMMENT", "/vote yes", by="ben")
    world.review(1, "APPROVE", by="cyd")
    world.dismiss_review(dismissed, "The text has changed.", by="mo")
    assert [(each.author.login, each.state.value) for each in read(connection).reviews] == [
        ("ada", "dismissed"),
        ("ben", "commented"),
        ("cyd", "approved"),
    ]


def test_a_reviewer_whose_account_is_gone_is_the_ghost(
    world: World, connection: Connection
) -> None:
    world.review(1, "APPROVE", by="ada")
    world.remove_person("ada")
    (review,) = read(connection).reviews
    assert review.author == Account(login="ghost", id=10137)


@pytest.mark.parametrize("count", [99, 100, 101, 200, 201])
def test_no_review_is_lost_or_doubled_at_the_edge_of_a_page(
    world: World, connection: Connection, count: int
) -> None:
    ids = approve(world, count)
    assert [review.id for review in read(connection).reviews] == ids
    assert connection.requests == -(-count // 100)


def test_reviews_that_the_ledger_has_taken_are_not_read_again(
    world: World, connection: Connection
) -> None:
    ids = approve(world, 250)
    newest = world.review(1, "REQUEST_CHANGES", "No.", by="ben").id
    assert [review.id for review in read(connection, newest + 1).reviews] == [*ids[151:], newest]
    assert connection.requests == 1


def test_reading_goes_back_until_a_page_holds_no_review_that_matters(
    world: World, connection: Connection
) -> None:
    ids = approve(world, 350)
    snapshot = read(connection, ids[200])
    assert {review.id for review in snapshot.reviews} >= set(ids[200:])
    assert connection.requests == 3


def test_pages_of_reviews_and_comments_share_their_requests(
    world: World, sandbox: Running, connection: Connection
) -> None:
    ids = approve(world, 150)
    said = [world.comment(1, f"comment {n}", by="ada").id for n in range(150)]
    snapshot = read_pull_request(connection, 1, Governance())
    assert snapshot is not None
    assert [review.id for review in snapshot.reviews] == ids
    assert [comment.id for comment in snapshot.comments] == said
    assert len(sandbox.requests) == connection.requests == 2


@pytest.mark.parametrize("folders", [["rfcs"], ["motions"], ["motions", "rfcs"]])
def test_how_far_to_go_back_follows_from_the_ledger_s_text(
    world: World, connection: Connection, folders: list[str]
) -> None:
    approve(world, 101)
    world.push_to(LEDGER, {f"{folder}/1.jsonl": f"{folder}\n" for folder in folders})
    seen: list[str] = []

    def oldest(text: str) -> int:
        seen.append(text)
        return 2**62

    snapshot = read_pull_request(connection, 1, Governance(), oldest, oldest)
    assert snapshot is not None
    assert seen == ["".join(f"{folder}\n" for folder in folders)] * 2
    assert len(snapshot.reviews) == 100


def test_a_review_is_marked_as_taken_by_a_reaction(world: World, connection: Connection) -> None:
    world.review(1, "APPROVE", by="ada")
    snapshot = read(connection)
    taken = React(node=snapshot.reviews[0].node, content="EYES")
    assert apply_changes(connection, snapshot, [taken]) == ()
    assert read(connection).reviews[0].reactions == {"EYES"}


# What only GitHub itself answers


@pytest.fixture
def recorded(world: World, sandbox: Running, connection: Connection) -> dict[str, Any]:
    """What GitHub answers about a pull request with three reviews, to be altered."""
    approve(world, 3)
    read(connection)
    asked = sandbox.requests[0].body
    return connection.query(asked["query"], asked["variables"]).data


def answered(recorded: dict[str, Any], answering: Callable[..., Server]) -> Snapshot:
    server = answering(Answer(body={"data": recorded}))
    with connect("example/commons", "token", server.url) as connection:
        return read(connection)


def test_a_review_begun_early_and_sent_late_is_the_last(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    first = recorded["repository"]["subject"]["reviews"]["nodes"][0]
    first["submittedAt"] = "2030-01-01T00:00:00Z"
    reviews = answered(recorded, answering).reviews
    assert [review.body for review in reviews] == ["review 1", "review 2", "review 0"]
    assert reviews[-1].id < reviews[0].id


def test_an_id_that_no_longer_fits_32_bits_is_whole(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    first = recorded["repository"]["subject"]["reviews"]["nodes"][0]
    first["url"] = "https://github.com/example/commons/pull/1#pullrequestreview-34123456789"
    assert 34123456789 in {review.id for review in answered(recorded, answering).reviews}


def test_reviews_that_github_does_not_list_are_none(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    recorded["repository"]["subject"]["reviews"] = None
    assert answered(recorded, answering).reviews == ()


def test_a_reaction_is_there_whoever_gave_it(world: World, connection: Connection) -> None:
    review = world.review(1, "APPROVE", by="ada")
    world.react(review, "eyes", by=ACTIONS)
    world.react(review, "confused", by="ben")
    (seen,) = read(connection).reviews
    assert seen.reactions == {"EYES", "CONFUSED"}
