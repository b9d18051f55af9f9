"""Which pull requests the schedule looks at, and the texts of blobs."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from govbot.core.governance import Governance, LedgerSettings, RfcSettings, Settings
from govbot.gh import Connection, connect, pull_requests_to_sweep, read_pull_request, read_texts
from govbot.gh.texts import text_of
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server


def open_many(world: World, count: int, folder: str) -> None:
    for index in range(count):
        world.open_pull_request(f"Change {index}", {f"{folder}/{index:04}-x.md": "x\n"}, by="mo")


# The sweep


def test_open_pull_requests_that_touch_the_folder_are_swept(
    world: World, connection: Connection
) -> None:
    open_many(world, 2, "docs")
    open_many(world, 2, "rfcs")
    world.open_issue("Not a pull request", by="zoe")
    assert pull_requests_to_sweep(connection, Governance()) == (3, 4)
    assert connection.requests == 1


def test_a_stage_s_label_is_enough_whatever_its_case(world: World, connection: Connection) -> None:
    open_many(world, 3, "docs")
    world.create_label("RFC: Voting")
    world.create_label("bug")
    world.label(2, "RFC: Voting", by="mo")
    world.label(3, "bug", by="mo")
    assert pull_requests_to_sweep(connection, Governance()) == (2,)


def test_closed_and_merged_ones_are_swept_too(world: World, connection: Connection) -> None:
    open_many(world, 3, "rfcs")
    world.merge(1, by="mo")
    world.close(2, by="mo")
    assert pull_requests_to_sweep(connection, Governance()) == (1, 2, 3)


def test_a_folder_whose_name_begins_alike_is_another(world: World, connection: Connection) -> None:
    open_many(world, 1, "rfcs-old")
    world.open_pull_request("Adopt", {"docs/rfcs/0002-a.md": "a\n"}, by="zoe")
    governance = Governance(settings=Settings(rfcs=RfcSettings(folder="docs/rfcs")))
    assert pull_requests_to_sweep(connection, Governance()) == ()
    assert pull_requests_to_sweep(connection, governance) == (2,)


def test_every_open_one_is_found_and_of_the_done_the_hundred_that_changed_last(
    world: World, sandbox: Running, connection: Connection
) -> None:
    open_many(world, 230, "rfcs")
    for number in range(1, 121):
        world.advance(minutes=1)
        world.close(number, by="mo")
    found = pull_requests_to_sweep(connection, Governance())
    assert found == tuple(range(21, 231))
    assert connection.requests == len(sandbox.requests) == 5


def test_a_difference_that_github_does_not_list_is_passed_over(
    answering: Callable[..., Server],
) -> None:
    pull = {"id": "PR_1", "number": 1, "labels": None, "files": None}
    end = {"hasNextPage": False, "endCursor": None}
    page = {
        "open": {"pageInfo": end, "nodes": [pull, None]},
        "done": {"pageInfo": end, "nodes": []},
    }
    server = answering(Answer(body={"data": {"repository": page}}))
    with connect("example/commons", "token", server.url) as connection:
        assert pull_requests_to_sweep(connection, Governance()) == ()


def test_the_hundred_and_first_file_counts(world: World, connection: Connection) -> None:
    files: dict[str, str | bytes | None] = {f"docs/{n:03}.md": "x\n" for n in range(150)}
    world.open_pull_request("Big", files | {"rfcs/0001-code.md": "one\n"}, by="zoe")
    world.open_pull_request("Big, and no RFC", files, by="zoe")
    assert pull_requests_to_sweep(connection, Governance()) == (1,)


# Motions and required votes


LEDGER = "governance-ledger"


def is_open(text: str) -> bool:
    return "over" not in text


def test_a_motion_that_is_not_over_is_swept_whatever_its_number_is(
    world: World, connection: Connection
) -> None:
    open_many(world, 1, "docs")
    world.open_issue("Recall gus", by="zoe")
    world.open_issue("Recall ada", by="zoe")
    world.push_to(
        LEDGER,
        {
            "motions/1.jsonl": "open\n",
            "motions/2.jsonl": "owed\n",
            "motions/3.jsonl": "over\n",
            "rfcs/4.jsonl": "open\n",
        },
    )
    assert pull_requests_to_sweep(connection, Governance(), is_open) == (1, 2)
    assert connection.requests == 2
    assert pull_requests_to_sweep(connection, Governance()) == ()


def test_motions_are_read_once_however_many_pull_requests_there_are(
    world: World, connection: Connection
) -> None:
    open_many(world, 120, "docs")
    world.push_to(LEDGER, {"motions/7.jsonl": "open\n"})
    seen: list[str] = []

    def note(text: str) -> bool:
        seen.append(text)
        return True

    assert pull_requests_to_sweep(connection, Governance(), note) == (7,)
    assert seen == ["open\n"]
    assert connection.requests == 6


@pytest.mark.parametrize("files", [{}, {"rfcs/1.jsonl": "open\n"}])
def test_without_a_ledger_or_a_motion_there_is_none_to_sweep(
    world: World, connection: Connection, files: dict[str, str | bytes | None]
) -> None:
    open_many(world, 1, "rfcs")
    if files:
        world.push_to(LEDGER, files)
    assert pull_requests_to_sweep(connection, Governance(), is_open) == (1,)


def test_a_motion_that_graphql_cuts_short_is_judged_by_all_of_it(
    world: World, connection: Connection
) -> None:
    long = "ä\n" * 300_000
    world.push_to(LEDGER, {"motions/1.jsonl": f"{long}over\n", "motions/2.jsonl": f"{long}open\n"})
    assert pull_requests_to_sweep(connection, Governance(), is_open) == (2,)
    assert connection.requests == 4


def test_a_motion_that_is_not_text_is_looked_at_and_what_is_no_motion_is_not(
    world: World, connection: Connection
) -> None:
    world.push_to(
        LEDGER,
        {
            "motions/1.jsonl": b"\0\xff",
            "motions/README.md": "open\n",
            "motions/02.jsonl": "open\n",
            "motions/old/3.jsonl": "open\n",
        },
    )
    assert pull_requests_to_sweep(connection, Governance(), is_open) == (1,)


def test_the_ledger_may_be_another_branch(world: World, connection: Connection) -> None:
    world.push_to("records/votes", {"motions/5.jsonl": "open\n"})
    governance = Governance(settings=Settings(ledger=LedgerSettings(branch="records/votes")))
    assert pull_requests_to_sweep(connection, governance, is_open) == (5,)
    assert pull_requests_to_sweep(connection, Governance(), is_open) == ()


def test_an_open_pull_request_whose_paths_ask_for_a_vote_is_swept(
    world: World, connection: Connection
) -> None:
    for folder in ("governance/bodies", "docs", "governance"):
        open_many(world, 1, folder)
    world.merge(3, by="mo")

    def needs_vote(path: str) -> bool:
        return path.startswith("governance/")

    assert pull_requests_to_sweep(connection, Governance(), needs_vote=needs_vote) == (1,)
    assert pull_requests_to_sweep(connection, Governance()) == ()


def test_an_open_pull_request_that_renames_a_file_is_swept_where_paths_ask_for_votes(
    world: World, connection: Connection
) -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    world.push_to("main", {"governance/council.yaml": text}, by="mo")
    moved: dict[str, str | bytes | None] = {
        "governance/council.yaml": None,
        "docs/council.yaml": text,
    }
    world.open_pull_request("Tidy up", moved, by="zoe")
    world.open_pull_request("Take it out", {"governance/council.yaml": None}, by="zoe")
    assert pull_requests_to_sweep(connection, Governance(), needs_vote=lambda _: False) == (1,)
    assert pull_requests_to_sweep(connection, Governance()) == ()


# Texts


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
