"""What makes the members of one team those that the rosters ask for.

    found = team_changes(wanted_team, snapshot, owners)
    found.added, found.raised, found.lowered, found.removed

GitHub makes every owner of the organisation a maintainer of each of their teams: nobody's role in a team
is changed while they are one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from govbot.core.teams.changes import AddToTeam, ChangeTeamRole, RemoveFromTeam
from govbot.core.teams.desired import WantedMember, WantedTeam
from govbot.core.teams.snapshot import OrganizationSnapshot, Roll
from govbot.core.teams.withheld import why_nobody_leaves

__all__ = ["MembershipChanges", "team_changes"]


@dataclass(slots=True)
class MembershipChanges:
    """The changes of one team. `unknown` are to be given something, and have no id.

    `withheld` says why nothing is taken from anybody, where something would be.
    """

    added: list[AddToTeam] = field(default_factory=list)
    raised: list[ChangeTeamRole] = field(default_factory=list)
    lowered: list[ChangeTeamRole] = field(default_factory=list)
    removed: list[RemoveFromTeam] = field(default_factory=list)
    unknown: list[WantedMember] = field(default_factory=list)
    withheld: str = ""

    @property
    def given(self) -> tuple[AddToTeam | ChangeTeamRole, ...]:
        """What gives somebody something."""
        return (*self.added, *self.raised)

    @property
    def taken(self) -> tuple[ChangeTeamRole | RemoveFromTeam, ...]:
        """What takes something from somebody."""
        return (*self.lowered, *self.removed)


def team_changes(
    wanted: WantedTeam, snapshot: OrganizationSnapshot, owners: Roll
) -> MembershipChanges:
    """Return what changes in a team, which need not be there yet; `owners` are those afterwards."""
    found = MembershipChanges()
    team = snapshot.team(wanted.slug)
    listed = Roll(each.account for each in team.members) if team else Roll(())
    roles = {each.account: each.role for each in team.members} if team else {}
    for each in wanted.members:
        here = listed.find(each.account)
        if here is None:
            _add(each, wanted.slug, snapshot, found)
        elif here not in owners and roles[here] != each.role:
            change = ChangeTeamRole(team=wanted.slug, account=here, role=each.role)
            if each.role == "member":
                found.lowered.append(change)
            elif each.account.id is None:
                found.unknown.append(each)
            else:
                found.raised.append(change)
    asked = Roll(each.account for each in wanted.members)
    found.removed += [
        RemoveFromTeam(team=wanted.slug, account=member.account)
        for member in (snapshot.own_members(team) if team else ())
        if member.account not in asked
    ]
    why = why_nobody_leaves(wanted.members, wanted.empty, snapshot) if found.taken else ""
    if why:
        found.lowered, found.removed = [], []
        found.withheld = f"Nobody is removed from the team `{wanted.slug}` or a role in it: {why}."
    return found


def _add(
    each: WantedMember, team: str, snapshot: OrganizationSnapshot, found: MembershipChanges
) -> None:
    account = snapshot.roll.find(each.account)
    if account is None:
        return  # invited to the organisation, and with that to the team
    if each.account.id is None:
        found.unknown.append(each)
    else:
        found.added.append(AddToTeam(team=team, account=account, role=each.role))
