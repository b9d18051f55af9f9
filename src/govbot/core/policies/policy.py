"""The whole rule of a vote: who may vote, when it counts, what passes.

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

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from govbot.core.amounts import Amount
from govbot.core.model import misplaced
from govbot.core.policies.ballots import Proxies, Reviews
from govbot.core.policies.conditions import Condition
from govbot.core.policies.electorates import Selector, Selectors
from govbot.core.policies.fields import Hyphenated, Names
from govbot.core.policies.notices import Announcement, Reminders
from govbot.core.policies.objections import Concerns, Veto
from govbot.core.policies.periods import Calendar, Period
from govbot.core.policies.presets import over_preset
from govbot.core.policies.text_changes import Consequence, TextChange
from govbot.core.spelling import did_you_mean

__all__ = ["DEFAULT_POLICIES", "Policy"]


class Policy(Condition):
    """The whole rule of a vote. It is a condition, and says how a vote under it is run.

    `stewards` may cancel or refresh a vote; `opened_by` may open one on an issue or a pull request that
    is no RFC (without it: the electorate and the maintainers). `numbers` says which of them are ballots:
    `+1` alone, or `-1 it breaks the build` and `+1 (binding)` as well.
    """

    preset: str | None = Field(default=None, exclude=True)
    veto: Veto | None = None
    concerns: Concerns | None = None
    period: Period
    recusal: Annotated[Literal["shrinks-base", "keeps-base"], Hyphenated] = "shrinks-base"
    leave: Annotated[Literal["excluded", "may-vote"], Hyphenated] = "excluded"
    expired: Annotated[Literal["excluded", "may-vote"], Hyphenated] = "excluded"
    proxies: Proxies | None = None
    affiliation_cap: Amount | None = None
    text_change: Annotated[
        TextChange,
        BeforeValidator(lambda value: value, json_schema_input_type=Consequence | TextChange),
    ] = TextChange()
    reviews: Reviews | None = None
    numbers: Annotated[Literal["alone", "with-reason"], Hyphenated] = "alone"
    reminders: Reminders | None = None
    announce: Announcement | None = None
    stewards: Names = ("maintainer",)
    opened_by: Names | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: Any, info: ValidationInfo) -> Any:
        presets = (info.context or {}).get("presets", {})
        return over_preset(value, presets)

    @model_validator(mode="after")
    def _everybody_is_said(self) -> Self:
        if any(leaf.electorate is None for leaf in self.leaves()):
            raise misplaced("`electorate` says who may vote: `electorate: council`")
        return self

    @model_validator(mode="after")
    def _vetoes_are_votes(self) -> Self:
        given = (self.veto.by or ()) if self.veto else ()
        outside = self._outside(given)
        if outside:
            is_misspelt = did_you_mean(outside[0], {each.name for each in self.selectors})
            raise self._not_voters(
                given,
                outside,
                "the veto is given to",
                "veto",
                hint=(
                    "Mend whichever of the two names is misspelt, or give the veto to voters."
                    if is_misspelt
                    else "Add them to the `electorate`, or give the veto to voters."
                ),
            )
        return self

    @model_validator(mode="after")
    def _concerns_are_of_voters(self) -> Self:
        given = (self.concerns.by or ()) if self.concerns else ()
        outside = self._outside(given)
        if outside:
            raise self._not_voters(
                given,
                outside,
                "a concern may be raised by",
                "concerns",
                hint="Add them to the `electorate`, or let voters raise concerns.",
            )
        return self

    def _outside(self, given: tuple[Selector, ...]) -> list[str]:
        """Return the names in `given` that are not in the electorate."""
        return sorted({each.name for each in given} - {each.name for each in self.selectors})

    def _not_voters(
        self, given: tuple[Selector, ...], outside: list[str], what: str, key: str, *, hint: str
    ) -> PydanticCustomError:
        """Return the error at the first name under `key` that is not in the electorate."""
        return misplaced(
            f"{what} {' and '.join(outside)}, who may not vote here; "
            f"the electorate is: {', '.join(dict.fromkeys(each.name for each in self.selectors))}",
            key,
            "by",
            next(at for at, each in enumerate(given) if each.name in outside),
            hint=hint,
        )

    @model_validator(mode="after")
    def _caps_leave_something(self) -> Self:
        cap = self.affiliation_cap
        if cap is not None and cap.value == 0 and cap.kind != "all-but":
            raise misplaced(
                "an affiliation cap of nothing silences everybody with an affiliation",
                "affiliation_cap",
                hint="Such as `affiliation_cap: 1/3` or `affiliation_cap: 2`.",
            )
        return self

    @model_validator(mode="after")
    def _ties_can_be_extended(self) -> Self:
        if self.period.extend is None and any(leaf.tie == "extend" for leaf in self.leaves()):
            raise misplaced("`tie: extend` needs a `period` with `extend: {by: 7 days}`", "period")
        return self

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Everybody whose ballot counts for anything, be it for the override of a veto alone."""
        override = self.veto.override if self.veto is not None else None
        every = [*self.deciding, *(override.electorate or () if override is not None else ())]
        return tuple(dict.fromkeys(every))

    @property
    def deciding(self) -> tuple[Selector, ...]:
        """Everybody whose ballot counts for a condition: who may veto, or hold it, if nobody is named."""
        every = (each for node in self.nodes() for each in node.electorate or ())
        return tuple(dict.fromkeys(every))

    @property
    def sole(self) -> Selector | None:
        """The one body or person that votes, where nothing more is asked of them; else None."""
        selectors = self.selectors
        return selectors[0] if len(selectors) == 1 and selectors[0].is_plain else None

    @property
    def bodies(self) -> tuple[str, ...]:
        """The slugs of the bodies that vote."""
        return tuple(dict.fromkeys(each.body for each in self.selectors if each.body is not None))

    @property
    def persons(self) -> tuple[str, ...]:
        """The logins of those who are named to vote in person."""
        found = (each.person for each in self.selectors if each.person is not None)
        return tuple(dict.fromkeys(found))

    @property
    def holders_of_veto(self) -> Selectors:
        """Who may veto; nobody where the policy gives no veto."""
        if self.veto is None:
            return ()
        return self.veto.by if self.veto.by is not None else self.deciding

    def on_holidays(self, calendars: dict[str, Calendar]) -> Policy:
        """Return the policy with the days of the calendar that it names.

        Raise `ValueError` naming the calendars there are, where there is none of that name.
        """
        name = self.period.holidays
        if not isinstance(name, str):
            return self
        if name not in calendars:
            known = ", ".join(sorted(calendars)) or "none"
            raise ValueError(f"there is no calendar `{name}`; the calendars are: {known}")
        period = self.period.model_copy(update={"holidays": calendars[name]})
        return self.model_copy(update={"period": period})


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
