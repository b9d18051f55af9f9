"""Who may be next: whether somebody may begin a term, what stands in the way, and from when on nothing does.

    answer = eligibility(governance, "ada", "council", date(2026, 9, 1))
    answer.eligible           # False
    answer.reasons[0].rule    # "max_consecutive"
    answer.next_eligible      # date(2027, 1, 1): the first day on which no rule stands in the way

    may_fill(governance, "council", date(2026, 9, 1)).excluded
    # (Excluded(login="ada", reasons=(...), until=date(2026, 12, 31)),)

Limits that are soft give `notes` and forbid nothing. What the rules are is in `govbot.core.rosters.candidacy`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.bodies import Body, Tenure
from govbot.core.governance import Governance
from govbot.core.rosters.affiliations import affiliations_among, limit_in_words
from govbot.core.rosters.candidacy import Candidacy, Exclusion, Reason, exclusions_of
from govbot.core.rosters.limits import Served, people_of
from govbot.core.rosters.persons import PersonKey
from govbot.core.rosters.standing import Vacancy, standing

__all__ = ["Eligibility", "Excluded", "MayFill", "Reason", "eligibility", "may_fill"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody may begin a (next) term, as seen on a day.

    `reasons` forbid it; `notes` are limits that only ask for thought. `next_eligible` is the first
    later day on which no reason stands, None where somebody is eligible now, never will be, or no day
    can be foreseen. `terms` are theirs in the body that have begun, oldest first.
    """

    eligible: bool
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    next_eligible: date | None
    terms: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who may not begin a term; `until` is the last such day, None where none is foreseen."""

    login: str
    reasons: tuple[Reason, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class MayFill:
    """What limits who may fill a vacancy on a day.

    `reserved` are the empty seats that are kept, each with for whom. `full` are the affiliations that
    have as many members as they may; `most` says how many that is, in words. `excluded` are former and
    present members, and holders of offices that exclude this body, who may not come next.
    """

    reserved: tuple[tuple[int, str], ...]
    full: tuple[str, ...]
    most: str
    excluded: tuple[Excluded, ...]


def eligibility(governance: Governance, login: str, slug: str, day: date) -> Eligibility:
    """Say whether `login` may begin a (next) term on the body; raise `UserError` without such a body.

    Whoever serves on `day` (UTC) is judged for the term that would begin after the running one ends.
    """
    return _judged(Candidacy.of(governance, slug, login.removeprefix("@")), day)


def may_fill(governance: Governance, slug: str, day: date) -> MayFill:
    """Return what limits who may fill a vacancy of the body on `day`; raise `UserError` without such a body."""
    body = governance.body(slug)
    people = people_of(governance, body)
    found = affiliations_among(governance, body, people, day)
    most = limit_in_words(found.limit, found.seats, found.filled + 1) if found.limit else ""
    return MayFill(
        tuple(_reserved(body, standing(body, day).vacant)),
        found.full,
        most,
        tuple(_excluded(governance, slug, people, day)),
    )


def _judged(candidacy: Candidacy, day: date) -> Eligibility:
    reasons, notes = candidacy.obstacles(day)
    days = candidacy.turning_days() if reasons else ()
    return Eligibility(
        eligible=not reasons,
        reasons=reasons,
        notes=notes,
        next_eligible=next(
            (each for each in days if each > day and not candidacy.obstacles(each)[0]), None
        ),
        terms=candidacy.history(day),
    )


def _reserved(body: Body, vacant: tuple[Vacancy, ...]) -> Iterator[tuple[int, str]]:
    for each in vacant:
        reserved_for = body.seats.reserved_for(each.seat) if body.seats and each.seat else ""
        if each.seat is not None and reserved_for:
            yield each.seat, reserved_for


def _excluded(
    governance: Governance,
    slug: str,
    people: Mapping[PersonKey, tuple[Tenure, ...]],
    day: date,
) -> Iterator[Excluded]:
    """Yield who may not come next for a reason of their own, and not of their employer's or of the seat's."""
    exclusions = exclusions_of(governance, slug)
    for login in _asked_about(people, exclusions, day):
        candidacy = Candidacy.of(governance, slug, login, people, exclusions)
        reasons, _ = candidacy.obstacles(day)
        own = tuple(each for each in reasons if each.rule not in {"per_affiliation", "reserved"})
        # Until when is asked only about those who are named: it takes a look at every day ahead.
        if own:
            found = _judged(candidacy, day)
            until = found.next_eligible - ONE_DAY if found.next_eligible else None
            yield Excluded(login, own, until)


def _asked_about(
    people: Mapping[PersonKey, tuple[Tenure, ...]], exclusions: Sequence[Exclusion], day: date
) -> Iterator[str]:
    """Yield the logins of those who served by `day`, then of those in offices that exclude the body."""
    asked = set(people)
    for tenures in people.values():
        if tenures[0].start <= day:
            yield tenures[0].member.github
    for exclusion in exclusions:
        for key, tenures in exclusion.holders.items():
            if key not in asked and any(each.holds_on(day) for each in tenures):
                asked.add(key)
                yield tenures[0].member.github
