"""Bodies: what they are for, their seats, terms and limits, and everybody who serves, served or will.

    name: Community Council
    kind: council
    seats: {count: 7, minimum: 5}
    term: {length: 6 months, max_consecutive: 2}
    limits: {per_affiliation: 2}
    ex_officio:
      - {body: wg-docs, role: chair, votes: false}
    members:
      - github: ada
        seat: 1
        role: chair
        terms:
          - {start: 2026-01-01, end: 2026-06-30, by: election}

Who serves on a day follows from this alone: see `govbot.core.bodies.service`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from govbot.core.bodies.limits import Inactivity, Limits, Office, OneOffice
from govbot.core.bodies.seats import Seats, Vacancies
from govbot.core.bodies.terms import Leave, Term, TermRules
from govbot.core.model import Strict, misplaced
from govbot.core.people import LOGIN_PATTERN

__all__ = ["Body", "ExOfficio", "GithubTeam", "Kind", "Member"]


class Kind(StrEnum):
    """What a body is for."""

    STEERING = "steering"
    CORE = "core"
    COUNCIL = "council"
    WORKING_GROUP = "working-group"
    TEAM = "team"
    ADVISORY = "advisory"
    CONDUCT = "conduct"


class Member(Strict):
    """Somebody who serves, served or will serve on a body.

    `resigned`, `removed` and `emeritus` are the first day on which the member no longer serves; a term
    that begins later is not touched, so that who left can come back.
    """

    github: str = Field(pattern=LOGIN_PATTERN)
    seat: int | None = Field(default=None, ge=1)
    role: str = ""
    terms: tuple[Term, ...] = ()
    leave: tuple[Leave, ...] = ()
    resigned: date | None = None
    removed: date | None = None
    emeritus: date | None = None
    ex_officio: OneOffice | None = None
    votes: bool = True

    @model_validator(mode="after")
    def _office_gives_the_terms(self) -> Self:
        if self.ex_officio is not None and self.terms:
            raise misplaced(
                "a member ex officio serves as long as they hold that office, and has no terms",
                "terms",
            )
        return self

    @property
    def never_held(self) -> bool:
        """Say whether they are listed because of an office that they never held."""
        return self.removed == date.min

    def never_holding(self) -> Self:
        """Return the member who never held the office because of which they are listed.

        Without terms a member serves always; removed before all days, they never do.
        """
        return self.model_copy(update={"terms": (), "removed": date.min})


class ExOfficio(Office):
    """An office whose holder is a member of this body too, for as long as they hold it.

    With `votes: false` they have a voice, and no ballot.
    """

    seat: int | None = Field(default=None, ge=1)
    votes: bool = True


class GithubTeam(Strict):
    """The team in the GitHub organisation that has the body's members.

    Members with one of the roles in `maintainers` are maintainers of the team.
    """

    name: str = Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")
    maintainers: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _read_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


OneTeam = Annotated[
    GithubTeam, BeforeValidator(lambda value: value, json_schema_input_type=str | GithubTeam)
]
OneExOfficio = Annotated[
    ExOfficio, BeforeValidator(lambda value: value, json_schema_input_type=str | ExOfficio)
]


class Body(Strict):
    """A steering committee, council, working group or team. `slug` is its file's name.

    `members` is what the file lists; `holders` are those who serve because of an office elsewhere,
    which only all the bodies together tell (see `govbot.core.bodies.offices`).
    """

    filled_in: ClassVar[frozenset[str]] = frozenset({"slug", "holders"})

    slug: str = ""
    name: str = Field(min_length=1)
    kind: Kind
    charter: str = ""
    seats: Seats | None = None
    term: TermRules = TermRules()
    limits: Limits = Limits()
    vacancies: Vacancies = Vacancies()
    inactivity: Inactivity | None = None
    github_team: OneTeam | None = None
    ex_officio: tuple[OneExOfficio, ...] = ()
    members: tuple[Member, ...] = ()
    holders: tuple[Member, ...] = ()

    @property
    def everyone(self) -> tuple[Member, ...]:
        """The members that the file lists, then those who serve ex officio."""
        return (*self.members, *self.holders)
