"""Appending to the ledger: once, in one commit, and only if nobody was faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.errors import UserError
from govbot.core.governance import Governance, LedgerSettings, Settings
from govbot.gh import (
    Connection,
    GitHubUnavailable,
    Refused,
    StaleLedger,
    append_records,
    connect,
    read_pull_request,
)
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server

LEDGER = "governance-ledger"
ONE = '{"kind":"registered"}\n'
TWO = '{"kind":"stage","why":"größer → λ"}\n'


def append(
    connection: Connection,
    head: str | None,
    before: str = "",
    new: str = ONE,
    path: str = "rfcs/1.jsonl",
) -> str:
    message = "RFC 1: registered\n\nAnd what else there is to say."
    return append_records(connection, Governance(), path, head, before, new, message)


def files(world: World, branch: str = LEDGER) -> dict[str, str]:
    git = world.git_of(world.repository())
    found = git.files(git.branch(branch) or "")
    return {path: (git.blob(oid) or b"").decode() for path, (_, oid) in found.items()}


def commits(world: World, branch: str = LEDGER) -> list[str]:
    git = world.git_of(world.repository())
    return git.history(git.branch(branch) or "")


@pytest.fixture
def head(world: World) -> str:
    """The head of a ledger branch that is there already."""
    git = world.git_of(world.repository())
    tree = git.add_tree({"README.md": (0o100644, git.add_blob("The ledger.\n"))})
    oid = git.add_commit(tree, [], "Begin", ("Ada", "ada@example.org"), world.now)
    git.set_ref(f"refs/heads/{LEDGER}", oid)
    return oid


def test_records_are_appended_in_one_request_and_one_commit(
    world: World, sandbox: Running, connection: Connection, head: str
) -> None:
    new_head = append(connection, head)
    assert connection.requests == len(sandbox.requests) == 1
    assert files(world) == {"README.md": "The ledger.\n", "rfcs/1.jsonl": ONE}
    assert commits(world) == [head, new_head]


def test_what_was_there_stays_as_it_was(world: World, connection: Connection, head: str) -> None:
    second = append(connection, head)
    append(connection, second, ONE, TWO)
    assert files(world)["rfcs/1.jsonl"] == ONE + TWO


def test_a_last_line_that_was_not_ended_is_ended_first(
    world: World, connection: Connection, head: str
) -> None:
    append(connection, head, ONE.rstrip("\n"), TWO)
    assert files(world)["rfcs/1.jsonl"] == ONE + TWO


def test_other_files_are_not_touched(world: World, connection: Connection, head: str) -> None:
    second = append(connection, head, path="rfcs/1.jsonl")
    third = append(connection, second, new=TWO, path="rfcs/12.jsonl")
    append(connection, third, new=TWO, path="motions/3.jsonl")
    assert files(world) == {
        "README.md": "The ledger.\n",
        "motions/3.jsonl": TWO,
        "rfcs/1.jsonl": ONE,
        "rfcs/12.jsonl": TWO,
    }


def test_the_commit_says_what_was_recorded(world: World, connection: Connection, head: str) -> None:
    new_head = append(connection, head)
    message = world.git_of(world.repository()).get_commit(new_head).message.decode()
    assert message.rstrip("\n") == "RFC 1: registered\n\nAnd what else there is to say."


def test_somebody_was_faster(world: World, connection: Connection, head: str) -> None:
    append(connection, head, new=TWO)
    with pytest.raises(StaleLedger):
        append(connection, head)
    assert files(world)["rfcs/1.jsonl"] == TWO


def test_a_branch_that_is_gone_since_is_read_again(
    world: World, connection: Connection, head: str
) -> None:
    world.git_of(world.repository()).delete_ref(f"refs/heads/{LEDGER}")
    with pytest.raises(StaleLedger):
        append(connection, head)


def test_of_two_runs_at_once_one_succeeds_and_the_other_reads_again(
    world: World, connected: Callable[[str], Connection], head: str
) -> None:
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")
    first, second = connected(ACTIONS), connected(ACTIONS)
    seen = [read_pull_request(each, 1, Governance()) for each in (first, second)]
    heads = [each.ledger.head for each in seen if each]
    append(first, heads[0])
    with pytest.raises(StaleLedger):
        append(second, heads[1], new=TWO)
    again = read_pull_request(second, 1, Governance())
    assert again is not None
    append(second, again.ledger.head, again.ledger.text, TWO)
    assert files(world)["rfcs/1.jsonl"] == ONE + TWO


# The first commit of all


def test_a_missing_branch_is_made_without_history_and_says_what_it_is(
    world: World, connection: Connection
) -> None:
    new_head = append(connection, None)
    first, second = commits(world)
    assert second == new_head
    git = world.git_of(world.repository())
    assert list(git.get_commit(first).parents) == []
    assert set(files(world)) == {"README.md", "rfcs/1.jsonl"}
    about = files(world)["README.md"]
    assert "govbot vote verify" in about
    assert "`rfcs/<number>.jsonl`" in about
    assert "`motions/<number>.jsonl`" in about
    assert connection.requests == 4


def test_a_branch_that_somebody_else_just_made_is_read_again(
    world: World, connection: Connection, head: str, waits: list[float]
) -> None:
    with pytest.raises(StaleLedger):
        append(connection, None)
    assert files(world) == {"README.md": "The ledger.\n"}
    assert waits == [2], "who just read it as missing may have read too early"


@pytest.mark.parametrize(
    ("lag", "expected"),
    [(0, []), (1, [1]), (2, [1, 2]), (3, [1, 2]), (4, [1, 2, 4]), (7, [1, 2, 4])],
)
def test_a_branch_that_github_does_not_know_yet_is_waited_for(
    world: World,
    sandbox: Running,
    connection: Connection,
    waits: list[float],
    lag: int,
    expected: list[float],
) -> None:
    sandbox.faults.reset(f"lagging-ref:{lag}")
    new_head = append(connection, None)
    assert waits == expected
    _, second = commits(world)
    assert second == new_head
    assert files(world)["rfcs/1.jsonl"] == ONE


def test_the_wait_has_an_end_and_then_everything_is_read_again(
    world: World, sandbox: Running, connection: Connection, waits: list[float]
) -> None:
    sandbox.faults.reset("lagging-ref:8")
    with pytest.raises(StaleLedger):
        append(connection, None)
    assert waits == [1, 2, 4]
    assert set(files(world)) == {"README.md"}


def test_a_branch_that_was_there_is_not_waited_for(
    sandbox: Running, connection: Connection, head: str, waits: list[float]
) -> None:
    sandbox.faults.reset("stale-head:1")
    with pytest.raises(StaleLedger):
        append(connection, head)
    assert waits == []


def test_the_branch_has_the_name_that_the_settings_give(
    world: World, connection: Connection
) -> None:
    governance = Governance(settings=Settings(ledger=LedgerSettings(branch="records/votes")))
    append_records(connection, governance, "rfcs/3.jsonl", None, "", ONE, "RFC 3")
    assert files(world, "records/votes")["rfcs/3.jsonl"] == ONE


# What goes wrong


def test_a_commit_that_was_not_made_is_not_tried_again(
    world: World, sandbox: Running, connection: Connection, head: str
) -> None:
    sandbox.faults.reset("502:#1")
    with pytest.raises(GitHubUnavailable):
        append(connection, head)
    assert len(sandbox.requests) == 1
    assert commits(world) == [head]


def test_a_commit_that_was_made_and_not_confirmed_is_not_made_twice(
    world: World, sandbox: Running, connection: Connection, head: str
) -> None:
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")
    sandbox.faults.reset("502-after:#1")
    with pytest.raises(GitHubUnavailable):
        append(connection, head)
    assert len(sandbox.requests) == 1
    assert len(commits(world)) == 2
    again = read_pull_request(connection, 1, Governance())
    assert again is not None
    assert again.ledger.text == ONE


def test_a_branch_that_may_not_be_made_is_no_race(answering: Callable[..., Server]) -> None:
    made = Answer(201, {"sha": "a" * 40})
    server = answering(made, made, Answer(422, {"message": "Reference name is not allowed"}))
    with (
        connect("example/commons", "token", server.url) as connection,
        pytest.raises(Refused, match="Reference name is not allowed"),
    ):
        append(connection, None)
    assert len(server.asked) == 3


def test_who_may_not_write_is_told_so(
    world: World, connected: Callable[[str], Connection], head: str
) -> None:
    with pytest.raises(Refused, match="may not do this") as caught:
        append(connected("zoe"), head)
    assert "contents: write" in caught.value.hint
    with pytest.raises(UserError, match="may not do this"):
        append(connected("zoe"), None)
    assert commits(world) == [head]
