"""The folder `governance/`: where it is, and all of it as one value.

governance/govbot.yaml           settings, optional
governance/people.yaml           a list of people, optional
governance/bodies/<slug>.yaml    one body each; the file's name is the body's slug
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from govbot.core.bodies import Body, with_offices
from govbot.core.errors import Place, UserError
from govbot.core.findings import Finding, Level
from govbot.core.governance import RESERVED_ROLES, Governance, Settings
from govbot.core.layout import BODIES_FOLDER, FOLDER, PEOPLE_FILE, SETTINGS_FILE, body_file
from govbot.core.people import People, Person
from govbot.files.folders import files_in, is_there
from govbot.files.loading import Loaded, load_yaml
from govbot.files.validation import Findings, findings_of, raise_findings, validate
from govbot.files.wording import in_words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["find_root", "load_governance", "require_governance"]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def find_root(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds `governance/`.

    The search ends at the root of the git repository. Raise `UserError` when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if any((folder / each).exists() for each in (SETTINGS_FILE, PEOPLE_FILE, BODIES_FOLDER)):
            return folder
        if (folder / ".git").exists():
            break
    raise UserError(
        f"There is no `{FOLDER}/` in {start} or above it.",
        "Run `govbot init` in the repository's root to begin one.",
    )


def load_governance(root: Path, commit: str = "") -> tuple[Governance, Findings]:
    """Read what can be read, and say everything that is wrong with the rest.

    A body with an error is left out, as is a person; settings with an error are the defaults.
    """
    findings: list[Finding] = []
    settings = _settings(root, findings)
    people = _people(root, findings)
    bodies = _bodies(root, findings)
    _name_strangers(root, findings)
    governance = Governance.model_construct(
        settings=settings, people=people, bodies=with_offices(bodies, people), commit=commit
    )
    return governance, tuple(findings)


def require_governance(root: Path, commit: str = "") -> Governance:
    """Read all of it; raise `UserError` with the first errors where there are any."""
    governance, findings = load_governance(root, commit)
    raise_findings(findings)
    return governance


def _settings(root: Path, findings: list[Finding]) -> Settings:
    if not is_there(root / SETTINGS_FILE):
        findings.append(
            _notice(
                "default-settings",
                SETTINGS_FILE,
                "There are no settings: the default lifecycle holds, and the vote on an RFC is the "
                "default policy `rfc-accept` (more than half of the council's yes and no).",
                f"Write {SETTINGS_FILE} to set your own.",
            )
        )
        return Settings()
    found = validate(Settings, load_yaml(root / SETTINGS_FILE, SETTINGS_FILE))
    if isinstance(found, Settings):
        return found
    findings += found
    return Settings()


def _people(root: Path, findings: list[Finding]) -> People:
    if not is_there(root / PEOPLE_FILE):
        findings.append(
            _notice(
                "default-people",
                PEOPLE_FILE,
                "Nobody is listed: people are known by their login alone, without affiliation.",
                f"List them in {PEOPLE_FILE}, each with the numeric id that stays when a login changes.",
            )
        )
        return People()
    loaded = load_yaml(root / PEOPLE_FILE, PEOPLE_FILE)
    findings += loaded.findings
    if loaded.findings:
        return People()
    if not isinstance(loaded.data, list):
        findings.append(_wrong_top(loaded, "a list of people (`- github: ada`)"))
        return People()
    data = {"people": loaded.data}
    try:
        return People.model_validate(data)
    except ValidationError as error:
        findings += findings_of(error, People, loaded, data=data, inside=1)
        unfit = {each["loc"][1] for each in error.errors() if len(each["loc"]) > 1}
        fit = [each for at, each in enumerate(loaded.data) if at not in unfit]
        return People(people=tuple(Person.model_validate(each) for each in fit))


def _bodies(root: Path, findings: list[Finding]) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    paths = files_in(root, BODIES_FOLDER, ".yaml")
    for path in paths:
        slug, name = path.stem, body_file(path.stem)
        if not SLUG.fullmatch(slug) or slug in RESERVED_ROLES:
            findings.append(
                Finding.error(
                    "body-slug",
                    Place(name),
                    f"`{slug}` cannot be the name of a body.",
                    "Use lower-case letters, digits and `-`, such as council.yaml or wg-docs.yaml; "
                    f"{', '.join(sorted(RESERVED_ROLES))} have a meaning of their own.",
                )
            )
            continue
        loaded = load_yaml(path, name)
        stray = _filled_in(loaded, slug)
        if stray is not None:
            findings.append(stray)
            continue
        found = validate(Body, loaded)
        if isinstance(found, Body):
            bodies[slug] = found.model_copy(update={"slug": slug})
        else:
            findings += found
    if not paths:
        findings.append(
            Finding.error(
                "no-bodies",
                Place(BODIES_FOLDER),
                "There is no body: nobody may vote.",
                f"Write {BODIES_FOLDER}/council.yaml, or run `govbot init`.",
            )
        )
    return bodies


def _filled_in(loaded: Loaded, slug: str) -> Finding | None:
    """Return what is wrong with a file that says what follows from elsewhere."""
    hints = {
        "slug": f"Remove it: the file's name says that the body is `{slug}`.",
        "holders": "Remove it: who serves because of an office follows from `ex_officio`.",
    }
    for key, hint in hints.items():
        if isinstance(loaded.data, dict) and key in loaded.data and not loaded.findings:
            place = loaded.key_place((key,))
            return Finding.error("unknown-key", place, f"Unknown key `{key}`.", hint)
    return None


def _name_strangers(root: Path, findings: list[Finding]) -> None:
    """Name YAML files that nobody reads: a `council.yml` would be a council without a word."""
    known = {root / SETTINGS_FILE, root / PEOPLE_FILE}
    for path in sorted((root / FOLDER).rglob("*")):
        is_body = path.parent == root / BODIES_FOLDER and path.suffix == ".yaml"
        if path.suffix.lower() in {".yaml", ".yml"} and not is_body and path not in known:
            findings.append(
                Finding.error(
                    "unknown-file",
                    Place(path.relative_to(root).as_posix()),
                    "govbot does not read this file.",
                    f"It reads {SETTINGS_FILE}, {PEOPLE_FILE} and {BODIES_FOLDER}/<slug>.yaml; "
                    "rename the file, or move it out of the folder.",
                )
            )


def _wrong_top(loaded: Loaded, wanted: str) -> Finding:
    message = f"The file holds {in_words(loaded.data)}; {wanted} is expected."
    return Finding.error("wrong-type", loaded.place(), message)


def _notice(id: str, file: str, message: str, hint: str) -> Finding:
    return Finding(id=id, level=Level.NOTICE, file=file, message=message, hint=hint)
