"""Checks of `governance/bodies/<slug>.yaml`: members, seats and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from govbot.core.bodies import Body, Member, members_on, tenures_of
from govbot.core.checks.frame import Community, FilePath, Found
from govbot.core.layout import body_file
from govbot.core.spelling import did_you_mean

__all__ = [
    "bodies_below_minimum",
    "bodies_too_large",
    "overlapping_terms",
    "seat_numbers",
    "seats_taken_twice",
    "unknown_members",
]


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in a body, both days included, and where in the file it is written."""

    member: Member
    person: int | str
    start: date
    end: date
    seat: int | None
    path: FilePath


def unknown_members(community: Community) -> Iterator[Found]:
    """Every member of a body is listed in people.yaml."""
    if not community.has_people:
        return
    people = community.governance.people
    logins = [each.github for each in people.people]
    for slug, body in community.bodies:
        for at, member in enumerate(body.members):
            if people.find(member.github) is None:
                yield Found(
                    f"{member.github} is not in governance/people.yaml.",
                    f"{did_you_mean(member.github, logins)}Add the person there, or mend the login: "
                    "a vote of a misspelt login would belong to a stranger.",
                    body_file(slug),
                    ("members", at, "github"),
                )


def overlapping_terms(community: Community) -> Iterator[Found]:
    """Nobody has two terms in one body at the same time."""
    for slug, body in community.bodies:
        by_person = defaultdict(list)
        for spell in _spells(community, body):
            by_person[spell.person].append(spell)
        for spells in by_person.values():
            for earlier, later in _overlaps(spells):
                yield Found(
                    f"{later.member.github} has two terms from {later.start} on: the term from "
                    f"{_day(earlier.start)} runs until {_day(earlier.end)}.",
                    "A term's end is its last day; end one before the other starts.",
                    body_file(slug),
                    later.path,
                )


def seats_taken_twice(community: Community) -> Iterator[Found]:
    """A seat has one holder at a time."""
    for slug, body in community.bodies:
        by_seat = defaultdict(list)
        for spell in _spells(community, body):
            if spell.seat is not None:
                by_seat[spell.seat].append(spell)
        for seat, spells in sorted(by_seat.items()):
            for earlier, later in _overlaps(spells):
                if earlier.person != later.person:
                    yield Found(
                        f"Seat {seat} is taken twice from {_day(later.start)} on: "
                        f"{earlier.member.github} holds it until {_day(earlier.end)}, and "
                        f"{later.member.github} until {_day(later.end)}.",
                        "End the first term (its end is its last day), or say `resigned:`.",
                        body_file(slug),
                        later.path,
                    )


def seat_numbers(community: Community) -> Iterator[Found]:
    """A seat's number is one of the body's seats."""
    for slug, body in community.bodies:
        if body.seats is None or body.seats.count is None:
            continue
        used: list[tuple[int | None, FilePath]] = [
            (member.seat, ("members", at, "seat")) for at, member in enumerate(body.members)
        ]
        used += [
            (each.seat, ("seats", "reserved", at, "seat"))
            for at, each in enumerate(body.seats.reserved)
        ]
        used += [
            (term.seat, ("members", at, "terms", index, "seat"))
            for at, member in enumerate(body.members)
            for index, term in enumerate(member.terms)
        ]
        used += [(each.seat, ("ex_officio", at, "seat")) for at, each in enumerate(body.ex_officio)]
        used += [
            (seat, ("seats", key, name, at))
            for key, parts in (("classes", body.seats.classes), ("groups", body.seats.groups))
            for name, seats in parts.items()
            for at, seat in enumerate(seats)
        ]
        for seat, path in used:
            if seat is not None and not 1 <= seat <= body.seats.count:
                yield Found(
                    f"There is no seat {seat}: {body.name} has {_seats(body.seats.count)}.",
                    f"Use 1 to {body.seats.count}, or raise `seats.count`.",
                    body_file(slug),
                    path,
                )


def bodies_below_minimum(community: Community) -> Iterator[Found]:
    """Enough members of a body serve today."""
    for slug, body in community.bodies:
        serving = len(members_on(body, community.today))
        if body.seats is not None and serving < (body.seats.minimum or 0):
            yield Found(
                f"{body.name} has {serving} serving on {community.today}; its minimum is "
                f"{body.seats.minimum}.",
                "Fill a seat, or lower `seats.minimum`.",
                body_file(slug),
                ("seats", "minimum"),
            )


def bodies_too_large(community: Community) -> Iterator[Found]:
    """No more people serve on a body today than it has seats."""
    for slug, body in community.bodies:
        most = body.seats.most if body.seats else None
        # Whoever serves ex officio without a seat is there beside the seats.
        serving = sum(
            each.ex_officio is None or each.seat is not None
            for each in members_on(body, community.today)
        )
        if body.seats is not None and most is not None and serving > most:
            key = "maximum" if body.seats.count is None else "count"
            yield Found(
                f"{body.name} has {serving} serving on {community.today}, and only {_seats(most)}.",
                f"End a term that is over, or raise `seats.{key}`.",
                body_file(slug),
                ("seats", key),
            )


def _spells(community: Community, body: Body) -> Iterator[Spell]:
    for at, member in enumerate(body.members):
        person = community.governance.people.find(member.github)
        who = person.id or person.github.lower() if person else member.github.lower()
        for each in tenures_of(member):
            path: FilePath = ("members", at)
            if each.index is not None:
                path = (*path, "terms", each.index)
            yield Spell(member, who, each.start, each.end, each.seat, path)


def _overlaps(spells: Iterable[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Yield each spell that begins while an earlier one runs, with that one."""
    running: Spell | None = None
    for spell in sorted(spells, key=lambda each: each.start):
        if running is not None and spell.start <= running.end:
            yield running, spell
        if running is None or spell.end > running.end:
            running = spell


def _day(day: date) -> str:
    return {date.min: "the beginning", date.max: "further notice"}.get(day, day.isoformat())


def _seats(count: int) -> str:
    return "one seat" if count == 1 else f"{count} seats"
