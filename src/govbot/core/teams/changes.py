"""What is changed in the organisation: a closed union. Each says in words what it does.

    AddToTeam(team="council", account=Account("ada", 1001), role="member")
    # "add ada to the team `council` as member"

`removals_in(changes)` is how many removals there are: what `--confirm-removals` has to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from govbot.core.accounts import Account
from govbot.core.model import Strict
from govbot.core.rosters.wording import listed, number_of
from govbot.core.teams.snapshot import OrganizationRole, TeamMember, TeamRole

__all__ = [
    "AddToTeam",
    "ChangeOrganizationRole",
    "ChangeTeamRole",
    "CreateTeam",
    "DeleteTeam",
    "Invite",
    "RemoveFromOrganization",
    "RemoveFromTeam",
    "TeamsChange",
    "removals_in",
]


class CreateTeam(Strict):
    """Create a team. GitHub puts whose token it is into it: `without` is the account to take out again."""

    team: str
    description: str
    without: str = ""

    def describe(self) -> str:
        """Say what this does."""
        return f"create the team `{self.team}` ({self.description!r})"


class Invite(Strict):
    """Invite somebody to the organisation, and with that into these teams, as a member of each.

    The account is invited by its id: a login may belong to somebody else by now.
    """

    account: Account
    role: OrganizationRole
    teams: tuple[str, ...] = ()

    def describe(self) -> str:
        """Say what this does."""
        to = "as an owner of the organisation" if self.role == "owner" else "to the organisation"
        word = "team" if len(self.teams) == 1 else "teams"
        named = listed([f"`{each}`" for each in self.teams])
        into = f", into the {word} {named}" if self.teams else ""
        return f"invite {self.account.login} {to}{into}"


class AddToTeam(Strict):
    """Add a member of the organisation to a team."""

    team: str
    account: Account
    role: TeamRole

    def describe(self) -> str:
        """Say what this does."""
        return f"add {self.account.login} to the team `{self.team}` as {self.role}"


class ChangeTeamRole(Strict):
    """Make a member of a team its maintainer, or the other way round."""

    team: str
    account: Account
    role: TeamRole

    def describe(self) -> str:
        """Say what this does."""
        if self.role == "maintainer":
            return f"make {self.account.login} a maintainer of the team `{self.team}`"
        return (
            f"make {self.account.login} a plain member of the team `{self.team}`, "
            "no longer its maintainer"
        )


class RemoveFromTeam(Strict):
    """Take somebody out of a team; they stay in the organisation."""

    team: str
    account: Account

    def describe(self) -> str:
        """Say what this does."""
        return f"remove {self.account.login} from the team `{self.team}`"


class ChangeOrganizationRole(Strict):
    """Make a member of the organisation its owner, or the other way round."""

    account: Account
    role: OrganizationRole

    def describe(self) -> str:
        """Say what this does."""
        if self.role == "owner":
            return f"make {self.account.login} an owner of the organisation"
        return f"make {self.account.login} a plain member of the organisation, no longer its owner"


class RemoveFromOrganization(Strict):
    """Remove somebody from the organisation, and so from all its teams."""

    account: Account

    def describe(self) -> str:
        """Say what this does."""
        return f"remove {self.account.login} from the organisation"


class DeleteTeam(Strict):
    """Delete a team that govbot created. `members` are those it has."""

    team: str
    members: tuple[TeamMember, ...] = ()

    def describe(self) -> str:
        """Say what this does."""
        if not self.members:
            return f"delete the team `{self.team}`, which is empty"
        has = number_of(len(self.members), "member", "members")
        return f"delete the team `{self.team}`, which has {has}"


TeamsChange = (
    CreateTeam
    | Invite
    | AddToTeam
    | ChangeTeamRole
    | RemoveFromTeam
    | ChangeOrganizationRole
    | RemoveFromOrganization
    | DeleteTeam
)


def removals_in(changes: Iterable[TeamsChange]) -> int:
    """Return how many removals there are: people out of a team, a role or the organisation.

    A team that is deleted is as many as it has members, and one where it has none.
    """
    return sum(map(_removals, changes))


def _removals(change: TeamsChange) -> int:
    match change:
        case RemoveFromTeam() | RemoveFromOrganization():
            return 1
        case ChangeTeamRole(role=role) | ChangeOrganizationRole(role=role):
            return int(role == "member")
        case DeleteTeam(members=members):
            return max(1, len(members))
        case CreateTeam() | Invite() | AddToTeam():
            return 0
        case _:
            assert_never(change)
