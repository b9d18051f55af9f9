"""Who is invited to the organisation, and what became of those who were.

    found = invitations(wanted, snapshot, invite_again=False)
    found.changes       # (Invite(account=zoe, role="member", teams=("council",)),)
    found.notes         # ("ada was invited on 2026-06-29 and has not accepted yet.",)

An invitation that is pending is not sent again. One that lapsed, was declined or was taken back is named,
and sent again only where somebody asks for it; what was before the tenure that runs began was about another
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govbot.core.accounts import Account
from govbot.core.durations import format_day
from govbot.core.teams.changes import Invite
from govbot.core.teams.desired import Wanted, WantedMember
from govbot.core.teams.snapshot import Invitation, OrganizationSnapshot, Roll

__all__ = ["Invitations", "invitations"]

AGAIN = "`govbot apply --only teams --invite-again` invites them again."


@dataclass(frozen=True, slots=True)
class Invitations:
    """The invitations to send, what there is to say, and who cannot be invited without an id."""

    changes: tuple[Invite, ...]
    notes: tuple[str, ...]
    unknown: tuple[WantedMember, ...]


def invitations(
    wanted: Wanted, snapshot: OrganizationSnapshot, *, invite_again: bool
) -> Invitations:
    """Return what brings those into the organisation who are asked for and do not belong to it."""
    owners = Roll(each.account for each in wanted.owners or ())
    teams = {team.slug: Roll(each.account for each in team.members) for team in wanted.teams}
    changes: list[Invite] = []
    notes: list[str] = []
    unknown: list[WantedMember] = []
    for each in wanted.people:
        if each.account in snapshot.roll:
            continue
        pending = _of(each, snapshot.invitations)
        unanswered = "" if pending or invite_again else _unanswered(each, snapshot)
        if pending:
            day = format_day(min(one.at.date() for one in pending))
            notes.append(f"{each.account.login} was invited on {day} and has not accepted yet.")
        elif unanswered:
            notes.append(f"{unanswered} {AGAIN}")
        elif each.account.id is None:
            unknown.append(each)
        else:
            changes.append(_invite(each.account, owners, teams))
    return Invitations(tuple(changes), (*notes, *_unasked(wanted, snapshot)), tuple(unknown))


def _invite(account: Account, owners: Roll, teams: Mapping[str, Roll]) -> Invite:
    return Invite(
        account=account,
        role="owner" if account in owners else "member",
        teams=tuple(slug for slug, serving in teams.items() if account in serving),
    )


def _of(member: WantedMember, found: Iterable[Invitation]) -> list[Invitation]:
    return [each for each in found if each.account and each.account.is_same(member.account)]


def _unanswered(member: WantedMember, snapshot: OrganizationSnapshot) -> str:
    """Say what became of the last invitation in the tenure that runs; nothing where there was none."""
    login = member.account.login
    lapsed = [
        each
        for each in _of(member, snapshot.failed)
        if (each.failed_at or each.at).date() >= member.since
    ]
    if lapsed:
        last = lapsed[-1]
        day = format_day((last.failed_at or last.at).date())
        said = last.reason.strip().rstrip(".")
        why = f" (GitHub says: {said})" if said else ""
        return f"{login}'s invitation of {format_day(last.at.date())} lapsed on {day}{why}."
    gone = [
        each.at.date()
        for each in _of(member, snapshot.remembered)
        if each.at.date() >= member.since
    ]
    if gone:
        return (
            f"{login} was invited on {format_day(gone[-1])} and belongs to the organisation no more or "
            "not yet: the invitation was declined or taken back, or they left."
        )
    return ""


def _unasked(wanted: Wanted, snapshot: OrganizationSnapshot) -> tuple[str, ...]:
    """Say who is invited to what does not ask for them: they would have it once they accept."""
    owners = Roll(each.account for each in wanted.owners or ())
    notes = [
        f"{each.account.login if each.account else 'An address'} is invited as an owner of the "
        "organisation and is not to be one: an owner can take the invitation back."
        for each in snapshot.invitations
        if wanted.owners
        and each.role == "owner"
        and (not each.account or each.account not in owners)
    ]
    for team in snapshot.teams:
        asked = wanted.team(team.slug)
        if asked is None or not asked.members:
            continue
        serving = Roll(each.account for each in asked.members)
        notes += [
            f"{each.login} is invited into the team `{team.slug}` and does not serve there: an owner "
            "can take the invitation back."
            for each in team.invited
            if each not in serving
        ]
    return tuple(notes)
