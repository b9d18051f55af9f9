"""Who took part in which vote, from the ledger on GitHub, and how little of it is read for that."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from govbot.app.participation import participation_on_github
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.records import write_records
from govbot.core.upkeep.participation import Participation, participation_in
from govbot.gh import Connection
from govbot.gh.participation import PARTICIPATION
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.communities import community
from tests.core.test_motions import Motion

LEDGER = "governance-ledger"


def governance(inactivity: dict[str, Any] | None) -> Governance:
    ruled = {} if inactivity is None else {"inactivity": inactivity}
    return community({"council": {"members": [{"github": "ada"}], **ruled}}, people=[])


RULED = governance({"missed": 3})


def read(connection: Connection, *, remembers: bool = True) -> tuple[Participation, ...]:
    return participation_on_github(connection, RULED, remembers=remembers)


def motion(**ballots: str) -> Motion:
    return Motion().opened().vote(**(ballots or {"ada": "yes", "ben": "yes", "cyd": "yes"}))


OPEN = motion()
CLOSED = motion(ada="yes", ben="no", cyd="yes", dee="yes").end()
TWICE = motion(eli="no", fay="yes", gus="no", ada="no").end()
TWICE.opened("budget", by="ben").vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()


def files(**motions: Motion) -> dict[str, str | bytes | None]:
    """Ledger files by number: `_12=CLOSED`."""
    return {
        f"motions/{name[1:]}.jsonl": write_records(each.records) for name, each in motions.items()
    }


def votes_of(number: int, scene: Motion) -> tuple[Participation, ...]:
    return participation_in(number, scene.state)


def listed(world: World) -> dict[str, Any] | None:
    found = world.git_of(world.repository()).file(LEDGER, PARTICIPATION)
    return None if found is None else json.loads(found)


def names(sandbox: Running, since: int = 0) -> list[str]:
    return [", ".join(each.operations) for each in sandbox.requests[since:]]


def test_where_no_body_has_a_rule_nothing_is_asked(
    sandbox: Running, connection: Connection
) -> None:
    assert participation_on_github(connection, governance(None), remembers=True) == ()
    assert names(sandbox) == []


def test_before_the_ledger_begins_nobody_took_part(
    sandbox: Running, connection: Connection
) -> None:
    assert read(connection) == ()
    assert names(sandbox) == ["Votes"]


def test_a_ledger_without_a_vote_is_no_trouble(world: World, connection: Connection) -> None:
    world.push_to(LEDGER, {"README.md": "The ledger.\n"})
    assert read(connection) == ()
    assert listed(world) is None


def test_once_listed_a_quiet_hour_takes_one_request(
    world: World, sandbox: Running, connection: Connection
) -> None:
    world.push_to(LEDGER, files(_12=CLOSED, _31=TWICE))
    expected = (*votes_of(12, CLOSED), *votes_of(31, TWICE))
    assert [each.name for each in expected] == ["#12", "#31", "#31 (vote 2)"]
    assert read(connection) == expected
    assert names(sandbox) == ["Votes", "Blobs", "Append"]
    assert read(connection) == expected
    assert names(sandbox, 3) == ["Votes"]


def test_only_what_changed_is_read_again(
    world: World, sandbox: Running, connection: Connection
) -> None:
    world.push_to(LEDGER, files(**{f"_{number}": CLOSED for number in range(1, 61)}))
    assert len(read(connection)) == 60
    # One text for all: what has the same git id is the same.
    assert names(sandbox) == ["Votes", "Blobs", "Append"]
    world.push_to(LEDGER, files(_7=TWICE))
    assert len(read(connection)) == 61
    assert names(sandbox, 3) == ["Votes", "Blobs", "Append"]
    assert len(read(connection)) == 61
    assert names(sandbox, 6) == ["Votes"]


def test_an_open_vote_is_read_each_time_and_never_listed(
    world: World, sandbox: Running, connection: Connection
) -> None:
    world.push_to(LEDGER, files(_12=CLOSED, _31=OPEN))
    assert read(connection) == votes_of(12, CLOSED)
    assert list((listed(world) or {})["numbers"]) == ["12"]
    asked = len(sandbox.requests)
    assert read(connection) == votes_of(12, CLOSED)
    assert names(sandbox, asked) == ["Votes", "Blobs"]


def test_who_only_plans_writes_no_list(world: World, connection: Connection) -> None:
    world.push_to(LEDGER, files(_12=CLOSED))
    assert read(connection, remembers=False) == votes_of(12, CLOSED)
    assert listed(world) is None


def test_a_number_that_was_a_motion_before_it_was_an_rfc_is_read_as_one(
    world: World, connection: Connection
) -> None:
    first = write_records(TWICE.records)
    cut = first.index('{"kind":"vote-opened"', first.index('{"kind":"vote-closed"'))
    world.push_to(LEDGER, {"motions/12.jsonl": first[:cut], "rfcs/12.jsonl": first[cut:]})
    assert read(connection) == votes_of(12, TWICE)
    assert read(connection) == votes_of(12, TWICE)


def test_a_file_that_is_gone_is_forgotten(world: World, connection: Connection) -> None:
    world.push_to(LEDGER, files(_12=CLOSED, _31=TWICE))
    read(connection)
    world.push_to(LEDGER, {"motions/31.jsonl": None})
    assert read(connection) == votes_of(12, CLOSED)


@pytest.mark.parametrize(
    ("text", "why"),
    [("no record\n", "not a record of the ledger"), (b"\xff\x00", "is no text")],
)
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(
    world: World, connection: Connection, text: str | bytes, why: str
) -> None:
    world.push_to(LEDGER, {"motions/31.jsonl": text})
    with pytest.raises(UserError, match=why) as caught:
        read(connection)
    assert "governance-ledger:motions/31.jsonl" in str(caught.value)


VOTE = {
    "vote": 1,
    "opened": "2026-03-01T09:00:00Z",
    "closed": "2026-03-11T09:00:00Z",
    "bodies": ["council"],
    "electorate": [0],
    "took_part": [],
}


@pytest.mark.parametrize(
    "change",
    [
        "no list",
        "",
        "[]",
        "7",
        "null",
        '{"rule": 1}',
        {"rule": 2},
        {"accounts": []},
        {"accounts": None},
        {"numbers": {"twelve": {"files": ["", ""], "votes": []}}},
        {"numbers": {"12": {"files": ["", ""], "votes": []}}},
        {"numbers": {"12": {"files": [], "votes": []}}},
        {"votes": [VOTE | {"electorate": [-1]}]},
        {"votes": [VOTE | {"electorate": [99]}]},
        {"votes": [VOTE | {"opened": "2026-03-01T09:00:00"}]},
        {"votes": [VOTE | {"closed": "in March"}]},
        {"votes": [VOTE | {"bodies": "council"}]},
        {"votes": [VOTE | {"more": 1}]},
    ],
    ids=str,
)
def test_a_list_that_makes_no_sense_says_nothing_and_is_written_anew(
    world: World, connection: Connection, change: str | dict[str, Any]
) -> None:
    world.push_to(LEDGER, files(_12=CLOSED))
    read(connection)
    good = listed(world)
    assert good is not None
    if isinstance(change, dict) and "votes" in change:
        number = good["numbers"]["12"] | change
        change = {"numbers": {"12": number}}
    world.push_to(
        LEDGER, {PARTICIPATION: change if isinstance(change, str) else json.dumps(good | change)}
    )
    assert read(connection) == votes_of(12, CLOSED)
    assert listed(world) == good


def test_an_old_list_tells_only_of_the_texts_that_it_was_made_from(
    world: World, connection: Connection
) -> None:
    world.push_to(LEDGER, files(_12=OPEN, _31=CLOSED))
    read(connection)
    old = json.dumps(listed(world))
    world.push_to(LEDGER, files(_12=CLOSED, _31=TWICE))
    read(connection)
    world.push_to(LEDGER, {PARTICIPATION: old})
    assert read(connection) == (*votes_of(12, CLOSED), *votes_of(31, TWICE))


def test_a_list_that_could_not_be_written_because_somebody_appended_is_written_the_next_time(
    world: World, connection: Connection
) -> None:
    world.push_to(LEDGER, files(_12=CLOSED))
    mutate = connection.mutate

    def late(*asked: Any) -> Any:
        world.push_to(LEDGER, {"rfcs/99.jsonl": ""})
        return mutate(*asked)

    connection.mutate = late  # type: ignore[method-assign, assignment]  # somebody comes first
    assert read(connection) == votes_of(12, CLOSED)
    assert listed(world) is None
    connection.mutate = mutate  # type: ignore[method-assign]  # and nobody any more
    assert read(connection) == votes_of(12, CLOSED)
    assert list((listed(world) or {})["numbers"]) == ["12", "99"]


def test_the_times_that_are_listed_are_those_of_the_records(
    world: World, connection: Connection
) -> None:
    world.push_to(LEDGER, files(_12=CLOSED))
    for _ in range(2):
        (vote,) = read(connection)
        assert vote.opened == datetime(2026, 3, 1, 9, tzinfo=UTC)
        assert vote.closed == datetime(2026, 3, 11, 9, tzinfo=UTC)
