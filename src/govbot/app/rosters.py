"""Who serves on a body on a day, who does not and why, and from when on somebody will.

    answer = eligibility(governance, "ada", "council", date(2026, 9, 1))
    answer.eligible           # False
    answer.reasons[0].rule    # "term-over"
    answer.next_eligible      # None: no later term is dated

Somebody is eligible on a day when the body's roster has them serving on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.accounts import Account
from govbot.core.bodies import Member, Service, Term, service_on, tenures_of
from govbot.core.durations import format_day
from govbot.core.governance import Governance

__all__ = ["Eligibility", "Reason", "Serving", "eligibility", "roster"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody does not serve: the rule's id, and a sentence."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody serves on a day. `next_eligible` is the first later day on which they do,
    where the dated terms and leaves say so; `terms` are theirs in the body, oldest first.
    """

    eligible: bool
    reasons: tuple[Reason, ...]
    next_eligible: date | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """One entry of a roster, on one day. `term` is the one that runs then."""

    body: str
    member: Member
    name: str
    affiliation: str
    term: Term | None
    service: Service


def eligibility(governance: Governance, login: str, slug: str, day: date) -> Eligibility:
    """Say whether `login` serves on the body on `day`; raise `UserError` when there is no such body."""
    body = governance.body(slug)
    person = governance.people.find(login)
    account = Account(login=person.github, id=person.id) if person else Account(login=login)
    entries = [member for member in body.members if governance.is_member(member, account)]
    eligible = any(service_on(member, day) is Service.SERVES for member in entries)
    reasons = [] if eligible else [_reason(member, login, day) for member in entries]
    if not entries:
        text = f"{login} is not on the roster of {slug}."
        reasons = [Reason(Service.NOT_A_MEMBER, text)]
    later = [] if eligible else [each for member in entries for each in _later(member, day)]
    return Eligibility(
        eligible=eligible,
        reasons=tuple(dict.fromkeys(reasons)),
        next_eligible=min(later, default=None),
        terms=tuple(
            sorted((term for member in entries for term in member.terms), key=lambda t: t.start)
        ),
    )


def roster(governance: Governance, day: date, slug: str | None = None) -> tuple[Serving, ...]:
    """Return everybody on the roster of one body, or of all, as of `day`, in the order of the files."""
    slugs = [slug] if slug is not None else list(governance.bodies)
    return tuple(
        _serving(governance, each, member, day)
        for each in slugs
        for member in governance.body(each).members
    )


def _serving(governance: Governance, slug: str, member: Member, day: date) -> Serving:
    person = governance.people.find(member.github)
    return Serving(
        body=slug,
        member=member,
        name=person.name if person else "",
        affiliation=(person.affiliation_on(day) if person else None) or "",
        term=next((term for term in member.terms if term.holds_on(day)), None),
        service=service_on(member, day),
    )


def _later(member: Member, day: date) -> Iterator[date]:
    """Yield the days after `day` on which the member may begin to serve again, and does."""
    begins = [term.start for term in member.terms]
    begins += [leave.end + timedelta(days=1) for leave in member.leave if leave.end]
    yield from (
        each for each in begins if each > day and service_on(member, each) is Service.SERVES
    )


def _reason(member: Member, login: str, day: date) -> Reason:
    service = service_on(member, day)
    return Reason(service, f"{login} {_words(member, service, day)}")


def _words(member: Member, service: Service, day: date) -> str:
    match service:
        case Service.LEFT:
            ends = max((each.end for each in tenures_of(member) if each.end < day), default=None)
            return f"left after {format_day(ends)}." if ends else "left."
        case Service.ON_LEAVE:
            ends = next((each.end for each in member.leave if each.holds_on(day)), None)
            return f"is on leave until {format_day(ends)}." if ends else "is on leave."
        case Service.NOT_YET:
            first = min(term.start for term in member.terms)
            return f"serves from {format_day(first)} on."
        case Service.TERM_OVER:
            last = max(term.end for term in member.terms if term.end and term.end < day)
            return f"served until {format_day(last)}."
        case _:
            return "serves."
