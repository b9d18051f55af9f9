"""Who becomes an owner of the organisation, and who stops being one or leaves it.

    found = owner_changes(wanted, snapshot, settings)
    found.promoted, found.demoted       # (ChangeOrganizationRole(...),), ...
    found.after                         # everybody who owns the organisation then

Nobody's role is touched where no body is said to own the organisation, or nobody serves on those that
are. So many owners stay that there are never fewer than the minimum: who was invited or has yet to be is
none. The account whose token it is stays what it is: without it, the rest could not be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govbot.core.accounts import Account
from govbot.core.rosters.wording import listed
from govbot.core.settings import OrganizationSettings
from govbot.core.teams.changes import ChangeOrganizationRole, RemoveFromOrganization
from govbot.core.teams.desired import Wanted
from govbot.core.teams.snapshot import OrganizationSnapshot, Roll
from govbot.core.teams.withheld import why_nobody_leaves

__all__ = ["OwnerChanges", "owner_changes", "people_removed"]


@dataclass(frozen=True, slots=True)
class OwnerChanges:
    """Owners made and unmade, who owns the organisation afterwards, and what is to be said of it."""

    after: Roll
    promoted: tuple[ChangeOrganizationRole, ...] = ()
    demoted: tuple[ChangeOrganizationRole, ...] = ()
    notes: tuple[str, ...] = ()


def owner_changes(
    wanted: Wanted, snapshot: OrganizationSnapshot, settings: OrganizationSettings
) -> OwnerChanges:
    """Return what makes the owners those that the rosters ask for."""
    owners = snapshot.owners
    if not wanted.owners:
        return OwnerChanges(Roll(owners))
    present = Roll(owners)
    asked = Roll(each.account for each in wanted.owners)
    promoted = [
        member
        for member in (
            snapshot.roll.find(each.account) for each in wanted.owners if each.account.id
        )
        if member is not None and member not in present
    ]
    surplus = [each for each in owners if each not in asked]
    notes: list[str] = []
    kept = [each for each in surplus if snapshot.viewer and each.is_same(snapshot.viewer)]
    if kept:
        notes.append(
            f"{_names(kept)} stays an owner of the organisation: it is the account of the token."
        )
        surplus = [each for each in surplus if each not in kept]
    why = why_nobody_leaves(wanted.owners, wanted.empty_owners, snapshot) if surplus else ""
    if why:
        stay = "stays an owner" if len(surplus) == 1 else "stay owners"
        notes.append(f"{_names(surplus)} {stay} of the organisation: {why}.")
        surplus = []
    short = settings.minimum_owners - (len(owners) + len(promoted) - len(surplus))
    if short > 0 and surplus:
        # Who serves on something stays rather than somebody who serves on nothing.
        serving = Roll(each.account for each in wanted.people)
        surplus.sort(key=lambda each: (each not in serving, each.login.lower()))
        held, surplus = surplus[:short], surplus[short:]
        stay = "stays an owner" if len(held) == 1 else "stay owners"
        notes.append(
            f"{_names(held)} {stay} of the organisation until it has {settings.minimum_owners} "
            "others: who is invited counts once they accept."
        )
    leaving = Roll(surplus)
    return OwnerChanges(
        Roll([each for each in owners if each not in leaving] + promoted),
        tuple(ChangeOrganizationRole(account=each, role="owner") for each in promoted),
        tuple(ChangeOrganizationRole(account=each, role="member") for each in surplus),
        tuple(notes),
    )


def people_removed(
    wanted: Wanted, snapshot: OrganizationSnapshot, settings: OrganizationSettings, owners: Roll
) -> tuple[RemoveFromOrganization, ...]:
    """Return who leaves the organisation: whom no roster asks for, where the settings say so.

    Nobody leaves while a roster is empty, or somebody on one cannot be told from those who are here: then
    the rosters do not say who serves.
    """
    if not settings.remove_members or not wanted.teams or wanted.has_empty_roster:
        return ()
    if why_nobody_leaves(wanted.people, (), snapshot):
        return ()
    serving = Roll(each.account for each in wanted.people)
    return tuple(
        RemoveFromOrganization(account=each.account)
        for each in snapshot.members
        if each.account not in serving
        and each.account not in owners
        and not (snapshot.viewer and each.account.is_same(snapshot.viewer))
    )


def _names(accounts: Iterable[Account]) -> str:
    return listed([each.login for each in accounts])
