"""What the schedule lists before it looks at anything, and how little that costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.governance import Governance, LedgerSettings, Settings
from govbot.core.sweep import Entry, Index, Listed, appearance_of
from govbot.gh import (
    SEEN,
    Connection,
    GitHubUnavailable,
    Overview,
    RateLimited,
    connect,
    list_done,
    list_numbers,
    list_open,
    read_overview,
    read_pull_request,
    write_lists,
)
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server

LEDGER = "governance-ledger"
GOVERNANCE = Governance()
NOTHING = Overview(
    head=None,
    branch=None,
    index=Index(page=50),
    rfcs=frozenset(),
    default_branch="main",
    queued=(),
    first_page={},
)


def open_many(world: World, many: int) -> None:
    for index in range(many):
        world.open_pull_request(f"Change {index}", {f"docs/{index:04}-x.md": "x\n"}, by="mo")


def pages(server: Server) -> list[int]:
    """How much was asked for at once, request by request."""
    return [each.body["variables"]["page"] for each in server.asked]


def listed(connection: Connection) -> list[Listed]:
    return list(
        list_open(connection, GOVERNANCE, read_overview(connection, GOVERNANCE), None).found
    )


def test_open_pull_requests_are_listed_whatever_they_change_the_last_changed_first(
    world: World, connection: Connection
) -> None:
    open_many(world, 3)
    world.open_issue("Not a pull request", by="zoe")
    world.advance(hours=1)
    world.label(2, "bug", by="mo")
    found = listed(connection)
    assert [(each.number, each.kind) for each in found] == [
        (2, "open"),
        (3, "open"),
        (1, "open"),
    ]
    assert connection.requests == 1, "the first of them come with the index"


def test_a_list_shows_things_as_a_full_look_does(world: World, connection: Connection) -> None:
    open_many(world, 1)
    world.label(1, "RFC: Voting", by="mo")
    world.lock_conversation(1, by="mo")
    (found,) = listed(connection)
    snapshot = read_pull_request(connection, 1, GOVERNANCE)
    assert snapshot is not None
    assert found.appearance == appearance_of(snapshot)


@pytest.mark.parametrize(
    "change",
    [
        lambda world: world.comment(1, "Hello.", by="zoe"),
        lambda world: world.push(1, {"docs/more.md": "y\n"}),
        lambda world: world.label(1, "rfc: voting", by="mo"),
        lambda world: world.lock_conversation(1, by="mo"),
        lambda world: world.close(1, by="mo"),
    ],
)
def test_whatever_changes_makes_it_look_otherwise(
    world: World, connection: Connection, change: Callable[[World], object]
) -> None:
    open_many(world, 1)
    (before,) = listed(connection)
    world.advance(minutes=1)
    change(world)
    (after,) = list_numbers(connection, GOVERNANCE, [1])
    assert after.appearance != before.appearance


def test_what_is_done_is_listed_back_to_the_hundred_that_changed_last(
    world: World, connection: Connection
) -> None:
    open_many(world, 130)
    for number in range(1, 121):
        world.advance(minutes=1)
        world.close(number, by="mo")
    listing = list_done(connection, GOVERNANCE, NOTHING, None)
    assert [each.number for each in listing.found] == list(range(120, 20, -1))
    assert not any(each.concerns for each in listing.found)
    assert connection.requests == 2
    assert len(listed(connection)) == 10


def test_what_is_done_concerns_govbot_by_a_stage_s_label_whatever_its_case(
    world: World, connection: Connection
) -> None:
    open_many(world, 2)
    world.create_label("RFC: Voting")
    world.label(2, "RFC: Voting", by="mo")
    for number in (1, 2):
        world.close(number, by="mo")
    listing = list_done(connection, GOVERNANCE, NOTHING, None)
    assert [(each.number, each.concerns) for each in listing.found] == [(2, True), (1, False)]


def test_what_is_done_concerns_govbot_where_the_ledger_knows_it_though_a_dead_run_took_the_label_off(
    world: World, connection: Connection
) -> None:
    open_many(world, 2)
    world.push_to(LEDGER, {"rfcs/2.jsonl": "one\n"})
    for number in (1, 2):
        world.close(number, by="mo")
    overview = read_overview(connection, GOVERNANCE)
    listing = list_done(connection, GOVERNANCE, overview, None)
    assert [(each.number, each.concerns) for each in listing.found] == [(2, True), (1, False)]


def test_a_list_ends_where_everything_changed_before(world: World, connection: Connection) -> None:
    open_many(world, 130)
    world.advance(days=1)
    since = world.now
    world.comment(7, "Hello.", by="zoe")
    overview = read_overview(connection, GOVERNANCE)
    asked = connection.requests
    found = list_open(connection, GOVERNANCE, overview, since).found
    assert connection.requests == asked, "the page that came with the index was enough"
    assert found[0].number == 7


def test_a_page_that_github_does_not_manage_is_halved_and_the_size_remembered(
    answering: Callable[..., Server],
) -> None:
    end = {"hasNextPage": False, "endCursor": None}
    page = {"data": {"repository": {"pullRequests": {"pageInfo": end, "nodes": []}}}}
    limit = {
        "type": "RESOURCE_LIMITS_EXCEEDED",
        "message": "Resource limits for this query exceeded.",
    }
    server = answering(
        Answer(body={"data": None, "errors": [limit]}),
        Answer(body={"data": None, "errors": [limit]}),
        Answer(body=page),
    )
    with connect("example/commons", "token", server.url) as connection:
        assert list_done(connection, GOVERNANCE, NOTHING, None).page == 12
    assert pages(server) == [50, 25, 12]


def test_a_page_that_github_never_manages_is_an_error(answering: Callable[..., Server]) -> None:
    limit = {
        "type": "RESOURCE_LIMITS_EXCEEDED",
        "message": "Resource limits for this query exceeded.",
    }
    server = answering(Answer(body={"data": None, "errors": [limit]}))
    with (
        connect("example/commons", "token", server.url) as connection,
        pytest.raises(GitHubUnavailable),
    ):
        list_done(connection, GOVERNANCE, NOTHING, None)
    assert pages(server) == [50, 25, 12, 6]


def test_a_rate_limit_is_not_met_with_smaller_pages(answering: Callable[..., Server]) -> None:
    limit = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
    server = answering(Answer(body={"data": None, "errors": [limit]}))
    with connect("example/commons", "token", server.url) as connection, pytest.raises(RateLimited):
        list_done(connection, GOVERNANCE, NOTHING, None)
    assert len(server.asked) == 1


def test_issues_and_what_is_gone_are_listed_by_number(world: World, connection: Connection) -> None:
    open_many(world, 1)
    world.open_issue("Recall gus", by="zoe")
    found = list_numbers(connection, GOVERNANCE, [1, 2, 99])
    assert [(each.number, each.kind) for each in found] == [
        (1, "motion"),
        (2, "motion"),
        (99, "motion"),
    ]
    assert list_numbers(connection, GOVERNANCE, []) == ()
    assert connection.requests == 1


def test_an_index_is_written_beside_the_ledger_and_read_again(
    world: World, connection: Connection
) -> None:
    world.push_to(LEDGER, {"rfcs/1.jsonl": "one\n"})
    index = Index(until=world.now, page=25, entries={1: Entry(appearance="5eed", looked=world.now)})
    head = read_overview(connection, GOVERNANCE).head
    lists = {SEEN: index.model_dump(mode="json", exclude_defaults=True)}
    write_lists(connection, GOVERNANCE, head, lists, "List what is at rest")
    assert read_overview(connection, GOVERNANCE).index == index
    write_lists(connection, GOVERNANCE, head, {SEEN: {}}, "From an old head")
    assert read_overview(connection, GOVERNANCE).index == index, "who came late changes nothing"


def test_the_first_index_makes_the_ledger_s_branch(
    world: World, sandbox: Running, connection: Connection
) -> None:
    governance = Governance(settings=Settings(ledger=LedgerSettings(branch="records/votes")))
    assert read_overview(connection, governance).head is None
    write_lists(connection, governance, None, {SEEN: {"page": 7}}, "List what is at rest")
    assert read_overview(connection, governance).index.page == 7


@pytest.mark.parametrize(
    "text",
    [
        '{"until": "2026-03-01T00:00:00"}',
        '{"page": 100000}',
        "",
        "{",
        "[]",
        '{"rule": 99}',
        '{"entries": {"x": {}}}',
        b"\0\xff",
    ],
)
def test_an_index_that_makes_no_sense_is_an_empty_one(
    world: World, connection: Connection, text: str | bytes
) -> None:
    world.push_to(LEDGER, {SEEN: text})
    assert read_overview(connection, GOVERNANCE).index == Index()


def test_what_waits_in_the_merge_queue_comes_with_the_index(
    world: World, connection: Connection
) -> None:
    open_many(world, 1)
    queued = world.enqueue(1, by="mo")
    assert read_overview(connection, GOVERNANCE).queued == (queued.head_oid,)
    assert read_overview(connection, GOVERNANCE).default_branch == "main"
