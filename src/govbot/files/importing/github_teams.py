"""The teams of an organisation, as GitHub's interface tells of them.

    read_github_teams("example", [FoundTeam("Docs", "docs", members=[FoundAccount("ada", 1001)])])

Everybody's numeric id comes with them. GitHub counts the members of child teams among those of the team
that they are in, and so they are here: it is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govbot.core.bodies import Kind
from govbot.files.importing.names import kind_of
from govbot.files.importing.roster import Collection, Draft, Entry, ImportedRoster

__all__ = ["FoundAccount", "FoundTeam", "read_github_teams"]

MAINTAINER = "maintainer"


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """Somebody on GitHub; `is_maintainer` in the team in which they were found."""

    login: str
    id: int
    is_maintainer: bool = False


@dataclass(frozen=True, slots=True)
class FoundTeam:
    """A team on GitHub. `slug` is how addresses name it, `parent` the slug of the team it is in."""

    name: str
    slug: str
    description: str = ""
    parent: str = ""
    members: Sequence[FoundAccount] = ()


def read_github_teams(
    organization: str, teams: Iterable[FoundTeam], owners: Iterable[FoundAccount] = ()
) -> ImportedRoster:
    """Return the roster of an organisation's teams, and of its owners, where they are known."""
    collected = Collection(f"github.com/{organization}")
    owning = list(owners)
    for each in owning:
        collected.person(each.login, id=each.id)
    if owning:
        collected.body(
            Draft(
                f"Owners of {organization}",
                "owners",
                kind=Kind.TEAM,
                members=[Entry(each.login) for each in owning],
                remarks=[
                    "They own the organisation on GitHub: `organization: {owners: [...]}` keeps it so."
                ],
            )
        )
    found = list(teams)
    parents = {team.parent for team in found}
    for team in found:
        if team.slug in parents:
            collected.note(
                f"{team.name} has the members of its child teams too, as GitHub counts them: take out "
                "those who are not in it."
            )
        for each in team.members:
            collected.person(each.login, id=each.id)
        remarks = [" ".join(team.description.split())] if team.description.strip() else []
        if team.parent:
            remarks.append(f"Part of {team.parent}.")
        collected.body(
            Draft(
                team.name,
                team.slug,
                kind=kind_of(team.name.replace("-", " "), Kind.TEAM),
                members=[
                    Entry(each.login, MAINTAINER if each.is_maintainer else "")
                    for each in team.members
                ],
                team=team.slug,
                maintainers=(MAINTAINER,)
                if any(each.is_maintainer for each in team.members)
                else (),
                remarks=remarks,
            )
        )
    return collected.roster()
