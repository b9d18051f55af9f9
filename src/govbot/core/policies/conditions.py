"""What a vote takes to pass: quorum, least number of yes, pass rule, and how conditions are joined.

quorum: {of: eligible, at_least: 1/2, counting: [yes, no, abstain]}
minimum_yes: 3
pass: {count: yes, more_than: 1/2, of: [yes, no]}
tie: chair decides

all:
  - {electorate: council, pass: {more_than: 1/2}}
  - any: [{electorate: wg-security, pass: {at_least: 2/3}}, {electorate: core-team, pass: {at_least: 3}}]
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from govbot.core.amounts import Amount
from govbot.core.choices import Choice
from govbot.core.model import Strict, misplaced
from govbot.core.policies.electorates import Selectors
from govbot.core.policies.fields import Choices, Hyphenated, OneChoice

__all__ = ["Condition", "PassRule", "Quorum"]

DECISIVE = (Choice.YES, Choice.NO)


def _one_bound(given: dict[str, Any], what: str) -> None:
    """Raise `ValueError` where not exactly one of several ways to set a bound is used."""
    used = [name for name, value in given.items() if value is not None]
    names = " or ".join(f"`{name}`" for name in given)
    if not used:
        raise misplaced(
            f"{what} says how much it takes: {names}",
            hint="Such as `more_than: 1/2`, `at_least: 2/3` or `at_least: 3`.",
        )
    if len(used) > 1:
        raise misplaced(f"{what} has either {names}, and not both", used[-1])


def _bare_amount(value: Any, what: str, also: str = "") -> Any:
    """Return `value`; raise `ValueError` where it is an amount without the word that compares it."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    try:
        amount = Amount.parse(value)
    except ValueError as error:
        hint = f"Such as `{{more_than: 1/2}}`, `{{at_least: 2/3}}` or `{{at_least: 3}}`{also}."
        raise misplaced(f"`{value}` is no {what}", hint=hint) from error
    raise misplaced(
        f"`{amount}` alone does not say whether exactly that much is enough",
        hint=(
            f"Write `{{at_least: {amount}}}`, or `{{more_than: {amount}}}` "
            f"where exactly {amount} is too little."
        ),
    )


class Quorum(Strict):
    """How many have to take part for the vote to decide anything; never fewer than `minimum`."""

    of: Literal["eligible", "seats"] | Annotated[int, Field(ge=1)] = "eligible"
    at_least: Amount | None = None
    more_than: Amount | None = None
    minimum: int | None = Field(default=None, ge=1, exclude_if=lambda value: value is None)
    counting: Choices = (Choice.YES, Choice.NO, Choice.ABSTAIN)

    @model_validator(mode="before")
    @classmethod
    def _is_compared(cls, value: Any) -> Any:
        return _bare_amount(value, "quorum")

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        _one_bound({"at_least": self.at_least, "more_than": self.more_than}, "a quorum")
        return self

    @property
    def bound(self) -> Amount:
        """The amount that is asked for, whichever way it is compared."""
        bound = self.more_than if self.more_than is not None else self.at_least
        assert bound is not None  # noqa: S101 - the validator holds exactly one of them
        return bound

    def needs(self, base: Fraction) -> tuple[Fraction, bool]:
        """Return how much it takes of `base`, and whether it takes more than that."""
        share = self.bound.of(base)
        if self.minimum is not None and self.minimum > share:
            return Fraction(self.minimum), False
        return share, self.more_than is not None

    @property
    def need(self) -> str:
        """The rule in words: `at least 1/2 of eligible`."""
        comparison = "more than" if self.more_than is not None else "at least"
        least = "" if self.minimum is None else f", and no fewer than {self.minimum}"
        if self.bound.is_count:
            return f"{comparison} {self.bound} {self._taking_part}{least}"
        return f"{comparison} {self.bound} of {self.of}{self._voting}{least}"

    @property
    def did(self) -> str:
        """What those did who count for it: they `took part`, or `voted yes`."""
        return "took part" if self._counts_all else f"voted {' or '.join(self.counting)}"

    @property
    def _taking_part(self) -> str:
        return "taking part" if self._counts_all else " or ".join(self.counting)

    @property
    def _voting(self) -> str:
        return "" if self._counts_all else f" voting {' or '.join(self.counting)}"

    @property
    def _counts_all(self) -> bool:
        return {Choice.YES, Choice.NO, Choice.ABSTAIN}.issubset(self.counting)


class PassRule(Strict):
    """What it takes to pass: how much of `count`, measured against `of`.

    Under `plurality` there have to be more of `count` than of any other choice in `of`.
    """

    count: OneChoice = Choice.YES
    more_than: Amount | None = None
    at_least: Amount | None = None
    plurality: bool = False
    of: Choices | Literal["decisive", "cast", "eligible", "seats"] = DECISIVE

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, value: Any) -> Any:
        if value == "plurality":
            return {"plurality": True}
        return _bare_amount(value, "pass rule", also="; or the word `plurality`")

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        given: dict[str, Any] = {"more_than": self.more_than, "at_least": self.at_least}
        _one_bound(given | ({"plurality": True} if self.plurality else {}), "a pass rule")
        if self.plurality and isinstance(self.of, str) and self.of != "decisive":
            raise misplaced(
                "`plurality` compares choices with one another: `of: [yes, no, abstain]`", "of"
            )
        if self.plurality and not set(self.choices or ()) - {self.count}:
            raise misplaced(
                f"`plurality` compares {self.count} with other choices, and `of` names none", "of"
            )
        return self

    @property
    def bound(self) -> Amount:
        """The amount that is asked for, whichever way it is compared; all of them under plurality."""
        if self.plurality:
            return Amount.parse("1/2")
        bound = self.more_than if self.more_than is not None else self.at_least
        assert bound is not None  # noqa: S101 - the validator holds exactly one of them
        return bound

    @property
    def choices(self) -> tuple[Choice, ...] | None:
        """The choices that the rule measures against; None for all ballots, voters or seats."""
        if self.of == "decisive":
            return DECISIVE
        return None if isinstance(self.of, str) else self.of

    @property
    def is_strict(self) -> bool:
        """Say whether exactly the bound is not enough."""
        return self.more_than is not None or self.plurality

    @property
    def base(self) -> str:
        """What the amount is a share of, in words: `yes + no`."""
        if self.choices is not None:
            return " + ".join(self.choices)
        return {"cast": "ballots cast", "eligible": "eligible", "seats": "seats"}[str(self.of)]

    @property
    def need(self) -> str:
        """The rule in words: `more than 1/2 of yes + no`."""
        if self.plurality:
            others = [choice for choice in self.choices or () if choice is not self.count]
            return f"more {self.count} than {' or '.join(others)}"
        comparison = "more than" if self.is_strict else "at least"
        if self.bound.is_count:
            return f"{comparison} {self.bound} {self.count}"
        return f"{comparison} {self.bound} of {self.base}"

    @property
    def is_simple_majority(self) -> bool:
        """Say whether yes must outnumber no, so that the two can be tied."""
        choices = self.choices
        return (
            self.is_half
            and self.count is Choice.YES
            and choices is not None
            and set(choices) == {Choice.YES, Choice.NO}
        )

    @property
    def is_half(self) -> bool:
        """Say whether the rule is passed by any more than one half, whatever of."""
        return self.is_strict and self.bound.is_share and self.bound.value * 2 == 1


class Condition(Strict):
    """Something that has to hold for a vote to pass: one pass rule, or several conditions joined.

    `electorate` is whose ballots are counted for it; without it, that of the condition around it.
    """

    name: str = Field(default="", max_length=80, exclude_if=lambda value: not value)
    electorate: Selectors | None = None
    quorum: Quorum | None = None
    minimum_yes: Amount | None = None
    pass_: PassRule | None = Field(default=None, alias="pass")
    all_: tuple[Condition, ...] = Field(default=(), alias="all", exclude_if=lambda value: not value)
    any_: tuple[Condition, ...] = Field(default=(), alias="any", exclude_if=lambda value: not value)
    tie: Annotated[Literal["fails", "passes", "chair-decides", "extend"], Hyphenated] | None = None
    silence: Literal["passes"] | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        rules = [self.pass_ is not None, bool(self.all_), bool(self.any_)]
        if sum(rules) != 1:
            given = zip(rules, ("pass", "all", "any"), strict=True)
            raise misplaced(
                "a vote has one rule to pass: `pass`, or `all` or `any` with a list of conditions",
                *[key for is_given, key in given if is_given][1:2],
            )
        if self.pass_ is None and (self.tie or self.silence or self.minimum_yes):
            stray = "tie" if self.tie else "silence" if self.silence else "minimum_yes"
            raise misplaced("`tie`, `silence` and `minimum_yes` go with `pass`", stray)
        if self.tie is not None and self.pass_ is not None and not self.pass_.is_half:
            raise misplaced(
                "`tie` goes with a rule of more than half or a plurality; under "
                f"`{self.pass_.need}` an even vote is no tie",
                "tie",
            )
        return self

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions that this one joins; none where it is a pass rule."""
        return self.all_ or self.any_

    @property
    def counted(self) -> Selectors:
        """Whose ballots are counted for it: its electorate's, or of all the conditions that it joins."""
        if self.electorate is not None:
            return self.electorate
        every = (each for node in self.nodes() for each in node.electorate or ())
        return tuple(dict.fromkeys(every))

    def within(self, outer: Condition) -> Condition:
        """Return this condition with the electorate of the one around it, where it names none."""
        if self.electorate is not None:
            return self
        return self.model_copy(update={"electorate": outer.electorate})

    def leaves(self) -> Iterator[Condition]:
        """Yield every pass rule in it, each with its electorate, in the order of the file."""
        if self.pass_ is not None:
            yield self
        for part in self.parts:
            yield from part.within(self).leaves()

    def nodes(self) -> Iterator[Condition]:
        """Yield this condition and every one in it, each with its electorate."""
        yield self
        for part in self.parts:
            yield from part.within(self).nodes()
