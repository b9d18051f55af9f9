"""What was said lately and waits for govbot, and where renamed files were before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from govbot.core.snapshot import ChangedFile
from govbot.gh import Connection, connect, spoken_on, with_former_paths
from govbot.gh.connection import Reply
from govbot.sandbox import ACTIONS_TOKEN, token_of_job
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, REPOSITORY


def is_command(body: str) -> bool:
    return body.startswith("/")


def found(connection: Connection, hours: int = 24) -> tuple[int, ...]:
    return spoken_on(connection, timedelta(hours=hours), is_command)


def test_commands_on_issues_are_found_in_two_requests(
    world: World, sandbox: Running, connection: Connection
) -> None:
    for _ in range(3):
        world.open_issue("An issue", by="zoe")
    world.open_pull_request("Minutes", {"minutes.md": "March\n"}, by="mo")
    world.comment(1, "Talk.", by="ada")
    world.comment(3, "Talk.", by="ada")
    assert found(connection) == ()
    assert connection.requests == 1, "where nothing is for govbot there is nothing more to ask"
    world.comment(3, "/vote open", by="ada")
    world.comment(4, "/vote open", by="ada")
    assert found(connection) == (3,), "a pull request is listed where it changed"
    assert connection.requests == len(sandbox.requests) == 3


@pytest.mark.parametrize("permissions", [None, {"issues": "write"}], ids=["same", "another job"])
def test_what_was_reacted_to_and_what_govbot_said_itself_does_not_wait(
    world: World, sandbox: Running, permissions: dict[str, str] | None
) -> None:
    token = ACTIONS_TOKEN if permissions is None else token_of_job(permissions)
    connection = connect(REPOSITORY, token, sandbox.url)
    world.open_issue("An issue", by="zoe")
    said = world.comment(1, "/vote open", by="ada")
    world.comment(1, "/vote open", by=ACTIONS)
    world.react(said, "+1", by="ben")
    world.react(said, "eyes", by="ben")
    assert found(connection) == (1,)
    world.react(said, "eyes", by=ACTIONS)
    assert found(connection) == ()


def test_a_comment_that_is_deleted_meanwhile_hides_no_other(
    world: World, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_issue("An issue", by="zoe")
    gone = world.comment(1, "/vote open", by="ada")
    world.open_issue("Another", by="zoe")
    world.react(world.comment(2, "/vote open", by="ada"), "eyes", by=ACTIONS)
    query = connection.query

    def late(document: str, variables: Mapping[str, Any]) -> Reply:
        if "Reacted" in document:
            world.delete_comment(gone)
        return query(document, variables)

    monkeypatch.setattr(connection, "query", late)
    assert found(connection) == (1,)


def test_what_is_old_is_left_until_it_is_edited(world: World, connection: Connection) -> None:
    world.open_issue("An issue", by="zoe")
    said = world.comment(1, "/vote oepn", by="ada")
    world.advance(hours=25)
    assert found(connection) == ()
    world.edit_comment(said, "/vote open")
    assert found(connection) == (1,)


def test_a_renamed_file_is_given_its_former_path(
    world: World, sandbox: Running, connection: Connection
) -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    world.push_to("main", {"council.yaml": text}, by="mo")
    files = {"council.yaml": None, "old.yaml": text, "new.md": "New.\n"}
    number = world.open_pull_request("Move", files, by="mo").number
    renamed = ChangedFile(path="old.yaml", change="renamed")
    added = ChangedFile(path="new.md", change="added")
    assert with_former_paths(connection, number, (added, renamed)) == (
        added,
        renamed.model_copy(update={"previous": "council.yaml"}),
    )
    assert connection.requests == len(sandbox.requests) == 1


def test_nothing_is_asked_where_nothing_was_renamed(connection: Connection) -> None:
    files = (ChangedFile(path="new.md", change="added"),)
    assert with_former_paths(connection, 1, files) == files
    assert connection.requests == 0
