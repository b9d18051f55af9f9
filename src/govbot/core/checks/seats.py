"""Checks of seats: their numbers, who holds them, for whom they are kept, and what is filled together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from govbot.core.bodies import Body
from govbot.core.checks.frame import Community, FilePath, Found
from govbot.core.checks.rolls import Entry, Roll
from govbot.core.checks.terms import overlaps
from govbot.core.layout import body_file
from govbot.core.rosters.limits import is_gap
from govbot.core.rosters.reserved import group_names, qualifies
from govbot.core.rosters.standing import standing
from govbot.core.rosters.wording import listed, number_of, since, until

__all__ = [
    "reserved_seat_holders",
    "seat_gaps",
    "seat_numbers",
    "seats_taken_twice",
    "stagger_balance",
    "unfilled_reserved_seats",
]

ONE_DAY = timedelta(days=1)


def seat_numbers(community: Community) -> Iterator[Found]:
    """A seat's number is one of the body's seats."""
    for slug, body in community.bodies:
        count = body.seats.count if body.seats else None
        if count is None:
            continue
        for seat, path in _numbers(body):
            if not 1 <= seat <= count:
                yield Found(
                    f"There is no seat {seat}: {body.name} has "
                    f"{'one seat' if count == 1 else f'{count} seats'}.",
                    f"Use 1 to {count}, or raise `seats.count`.",
                    body_file(slug),
                    path,
                )


def _numbers(body: Body) -> Iterator[tuple[int, FilePath]]:
    """Yield every number of a seat that a body's file has, with its place."""
    for at, member in enumerate(body.members):
        if member.seat is not None:
            yield member.seat, ("members", at, "seat")
        for index, term in enumerate(member.terms):
            if term.seat is not None and member.ex_officio is None:
                yield term.seat, ("members", at, "terms", index, "seat")
    for at, office in enumerate(body.ex_officio):
        if office.seat is not None:
            yield office.seat, ("ex_officio", at, "seat")
    if body.seats is not None:
        for at, reserved in enumerate(body.seats.reserved):
            yield reserved.seat, ("seats", "reserved", at, "seat")
        for key, parts in (("classes", body.seats.classes), ("groups", body.seats.groups)):
            for name, seats in parts.items():
                for at, seat in enumerate(seats):
                    yield seat, ("seats", key, name, at)


def seats_taken_twice(community: Community) -> Iterator[Found]:
    """A seat has one holder at a time."""
    for slug, roll in community.rolls.items():
        for seat, entries in roll.seats.items():
            for earlier, after in overlaps(entries):
                if earlier.person != after.person:
                    yield Found(
                        f"Seat {seat} is taken twice {_from(after.start)}: "
                        f"{earlier.login} holds it {until(earlier.end)}, and "
                        f"{after.login} {until(after.end)}.",
                        _hand_over(earlier, after),
                        body_file(slug),
                        after.path,
                    )


def _hand_over(earlier: Entry, after: Entry) -> str:
    if earlier.start == after.start:
        return "Give one of them another seat, or take one of the terms out."
    last = after.start - ONE_DAY
    return f"End the first term on {last}, its last day, or say `resigned: {after.start}`."


def _from(day: date) -> str:
    return since(day) if day == date.min else f"{since(day)} on"


def seat_gaps(community: Community) -> Iterator[Found]:
    """When a term is over, the next in its seat begins."""
    for slug, roll in community.rolls.items():
        for seat, entries in roll.seats.items():
            last: Entry | None = None
            for each in entries:
                if last is not None and _is_gap(last, each):
                    first, end = last.end + ONE_DAY, each.start - ONE_DAY
                    yield Found(
                        f"Seat {seat} of {roll.body.name} is empty from {first} until {end}, between "
                        f"{last.login} and {each.login}.",
                        f"If the term began on {first}, write that; if nobody held the seat until "
                        "then, nothing is to be done.",
                        body_file(slug),
                        each.path,
                    )
                if last is None or each.end > last.end:
                    last = each


def _is_gap(last: Entry, following: Entry) -> bool:
    """Say whether a seat was empty although nobody left early, and nobody says that it was vacant."""
    if last.tenure.departure is not None or last.is_ex_officio or following.is_ex_officio:
        return False
    term = following.tenure.term
    is_filled_late = term is not None and term.by == "vacancy"
    return not is_filled_late and is_gap(last.end, following.start)


def unfilled_reserved_seats(community: Community) -> Iterator[Found]:
    """Somebody holds each reserved seat today."""
    for slug, body in community.bodies:
        if body.seats is None or not body.seats.reserved:
            continue
        empty = {each.seat: each.since for each in standing(body, community.today).vacant}
        for at, each in enumerate(body.seats.reserved):
            if each.seat in empty:
                since_day = empty[each.seat]
                is_long = f"since {since_day}" if since_day else "and always was"
                yield Found(
                    f"Seat {each.seat} of {body.name}, reserved for {each.reserved_for}, is empty "
                    f"{is_long}.",
                    body.vacancies.who or "Fill it, or reserve it no longer.",
                    body_file(slug),
                    ("seats", "reserved", at),
                )


def reserved_seat_holders(community: Community) -> Iterator[Found]:
    """Whoever holds a reserved seat is one of those for whom it is kept."""
    groups = group_names(community.governance.people) if community.has_people else frozenset()
    for slug, roll in community.rolls.items():
        reserved = roll.body.seats.reserved if roll.body.seats else ()
        for rule in reserved:
            for each in roll.seats.get(rule.seat, ()):
                # Who belonged to what long ago is seldom written down; what is now, and next, is.
                day = max(each.start, community.today)
                if each.end < day or each.is_ex_officio:
                    continue
                if qualifies(community.governance, each.login, rule.reserved_for, day, groups) in (
                    True,
                    None,
                ):
                    continue
                is_body = rule.reserved_for in community.governance.bodies
                wrong = "does not serve there" if is_body else "is not in that group"
                mend = "that body's file" if is_body else "`groups` in governance/people.yaml"
                yield Found(
                    f"Seat {rule.seat} of {roll.body.name} is reserved for {rule.reserved_for}, and "
                    f"{each.login} {wrong} on {day}.",
                    f"Give the seat to somebody who is, or mend {mend}.",
                    body_file(slug),
                    each.path,
                )


def stagger_balance(community: Community) -> Iterator[Found]:
    """Seats that are filled together are so, and what is filled at one time is about the same each time."""
    for slug, roll in community.rolls.items():
        classes = roll.body.seats.classes if roll.body.seats else {}
        if not classes:
            continue
        for message, hint in (*_sizes(roll, classes), *_ends(roll, classes, community.today)):
            yield Found(message, hint, body_file(slug), ("seats", "classes"))


def _sizes(roll: Roll, classes: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    body = roll.body
    names: dict[int, list[str]] = {}
    for name, seats in classes.items():
        for seat in seats:
            names.setdefault(seat, []).append(name)
    for seat, found in sorted(names.items()):
        if len(found) > 1:
            where = (
                f"the class {found[0]} twice"
                if len({*found}) == 1
                else f"the classes {listed(found)}"
            )
            yield f"Seat {seat} of {body.name} is in {where}.", "Name it once."
    outside = [
        str(each) for each in (body.seats.numbers if body.seats else ()) if each not in names
    ]
    if outside:
        seats_words = f"{'Seat' if len(outside) == 1 else 'Seats'} {listed(outside)}"
        verb = "is" if len(outside) == 1 else "are"
        yield f"{seats_words} of {body.name} {verb} in no class.", "Put each seat into a class."
    sizes = {name: len(set(seats)) for name, seats in classes.items()}
    if max(sizes.values()) - min(sizes.values()) > 1:
        words = listed(
            [f"{name} has {number_of(size, 'seat', 'seats')}" for name, size in sizes.items()]
        )
        yield (
            f"The classes of {body.name} differ by more than a seat: {words}.",
            "Share the seats out, so that each election fills about as many.",
        )


def _ends(
    roll: Roll, classes: dict[str, tuple[int, ...]], today: date
) -> Iterator[tuple[str, str]]:
    """Yield classes whose terms do not end together, and classes that do with another."""
    by_class: dict[str, dict[date, list[str]]] = {}
    for name, seats in classes.items():
        ends: dict[date, list[str]] = {}
        for seat in sorted(set(seats)):
            for each in roll.seats.get(seat, ()):
                term = each.tenure.term
                if term and term.end and each.tenure.holds_on(today) and not each.is_ex_officio:
                    ends.setdefault(term.end, []).append(each.login)
        by_class[name] = ends
        if len(ends) > 1:
            words = listed([f"{day} ({', '.join(ends[day])})" for day in sorted(ends)])
            yield (
                f"The terms of class {name} of {roll.body.name} end on different days: {words}.",
                "End them on one day; who came later serves the rest of the term.",
            )
    first: dict[date, str] = {}
    for name, ends in by_class.items():
        if len(ends) != 1:
            continue
        day = next(iter(ends))
        if day in first:
            yield (
                f"The classes {first[day]} and {name} of {roll.body.name} end on one day, {day}.",
                "End one of them earlier or later: classes are there so that not all go at once.",
            )
        first.setdefault(day, name)
