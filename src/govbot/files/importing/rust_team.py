"""The format of rust-lang/team: a file for each person, and one for each team.

    # people/ada.toml                  # teams/docs.toml
    name = "Ada Example"               name = "docs"
    github = "ada"                     kind = "working-group"
    github-id = 1001                   [people]
                                       leads = ["ada"]
                                       members = ["ada", {github = "ben", roles = ["editor"]}]
                                       alumni = ["cyd"]

A lead's role is `lead`. Alumni have no dates, so that they are named in a comment. A team that includes
others (`included-teams`) has their members as they are now. Members that follow from all teams
(`include-all-alumni` and its like) are left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, field_validator

from govbot.core.bodies import Kind
from govbot.core.errors import Place, UserError
from govbot.core.spelling import did_you_mean
from govbot.files.importing.names import kind_of
from govbot.files.importing.roster import Collection, Draft, Entry, ImportedRoster
from govbot.files.importing.sources import Foreign, read_toml

__all__ = ["read_rust_team"]

MOST_NAMES = 10
"""How many people a note names one by one."""

MARKER = "marker-team"

KINDS = {
    "working-group": Kind.WORKING_GROUP,
    "project-group": Kind.WORKING_GROUP,
}


class Person(Foreign):
    name: str = ""
    github: str
    github_id: int | None = Field(default=None, alias="github-id", ge=1)
    email: str | bool = ""


class TeamMember(Foreign):
    github: str
    roles: tuple[str, ...] = ()


class TeamPeople(Foreign):
    leads: tuple[TeamMember, ...] = ()
    members: tuple[TeamMember, ...] = ()
    alumni: tuple[TeamMember, ...] = ()
    included_teams: tuple[str, ...] = Field(default=(), alias="included-teams")
    include_team_leads: bool = Field(default=False, alias="include-team-leads")
    include_wg_leads: bool = Field(default=False, alias="include-wg-leads")
    include_project_group_leads: bool = Field(default=False, alias="include-project-group-leads")
    include_all_team_members: bool = Field(default=False, alias="include-all-team-members")
    include_all_alumni: bool = Field(default=False, alias="include-all-alumni")

    @field_validator("leads", "members", "alumni", mode="before")
    @classmethod
    def _read_logins(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [{"github": each} if isinstance(each, str) else each for each in value]

    @property
    def follows(self) -> str:
        """The key that makes members of other teams' members, if there is one."""
        fields = type(self).model_fields
        keys = (name for name in fields if name.startswith("include_") and getattr(self, name))
        return next((fields[name].alias or name for name in keys), "")


class GithubTeam(Foreign):
    team_name: str = Field(default="", alias="team-name")
    orgs: tuple[str, ...] = ()
    extra_teams: tuple[str, ...] = Field(default=(), alias="extra-teams")


class Rfcbot(Foreign):
    exclude_members: tuple[str, ...] = Field(default=(), alias="exclude-members")


class Website(Foreign):
    name: str = ""
    description: str = ""


class Team(Foreign):
    name: str = Field(min_length=1)
    kind: str = "team"
    subteam_of: str = Field(default="", alias="subteam-of")
    people: TeamPeople = TeamPeople()
    github: tuple[GithubTeam, ...] = ()
    rfcbot: Rfcbot = Rfcbot()
    website: Website = Website()


def read_rust_team(files: Mapping[str, str]) -> ImportedRoster:
    """Return the roster in the files of rust-lang/team's shape, by their paths from its folder.

    Files below `people/` and directly below `teams/` are read; raise `UserError` for one that cannot be.
    """
    collected = Collection("rust-lang/team")
    for path, text in sorted(files.items()):
        if path.startswith("people/"):
            person = read_toml(Person, text, path)
            email = person.email if isinstance(person.email, str) else ""
            collected.person(person.github, id=person.github_id, name=person.name, email=email)
    known = {each.github.lower() for each in collected.people()}
    teams = _teams(files)
    for path, team in teams.items():
        _take(collected, path, team, teams)
    archived = sum(path.startswith("teams/archive/") for path in files)
    if archived:
        collected.note(f"{archived} archived team(s), in teams/archive, are left out.")
    roster = collected.roster()
    strangers = [each.github for each in roster.people if each.github.lower() not in known]
    if not strangers:
        return roster
    named = ", ".join(strangers[:MOST_NAMES])
    more = f" and {len(strangers) - MOST_NAMES} more" if len(strangers) > MOST_NAMES else ""
    collected.note(f"Without a file in people/, and so without an id: {named}{more}.")
    return collected.roster()


Teams = dict[str, Team]


def _teams(files: Mapping[str, str]) -> Teams:
    found: Teams = {}
    names: dict[str, str] = {}
    for path, text in sorted(files.items()):
        if not path.startswith("teams/") or path.startswith("teams/archive/"):
            continue
        team = read_toml(Team, text, path)
        if team.name.lower() in names:
            raise UserError(
                f"`{team.name}` is the name of two teams: the other is in {names[team.name.lower()]}.",
                "Mend one of them first.",
                Place(path),
            )
        names[team.name.lower()] = path
        found[path] = team
    return found


def _take(collected: Collection, path: str, team: Team, teams: Teams) -> None:
    listed = team.people
    if listed.follows and not (listed.members or listed.included_teams):
        collected.note(
            f"{team.name} is left out: its members follow from all teams (`{listed.follows}`)."
        )
        return
    remarks = [team.website.description] if team.website.description else []
    if team.subteam_of:
        remarks.append(f"Part of {team.subteam_of}.")
    if team.kind == MARKER:
        remarks.append(
            "A marker team there: it stands for a permission or a list, and decides nothing."
        )
    if listed.follows:
        remarks.append(f"More members followed from all teams there (`{listed.follows}`).")
        collected.note(
            f"{team.name} has only the members that its file names: more follow from all teams "
            f"(`{listed.follows}`), and are left out."
        )
    if listed.included_teams:
        remarks.append(
            f"The members of {', '.join(listed.included_teams)} were included, as they were then."
        )
        collected.note(
            f"{team.name} includes {', '.join(listed.included_teams)}: their members of today are "
            "listed, and no longer follow."
        )
        for name, follows in _that_follow(listed, teams):
            collected.note(
                f"{team.name} includes {name}, whose members follow from all teams (`{follows}`): those "
                "are left out here too."
            )
    if team.rfcbot.exclude_members:
        excluded = ", ".join(team.rfcbot.exclude_members)
        remarks.append(f"Asked nothing by rfcbot: {excluded}.")
        collected.note(
            f"{team.name}: rfcbot does not ask {excluded}; here they have a vote. Write `votes: false` "
            "to them if they are to have none."
        )
    extra = ", ".join(dict.fromkeys(name for each in team.github for name in each.extra_teams))
    if extra:
        remarks.append(f"The team on GitHub also holds the members of {extra}.")
        collected.note(
            f"{team.name}: its team on GitHub also holds the members of {extra}, who are not in the body; "
            "`govbot plan` would take them out of the team."
        )
    orgs = [org for each in team.github for org in each.orgs]
    if len(team.github) > 1 or len(set(orgs)) > 1:
        collected.note(
            f"{team.name} is a team in more than one place on GitHub; `github_team` names the first."
        )
    collected.body(
        Draft(
            team.website.name or _title(team.name),
            team.name,
            kind=kind_of(
                team.name.replace("-", " "),
                kind_of(team.website.name, KINDS.get(team.kind, Kind.TEAM)),
            ),
            members=[*_entries(listed), *_included(path, listed, teams, {team.name})],
            former=[Entry(each.github, _role(each)) for each in listed.alumni],
            team=(team.github[0].team_name or team.name) if team.github else "",
            remarks=remarks,
        )
    )


def _entries(listed: TeamPeople) -> Iterator[Entry]:
    """Yield the members in the order of the file; a lead's first role is that."""
    leads = {each.github.lower() for each in listed.leads}
    for each in listed.members:
        if each.github.lower() in leads:
            yield Entry(each.github, "lead")
        yield Entry(each.github, _role(each))
        for role in each.roles[1:]:
            yield Entry(each.github, role)
    for each in listed.leads:
        yield Entry(each.github, "lead")


def _included(path: str, listed: TeamPeople, teams: Teams, seen: set[str]) -> Iterator[Entry]:
    """Yield the members of the teams that a team includes, and of those that they include."""
    by_name = {team.name: (at, team.people) for at, team in teams.items()}
    for name in listed.included_teams:
        if name in seen:
            continue
        if name not in by_name:
            raise UserError(
                f"The team includes `{name}`, and there is no such team.",
                did_you_mean(name, by_name).strip() or "Mend it there first.",
                Place(path),
            )
        at, inner = by_name[name]
        for each in (*inner.members, *inner.leads):
            yield Entry(each.github)
        yield from _included(at, inner, teams, seen | {name})


def _that_follow(listed: TeamPeople, teams: Teams) -> list[tuple[str, str]]:
    """Return the included teams, near and far, whose members follow from all teams, and by what key."""
    by_name = {team.name: team.people for team in teams.values()}
    found: dict[str, str] = {}
    asked = [*listed.included_teams]
    seen = set(asked)
    for name in asked:
        inner = by_name.get(name, TeamPeople())
        if inner.follows:
            found[name] = inner.follows
        asked += [each for each in inner.included_teams if each not in seen]
        seen.update(inner.included_teams)
    return list(found.items())


def _role(member: TeamMember) -> str:
    return member.roles[0] if member.roles else ""


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
