"""The texts of git blobs."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from govbot.core.governance import Governance
from govbot.gh import Connection, connect, read_pull_request, read_texts
from govbot.gh.texts import text_of
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server


@pytest.fixture
def blobs(world: World) -> dict[str, str]:
    """The git ids of files of many kinds, by path."""
    world.push_to(
        "main",
        {
            "plain.md": "---\ntitle: Ä\n---\n",
            "empty.md": b"",
            "long.md": "ä" * 400_000,
            "binary.md": b"\0\1\2",
            "latin.md": "größer".encode("latin-1"),
        },
    )
    git = world.git_of(world.repository())
    return {path: oid for path, (_, oid) in git.files(git.branch("main") or "").items()}


def test_texts_are_read_in_one_request(connection: Connection, blobs: dict[str, str]) -> None:
    wanted = [blobs["plain.md"], blobs["empty.md"], blobs["plain.md"]]
    assert read_texts(connection, wanted) == {
        blobs["plain.md"]: "---\ntitle: Ä\n---\n",
        blobs["empty.md"]: "",
    }
    assert connection.requests == 1


def test_a_text_that_graphql_cuts_short_is_read_whole(
    connection: Connection, blobs: dict[str, str]
) -> None:
    wanted = [blobs["long.md"], blobs["plain.md"]]
    texts = read_texts(connection, wanted)
    assert texts[blobs["long.md"]] == "ä" * 400_000
    assert connection.requests == 2


def test_what_is_not_text_is_none(connection: Connection, blobs: dict[str, str]) -> None:
    missing = "0" * 40
    wanted = [blobs["binary.md"], missing, blobs["plain.md"]]
    texts = read_texts(connection, wanted)
    assert (texts[blobs["binary.md"]], texts[missing]) == (None, None)
    assert texts[blobs["plain.md"]] is not None


def test_a_blob_that_github_says_is_not_there_is_none(answering: Callable[..., Server]) -> None:
    path = ["repository", "blob0"]
    problem = {"type": "NOT_FOUND", "path": path, "message": "Could not resolve to an object"}
    data: dict[str, object] = {"repository": {"blob0": None, "blob1": {}}}
    server = answering(Answer(body={"data": data, "errors": [problem]}))
    with connect("example/commons", "token", server.url) as connection:
        assert read_texts(connection, ["a" * 40, "b" * 40]) == {"a" * 40: None, "b" * 40: None}


def test_what_is_cut_short_and_turns_out_not_to_be_text_is_none(
    answering: Callable[..., Server],
) -> None:
    short = {"oid": "a" * 40, "text": "gr", "isBinary": False, "isTruncated": True}
    whole = base64.encodebytes("größer".encode("latin-1")).decode()
    server = answering(
        Answer(body={"data": {"repository": {"blob0": short}}}), Answer(body={"content": whole})
    )
    with connect("example/commons", "token", server.url) as connection:
        assert read_texts(connection, ["a" * 40]) == {"a" * 40: None}
    assert server.asked[1].path == f"/repos/example/commons/git/blobs/{'a' * 40}"


def test_no_blobs_ask_nothing(connection: Connection) -> None:
    assert read_texts(connection, []) == {}
    assert connection.requests == 0


def test_many_texts_take_few_requests(world: World, connection: Connection) -> None:
    files: dict[str, str | bytes | None] = {f"rfcs/{n:04}-x.md": f"text {n}\n" for n in range(60)}
    world.push_to("main", files)
    git = world.git_of(world.repository())
    oids = [oid for path, (_, oid) in git.files(git.branch("main") or "").items() if "rfcs" in path]
    assert sorted(str(text) for text in read_texts(connection, oids).values()) == sorted(
        f"text {n}\n" for n in range(60)
    )
    assert connection.requests == 3


def test_a_text_that_is_not_the_blob_s_is_read_whole_by_rest(
    world: World, sandbox: Running, connection: Connection
) -> None:
    oid = world.git_of(world.repository()).add_blob("one\r\n")
    answered = {"oid": oid, "text": "one\n", "isBinary": False, "isTruncated": False}
    assert text_of(connection, answered) == "one\r\n"
    assert text_of(connection, answered | {"text": "one\r\n"}) == "one\r\n"
    assert connection.requests == len(sandbox.requests) == 1


def test_the_text_of_a_fork_s_document_is_read(world: World, connection: Connection) -> None:
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")
    snapshot = read_pull_request(connection, 1, Governance())
    assert snapshot is not None
    (document,) = snapshot.documents
    assert read_texts(connection, [document.blob]) == {document.blob: "one\n"}
