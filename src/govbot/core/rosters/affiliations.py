"""For whom the members of a body work, and whether one employer has more of them than it may.

    found = affiliations_on(governance, body, date(2026, 7, 1))
    found.most               # 2: the limit as a number, that day
    found.of("Acme")         # ("ada", "ben")
    found.has_room("Acme")   # False: one more would be too many

Everybody with a place and a vote counts, on leave or not: who is on leave keeps the place. Whoever has no
affiliation is not limited. Spelling counts as in `govbot.core.people.one_spelling`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from govbot.core.bodies import AffiliationLimit, Body, Tenure
from govbot.core.governance import Governance
from govbot.core.people import one_spelling
from govbot.core.rosters.limits import people_of
from govbot.core.rosters.persons import PersonKey

__all__ = ["Affiliations", "affiliations_among", "affiliations_on", "limit_in_words"]


@dataclass(frozen=True, slots=True)
class Affiliations:
    """Who is there for whom on one day.

    `limit` is the one that holds that day. `seats` is how many the body counts, `filled` how many
    people have a place. `people` are logins by affiliation, `names` how each affiliation is written;
    both by its one spelling.
    """

    day: date
    limit: AffiliationLimit | None
    seats: int | None
    filled: int
    people: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    @property
    def most(self) -> int | None:
        """The most people of one affiliation on this day; None where there is no limit."""
        return self.most_with(0)

    @property
    def over(self) -> tuple[str, ...]:
        """The affiliations that have more people than they may."""
        most = self.most
        return tuple(
            self.names[key]
            for key, logins in self.people.items()
            if most is not None and len(logins) > most
        )

    @property
    def full(self) -> tuple[str, ...]:
        """The affiliations of which nobody more may join."""
        return tuple(name for name in self.names.values() if not self.has_room(name))

    def of(self, affiliation: str | None) -> tuple[str, ...]:
        """Return who is there for an affiliation, by login."""
        return self.people.get(one_spelling(affiliation), ()) if affiliation else ()

    def has_room(self, affiliation: str | None) -> bool:
        """Say whether one more may join for an affiliation, who then fills a place."""
        most = self.most_with(1)
        return most is None or not affiliation or len(self.of(affiliation)) < most

    def most_with(self, joining: int) -> int | None:
        """Return the limit as a number when so many more have a place; None without a limit."""
        if self.limit is None:
            return None
        return most_of(self.limit, self.seats, self.filled + joining)


def affiliations_on(governance: Governance, body: Body, day: date) -> Affiliations:
    """Return who has a place on the body on `day`, by affiliation."""
    return affiliations_among(governance, body, people_of(governance, body), day)


def affiliations_among(
    governance: Governance,
    body: Body,
    people: Mapping[PersonKey, tuple[Tenure, ...]],
    day: date,
) -> Affiliations:
    """Return the affiliations on `day` of those of `people` who have a place on the body that day."""
    logins: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    filled = 0
    for tenures in people.values():
        holder = next((each for each in tenures if each.holds_on(day) and each.member.votes), None)
        if holder is None:
            continue
        filled += 1
        login = governance.people.login_of(holder.member.github)
        person = governance.people.find(login)
        name = person.affiliation_on(day) if person else None
        if name:
            key = one_spelling(name)
            names.setdefault(key, name)
            logins[key] = (*logins.get(key, ()), login)
    limits = body.limits
    limit = limits.per_affiliation if limits.since is None or limits.since <= day else None
    return Affiliations(day, limit, seats_of(body), filled, logins, names)


def most_of(limit: AffiliationLimit, seats: int | None, filled: int) -> int:
    """Return the limit as a number of people: the whole ones in a share of the seats or of those filled."""
    base = filled if limit.of == "filled" or seats is None else seats
    return floor(limit.at_most.of(Fraction(base)))


def seats_of(body: Body) -> int | None:
    """Return how many seats a body counts, if it does."""
    return body.seats.count if body.seats else None


def limit_in_words(limit: AffiliationLimit, seats: int | None, filled: int) -> str:
    """Return the limit as people read it: `2`, or `2 (1/3 of 7 seats)`."""
    number = str(most_of(limit, seats, filled))
    if not limit.at_most.is_share:
        return number
    if limit.of == "filled" or seats is None:
        return f"{number} ({limit.at_most} of the {filled} who serve)"
    return f"{number} ({limit.at_most} of {seats} seats)"
