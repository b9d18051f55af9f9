"""Faults on request, so that what govbot does about them can be seen.

    502:0.1          one request in ten is answered 502 and has done nothing
    502-after:0.1    one in ten has done its work and is answered 502 all the same
    502:#3           exactly the third request; 502-after:#3 likewise
    kill-after:5     after five requests every connection is dropped
    rate-limit:5     after five requests every further one is refused: rate limit exceeded
    stale-head:2     the first two commits on a branch are refused as stale
    partial:3        the first mutation of more than three changes makes three and refuses the rest
    lagging-ref:3    a new branch is not seen for three seconds of the sandbox's clock
    delay:0.2        every answer takes 0.2 seconds longer

Chances are drawn from a seeded generator, so the same run meets the same faults.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from govbot.core.errors import UserError

__all__ = ["Faults", "Killed", "Meeting"]

KINDS = (
    "502",
    "502-after",
    "kill-after",
    "rate-limit",
    "stale-head",
    "partial",
    "lagging-ref",
    "delay",
)
OF_REQUESTS = ("502", "502-after", "kill-after", "rate-limit")
"""The kinds that strike whole requests."""


class Killed(ConnectionError):
    """The connection was dropped; raised where there is no socket to close."""


class Meeting(Enum):
    """What is to happen to a request."""

    SERVE = auto()
    FAIL = auto()
    SERVE_THEN_FAIL = auto()
    DROP = auto()
    LIMIT = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault: its kind and how often (`share`), at which request (`at`), or how many."""

    kind: str
    amount: float = 0.0
    at: int | None = None

    def strikes(self, count: int, chance: random.Random) -> bool:
        """Whether it strikes the request with this number, counted from 1."""
        if self.at is not None:
            return count == self.at
        if self.kind in ("kill-after", "rate-limit"):
            return count > self.amount
        return chance.random() < self.amount


class Faults:
    """The rules in force. `count` is the number of requests met so far."""

    def __init__(self, rules: Iterable[str] = (), *, seed: int = 0) -> None:
        self.rules = [parse(rule) for rule in rules]
        self.chance = random.Random(seed)  # noqa: S311 (chance, not secrecy)
        self.count = 0
        self.stale_heads = self._sum("stale-head")
        self.partial = self._sum("partial")
        self.lag = timedelta(seconds=self._sum("lagging-ref"))
        self._new_refs: dict[tuple[int, str], datetime] = {}

    def _sum(self, kind: str) -> int:
        return sum(int(rule.amount) for rule in self.rules if rule.kind == kind)

    def reset(self, *rules: str) -> None:
        """Put other rules in force (none ends all faults) and count requests from zero."""
        self.__init__(rules)  # type: ignore[misc]  # the same object, begun again

    def meet(self) -> Meeting:
        """Count a request and say what is to happen to it; waits if there is a delay."""
        self.count += 1
        struck = set()
        for rule in self.rules:
            if rule.kind == "delay":
                time.sleep(rule.amount)
            elif rule.kind in OF_REQUESTS and rule.strikes(self.count, self.chance):
                struck.add(rule.kind)
        if "kill-after" in struck:
            return Meeting.DROP
        if "rate-limit" in struck:
            return Meeting.LIMIT
        if "502" in struck:
            return Meeting.FAIL
        return Meeting.SERVE_THEN_FAIL if "502-after" in struck else Meeting.SERVE

    def take_stale_head(self) -> bool:
        """Whether this commit on a branch is to be refused as stale."""
        self.stale_heads -= 1
        return self.stale_heads >= 0

    def take_partial(self, changes: int) -> int | None:
        """How many of a mutation's changes are to be made before the rest is refused; None: no fault."""
        if not 0 < self.partial < changes:
            return None
        made, self.partial = self.partial, 0
        return made

    def keep_new_ref(self, repository: int, name: str, now: datetime) -> None:
        """Remember when a ref was made, by its full name."""
        self._new_refs[repository, name] = now

    def hides_ref(self, repository: int, name: str, now: datetime) -> bool:
        """Whether a ref is so new that it is not seen yet."""
        made = self._new_refs.get((repository, name))
        return made is not None and now < made + self.lag


def parse(text: str) -> Rule:
    """A rule from its text, such as `502:0.1`."""
    kind, _, amount = text.partition(":")
    try:
        if kind in KINDS and amount.startswith("#") and kind.startswith("502"):
            return Rule(kind, at=int(amount[1:]))
        if kind in KINDS and float(amount) >= 0:
            return Rule(kind, float(amount))
    except ValueError:
        pass
    raise UserError(
        f"{text!r} is not a fault.",
        "Write one of 502:SHARE, 502:#N, 502-after:SHARE, 502-after:#N, kill-after:N, "
        "rate-limit:N, stale-head:N, partial:N, lagging-ref:SECONDS or delay:SECONDS.",
    )
