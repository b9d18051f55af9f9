"""What the sandbox remembers of an organization: members, invitations, teams.

    Organization(id=7001, members={1001: Membership(OrganizationRole.ADMIN)})
    Team(2501, "Steering Council", "steering-council", members={1001: TeamRole.MEMBER})

The organization's account, with its login, is the `Person` with the same id. People are referred
to by their numeric id. All times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

__all__ = [
    "INVITATION_LASTS",
    "Invitation",
    "Membership",
    "Organization",
    "OrganizationRole",
    "Privacy",
    "Team",
    "TeamRole",
]

INVITATION_LASTS = timedelta(days=7)
"""After so long an invitation that nobody has accepted has failed."""


class OrganizationRole(StrEnum):
    """What somebody is in an organization; an owner is called `admin`, as in REST."""

    ADMIN = "admin"
    MEMBER = "member"


class TeamRole(StrEnum):
    """What somebody is in a team; a maintainer may change who is in it."""

    MEMBER = "member"
    MAINTAINER = "maintainer"


class Privacy(StrEnum):
    """Who sees a team: all members of the organization, or its own members and the owners."""

    CLOSED = "closed"
    SECRET = "secret"  # noqa: S105 (a kind of team)


@dataclass(slots=True)
class Membership:
    """Somebody's membership of an organization; `public` when they show it to everybody."""

    role: OrganizationRole
    public: bool = False


@dataclass(slots=True)
class Invitation:
    """Somebody was asked to join, by account or by address, and into which teams."""

    id: int
    role: OrganizationRole
    by: int
    created_at: datetime
    invitee: int | None = None
    email: str | None = None
    teams: dict[int, TeamRole] = field(default_factory=dict)

    @property
    def fails_at(self) -> datetime:
        """The moment from which it can no longer be accepted."""
        return self.created_at + INVITATION_LASTS


@dataclass(slots=True)
class Team:
    """A team. `parent` is the id of the team it is in; `members` are only its own."""

    id: int
    name: str
    slug: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    privacy: Privacy = Privacy.SECRET
    parent: int | None = None
    members: dict[int, TeamRole] = field(default_factory=dict)


@dataclass(slots=True)
class Organization:
    """An organization. `apps` are the bots that were given the right to manage its members."""

    id: int
    created_at: datetime
    members: dict[int, Membership] = field(default_factory=dict)
    invitations: list[Invitation] = field(default_factory=list)
    teams: dict[int, Team] = field(default_factory=dict)
    apps: list[int] = field(default_factory=list)
