"""What GitHub shows of the organisation: who belongs to it, who is invited, and its teams.

    snapshot.member(Account("ada", 1001))       # by id, whatever her login is now
    snapshot.team("council").members
    snapshot.own_members(team)                  # without those who are there by a child team

`govbot.gh.organization` reads it. An account that GitHub shows has an id, except in an invitation whose
account is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Literal

from govbot.core.accounts import Account
from govbot.core.model import Strict

__all__ = [
    "Invitation",
    "OrganizationMember",
    "OrganizationRole",
    "OrganizationSnapshot",
    "Roll",
    "Team",
    "TeamMember",
    "TeamRole",
]

OrganizationRole = Literal["owner", "member"]
TeamRole = Literal["maintainer", "member"]


class OrganizationMember(Strict):
    """Somebody who belongs to the organisation."""

    account: Account
    role: OrganizationRole = "member"


class TeamMember(Strict):
    """Somebody in a team. GitHub shows an owner of the organisation as maintainer of every team."""

    account: Account
    role: TeamRole = "member"


class Invitation(Strict):
    """Somebody was asked to join. Times are UTC; `failed_at` is when it lapsed, `reason` why.

    `account` is None where an address was invited, which GitHub ties to nobody. `role` is what they
    become when they accept.
    """

    account: Account | None
    at: datetime
    role: OrganizationRole = "member"
    failed_at: datetime | None = None
    reason: str = ""


class Team(Strict):
    """A team. `parent` is the slug of the team it is in.

    `invited` are people whose pending invitation leads here. `is_read` says that members and invitations
    were asked for: they are not for a team that no roster names and govbot did not create.
    """

    slug: str
    id: int
    description: str = ""
    parent: str = ""
    members: tuple[TeamMember, ...] = ()
    invited: tuple[Account, ...] = ()
    is_read: bool = True


class Roll:
    """Accounts, found by id where both sides know it, by login where one does not."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_id: dict[int, Account] = {}
        self._by_login: dict[str, Account] = {}
        for each in accounts:
            if each.id is not None:
                self._by_id[each.id] = each
            self._by_login[each.login.lower()] = each

    def find(self, account: Account) -> Account | None:
        """Return the account here that is the same person's."""
        if account.id is not None and account.id in self._by_id:
            return self._by_id[account.id]
        found = self._by_login.get(account.login.lower())
        return found if found is not None and found.is_same(account) else None

    def __contains__(self, account: Account) -> bool:
        return self.find(account) is not None

    def __len__(self) -> int:
        return len({each.id or login for login, each in self._by_login.items()})


class OrganizationSnapshot(Strict):
    """The organisation `name`, as GitHub showed it at `read_at` (UTC).

    `repository` is the one whose rosters are followed, `viewer` whose token it is (None for an app's).
    `invitations` can be accepted, `failed` cannot, and `remembered` are those that the ledger has: GitHub
    forgets one that was declined or taken back. `missing` says in words what could not be read: with
    anything in it, nothing may be done.
    """

    name: str
    repository: str
    read_at: datetime
    viewer: Account | None = None
    members: tuple[OrganizationMember, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    failed: tuple[Invitation, ...] = ()
    remembered: tuple[Invitation, ...] = ()
    teams: tuple[Team, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Say whether all of it was read."""
        return not self.missing

    @property
    def owners(self) -> tuple[Account, ...]:
        """Who owns the organisation."""
        return tuple(each.account for each in self.members if each.role == "owner")

    @cached_property
    def roll(self) -> Roll:
        """Everybody who belongs to the organisation."""
        return Roll(each.account for each in self.members)

    def team(self, slug: str) -> Team | None:
        """Return the team of this slug, if there is one."""
        return next((each for each in self.teams if each.slug == slug), None)

    def children(self, slug: str) -> tuple[Team, ...]:
        """Return the teams inside this one."""
        return tuple(each for each in self.teams if each.parent == slug)

    def own_members(self, team: Team) -> tuple[TeamMember, ...]:
        """Return a team's members without those of its child teams, whom GitHub lists with them.

        Whether one of those is in the team itself as well cannot be told, and need not be: taking
        somebody out of the team would not take them off the list.
        """
        below = Roll(each.account for child in self.children(team.slug) for each in child.members)
        return tuple(each for each in team.members if each.account not in below)
