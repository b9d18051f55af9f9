"""The rosters as files of JSON, for a website or a program to read: a static interface, without a server.

    api = roster_api(governance, date(2026, 3, 1), About("example/commons", "4f1c...", committed))
    api["v1/bodies/council.json"]["vacancies"]    # [{"seat": 3, "since": "2026-01-01", ...}]

The same rosters and day give the same files. Nobody's e-mail address is in them. A key is never taken away
and never changes its meaning within `v1`; new ones may come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from govbot.core.bodies import Body, Tenure, holders_on, service_on, tenures_of
from govbot.core.governance import Governance
from govbot.core.people import Person
from govbot.core.rosters.standing import standing

__all__ = ["VERSION", "About", "roster_api"]

VERSION = "v1"
ONE_DAY = timedelta(days=1)

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """Where the rosters come from: the repository, if it has a name, the commit, and when it was made."""

    repository: str | None
    commit: str
    committed: datetime


def roster_api(governance: Governance, day: date, about: About) -> Mapping[str, Data]:
    """Return what each file holds, by its path, as the rosters stand on `day` (UTC)."""
    bodies = sorted(governance.bodies.items())
    files: dict[str, Data] = {
        f"{VERSION}/index.json": _index(governance, day, about),
        f"{VERSION}/people.json": {"people": list(_people(governance, day))},
        f"{VERSION}/history.json": {"changes": _changes(governance)},
    }
    for slug, body in bodies:
        files[f"{VERSION}/bodies/{slug}.json"] = _body(governance, body, day)
    return files


def _index(governance: Governance, day: date, about: About) -> Data:
    return {
        "version": 1,
        "repository": about.repository,
        "commit": about.commit,
        "committed": about.committed.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "on": day.isoformat(),
        "bodies": [
            {
                "slug": slug,
                "name": body.name,
                "kind": body.kind.value,
                "serving": standing(body, day).serving,
                "vacant": len(standing(body, day).vacant),
                "file": f"bodies/{slug}.json",
            }
            for slug, body in sorted(governance.bodies.items())
        ],
        "people": "people.json",
        "history": "history.json",
    }


def _body(governance: Governance, body: Body, day: date) -> Data:
    stands = standing(body, day)
    seats = body.seats
    return {
        "slug": body.slug,
        "name": body.name,
        "kind": body.kind.value,
        "charter": body.charter or None,
        "github_team": body.github_team.name if body.github_team else None,
        "seats": {
            "count": seats.count if seats else None,
            "minimum": seats.minimum if seats else None,
            "maximum": seats.maximum if seats else None,
        },
        "serving": stands.serving,
        "below_minimum": stands.is_short,
        "members": [
            _holder(governance, each, day) for each in sorted(holders_on(body, day), key=_by_seat)
        ],
        "vacancies": [
            {
                "seat": each.seat,
                "since": each.since.isoformat() if each.since else None,
                "reserved_for": (seats.reserved_for(each.seat) or None)
                if seats and each.seat
                else None,
            }
            for each in stands.vacant
        ],
        "terms": [_term(governance, each) for each in _tenures(body)],
    }


def _holder(governance: Governance, tenure: Tenure, day: date) -> Data:
    """Return somebody who holds a seat; `service` says whether they serve or are on leave."""
    member = tenure.member
    person = governance.people.find(member.github)
    leaves = [each for each in member.leave if each.holds_on(day)]
    return {
        **_who(governance, member.github),
        "name": (person.name if person else "") or None,
        "affiliation": person.affiliation_on(day) if person else None,
        **_seat(tenure),
        "service": service_on(member, day).value,
        "on_leave_until": leaves[0].end.isoformat() if leaves and leaves[0].end else None,
        "votes": member.votes,
        "ex_officio": str(member.ex_officio) if member.ex_officio else None,
    }


def _term(governance: Governance, tenure: Tenure) -> Data:
    term = tenure.term
    return {
        **_who(governance, tenure.member.github),
        **_seat(tenure),
        "by": term.by if term else None,
        "record": (term.record if term else "") or None,
        "departure": tenure.departure.value if tenure.departure else None,
    }


def _seat(tenure: Tenure) -> Data:
    return {
        "seat": tenure.seat,
        "role": tenure.role or None,
        "start": _day(tenure.start),
        "end": _day(tenure.end),
    }


def _who(governance: Governance, login: str) -> Data:
    person = governance.people.find(login)
    return {"github": person.github if person else login, "id": person.id if person else None}


def _people(governance: Governance, day: date) -> Iterator[Data]:
    """Yield everybody whom the files name, by login: those of people.yaml, and members who are not in it."""
    people: dict[str, Person | None] = {each.github: each for each in governance.people.people}
    places: dict[str, list[Data]] = {}
    for slug, body in sorted(governance.bodies.items()):
        for tenure in _tenures(body):
            login = _who(governance, tenure.member.github)["github"]
            people.setdefault(login, None)
            if tenure.holds_on(day):
                places.setdefault(login, []).append({"body": slug, **_seat(tenure)})
    for login in sorted(people, key=lambda each: (each.lower(), each)):
        person = people[login]
        yield {
            "github": login,
            "id": person.id if person else None,
            "name": (person.name if person else "") or None,
            "former_logins": list(person.former_logins) if person else [],
            "affiliations": [
                {
                    "name": each.name,
                    "start": _day(each.start or date.min),
                    "end": _day(each.end or date.max),
                }
                for each in (person.affiliations if person else ())
            ],
            "bodies": places.get(login, []),
        }


def _changes(governance: Governance) -> list[Data]:
    """Return every day on which a term begins or is over, past and to come, oldest first.

    `continues` says that the person is in the body on the day before and on the day itself.
    """
    found: list[tuple[Any, Data]] = []
    for slug, body in governance.bodies.items():
        tenures = _tenures(body)
        held: dict[str, list[Tenure]] = {}
        for tenure in tenures:
            held.setdefault(_login(governance, tenure), []).append(tenure)
        for tenure in tenures:
            who = _who(governance, tenure.member.github)
            others = [each for each in held[_login(governance, tenure)] if each is not tenure]
            about = {"body": slug, **who, "seat": tenure.seat, "role": tenure.role or None}
            key = (slug, tenure.seat or 0, who["github"].lower())
            if tenure.start != date.min:
                how = tenure.term.by if tenure.term else None
                change = {"on": tenure.start.isoformat(), "what": "joins", **about, "how": how}
                change["continues"] = any(each.holds_on(tenure.start - ONE_DAY) for each in others)
                found.append(((tenure.start, 1, *key), change))
            if not tenure.is_open:
                left = tenure.end + ONE_DAY
                why = tenure.departure.value if tenure.departure else "term-over"
                change = {"on": left.isoformat(), "what": "leaves", **about, "how": why}
                change["continues"] = any(each.holds_on(left) for each in others)
                found.append(((left, 0, *key), change))
    return [change for _, change in sorted(found, key=lambda each: each[0])]


def _login(governance: Governance, tenure: Tenure) -> str:
    """Return the login, in small letters, that all tenures of one person have in common."""
    login: str = _who(governance, tenure.member.github)["github"]
    return login.lower()


def _tenures(body: Body) -> list[Tenure]:
    """Return every tenure of a body: by its first day, then by seat and login."""
    found = [tenure for member in body.everyone for tenure in tenures_of(member)]
    return sorted(found, key=lambda each: (each.start, each.end, *_by_seat(each)))


def _by_seat(tenure: Tenure) -> tuple[int, str]:
    return tenure.seat or 0, tenure.member.github.lower()


def _day(day: date) -> str | None:
    """Return a day; None for the beginning and the end of time, which are no days that anybody wrote."""
    return None if day in (date.min, date.max) else day.isoformat()
