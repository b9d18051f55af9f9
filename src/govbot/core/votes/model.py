"""What a vote is made of: the vote itself, its ballots, and the tally of a count.

    Vote(policy=..., electorate=Electorate((ada, ben, cyd)), opened=..., closes=..., ballots=(...))

All times are UTC. A vote is frozen: what happens to it makes a new one (`with_recusal`...).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, assert_never

from pydantic import ConfigDict, Field

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.model import Strict
from govbot.core.policies import Policy, Selector

__all__ = [
    "Ballot",
    "Concern",
    "ConditionTally",
    "CountedBallot",
    "Electorate",
    "ExtensionReason",
    "Measure",
    "Outcome",
    "Proxy",
    "RefusalReason",
    "Tally",
    "Vote",
]


class Outcome(StrEnum):
    """How a vote stands or ended."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    TIED = "tied"
    NO_QUORUM = "no-quorum"
    CANCELLED = "cancelled"


RefusalReason = Literal["late", "no-such-ballot", "term-over"]
"""Why a ballot did not count where another rule might have counted it."""

ExtensionReason = Literal["no-quorum", "tied", "final-comment", "final-comment-over"]
"""Why a deadline moved: more time, or a final comment period that began or came to nothing."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one account said, and when (UTC). Of ballots of one moment the later `order` counts."""

    by: Account
    choice: Choice
    at: datetime
    reason: str = ""
    order: int = 0


class Electorate:
    """The voters of one vote: found by numeric id, and by login only where an id is unknown."""

    def __init__(self, voters: tuple[Voter, ...]) -> None:
        self.voters = voters

    @cached_property
    def _place_of_id(self) -> dict[int, int]:
        return {voter.id: place for place, voter in enumerate(self.voters) if voter.id is not None}

    @cached_property
    def _place_of_login(self) -> dict[str, int]:
        return {voter.login.lower(): place for place, voter in enumerate(self.voters)}

    def place(self, account: Account) -> int | None:
        """Return the place in the electorate, from 0, of the voter that `account` is, or None."""
        if account.id is not None:
            place = self._place_of_id.get(account.id)
            if place is not None:
                return place
        place = self._place_of_login.get(account.login.lower())
        if place is None or account.id is None or self.voters[place].id is None:
            return place
        return None  # the login is now somebody else's

    def find(self, account: Account) -> Voter | None:
        """Return the voter that `account` is, or None."""
        place = self.place(account)
        return None if place is None else self.voters[place]

    def __iter__(self) -> Iterator[Voter]:
        return iter(self.voters)

    def __len__(self) -> int:
        return len(self.voters)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A ballot that `giver` lent to `holder` at a time (UTC), up to and including the day `until`."""

    giver: Account
    holder: Account
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """An objection that holds the outcome from `at` until it is `resolved` (UTC)."""

    title: str
    by: Account | None
    at: datetime
    resolved: datetime | None = None


@dataclass(frozen=True)
class Vote:
    """A vote as opened, and all that was said in it since.

    `closes` is the deadline as it stands, extensions included: a ballot counts when
    `opened <= at < closes`. `seats` is how many seats the electorate's bodies have, `seats_of` each of
    them. `changed` is when the electorate or the deadline last changed. In a final comment period
    `final_since` is when that began, and `ordinary_closes` is the deadline that the vote had before.
    """

    policy_name: str
    policy: Policy
    electorate: Electorate
    seats: int
    opened: datetime
    closes: datetime
    extensions: int = 0
    ballots: tuple[Ballot, ...] = ()
    recused: tuple[Account, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    concerns: tuple[Concern, ...] = ()
    seats_of: Mapping[str, int] = field(default_factory=dict)
    changed: datetime | None = None
    final_since: datetime | None = None
    ordinary_closes: datetime | None = None

    def with_recusal(self, account: Account, at: datetime) -> Vote:
        """Return the vote without this voter's right to vote in it."""
        return replace(self, recused=(*self.recused, account), changed=at)

    def with_proxy(self, proxy: Proxy) -> Vote:
        """Return the vote with a ballot lent; it takes the place of an earlier one of the giver's."""
        others = tuple(each for each in self.proxies if not self.is_one(each.giver, proxy.giver))
        return replace(self, proxies=(*others, proxy), changed=proxy.at)

    def with_vote_in_person(self, account: Account) -> Vote:
        """Return the vote without the ballot that this voter had lent: voting in person ends that."""
        kept = tuple(each for each in self.proxies if not self.is_one(each.giver, account))
        return self if len(kept) == len(self.proxies) else replace(self, proxies=kept)

    def is_one(self, one: Account, other: Account) -> bool:
        """Say whether two accounts are one voter; outside the electorate, one account."""
        place = self.electorate.place(one)
        if place is None:
            return one.is_same(other)
        return self.electorate.place(other) == place

    def with_concern(self, concern: Concern) -> Vote:
        """Return the vote held by one more concern."""
        return replace(self, concerns=(*self.concerns, concern))

    def without_concern(self, title: str, at: datetime) -> Vote:
        """Return the vote with the open concern of this title resolved at `at`."""
        return replace(
            self,
            concerns=tuple(
                replace(each, resolved=at)
                if each.resolved is None and each.title.lower() == title.lower()
                else each
                for each in self.concerns
            ),
        )

    def extended(self, closes: datetime, why: ExtensionReason, at: datetime) -> Vote:
        """Return the vote with another deadline, and in or out of its final comment period."""
        match why:
            case "final-comment":
                return replace(
                    self, closes=closes, final_since=at, ordinary_closes=self.closes, changed=at
                )
            case "final-comment-over":
                return replace(
                    self, closes=closes, final_since=None, ordinary_closes=None, changed=at
                )
            case "no-quorum" | "tied":
                return replace(
                    self,
                    closes=closes,
                    extensions=self.extensions + 1,
                    final_since=None,
                    ordinary_closes=None,
                )
            case _:
                assert_never(why)

    @property
    def open_concerns(self) -> tuple[Concern, ...]:
        """The concerns that hold the outcome."""
        return tuple(each for each in self.concerns if each.resolved is None)

    @property
    def deadline(self) -> datetime | None:
        """Until when ballots are taken; None while a concern holds a final comment period.

        A final comment period begins anew when a concern that came up in it is resolved.
        """
        if self.final_since is None or self.policy.period.final_comment is None:
            return self.closes
        closes = self.closes
        for concern in self.concerns:
            if concern.at >= self.final_since:
                if concern.resolved is None:
                    return None
                again = self.policy.period.after(self.policy.period.final_comment, concern.resolved)
                closes = max(closes, again)
        return closes

    def seats_under(self, selectors: Sequence[Selector]) -> int:
        """Return how many seats `selectors` name: of whole bodies, those named one by one, and people.

        All there are, where the vote does not know them apart.
        """
        bodies = {each.body for each in selectors if each.body is not None}
        if not self.seats_of or not bodies.issubset(self.seats_of):
            return self.seats
        persons = {each.person for each in selectors if each.person is not None}
        return len(persons) + sum(self._seats_in(body, selectors) for body in bodies)

    def _seats_in(self, body: str, selectors: Sequence[Selector]) -> int:
        named = [each.seats for each in selectors if each.body == body]
        if not all(named):
            return self.seats_of[body]
        return len({seat for seats in named for seat in seats})

    @cached_property
    def left(self) -> frozenset[int]:
        """The places in the electorate of those who left the vote."""
        places = (self.electorate.place(account) for account in self.recused)
        return frozenset(place for place in places if place is not None)

    def has_recused(self, account: Account) -> bool:
        """Say whether `account` has left this vote."""
        return bool(self.left) and self.electorate.place(account) in self.left

    def needs_reason(self, choice: Choice) -> bool:
        """Say whether a ballot for `choice` has to say why, as a veto may have to."""
        veto = self.policy.veto
        return veto is not None and veto.ballot is choice and veto.reason == "required"

    def roles_of(self, account: Account) -> frozenset[str]:
        """Return what `account` is in the electorate, of what a policy may name: bodies, and chair."""
        voter = self.electorate.find(account)
        if voter is None:
            return frozenset()
        held = {each.body.lower() for each in voter.memberships if each.body}
        if any(each.role.lower() == "chair" for each in voter.memberships):
            held.add("chair")
        return frozenset(held if voter.body else held | set(self.policy.bodies))


class Measure(Strict):
    """One condition: whether it is met, what there is, what it takes."""

    met: bool
    have: str
    need: str


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """A ballot that stands: the latest of its voter, or of `via`, to whom the voter lent it.

    `reason` is what was written with it, where a tally is shown (`with_reasons`); none is recorded in a
    tally, since the ballot's own record has it.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: str
    choice: Choice
    at: datetime
    binding: bool
    via: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
    reason: Annotated[str, Field(exclude_if=lambda value: not value)] = ""


class ConditionTally(Strict):
    """One of several conditions of a vote: what was counted for it, and whether it holds.

    `depth` is how far inside other conditions it stands; one that joins others has no `threshold`.
    """

    name: str
    depth: int
    outcome: Outcome
    counts: dict[str, int | str]
    eligible: int | str
    quorum: Measure | None = None
    threshold: Measure | None = None


class Tally(Strict):
    """The result of a count. Numbers are weights of binding ballots, exact: an `int` or `3/2`.

    `advisory` counts everyone else's ballots, one each. `eligible` is the weight of the electorate
    without those who recused themselves; `pending` names the voters who have not voted. `conditions`
    are there where the policy joins several, `held_by` names the concerns that hold the outcome.
    """

    outcome: Outcome
    counts: dict[str, int | str]
    advisory: dict[str, int]
    eligible: int | str
    recused: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    quorum: Measure
    threshold: Measure
    conditions: tuple[ConditionTally, ...] = Field(default=(), exclude_if=lambda value: not value)
    held_by: tuple[str, ...] = Field(default=(), exclude_if=lambda value: not value)
    ballots: tuple[CountedBallot, ...] = ()
    closes: datetime
    explanation: tuple[str, ...] = ()
