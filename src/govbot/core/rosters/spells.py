"""A person's times in a body before and after a change of the files, and which became which.

    spells_of(entries, rules)      # (Spell(start=..., end=..., seat=1, role="chair", ...), ...)
    matched(before, after)         # ((spell, spell), (None, spell), (spell, None), ...)

Two are the same service, changed, when they begin on one day, or else when they overlap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from govbot.core.bodies import CameBy, Departure, Member, Office, TermRules, tenures_of
from govbot.core.rosters.limits import Served, counted

__all__ = ["Away", "Pair", "Spell", "matched", "spells_of"]

Away = tuple[date, date]
"""The first and the last day of a leave within a spell."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A tenure without its place in a file. `given` is the term's last day as it was given.

    `away` are the leaves within it. `consecutive` and `lifetime` are which term it is, 0 where it does
    not count, and None where the body limits no such thing.
    """

    start: date
    end: date
    given: date
    seat: int | None
    role: str
    by: CameBy | None
    record: str
    partial: bool | None
    departure: Departure | None
    office: Office | None
    votes: bool
    away: tuple[Away, ...]
    consecutive: int | None
    lifetime: int | None

    @property
    def has_term(self) -> bool:
        """Say whether it has a first or a last day."""
        return self.start != date.min or self.end != date.max

    def overlap(self, other: Spell) -> int:
        """Return how many days two spells have in common."""
        first, last = max(self.start, other.start), min(self.end, other.end)
        return max(0, (last - first).days + 1)


Pair = tuple[Spell | None, Spell | None]
"""What a spell was before and is after; None where there was, or is, none."""


def spells_of(entries: Iterable[Member], rules: TermRules) -> tuple[Spell, ...]:
    """Return somebody's times in a body, oldest first, from all their entries in its file."""
    tenures = (tenure for member in entries for tenure in tenures_of(member))
    return tuple(_spell(each, rules) for each in counted(tenures, rules))


def matched(before: Iterable[Spell], after: Iterable[Spell]) -> tuple[Pair, ...]:
    """Return which spell became which, what is new and what is gone, by day; what stayed is left out."""
    was, now = list(before), list(after)
    pairs: list[Pair] = []
    for each in [spell for spell in was if spell in now]:
        if each in now:
            was.remove(each)
            now.remove(each)
    for is_same in (_is_same_term, _overlap):
        for spell in list(now):
            likely = [each for each in was if is_same(each, spell)]
            if likely:
                origin = max(
                    likely, key=lambda each: (each.seat == spell.seat, each.overlap(spell))
                )
                was.remove(origin)
                now.remove(spell)
                pairs.append((origin, spell))
    pairs += [(None, spell) for spell in now]
    pairs += [(spell, None) for spell in was]
    return tuple(sorted(pairs, key=_first_day))


def _spell(served: Served, rules: TermRules) -> Spell:
    tenure = served.tenure
    member, term = tenure.member, tenure.term
    given = tenure.end if term is None else term.end or date.max
    away = {
        (max(each.start, tenure.start), min(each.end or date.max, tenure.end))
        for each in member.leave
    }
    return Spell(
        start=tenure.start,
        end=tenure.end,
        given=given,
        seat=tenure.seat,
        role=tenure.role,
        by=term.by if term else None,
        record=term.record if term else "",
        partial=term.partial if term else None,
        departure=tenure.departure,
        office=member.ex_officio,
        votes=member.votes,
        away=tuple(sorted(each for each in away if each[0] <= each[1])),
        consecutive=None if rules.max_consecutive is None else served.consecutive,
        lifetime=None if rules.max_lifetime is None else served.lifetime,
    )


def _is_same_term(one: Spell, other: Spell) -> bool:
    return one.start == other.start


def _overlap(one: Spell, other: Spell) -> bool:
    return one.overlap(other) > 0


def _first_day(pair: Pair) -> tuple[date, date]:
    spell = pair[1] or pair[0]
    return (spell.start, spell.end) if spell else (date.min, date.min)
