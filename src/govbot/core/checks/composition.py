"""Checks of limits across people: employers, offices that exclude one another, who is represented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from govbot.core.bodies import AffiliationLimit, Office, Representation
from govbot.core.checks.frame import Community, FilePath, Found
from govbot.core.checks.limits import SOFT
from govbot.core.checks.rolls import Entry, Roll
from govbot.core.findings import Level
from govbot.core.layout import PEOPLE_FILE, body_file
from govbot.core.people import one_spelling
from govbot.core.rosters.breaks import Break, affiliation_breaks
from govbot.core.rosters.candidacy import holding
from govbot.core.rosters.limits import later
from govbot.core.rosters.standing import turning_days
from govbot.core.rosters.wording import listed, number_of, since, span

__all__ = ["affiliation_limits", "incompatible_offices", "representation"]

ONE_DAY = timedelta(days=1)
ADOPTED = "If the rule was adopted later, say from when on: `limits: {since: ...}`."


def affiliation_limits(community: Community) -> Iterator[Found]:
    """No affiliation has more people on a body than it may."""
    for slug, roll in community.rolls.items():
        limit = roll.body.limits.per_affiliation
        if limit is None:
            continue
        is_soft = "per_affiliation" in roll.body.limits.soft
        for each in affiliation_breaks(community.governance, roll.body, roll.tenures):
            # Where terms run out on a day ahead, somebody is yet to take the seats.
            if each.start > community.today and _terms_ran_out(roll, each):
                continue
            level, hint = _judged(each, limit, community.today)
            if level is None:
                continue
            if is_soft:
                hint = SOFT
                level = Level.WARNING if level is Level.ERROR else level
            file, path = _place(community, slug, roll, each)
            have = number_of(len(each.people), "person", "people")
            yield Found(
                f"{each.affiliation} has {have} on {roll.body.name} {_span(each)} "
                f"({listed(each.people)}); the most is {each.most}.{_cause(community, each)}",
                hint,
                file,
                path,
                level=level,
            )


def _span(found: Break) -> str:
    if found.start == date.min or found.end < date.max:
        return span(found.start, found.end)
    return f"{since(found.start)} on"


def _cause(community: Community, found: Break) -> str:
    if found.joined:
        who = [community.governance.people.login_of(each.member.github) for each in found.joined]
        return f" {listed(who)} {'joins' if len(who) == 1 else 'join'} that day."
    if found.changed:
        return f" {listed(found.changed)} came to {found.affiliation} that day."
    return " Nobody joined that day: others left, or the limit began to hold."


def _terms_ran_out(roll: Roll, found: Break) -> bool:
    """Say whether a break comes from terms alone that end before it, and not from what somebody did."""
    return not (found.joined or found.changed) and not any(
        each.tenure.departure is not None and each.end + ONE_DAY == found.start
        for each in roll
        if each.end < found.start
    )


def _judged(found: Break, limit: AffiliationLimit, today: date) -> tuple[Level | None, str]:
    """Return how much a break matters, and what would work; None where it needs no word."""
    if found.joined:
        return Level.ERROR, (
            f"Somebody of another affiliation takes the seat, or somebody of {found.affiliation} "
            f"leaves first (`resigned:`). {ADOPTED}"
        )
    # Whoever stepped down in time did what was asked for.
    if found.end < today:
        is_late = limit.within is not None and found.end >= later(found.start, limit.within)
        if limit.on_change == "serve-out" or not is_late:
            return None, ""
        return Level.ERROR, f"It was to be over {limit.within} later. {ADOPTED}"
    if limit.on_change == "serve-out":
        return Level.NOTICE, "They serve until their terms end; nobody more of it may join."
    if limit.within is None:
        return (
            Level.ERROR,
            (
                f"Somebody of {found.affiliation} steps down: say `resigned:`. If they are to serve "
                f"their terms out, say `on_change: serve-out`. {ADOPTED}"
            ),
        )
    deadline = later(found.start, limit.within)
    hint = f"Somebody of {found.affiliation} steps down by {deadline}: say `resigned:`."
    if found.end < deadline:
        return None, ""
    return (Level.WARNING, hint) if today <= deadline else (Level.ERROR, f"{hint} {ADOPTED}")


def _place(community: Community, slug: str, roll: Roll, found: Break) -> tuple[str, FilePath]:
    """Return the line that breaks the limit: a term, an affiliation, or the limit itself."""
    for each in roll:
        if found.joined and each.tenure is found.joined[-1]:
            return body_file(slug), each.path
    if found.changed and community.has_people:
        person = community.governance.people.find(found.changed[-1])
        for at, one in enumerate(community.governance.people.people):
            for index, spell in enumerate(one.affiliations if one is person else ()):
                is_it = one_spelling(spell.name) == one_spelling(found.affiliation)
                if is_it and spell.start == found.start:
                    return PEOPLE_FILE, (at, "affiliations", index)
    return body_file(slug), ("limits", "per_affiliation")


def incompatible_offices(community: Community) -> Iterator[Found]:
    """Nobody holds two offices at a time that exclude each other."""
    told: set[frozenset[int]] = set()
    # Where both bodies say it, and one of them only as advice, it is the other's rule that is broken.
    rolls = sorted(
        community.rolls.items(), key=lambda each: "incompatible" in each[1].body.limits.soft
    )
    for slug, roll in rolls:
        for office in roll.body.limits.incompatible:
            other = community.rolls.get(office.body)
            if other is None:
                continue
            for mine, theirs, first, last in _both(roll, other, office):
                pair = frozenset({id(mine), id(theirs)})
                if pair in told:
                    continue
                told.add(pair)
                is_mine = mine.start >= theirs.start
                is_soft = "incompatible" in roll.body.limits.soft
                yield Found(
                    f"{mine.login} is on {roll.body.name} and {holding(office, other.body)} "
                    f"{span(first, last)}; "
                    f"{roll.body.name} does not allow both.",
                    SOFT
                    if is_soft
                    else f"End one before the other begins (`resigned:` is the first day out). {ADOPTED}",
                    body_file(slug if is_mine else office.body),
                    mine.path if is_mine else theirs.path,
                    level=Level.WARNING if is_soft else None,
                )


def _both(roll: Roll, other: Roll, office: Office) -> Iterator[tuple[Entry, Entry, date, date]]:
    """Yield the terms of one person in both at one time, with the first and last day of that."""
    begin = roll.body.limits.since or date.min
    # Through the smaller of the two, so that one large body makes no other slow.
    for key in roll.people if len(roll.people) < len(other.people) else other.people:
        for mine in roll.people.get(key, ()):
            for theirs in other.people.get(key, ()):
                if not office.is_held_by(theirs.tenure.role):
                    continue
                first = max(mine.start, theirs.start, begin)
                last = min(mine.end, theirs.end)
                if first <= last and mine is not theirs:
                    yield mine, theirs, first, last


def representation(community: Community) -> Iterator[Found]:
    """As many bodies and groups have somebody on a body as are to be represented."""
    for slug, roll in community.rolls.items():
        limits = roll.body.limits
        if not limits.represented:
            continue
        days = [community.today, *turning_days(roll.body, community.today)]
        for at, rule in enumerate(limits.represented):
            for day in days:
                if limits.since is not None and day < limits.since:
                    continue
                there = tuple(roll.serving_on(day))
                is_vacant = _has_vacancy(roll, day)
                # Days ahead with seats to fill are not yet as they will be.
                if not there or (day != community.today and is_vacant):
                    continue
                message = _unrepresented(community, roll, rule, day, there)
                if message is not None:
                    is_soft = "represented" in limits.soft or is_vacant
                    yield Found(
                        message,
                        "Fill a vacant seat with somebody of those who are missing."
                        if is_vacant
                        else "Choose somebody of those who are missing, or ask for fewer: `at_least`.",
                        body_file(slug),
                        ("limits", "represented", at),
                        level=Level.WARNING if is_soft else None,
                    )
                    break


def _has_vacancy(roll: Roll, day: date) -> bool:
    count = roll.body.seats.count if roll.body.seats else None
    seated = sum(not each.is_ex_officio or each.tenure.seat is not None for each in roll.on(day))
    return count is not None and seated < count


def _unrepresented(
    community: Community, roll: Roll, rule: Representation, day: date, serving: tuple[Entry, ...]
) -> str | None:
    """Return what is missing among those who serve on the day; None where enough are represented."""
    names = (*rule.bodies, *rule.groups)
    there = [
        name
        for name in names
        if (name in rule.bodies and _serves_too(community, name, day, serving))
        or (name in rule.groups and _has_group(community, roll, name, day, serving))
    ]
    need = ceil(rule.at_least.of(Fraction(len(names))))
    if len(there) >= need:
        return None
    missing = [name for name in names if name not in there]
    if need > len(names):
        return (
            f"{roll.body.name} asks for {need} of {len(names)} to be represented: {listed(names)}."
        )
    return (
        f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not represented in "
        f"{roll.body.name} on {day}; at least {need} of {listed(names)} are to be."
    )


def _serves_too(community: Community, slug: str, day: date, serving: tuple[Entry, ...]) -> bool:
    other = community.rolls.get(slug)
    return other is not None and any(
        their.tenure.holds_on(day)
        for each in serving
        for their in other.people.get(each.person, ())
    )


def _has_group(
    community: Community, roll: Roll, group: str, day: date, serving: tuple[Entry, ...]
) -> bool:
    seats = (roll.body.seats.groups if roll.body.seats else {}).get(group, ())
    for each in serving:
        person = community.governance.people.find(each.login)
        if each.tenure.seat in seats or (person is not None and person.is_in(group, day)):
            return True
    return False
