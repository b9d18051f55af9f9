"""The pull requests that a run of the waking workflow was about, found by where their commits come from."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.gh import Connection, pull_requests_from
from govbot.sandbox.model import Issue
from govbot.sandbox.server import Running
from govbot.sandbox.world import World

FILES = {"minutes.md": "March\n"}


def opened(world: World, by: str, head: str = "minutes", **more: Any) -> Issue:
    world.push_to(head, FILES, by=by, repository=world.fork(by))
    return world.open_pull_request("Minutes", by=by, head=f"{by}:{head}", **more)


def head_of(world: World, issue: Issue) -> tuple[int | None, str, str]:
    """What GitHub would say of a run for it."""
    pull = world.pull_of(issue)
    source = world.state.repositories.get(pull.head_repository)
    return source.id if source else None, pull.head, pull.head_oid


def test_the_one_from_that_fork_is_found_in_one_request(
    world: World, sandbox: Running, connection: Connection
) -> None:
    theirs, another = opened(world, "zoe"), opened(world, "ada")
    assert pull_requests_from(connection, *head_of(world, theirs)) == (theirs.number,)
    assert pull_requests_from(connection, *head_of(world, another)) == (another.number,)
    assert connection.requests == len(sandbox.requests) == 2


def test_a_branch_from_which_none_comes_gives_none(world: World, connection: Connection) -> None:
    theirs = opened(world, "zoe")
    home, branch, commit = head_of(world, theirs)
    assert pull_requests_from(connection, home, "elsewhere", commit) == ()
    assert pull_requests_from(connection, 4711, branch, commit) == ()
    assert pull_requests_from(connection, None, branch, commit) == ()


def test_several_from_one_branch_are_all_found(world: World, connection: Connection) -> None:
    world.create_branch("side", by="mo")
    first, second = opened(world, "zoe"), opened(world, "zoe", base="side")
    assert pull_requests_from(connection, *head_of(world, first)) == (first.number, second.number)


def test_an_open_one_is_found_though_it_was_pushed_to_since(
    world: World, connection: Connection
) -> None:
    theirs = opened(world, "zoe")
    before = head_of(world, theirs)
    world.push(theirs.number, {"minutes.md": "April\n"})
    assert head_of(world, theirs) != before
    assert pull_requests_from(connection, *before) == (theirs.number,)


@pytest.mark.parametrize("is_merged", [True, False])
def test_one_that_was_closed_is_found_at_its_commit_alone(
    world: World, connection: Connection, *, is_merged: bool
) -> None:
    theirs = opened(world, "zoe")
    if is_merged:
        world.merge(theirs.number, by="mo")
    else:
        world.close(theirs.number)
    home, branch, commit = head_of(world, theirs)
    assert pull_requests_from(connection, home, branch, commit) == (theirs.number,)
    assert pull_requests_from(connection, home, branch, "0" * 40) == ()


def test_one_whose_fork_is_gone_is_found_at_its_commit_alone(
    world: World, connection: Connection
) -> None:
    theirs, another = opened(world, "zoe"), opened(world, "ada")
    world.push(another.number, {"minutes.md": "April\n"})
    world.delete_fork("zoe/commons")
    world.delete_fork("ada/commons")
    home, branch, commit = head_of(world, theirs)
    assert home is None
    assert pull_requests_from(connection, None, branch, commit) == (theirs.number,)
    assert pull_requests_from(connection, None, branch, "0" * 40) == ()
