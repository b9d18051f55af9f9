"""Limits across people: seats for one affiliation, offices that exclude one another, who is represented.

    limits:
      per_affiliation: 2
      incompatible: [steering, {body: wg-security, role: chair}]
      represented: [{bodies: [wg-docs, wg-infra, wg-outreach], at_least: 2}]

`per_affiliation` is a number or a share; written out, it says of what, and what a change of job means:

      per_affiliation: {at_most: 1/3, of: seats, on_change: step-down, within: 60 days}
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from govbot.core.amounts import Amount
from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced

__all__ = ["AffiliationLimit", "Inactivity", "Limits", "Office", "OneOffice", "Representation"]


class Office(Strict):
    """A place on a body, or only that of its members with a role."""

    body: str = Field(min_length=1)
    role: str = ""

    @model_validator(mode="before")
    @classmethod
    def _read_name(cls, value: Any) -> Any:
        return {"body": value} if isinstance(value, str) else value

    def is_held_by(self, role: str) -> bool:
        """Say whether a member of the body with this role holds the office; capitals say nothing."""
        return not self.role or role.casefold() == self.role.casefold()

    def __str__(self) -> str:
        return f"{self.role} of {self.body}" if self.role else self.body


OneOffice = Annotated[
    Office, BeforeValidator(lambda value: value, json_schema_input_type=str | Office)
]
"""An office as it may be written: by the body's name alone."""


class AffiliationLimit(Strict):
    """The most people of one affiliation who may serve at one time.

    `of` is what a share is a share of: all `seats`, or only the `filled` ones. `on_change` says what
    happens when somebody's affiliation changes during a term: with `step-down`, enough of them leave,
    `within` so long of the change; with `serve-out`, they serve until their terms end.
    """

    at_most: Amount
    of: Literal["seats", "filled"] = "seats"
    on_change: Literal["step-down", "serve-out"] = "step-down"
    within: Duration | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_amount(cls, value: Any) -> Any:
        return value if isinstance(value, dict | AffiliationLimit) else {"at_most": value}

    @model_validator(mode="after")
    def _fits(self) -> AffiliationLimit:
        if self.within is not None and self.on_change == "serve-out":
            raise misplaced("`within` goes with `on_change: step-down`", "within")
        if self.at_most.kind == "all-but":
            raise misplaced("write a number of people (2) or a share (1/3)", "at_most")
        return self


OneAffiliationLimit = Annotated[
    AffiliationLimit,
    BeforeValidator(lambda value: value, json_schema_input_type=Amount | AffiliationLimit),
]
"""A limit on affiliations as it may be written: by the number or share alone."""


class Representation(Strict):
    """Bodies, or groups of people or seats, of which at least so many have somebody serving."""

    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    at_least: Amount = Amount.parse("all")

    @model_validator(mode="after")
    def _names_some(self) -> Representation:
        if not self.bodies and not self.groups:
            raise ValueError("name the `bodies` or the `groups` that are to be represented")
        return self


class Limits(Strict):
    """Limits across people. `since` is the first day on which they hold; `soft` ones only warn."""

    per_affiliation: OneAffiliationLimit | None = None
    incompatible: tuple[OneOffice, ...] = ()
    represented: tuple[Representation, ...] = ()
    since: date | None = None
    soft: tuple[Literal["per_affiliation", "incompatible", "represented"], ...] = ()


class Inactivity(Strict):
    """When a member who does not vote is asked whether they still serve.

    After `missed` votes in a row without a ballot, or with ballots in less than `below` of the votes
    that closed in the last `over`, if those were `at_least` so many. Whoever does not answer within
    `answer_within` is moved to emeritus by a pull request. A vote that fell into a leave of absence
    is not counted.
    """

    missed: int | None = Field(default=None, ge=1)
    below: Amount | None = None
    over: Duration | None = None
    at_least: int = Field(default=3, ge=1)
    answer_within: Duration = Duration(14, "day")

    @model_validator(mode="after")
    def _says_when(self) -> Inactivity:
        if self.missed is None and self.below is None:
            raise ValueError("say when: `missed: 3`, or `below: 1/2` and `over: 6 months`")
        if self.below is not None and not self.below.is_share:
            raise misplaced("write a share of the votes, such as 1/2", "below")
        if (self.below is None) != (self.over is None):
            raise misplaced(
                "`below` and `over` go together: below 1/2 over 6 months",
                "over" if self.below is None else "below",
            )
        return self
