"""`govbot init`: the files that a repository begins with, from the starter in this package.

    for step in set_up(root, body="council", owners=("ada", "ben"), today=date(2026, 3, 1)):
        step.path, step.written     # "governance/govbot.yaml", True

Nothing is ever overwritten: a file that is there stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from govbot.app.first_look import beginnings, pattern, signs
from govbot.core.layout import body_file
from govbot.core.workflows import WORKFLOWS_FOLDER
from govbot.files.writing import write_new
from govbot.schemas import schema

__all__ = [
    "ACTION",
    "HOURLY",
    "OFTEN",
    "SCHEMAS",
    "STARTER",
    "Step",
    "set_up",
    "starter_workflows",
    "workflow",
]

ACTION = "OWNER/govbot@COMMIT"
"""What the workflows use, until it is said where govbot is kept and which commit of it to run."""

SCHEMAS = ("settings", "people", "body")
"""The schemas that are written beside the files, so that editors complete them as people type."""

STARTER = (
    "governance/govbot.yaml",
    "governance/people.yaml",
    "governance/bodies/council.yaml",
    "rfcs/0000-template.md",
    ".github/workflows/govbot.yml",
    ".github/workflows/govbot-wake.yml",
    ".github/workflows/check.yml",
)
"""The files, by their names below the repository's root; the package keeps workflows in `workflows/`."""


OFTEN = "2,17,32,47 * * * *"
"""When the schedule comes in a public repository, where minutes cost nothing."""

HOURLY = "17 * * * *"
"""When it comes in a private one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file of the starter: its path below the root, and whether it was written or was there."""

    path: str
    written: bool


def set_up(
    root: Path,
    *,
    body: str,
    owners: tuple[str, ...],
    today: date,
    action: str = ACTION,
    cron: str = OFTEN,
) -> Iterator[Step]:
    """Write each file of the starter that is missing below `root`. Raise `UserError` where one cannot be.

    `body` is the slug of the first body, `owners` are the logins of its members: without any, the
    roster is empty, and `govbot check` says so until somebody is on it. `action` is what the
    workflows use, as `owner/repository@commit`, and `cron` is when the schedule comes.
    """
    values = {
        **_for_workflows(action, cron),
        "body": body,
        "body_name": body.replace("-", " ").capitalize(),
        "members": _members(owners, today),
        "people": _people(owners),
    }
    for name in STARTER:
        path = body_file(body) if name == body_file("council") else name
        yield Step(path, write_new(root / path, _filled_in(_starter(name), values)))
    for kind in SCHEMAS:
        path = f"governance/schemas/{kind}.json"
        text = json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
        yield Step(path, write_new(root / path, text))


def starter_workflows() -> dict[str, str]:
    """Return the workflows that `govbot init` writes where nothing else is asked for, by path."""
    return {each: workflow(each) for each in STARTER if each.startswith(WORKFLOWS_FOLDER)}


def workflow(name: str, *, action: str = ACTION, cron: str = OFTEN) -> str:
    """Return the text of one of the starter's workflows, such as `.github/workflows/govbot.yml`."""
    return _filled_in(_starter(name), _for_workflows(action, cron))


def _for_workflows(action: str, cron: str) -> dict[str, str]:
    return {
        "action": action,
        "cron": cron,
        # Each line is as far in as where it stands in the file.
        "beginnings": beginnings().replace("\n", "\n" + 6 * " "),
        "signs": signs(),
        "pattern": pattern().replace("\n", "\n" + 12 * " "),
    }


def _starter(name: str) -> str:
    # A leading dot in a package's data is easily lost on the way.
    kept = name.removeprefix(".github/")
    return files("govbot.app").joinpath(f"starter/{kept}").read_text(encoding="utf-8")


def _filled_in(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@@{name}@@", value)
    return text


def _members(owners: tuple[str, ...], today: date) -> str:
    if not owners:
        return "members: []"
    entries = [
        f"  - github: {login}\n    terms:\n      - {{start: {today.isoformat()}, by: founding}}\n"
        for login in owners
    ]
    return "members:\n" + "".join(entries).rstrip("\n")


def _people(owners: tuple[str, ...]) -> str:
    return "".join(f"- github: {login}\n" for login in owners).rstrip("\n") or "[]"
