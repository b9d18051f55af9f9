"""Rosters that another tool keeps, written as the files of a community: all of them, or none.

    roster = read_roster("kubernetes", Path("sigs.yaml"))
    planned = plan_import(root / "governance", roster)
    planned.write()
    planned.steps       # (Step("governance/bodies/sig-docs.yaml", "new"), ...)

People who are in people.yaml already stay as they are there, and new ones are put below them. A body's
file that is there and says something else is only replaced where that was asked for.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govbot.core.errors import UserError
from govbot.core.people import People, Person, same_login
from govbot.files import load_governance
from govbot.files.editing import Edit, with_keys
from govbot.files.importing import (
    FoundAccount,
    FoundTeam,
    ImportedPerson,
    ImportedRoster,
    body_text,
    people_text,
    read_clowarden,
    read_github_teams,
    read_kubernetes,
    read_peribolos,
    read_rust_team,
    with_people,
)
from govbot.files.importing.sources import MOST_BYTES
from govbot.files.loading import Loaded, load_yaml
from govbot.files.texts import decode, read_bytes
from govbot.files.validation import raise_findings, require
from govbot.files.writing import write_together
from govbot.schemas import schema

if TYPE_CHECKING:
    from govbot.gh import Connection

__all__ = ["FORMATS", "Import", "Step", "plan_import", "read_organization", "read_roster"]

FORMATS: Mapping[str, str] = {
    "rust-team": "a clone of rust-lang/team, or a folder like it: people/*.toml, teams/*.toml",
    "kubernetes": "a sigs.yaml",
    "peribolos": "an org.yaml, or a folder of them as in kubernetes/org",
    "clowarden": "a config.yaml, with people.json beside it if there is one",
}
"""The formats that are read from files, and what PATH is for each."""

SCHEMAS = ("people", "body")

How = Literal["new", "more", "replaced", "the same"]


@dataclass(frozen=True, slots=True)
class Step:
    """One file: its path below the folder's parent, and what becomes of it."""

    path: str
    how: How


@dataclass(slots=True)
class Import:
    """What an import writes. `notes` say what was left out or changed on the way."""

    folder: Path
    notes: tuple[str, ...]
    texts: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def write(self) -> None:
        """Write all of it, or raise `UserError` and leave everything as it was."""
        write_together({self.folder / name: text for name, text in self.texts.items()})

    def add(self, name: str, text: str, how: How) -> None:
        """Plan for a file, by its path below the folder."""
        if how != "the same":
            self.texts[name] = text
        self.steps.append(Step(f"{self.folder.name}/{name}", how))


def read_roster(format: str, path: Path) -> ImportedRoster:
    """Return the roster in a file or folder of one of `FORMATS`; raise `UserError` for what is none."""
    if not path.exists():
        raise UserError(f"There is no {path}.", f"It is to be {FORMATS[format]}.")
    match format:
        case "rust-team":
            return read_rust_team(_folder(path, format, "people/*.toml", "teams/**/*.toml"))
        case "peribolos" if path.is_dir():
            return read_peribolos(_folder(path, format, "**/org.yaml", "**/teams.yaml"))
        case "peribolos":
            return read_peribolos({path.name: _text(path)})
        case "kubernetes":
            file = path / "sigs.yaml" if path.is_dir() else path
            return read_kubernetes(_text(file), file.name)
        case "clowarden":
            file = path / "config.yaml" if path.is_dir() else path
            beside = file.parent / "people.json"
            people = _text(beside) if beside.exists() else ""
            return read_clowarden(_text(file), file.name, people, beside.name)
        case _:
            raise UserError(
                f"`{format}` is no format.", f"The formats are: {', '.join((*FORMATS, 'github'))}."
            )


def read_organization(connection: Connection, organization: str) -> ImportedRoster:
    """Return the roster that the teams of an organisation on GitHub make, with its owners."""
    from govbot.gh.accounts import owners_of, teams_of

    teams = teams_of(connection, organization)
    owners = owners_of(connection, organization)
    return read_github_teams(
        organization,
        [
            FoundTeam(
                name=team.name,
                slug=team.slug,
                description=team.description,
                parent=team.parent,
                members=[
                    FoundAccount(each.login, each.id, each.is_maintainer) for each in team.members
                ],
            )
            for team in teams
        ],
        [FoundAccount(each.login, each.id) for each in owners],
    )


def plan_import(
    folder: Path, roster: ImportedRoster, *, left: date | None = None, replace: bool = False
) -> Import:
    """Return what would be written to `folder`, the community's `governance/`.

    `left` is the first day (UTC) on which former members no longer served; without it they are named in
    a comment. With `replace`, a body's file that is there is replaced. Raise `UserError` with everything
    that stands in the way.
    """
    planned = Import(folder, roster.notes)
    problems: list[str] = []
    _plan_people(planned, roster, problems)
    for body in roster.bodies:
        name = f"bodies/{body.slug}.yaml"
        text = body_text(body, roster.source, left)
        there = folder / name
        if not there.exists():
            planned.add(name, text, "new")
        elif _text(there) == text:
            planned.add(name, text, "the same")
        elif replace:
            planned.add(name, text, "replaced")
        else:
            problems.append(f"{folder.name}/{name} is there and says something else.")
    if problems:
        raise UserError(
            "What is imported differs from what is there; nothing was written.",
            "Mend people.yaml by hand; `--force` replaces the files of bodies, and git keeps the old ones.",
            details=tuple(problems),
        )
    for kind in SCHEMAS:
        name = f"schemas/{kind}.json"
        if not (folder / name).exists():
            planned.add(name, json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n", "new")
    _require_sound(planned)
    return planned


def _plan_people(planned: Import, roster: ImportedRoster, problems: list[str]) -> None:
    name = "people.yaml"
    there = planned.folder / name
    if not there.exists():
        everybody = {each.github.lower(): each for each in roster.people}
        for login in _members_there(planned.folder):
            everybody.setdefault(login.lower(), ImportedPerson(login))
        people = [person for _, person in sorted(everybody.items())]
        planned.add(name, people_text(people), "new")
        return
    shown = f"{planned.folder.name}/{name}"
    text = before = _raw_text(there)
    loaded = load_yaml(text, shown)
    raise_findings(loaded.findings)
    listed = require(People, _as_people(loaded.data, shown))
    places = {each.github: at for at, each in enumerate(listed.people)}
    more = []
    edits = []
    for person in roster.people:
        known = listed.find(person.github, person.id)
        if known is None and listed.find(person.github) is None:
            more.append(person)
        elif (problem := _difference(person, known, listed)) is not None:
            problems.append(f"{shown}: {problem}")
        elif known is not None and known.id is None and person.id is not None:
            edits.append(Edit((places[known.github],), "id", person.id, after="github"))
    if problems:
        return
    text = with_people(with_keys(text, edits, name=shown), more, shown)
    planned.add(name, text, "the same" if text == before else "more")


def _difference(person: ImportedPerson, known: Person | None, listed: People) -> str | None:
    """Return why somebody cannot be taken for the one who is listed, if so."""
    if known is None:
        other = listed.find(person.github)
        return (
            f"{person.github} has the id {other.id if other else None} there, and {person.id} here."
        )
    logins = (known.github, *known.former_logins)
    if not any(same_login(person.github, each) for each in logins):
        return (
            f"the id {person.id} is {known.github} there, and {person.github} here; "
            "`govbot roster pin` follows logins that changed."
        )
    return None


def _members_there(folder: Path) -> Iterator[str]:
    """Yield the logins in the bodies that are there: once people are listed, all of them must be."""
    for path in sorted((folder / "bodies").glob("*.yaml")):
        loaded = load_yaml(path, path.name)
        members = loaded.data.get("members") if isinstance(loaded.data, dict) else None
        for each in members if isinstance(members, list) else ():
            if isinstance(each, dict) and isinstance(each.get("github"), str):
                yield each["github"]


def _require_sound(planned: Import) -> None:
    """Raise `UserError` where the files would not be read without error once they are written."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        copy = root / "governance"
        for path in sorted(planned.folder.rglob("*.yaml")):
            there = copy / path.relative_to(planned.folder)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
        write_together({copy / name: text for name, text in planned.texts.items()})
        _, findings = load_governance(root)
    written = {f"governance/{name}" for name in planned.texts}
    raise_findings(tuple(each for each in findings if each.file in written))


def _as_people(data: object, name: str) -> Loaded:
    return Loaded(name, {"people": data})


def _folder(path: Path, format: str, *patterns: str) -> dict[str, str]:
    """Return the texts of the files in a folder that match, by their paths from it."""
    if not path.is_dir():
        raise UserError(f"{path} is no folder.", f"It is to be {FORMATS[format]}.")
    found = {file for pattern in patterns for file in path.glob(pattern) if file.is_file()}
    if not found:
        raise UserError(
            f"There is nothing like {' or '.join(patterns)} in {path}.",
            f"It is to be {FORMATS[format]}.",
        )
    return {file.relative_to(path).as_posix(): _text(file) for file in sorted(found)}


def _text(path: Path) -> str:
    content = read_bytes(path, path.name, MOST_BYTES)
    text = decode(content, path.name) if isinstance(content, bytes) else content
    if not isinstance(text, str):
        raise_findings((text,))
        raise AssertionError("a file that cannot be read is an error")
    return text


def _raw_text(path: Path) -> str:
    """Return a text with its line ends, and a byte order mark, as they are in the file."""
    _text(path)  # says what is wrong with a file that cannot be read
    return path.read_bytes().decode()
