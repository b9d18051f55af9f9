"""Accounts on GitHub by login and by id, and the teams of an organisation with who is in them.

    account_called(connection, "ada")     # FoundAccount(login="ada", id=1001)
    account_numbered(connection, 1001)    # the login as it is now; None: there is no such account
    teams_of(connection, "example")       # (FoundTeam(name="Docs", slug="docs", members=...), ...)

One request for each account, and two for each team, more where a team has more than 100 people.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from govbot.core.errors import UserError
from govbot.gh.connection import Connection
from govbot.gh.errors import Refused

__all__ = [
    "Account",
    "Team",
    "TeamMember",
    "account_called",
    "account_numbered",
    "owners_of",
    "teams_of",
]

NOT_FOUND = 404
PERSON = "User"


@dataclass(frozen=True, slots=True)
class Account:
    """An account on GitHub. `is_person` says that it is neither an organisation nor an app."""

    login: str
    id: int
    is_person: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody in a team."""

    login: str
    id: int
    is_maintainer: bool


@dataclass(frozen=True, slots=True)
class Team:
    """A team. GitHub counts the members of its child teams among its own."""

    name: str
    slug: str
    description: str
    parent: str
    members: tuple[TeamMember, ...]


def account_called(connection: Connection, login: str) -> Account | None:
    """Return the account that has this login now; None where nobody does."""
    return _account(connection, f"/users/{quote(login, safe='')}")


def account_numbered(connection: Connection, id: int) -> Account | None:
    """Return the account with this numeric id, which stays when its login changes; None: none has it."""
    return _account(connection, f"/user/{id}")


def teams_of(connection: Connection, organization: str) -> tuple[Team, ...]:
    """Return the teams of an organisation that the token may see; raise `UserError` where none is."""
    at = f"/orgs/{quote(organization, safe='')}/teams"
    try:
        found = connection.get_all(at)
    except Refused as error:
        if error.status != NOT_FOUND:
            raise
        raise UserError(
            f"GitHub has no organisation `{organization}`, or does not show it to this token.",
            "The token needs to read the organisation's members: the scope read:org.",
        ) from error
    return tuple(
        Team(
            name=each["name"],
            slug=each["slug"],
            description=each.get("description") or "",
            parent=(each.get("parent") or {}).get("slug") or "",
            members=_members(connection, f"{at}/{each['slug']}/members"),
        )
        for each in found
    )


def owners_of(connection: Connection, organization: str) -> tuple[TeamMember, ...]:
    """Return the owners of an organisation."""
    found = connection.get_all(f"/orgs/{quote(organization, safe='')}/members?role=admin")
    return tuple(TeamMember(each["login"], each["id"], is_maintainer=False) for each in found)


def _members(connection: Connection, at: str) -> tuple[TeamMember, ...]:
    return tuple(
        TeamMember(each["login"], each["id"], is_maintainer=role == "maintainer")
        for role in ("maintainer", "member")
        for each in connection.get_all(f"{at}?role={role}")
    )


def _account(connection: Connection, address: str) -> Account | None:
    try:
        found = connection.get_at(address)
    except Refused as error:
        if error.status == NOT_FOUND:
            return None
        raise
    return Account(found["login"], found["id"], is_person=found.get("type", PERSON) == PERSON)
