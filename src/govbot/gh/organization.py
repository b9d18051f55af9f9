"""The organisation, read whole or not at all: who belongs to it, who is invited, and its teams.

    snapshot = read_organization(connection, "example", ["council", "core"])
    snapshot.owners, snapshot.team("council").members

Members are read for the teams that are asked for, for those that govbot created, and for the teams inside
them. A request for every 100 of each list. Whatever is refused or fails is an error that says which
permission is missing: half a list of members would make everybody else somebody to remove.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from govbot.core.accounts import Account
from govbot.core.errors import UserError
from govbot.core.teams import (
    Invitation,
    OrganizationMember,
    OrganizationRole,
    OrganizationSnapshot,
    Team,
    TeamMember,
    TeamRole,
    is_own,
)
from govbot.gh.connection import Connection
from govbot.gh.errors import Refused

__all__ = ["ORGANIZATION_PERMISSIONS", "read_organization"]

ORGANIZATION_PERMISSIONS = (
    "The token in GOVBOT_ORGANIZATION_TOKEN needs the organisation's permission Members: read and write."
    " An app that is installed in the organisation gives one, and so does a fine-grained token of an"
    " owner; a workflow's own GITHUB_TOKEN never has it."
)

UNAUTHORIZED, FORBIDDEN = 401, 403
HIDDEN = (FORBIDDEN, 404)
OWNER_ROLES: Mapping[OrganizationRole, str] = {"owner": "admin", "member": "member"}
TEAM_ROLES: tuple[TeamRole, ...] = ("maintainer", "member")

Node = Mapping[str, Any]


def read_organization(
    connection: Connection, name: str, slugs: Collection[str]
) -> OrganizationSnapshot:
    """Return what GitHub shows of the organisation `name`; `slugs` are the teams that rosters name.

    Raise `UserError` when any of it cannot be read.
    """
    reader = _Reader(connection, f"/orgs/{quote(name, safe='')}", name)
    members = tuple(
        OrganizationMember(account=_account(each), role=role)
        for role, github in OWNER_ROLES.items()
        for each in reader.all(f"/members?role={github}", "its members")
    )
    # Who may not see the invitations is shown only the members who do not hide: the next request says so.
    invitations = tuple(
        reader.invitation(each) for each in reader.all("/invitations", "its invitations")
    )
    failed = tuple(
        _invitation(each, _named(each))
        for each in reader.all("/failed_invitations", "its invitations that lapsed")
    )
    return OrganizationSnapshot(
        name=name,
        repository=connection.repository,
        viewer=_viewer(connection),
        members=members,
        invitations=invitations,
        failed=failed,
        teams=_teams(reader, connection.repository, slugs),
        read_at=connection.server_time,
    )


class _Reader:
    """Reads lists of one organisation; remembers who a login is."""

    def __init__(self, connection: Connection, address: str, name: str) -> None:
        self.connection = connection
        self.address = address
        self.name = name
        self.accounts: dict[str, Account] = {}

    def all(self, path: str, what: str) -> list[dict[str, Any]]:
        """Return the whole of a list; raise `UserError` that names it where GitHub does not show it."""
        try:
            return self.connection.get_all(f"{self.address}{path}")
        except Refused as refused:
            if refused.status == UNAUTHORIZED:
                raise UserError(
                    "GitHub did not accept the token for the organisation.",
                    "Check that GOVBOT_ORGANIZATION_TOKEN holds one that has not expired or been "
                    "withdrawn; without that variable it is GITHUB_TOKEN.",
                ) from refused
            if refused.status not in HIDDEN:
                raise
            raise UserError(
                f"GitHub does not show {what} to this token, of the organisation `{self.name}`.",
                f"Nothing is changed there. {ORGANIZATION_PERMISSIONS}",
                # A single sign-on that the token has not passed is said here, and nowhere else.
                details=(refused.message,) if refused.status == FORBIDDEN else (),
            ) from refused

    def invitation(self, node: Node) -> Invitation:
        """Return a pending invitation, with the id that GitHub leaves out of it."""
        named = _named(node)
        return _invitation(node, named and self.resolved(named))

    def resolved(self, account: Account) -> Account:
        """Return the account with its id; without one, where the account is gone."""
        login = account.login.lower()
        if login not in self.accounts:
            self.accounts[login] = self._look_up(account)
        return self.accounts[login]

    def _look_up(self, account: Account) -> Account:
        try:
            return _account(self.connection.get_at(f"/users/{quote(account.login, safe='')}"))
        except Refused as refused:
            if refused.status not in HIDDEN:
                raise
            return account


def _viewer(connection: Connection) -> Account | None:
    """Return whose token it is; None for an app's, which is nobody's."""
    try:
        return _account(connection.get_at("/user"))
    except Refused as refused:
        if refused.status not in HIDDEN:
            raise
        return None


def _teams(reader: _Reader, repository: str, slugs: Collection[str]) -> tuple[Team, ...]:
    teams = tuple(_team(each) for each in reader.all("/teams", "its teams"))
    followed = {
        each.slug for each in teams if each.slug in slugs or is_own(each.description, repository)
    }
    return tuple(
        _with_members(reader, each)
        if each.slug in followed or each.parent in followed
        else each.model_copy(update={"is_read": False})
        for each in teams
    )


def _with_members(reader: _Reader, team: Team) -> Team:
    path = f"/teams/{quote(team.slug, safe='')}"
    members = tuple(
        TeamMember(account=_account(each), role=role)
        for role in TEAM_ROLES
        for each in reader.all(
            f"{path}/members?role={role}", f"the members of the team `{team.slug}`"
        )
    )
    listed = reader.all(f"{path}/invitations", f"the invitations into the team `{team.slug}`")
    named = [_named(each) for each in listed]
    invited = tuple(reader.resolved(each) for each in named if each is not None)
    return team.model_copy(update={"members": members, "invited": invited})


def _team(node: Node) -> Team:
    return Team(
        slug=node["slug"],
        id=node["id"],
        description=node["description"] or "",
        parent=(node["parent"] or {}).get("slug", ""),
    )


def _account(node: Node) -> Account:
    return Account(login=node["login"], id=node["id"], is_bot=node.get("type") == "Bot")


def _named(node: Node) -> Account | None:
    """Return who is invited; None for an address."""
    return Account(login=node["login"]) if node["login"] else None


def _invitation(node: Node, account: Account | None) -> Invitation:
    failed = node.get("failed_at")
    return Invitation(
        account=account,
        at=datetime.fromisoformat(node["created_at"]),
        role="owner" if node.get("role") == OWNER_ROLES["owner"] else "member",
        failed_at=datetime.fromisoformat(failed) if failed else None,
        reason=node.get("failed_reason") or "",
    )
