"""Issues are read as pull requests are, and a motion's ledger file beside an RFC's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govbot.core.accounts import Account
from govbot.core.changes import AddComment, AddLabel, Change, React
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.markers import STATUS_MARKER
from govbot.core.snapshot import PullState, Snapshot
from govbot.gh import Connection, apply_changes, read_pull_request
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS

LEDGER = "governance-ledger"
LONG = "".join(f'{{"line":{index},"reason":"ä"}}\n' for index in range(25_000))


def read(connection: Connection, number: int = 1) -> Snapshot:
    snapshot = read_pull_request(connection, number, Governance())
    assert snapshot is not None
    return snapshot


@pytest.fixture(autouse=True)
def issue(world: World) -> None:
    """Issue 1, an hour old."""
    world.open_issue("Recall gus", "He never came.", by="zoe")
    world.advance(hours=1)


# Issues


def test_an_issue_is_read_in_one_request(
    world: World, sandbox: Running, connection: Connection
) -> None:
    world.comment(1, "/vote open recall", by="ada")
    world.push_to(LEDGER, {"motions/1.jsonl": "{}\n"})
    read(connection)
    assert connection.requests == len(sandbox.requests) == 1


def test_an_issue_is_as_github_shows_it(world: World, connection: Connection) -> None:
    world.create_label("motion")
    world.label(1, "motion", by="mo")
    comment = world.comment(1, "/vote open recall", by="ada")
    snapshot = read(connection)
    seen = snapshot.pull_request
    assert seen.is_issue
    assert (seen.number, seen.title, seen.body) == (1, "Recall gus", "He never came.")
    assert (seen.state, seen.author) == (PullState.OPEN, Account(login="zoe", id=1010))
    assert seen.url.endswith("/example/commons/issues/1")
    assert seen.labels == ("motion",)
    assert seen.created_at == world.now - timedelta(hours=1)
    assert (seen.head, seen.files, snapshot.documents) == ("", (), ())
    assert (seen.edited_at, seen.editor, seen.merged_at, seen.closed_at) == (None,) * 4
    assert (snapshot.check_run, snapshot.reviews) == (None, ())
    assert [each.id for each in snapshot.comments] == [comment.id]
    (move,) = snapshot.label_events
    assert (move.label, move.actor.login) == ("motion", "mo")


def test_an_issue_whose_text_was_changed_says_by_whom(world: World, connection: Connection) -> None:
    world.edit(1, body="He came once.", by="mo")
    seen = read(connection).pull_request
    assert (seen.body, seen.edited_at) == ("He came once.", world.now)
    assert seen.editor == Account(login="mo", id=1020)


def test_a_closed_issue_is_closed(world: World, connection: Connection) -> None:
    world.close(1, by="zoe")
    seen = read(connection).pull_request
    assert (seen.state, seen.closed_at) == (PullState.CLOSED, world.now)


def test_the_number_of_a_discussion_is_nothing(world: World, connection: Connection) -> None:
    number = world.open_discussion("General", "Hello", "Who is here?", by="zoe").number
    assert read_pull_request(connection, number, Governance()) is None


def test_every_comment_and_label_of_an_issue_is_read(world: World, connection: Connection) -> None:
    names = [f"label {index:03}" for index in range(130)]
    for name in names:
        world.create_label(name)
    world.label(1, *names, by="mo")
    ids = [world.comment(1, f"comment {index}", by="ada").id for index in range(230)]
    snapshot = read(connection)
    assert [comment.id for comment in snapshot.comments] == ids
    assert snapshot.pull_request.labels == tuple(names)
    assert connection.requests == 3


def test_a_status_comment_is_looked_for_once_a_motion_is_recorded(
    world: World, connection: Connection
) -> None:
    for index in range(10):
        world.comment(1, f"comment {index}", by="ada")
    status = world.comment(1, f"{STATUS_MARKER}\nOpen.", by=ACTIONS)
    for index in range(150):
        world.comment(1, f"comment {index}", by="ada")

    def found() -> bool:
        snapshot = read_pull_request(connection, 1, Governance(), lambda _text: 2**62)
        return snapshot is not None and status.id in {each.id for each in snapshot.comments}

    assert not found()
    world.push_to(LEDGER, {"motions/1.jsonl": "{}\n"})
    assert found()


def test_what_is_decided_of_an_issue_is_done_on_it(world: World, connection: Connection) -> None:
    world.create_label("rfc: voting")
    said = world.comment(1, "/vote yes", by="ada")
    snapshot = read(connection)
    changes: list[Change] = [
        AddLabel(label="rfc: voting"),
        AddComment(body="The vote is open.", purpose="the status comment"),
        React(node=snapshot.comments[0].node, content="EYES"),
    ]
    assert apply_changes(connection, snapshot, changes) == ()
    after = read(connection)
    assert after.pull_request.labels == ("rfc: voting",)
    assert [each.body for each in after.comments] == ["/vote yes", "The vote is open."]
    assert {each.reactions for each in after.comments if each.id == said.id} == {
        frozenset({"EYES"})
    }


# The motion's ledger file


def test_a_motion_s_text_is_told_from_an_rfc_s(world: World, connection: Connection) -> None:
    head = world.push_to(LEDGER, {"motions/1.jsonl": "motion\n", "rfcs/2.jsonl": "rfc\n"})
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": "one\n"}, by="zoe")
    motion, rfc = read(connection, 1).ledger, read(connection, 2).ledger
    assert (motion.head, motion.text, motion.motion_text) == (head, "", "motion\n")
    assert (rfc.head, rfc.text, rfc.motion_text) == (head, "rfc\n", "")


@pytest.mark.parametrize(("count", "folders"), [(2, ["motions"]), (3, ["motions", "rfcs"])])
def test_a_ledger_file_that_graphql_cuts_short_is_read_whole(
    world: World, connection: Connection, count: int, folders: list[str]
) -> None:
    world.push_to(LEDGER, {f"{folder}/1.jsonl": f"{folder}\n{LONG}" for folder in folders})
    ledger = read(connection).ledger
    assert ledger.motion_text == f"motions\n{LONG}"
    assert ledger.text == (f"rfcs\n{LONG}" if "rfcs" in folders else "")
    assert connection.requests == count


def test_a_motion_s_file_that_is_not_text_is_an_error(world: World, connection: Connection) -> None:
    world.push_to(LEDGER, {"motions/1.jsonl": b"\0\xff"})
    with pytest.raises(UserError, match="is not text"):
        read(connection)
