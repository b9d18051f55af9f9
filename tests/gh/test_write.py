"""What was decided is done in one mutation, and what GitHub refuses is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Change,
    CreateLabel,
    DeleteComment,
    EditComment,
    React,
    RemoveLabel,
    SetCheckRun,
    UpdateLabel,
)
from govbot.core.governance import Governance
from govbot.core.labels import plan_labels
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.markers import CHECK_NAME
from govbot.core.snapshot import Snapshot
from govbot.gh import (
    Connection,
    Failure,
    GitHubUnavailable,
    Refused,
    apply_changes,
    apply_label_changes,
    connect,
    read_pull_request,
    repository_labels,
)
from govbot.gh.mutations import BODY_LIMIT
from govbot.sandbox.model import Comment, Repository
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS, Answer, Server


@pytest.fixture(autouse=True)
def rfc(world: World) -> None:
    """Pull request 1, with labels of two stages in the repository and one on it."""
    world.open_pull_request("Adopt a code", {"rfcs/0001-code.md": "one\n"}, by="zoe")
    world.create_label("rfc: discussion")
    world.create_label("rfc: voting")
    world.label(1, "rfc: discussion", by="mo")


@pytest.fixture
def home(world: World) -> Repository:
    return world.repository()


def read(connection: Connection) -> Snapshot:
    snapshot = read_pull_request(connection, 1, Governance())
    assert snapshot is not None
    connection.requests = 0
    return snapshot


def apply(connection: Connection, *changes: Change) -> tuple[Failure, ...]:
    return apply_changes(connection, read(connection), changes)


def labels_on(world: World, home: Repository) -> list[str]:
    return [label.name for label in world.labels_of(world.issue(1), home)]


def comments(world: World) -> list[Comment]:
    return world.issue(1).comments


def node(connection: Connection, position: int = -1) -> str:
    return read(connection).comments[position].node


def check(connection: Connection, conclusion: str = "success", node: str | None = None) -> Change:
    return SetCheckRun.model_validate(
        {
            "head": read(connection).pull_request.head,
            "node": node,
            "name": CHECK_NAME,
            "conclusion": conclusion,
            "title": "In discussion",
            "summary": "Anyone may comment.",
        }
    )


# One mutation


def test_everything_is_done_in_one_request(
    world: World, home: Repository, sandbox: Running, connection: Connection
) -> None:
    world.comment(1, "/vote yes", by="ada")
    world.comment(1, "status", by=ACTIONS)
    world.comment(1, "status, twice", by=ACTIONS)
    ballot, status, double = (comment.node for comment in read(connection).comments)
    changes: Sequence[Change] = [
        AddLabel(label="rfc: voting"),
        RemoveLabel(label="rfc: discussion"),
        EditComment(node=status, body="The vote is open.", purpose="the status comment"),
        DeleteComment(node=double, purpose="the second status comment"),
        AddComment(body="Your vote came late.", purpose="the answer"),
        React(node=ballot, content="EYES"),
        check(connection),
    ]
    snapshot = read(connection)
    before = len(sandbox.requests)
    assert apply_changes(connection, snapshot, changes) == ()
    assert connection.requests == len(sandbox.requests) - before == 1
    assert labels_on(world, home) == ["rfc: voting"]
    assert [comment.body for comment in comments(world)] == [
        "/vote yes",
        "The vote is open.",
        "Your vote came late.",
    ]
    assert [reaction.content for reaction in comments(world)[0].reactions] == ["eyes"]
    (run,) = world.check_runs(snapshot.pull_request.head)
    assert (run.name, run.status, run.conclusion) == (CHECK_NAME, "completed", "success")
    assert (run.title, run.summary) == ("In discussion", "Anyone may comment.")


def test_nothing_to_do_asks_nothing(connection: Connection) -> None:
    snapshot = read(connection)
    assert apply_changes(connection, snapshot, []) == ()
    assert connection.requests == 0


def test_changes_are_made_in_their_order(world: World, connection: Connection) -> None:
    said = [AddComment(body=f"comment {index}", purpose="a comment") for index in range(7)]
    assert apply(connection, *said) == ()
    assert [comment.body for comment in comments(world)] == [f"comment {n}" for n in range(7)]


def test_more_than_ten_changes_take_another_request(world: World, connection: Connection) -> None:
    said = [AddComment(body=f"comment {index}", purpose="a comment") for index in range(51)]
    snapshot = read(connection)
    assert apply_changes(connection, snapshot, said) == ()
    assert connection.requests == 6
    assert [comment.body for comment in comments(world)] == [f"comment {n}" for n in range(51)]


def test_a_text_is_data_whatever_is_in_it(
    world: World, sandbox: Running, connection: Connection
) -> None:
    hostile = '"}) { clientMutationId } } mutation { x: addComment(input: {body: "\u2028\\u0000"'
    assert apply(connection, AddComment(body=hostile, purpose="a comment")) == ()
    assert comments(world)[0].body == hostile
    assert hostile not in sandbox.requests[-1].body["query"]


def test_a_check_run_that_is_there_is_changed_and_not_doubled(
    world: World, connection: Connection
) -> None:
    apply(connection, check(connection, "failure"))
    run = read(connection).check_run
    assert run is not None
    again = check(connection, "failure", run.node).model_copy(update={"title": "Other words"})
    assert apply(connection, again) == ()
    (only,) = world.check_runs(read(connection).pull_request.head)
    assert (only.conclusion, only.title) == ("failure", "Other words")


def test_a_conclusion_is_not_changed_where_github_refuses_that(
    world: World, connection: Connection
) -> None:
    apply(connection, check(connection, "failure"))
    run = read(connection).check_run
    assert run is not None
    (failure,) = apply(connection, check(connection, "success", run.node))
    assert "may not be changed" in failure.message
    assert apply(connection, check(connection, "success")) == ()
    newest = read(connection).check_run
    assert newest is not None
    assert newest.conclusion == "success"


def test_the_longest_comment_that_github_takes_is_sent_whole(
    world: World, connection: Connection
) -> None:
    longest = "ä" * BODY_LIMIT
    assert apply(connection, AddComment(body=longest, purpose="a comment")) == ()
    assert comments(world)[0].body == longest


def test_a_longer_one_is_a_bug_and_nothing_is_sent(
    sandbox: Running, connection: Connection
) -> None:
    snapshot = read(connection)
    before = len(sandbox.requests)
    too_long = AddComment(body="ä" * (BODY_LIMIT + 1), purpose="a comment")
    with pytest.raises(ValueError, match="65537 characters"):
        apply_changes(connection, snapshot, [AddLabel(label="rfc: voting"), too_long])
    assert len(sandbox.requests) == before


# Labels of the repository


def test_a_label_that_is_made_can_be_put_on_at_once(
    world: World, home: Repository, connection: Connection
) -> None:
    changes: Sequence[Change] = [
        AddLabel(label="rfc: accepted"),
        CreateLabel(name="rfc: accepted", color="0e8a16", description="The vote passed."),
    ]
    snapshot = read(connection)
    assert apply_changes(connection, snapshot, changes) == ()
    assert connection.requests == 2
    assert labels_on(world, home) == ["rfc: discussion", "rfc: accepted"]
    label = world.get_label("rfc: accepted", home)
    assert (label.color, label.description) == ("0e8a16", "The vote passed.")


def test_a_label_that_somebody_made_meanwhile_is_as_good(
    world: World, home: Repository, connection: Connection
) -> None:
    snapshot = read(connection)
    world.create_label("rfc: accepted")
    changes: Sequence[Change] = [
        CreateLabel(name="rfc: accepted", color="0e8a16", description="The vote passed."),
        AddLabel(label="rfc: accepted"),
    ]
    assert apply_changes(connection, snapshot, changes) == ()
    assert "rfc: accepted" in labels_on(world, home)


def test_a_label_s_name_may_hold_what_an_address_may_not(
    world: World, home: Repository, connection: Connection
) -> None:
    name = "rfc: ä? #1 %20"
    world.create_label(name)
    change = UpdateLabel(name=name, color="0e8a16", description="Looks")
    assert apply(connection, change) == ()
    assert world.get_label(name, home).color == "0e8a16"


def test_a_slash_in_a_label_s_name_is_no_part_of_the_address(
    answering: Callable[..., Server],
) -> None:
    server = answering(Answer(body={"node_id": "LA_1"}))
    with connect("example/commons", "token", server.url) as connection:
        apply_label_changes(connection, [UpdateLabel(name="a/b", color="0e8a16", description="")])
    assert server.asked[0].path == "/repos/example/commons/labels/a%2Fb"


def test_after_the_plan_is_applied_there_is_nothing_to_plan(
    world: World, home: Repository, connection: Connection
) -> None:
    planned = plan_labels(repository_labels(connection), DEFAULT_LIFECYCLE)
    assert len(planned) == len(DEFAULT_LIFECYCLE.stages)
    nodes, failures = apply_label_changes(connection, planned)
    assert failures == ()
    assert set(nodes) == {DEFAULT_LIFECYCLE.label(s).lower() for s in DEFAULT_LIFECYCLE.stages}
    assert plan_labels(repository_labels(connection), DEFAULT_LIFECYCLE) == ()


def test_more_than_a_hundred_labels_of_the_repository_are_read(
    world: World, connection: Connection
) -> None:
    for index in range(230):
        world.create_label(f"label {index:03}", color="abcdef", description=None)
    labels = repository_labels(connection)
    assert len(labels) == 232
    assert {label.description for label in labels} == {""}
    assert connection.requests == 3


def test_a_label_is_found_whatever_its_case(
    world: World, home: Repository, connection: Connection
) -> None:
    assert apply(connection, RemoveLabel(label="RFC: Discussion")) == ()
    assert labels_on(world, home) == []


# What GitHub refuses


def test_one_change_that_is_refused_leaves_the_others_done(
    world: World, home: Repository, connection: Connection
) -> None:
    gone = world.comment(1, "twice", by=ACTIONS)
    of_gone = node(connection)
    world.delete_comment(gone)
    refused = DeleteComment(node=of_gone, purpose="the second status comment")
    added = AddLabel(label="rfc: voting")
    said = AddComment(body="Done.", purpose="a comment")
    (failure,) = apply(connection, added, refused, said)
    assert failure.change == refused
    assert str(failure).startswith("delete the second status comment: Could not resolve to a node")
    assert labels_on(world, home) == ["rfc: discussion", "rfc: voting"]
    assert [comment.body for comment in comments(world)] == ["Done."]


def test_a_personal_token_may_not_set_checks_and_the_rest_is_done(
    world: World, home: Repository, connected: Callable[[str], Connection]
) -> None:
    personal = connected("mo")
    set_check = check(personal)
    (failure,) = apply(personal, set_check, AddLabel(label="rfc: voting"))
    assert failure.change == set_check
    assert "checks: write" in failure.message
    assert "rfc: voting" in labels_on(world, home)


def test_somebody_without_rights_does_nothing_and_hears_why_for_each(
    world: World, home: Repository, connected: Callable[[str], Connection]
) -> None:
    changes: Sequence[Change] = [
        CreateLabel(name="rfc: accepted", color="0e8a16", description=""),
        UpdateLabel(name="rfc: voting", color="0e8a16", description=""),
        AddLabel(label="rfc: voting"),
    ]
    failures = apply(connected("zoe"), *changes)
    assert [failure.change for failure in failures] == changes
    assert all(failure.message for failure in failures)
    assert labels_on(world, home) == ["rfc: discussion"]


def test_a_label_that_nobody_made_is_named_and_not_sent(connection: Connection) -> None:
    snapshot = read(connection)
    (failure,) = apply_changes(connection, snapshot, [AddLabel(label="rfc: released")])
    assert str(failure) == "put the label `rfc: released` on: The repository has no such label."
    assert connection.requests == 0


def test_a_bad_token_is_no_failure_of_one_change(sandbox: Running, connection: Connection) -> None:
    snapshot = read(connection)
    with connect("example/commons", "nobody", sandbox.url) as stranger:
        with pytest.raises(Refused, match="did not accept the token"):
            apply_changes(stranger, snapshot, [AddLabel(label="rfc: voting")])
        with pytest.raises(Refused, match="did not accept the token"):
            apply_label_changes(stranger, [CreateLabel(name="x", color="0e8a16", description="")])


@pytest.mark.parametrize("data", [{}, {"data": {"change0": None}}])
def test_a_mutation_that_is_refused_as_a_whole_is_an_error(
    connection: Connection, answering: Callable[..., Server], data: dict[str, object]
) -> None:
    snapshot = read(connection)
    errors = [{"message": "Field 'addLabel' doesn't exist"}]
    server = answering(Answer(body=data | {"errors": errors}))
    with (
        connect("example/commons", "token", server.url) as other,
        pytest.raises(Refused, match="doesn't exist"),
    ):
        apply_changes(other, snapshot, [AddLabel(label="rfc: voting")])


# What fails


def test_a_mutation_that_was_not_done_is_not_tried_again(
    world: World, sandbox: Running, connection: Connection
) -> None:
    snapshot = read(connection)
    sandbox.faults.reset("502:#1")
    said = AddComment(body="Once.", purpose="a comment")
    with pytest.raises(GitHubUnavailable):
        apply_changes(connection, snapshot, [said])
    assert comments(world) == []
    assert connection.requests == 1


def test_a_mutation_that_was_done_and_not_confirmed_is_not_done_twice(
    world: World, sandbox: Running, connection: Connection
) -> None:
    snapshot = read(connection)
    sandbox.faults.reset("502-after:#1")
    said = AddComment(body="Once.", purpose="a comment")
    with pytest.raises(GitHubUnavailable):
        apply_changes(connection, snapshot, [said])
    assert [comment.body for comment in comments(world)] == ["Once."]
    assert [comment.body for comment in read(connection).comments] == ["Once."]


def test_a_label_that_was_made_and_not_confirmed_is_no_obstacle_next_time(
    world: World, home: Repository, sandbox: Running, connection: Connection
) -> None:
    snapshot = read(connection)
    sandbox.faults.reset("502-after:#1")
    changes: Sequence[Change] = [
        CreateLabel(name="rfc: accepted", color="0e8a16", description="The vote passed."),
        AddLabel(label="rfc: accepted"),
    ]
    with pytest.raises(GitHubUnavailable):
        apply_changes(connection, snapshot, changes)
    assert labels_on(world, home) == ["rfc: discussion"]
    assert apply_changes(connection, snapshot, changes) == ()
    assert "rfc: accepted" in labels_on(world, home)
