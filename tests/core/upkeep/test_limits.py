"""Limits that are broken today, in sentences that stay as they are while they are so."""

from __future__ import annotations

from datetime import date
from typing import Any

from govbot.core.bodies import Body
from govbot.core.governance import Governance
from govbot.core.upkeep.limits import Broken, broken_limits
from tests import communities
from tests.communities import person
from tests.core.upkeep.scene import body, member, term

ACME = [{"name": "Acme", "start": date(2025, 1, 1)}]
ACME_LATER = [{"name": "Acme", "start": date(2026, 3, 1)}]


def community(found: Body, **affiliations: list[dict[str, Any]]) -> Governance:
    people = [person(login, affiliations=each) for login, each in affiliations.items()]
    return communities.community({"council": found}, people=people)


def test_a_seat_that_two_hold_is_told() -> None:
    found = body("council", [member("ada", 1), member("ben", 1)], seats={"count": 2})
    [broken] = broken_limits(community(found), date(2026, 3, 1))["council"]
    assert broken.rule == "seat-taken-twice"
    assert "Seat 1" in broken.text


def test_a_change_of_job_is_told_with_the_day_to_step_down_by() -> None:
    rule = {"at_most": 1, "within": "60 days"}
    found = body("council", [member("ada", 1), member("ben", 2)], limits={"per_affiliation": rule})
    governance = community(found, ada=ACME, ben=ACME_LATER)
    expected = Broken(
        "affiliation-limit",
        "Acme has 2 people on Council (ada and ben); the most is 1. "
        "Somebody of them steps down by 2026-04-30.",
    )
    assert broken_limits(governance, date(2026, 2, 28)) == {}
    assert broken_limits(governance, date(2026, 3, 1)) == {"council": (expected,)}
    assert broken_limits(governance, date(2026, 5, 15)) == {"council": (expected,)}
    assert broken_limits(governance, date(2026, 7, 1)) == {}


def test_who_may_serve_out_a_term_breaks_nothing() -> None:
    rule = {"at_most": 1, "on_change": "serve-out"}
    found = body("council", [member("ada", 1), member("ben", 2)], limits={"per_affiliation": rule})
    governance = community(found, ada=ACME, ben=ACME_LATER)
    assert broken_limits(governance, date(2026, 3, 1)) == {}


def test_a_soft_limit_is_not_told() -> None:
    limits = {"per_affiliation": 1, "soft": ["per_affiliation"]}
    found = body("council", [member("ada", 1), member("ben", 2)], limits=limits)
    assert broken_limits(community(found, ada=ACME, ben=ACME), date(2026, 3, 1)) == {}


def test_of_a_limit_that_was_broken_in_a_term_that_is_over_nothing_is_told() -> None:
    years = [term(date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024, 2025)]
    rules = {"length": "1 year", "max_consecutive": 2}
    governance = community(body("council", [member("ada", 1, *years)], term=rules))
    assert [each.rule for each in broken_limits(governance, date(2025, 12, 31))["council"]] == [
        "term-limit"
    ]
    assert broken_limits(governance, date(2026, 1, 1)) == {}


def test_a_sentence_is_the_same_every_day() -> None:
    members = [member("ada", 1), member("ben", None, term()), member("cyd", None, term())]
    found = body("council", members, seats={"maximum": 2})
    one, two = (broken_limits(community(found), date(2026, 3, day)) for day in (1, 2))
    assert one == two
    assert [each.text for each in one["council"]] == ["Council has 3 serving, and only 2 seats."]
