"""What a vote is made of: the vote itself, its ballots, and the tally of a count.

    Vote(policy=..., electorate=Electorate((ada, ben, cyd)), opened=..., closes=..., ballots=(...))

All times are UTC. A vote is frozen: what happens to it makes a new one (`with_recusal`...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from pydantic import ConfigDict

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.model import Strict
from govbot.core.policies import Policy

__all__ = ["Ballot", "CountedBallot", "Electorate", "Measure", "Outcome", "Tally", "Vote"]


class Outcome(StrEnum):
    """How a vote stands or ended."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    TIED = "tied"
    NO_QUORUM = "no-quorum"
    CANCELLED = "cancelled"


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


@dataclass(frozen=True)
class Vote:
    """A vote as opened, and all that was said in it since.

    `closes` is the deadline as it stands, extensions included: a ballot counts when
    `opened <= at < closes`. `seats` is how many seats the electorate's bodies have. `changed` is when
    the electorate last changed, by a recusal or a refresh.
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
    changed: datetime | None = None

    def with_recusal(self, account: Account, at: datetime) -> Vote:
        """Return the vote without this voter's right to vote in it."""
        return replace(self, recused=(*self.recused, account), changed=at)

    def bodies_of(self, voter: Voter) -> tuple[str, ...]:
        """Return the bodies that `voter` votes for: all of the policy's, where the voter names none."""
        return (voter.body, *voter.also) if voter.body else self.policy.electorate

    @cached_property
    def left(self) -> frozenset[int]:
        """The places in the electorate of those who left the vote."""
        places = (self.electorate.place(account) for account in self.recused)
        return frozenset(place for place in places if place is not None)

    def has_recused(self, account: Account) -> bool:
        """Say whether `account` has left this vote."""
        return bool(self.left) and self.electorate.place(account) in self.left


class Measure(Strict):
    """One condition: whether it is met, what there is, what it takes."""

    met: bool
    have: str
    need: str


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """A ballot that stands: the latest of its voter."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: str
    choice: Choice
    at: datetime
    binding: bool


class Tally(Strict):
    """The result of a count. Numbers are weights of binding ballots, exact: an `int` or `3/2`.

    `advisory` counts everyone else's ballots, one each. `eligible` is the weight of the electorate
    without those who recused themselves; `pending` names the voters who have not voted.
    """

    outcome: Outcome
    counts: dict[str, int | str]
    advisory: dict[str, int]
    eligible: int | str
    recused: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    quorum: Measure
    threshold: Measure
    ballots: tuple[CountedBallot, ...] = ()
    closes: datetime
    explanation: tuple[str, ...] = ()
