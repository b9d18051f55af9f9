"""The days and hours that a calendar of governance has: terms, leaves, reminders, vacancies, votes.

    occasions(governance, votes, date(2026, 3, 1))
    # (Occasion(key="term-end council 1001 2026-01-01", when=date(2026, 6, 30), summary="...", ...), ...)

A key names an occasion for good: when a term's end is moved, it is the same occasion on another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govbot.core.bodies import Body, Tenure, tenures_of
from govbot.core.durations import format_time
from govbot.core.governance import Governance
from govbot.core.rosters.standing import standing

__all__ = ["Occasion", "OpenVote", "occasions"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that is open: of which RFC or motion, the how-manieth there, and when it closes (UTC)."""

    subject: int
    number: int
    title: str
    policy: str
    closes: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One entry of the calendar: a whole day, or a moment (UTC)."""

    key: str
    when: date | datetime
    summary: str
    description: str = ""
    category: str = ""
    url: str = ""


def occasions(governance: Governance, votes: Iterable[OpenVote], day: date) -> tuple[Occasion, ...]:
    """Return every occasion that the files and the open votes tell, oldest first.

    Only what is said of vacant seats depends on `day` (UTC): they are those that are vacant then.
    """
    found: list[Occasion] = []
    for slug, body in governance.bodies.items():
        found += _of_terms(governance, slug, body)
        found += _of_leaves(governance, slug, body)
        found += _of_vacancies(slug, body, day)
    found += map(_of_vote, votes)
    return tuple(sorted(found, key=lambda each: (each.when.isoformat(), each.key)))


def _of_terms(governance: Governance, slug: str, body: Body) -> Iterator[Occasion]:
    tenures = [each for member in body.everyone for each in tenures_of(member)]
    begun = {(_key(governance, each), each.start) for each in tenures}
    for tenure in tenures:
        if tenure.term is None:
            continue
        who, key = (
            _name(governance, tenure.member.github),
            f"{slug} {_key(governance, tenure)} {tenure.start}",
        )
        if tenure.member.ex_officio is not None:
            key = f"{key} {tenure.member.ex_officio}"
        place = _place(body, tenure)
        yield Occasion(
            f"term-start {key}",
            tenure.start,
            f"{who} begins in {body.name}",
            f"{place}, {_until(tenure)}.",
            "term",
        )
        if tenure.is_open:
            continue
        goes_on = (_key(governance, tenure), tenure.end + ONE_DAY) in begun
        after = " A further term begins on the day after." if goes_on else ""
        how = f" ({tenure.departure.value})" if tenure.departure else ""
        yield Occasion(
            f"term-end {key}",
            tenure.end,
            f"Last day of {who} in {body.name}{how}",
            f"{place}, since {tenure.start}.{after}",
            "term",
        )
        if (
            goes_on
            or tenure.departure is not None
            or not governance.settings.rosters.tracking_issues
        ):
            continue
        for before in governance.settings.rosters.remind:
            told = before.before(_midnight(tenure.end)).date()
            if told >= tenure.start:
                yield Occasion(
                    f"reminder {key} {before}",
                    told,
                    f"Reminder: {who}'s term in {body.name} ends in {before}",
                    f"{place}. The last day is {tenure.end}.",
                    "reminder",
                )


def _of_leaves(governance: Governance, slug: str, body: Body) -> Iterator[Occasion]:
    for member in body.members:
        for leave in member.leave:
            who = _name(governance, member.github)
            key = f"{slug} {_identity(governance, member.github)} {leave.start}"
            yield Occasion(
                f"leave-start {key}",
                leave.start,
                f"{who} goes on leave from {body.name}",
                f"Until {leave.end}." if leave.end else "No end is said.",
                "leave",
            )
            if leave.end is not None:
                yield Occasion(
                    f"leave-end {key}",
                    leave.end,
                    f"Last day of {who}'s leave from {body.name}",
                    f"Since {leave.start}.",
                    "leave",
                )


def _of_vacancies(slug: str, body: Body, day: date) -> Iterator[Occasion]:
    within = body.vacancies.within
    if within is None:
        return
    for each in standing(body, day).vacant:
        if each.since is not None:
            seat = f"Seat {each.seat}" if each.seat else "A seat"
            yield Occasion(
                f"vacancy {slug} {each.seat or 0} {each.since}",
                within.after_day(each.since),
                f"{seat} of {body.name} is to be filled by today",
                " ".join(
                    part for part in (f"Vacant since {each.since}.", body.vacancies.who) if part
                ),
                "vacancy",
            )


def _of_vote(vote: OpenVote) -> Occasion:
    return Occasion(
        f"vote {vote.subject} {vote.number}",
        vote.closes,
        f"Vote on #{vote.subject} closes: {vote.title}",
        f"Under {vote.policy}, until {format_time(vote.closes)}.",
        "vote",
        vote.url,
    )


def _key(governance: Governance, tenure: Tenure) -> str:
    return _identity(governance, tenure.member.github)


def _identity(governance: Governance, login: str) -> str:
    """Return what names a person for good: the id where it is known, else the login."""
    person = governance.people.find(login)
    if person is None:
        return login.lower()
    return str(person.id) if person.id is not None else person.github.lower()


def _name(governance: Governance, login: str) -> str:
    """Return what a person is called: the name, else the login as it is now."""
    person = governance.people.find(login)
    return (person.name or person.github) if person else login


def _place(body: Body, tenure: Tenure) -> str:
    """Return the place in words: `Seat 3, chair`; the body's kind where neither is said."""
    parts = [f"seat {tenure.seat}" if tenure.seat else "", tenure.role]
    words = ", ".join(part for part in parts if part) or body.kind.value.replace("-", " ")
    return words[:1].upper() + words[1:]


def _until(tenure: Tenure) -> str:
    return "until further notice" if tenure.is_open else f"until {tenure.end}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, moved by days
