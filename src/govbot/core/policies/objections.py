"""Objections that stop or hold a vote: a veto, and concerns that have to be resolved.

veto: {by: council, reason: required, override: {at_least: 2/3}}
veto: {choice: no, reason: required}      # Apache: a -1 with a reason is a veto
concerns: {by: council, resolved_by: [raiser, chair]}
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from govbot.core.choices import Choice
from govbot.core.model import Strict, misplaced
from govbot.core.policies.conditions import PassRule
from govbot.core.policies.electorates import Selectors
from govbot.core.policies.fields import Choices, Names

__all__ = ["Concerns", "Override", "Veto"]

ALL_BUT_ABSTAIN = (Choice.YES, Choice.NO, Choice.BLOCK)


class Override(PassRule):
    """What it takes to pass in spite of a veto. The veto then counts as a no.

    `electorate` is whose ballots decide about it; without it, all of the vote's.
    """

    electorate: Selectors | None = None
    of: Choices | Literal["decisive", "cast", "eligible", "seats"] = ALL_BUT_ABSTAIN


class Veto(Strict):
    """Who may stop a vote alone, with which ballot, and whether it must say why.

    Without `by` everybody who may vote may veto.
    """

    by: Selectors | None = None
    choice: Literal["block", "no"] = "block"
    reason: Literal["required", "optional"] = "required"
    override: Override | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_no(cls, value: Any) -> Any:
        """Accept the boolean that YAML 1.1 makes of a bare `no`."""
        if isinstance(value, dict) and value.get("choice") is False:
            return value | {"choice": "no"}
        return value

    @model_validator(mode="after")
    def _names_carry_no_weight(self) -> Self:
        weighed = [at for at, each in enumerate(self.by or ()) if each.weight != 1]
        if weighed:
            raise misplaced(
                "a veto stops the vote whatever its weight: leave `weight` out of `by`",
                "by",
                weighed[0],
                "weight",
            )
        return self

    @cached_property
    def ballot(self) -> Choice:
        """The choice that is a veto."""
        return Choice(self.choice)


class Concerns(Strict):
    """Who may raise a concern that holds the outcome, and who may resolve it.

    `raiser` is whoever raised it, `chair` anyone with that role in the electorate.
    """

    by: Selectors | None = None
    resolved_by: Names = Field(default=("raiser", "chair", "maintainer"))
