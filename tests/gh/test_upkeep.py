"""govbot's own issues about bodies: what is read of them, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.governance import Governance
from govbot.core.upkeep.changes import (
    CloseIssue,
    CommentOnIssue,
    DeleteIssueComment,
    EditIssue,
    OpenIssue,
    ReopenIssue,
    UpkeepChange,
)
from govbot.core.upkeep.snapshot import UpkeepSnapshot
from govbot.gh import (
    Connection,
    Failure,
    GitHubUnavailable,
    apply_upkeep,
    connect,
    read_files,
    read_upkeep,
)
from govbot.gh.mutations import BODY_LIMIT
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server

LABEL = "governance: roster"
TERMS = OpenIssue(
    key="roster council",
    title="Terms of the council",
    body="<!-- govbot:roster council -->\nAll seats are held.",
    label=LABEL,
)


def read(connection: Connection) -> UpkeepSnapshot:
    return read_upkeep(connection, Governance())


def apply(connection: Connection, *changes: UpkeepChange) -> tuple[Failure, ...]:
    return apply_upkeep(connection, Governance(), changes)


def labels_on(world: World, number: int) -> list[str]:
    return [each.name for each in world.labels_of(world.issue(number), world.repository())]


def labelled(world: World, title: str, body: str = "", by: str = ACTIONS) -> int:
    home = world.repository()
    if world.find_label(LABEL, home) is None:
        world.create_label(LABEL)
    number = world.open_issue(title, body, by=by).number
    world.label(number, LABEL, by="mo")
    return number


# Reading


def test_where_nothing_was_ever_written_nothing_is_found_in_one_request(
    sandbox: Running, connection: Connection, world: World
) -> None:
    snapshot = read(connection)
    assert (snapshot.issues, snapshot.proposals, snapshot.files) == ((), (), {})
    assert snapshot.read_at == world.now
    assert not snapshot.left_to_bot
    assert connection.requests == len(sandbox.requests) == 1


def test_own_issues_are_read_open_and_closed_with_who_said_what(
    world: World, sandbox: Running, connection: Connection
) -> None:
    labelled(world, "Terms of the council", "<!-- govbot:roster council -->")
    world.comment(1, "<!-- govbot:reminder -->", by=ACTIONS)
    said = world.now
    world.advance(hours=1)
    world.comment(1, "I am still here.", by="ada")
    labelled(world, "Vacant seats")
    world.close(2, by="mo")
    first, second = read(connection).issues
    assert (first.number, first.title, first.is_open) == (1, "Terms of the council", True)
    assert first.body == "<!-- govbot:roster council -->"
    assert [(each.body, each.by_viewer) for each in first.comments] == [
        ("<!-- govbot:reminder -->", True),
        ("I am still here.", False),
    ]
    assert [each.author.login for each in first.comments if each.author] == [ACTIONS, "ada"]
    assert first.comments[0].at == said
    assert first.comments[0].url.startswith(first.url)
    assert (second.number, second.is_open, second.comments) == (2, False, ())
    assert connection.requests == len(sandbox.requests) == 1


def test_an_issue_that_somebody_else_marked_or_that_lost_its_label_is_none_of_govbot_s(
    world: World, connection: Connection
) -> None:
    labelled(world, "Terms", "<!-- govbot:roster council -->", by="zoe")
    world.open_issue("Terms", "<!-- govbot:roster council -->", by=ACTIONS)
    assert read(connection).issues == ()


def test_more_than_fifty_issues_and_more_than_a_hundred_comments_are_all_read(
    world: World, connection: Connection
) -> None:
    for number in range(1, 54):
        labelled(world, f"Issue {number}")
    for number in range(230):
        world.comment(3, f"comment {number}", by="zoe")
    snapshot = read(connection)
    assert [each.number for each in snapshot.issues] == list(range(1, 54))
    assert [each.body for each in snapshot.issues[2].comments] == [
        f"comment {number}" for number in range(230)
    ]
    assert connection.requests == 4


def test_a_person_leaves_the_words_to_the_bot_that_keeps_the_issues(
    world: World, connection: Connection, connected: Callable[[str], Connection]
) -> None:
    labelled(world, "Terms of the council", "<!-- govbot:roster council -->")
    assert read(connected("mo")).left_to_bot
    assert not read(connection).left_to_bot


def test_a_person_keeps_the_issues_where_no_bot_does(
    world: World, connected: Callable[[str], Connection]
) -> None:
    labelled(world, "Terms of the council", "<!-- govbot:roster council -->", by="mo")
    snapshot = read(connected("mo"))
    assert not snapshot.left_to_bot
    assert [each.number for each in snapshot.issues] == [1]


def test_an_account_that_is_gone_still_said_it(world: World, connection: Connection) -> None:
    labelled(world, "Terms of the council")
    world.comment(1, "Bye.", by="gus")
    world.remove_person("gus")
    (comment,) = read(connection).issues[0].comments
    assert comment.author is not None
    assert (comment.author.login, comment.by_viewer) == ("ghost", False)


def test_files_are_read_at_the_head_of_the_default_branch_in_one_request(
    world: World, connection: Connection
) -> None:
    world.push_to("main", {"governance/people.yaml": "[]\n", "logo.png": b"\x00\x01"}, by="mo")
    wanted = ["governance/people.yaml", "logo.png", "governance", "nowhere.yaml"]
    assert read_files(connection, "HEAD", wanted) == {"governance/people.yaml": "[]\n"}
    assert connection.requests == 1


def test_a_long_file_is_read_whole(world: World, connection: Connection) -> None:
    text = "- github: ada\n" * 50_000
    world.push_to("main", {"governance/people.yaml": text}, by="mo")
    assert (
        read_files(connection, "HEAD", ["governance/people.yaml"])["governance/people.yaml"] == text
    )


# Writing


def test_an_issue_is_opened_with_the_label_which_is_made_first(
    world: World, sandbox: Running, connection: Connection
) -> None:
    assert apply(connection, TERMS) == ()
    issue = world.issue(1)
    assert (issue.title, issue.body) == (TERMS.title, TERMS.body)
    assert labels_on(world, 1) == [LABEL]
    assert connection.requests == len(sandbox.requests) == 3
    assert [each.number for each in read(connection).issues] == [1]


def test_a_label_that_is_there_is_left_as_it_is(world: World, connection: Connection) -> None:
    world.create_label("Governance: Roster", "ff0000", "Ours")
    assert apply(connection, TERMS) == ()
    assert [(each.name, each.color) for each in world.repository().labels] == [
        ("Governance: Roster", "ff0000")
    ]
    assert connection.requests == 2


def test_everything_about_issues_is_done_in_one_request_in_order(
    world: World, sandbox: Running, connection: Connection
) -> None:
    for title in ("Terms", "Vacant", "Closed"):
        labelled(world, title)
    world.comment(1, "twice", by=ACTIONS)
    world.close(3, by=ACTIONS)
    first, second, third = read(connection).issues
    before = len(sandbox.requests)
    changes: list[UpkeepChange] = [
        ReopenIssue(number=3, node=third.node, purpose="it is new"),
        CommentOnIssue(
            number=1, node=first.node, key="reminder", body="@ada: 30 days", purpose="a reminder"
        ),
        DeleteIssueComment(number=1, node=first.comments[0].node, purpose="a reminder"),
        EditIssue(number=1, node=first.node, title="Terms of the council", body="Two seats."),
        CloseIssue(number=2, node=second.node, purpose="all seats are filled"),
    ]
    assert apply(connection, *changes) == ()
    assert len(sandbox.requests) - before == 1
    assert (world.issue(1).title, world.issue(1).body) == ("Terms of the council", "Two seats.")
    assert [each.body for each in world.issue(1).comments] == ["@ada: 30 days"]
    assert [world.issue(number).closed for number in (1, 2, 3)] == [False, True, False]


def test_nothing_to_do_asks_nothing(connection: Connection) -> None:
    assert apply(connection) == ()
    assert connection.requests == 0


def test_more_than_ten_comments_take_another_request(world: World, connection: Connection) -> None:
    labelled(world, "Terms")
    (issue,) = read(connection).issues
    said = [
        CommentOnIssue(number=1, node=issue.node, key=str(at), body=str(at), purpose="a comment")
        for at in range(26)
    ]
    connection.requests = 0
    assert apply(connection, *said) == ()
    assert connection.requests == 3
    assert [each.body for each in world.issue(1).comments] == [str(at) for at in range(26)]


def test_one_refusal_leaves_the_others_done(world: World, connection: Connection) -> None:
    labelled(world, "Terms")
    (issue,) = read(connection).issues
    gone = CloseIssue(number=9, node="I_9", purpose="all seats are filled")
    said = CommentOnIssue(number=1, node=issue.node, key="a", body="Said.", purpose="a comment")
    (failure,) = apply(connection, gone, said)
    assert failure.change == gone
    assert str(failure).startswith("close #9: all seats are filled: Could not resolve to a node")
    assert [each.body for each in world.issue(1).comments] == ["Said."]


def test_who_may_not_make_the_label_opens_no_issue_that_would_not_be_found_again(
    world: World, connected: Callable[[str], Connection]
) -> None:
    (failure,) = apply(connected("zoe"), TERMS)
    assert failure.change == TERMS
    assert "may not do this" in failure.message
    assert world.repository().issues == {}


def test_an_issue_longer_than_github_takes_is_a_bug(world: World, connection: Connection) -> None:
    with pytest.raises(ValueError, match="longer than GitHub's 65536"):
        apply(connection, TERMS.model_copy(update={"body": "x" * (BODY_LIMIT + 1)}))
    assert world.repository().issues == {}


@pytest.mark.parametrize("status", [500, 502, 503])
def test_what_may_have_been_done_is_not_sent_again(
    answering: Callable[..., Server], status: int
) -> None:
    server = answering(
        Answer(200, {"data": {"repository": {"id": "R_1", "label": {"id": "LA_1"}}}}),
        Answer(status, {"message": "Server Error"}),
    )
    with (
        connect("example/commons", "token", server.url, patience=0) as connection,
        pytest.raises(GitHubUnavailable),
    ):
        apply(connection, TERMS)
    assert len(server.asked) == 2
