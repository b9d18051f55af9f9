"""Communities at random: a council with seats, terms, leaves and departures, over three years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from govbot.core.bodies import Body
from govbot.core.governance import Governance, Settings
from govbot.core.people import People

__all__ = ["FIRST", "LAST", "bodies", "days", "every_day", "governances"]

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LOGINS = ("ada", "ben", "cyd", "dee", "eli")
COMPANIES = ("Acme", "Beta", None)

days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(days=number))


def every_day() -> list[date]:
    """Every day on which something may happen, and one after."""
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 2)]


@st.composite
def spans(draw: st.DrawFn, *, is_open: bool = True) -> dict[str, Any]:
    start, end = sorted((draw(days), draw(days)))
    if is_open and draw(st.integers(0, 5)) == 0:
        return {"start": start}
    return {"start": start, "end": end}


@st.composite
def members(draw: st.DrawFn) -> dict[str, Any]:
    """One entry of a roster."""
    terms = draw(st.lists(spans(), max_size=3))
    for term in terms:
        if draw(st.booleans()):
            term["by"] = draw(st.sampled_from(("election", "appointment", "vacancy")))
    return {
        "github": draw(st.sampled_from(LOGINS)),
        "terms": terms,
        "leave": draw(st.lists(spans(), max_size=1)),
        "votes": draw(st.sampled_from((True, True, True, False))),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "seat": st.integers(1, 4),
                    "role": st.sampled_from(("chair", "secretary")),
                    "resigned": days,
                    "removed": days,
                    "emeritus": days,
                },
            )
        ),
    }


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """A council of four seats."""
    return Body.model_validate(
        {
            "slug": "council",
            "name": "Council",
            "kind": "council",
            "seats": {"count": 4, "minimum": 2},
            "term": {"length": "3 months", "max_consecutive": 2},
            "limits": {"per_affiliation": 2},
            "members": draw(st.lists(members(), max_size=5)),
        }
    )


@st.composite
def governances(draw: st.DrawFn) -> Governance:
    """The council, its people with ids and affiliations, and a policy by which it votes."""
    people = [
        {
            "github": login,
            "id": number,
            "affiliations": [{"name": company}]
            if (company := draw(st.sampled_from(COMPANIES)))
            else [],
        }
        for number, login in enumerate(LOGINS, start=1)
    ]
    policy = {
        "electorate": "council",
        "quorum": {"of": "seats", "at_least": "1/2", "counting": ["yes", "no"]},
        "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
        "period": {"length": "10 days"},
    }
    return Governance(
        settings=Settings.model_validate({"policies": {"rfc-accept": policy}}),
        people=People.model_validate({"people": people}),
        bodies={"council": draw(bodies())},
    )
