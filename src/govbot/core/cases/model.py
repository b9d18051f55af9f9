"""What a case holds, and the answer to it: see `govbot.core.cases`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govbot.core.accounts import Voter
from govbot.core.model import Strict, misplaced
from govbot.core.people import LOGIN_PATTERN
from govbot.core.policies import Policy
from govbot.core.votes import ConditionTally, CountedBallot, Measure, Outcome

__all__ = ["Answer", "Case", "RefusedSaying", "Saying"]

EARLIEST_YEAR, LATEST_YEAR = 1970, 9000


def _as_utc(moment: datetime) -> datetime:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"the year {moment.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _as_text(value: Any) -> Any:
    """Refuse a bare number, which would be taken for seconds since 1970."""
    if not isinstance(value, str | datetime):
        raise ValueError(f"`{value}` is not a time. Write it as 2026-03-01T00:00:00Z, in UTC.")
    return value


Moment = Annotated[
    datetime,
    BeforeValidator(_as_text, json_schema_input_type=str),
    AfterValidator(_as_utc),
]


class Saying(Strict):
    """What somebody wrote, and when: a comment as GitHub would show it, or a review.

    `as: maintainer` says that it was written by somebody who was a maintainer then.
    """

    at: Moment
    by: str = Field(min_length=1)
    id: int | None = None
    text: str = ""
    review: Literal["approved", "changes_requested"] | None = None
    office: Literal["maintainer"] | None = Field(default=None, alias="as")

    @model_validator(mode="after")
    def _says_something(self) -> Saying:
        if self.review is None and "text" not in self.model_fields_set:
            raise ValueError("`text` is missing: what was written")
        return self


def _as_voter(value: Any) -> Any:
    """Accept a plain login, with or without `@`, and refuse what nobody can be called."""
    entry = {"login": value} if isinstance(value, str) else value
    if isinstance(entry, dict) and isinstance(entry.get("login"), str):
        login = entry["login"].removeprefix("@")
        if not re.fullmatch(LOGIN_PATTERN, login):
            raise ValueError(
                f"{login!a} is not a login: letters, digits and hyphens, 39 at most, and none that "
                f"only look like them"
            )
        return {**entry, "login": login}
    return entry


class Case(Strict):
    """A vote to count. `policy` is a name or a policy written out; times without a zone are UTC.

    `seats` is how many seats the electorate's bodies have, or each of them (as many as voters, unless
    given), and `maintainers` are the logins that may do what the policy gives to maintainers.
    """

    policy: str | Policy
    electorate: tuple[
        Annotated[Voter, BeforeValidator(_as_voter, json_schema_input_type=str | Voter)], ...
    ] = Field(min_length=1)
    opened: Moment
    now: Moment | None = None
    says: tuple[Saying, ...] = ()
    seats: Annotated[int, Field(ge=1)] | dict[str, Annotated[int, Field(ge=0)]] | None = None
    maintainers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _voters_are_distinct(self) -> Case:
        seen: set[int | str] = set()
        for at, voter in enumerate(self.electorate):
            for name in (voter.login.lower(), voter.id):
                if name in seen:
                    raise misplaced(f"`{name}` stands in the electorate twice", "electorate", at)
            seen |= {voter.login.lower()} | ({voter.id} if voter.id is not None else set())
        if self.now is not None and self.now < self.opened:
            raise ValueError(f"now ({self.now}) is before the vote opened ({self.opened})")
        return self


class RefusedSaying(Strict):
    """Something that did not count, with the sentence its author would get."""

    by: str
    at: datetime
    why: str


class Answer(Strict):
    """What `govbot vote count --format json` prints; the fields are those of a tally."""

    outcome: Outcome
    counts: dict[str, int | str]
    advisory: dict[str, int]
    eligible: int | str
    recused: tuple[str, ...]
    pending: tuple[str, ...]
    quorum: Measure
    threshold: Measure
    conditions: tuple[ConditionTally, ...] = Field(default=(), exclude_if=lambda value: not value)
    held_by: tuple[str, ...] = Field(default=(), exclude_if=lambda value: not value)
    ballots: tuple[CountedBallot, ...]
    refused: tuple[RefusedSaying, ...]
    closes: datetime
    explanation: tuple[str, ...]
