"""The format of peribolos: an organisation on GitHub, its owners, members and teams, nested.

    admins: [ada]
    members: [ben, cyd]
    teams:
      docs:
        description: Writes the documentation.
        maintainers: [ada]
        members: [ben]
        teams:
          docs-reviewers: {members: [cyd]}

It may stand in one file, for several organisations below `orgs:`, or in a folder, as in kubernetes/org:
`<organisation>/org.yaml` with further teams in `<organisation>/<group>/teams.yaml`. The owners become a
body `owners`; members of the organisation who are in no team are taken as people. Bodies have their
`github_team` where there is one organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from govbot.core.bodies import Kind
from govbot.core.errors import Place, UserError
from govbot.files.importing.names import kind_of, slug_of
from govbot.files.importing.roster import SEVERAL, Collection, Draft, Entry, ImportedRoster
from govbot.files.importing.sources import Foreign, read_yaml

__all__ = ["read_peribolos"]

MAINTAINER = "maintainer"


class Team(Foreign):
    description: str = ""
    maintainers: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    teams: dict[str, Team | None] = Field(default_factory=dict)


class Organization(Foreign):
    name: str = ""
    admins: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    teams: dict[str, Team | None] = Field(default_factory=dict)


class File(Organization):
    orgs: dict[str, Organization] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A team, where it was found, and the team that it is in."""

    file: str
    organization: str
    name: str
    team: Team
    parent: str


def read_peribolos(files: Mapping[str, str]) -> ImportedRoster:
    """Return the roster in files of peribolos' shape, by their paths; raise `UserError` otherwise.

    A file in a folder belongs to the organisation whose `org.yaml` is in that folder or nearest above it,
    and which is called as that folder is.
    """
    source = next(iter(files), "peribolos") if len(files) == 1 else "peribolos"
    organizations = list(_organizations(files))
    several = len({slug for _, slug, _ in organizations}) > 1
    collected = Collection(source)
    for _, _, organization in organizations:
        for each in (*organization.admins, *organization.members):
            if collected.person(each) is None:
                collected.note(f"`{each}` is not a login of GitHub's, and is left out.")
    if several:
        collected.note(SEVERAL)
    _take_owners(collected, organizations, several=several)
    seen: dict[tuple[str, str], str] = {}
    for file, name, organization in organizations:
        for found in _teams(file, name, organization.teams, ""):
            key = (name, found.name.lower())
            if key in seen:
                raise UserError(
                    f"`{found.name}` is the name of two teams: the other is in {seen[key]}.",
                    "Mend one of them first.",
                    Place(file),
                )
            seen[key] = file
            _take(collected, found, several=several)
    return collected.roster()


def _organizations(files: Mapping[str, str]) -> Iterator[tuple[str, str, Organization]]:
    """Yield each part of an organisation: its file, the organisation's slug, and what is said of it."""
    homes = [path.rpartition("/")[0] for path in files if path.split("/")[-1] == "org.yaml"]
    for path, text in sorted(files.items()):
        file = read_yaml(File, text, path)
        yield from ((path, slug_of(name), each) for name, each in sorted(file.orgs.items()))
        if file.admins or file.members or file.teams:
            # The organisation's name is a title; in a folder, the folder is called as it is.
            yield path, slug_of(_home(path, homes)), file


def _home(path: str, homes: Sequence[str]) -> str:
    """Return the name of the folder with the `org.yaml` that a file belongs to, nothing for the top."""
    above = [home for home in homes if path.startswith(f"{home}/") or not home]
    home = max(above, key=len) if above else path.partition("/")[0] if "/" in path else ""
    return home.rpartition("/")[2]


def _teams(
    file: str, organization: str, teams: Mapping[str, Team | None], parent: str
) -> Iterator[_Found]:
    for name, team in teams.items():
        yield _Found(file, organization, name, team or Team(), parent)
        yield from _teams(file, organization, (team or Team()).teams, name)


def _take_owners(
    collected: Collection, organizations: list[tuple[str, str, Organization]], *, several: bool
) -> None:
    owners: dict[str, list[str]] = {}
    for _, slug, organization in organizations:
        if organization.admins:
            owners.setdefault(slug, []).extend(organization.admins)
    for slug, admins in owners.items():
        collected.body(
            Draft(
                f"Owners of {slug}" if several else "Owners of the organisation",
                f"{slug}-owners" if several else "owners",
                kind=Kind.TEAM,
                members=[Entry(each) for each in admins],
                remarks=[
                    "They own the organisation on GitHub: `organization: {owners: [...]}` keeps it so."
                ],
            )
        )


def _take(collected: Collection, found: _Found, *, several: bool) -> None:
    team = found.team
    remarks = [" ".join(team.description.split())] if team.description.strip() else []
    if found.parent:
        remarks.append(f"Part of {found.parent}.")
    if several:
        # Teams of one name in two organisations would be taken for one, with the members of both.
        remarks.append(f"The team {found.name} of {found.organization or 'the organisation'}.")
    slug = f"{found.organization}-{found.name}" if several and found.organization else found.name
    collected.body(
        Draft(
            found.name,
            slug,
            kind=kind_of(found.name.replace("-", " "), Kind.TEAM),
            members=[
                *(Entry(each, MAINTAINER) for each in team.maintainers),
                *(Entry(each) for each in team.members),
            ],
            team="" if several else found.name,
            maintainers=(MAINTAINER,) if team.maintainers else (),
            remarks=remarks,
        )
    )
