"""That somebody left, as a roster records it, where that changes no day on which they serve.

cyd is recorded as emeritus from 2026-07-01 on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from govbot.core.bodies import Departure, Member
from govbot.core.durations import format_day
from govbot.core.rosters.service_changes import MemberChange
from govbot.core.rosters.spells import Spell

__all__ = ["departure_changes"]

ONE_DAY = timedelta(days=1)

WORDS = {
    Departure.RESIGNED: "having resigned",
    Departure.REMOVED: "removed",
    Departure.EMERITUS: "emeritus",
}

Mark = tuple[Departure, date]


def departure_changes(
    login: str,
    before: tuple[Sequence[Member], Sequence[Spell]],
    after: tuple[Sequence[Member], Sequence[Spell]],
) -> Iterator[MemberChange]:
    """Yield what is recorded of somebody's leaving, and what no longer is.

    Each side is their entries in the file and their times in the body: what cuts one of those short is
    told with it.
    """
    was, now = set(_marks(before[0])), set(_marks(after[0]))
    for departure, day in sorted(now - was - _told(after[1])):
        text = f"{login} is recorded as {WORDS[departure]} from {format_day(day)} on."
        yield MemberChange("departure", login, day, text)
    for departure, day in sorted(was - now - _told(before[1])):
        text = f"{login} is no longer recorded as {WORDS[departure]} from {format_day(day)} on."
        yield MemberChange("departure", login, day, text)


def _told(spells: Sequence[Spell]) -> set[Mark]:
    return {(each.departure, each.end + ONE_DAY) for each in spells if each.departure is not None}


def _marks(entries: Sequence[Member]) -> Iterator[Mark]:
    for each in entries:
        for departure, day in (
            (Departure.RESIGNED, each.resigned),
            (Departure.REMOVED, None if each.never_held else each.removed),
            (Departure.EMERITUS, each.emeritus),
        ):
            if day is not None:
                yield departure, day
