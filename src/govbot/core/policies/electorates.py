"""Who may vote under a condition: bodies, roles and seats in them, and people by name.

    electorate: council
    electorate: [council, "@ada"]
    electorate:
      - council
      - {body: wg-security, role: chair, weight: 2}
      - {body: council, reserved: founder}

Whoever is selected twice votes once, with the greater weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_serializer, model_validator

from govbot.core.accounts import Voter, Weight
from govbot.core.model import Strict, misplaced
from govbot.core.people import LOGIN_PATTERN, same_login
from govbot.core.policies.fields import as_list, once_each

__all__ = ["Selector", "Selectors", "electorate_words", "weight_under"]


class Selector(Strict):
    """Some of the people who may vote: a body, those of it with a role or in a seat, or a person.

    `weight` is what each of their ballots counts for.
    """

    body: str | None = None
    person: str | None = Field(default=None, pattern=LOGIN_PATTERN)
    role: str | None = Field(default=None, min_length=1)
    seats: tuple[int, ...] = ()
    reserved: str | None = Field(default=None, min_length=1)
    weight: Weight = Fraction(1)

    @model_validator(mode="before")
    @classmethod
    def _read_name(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return {"person": value[1:]} if value.startswith("@") else {"body": value}

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.body is None) == (self.person is None):
            raise misplaced(
                "an entry of an electorate names a `body` or a `person`, and not both",
                *(() if self.body is None else ("person",)),
            )
        if self.person is not None and (self.role or self.seats or self.reserved):
            stray = "role" if self.role else "seats" if self.seats else "reserved"
            raise misplaced(
                "`role`, `seats` and `reserved` go with `body`, not with `person`", stray
            )
        return self

    @model_serializer(mode="plain")
    def _written(self) -> str | dict[str, Any]:
        if self.is_plain:
            return self.name
        written: dict[str, Any] = {
            "body": self.body,
            "person": self.person,
            "role": self.role,
            "seats": list(self.seats),
            "reserved": self.reserved,
        }
        kept = {key: value for key, value in written.items() if value}
        if self.weight != 1:
            kept["weight"] = str(self.weight)
        return kept

    @property
    def is_plain(self) -> bool:
        """Say whether the selector is nothing but a name."""
        return not (self.role or self.seats or self.reserved) and self.weight == 1

    @property
    def name(self) -> str:
        """The body's slug, or the person as `@login`."""
        return self.body if self.body is not None else f"@{self.person}"

    @property
    def words(self) -> str:
        """The selector in words: `chair of wg-security (weight 2)`."""
        text = self.name
        if self.reserved:
            text = f"seat for {self.reserved} of {text}"
        if self.seats:
            seats = ", ".join(map(str, self.seats))
            text = f"seat{'' if len(self.seats) == 1 else 's'} {seats} of {text}"
        if self.role:
            text = f"{self.role} of {text}"
        return text if self.weight == 1 else f"{text} (weight {self.weight})"

    def selects(self, voter: Voter) -> bool:
        """Say whether `voter` is one of these. A voter without a body stands for every body."""
        if self.person is not None:
            named = f"@{self.person}".lower()
            return same_login(voter.login, self.person) or any(
                membership.body.lower() == named for membership in voter.memberships
            )
        if not (self.role or self.seats or self.reserved):
            # The usual case, a hundred thousand times where the electorate is everybody.
            return voter.body in ("", self.body) or any(m.body == self.body for m in voter.also)
        return any(
            membership.body in ("", self.body)
            and (not self.role or membership.role.lower() == self.role.lower())
            and (not self.seats or membership.seat in self.seats)
            and (not self.reserved or membership.reserved.lower() == self.reserved.lower())
            for membership in voter.memberships
        )


Selectors = Annotated[
    tuple[Selector, ...],
    BeforeValidator(as_list, json_schema_input_type=str | Selector | tuple[str | Selector, ...]),
    AfterValidator(once_each),
    Field(min_length=1),
]


def weight_under(selectors: Sequence[Selector], voter: Voter) -> Fraction | None:
    """Return what a ballot of `voter` counts for under these selectors; None for no vote."""
    weights = [each.weight for each in selectors if each.selects(voter)]
    return max(weights) * voter.weight if weights else None


def electorate_words(selectors: Sequence[Selector]) -> str:
    """Return who may vote, in words: `council or chair of wg-security`."""
    return " or ".join(each.words for each in selectors)
