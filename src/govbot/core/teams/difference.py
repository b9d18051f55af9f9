"""What makes the organisation what the rosters ask for, and what only people can do.

    plan = plan_teams(governance, snapshot, date(2026, 7, 1))
    [each.describe() for each in plan.changes]    # ["invite zoe to the organisation, into the team `council`"]
    plan.notes                                    # ("ada was invited on 2026-06-29 and has not accepted yet.",)

Whatever gives comes before whatever takes, so that a run that dies on the way leaves nobody short. Who is
given something is known by id; somebody without one keeps what they have, and is named. A body on which
nobody serves leaves its team as it is: it may be that the roster is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govbot.core.governance import Governance
from govbot.core.layout import PEOPLE_FILE
from govbot.core.model import Strict
from govbot.core.rosters.wording import listed
from govbot.core.settings import OrganizationSettings
from govbot.core.teams.changes import CreateTeam, DeleteTeam, TeamsChange
from govbot.core.teams.desired import Wanted, WantedMember, WantedTeam, wanted_on
from govbot.core.teams.invitations import invitations
from govbot.core.teams.membership import team_changes
from govbot.core.teams.owners import owner_changes, people_removed
from govbot.core.teams.ownership import description_of, is_own
from govbot.core.teams.snapshot import OrganizationSnapshot, Roll
from govbot.core.teams.withheld import why_nobody_leaves

__all__ = ["TeamsPlan", "plan_teams"]


class TeamsPlan(Strict):
    """The changes in the order in which they are made, and notes for people. `wanted` is what they lead to."""

    organization: str
    wanted: Wanted
    changes: tuple[TeamsChange, ...] = ()
    notes: tuple[str, ...] = ()


def plan_teams(
    governance: Governance,
    snapshot: OrganizationSnapshot,
    day: date,
    *,
    invite_again: bool = False,
) -> TeamsPlan:
    """Return what makes the organisation what the rosters ask for on `day`.

    With `invite_again`, people whose invitation lapsed are invited once more.
    """
    settings = governance.settings.organization or OrganizationSettings()
    wanted = wanted_on(governance, day)
    owners = owner_changes(wanted, snapshot, settings)
    followed = [each for each in wanted.teams if each.members and _can_follow(each, snapshot)]
    teams = [team_changes(each, snapshot, owners.after) for each in followed]
    invited = invitations(wanted, snapshot, invite_again=invite_again)
    leaving = people_removed(wanted, snapshot, settings, owners.after)
    gone = Roll(each.account for each in leaving)
    unknown = [*invited.unknown, *(one for each in teams for one in each.unknown)]
    unknown += _owners_without_id(wanted, snapshot, unknown)
    deleted, spared = _deletions(wanted, snapshot)
    changes: list[TeamsChange] = [
        *_creations(followed, snapshot),
        *owners.promoted,
        *invited.changes,
        *(one for each in teams for one in each.given),
        *(one for each in teams for one in each.taken),
        *(each for each in owners.demoted if each.account not in gone),
        *leaving,
        *deleted,
    ]
    notes = [
        *invited.notes,
        *_without_id(unknown),
        *(each.withheld for each in teams if each.withheld),
        *owners.notes,
        *_empty(wanted, settings, snapshot),
        *_renamed(wanted, snapshot),
        *spared,
    ]
    return TeamsPlan(
        organization=snapshot.name,
        wanted=wanted,
        changes=tuple(changes),
        notes=tuple(dict.fromkeys(notes)),
    )


def _can_follow(wanted: WantedTeam, snapshot: OrganizationSnapshot) -> bool:
    """Say whether the team is not there yet, or was read: what nobody read is not touched."""
    team = snapshot.team(wanted.slug)
    return team is None or team.is_read


def _creations(followed: list[WantedTeam], snapshot: OrganizationSnapshot) -> Iterator[CreateTeam]:
    viewer = snapshot.viewer
    for each in followed:
        if snapshot.team(each.slug) is None:
            serves = viewer is not None and viewer in Roll(one.account for one in each.members)
            yield CreateTeam(
                team=each.slug,
                description=description_of(each.name, snapshot.repository),
                without=viewer.login if viewer is not None and not serves else "",
            )


def _deletions(
    wanted: Wanted, snapshot: OrganizationSnapshot
) -> tuple[list[DeleteTeam], list[str]]:
    """Return the teams of govbot's own that no body names, and which of them stay for their children."""
    deleted: list[DeleteTeam] = []
    notes: list[str] = []
    for team in snapshot.teams:
        if wanted.team(team.slug) or not is_own(team.description, snapshot.repository):
            continue
        if inside := [f"`{each.slug}`" for each in snapshot.children(team.slug)]:
            notes.append(
                f"No body names the team `{team.slug}` any more. It is not deleted, because {listed(inside)} "
                "in it would go too."
            )
        elif team.is_read:
            deleted.append(DeleteTeam(team=team.slug, members=team.members))
    return deleted, notes


def _owners_without_id(
    wanted: Wanted, snapshot: OrganizationSnapshot, named: list[WantedMember]
) -> Iterator[WantedMember]:
    """Yield members who are to own the organisation and are known by their login alone."""
    owners = Roll(snapshot.owners)
    for each in wanted.owners or ():
        if each.account.id is None and each.account in snapshot.roll and each not in named:
            if each.account not in owners:
                yield each


def _without_id(unknown: list[WantedMember]) -> Iterator[str]:
    for login in dict.fromkeys(each.account.login for each in unknown):
        yield (
            f"{login} has no id in {PEOPLE_FILE}, and is given nothing: the login could be somebody "
            "else's by now. `govbot roster pin` fills the ids in."
        )


def _empty(
    wanted: Wanted, settings: OrganizationSettings, snapshot: OrganizationSnapshot
) -> Iterator[str]:
    for team in wanted.teams:
        if not team.members:
            yield f"Nobody serves on {listed(team.bodies)}: the team `{team.slug}` stays as it is."
    if wanted.owners == ():
        yield f"Nobody serves on {listed(settings.owners)}: the organisation's owners stay as they are."
    if settings.remove_members and wanted.has_empty_roster:
        yield "Nobody is removed from the organisation while a roster is empty."
    elif settings.remove_members and (why := why_nobody_leaves(wanted.people, (), snapshot)):
        yield f"Nobody is removed from the organisation: {why}."


def _renamed(wanted: Wanted, snapshot: OrganizationSnapshot) -> Iterator[str]:
    for each in wanted.people:
        here = snapshot.roll.find(each.account)
        if here is not None and not here.is_called(each.account.login):
            yield (
                f"{each.account.login} is called {here.login} on GitHub now: write the new login "
                f"into {PEOPLE_FILE}, and the old one under `former_logins`."
            )
