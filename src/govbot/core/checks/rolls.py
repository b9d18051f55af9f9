"""The rosters as the checks look at them: each person's terms, counted, and where the file says each.

community.rolls["council"].people[1001]
# (Entry(person=1001, login="ada", served=Served(...), path=("members", 0, "terms", 0)), ...)

All of them are counted once, however many checks look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from govbot.core.bodies import Body, Member, Tenure
from govbot.core.checks.declared import FilePath
from govbot.core.governance import Governance
from govbot.core.rosters.limits import Served, counted, people_of
from govbot.core.rosters.persons import PersonKey

__all__ = ["Entry", "Roll", "rolls_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as it is served, who serves it, and where in the body's file it is written.

    `login` is the person's as it is now.
    """

    person: PersonKey
    login: str
    served: Served
    path: FilePath

    @property
    def tenure(self) -> Tenure:
        """The time in the seat."""
        return self.served.tenure

    @property
    def start(self) -> date:
        """The first day; `date.min` where no terms are kept."""
        return self.tenure.start

    @property
    def end(self) -> date:
        """The last day; `date.max` where no end is known."""
        return self.tenure.end

    @property
    def is_ex_officio(self) -> bool:
        """Say whether they serve because of an office elsewhere."""
        return self.tenure.member.ex_officio is not None


@dataclass(frozen=True)
class Roll:
    """A body and everybody's terms in it, oldest first, by person."""

    body: Body
    people: dict[PersonKey, tuple[Entry, ...]]

    @cached_property
    def tenures(self) -> dict[PersonKey, tuple[Tenure, ...]]:
        """The terms alone, by person."""
        return {key: tuple(each.tenure for each in terms) for key, terms in self.people.items()}

    @cached_property
    def seats(self) -> dict[int, tuple[Entry, ...]]:
        """The terms in each numbered seat, oldest first."""
        found: dict[int, list[Entry]] = {}
        for each in self:
            if each.tenure.seat is not None:
                found.setdefault(each.tenure.seat, []).append(each)
        return {
            seat: tuple(sorted(found[seat], key=lambda each: (each.start, each.end)))
            for seat in sorted(found)
        }

    def __iter__(self) -> Iterator[Entry]:
        """Go through all terms, person by person."""
        for terms in self.people.values():
            yield from terms

    def on(self, day: date) -> Iterator[Entry]:
        """Yield the term of each person that runs on `day`, on leave or not."""
        for terms in self.people.values():
            running = [each for each in terms if each.tenure.holds_on(day)]
            yield from running[-1:]

    def serving_on(self, day: date) -> Iterator[Entry]:
        """Yield the term of each person who serves on `day`: who is on leave does not."""
        for each in self.on(day):
            if not any(leave.holds_on(day) for leave in each.tenure.member.leave):
                yield each


def rolls_of(governance: Governance) -> dict[str, Roll]:
    """Return the roll of every body, by slug."""
    return {slug: _roll(governance, body) for slug, body in governance.bodies.items()}


def _roll(governance: Governance, body: Body) -> Roll:
    # A member is found by being that very entry: two entries of a file may be equal.
    places = {id(each): at for at, each in enumerate(body.members)}
    return Roll(
        body,
        {
            key: tuple(
                Entry(
                    key,
                    governance.people.login_of(each.tenure.member.github),
                    each,
                    _path(body, each.tenure, places),
                )
                for each in counted(tenures, body.term)
            )
            for key, tenures in people_of(governance, body).items()
        },
    )


def _path(body: Body, tenure: Tenure, places: dict[int, int]) -> FilePath:
    at = places.get(id(tenure.member))
    if at is None:
        return "ex_officio", _office(body, tenure.member)
    if tenure.member.ex_officio is not None:
        return "members", at, "ex_officio"
    return ("members", at) if tenure.index is None else ("members", at, "terms", tenure.index)


def _office(body: Body, holder: Member) -> int:
    """Return which of the body's offices makes somebody a member."""
    return next(
        at
        for at, each in enumerate(body.ex_officio)
        if holder.ex_officio is not None
        and (each.body, each.role) == (holder.ex_officio.body, holder.ex_officio.role)
    )
