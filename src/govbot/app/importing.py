"""Rosters that another tool keeps, written as the files of a community: all of them, or none.

    roster = read_roster("kubernetes", Path("sigs.yaml"))     # govbot.app.foreign_rosters
    planned = plan_import(root / "governance", roster)
    planned.write()
    planned.steps       # (Step("governance/bodies/sig-docs.yaml", "new"), ...)

People who are in people.yaml already stay as they are there, and new ones are put below them. A body's
file that is there and says something else is only replaced where that was asked for.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from govbot.app.foreign_rosters import text_at
from govbot.core.errors import UserError
from govbot.core.people import People, Person, same_login
from govbot.files import load_governance
from govbot.files.editing import Edit, with_keys
from govbot.files.importing import (
    ImportedPerson,
    ImportedRoster,
    body_text,
    people_text,
    with_people,
)
from govbot.files.loading import Loaded, load_yaml
from govbot.files.validation import raise_findings, require
from govbot.files.writing import write_together
from govbot.schemas import schema

__all__ = ["Import", "Step", "plan_import"]

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
    bodies: list[str] = []
    _plan_people(planned, roster, problems)
    for body in roster.bodies:
        name = f"bodies/{body.slug}.yaml"
        text = body_text(body, roster.source, left)
        there = folder / name
        if not there.exists():
            planned.add(name, text, "new")
        elif text_at(there) == text:
            planned.add(name, text, "the same")
        elif replace:
            planned.add(name, text, "replaced")
        else:
            bodies.append(f"{folder.name}/{name} is there and says something else.")
    if problems or bodies:
        advice = ["Mend people.yaml by hand, or what is imported."] if problems else []
        if bodies:
            advice.append(
                "`--force` replaces the files of bodies, with the terms that were written into them: "
                "commit them first. Or import into another folder with `--into`, and compare."
            )
        raise UserError(
            "What is imported differs from what is there; nothing was written.",
            " ".join(advice),
            details=(*problems, *bodies),
        )
    if left is not None:
        planned.notes += (_of_former(sum(len(body.former) for body in roster.bodies), left),)
    for kind in SCHEMAS:
        name = f"schemas/{kind}.json"
        if not (folder / name).exists():
            planned.add(name, json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n", "new")
    _require_sound(planned)
    return planned


def _of_former(count: int, left: date) -> str:
    if not count:
        return "Nobody is named as a former member there: `--left` has no effect."
    return (
        f"{count} former member(s) are emeriti since {left}, all of them: for days before, the rosters say "
        "that they served, as long as nobody writes when they began and left."
    )


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


def _raw_text(path: Path) -> str:
    """Return a text with its line ends, and a byte order mark, as they are in the file."""
    text_at(path)  # says what is wrong with a file that cannot be read
    return path.read_bytes().decode()
