"""Accounts by login and by id, and who is in an organisation's teams."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.errors import UserError
from govbot.gh.accounts import Account, account_called, account_numbered, owners_of, teams_of
from govbot.gh.connection import Connection, connect
from govbot.gh.errors import GitHubUnavailable
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server


def test_an_account_is_found_by_any_capitals_and_by_its_id(
    world: World, connection: Connection
) -> None:
    ada = Account("ada", 1001, is_person=True)
    assert account_called(connection, "ADA") == ada
    world.rename("ada", "ada-example")
    assert account_numbered(connection, 1001) == Account("ada-example", 1001, is_person=True)
    assert account_called(connection, "ada") is None
    assert account_numbered(connection, 4) is None


def test_an_organisation_is_no_person(world: World, connection: Connection) -> None:
    world.add_organization("acme", owners=["mo"])
    found = account_called(connection, "acme")
    assert found is not None
    assert not found.is_person


def test_a_failure_is_never_taken_for_nobody(answering: Callable[..., Server]) -> None:
    server = answering(Answer(503, {"message": "down"}))
    with (
        connect("example/commons", "t", server.url, patience=0) as connection,
        pytest.raises(GitHubUnavailable),
    ):
        account_called(connection, "ada")


def test_every_page_of_a_team_is_read(world: World, connected: Callable[[str], Connection]) -> None:
    many = [world.add_person(f"person-{number:03}").login for number in range(205)]
    world.add_organization("acme", owners=["mo"], members=many)
    world.create_team("All", by="mo", privacy="closed", description="Everybody.")
    for login in many:
        world.set_team_membership("all", login, "member", by="mo", organization="acme")

    (team,) = teams_of(connected("mo"), "acme")

    assert (team.name, team.slug, team.description, team.parent) == ("All", "all", "Everybody.", "")
    maintainers = [each.login for each in team.members if each.is_maintainer]
    assert maintainers == ["mo"]
    assert sorted(each.login for each in team.members) == ["mo", *many]
    assert [each.login for each in owners_of(connected("mo"), "acme")] == ["mo"]


def test_an_organisation_that_is_not_shown_is_no_empty_one(connection: Connection) -> None:
    with pytest.raises(UserError, match="GitHub has no organisation `nobody`, or does not show it"):
        teams_of(connection, "nobody")
