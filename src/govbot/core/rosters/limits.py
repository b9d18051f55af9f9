"""Which terms count, and which of a run each one is: the numbers that the limits on terms compare with.

    served(governance, "council", "ada")
    # (Served(tenure=..., counts=True, consecutive=1, lifetime=1), Served(..., consecutive=2, lifetime=2))

    term: {length: 6 months, max_consecutive: 2, max_lifetime: 6, cooldown: 6 months, counts: over-half}

A run is the terms of one person in one body without a break. With a `cooldown`, only that long out of the
body is a break; without, a whole day is. A term that does not count adds nothing to a run, and does not
break it either: whoever serves is not out of the body. Service ex officio never counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from govbot.core.bodies import Body, LongerThan, Tenure, TermRules, tenures_of
from govbot.core.durations import Duration
from govbot.core.governance import Governance
from govbot.core.rosters.persons import PersonKey, person_key

__all__ = [
    "Served",
    "counted",
    "first_day_back",
    "is_gap",
    "later",
    "next_numbers",
    "people_of",
    "served",
]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Served:
    """A term as it was, or will be, served, and where it stands in the count.

    `consecutive` says which counted term of its run it is, `lifetime` which in all; both are 0 where it
    does not count.
    """

    tenure: Tenure
    counts: bool
    consecutive: int
    lifetime: int

    @property
    def start(self) -> date | None:
        """The first day; None where no terms are kept."""
        return None if self.tenure.start == date.min else self.tenure.start

    @property
    def end(self) -> date | None:
        """The last day; None where no end is known."""
        return None if self.tenure.is_open else self.tenure.end


@dataclass(slots=True)
class _Count:
    """The run and the lifetime so far; `last` is the last day served."""

    rules: TermRules
    run: int = 0
    lifetime: int = 0
    last: date | None = None

    def reach(self, start: date) -> None:
        """Go on to a term that begins on `start`: the run is over where that is after a break."""
        back = first_day_back(self.rules, self.last) if self.last else None
        if back is not None and back <= start:
            self.run = 0

    def add(self, tenure: Tenure) -> Served:
        self.reach(tenure.start)
        counts = _counts(tenure, self.rules)
        if counts:
            self.run += 1
            self.lifetime += 1
        self.last = max(self.last or tenure.end, tenure.end)
        if not counts:
            return Served(tenure, counts=False, consecutive=0, lifetime=0)
        return Served(tenure, counts=True, consecutive=self.run, lifetime=self.lifetime)


def served(governance: Governance, slug: str, who: str) -> tuple[Served, ...]:
    """Return the terms of a login (now or formerly) in a body, oldest first, those ahead included.

    Raise `UserError` when there is no such body.
    """
    body = governance.body(slug)
    key = person_key(governance, who)
    mine = [each for each in body.everyone if person_key(governance, each.github) == key]
    return counted((each for member in mine for each in tenures_of(member)), body.term)


def counted(tenures: Iterable[Tenure], rules: TermRules) -> tuple[Served, ...]:
    """Return one person's tenures in one body, oldest first, each with its place in the count."""
    count = _Count(rules)
    return tuple(count.add(each) for each in _by_day(tenures))


def next_numbers(tenures: Iterable[Tenure], rules: TermRules, start: date) -> tuple[int, int]:
    """Return which consecutive and which lifetime term one that begins on `start` would be.

    It is taken to count; (0, 0) where it would begin before the limits do.
    """
    if rules.since is not None and start < rules.since:
        return 0, 0
    count = _Count(rules)
    for each in _by_day(tenures):
        count.add(each)
    count.reach(start)
    return count.run + 1, count.lifetime + 1


def first_day_back(rules: TermRules, last: date) -> date | None:
    """Return the first day on which a term begins a new run, after `last` as the last day served.

    None where that has no end, or is beyond all days.
    """
    if last >= date.max - ONE_DAY:
        return None
    day = last + 2 * ONE_DAY if rules.cooldown is None else later(last + ONE_DAY, rules.cooldown)
    return None if day == date.max else day


def is_gap(last: date, start: date) -> bool:
    """Say whether there is a whole day between `last` and `start`; either may be the end of all days."""
    return start > last and start != last + ONE_DAY


def people_of(governance: Governance, body: Body) -> dict[PersonKey, tuple[Tenure, ...]]:
    """Return everybody who serves, served or will serve on a body, each with all their tenures."""
    found: dict[PersonKey, list[Tenure]] = {}
    for member in body.everyone:
        tenures = tenures_of(member)
        if tenures:
            found.setdefault(person_key(governance, member.github), []).extend(tenures)
    return {key: _by_day(tenures) for key, tenures in found.items()}


def later(day: date, duration: Duration) -> date:
    """Return the day so much later, or `date.max` where the calendar ends before it."""
    try:
        return duration.after_day(day)
    except (OverflowError, ValueError):
        return date.max


def _by_day(tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    return tuple(sorted(tenures, key=lambda each: (each.start, each.end)))


def _counts(tenure: Tenure, rules: TermRules) -> bool:
    """Say whether a tenure counts towards the limits."""
    if tenure.member.ex_officio is not None:
        return False
    if rules.since is not None and tenure.start < rules.since:
        return False
    match rules.counts:
        case "always":
            return True
        case "over-half":
            return rules.length is None or _is_over_half(tenure, rules.length)
        case "never":
            return not _is_partial(tenure, rules.length)
        case LongerThan(longer_than=least):
            return not _is_within(tenure.start, tenure.end, least)
        case _:
            assert_never(rules.counts)


def _is_over_half(tenure: Tenure, length: Duration) -> bool:
    """Say whether more was served than half of what a whole term has.

    Months are not equally long: three of six are half of them, also where they have more days than the
    other three. So it takes more than half of the months and of the days.
    """
    half = _half(length)
    if half is not None and _is_within(tenure.start, tenure.end, half):
        return False
    days = (tenure.end - tenure.start).days + 1
    return 2 * days > (later(tenure.start, length) - tenure.start).days


def _half(length: Duration) -> Duration | None:
    """Return half of a length of time in months; None where that is no whole number of them."""
    months = {"month": 1, "year": 12}.get(length.unit, 0) * length.count
    return Duration(months // 2, "month") if months and months % 2 == 0 else None


def _is_partial(tenure: Tenure, length: Duration | None) -> bool:
    """Say whether a term was given as the rest of another: leaving a whole one early is not that."""
    term = tenure.term
    if term is None:
        return False
    if term.partial is not None:
        return term.partial
    if length is None or term.end is None:
        return False
    return term.end < later(term.start, length) - ONE_DAY


def _is_within(start: date, end: date, duration: Duration) -> bool:
    """Say whether the days from `start` to `end` are no more than `duration`."""
    return end < later(start, duration)
