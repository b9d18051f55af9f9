"""Small communities for tests of rosters: a council, written as its file would be, and random ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from govbot.core.governance import Governance
from tests import communities

FIRST = date(2026, 1, 1)
LAST = FIRST + timedelta(days=150)
LOGINS = ("ada", "ben", "cyd")
FIRMS = ("Acme", "Bolt")


def community(
    *members: dict[str, Any],
    people: list[dict[str, Any]] | None = None,
    others: dict[str, dict[str, Any]] | None = None,
    **council: Any,
) -> Governance:
    """Return a community whose council has these members, seats, terms and limits."""
    named = {slug: {"name": slug} | each for slug, each in (others or {}).items()}
    bodies = {"council": {"members": list(members)} | council} | named
    return communities.community(bodies, people=people or [])


days = st.integers(0, (LAST - FIRST).days).map(lambda count: FIRST + timedelta(days=count))
durations = st.sampled_from(["1 day", "5 days", "2 weeks", "1 month", "30 days"])


@st.composite
def histories(draw: st.DrawFn, least: int = 0) -> list[dict[str, Any]]:
    """Draw the terms of one person: one after another, with gaps or without; the last may be open."""
    found: list[dict[str, Any]] = []
    day = FIRST + timedelta(days=draw(st.integers(0, 30)))
    for _ in range(draw(st.integers(least, 4))):
        day += timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 2, 5, 14, 31])))
        end = day + timedelta(days=draw(st.sampled_from([0, 3, 13, 29, 30])))
        found.append({"start": day, "end": end})
        day = end + timedelta(days=1)
    if found and draw(st.integers(0, 9)) == 0:
        del found[-1]["end"]
    return found


@st.composite
def entries(draw: st.DrawFn, login: str, least: int = 0) -> dict[str, Any]:
    """Draw a member: their terms, and whether and how they left."""
    left = draw(st.sampled_from(["", "", "", "resigned", "removed", "emeritus"]))
    return (
        {"github": login, "terms": draw(histories(least))}
        | ({left: draw(days)} if left else {})
        | {"votes": draw(st.sampled_from([True, True, True, False]))}
    )


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """Draw how many terms there may be, how long they are, and which count."""
    return {
        "length": draw(st.none() | durations),
        "max_consecutive": draw(st.sampled_from([1, 2, 1, 3, None])),
        "max_lifetime": draw(st.sampled_from([None, None, None, 2, 3])),
        "cooldown": draw(st.none() | durations),
        "counts": draw(
            st.sampled_from(["always", "always", "over-half", "never", {"longer_than": "5 days"}])
        ),
        "since": draw(st.sampled_from([None, None, FIRST + timedelta(days=60)])),
    }


@st.composite
def with_histories(draw: st.DrawFn) -> Governance:
    """Draw a council with one member, and limits on terms alone."""
    return community(draw(entries("ada", least=1)), term=draw(rules()))


@st.composite
def spells(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw affiliations over time, which may overlap."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.none() | days)
        end = draw(st.none() | days)
        if start and end:
            start, end = min(start, end), max(start, end)
        found.append({"name": draw(st.sampled_from(FIRMS)), "start": start, "end": end})
    return found


@st.composite
def with_affiliations(draw: st.DrawFn) -> Governance:
    """Draw a council with a limit on affiliations alone."""
    at_most = draw(st.sampled_from([1, 1, 2, 0, "1/3", "1/2", "2/3"]))
    limit = {
        "at_most": at_most,
        "of": draw(st.sampled_from(["seats", "filled"])),
    }
    return community(
        *(draw(entries(login, least=1)) for login in ("ben", "cyd", "ada", "BEN")),
        people=[
            {"github": login, "id": at, "affiliations": draw(spells())}
            for at, login in enumerate(LOGINS, 1)
        ],
        seats=draw(st.sampled_from([None, {"count": 2}, {"count": 3}])),
        limits={
            "per_affiliation": limit,
            "since": draw(st.sampled_from([None, None, FIRST + timedelta(days=60)])),
        },
    )


@st.composite
def with_reservations(draw: st.DrawFn) -> Governance:
    """Draw a council whose seats are kept for members of a board, which may exclude it, or for founders."""
    who = st.sampled_from(["board", "founder", "founder", "a user"])
    count = draw(st.integers(1, 2))
    council = [draw(entries(login)) for login in LOGINS]
    for each in council:
        each["seat"] = draw(st.sampled_from([1, count]))
    groups = st.lists(
        st.fixed_dictionaries(
            {"name": st.just("founder"), "start": st.none() | days},
        ),
        max_size=1,
    )
    return community(
        *council,
        people=[
            {"github": login, "id": at, "groups": draw(groups)}
            for at, login in enumerate(LOGINS, 1)
        ],
        seats={
            "count": count,
            "reserved": [
                {"seat": each, "for": draw(who)}
                for each in range(1, count + 1)
                if draw(st.integers(0, 3))
            ],
        },
        limits={
            "incompatible": draw(
                st.sampled_from([[], [], ["board"], [{"body": "board", "role": "chair"}]])
            )
        },
        others={
            "board": {
                "members": [
                    draw(entries(login, least=1))
                    | {"role": draw(st.sampled_from(["clerk", "chair"]))}
                    for login in LOGINS
                ],
                "limits": draw(st.sampled_from([{}, {}, {"incompatible": ["council"]}])),
            }
        },
    )
