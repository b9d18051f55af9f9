"""The rules of a vote: who may vote, when it counts, what passes.

    rfc-accept:
      electorate: council
      quorum: {of: eligible, at_least: 1/2, counting: [yes, no, abstain]}
      pass: {count: yes, more_than: 1/2, of: [yes, no]}
      veto: {by: council, reason: required}
      period: {length: 10 days, minimum: 72 hours, close_early: never,
               extend: {by: 7 days, times: 1, when: no-quorum}}
      text_change: restart

A policy is data and says nothing about one vote; `govbot.core.votes` counts under it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govbot.core.amounts import Amount
from govbot.core.choices import Choice
from govbot.core.durations import Duration
from govbot.core.model import Strict

__all__ = [
    "DEFAULT_POLICIES",
    "Extension",
    "PassRule",
    "Period",
    "Policy",
    "Quorum",
    "Veto",
]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_choice(value: Any) -> Any:
    """Accept the booleans that YAML 1.1 makes of a bare `yes` and `no`."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _as_choices(value: Any) -> Any:
    return [_as_choice(each) for each in value] if isinstance(value, list | tuple) else value


def _once_each(value: tuple[Any, ...]) -> tuple[Any, ...]:
    repeated = [str(each) for each in dict.fromkeys(value) if value.count(each) > 1]
    if repeated:
        raise ValueError(f"{' and '.join(repeated)} stands here more than once")
    return value


Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...]),
    AfterValidator(_once_each),
    Field(min_length=1),
]
OneChoice = Annotated[Choice, BeforeValidator(_as_choice)]
Choices = Annotated[
    tuple[Choice, ...],
    BeforeValidator(_as_choices),
    AfterValidator(_once_each),
    Field(min_length=1),
]


class Quorum(Strict):
    """How many have to take part for the vote to decide anything."""

    of: Literal["eligible", "seats"] = "eligible"
    at_least: Amount
    counting: Choices = (Choice.YES, Choice.NO, Choice.ABSTAIN)

    @property
    def need(self) -> str:
        """The rule in words: `at least 1/2 of eligible`."""
        return (
            f"at least {self.at_least} of {self.of}"
            if self.at_least.is_share
            else (f"at least {self.at_least} taking part")
        )


class PassRule(Strict):
    """What it takes to pass: how much of `count`, measured against `of`."""

    count: OneChoice = Choice.YES
    more_than: Amount | None = None
    at_least: Amount | None = None
    of: Choices | Literal["cast", "eligible", "seats"] = (Choice.YES, Choice.NO)

    @model_validator(mode="after")
    def _one_bound(self) -> PassRule:
        if (self.more_than is None) == (self.at_least is None):
            raise ValueError("a pass rule has either `more_than` or `at_least`, and not both")
        return self

    @property
    def bound(self) -> Amount:
        """The amount that is asked for, whichever way it is compared."""
        bound = self.more_than if self.more_than is not None else self.at_least
        assert bound is not None  # noqa: S101 - the validator holds exactly one of them
        return bound

    @property
    def base(self) -> str:
        """What the amount is a share of, in words: `yes + no`."""
        if isinstance(self.of, str):
            return {"cast": "ballots cast", "eligible": "eligible", "seats": "seats"}[self.of]
        return " + ".join(self.of)

    @property
    def need(self) -> str:
        """The rule in words: `more than 1/2 of yes + no`."""
        comparison = "more than" if self.more_than is not None else "at least"
        if self.bound.is_share:
            return f"{comparison} {self.bound} of {self.base}"
        return f"{comparison} {self.bound} {self.count}"

    @property
    def is_simple_majority(self) -> bool:
        """Say whether yes must outnumber no: the one rule under which a vote can be tied."""
        return (
            self.more_than is not None
            and self.more_than.is_share
            and self.more_than.value * 2 == 1
            and self.count is Choice.YES
            and not isinstance(self.of, str)
            and set(self.of) == {Choice.YES, Choice.NO}
        )


class Veto(Strict):
    """Who may block, and whether a block must say why."""

    by: Names
    reason: Literal["required", "optional"] = "required"


class Extension(Strict):
    """More time, when the deadline finds no quorum."""

    by: Duration
    times: int = Field(default=1, ge=1, le=10)
    when: Literal["no-quorum"] = "no-quorum"


class Period(Strict):
    """How long a vote runs, and whether it may end sooner or later."""

    length: Duration
    minimum: Duration | None = None
    close_early: Literal["never", "all-voted"] = "never"
    extend: Extension | None = None


class Policy(Strict):
    """The whole rule of a vote. `electorate` names bodies; `stewards` may cancel or refresh it."""

    electorate: Names
    quorum: Quorum | None = None
    pass_: PassRule = Field(alias="pass")
    veto: Veto | None = None
    period: Period
    text_change: Literal["restart", "notify", "ignore"] = "restart"
    stewards: Names = ("maintainer",)

    @model_validator(mode="after")
    def _vetoes_are_votes(self) -> Policy:
        outside = set(self.veto.by if self.veto else ()).difference(self.electorate)
        if outside:
            raise ValueError(
                f"the veto is given to {' and '.join(sorted(outside))}, who may not vote here; "
                f"the electorate is: {', '.join(self.electorate)}"
            )
        return self


DEFAULT_POLICIES: dict[str, Policy] = {
    "rfc-accept": Policy.model_validate(
        {
            "electorate": "council",
            "quorum": {"of": "eligible", "at_least": "1/2", "counting": ["yes", "no", "abstain"]},
            "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
            "veto": {"by": "council", "reason": "required"},
            "period": {
                "length": "10 days",
                "minimum": "72 hours",
                "close_early": "never",
                "extend": {"by": "7 days", "times": 1, "when": "no-quorum"},
            },
            "text_change": "restart",
        }
    )
}
