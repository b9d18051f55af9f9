"""What a change of the files makes of the affiliations of a body, and from when until when.

Acme: 2 of at most 2 from 2026-07-01 until 2026-12-31 (1 without this change).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govbot.core.bodies import Body
from govbot.core.durations import format_day
from govbot.core.governance import Governance
from govbot.core.rosters.affiliations import Affiliations, affiliations_among
from govbot.core.rosters.limits import people_of
from govbot.core.rosters.people_changes import boundaries
from govbot.core.rosters.standing import turning_days

__all__ = ["AffiliationChange", "affiliation_changes"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AffiliationChange:
    """How many of a body are there for one affiliation, on the day on which the change makes most of it.

    `until` is the last day on which both numbers stay as they are; `date.max` where none is known.
    `before` is how many it would be that day without the change; `most` is how many it may be, None
    where the body does not limit that.
    """

    name: str
    day: date
    until: date
    count: int
    before: int
    most: int | None

    @property
    def text(self) -> str:
        """The change in words: `Acme: 2 of at most 2 from 2026-07-01 on (1 without this change).`"""
        limit = f" of at most {self.most}" if self.most is not None else ""
        first = "" if self.day == date.min else f" from {format_day(self.day)}"
        last = "" if self.until == date.max else f" until {format_day(self.until)}"
        when = f"{first}{last}{' on' if first and not last else ''}"
        return f"{self.name}: {self.count}{limit}{when} ({self.before} without this change)."


def affiliation_changes(
    before: tuple[Governance, Body], after: tuple[Governance, Body]
) -> Iterator[AffiliationChange]:
    """Yield the affiliations that a change makes more or fewer of, each once, by name.

    Each is told on the first of the days on which it makes the most of them, or, where it makes none
    more, on the first on which it makes fewer.
    """
    was, now = _Affiliated(*before), _Affiliated(*after)
    found: dict[str, AffiliationChange] = {}
    for day in sorted({date.min, *was.days(), *now.days()}):
        old, new = was.on(day), now.on(day)
        for key, known in list(found.items()):
            numbers = len(new.people.get(key, ())), len(old.people.get(key, ()))
            if known.until == date.max and numbers != (known.count, known.before):
                found[key] = replace(known, until=day - ONE_DAY)
        for key in {**new.people, **old.people}:
            each = AffiliationChange(
                name=new.names.get(key) or old.names[key],
                day=day,
                until=date.max,
                count=len(new.people.get(key, ())),
                before=len(old.people.get(key, ())),
                most=new.most,
            )
            if each.count != each.before and _says_more(each, found.get(key)):
                found[key] = each
    yield from sorted(found.values(), key=lambda each: each.name.casefold())


def _says_more(each: AffiliationChange, known: AffiliationChange | None) -> bool:
    if known is None:
        return True
    if each.count <= each.before:
        return False
    return known.count <= known.before or each.count > known.count


class _Affiliated:
    """Whom the members of one body work for, asked for day after day."""

    def __init__(self, governance: Governance, body: Body) -> None:
        self._governance, self._body = governance, body
        self._people = people_of(governance, body)

    def on(self, day: date) -> Affiliations:
        return affiliations_among(self._governance, self._body, self._people, day)

    def days(self) -> Iterator[date]:
        """Yield the days on which somebody joins, leaves or changes affiliation."""
        yield from turning_days(self._body, date.min)
        for member in self._body.everyone:
            person = self._governance.people.find(member.github)
            if person is not None:
                yield from boundaries(person)
