"""How many people one employer has on a body, how many it may have, and when that was broken."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from govbot.core.governance import Governance
from govbot.core.rosters.affiliations import affiliations_on, limit_in_words
from govbot.core.rosters.breaks import Break, affiliation_breaks
from tests.communities import member, person, term
from tests.core.rosters.communities import FIRST, LAST, community, with_affiliations
from tests.searches import search

ONE_DAY = timedelta(days=1)
YEAR = term("2026-01-01", "2026-12-31")
DAY = date(2026, 6, 1)


def council(*firms: str, per_affiliation: Any, count: int | None = None) -> Governance:
    """Return a council of people of these firms, who all serve through 2026."""
    logins = [f"person-{at}" for at in range(len(firms))]
    return community(
        *(member(login, YEAR) for login in logins),
        people=[person(login, at, firms[at - 1]) for at, login in enumerate(logins, 1)],
        seats={"count": count} if count else None,
        limits={"per_affiliation": per_affiliation},
    )


@pytest.mark.parametrize(
    ("per_affiliation", "count", "most"),
    [
        (2, 7, 2),
        ("1/3", 7, 2),
        ("1/4", 7, 1),
        ("33.33%", 9, 2),
        ("1/3", 9, 3),
        ("1/3", None, 1),
        ({"at_most": "1/3", "of": "filled"}, 7, 1),
    ],
)
def test_a_share_is_the_whole_people_in_it(
    per_affiliation: Any, count: int | None, most: int
) -> None:
    governance = council("Acme", "Bolt", "Cube", per_affiliation=per_affiliation, count=count)
    assert affiliations_on(governance, governance.body("council"), DAY).most == most


def test_spellings_of_one_affiliation_are_one() -> None:
    governance = council("Acme", "ACME", " acme ", "", per_affiliation=2)
    found = affiliations_on(governance, governance.body("council"), DAY)
    assert found.of("acme") == ("person-0", "person-1", "person-2")
    assert (found.over, found.full, found.filled) == (("Acme",), ("Acme",), 4)


def test_whoever_has_no_affiliation_is_not_limited() -> None:
    governance = council("", "", "", per_affiliation=1)
    found = affiliations_on(governance, governance.body("council"), DAY)
    assert (found.over, found.full, found.has_room(None)) == ((), (), True)


def test_who_is_on_leave_keeps_the_place_and_who_has_no_vote_takes_none() -> None:
    governance = community(
        member("ada", YEAR, leave=[{"start": "2026-05-01"}]),
        member("ben", YEAR, votes=False),
        people=[person("ada", 1, "Acme"), person("ben", 2, "Acme")],
        limits={"per_affiliation": 1},
    )
    found = affiliations_on(governance, governance.body("council"), DAY)
    assert (found.of("Acme"), found.full, found.over) == (("ada",), ("Acme",), ())


def test_a_limit_holds_from_its_day_on() -> None:
    governance = community(limits={"per_affiliation": 1, "since": "2026-06-01"})
    body = governance.body("council")
    assert affiliations_on(governance, body, DAY - ONE_DAY).most is None
    assert affiliations_on(governance, body, DAY).most == 1


def test_the_limit_is_worded_with_what_it_is_a_share_of() -> None:
    for per_affiliation, words in (
        (2, "2"),
        ("1/3", "2 (1/3 of 7 seats)"),
        ({"at_most": "1/4", "of": "filled"}, "1 (1/4 of the 5 who serve)"),
    ):
        limit = council(per_affiliation=per_affiliation).body("council").limits.per_affiliation
        assert limit is not None
        assert limit_in_words(limit, 7, 5) == words


# Breaks -----------------------------------------------------------------------------------------


def breaks(governance: Governance) -> tuple[Break, ...]:
    return affiliation_breaks(governance, governance.body("council"))


def test_a_break_says_who_joined() -> None:
    governance = community(
        member("ada", YEAR),
        member("ben", term("2026-07-01", "2026-09-30")),
        people=[person("ada", 1, "Acme"), person("ben", 2, "acme")],
        limits={"per_affiliation": 1},
    )
    (found,) = breaks(governance)
    assert (found.affiliation, found.people, found.most) == ("Acme", ("ada", "ben"), "1")
    assert (found.start, found.end) == (date(2026, 7, 1), date(2026, 9, 30))
    assert [each.member.github for each in found.joined] == ["ben"]
    assert found.changed == ()


def test_a_break_says_who_came_to_the_affiliation_in_office() -> None:
    bolt, acme = {"name": "Bolt", "end": "2026-06-30"}, {"name": "Acme", "start": "2026-07-01"}
    governance = community(
        member("ada", YEAR),
        member("ben", YEAR),
        people=[person("ada", 1, "Acme"), {"github": "ben", "affiliations": [bolt, acme]}],
        limits={"per_affiliation": 1},
    )
    (found,) = breaks(governance)
    assert (found.start, found.joined, found.changed) == (date(2026, 7, 1), (), ("ben",))


def test_a_share_can_be_broken_by_others_who_leave() -> None:
    governance = community(
        member("ada", YEAR),
        member("ben", YEAR),
        member("cyd", YEAR, resigned="2026-07-01"),
        member("dan", YEAR),
        people=[person("ada", 1, "Acme"), person("ben", 2, "Acme")],
        limits={"per_affiliation": {"at_most": "1/2", "of": "filled"}},
    )
    (found,) = breaks(governance)
    assert (found.start, found.joined, found.changed) == (date(2026, 7, 1), (), ())


def test_another_term_of_somebody_who_is_too_many_is_a_break_of_its_own() -> None:
    bolt, acme = {"name": "Bolt", "end": "2026-06-30"}, {"name": "Acme", "start": "2026-07-01"}
    governance = community(
        member("ada", YEAR, term("2027-01-01", "2027-12-31")),
        member("ben", YEAR, term("2027-01-01", "2027-12-31")),
        people=[person("ada", 1, "Acme"), {"github": "ben", "affiliations": [bolt, acme]}],
        limits={"per_affiliation": 1},
    )
    assert [(each.start, each.end, len(each.joined)) for each in breaks(governance)] == [
        (date(2026, 7, 1), date(2026, 12, 31), 0),
        (date(2027, 1, 1), date(2027, 12, 31), 2),
    ]


@given(with_affiliations())
@search(100)
def test_a_day_lies_in_a_break_when_an_affiliation_has_too_many_people_on_it(
    governance: Governance,
) -> None:
    body = governance.body("council")
    found = breaks(governance)
    for count in range((LAST - FIRST).days + 120):
        day = FIRST + timedelta(days=count)
        standing = affiliations_on(governance, body, day)
        expected = {each.casefold(): set(standing.of(each)) for each in standing.over}
        told = {
            each.affiliation.casefold(): set(standing.of(each.affiliation))
            for each in found
            if each.start <= day <= each.end
        }
        assert told == expected


@given(with_affiliations())
@search(60)
def test_breaks_of_one_affiliation_follow_one_another(governance: Governance) -> None:
    last: dict[str, date] = {}
    for each in breaks(governance):
        assert each.start <= each.end
        assert last.get(each.affiliation, date.min) < each.start
        last[each.affiliation] = each.end
