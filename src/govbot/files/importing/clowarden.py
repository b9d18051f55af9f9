"""The format of CLOWarden, which is Sheriff's: a list of teams, and who people are in a file beside it.

    # config.yaml                             # people.json, optional
    teams:                                    [{"name": "Ada Example", "company": "Acme",
      - name: docs                              "github": "https://github.com/ada"}]
        maintainers: [ada]
        members: [ben]
      - name: everyone
        formation: [docs, infra]

`formation` names teams whose people are in this one too: they are listed as they are now. Sheriff's file
may be a list of organisations; the repositories in it are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import Field, TypeAdapter, ValidationError

from govbot.core.bodies import Kind
from govbot.core.errors import Place, UserError
from govbot.core.spelling import did_you_mean
from govbot.files.importing.names import kind_of, login_of, slug_of
from govbot.files.importing.roster import (
    SEVERAL,
    Collection,
    Draft,
    Entry,
    ImportedRoster,
)
from govbot.files.importing.sources import Foreign, yaml_data
from govbot.files.loading import Loaded
from govbot.files.validation import require

__all__ = ["read_clowarden"]

MAINTAINER = "maintainer"


class Team(Foreign):
    name: str = Field(min_length=1)
    display_name: str = Field(default="", alias="displayName")
    maintainers: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    formation: tuple[str, ...] = ()


class Config(Foreign):
    organization: str = ""
    teams: tuple[Team, ...] = ()


class Profile(Foreign):
    name: str = ""
    github: str = ""
    company: str = ""


PROFILES = TypeAdapter(tuple[Profile, ...])


def read_clowarden(
    text: str, name: str = "config.yaml", people: str = "", people_name: str = "people.json"
) -> ImportedRoster:
    """Return the roster in CLOWarden's configuration; raise `UserError` where it cannot be read.

    `people` is the text of the JSON list of people, from which those in a team get their names.
    """
    loaded = yaml_data(text, name)
    parts = loaded.data if isinstance(loaded.data, list) else [loaded.data]
    configs = [require(Config, Loaded(name, each, (), text)) for each in parts]
    collected = Collection(name)
    if len(configs) > 1:
        collected.note(SEVERAL)
    for config in configs:
        prefix = slug_of(config.organization) if len(configs) > 1 else ""
        teams = _by_name(config.teams, name)
        for team in config.teams:
            _take(collected, team, teams, prefix, name)
    if people:
        _take_people(collected, people, people_name)
    return collected.roster()


def _by_name(teams: tuple[Team, ...], file: str) -> dict[str, Team]:
    found: dict[str, Team] = {}
    for team in teams:
        if team.name in found:
            raise UserError(
                f"`{team.name}` is the name of two teams.", "Mend one of them first.", Place(file)
            )
        found[team.name] = team
    return found


def _take(
    collected: Collection, team: Team, teams: dict[str, Team], prefix: str, file: str
) -> None:
    # Teams of one name in two organisations would be taken for one, with the members of both.
    remarks = [f"The team {team.name} of {prefix}."] if prefix else []
    if team.formation:
        names = ", ".join(team.formation)
        remarks.append(f"Formed of {names}, as they were then.")
        collected.note(
            f"{team.name} is formed of {names}: their people of today are listed, and no longer follow."
        )
    collected.body(
        Draft(
            team.display_name or team.name,
            f"{prefix}-{team.name}" if prefix else team.name,
            kind=kind_of(team.name.replace("-", " "), Kind.TEAM),
            members=_entries(team, teams, file),
            team="" if prefix else team.name,
            maintainers=(MAINTAINER,),
            remarks=remarks,
        )
    )


def _entries(team: Team, teams: dict[str, Team], file: str) -> list[Entry]:
    """Return the team's own people and those of the teams that form it; formation goes one level deep."""
    parts = [team]
    for name in team.formation:
        if name not in teams:
            raise UserError(
                f"`{team.name}` is formed of `{name}`, and there is no such team.",
                did_you_mean(name, teams).strip() or "Mend it there first.",
                Place(file),
            )
        parts.append(teams[name])
    maintainers = [Entry(each, MAINTAINER) for part in parts for each in part.maintainers]
    return [*maintainers, *(Entry(each) for part in parts for each in part.members)]


def _take_people(collected: Collection, text: str, name: str) -> None:
    """Take the names of those who are in a team; a foundation's list has thousands who are not."""
    known = {each.github.lower() for each in collected.people()}
    for profile in _profiles(text, name):
        login = login_of(profile.github)
        if login is not None and login.lower() in known:
            collected.person(login, name=profile.name, affiliation=profile.company)


def _profiles(text: str, name: str) -> Iterator[Profile]:
    try:
        yield from PROFILES.validate_python(json.loads(text))
    except ValueError as error:
        what = "a list of people" if isinstance(error, ValidationError) else "JSON"
        said = "" if isinstance(error, ValidationError) else f": {error}"
        raise UserError(
            f"The file is not {what}{said}.",
            'It holds [{"name": ..., "company": ..., "github": ...}, ...].',
            Place(name),
        ) from error
