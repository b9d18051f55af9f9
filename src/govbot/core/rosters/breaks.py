"""When one affiliation had, has or will have more people on a body than it may, and how that came about.

    affiliation_breaks(governance, body)
    # (Break(affiliation="Acme", start=2026-07-01, end=date.max, people=("ada", "ben", "cyd"), most="2",
    #        joined=(Tenure(...),), changed=()),)

The whole history that the files tell is gone through once, from the limits' `since` on. A break begins when
somebody joins for an affiliation that has no room (a second term is joining too), when somebody who
serves changes to it, or when others leave and its share grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from govbot.core.bodies import AffiliationLimit, Body, Tenure
from govbot.core.governance import Governance
from govbot.core.people import Person, one_spelling
from govbot.core.rosters.affiliations import limit_in_words, most_of, seats_of
from govbot.core.rosters.limits import people_of
from govbot.core.rosters.persons import PersonKey

__all__ = ["Break", "affiliation_breaks"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Break:
    """A time in which an affiliation has too many people, both days included; `date.max`: no end is known.

    `people` are its logins, as they are now, on the first day, and `most` the limit on that day in
    words. `joined` are the tenures of theirs that begin that day, `changed` are those who came to the
    affiliation that day while they served.
    """

    affiliation: str
    start: date
    end: date
    people: tuple[str, ...]
    most: str
    joined: tuple[Tenure, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a tenure with one affiliation throughout."""

    key: PersonKey
    login: str
    tenure: Tenure
    start: date
    affiliation: str

    @property
    def joins(self) -> bool:
        return self.start == self.tenure.start


@dataclass(slots=True)
class _Sweep:
    """Who has a place while the days are gone through, and the breaks that run."""

    limit: AffiliationLimit
    seats: int | None
    present: dict[str, dict[PersonKey, list[_Piece]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    places: dict[PersonKey, int] = field(default_factory=lambda: defaultdict(int))
    running: dict[str, Break] = field(default_factory=dict)

    def leave(self, piece: _Piece) -> None:
        self.places[piece.key] -= 1
        if not self.places[piece.key]:
            del self.places[piece.key]
        held = self.present[one_spelling(piece.affiliation)]
        held[piece.key].remove(piece)
        if not held[piece.key]:
            del held[piece.key]

    def join(self, piece: _Piece) -> None:
        self.places[piece.key] += 1
        self.present[one_spelling(piece.affiliation)][piece.key].append(piece)

    def judge(self, affiliation: str, day: date) -> Iterator[Break]:
        """Yield the break that is over by `day`, and begin the one that begins."""
        held = self.present[affiliation]
        is_over = len(held) > most_of(self.limit, self.seats, len(self.places))
        new = [each for pieces in held.values() for each in pieces if each.start == day]
        joined = tuple(each.tenure for each in new if each.joins)
        running = self.running.get(affiliation)
        if running is not None and (joined or not is_over):
            del self.running[affiliation]
            yield replace(running, end=day - ONE_DAY)
        if is_over and affiliation not in self.running:
            pieces = [each[-1] for each in held.values()]
            self.running[affiliation] = Break(
                affiliation=pieces[0].affiliation,
                start=day,
                end=date.max,
                people=tuple(each.login for each in pieces),
                most=limit_in_words(self.limit, self.seats, len(self.places)),
                joined=joined,
                changed=tuple(each.login for each in new if not each.joins),
            )


def affiliation_breaks(
    governance: Governance,
    body: Body,
    people: Mapping[PersonKey, tuple[Tenure, ...]] | None = None,
) -> tuple[Break, ...]:
    """Return every break of the body's limit on affiliations, by its first day.

    `people` is `people_of(governance, body)`, for those who have it.
    """
    limit = body.limits.per_affiliation
    if limit is None:
        return ()
    found = people_of(governance, body) if people is None else people
    begins: dict[date, list[_Piece]] = defaultdict(list)
    ends: dict[date, list[_Piece]] = defaultdict(list)
    for key, tenures in found.items():
        for piece, end in _pieces(governance, key, tenures):
            begins[piece.start].append(piece)
            if end < date.max:
                ends[end + ONE_DAY].append(piece)
    since = body.limits.since or date.min
    sweep = _Sweep(limit, seats_of(body))
    is_of_all = limit.at_most.is_share and (limit.of == "filled" or sweep.seats is None)
    breaks: list[Break] = []
    for day in sorted({*begins, *ends, since}):
        for piece in ends[day]:
            sweep.leave(piece)
        for piece in begins[day]:
            sweep.join(piece)
        if day < since:
            continue
        touched = {one_spelling(each.affiliation) for each in (*begins[day], *ends[day])}
        # Where the base moves, every affiliation may be over; and on the first day all are looked at.
        if is_of_all or day == since:
            touched = set(sweep.present)
        for affiliation in sorted(touched - {""}):
            breaks += sweep.judge(affiliation, day)
    breaks += sweep.running.values()
    return tuple(sorted(breaks, key=lambda each: (each.start, each.affiliation)))


def _pieces(
    governance: Governance, key: PersonKey, tenures: tuple[Tenure, ...]
) -> Iterator[tuple[_Piece, date]]:
    """Yield the tenures that have a vote, cut where the affiliation changes, each with its last day."""
    login = governance.people.login_of(tenures[0].member.github)
    person = governance.people.find(login)
    for tenure in tenures:
        if not tenure.member.votes:
            continue
        cuts = [each for each in _changes(person) if tenure.start < each <= tenure.end]
        starts = [tenure.start, *cuts]
        lasts = [*(each - ONE_DAY for each in cuts), tenure.end]
        names = [(person.affiliation_on(each) if person else None) or "" for each in starts]
        at = 0
        while at < len(starts):
            last = at
            # Two affiliations that are spelt as one are no change.
            while last + 1 < len(starts) and one_spelling(names[last + 1]) == one_spelling(
                names[at]
            ):
                last += 1
            yield _Piece(key, login, tenure, starts[at], names[at]), lasts[last]
            at = last + 1


def _changes(person: Person | None) -> list[date]:
    """Return the days on which a person's affiliation may become another, in order."""
    days: set[date] = set()
    for each in person.affiliations if person else ():
        days.add(each.start or date.min)
        if each.end is not None and each.end < date.max:
            days.add(each.end + ONE_DAY)
    return sorted(days)
