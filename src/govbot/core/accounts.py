"""Accounts on GitHub, and voters: an account with a ballot in one vote.

    Account(login="ada", id=1001).is_called("ADA")   # True

Identity is the numeric id, where both sides know it; a login only where one of them does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from govbot.core.model import Strict
from govbot.core.people import same_login

__all__ = ["Account", "Membership", "Voter", "Weight", "plain_number"]


def plain_number(value: Fraction) -> int | str:
    """Return a whole number as an `int`, anything else as `3/2`: exact, and fit for JSON."""
    return int(value) if value.denominator == 1 else str(value)


def _as_weight(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,9}(/0*[1-9][0-9]{0,8})?", str(value)):
        return Fraction(str(value))
    raise ValueError(f"`{value}` is not a weight. Write a whole number or a fraction: 2, 3/2.")


Weight = Annotated[
    Fraction,
    BeforeValidator(_as_weight),
    PlainSerializer(plain_number),
    Field(ge=0, json_schema_extra={"type": ["integer", "string"]}),
]


@dataclass(frozen=True, slots=True)
class Account:
    """A GitHub account: the login as last seen, and the numeric id (None where it is not known)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    login: str
    id: int | None = None
    is_bot: Annotated[bool, Field(exclude_if=lambda value: not value)] = False

    def is_called(self, login: str) -> bool:
        """Say whether the account has this login now."""
        return same_login(self.login, login)

    def is_same(self, other: Account) -> bool:
        """Say whether two accounts are one: by id where both have one, else by login."""
        if self.id is not None and other.id is not None:
            return self.id == other.id
        return same_login(self.login, other.login)


class Membership(Strict):
    """A seat on a body. `reserved` is the kind of person the seat is kept for, if it is."""

    body: str
    seat: int | None = None
    role: str = ""
    reserved: str = Field(default="", exclude_if=lambda value: not value)

    @model_validator(mode="before")
    @classmethod
    def _read_name(cls, value: Any) -> Any:
        return {"body": value} if isinstance(value, str) else value


class Voter(Strict):
    """One of an electorate, as it stood when the vote opened.

    `body` is the body that gives the ballot, `also` those of the policy that the voter serves on too.
    `on_leave` says that the voter is on leave of absence, where the policy lets those vote all the same.
    `until` is the last day of the term that gives the ballot, where an end is known.
    """

    login: str
    id: int | None = None
    body: str = ""
    also: tuple[Membership, ...] = Field(default=(), exclude_if=lambda value: not value)
    seat: int | None = None
    role: str = ""
    reserved: str = Field(default="", exclude_if=lambda value: not value)
    affiliation: str | None = None
    weight: Weight = Fraction(1)
    on_leave: bool = Field(default=False, exclude_if=lambda value: not value)
    until: date | None = Field(default=None, exclude_if=lambda value: value is None)

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Every seat that gives this voter a ballot."""
        own = Membership(body=self.body, seat=self.seat, role=self.role, reserved=self.reserved)
        return (own, *self.also)
