"""The communities that tests are about, built in one place: what differs from one test to another is said.

    community({"council": {"members": [member("ada", term("2026-01-01"))]}})
    community({"council": council_of_seven()}, settings={"policies": {...}})
    community({"docs": body("docs", "ben")}, people=[person("ben", 2, "Acme")])

A body is written as its file would be; it is called as its file is, and is a council where nothing else is
said. Everybody of `IDS` is in people.yaml unless other people are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from govbot.core.bodies import Body, with_offices
from govbot.core.governance import Governance, Settings
from govbot.core.people import People, Person
from govbot.sandbox.scenes import CONTRIBUTOR, MAINTAINER
from govbot.sandbox.scenes import COUNCIL as COUNCIL_IDS

__all__ = [
    "COUNCIL",
    "HALF_YEAR",
    "IDS",
    "body",
    "community",
    "council_of_seven",
    "member",
    "person",
    "term",
]

COUNCIL = tuple(COUNCIL_IDS)
"""The council of seven, by login, in the order of their seats."""

IDS = {**COUNCIL_IDS, CONTRIBUTOR[0]: CONTRIBUTOR[1], MAINTAINER[0]: MAINTAINER[1]}
"""The ids of the council, of the contributor zoe and of the maintainer mo, as in the sandbox."""

Day = date | str


def term(start: Day, end: Day | None = None, **more: Any) -> dict[str, Any]:
    """Return a term as a file has it."""
    return {"start": start} | ({"end": end} if end else {}) | more


HALF_YEAR = term("2026-01-01", "2026-06-30")
"""The term that everybody serves who serves no other."""


def member(login: str, *terms: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a member as a file has them."""
    return {"github": login, "terms": list(terms)} | more


def person(login: str, number: int | None = None, company: str = "", **more: Any) -> dict[str, Any]:
    """Return a person as people.yaml has them."""
    held = {"affiliations": [{"name": company}]} if company else {}
    return {"github": login} | ({} if number is None else {"id": number}) | held | more


def council_of_seven(*, chair: str = "", **more: Any) -> dict[str, Any]:
    """Return a council of seven seats, all taken for the first half of 2026."""
    members = [
        member(login, HALF_YEAR, seat=seat, role="chair" * (login == chair))
        for seat, login in enumerate(COUNCIL, start=1)
    ]
    return {"seats": {"count": 7}, "members": members} | more


def body(slug: str, /, *members: str | dict[str, Any], **more: Any) -> Body:
    """Return a body; members without more to say are given by login."""
    listed = [member(each) if isinstance(each, str) else each for each in members]
    data = {"slug": slug, "name": slug.title(), "kind": "council", "members": listed}
    return Body.model_validate(data | more)


def community(
    bodies: Mapping[str, Body | Mapping[str, Any]] | None = None,
    *,
    people: Iterable[Person | Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
    commit: str = "",
) -> Governance:
    """Return what the files of a community would be read as; those who hold an office serve by it."""
    known = [person(*each) for each in IDS.items()] if people is None else people
    listed = People.model_validate({"people": list(known)})
    found = {
        slug: each if isinstance(each, Body) else body(slug, **each)
        for slug, each in (bodies or {}).items()
    }
    return Governance(
        settings=Settings.model_validate(settings or {}),
        people=listed,
        bodies=with_offices(found, listed),
        commit=commit,
    )
