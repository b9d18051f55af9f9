"""Changing the organisation: every change is one request, sent once, and refused by itself.

    done, refused = apply_team_changes(connection, snapshot, plan.changes)
    refused[0].change.describe(), refused[0].message

A refusal stops nothing else, but for two things: while somebody who was to own the organisation does not,
nobody stops owning it; and in a team that could not be created nobody's place is changed, for it may be one
that GitHub does not show. An answer that does not come ends the run; the next one reads again, and does the
rest.

GitHub changes memberships by login. Whose login it is is asked just before: between the reading and the
change it may have become somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import quote

from govbot.core.accounts import Account
from govbot.core.teams import (
    AddToTeam,
    ChangeOrganizationRole,
    ChangeTeamRole,
    CreateTeam,
    DeleteTeam,
    Invite,
    OrganizationSnapshot,
    RemoveFromOrganization,
    RemoveFromTeam,
    TeamsChange,
)
from govbot.gh.connection import Connection
from govbot.gh.errors import GitHubUnavailable, Refused
from govbot.gh.organization import ORGANIZATION_PERMISSIONS

__all__ = ["ChangesInterrupted", "RefusedChange", "apply_team_changes"]

FORBIDDEN, NOT_FOUND = 403, 404
OWNER, MEMBER = "admin", "member"
INVITED_AS = {"owner": "admin", "member": "direct_member"}


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """A change that was not made, and why."""

    change: TeamsChange
    message: str

    def __str__(self) -> str:
        return f"{self.change.describe()}: {self.message}"


@dataclass(slots=True, eq=False)
class ChangesInterrupted(GitHubUnavailable):
    """GitHub stopped answering. `done` was made and `refused` was not; of one more it is unknown."""

    done: tuple[TeamsChange, ...] = field(default=())
    refused: tuple[RefusedChange, ...] = field(default=())


def apply_team_changes(
    connection: Connection, snapshot: OrganizationSnapshot, changes: Iterable[TeamsChange]
) -> tuple[tuple[TeamsChange, ...], tuple[RefusedChange, ...]]:
    """Make the changes in their order; return those made and those refused.

    Raise `ChangesInterrupted` when it is unknown whether one was made.
    """
    planned = tuple(changes)
    sender = _Sender(connection, snapshot)
    done: list[TeamsChange] = []
    refused: list[RefusedChange] = []
    for change in planned:
        if _ends_ownership(change, snapshot) and (missing := _owners_missing(refused)):
            why = f"{missing} could not be made an owner, and somebody has to be."
            refused.append(RefusedChange(change, why))
            continue
        if not sender.knows_team_of(change):
            refused.append(RefusedChange(change, "the team could not be created."))
            continue
        try:
            sender.send(change)
        except Refused as error:
            refused.append(RefusedChange(change, _why(error)))
        except GitHubUnavailable as error:
            made, left = len(done), len(planned) - len(done) - len(refused)
            raise ChangesInterrupted(
                error.message,
                error.hint,
                details=(
                    f"{made} of {len(planned)} changes were made, {left - 1} were not tried.",
                    f"Of this one it is not known: {change.describe()}.",
                ),
                done=tuple(done),
                refused=tuple(refused),
            ) from error
        else:
            done.append(change)
    return tuple(done), tuple(refused)


class _Sender:
    """Sends changes; knows the ids of the teams, also of those it created."""

    def __init__(self, connection: Connection, snapshot: OrganizationSnapshot) -> None:
        self.connection = connection
        self.organization = f"/orgs/{quote(snapshot.name, safe='')}"
        self.teams = {each.slug: each.id for each in snapshot.teams}

    def knows_team_of(self, change: TeamsChange) -> bool:
        """Say whether the team whose members are changed was read or created; True where there is none."""
        return not isinstance(change, AddToTeam | ChangeTeamRole | RemoveFromTeam) or (
            change.team in self.teams
        )

    def send(self, change: TeamsChange) -> None:
        """Make one change."""
        write = self.connection.write
        match change:
            case CreateTeam():
                self._create(change)
            case Invite(account=account, role=role, teams=slugs):
                # A team that could not be created is joined once it is there and they have accepted.
                ids = [self.teams[slug] for slug in slugs if slug in self.teams]
                body = {"invitee_id": account.id, "role": INVITED_AS[role], "team_ids": ids}
                write("POST", f"{self.organization}/invitations", body)
            case (
                AddToTeam(team=slug, account=account, role=role)
                | ChangeTeamRole(team=slug, account=account, role=role)
            ):
                self._require_same(account)
                write("PUT", self._membership(account.login, slug), {"role": role})
            case RemoveFromTeam(team=slug, account=account):
                self._require_same(account)
                write("DELETE", self._membership(account.login, slug))
            case ChangeOrganizationRole(account=account, role=role):
                self._require_same(account)
                github = {"role": OWNER if role == "owner" else MEMBER}
                write("PUT", self._membership(account.login), github)
            case RemoveFromOrganization(account=account):
                self._require_same(account)
                write("DELETE", self._membership(account.login))
            case DeleteTeam(team=slug):
                write("DELETE", self._team(slug))
            case _:
                assert_never(change)

    def _create(self, change: CreateTeam) -> None:
        body = {"name": change.team, "description": change.description, "privacy": "closed"}
        made = self.connection.write("POST", f"{self.organization}/teams", body)
        self.teams[change.team] = made["id"]
        if not change.without:
            return
        try:
            self.connection.write("DELETE", self._membership(change.without, made["slug"]))
        except Refused as error:
            if error.status != NOT_FOUND:  # who is not in it need not leave it
                raise

    def _require_same(self, account: Account) -> None:
        """Raise `Refused` where the login is no longer this account's."""
        try:
            found = self.connection.get_at(f"/users/{quote(account.login, safe='')}").get("id")
        except Refused as error:
            if error.status != NOT_FOUND:
                raise
            found = None
        if found != account.id:
            raise Refused(
                f"The login {account.login} is not that account's any more. The next run reads again."
            )

    def _team(self, slug: str) -> str:
        return f"{self.organization}/teams/{quote(slug, safe='')}"

    def _membership(self, login: str, team: str = "") -> str:
        place = self._team(team) if team else self.organization
        return f"{place}/memberships/{quote(login, safe='')}"


def _ends_ownership(change: TeamsChange, snapshot: OrganizationSnapshot) -> bool:
    match change:
        case ChangeOrganizationRole(role=role):
            return role == "member"
        case RemoveFromOrganization(account=account):
            return any(account.is_same(each) for each in snapshot.owners)
        case (
            CreateTeam()
            | Invite()
            | AddToTeam()
            | ChangeTeamRole()
            | RemoveFromTeam()
            | DeleteTeam()
        ):
            return False
        case _:
            assert_never(change)


def _owners_missing(refused: Sequence[RefusedChange]) -> str:
    """Return who was to become an owner, and was not."""
    return ", ".join(
        each.change.account.login
        for each in refused
        if isinstance(each.change, ChangeOrganizationRole) and each.change.role == "owner"
    )


def _why(error: Refused) -> str:
    if error.status in (FORBIDDEN, NOT_FOUND):
        return f"{error.message} {ORGANIZATION_PERMISSIONS}"
    return " ".join([error.message, *error.details])
