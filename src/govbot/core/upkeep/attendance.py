"""Which votes each member of a body was asked for, and in which of them they took part.

    found = attendance(governance, "council", date(2026, 9, 1), votes)
    found[0].login               # "ada"
    len(found[0].asked)          # 5
    found[0].missed_in_a_row     # 2

A vote asks a member who was in its electorate and served from its first day to its last, without a day of
leave. Votes from before the member came, or last came back, are not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from itertools import takewhile

from govbot.core.accounts import Account
from govbot.core.bodies import Leave, Member, Service, service_on, tenure_on, tenures_of
from govbot.core.governance import Governance
from govbot.core.people import People
from govbot.core.upkeep.participation import Participation

__all__ = ["Asked", "Attendance", "attendance"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote that a member was asked for, and whether they took part."""

    vote: Participation
    took_part: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """One member of a body and the votes that count for them, by when they closed.

    `login` is the person's own now; `is_on_leave` says that they are on leave on the day asked about.
    `entries` are all of theirs in the body, of which `member` is the one that counts on that day.
    """

    member: Member
    entries: tuple[Member, ...]
    login: str
    is_on_leave: bool
    asked: tuple[Asked, ...]

    @property
    def taken_part(self) -> int:
        """In how many of the votes they took part."""
        return sum(each.took_part for each in self.asked)

    @property
    def missed_in_a_row(self) -> int:
        """How many votes they missed since they last took part."""
        return sum(1 for _ in takewhile(lambda each: not each.took_part, reversed(self.asked)))


def attendance(
    governance: Governance, slug: str, day: date, votes: Sequence[Participation]
) -> tuple[Attendance, ...]:
    """Return everybody with a place on the body on `day`, each person once, in the order of the file.

    Of `votes` those count that closed on or before `day`. Raise `UserError` when there is no such body.
    """
    body, people = governance.body(slug), governance.people
    entries: dict[int | str, list[Member]] = {}
    for member in body.everyone:
        entries.setdefault(_identity(people, Account(login=member.github)), []).append(member)
    identity = cache(partial(_identity, people))
    known = [
        _Known(each, identity)
        for each in sorted(votes, key=lambda each: (each.closed, each.number, each.vote))
        if each.closed.date() <= day and (each.bodies is None or slug in each.bodies)
    ]
    return tuple(
        _attendance(people, who, own, day, known)
        for who, own in entries.items()
        if any(tenure_on(each, day) for each in own)
    )


class _Known:
    """A vote, with its accounts told apart as people: who was asked, and who took part."""

    def __init__(self, vote: Participation, identity: Callable[[Account], int | str]) -> None:
        self.vote = vote
        self.first, self.last = vote.opened.date(), vote.closed.date()
        self.electorate = set(map(identity, vote.electorate))
        self.took_part = set(map(identity, vote.took_part))


def _identity(people: People, account: Account) -> int | str:
    """Return what tells one person from another: the numeric id, and a login where no id is known."""
    person = people.find(account.login, account.id)
    if person is None:
        return account.login.lower()
    return person.id if person.id is not None else person.github.lower()


def _attendance(
    people: People, who: int | str, entries: list[Member], day: date, votes: list[_Known]
) -> Attendance:
    began = _began(entries, day)
    leaves = [leave for each in entries for leave in each.leave]
    held = [each for each in entries if tenure_on(each, day) is not None]
    serving = [each for each in held if service_on(each, day) is Service.SERVES]
    member = (serving or held)[0]
    return Attendance(
        member=member,
        entries=tuple(entries),
        login=people.login_of(member.github),
        is_on_leave=not serving,
        asked=tuple(
            Asked(each.vote, who in each.took_part)
            for each in votes
            if each.first >= began
            and who in each.electorate
            and not any(_meet(leave, each) for leave in leaves)
        ),
    )


def _began(entries: list[Member], day: date) -> date:
    """Return the first day of the service that runs on `day`: terms that follow on one another are one."""
    began = day
    for start, end in sorted(_times(entries), reverse=True):
        if start <= began and (end == date.max or began <= end + ONE_DAY):
            began = start
    return began


def _times(entries: list[Member]) -> Iterator[tuple[date, date]]:
    for member in entries:
        for each in tenures_of(member):
            yield each.start, each.end


def _meet(leave: Leave, vote: _Known) -> bool:
    """Say whether a leave of absence has a day in common with a vote."""
    return leave.start <= vote.last and (leave.end is None or vote.first <= leave.end)
