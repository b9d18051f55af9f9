"""How many requests GitHub takes from one token: points and requests an hour, and what makes content.

    budget = limits.budget(person, "graphql", now)
    limits.spend(person, budget, now, 3, makes_content=False)     # None, or Spent.PRIMARY

Hours begin with the first request in them, by the sandbox's clock. The workflow's token has 1,000 an hour for
REST and as many points for GraphQL; everybody else has 5,000. Of requests that make content, everybody has
80 a minute and 500 an hour. What is refused counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from govbot.sandbox.model import ACTIONS_ID, EPOCH, Person

__all__ = ["Budget", "RateLimits", "Spent"]

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
POINTS, POINTS_OF_WORKFLOW = 5000, 1000
CONTENT = ((MINUTE, 80), (HOUR, 500))


class Spent(Enum):
    """What is used up: an hour's budget, or the number of requests that make content."""

    PRIMARY = auto()
    SECONDARY = auto()


@dataclass(slots=True)
class Budget:
    """What somebody may use of one resource in an hour, has used since it began, and how often it was refused."""

    resource: str
    limit: int
    begun: datetime = EPOCH
    used: int = 0
    refused: int = 0

    @property
    def left(self) -> int:
        """What is left."""
        return max(self.limit - self.used, 0)

    @property
    def ends(self) -> datetime:
        """When all of it is there again."""
        return self.begun + HOUR

    def headers(self) -> dict[str, str]:
        """How an answer tells of it."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Used": str(self.used),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(int(self.ends.timestamp())),
            "X-RateLimit-Resource": self.resource,
        }


@dataclass(slots=True)
class RateLimits:
    """The budgets of everybody, and when they made content lately."""

    budgets: dict[tuple[int, str], Budget] = field(default_factory=dict)
    made: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def budget(self, person: Person, resource: str, now: datetime) -> Budget:
        """Somebody's budget of `core` or `graphql` in the hour that it is."""
        limit = POINTS_OF_WORKFLOW if person.id == ACTIONS_ID else POINTS
        found = self.budgets.setdefault((person.id, resource), Budget(resource, limit, now))
        if not found.begun <= now < found.ends:
            found.begun, found.used = now, 0
        return found

    def spend(
        self, person: Person, budget: Budget, now: datetime, points: int, *, makes_content: bool
    ) -> Spent | None:
        """Take a request's points; or say what is used up, so that it has to be refused."""
        if budget.left < points:
            budget.used = budget.limit
            return Spent.PRIMARY
        made = self.made[person.id] = [each for each in self.made[person.id] if now - each < HOUR]
        if makes_content:
            for span, most in CONTENT:
                if sum(now - each < span for each in made) >= most:
                    return Spent.SECONDARY
            made.append(now)
        budget.used += points
        return None
