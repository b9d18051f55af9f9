"""Which seats a change of a body leaves empty or fills, and from when until when.

Seat 3 is vacant from 2026-07-01 until 2026-08-31.
Seat 5 is filled from 2026-12-01 on, and would be vacant.
Too few serve from 2026-07-01 on: 3, and the minimum is 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from govbot.core.bodies import Body
from govbot.core.durations import format_day
from govbot.core.rosters.standing import Standing, standing, turning_days
from govbot.core.rosters.wording import since, span

__all__ = ["SeatChange", "seat_changes"]

ONE_DAY = timedelta(days=1)

T = TypeVar("T")

Days = tuple[date, date]
"""The first and the last of some days on which nothing changes."""


@dataclass(frozen=True, slots=True)
class SeatChange:
    """Days, both included, on which a seat is vacant and would not be, or the other way round.

    `seat` is None where it is the body that falls below its minimum.
    """

    seat: int | None
    start: date
    end: date
    is_vacant: bool
    text: str


def seat_changes(before: Body, after: Body, today: date) -> tuple[SeatChange, ...]:
    """Return the seats that are vacant after a change and would not be, and the other way round, by day.

    Only what is so today (UTC) or comes later is told: a seat that was empty once is history.
    """
    firsts = sorted({today, *turning_days(before, today), *turning_days(after, today)})
    lasts = (*(day - ONE_DAY for day in firsts[1:]), date.max)
    days = tuple(zip(firsts, lasts, strict=True))
    stands = [(standing(before, day), standing(after, day)) for day in firsts]
    found = [
        *_numbered(stands, days, today),
        *_unnumbered(stands, days, today),
        *_short(stands, days),
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.seat or 0)))


def _numbered(
    stands: Sequence[tuple[Standing, Standing]], days: Sequence[Days], today: date
) -> Iterator[SeatChange]:
    """Yield the days on which a seat with a number is vacant on one side alone."""
    vacant = [_seats(*pair) for pair in stands]
    for seat in sorted({seat for pair in vacant for side in pair for seat in side}):
        differs = ((seat in now) - (seat in was) for was, now in vacant)
        for difference, (start, end) in _runs(differs, days):
            if difference:
                when = _when(start, end, today)
                words = (
                    f"is vacant{when}."
                    if difference > 0
                    else f"is filled{when}, and would be vacant."
                )
                yield SeatChange(seat, start, end, difference > 0, f"Seat {seat} {words}")


def _unnumbered(
    stands: Sequence[tuple[Standing, Standing]], days: Sequence[Days], today: date
) -> Iterator[SeatChange]:
    """Yield how many seats are vacant where they have no numbers, and that differs."""
    numbers = (
        (len(was.vacant), len(now.vacant)) if _lacks_numbers(was, now) else (0, 0)
        for was, now in stands
    )
    for (was, now), (start, end) in _runs(numbers, days):
        if was != now:
            count = "1 seat is" if now == 1 else f"{now or 'No'} seats are"
            text = f"{count} vacant{_when(start, end, today)} ({was} without this change)."
            yield SeatChange(None, start, end, now > was, text)


def _short(
    stands: Sequence[tuple[Standing, Standing]], days: Sequence[Days]
) -> Iterator[SeatChange]:
    """Yield the first time in which too few serve because of the change."""
    for at, (was, now) in enumerate(stands):
        if now.is_short and (not was.is_short or now.serving < was.serving):
            first, last = days[at]
            for (_, end), (_, later) in zip(days[at:], stands[at:], strict=True):
                if not later.is_short:
                    break
                last = end
            when = f"{since(first)} on" if last == date.max else span(first, last)
            text = f"Too few serve {when}: {now.serving}, and the minimum is {now.minimum}."
            yield SeatChange(None, first, last, is_vacant=True, text=text)
            return


def _runs(values: Iterable[T], days: Sequence[Days]) -> Iterator[tuple[T, Days]]:
    """Yield each value with the first and the last day of a time in which it stays."""
    for value, run in groupby(zip(values, days, strict=True), itemgetter(0)):
        spells = [each for _, each in run]
        yield value, (spells[0][0], spells[-1][1])


def _seats(was: Standing, now: Standing) -> tuple[set[int], set[int]]:
    """Return the vacant seats of both sides, by number; of a seat that is no more nothing is said."""
    if _lacks_numbers(was, now):
        return set(), set()
    seats = now.body.seats.numbers if now.body.seats else range(0)
    before, after = ({each.seat for each in side.vacant if each.seat} for side in (was, now))
    return before & set(seats), after


def _lacks_numbers(*sides: Standing) -> bool:
    return any(each.seat is None for side in sides for each in side.vacant)


def _when(start: date, end: date, today: date) -> str:
    """Return `from 2026-07-01 until 2026-08-31`, without what need not be said: from today, without end."""
    first = "" if start == today else f" from {format_day(start)}"
    last = "" if end == date.max else f" until {format_day(end)}"
    open_end = " on" if first and not last else ""
    return f"{first}{last}{open_end}"
