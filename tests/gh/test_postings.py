"""Where the end of a vote is announced, and what govbot said there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govbot.core.snapshot import Posting
from govbot.gh import Connection, GitHubUnavailable, Refused, connect, read_postings
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server


def on_issue(connection: Connection, number: int = 1) -> Posting:
    (posting,) = read_postings(connection, issue=number, category=None)
    return posting


def in_category(connection: Connection, name: str = "Announcements") -> Posting:
    (posting,) = read_postings(connection, issue=None, category=name)
    return posting


def bodies(posting: Posting) -> list[str]:
    assert all(posted.by_viewer for posted in posting.posted)
    return [posted.body for posted in posting.posted]


# An issue


def test_one_s_own_comments_on_an_issue_are_read_newest_first(
    world: World, sandbox: Running, connection: Connection
) -> None:
    world.open_issue("Decisions", by="mo")
    for body, login in (("one", ACTIONS), ("thanks", "zoe"), ("two", ACTIONS)):
        world.comment(1, body, by=login)
        world.advance(hours=1)
    posting = on_issue(connection)
    assert posting.place == "#1"
    assert bodies(posting) == ["two", "one"]
    assert connection.requests == len(sandbox.requests) == 1


def test_an_issue_may_be_a_pull_request(world: World, connection: Connection) -> None:
    world.open_pull_request("Minutes", {"minutes.md": "March\n"}, by="mo")
    world.comment(1, "one", by=ACTIONS)
    posting = on_issue(connection)
    assert posting.node is not None
    assert bodies(posting) == ["one"]


def test_an_issue_that_is_not_there_has_no_node(connection: Connection) -> None:
    assert on_issue(connection, 99) == Posting(place="#99", node=None)


# Discussions


def begin(world: World, body: str, by: str = ACTIONS, category: str = "Announcements") -> int:
    world.advance(minutes=1)
    return world.open_discussion(category, f"About {body}", body, by=by).number


@pytest.mark.parametrize("name", ["Announcements", "announcements", "ANNOUNCEMENTS"])
def test_one_s_own_discussions_in_a_category_are_read_newest_first(
    world: World, sandbox: Running, connection: Connection, name: str
) -> None:
    begin(world, "one")
    begin(world, "elsewhere", category="General")
    newest = begin(world, "two")
    world.grant("mo", "maintain")
    begin(world, "another's", by="mo")
    posting = in_category(connection, name)
    assert posting.place == "the discussions in Announcements"
    assert bodies(posting) == ["two", "one"]
    assert posting.posted[0].created_at == world.discussion(newest).created_at
    assert posting.posted[0].url.endswith(f"/example/commons/discussions/{newest}")
    assert connection.requests == len(sandbox.requests) == 1


def test_a_category_is_found_by_its_slug(world: World, connection: Connection) -> None:
    world.category("General").name = "Talk of the town"
    begin(world, "one", category="general")
    posting = in_category(connection, "general")
    assert posting.place == "the discussions in Talk of the town"
    assert bodies(posting) == ["one"]


def test_a_category_without_discussions_has_a_node(connection: Connection) -> None:
    posting = in_category(connection)
    assert posting.node is not None
    assert posting.posted == ()


def test_a_category_that_is_not_there_has_no_node(connection: Connection) -> None:
    assert in_category(connection, "Newsletter") == Posting(
        place="the discussions in Newsletter", node=None
    )


def test_where_discussions_are_off_there_is_no_category(
    world: World, connection: Connection
) -> None:
    begin(world, "one")
    world.enable_discussions(enabled=False)
    assert in_category(connection) == Posting(place="the discussions in Announcements", node=None)


def test_both_places_can_be_read_in_one_go(world: World, connection: Connection) -> None:
    world.open_issue("Decisions", by="mo")
    places = read_postings(connection, issue=1, category="General")
    assert [each.place for each in places] == ["#1", "the discussions in General"]


# Busy places


def test_a_busy_issue_is_read_back_to_when_the_vote_ended(
    world: World, connection: Connection
) -> None:
    world.open_issue("Decisions", by="mo")
    for _ in range(150):
        world.comment(1, "Old news.", by="zoe")
    world.advance(hours=1)
    ended = world.comment(1, "one", by=ACTIONS).created_at
    for _ in range(150):
        world.comment(1, "Well done.", by="zoe")
    (posting,) = read_postings(connection, issue=1, category=None, since=ended)
    assert bodies(posting) == ["one"]
    assert posting.is_whole
    assert connection.requests == 2, "what is older is not read"


def test_busy_discussions_are_read_back_to_when_the_vote_ended(
    world: World, connection: Connection
) -> None:
    for place in range(120):
        begin(world, f"old {place}", category="General")
    number = begin(world, "one")
    for place in range(120):
        begin(world, f"new {place}", category="General")
    ended = world.discussion(number).created_at
    (posting,) = read_postings(connection, issue=None, category="Announcements", since=ended)
    assert bodies(posting) == ["one"]
    assert posting.is_whole
    assert connection.requests == 2


def test_a_place_that_is_too_busy_is_read_in_part_and_said_to_be(
    world: World, connection: Connection
) -> None:
    world.open_issue("Decisions", by="mo")
    world.comment(1, "one", by=ACTIONS)
    for _ in range(1000):
        world.comment(1, "Well done.", by="zoe")
    posting = on_issue(connection)
    assert connection.requests == 10
    assert posting.node is not None
    assert posting.posted == ()
    assert not posting.is_whole


# What GitHub may withhold


@pytest.fixture
def recorded(world: World, sandbox: Running, connection: Connection) -> dict[str, Any]:
    """What GitHub answers about a category, to be altered."""
    begin(world, "one")
    in_category(connection)
    asked = sandbox.requests[0].body
    return connection.query(asked["query"], asked["variables"]).data


def withheld(
    recorded: dict[str, Any], answering: Callable[..., Server], kind: str, field: str
) -> Posting:
    """What is made of an answer whose repository is null because of the field."""
    problem = {"type": kind, "path": ["repository", field], "message": "Something went wrong"}
    body = {"data": recorded | {"repository": None}, "errors": [problem]}
    server = answering(Answer(body=body))
    with connect("example/commons", "token", server.url, patience=0) as connection:
        return in_category(connection)


@pytest.mark.parametrize("field", ["discussions", "discussionCategories"])
@pytest.mark.parametrize("kind", ["NOT_FOUND", "FORBIDDEN"])
def test_discussions_that_the_token_may_not_see_are_no_place(
    recorded: dict[str, Any], answering: Callable[..., Server], kind: str, field: str
) -> None:
    assert withheld(recorded, answering, kind, field).node is None


def test_an_answer_that_was_not_finished_is_not_taken_for_nothing_posted(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    with pytest.raises(GitHubUnavailable):
        withheld(recorded, answering, "INTERNAL", "discussions")


def test_a_repository_that_is_not_there_is_an_error(sandbox: Running) -> None:
    with (
        connect("example/nowhere", sandbox.token("ada"), sandbox.url) as connection,
        pytest.raises(Refused, match="example/nowhere"),
    ):
        in_category(connection)


def test_a_category_whose_discussions_are_not_known_is_no_place_to_post_in(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    recorded["repository"]["discussions"] = None
    server = answering(Answer(body={"data": recorded}))
    with connect("example/commons", "token", server.url) as connection:
        assert in_category(connection).node is None
