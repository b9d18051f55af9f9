"""One pull request, whole, in one request; and what does not fit into one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from govbot.core.accounts import Account
from govbot.core.errors import UserError
from govbot.core.governance import Governance, LedgerSettings, RfcSettings, Settings
from govbot.core.lifecycle import Lifecycle
from govbot.core.markers import CHECK_ID, CHECK_NAME, STATUS_MARKER
from govbot.core.snapshot import ChangedFile, PullState, Snapshot
from govbot.gh import Connection, Refused, connect, read_pull_request
from govbot.gh.answers import account
from govbot.gh.queries import SUITES
from govbot.sandbox.model import EPOCH
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server

STATUS = f"{STATUS_MARKER}\n**RFC 1** is in discussion."
LEDGER = "governance-ledger"
Connect = Callable[[str], Connection]


def open_rfc(world: World, *more: str) -> int:
    files = {path: f"{path}\n" for path in ("rfcs/0001-code.md", *more)}
    return world.open_pull_request("Adopt a code", files, by="zoe").number


def read(connection: Connection, number: int = 1, governance: Governance | None = None) -> Snapshot:
    snapshot = read_pull_request(connection, number, governance or Governance())
    assert snapshot is not None
    return snapshot


# One request


def test_an_ordinary_rfc_is_read_in_one_request(
    world: World, sandbox: Running, connection: Connection
) -> None:
    open_rfc(world)
    for _ in range(20):
        world.comment(1, "Looks good.", by="ada")
    world.push_to(LEDGER, {"rfcs/1.jsonl": '{"kind":"registered"}\n'})
    read(connection)
    assert connection.requests == len(sandbox.requests) == 1


def test_the_pull_request_is_as_github_shows_it(world: World, connection: Connection) -> None:
    open_rfc(world, "README.md")
    world.create_label("rfc: discussion")
    world.label(1, "rfc: discussion", by="mo")
    pull = read(connection).pull_request
    assert (pull.number, pull.title, pull.state) == (1, "Adopt a code", PullState.OPEN)
    assert not pull.is_issue
    assert pull.author == Account(login="zoe", id=1010)
    assert pull.url.endswith("/example/commons/pull/1")
    assert pull.head == world.pull_of(world.issue(1)).head_oid
    assert pull.labels == ("rfc: discussion",)
    assert pull.files == (
        ChangedFile(path="README.md", change="modified"),
        ChangedFile(path="rfcs/0001-code.md", change="added"),
    )
    assert pull.created_at == world.now
    assert pull.created_at.utcoffset() == timedelta(0)
    assert (pull.merged_at, pull.closed_at) == (None, None)


def test_a_merged_pull_request_is_told_from_a_closed_one(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.open_pull_request("Another", {"rfcs/0002-two.md": "two\n"}, by="zoe")
    world.merge(1, by="mo")
    world.close(2, by="zoe")
    merged, closed = read(connection, 1).pull_request, read(connection, 2).pull_request
    assert (merged.state, closed.state) == (PullState.MERGED, PullState.CLOSED)
    assert merged.merged_at == world.now
    assert closed.merged_at is None
    assert closed.closed_at == world.now


def test_a_number_that_nothing_has_is_nothing(connection: Connection) -> None:
    assert read_pull_request(connection, 99, Governance()) is None


def test_a_text_that_was_edited_says_by_whom_and_when(world: World, connection: Connection) -> None:
    open_rfc(world)
    assert read(connection).pull_request.editor is None
    assert read(connection).pull_request.edited_at is None
    world.advance(hours=1)
    world.edit(1, body="Please read it.", by="mo")
    pull = read(connection).pull_request
    assert (pull.body, pull.edited_at) == ("Please read it.", world.now)
    assert pull.editor == Account(login="mo", id=1020)


def test_a_repository_that_is_not_there_is_an_error(sandbox: Running) -> None:
    with (
        connect("example/nowhere", sandbox.token("ada"), sandbox.url) as connection,
        pytest.raises(Refused, match="example/nowhere"),
    ):
        read_pull_request(connection, 1, Governance())


# Documents


def documents(snapshot: Snapshot) -> dict[str, str]:
    assert all(not document.text_read for document in snapshot.documents)
    return {document.path: document.blob for document in snapshot.documents}


def test_a_changed_document_has_its_path_and_the_git_id_of_its_text(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    git = world.git_of(world.repository())
    blob = git.files(world.pull_of(world.issue(1)).head_oid)["rfcs/0001-code.md"][1]
    assert documents(read(connection)) == {"rfcs/0001-code.md": blob}


def test_a_push_gives_the_document_another_id(world: World, connection: Connection) -> None:
    open_rfc(world)
    before = documents(read(connection))
    world.push(1, {"rfcs/0001-code.md": "Better\n"})
    after = read(connection)
    assert documents(after).keys() == before.keys()
    assert documents(after) != before
    assert after.pull_request.head == world.pull_of(world.issue(1)).head_oid


def test_a_document_that_was_there_before_and_is_not_touched_is_none_of_this_pull_request(
    world: World, connection: Connection
) -> None:
    world.push_to("main", {"rfcs/0007-old.md": "old\n", "rfcs/0000-template.md": "fill me in\n"})
    open_rfc(world)
    assert list(documents(read(connection))) == ["rfcs/0001-code.md"]


def test_a_markdown_file_with_a_wrong_name_is_meant_as_an_rfc_and_the_folder_s_own_are_not(
    world: World, connection: Connection
) -> None:
    open_rfc(
        world,
        "rfcs/my idea.md",
        "rfcs/0000-template.md",
        "rfcs/README.md",
        "rfcs/index.md",
        "rfcs/0003-readme.md",
        "rfcs/picture.png",
        "rfcs/deeper/0004-four.md",
        "docs/0005-five.md",
    )
    assert set(documents(read(connection))) == {
        "rfcs/0001-code.md",
        "rfcs/0003-readme.md",
        "rfcs/my idea.md",
    }


def test_an_earlier_rfc_or_page_that_is_edited_or_deleted_is_no_new_rfc(
    world: World, connection: Connection
) -> None:
    there = {"rfcs/process.md": "how\n", "rfcs/0007-old.md": "old\n", "rfcs/0008-kept.md": "kept\n"}
    world.push_to("main", there)
    files = {
        "rfcs/process.md": "how else\n",
        "rfcs/0007-old.md": None,
        "rfcs/0008-kept.md": "new\n",
    }
    world.open_pull_request("Tidy", files, by="zoe")
    snapshot = read(connection)
    assert documents(snapshot) == {}
    assert ChangedFile(path="rfcs/0007-old.md", change="deleted") in snapshot.pull_request.files


def test_a_pull_request_without_the_folder_has_no_documents(
    world: World, connection: Connection
) -> None:
    world.open_pull_request("Fix a typo", {"README.md": "Commons\n"}, by="zoe")
    assert documents(read(connection)) == {}


def test_the_folder_of_rfcs_may_be_another(world: World, connection: Connection) -> None:
    world.open_pull_request(
        "Adopt", {"docs/rfcs/0001-a.md": "a\n", "rfcs/0002-b.md": "b\n"}, by="zoe"
    )
    governance = Governance(settings=Settings(rfcs=RfcSettings(folder="docs/rfcs")))
    assert list(documents(read(connection, 1, governance))) == ["docs/rfcs/0001-a.md"]


# People


def test_a_bot_has_the_login_that_pages_and_events_show(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.comment(1, STATUS, by=ACTIONS)
    world.add_person("renovate[bot]", id=29139614, type="Bot")
    world.comment(1, "Rebase?", by="renovate[bot]")
    own, other = read(connection).comments
    assert own.author == Account(login="github-actions[bot]", id=41898282, is_bot=True)
    assert own.by_viewer
    assert other.author == Account(login="renovate[bot]", id=29139614, is_bot=True)
    assert not other.by_viewer


def test_a_renamed_person_is_known_by_the_same_id(world: World, connection: Connection) -> None:
    open_rfc(world)
    world.comment(1, "/vote yes", by="ada")
    world.rename("ada", "ada-lovelace")
    (comment,) = read(connection).comments
    assert comment.author == Account(login="ada-lovelace", id=1001)


def test_who_deleted_their_account_is_the_ghost(world: World, connection: Connection) -> None:
    open_rfc(world)
    world.comment(1, "/vote yes", by="ada")
    world.create_label("rfc: voting")
    world.grant("ada", "write")
    world.label(1, "rfc: voting", by="ada")
    world.remove_person("ada")
    world.remove_person("zoe")
    snapshot = read(connection)
    ghost = Account(login="ghost", id=10137)
    assert snapshot.comments[0].author == ghost
    assert snapshot.label_events[0].actor == ghost
    assert not snapshot.label_events[0].by_viewer
    assert snapshot.pull_request.author == ghost


# Comments


def test_a_comment_says_who_edited_it_last_and_when(world: World, connection: Connection) -> None:
    open_rfc(world)
    comment = world.comment(1, "/vote yes", by="ada")
    world.advance(hours=1)
    world.edit_comment(comment, "/vote no", by="mo")
    (seen,) = read(connection).comments
    assert (seen.author.login, seen.body) == ("ada", "/vote no")
    assert seen.editor == Account(login="mo", id=1020)
    assert seen.created_at == world.now - timedelta(hours=1)
    assert seen.edited_at == world.now


def test_a_comment_that_was_never_edited_has_no_editor(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.comment(1, "/vote yes", by="ada")
    (seen,) = read(connection).comments
    assert (seen.edited_at, seen.editor) == (None, None)


def test_an_id_that_no_longer_fits_32_bits_is_whole(world: World, connection: Connection) -> None:
    open_rfc(world)
    comment = world.comment(1, "Hello", by="ada")
    assert comment.id > 2**31
    (seen,) = read(connection).comments
    assert seen.id == comment.id
    assert seen.url.endswith(f"#issuecomment-{comment.id}")


def test_a_reaction_is_there_whoever_gave_it(world: World, connection: Connection) -> None:
    open_rfc(world)
    comment = world.comment(1, "/vote yes", by="ada")
    assert read(connection).comments[0].reactions == frozenset()
    world.react(comment, "eyes", by=ACTIONS)
    world.react(comment, "confused", by="ben")
    (seen,) = read(connection).comments
    assert seen.reactions == {"EYES", "CONFUSED"}


def test_another_s_status_comment_is_not_one_s_own(world: World, connection: Connection) -> None:
    open_rfc(world)
    world.comment(1, STATUS, by="zoe")
    (seen,) = read(connection).comments
    assert not seen.by_viewer


# More than fits into one answer


def say(world: World, count: int, text: str = "comment {}") -> list[int]:
    return [world.comment(1, text.format(index), by="ada").id for index in range(count)]


def test_every_comment_is_read_when_the_ledger_is_empty(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    ids = say(world, 250)
    snapshot = read(connection)
    assert [comment.id for comment in snapshot.comments] == ids
    assert snapshot.comments[0].body == "comment 0"
    assert snapshot.comments_from == 0
    assert connection.requests == 3


@pytest.mark.parametrize("count", [99, 100, 101, 200, 201])
def test_no_comment_is_lost_or_doubled_at_the_edge_of_a_page(
    world: World, connection: Connection, count: int
) -> None:
    open_rfc(world)
    ids = say(world, count)
    assert [comment.id for comment in read(connection).comments] == ids
    assert connection.requests == -(-count // 100)


def windowed(connection: Connection, oldest_needed: int) -> Snapshot:
    seen: list[str] = []

    def oldest(text: str) -> int:
        seen.append(text)
        return oldest_needed

    snapshot = read_pull_request(connection, 1, Governance(), oldest)
    assert snapshot is not None
    assert seen == [snapshot.ledger.text]
    return snapshot


def test_comments_that_the_ledger_has_taken_are_not_read_again(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    ids = say(world, 299)
    world.comment(1, STATUS, by=ACTIONS)
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[250])
    assert connection.requests == 1
    assert snapshot.comments_from > 0
    assert [comment.id for comment in snapshot.comments][:99] == ids[200:]


def test_reading_goes_back_until_the_oldest_comment_that_is_needed(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    ids = say(world, 299)
    world.comment(1, STATUS, by=ACTIONS)
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[150])
    assert connection.requests == 2
    assert snapshot.comments[0].id == ids[100]
    assert snapshot.comments_from > 0


def test_the_oldest_comment_needed_may_have_been_deleted(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    ids = say(world, 300)
    world.comment(1, STATUS, by=ACTIONS)
    world.delete_comment(ids[150])
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[150])
    assert {comment.id for comment in snapshot.comments} >= set(ids[151:])


def test_a_status_comment_in_the_middle_of_three_hundred_is_found(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    say(world, 60)
    status = world.comment(1, STATUS, by=ACTIONS)
    ids = say(world, 240)
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[-1])
    assert status.id in {comment.id for comment in snapshot.comments}
    assert connection.requests == 3
    assert snapshot.comments_from > 0


def test_a_status_comment_among_the_first_is_not_searched_for_behind_hundreds(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    say(world, 2)
    status = world.comment(1, STATUS, by=ACTIONS)
    ids = say(world, 300)
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[-1])
    assert status.id in {comment.id for comment in snapshot.comments}
    assert connection.requests == 1
    assert snapshot.comments_from == ids[200]


def test_a_status_comment_that_is_near_ends_the_search(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    say(world, 150)
    status = world.comment(1, STATUS, by=ACTIONS)
    ids = say(world, 150)
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=ids[-1])
    assert status.id in {comment.id for comment in snapshot.comments}
    assert connection.requests == 2


def test_a_forged_status_comment_does_not_end_the_search(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    status = world.comment(1, STATUS, by=ACTIONS)
    say(world, 150)
    world.comment(1, STATUS, by="zoe")
    world.push_to(LEDGER, {"rfcs/1.jsonl": "{}\n"})
    snapshot = windowed(connection, oldest_needed=2**62)
    assert status.id in {comment.id for comment in snapshot.comments}


def test_more_than_a_hundred_files_and_labels_are_read(
    world: World, connection: Connection
) -> None:
    open_rfc(world, *(f"docs/{index:03}.md" for index in range(230)))
    names = [f"label {index:03}" for index in range(130)]
    for name in names:
        world.create_label(name)
    world.label(1, *names, by="mo")
    snapshot = read(connection)
    assert len(snapshot.pull_request.files) == 231
    assert snapshot.pull_request.files[-1].path == "rfcs/0001-code.md"
    assert snapshot.pull_request.labels == tuple(names)
    assert list(documents(snapshot)) == ["rfcs/0001-code.md"]
    assert connection.requests == 3


def test_pages_of_different_lists_share_their_requests(
    world: World, sandbox: Running, connection: Connection
) -> None:
    open_rfc(world, *(f"docs/{index:03}.md" for index in range(150)))
    ids = say(world, 150)
    snapshot = read(connection)
    assert len(snapshot.pull_request.files) == 151
    assert [comment.id for comment in snapshot.comments] == ids
    assert len(sandbox.requests) == connection.requests == 2


# Labels, checks, ledger


def test_each_stage_s_label_has_its_node_id_under_the_lifecycle_s_name(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.create_label("RFC: Voting")
    world.create_label("bug")
    world.label(1, "bug", by="mo")
    snapshot = read(connection)
    assert set(snapshot.label_nodes) == {"rfc: voting", "bug"}


def test_a_lifecycle_of_any_size_is_read(world: World, connection: Connection) -> None:
    open_rfc(world)
    stages: dict[str, object] = {f"stage-{index}": {} for index in range(40)}
    lifecycle = Lifecycle.model_validate(
        {
            "initial": "stage-0",
            "stages": stages,
            "transitions": [{"from": "stage-0", "to": "stage-39", "on": "merged"}],
        }
    )
    world.create_label("rfc: stage-39")
    snapshot = read(connection, 1, Governance(settings=Settings(lifecycle=lifecycle)))
    assert set(snapshot.label_nodes) == {"rfc: stage-39"}


def test_who_moved_a_label_is_known_and_whether_it_was_govbot(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.create_label("rfc: voting")
    world.label(1, "rfc: voting", by=ACTIONS)
    world.advance(hours=1)
    world.unlabel(1, "rfc: voting", by="mo")
    put_on, taken_off = read(connection).label_events
    assert (put_on.label, put_on.added, put_on.by_viewer) == ("rfc: voting", True, True)
    assert put_on.actor == Account(login="github-actions[bot]", id=41898282, is_bot=True)
    assert (taken_off.added, taken_off.by_viewer) == (False, False)
    assert taken_off.actor == Account(login="mo", id=1020)
    assert taken_off.at == world.now


def test_the_newest_check_run_of_the_right_name_is_found(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    head = world.pull_of(world.issue(1)).head_oid
    for hour, conclusion in enumerate(("failure", "success")):
        world.create_check_run(
            CHECK_NAME,
            head,
            conclusion=conclusion,
            title=f"Run {hour}",
            summary="All of it",
            external_id=CHECK_ID,
        )
        world.create_check_run("tests", head, conclusion="neutral")
        world.advance(hours=1)
    run = read(connection).check_run
    assert run is not None
    assert (run.conclusion, run.title, run.summary) == ("success", "Run 1", "All of it")
    assert run.first_set_at == EPOCH, "the oldest tells since when the commit is there"
    assert (run.has_rival, run.is_covered) == (False, False)


def test_a_check_of_the_same_name_that_is_not_govbot_s_is_told_from_it(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    head = world.pull_of(world.issue(1)).head_oid
    world.create_check_run(CHECK_NAME, head, conclusion="success")
    assert read(connection).check_run is None
    world.create_check_run(CHECK_NAME, head, conclusion="failure", external_id=CHECK_ID)
    run = read(connection).check_run
    assert run is not None
    assert (run.conclusion, run.has_rival, run.is_covered) == ("failure", True, False)
    world.create_check_run(CHECK_NAME, head, conclusion="success")
    run = read(connection).check_run
    assert run is not None
    assert (run.conclusion, run.has_rival, run.is_covered) == ("failure", True, True)


def test_a_check_run_of_an_earlier_commit_is_not_the_head_s(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    world.create_check_run(CHECK_NAME, world.pull_of(world.issue(1)).head_oid, conclusion="success")
    world.push(1, {"rfcs/0001-code.md": "Better\n"})
    assert read(connection).check_run is None


def test_without_a_ledger_branch_there_is_no_head_and_no_text(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    ledger = read(connection).ledger
    assert (ledger.head, ledger.text) == (None, "")


def test_a_ledger_that_does_not_know_the_rfc_has_a_head_and_no_text(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    head = world.push_to(LEDGER, {"rfcs/12.jsonl": "other\n"})
    ledger = read(connection).ledger
    assert (ledger.head, ledger.text) == (head, "")


def test_the_ledger_s_text_is_that_of_its_head(world: World, connection: Connection) -> None:
    open_rfc(world)
    head = world.push_to("records/votes", {"rfcs/1.jsonl": "one\u2028still one\ntwo\n"})
    governance = Governance(settings=Settings(ledger=LedgerSettings(branch="records/votes")))
    ledger = read(connection, 1, governance).ledger
    assert (ledger.head, ledger.text) == (head, "one\u2028still one\ntwo\n")


def test_a_ledger_file_that_graphql_cuts_short_is_read_whole(
    world: World, connection: Connection
) -> None:
    open_rfc(world)
    text = "".join(f'{{"line":{index},"reason":"ä"}}\n' for index in range(25_000))
    world.push_to(LEDGER, {"rfcs/1.jsonl": text})
    assert read(connection).ledger.text == text
    assert connection.requests == 2


def test_a_ledger_file_that_is_not_text_is_an_error(world: World, connection: Connection) -> None:
    open_rfc(world)
    world.push_to(LEDGER, {"rfcs/1.jsonl": b"\0\xff"})
    with pytest.raises(UserError, match="is not text"):
        read(connection)


# What GitHub may withhold


def without(answer: dict[str, Any], *path: str | int) -> dict[str, Any]:
    """The answer with a null at the end of the path."""
    place: Any = answer
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = None
    return answer


@pytest.fixture
def recorded(world: World, sandbox: Running, connection: Connection) -> dict[str, Any]:
    """What GitHub answers to the query, to be altered."""
    open_rfc(world)
    say(world, 3)
    read(connection)
    asked = sandbox.requests[0].body
    reply = connection.query(asked["query"], asked["variables"])
    assert {problem.type for problem in reply.problems} <= {"NOT_FOUND"}
    return reply.data


COMMIT = ("repository", "subject", "commits", "nodes", 0, "commit")


def test_a_token_that_may_not_see_checks_still_reads_the_rest(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    problems, data = [], recorded
    for suites in SUITES:
        path = (*COMMIT, suites)
        problems.append({"type": "FORBIDDEN", "path": path, "message": "Not accessible"})
        data = without(data, *path)
    server = answering(Answer(body={"data": data, "errors": problems}))
    with connect("example/commons", "token", server.url) as connection:
        snapshot = read(connection)
    assert snapshot.check_run is None
    assert snapshot.pull_request.title == "Adopt a code"


def test_a_fine_grained_token_is_refused_below_the_list_of_checks_and_reads_the_rest(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    commit = recorded["repository"]["subject"]["commits"]["nodes"][0]["commit"]
    problems = []
    for suites in SUITES:
        commit[suites] = {"nodes": [None, None]}
        problems += [
            {
                "type": "FORBIDDEN",
                "path": [*COMMIT, suites, "nodes", place],
                "message": "Resource not accessible by personal access token",
            }
            for place in (0, 1)
        ]
    server = answering(Answer(body={"data": recorded, "errors": problems}))
    with connect("example/commons", "token", server.url) as connection:
        snapshot = read(connection)
    assert snapshot.check_run is None
    assert snapshot.pull_request.title == "Adopt a code"


def test_a_label_that_was_deleted_from_the_repository_is_passed_over(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    moved = {
        "__typename": "LabeledEvent",
        "id": "LE_1",
        "createdAt": "2026-03-01T00:00:00Z",
        "actor": None,
    }
    kept = moved | {"id": "LE_2", "label": {"name": "rfc: discussion"}}
    recorded["repository"]["subject"]["timelineItems"] = {"nodes": [moved | {"label": None}, kept]}
    server = answering(Answer(body={"data": recorded}))
    with connect("example/commons", "token", server.url) as connection:
        snapshot = read(connection)
    assert [each.label for each in snapshot.label_events] == ["rfc: discussion"]


def test_a_difference_that_github_does_not_list_has_no_files(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    server = answering(Answer(body={"data": without(recorded, "repository", "subject", "files")}))
    with connect("example/commons", "token", server.url) as connection:
        snapshot = read(connection)
    assert (snapshot.pull_request.files, snapshot.documents) == ((), ())


@pytest.mark.parametrize("part", ["ref", "label0", "label10"])
def test_a_part_that_github_says_is_not_there_is_simply_missing(
    recorded: dict[str, Any], answering: Callable[..., Server], part: str
) -> None:
    path = ("repository", part)
    problem = {"type": "NOT_FOUND", "path": path, "message": "Could not resolve"}
    server = answering(Answer(body={"data": without(recorded, *path), "errors": [problem]}))
    with connect("example/commons", "token", server.url) as connection:
        snapshot = read(connection)
    assert (snapshot.ledger.head, snapshot.label_nodes) == (None, {})


def test_any_other_part_that_is_withheld_is_an_error(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    path = ("repository", "subject", "comments")
    problem = {"type": "FORBIDDEN", "path": path, "message": "Resource not accessible"}
    server = answering(Answer(body={"data": without(recorded, *path), "errors": [problem]}))
    with (
        connect("example/commons", "token", server.url) as connection,
        pytest.raises(Refused, match="may not do this"),
    ):
        read(connection)


def test_comments_are_oldest_first_whatever_order_they_come_in(
    recorded: dict[str, Any], answering: Callable[..., Server]
) -> None:
    recorded["repository"]["subject"]["comments"]["nodes"].reverse()
    server = answering(Answer(body={"data": recorded}))
    with connect("example/commons", "token", server.url) as connection:
        bodies = [comment.body for comment in read(connection).comments]
    assert bodies == ["comment 0", "comment 1", "comment 2"]


def test_where_a_pull_request_goes_and_when_its_head_was_made_are_read(
    world: World, connection: Connection
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": "one\n", "a.md": "a\n"}, by="zoe")
    world.create_branch("side", by="mo")
    world.advance(hours=1)
    world.push(1, {"a.md": "b\n"})
    pushed = world.now.replace(microsecond=0)
    world.retarget(1, "side")
    snapshot = read_pull_request(connection, 1, Governance())
    assert snapshot is not None
    pull = snapshot.pull_request
    assert (snapshot.default_branch, pull.base) == ("main", "side")
    assert (pull.committed_at, pull.files_in_all, len(pull.files)) == (pushed, 2, 2)


def test_an_issue_has_no_branch_and_says_when_its_title_was_changed(
    world: World, connection: Connection
) -> None:
    world.open_issue("Recall gus", by="zoe")
    world.advance(hours=1)
    world.edit(1, title="Recall fay", by="zoe")
    changed = world.now
    snapshot = read_pull_request(connection, 1, Governance())
    assert snapshot is not None
    issue = snapshot.pull_request
    assert (issue.base, issue.committed_at, issue.files_in_all) == ("", None, 0)
    assert (issue.edited_at, issue.renamed_at) == (None, changed.replace(microsecond=0))


@pytest.mark.parametrize(
    ("actor", "id"),
    [
        ({"__typename": "User", "login": "ada", "databaseId": 1001}, 1001),
        ({"__typename": "Mannequin", "login": "ada", "databaseId": 5}, 5),
        ({"__typename": "EnterpriseUserAccount", "login": "ada"}, 0),
        ({"__typename": "SomethingNew", "login": "ada"}, 0),
    ],
)
def test_an_account_of_whatever_kind_is_known_by_its_number_and_by_no_login(
    actor: dict[str, object], id: int
) -> None:
    found = account(actor)
    assert found.id == id
    assert found.is_same(Account(login="ada", id=1001)) == (id == 1001)
