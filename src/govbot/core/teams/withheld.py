"""Why nobody may be removed, though somebody here is on no roster: the rosters do not say enough.

    why_nobody_leaves(team.members, team.empty, snapshot)
    # "nobody serves on board"
    # "zoe has no id in governance/people.yaml, and could be somebody here under another login"

Where several bodies share a team, one of them without anybody may be a roster that is wrong. Somebody who
is known by their login alone and is not found under it may have been renamed: they would look like somebody
whom no roster asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govbot.core.layout import PEOPLE_FILE
from govbot.core.rosters.wording import listed
from govbot.core.teams.desired import WantedMember
from govbot.core.teams.snapshot import OrganizationSnapshot, Roll

__all__ = ["why_nobody_leaves"]


def why_nobody_leaves(
    members: Iterable[WantedMember], empty: Sequence[str], snapshot: OrganizationSnapshot
) -> str:
    """Return why nobody may be taken out, as a part of a sentence; nothing where they may.

    `members` are those who are asked for, `empty` the bodies on which nobody serves.
    """
    if empty:
        return f"nobody serves on {listed(empty)}"
    invited = Roll(each.account for each in snapshot.invitations if each.account)
    lost = [
        each.account.login
        for each in members
        if each.account.id is None
        and each.account not in snapshot.roll
        and each.account not in invited
    ]
    if not lost:
        return ""
    have = "has no id" if len(lost) == 1 else "have no ids"
    return f"{listed(lost)} {have} in {PEOPLE_FILE}, and could be somebody here under another login"
