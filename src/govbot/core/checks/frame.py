"""What a check is given, what it yields, and how that becomes a finding.

A check is a function from a `Community` to what it found, with the rule as its docstring:

    def unknown_members(community: Community) -> Iterator[Found]:
        \"\"\"Every member of a body is listed in people.yaml.\"\"\"
        yield Found("`adda` is not in governance/people.yaml.", file=..., path=("members", 0))

Places are looked up only for what was found, by the callable that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from govbot.core.bodies import Body
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.rolls import Roll, rolls_of
from govbot.core.documents import Document
from govbot.core.errors import Place
from govbot.core.findings import Finding, Level
from govbot.core.governance import Governance
from govbot.core.layout import PEOPLE_FILE, SETTINGS_FILE, body_file
from govbot.core.workflows import Workflow

__all__ = ["Check", "Community", "FilePath", "Found", "Places", "file_only", "findings_from"]

Places = Callable[[str, FilePath], Place]


@dataclass(frozen=True)
class Community:
    """Everything that is checked, and on what day (UTC).

    `pull_request` is the number of the one being checked, `changed` the paths it adds (None: not
    known). `unread` are the files that had errors: what depends on all of one is not asked.
    `is_whole` is false where only one document is looked at. `files` are the paths of all files in the
    repository (None: not known), `workflows` those of GitHub Actions.
    """

    governance: Governance
    documents: tuple[Document, ...]
    today: date
    pull_request: int | None = None
    changed: Collection[str] | None = None
    unread: frozenset[str] = field(default=frozenset())
    is_whole: bool = True
    files: Collection[str] | None = None
    workflows: tuple[Workflow, ...] = ()

    @property
    def bodies(self) -> Iterable[tuple[str, Body]]:
        """The bodies that could be read, by slug."""
        return self.governance.bodies.items()

    @cached_property
    def rolls(self) -> dict[str, Roll]:
        """Everybody's terms in each body, counted, by slug."""
        return rolls_of(self.governance)

    @cached_property
    def policies(self) -> tuple[Declared, ...]:
        """The community's own policies, and the defaults that its lifecycle opens."""
        if not self.has_settings:
            return ()
        settings = self.governance.settings
        opened = {row.opens for row in settings.lifecycle.transitions}
        return tuple(
            Declared(
                name=name,
                policy=policy.on_holidays(settings.calendars),
                governance=self.governance,
                today=self.today,
                is_default=name not in settings.policies,
            )
            for name, policy in settings.all_policies.items()
            if name in settings.policies or name in opened
        )

    @property
    def has_people(self) -> bool:
        """Say whether the community lists its people, and all of them could be read."""
        return bool(self.governance.people.people) and PEOPLE_FILE not in self.unread

    @property
    def has_settings(self) -> bool:
        """Say whether the settings are the community's, or rightly the defaults."""
        return SETTINGS_FILE not in self.unread

    def has_body(self, slug: str) -> bool:
        """Say whether there is such a body, even one that could not be read."""
        return slug in self.governance.bodies or body_file(slug) in self.unread


@dataclass(frozen=True, slots=True)
class Found:
    """Something a check found, at `path` in `file`, or at `line` where that is known already."""

    message: str
    hint: str
    file: str
    path: FilePath = ()
    line: int | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, how much what it finds matters, and the function that looks."""

    id: str
    level: Level
    look: Callable[[Community], Iterator[Found]]

    @property
    def description(self) -> str:
        """The rule: the first line of the function's docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def file_only(file: str, _path: FilePath) -> Place:
    """Look up no place: the file is all that is known."""
    return Place(file)


def findings_from(
    checks: Iterable[Check], community: Community, places: Places = file_only
) -> Iterator[Finding]:
    """Yield what the checks find, in their order."""
    for check in checks:
        for found in check.look(community):
            place = Place(found.file, found.line, 1)
            if found.line is None:
                place = places(found.file, found.path)
            yield Finding(
                id=check.id,
                level=found.level or check.level,
                file=place.file,
                line=place.line,
                column=place.column,
                message=found.message,
                hint=found.hint,
            )
