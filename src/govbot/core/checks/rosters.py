"""Checks of `governance/bodies/<slug>.yaml`: who is named there, and how many serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from govbot.core.bodies import Office, members_on
from govbot.core.checks.frame import Community, FilePath, Found
from govbot.core.checks.rolls import Roll
from govbot.core.layout import body_file
from govbot.core.people import one_spelling
from govbot.core.rosters.persons import PersonKey, person_key
from govbot.core.spelling import did_you_mean

__all__ = [
    "bodies_below_minimum",
    "bodies_too_large",
    "unknown_groups",
    "unknown_members",
    "unknown_offices",
]

ONE_DAY = timedelta(days=1)


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


def unknown_offices(community: Community) -> Iterator[Found]:
    """Every office that a roster names is one that somebody holds or held."""
    for slug, body in community.bodies:
        named: list[tuple[Office, FilePath]] = [
            (each, ("ex_officio", at)) for at, each in enumerate(body.ex_officio)
        ]
        named += [
            (each, ("limits", "incompatible", at))
            for at, each in enumerate(body.limits.incompatible)
        ]
        for office, path in named:
            other = community.rolls.get(office.body)
            if other is None or not office.role:
                continue
            roles = {each.tenure.role for each in other if each.tenure.role}
            if office.role.casefold() not in {each.casefold() for each in roles}:
                yield Found(
                    f"`{path[-2]}` names the {office}, and nobody ever was {office.role} there.",
                    f"{did_you_mean(office.role, roles)}The roles in {other.body.name} are: "
                    f"{', '.join(sorted(roles)) or 'none'}.",
                    body_file(slug),
                    path,
                )
        for at, member in enumerate(body.members):
            if member.ex_officio is not None and member.never_held:
                if community.has_body(member.ex_officio.body):
                    login = community.governance.people.login_of(member.github)
                    yield Found(
                        f"{login} is listed ex officio as {member.ex_officio}, and never "
                        "held that office: the entry makes nobody a member.",
                        f"Mend the office, or list {login} with `terms`.",
                        body_file(slug),
                        ("members", at, "ex_officio"),
                    )


def unknown_groups(community: Community) -> Iterator[Found]:
    """Every group that is to be represented has seats or people."""
    if not community.has_people:
        return
    of_people = {
        one_spelling(each.name): each.name
        for person in community.governance.people.people
        for each in person.groups
    }
    for slug, body in community.bodies:
        of_seats = body.seats.groups if body.seats else {}
        for at, rule in enumerate(body.limits.represented):
            for index, group in enumerate(rule.groups):
                if group not in of_seats and one_spelling(group) not in of_people:
                    known = sorted({*of_seats, *of_people.values()})
                    yield Found(
                        f"`{group}` is to be represented in {body.name}, and no seat and nobody is "
                        "in that group.",
                        f"{did_you_mean(group, known)}Name it in `seats.groups`, or give people in "
                        "governance/people.yaml the group. There are: "
                        f"{', '.join(known) or 'none'}.",
                        body_file(slug),
                        ("limits", "represented", at, "groups", index),
                    )


def bodies_below_minimum(community: Community) -> Iterator[Found]:
    """Enough members of a body serve today."""
    for slug, body in community.bodies:
        if body.seats is None or not body.seats.minimum:
            continue
        members = members_on(body, community.today)
        serving = len({person_key(community.governance, each.github) for each in members})
        if serving < body.seats.minimum:
            yield Found(
                f"{body.name} has {serving} serving on {community.today}; its minimum is "
                f"{body.seats.minimum}.",
                "Fill a seat, or lower `seats.minimum`.",
                body_file(slug),
                ("seats", "minimum"),
            )


def bodies_too_large(community: Community) -> Iterator[Found]:
    """No more people serve on a body than it has seats, today and later."""
    for slug, roll in community.rolls.items():
        seats = roll.body.seats
        if seats is None or seats.most is None:
            continue
        crowded = _first_crowded(roll, seats.most, community.today)
        if crowded is None:
            continue
        day, serving = crowded
        key = "maximum" if seats.count is None else "count"
        path: FilePath = ("seats", key)
        if day > community.today:
            path = next((each.path for each in reversed([*roll]) if each.start == day), path)
        words = "one seat" if seats.most == 1 else f"{seats.most} seats"
        yield Found(
            f"{roll.body.name} has {serving} serving on {day}, and only {words}.",
            f"End a term before, or raise `seats.{key}`.",
            body_file(slug),
            path,
        )


def _first_crowded(roll: Roll, most: int, today: date) -> tuple[date, int] | None:
    """Return the first day from today on with more people than seats, and how many there are."""
    changes: dict[date, list[tuple[PersonKey, int]]] = {}
    for each in roll:
        # Whoever serves ex officio without a seat is there beside the seats.
        if (each.is_ex_officio and each.tenure.seat is None) or each.end < today:
            continue
        changes.setdefault(max(each.start, today), []).append((each.person, 1))
        if each.end < date.max:
            changes.setdefault(each.end + ONE_DAY, []).append((each.person, -1))
    places: Counter[PersonKey] = Counter()
    for day in sorted(changes):
        for person, change in changes[day]:
            places[person] += change
            if not places[person]:
                del places[person]
        if len(places) > most:
            return day, len(places)
    return None
