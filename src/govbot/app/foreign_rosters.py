"""The rosters of another tool, read from the files of this machine or asked of GitHub.

    read_roster("kubernetes", Path("sigs.yaml"))     # ImportedRoster(bodies=(...), notes=(...), ...)
    read_organization(connection, "example")

A file that is plainly another format's is refused, and the error names the format that it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from govbot.core.errors import UserError
from govbot.files.importing import (
    FoundAccount,
    FoundTeam,
    ImportedRoster,
    likely_format,
    login_of,
    read_clowarden,
    read_github_teams,
    read_kubernetes,
    read_peribolos,
    read_rust_team,
)
from govbot.files.importing.sources import MOST_BYTES
from govbot.files.texts import decode, read_bytes
from govbot.files.validation import raise_findings

if TYPE_CHECKING:
    from govbot.gh import Connection

__all__ = ["FORMATS", "organization_named", "read_organization", "read_roster", "text_at"]

FORMATS: Mapping[str, str] = {
    "rust-team": "a clone of rust-lang/team, or a folder like it: people/*.toml, teams/*.toml",
    "kubernetes": "a sigs.yaml",
    "peribolos": "an org.yaml, or a folder of them as in kubernetes/org",
    "clowarden": "a config.yaml, with people.json beside it if there is one",
}
"""The formats that are read from files, and what PATH is for each."""


def read_roster(format: str, path: Path) -> ImportedRoster:
    """Return the roster in a file or folder of one of `FORMATS`; raise `UserError` for what is none."""
    if not path.exists():
        if re.match(r"https?:/", str(path)):
            raise UserError(
                "PATH is an address, and nothing is downloaded.",
                f"Clone the repository, or save the file, and name it. It is to be {FORMATS[format]}.",
            )
        raise UserError(f"There is no {path}.", f"It is to be {FORMATS[format]}.")
    match format:
        case "rust-team":
            return read_rust_team(_folder(path, format, "people/*.toml", "teams/**/*.toml"))
        case "peribolos" if path.is_dir():
            return read_peribolos(_folder(path, format, "**/org.yaml", "**/teams.yaml"))
        case "peribolos":
            text = _text_of(path, format)
            return read_peribolos({path.name: text})
        case "kubernetes":
            file = _within(path, "sigs.yaml", format)
            return read_kubernetes(_text_of(file, format), file.name)
        case "clowarden":
            file = _within(path, "config.yaml", format)
            text = _text_of(file, format)
            beside = file.parent / "people.json"
            people = text_at(beside) if beside.exists() else ""
            return read_clowarden(text, file.name, people, beside.name)
        case _:
            raise UserError(
                f"`{format}` is no format.", f"The formats are: {', '.join((*FORMATS, 'github'))}."
            )


def organization_named(text: str) -> str:
    """Return the organisation in `example` or `https://github.com/example`; raise `UserError` for else."""
    organization = login_of(text)
    if organization is None:
        raise UserError(
            f"`{text}` is not the name of an organisation on GitHub.",
            "Write its name: govbot roster import github example",
        )
    return organization


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
    names = {file: file.relative_to(path).as_posix() for file in sorted(found)}
    return {name: text_at(file, name) for file, name in names.items()}


def _within(path: Path, name: str, format: str) -> Path:
    """Return the file in a folder, or the file itself; raise `UserError` where the folder has none."""
    file = path / name if path.is_dir() else path
    if not file.exists():
        raise UserError(f"There is no {name} in {path}.", f"It is to be {FORMATS[format]}.")
    return file


def _text_of(path: Path, format: str) -> str:
    """Return the text of a format's one file; raise `UserError` where it is plainly another's."""
    text = text_at(path)
    if text.lstrip().lower().startswith(("<!doctype", "<html")):
        raise UserError(
            f"{path.name} is a web page.",
            f"Save the file itself (on GitHub: Raw). It is to be {FORMATS[format]}.",
        )
    likely = likely_format(text, path.name)
    if likely not in (None, format):
        raise UserError(
            f"{path.name} looks like `{likely}`, and not like `{format}`.",
            f"Try: govbot roster import {likely} {path}",
        )
    return text


def text_at(path: Path, name: str = "") -> str:
    """Return the text of a file, called `name` in errors; raise `UserError` where it cannot be read."""
    name = name or path.name
    content = read_bytes(path, name, MOST_BYTES)
    text = decode(content, name) if isinstance(content, bytes) else content
    if not isinstance(text, str):
        raise_findings((text,))
        raise AssertionError("a file that cannot be read is an error")
    return text
