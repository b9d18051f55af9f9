"""Who people are: a numeric GitHub id, a login that may change, affiliations over time.

    - github: ada
      id: 1001
      name: Ada Example
      affiliations:
        - {name: Acme, start: 2024-01-01}
      former_logins: [ada-old]

Identity is the numeric id. Logins compare case-insensitively; a former login still finds its person.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from govbot.core.model import Strict

__all__ = ["Affiliation", "Group", "People", "Person", "one_spelling", "same_login"]

LOGIN_PATTERN = r"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$"
"""A login: letters, digits and hyphens; an account managed by an enterprise has an underscore."""


def same_login(one: str, other: str) -> bool:
    """Say whether two logins name one account now: GitHub's logins ignore case."""
    return one.lower() == other.lower()


def one_spelling(affiliation: str) -> str:
    """Return what two spellings of one affiliation have in common: capitals and spaces say nothing."""
    return " ".join(affiliation.split()).casefold()


class Affiliation(Strict):
    """An employer or organisation, from `start` to `end`, both days included."""

    name: str = Field(min_length=1)
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Affiliation:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the affiliation ends ({self.end}) before it starts ({self.start})")
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether the person was affiliated on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Group(Affiliation):
    """A group that people belong to, such as founder or end-user: for whom a seat is reserved."""

    @model_validator(mode="before")
    @classmethod
    def _read_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Person(Strict):
    """Somebody the community's files name. `id` is GitHub's numeric id."""

    github: str = Field(pattern=LOGIN_PATTERN, description="The GitHub login, as it is now.")
    id: int | None = Field(default=None, ge=1, description="The numeric GitHub id: identity.")
    name: str = ""
    email: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    former_logins: tuple[str, ...] = ()
    groups: tuple[
        Annotated[Group, BeforeValidator(lambda value: value, json_schema_input_type=str | Group)],
        ...,
    ] = ()

    def is_in(self, group: str, day: date) -> bool:
        """Say whether the person belongs to a group, such as founder or end-user, on `day`."""
        name = one_spelling(group)
        return any(one_spelling(each.name) == name and each.holds_on(day) for each in self.groups)

    def affiliation_on(self, day: date) -> str | None:
        """Return the affiliation on `day`, the latest to start where several hold."""
        held = [each for each in self.affiliations if each.holds_on(day)]
        return max(held, key=lambda each: each.start or date.min).name if held else None


class People(Strict):
    """Everybody in `governance/people.yaml`, found by id, by login or by former login."""

    people: tuple[Person, ...] = ()

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people if person.id is not None}

    @cached_property
    def _by_login(self) -> dict[str, Person]:
        former = {old.lower(): person for person in self.people for old in person.former_logins}
        return former | {person.github.lower(): person for person in self.people}

    def login_of(self, login: str) -> str:
        """Return the login that somebody has now, where they are listed; else as it is given."""
        person = self.find(login)
        return person.github if person else login

    def find(self, login: str, account: int | None = None) -> Person | None:
        """Return the person with this numeric id, else with this login now or formerly.

        An id that belongs to somebody else never falls back to the login: a login given up by one
        person can be taken by another.
        """
        if account is not None and account in self._by_id:
            return self._by_id[account]
        person = self._by_login.get(login.lower())
        if person is not None and account is not None and person.id not in (None, account):
            return None
        return person
