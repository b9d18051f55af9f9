"""Rules of real bodies, and what they made of real people: terms and employers as they were published.

Each docstring says where the rule is written and where the facts are from. Where a source gives a month or
a year alone, the day is ours; no test depends on it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govbot.core.checks import check_repository
from govbot.core.findings import Level
from govbot.core.governance import Governance
from govbot.core.rosters.affiliations import affiliations_on
from govbot.core.rosters.breaks import affiliation_breaks
from govbot.core.rosters.eligibility import eligibility, may_fill
from govbot.core.rosters.limits import served
from tests.communities import member, person, term
from tests.core.rosters.communities import community


def findings(governance: Governance, today: str) -> list[tuple[str, Level]]:
    """Return what `govbot check` finds about limits, by its id."""
    ids = {"term-limit", "cooldown", "lifetime-limit", "affiliation-limit", "incompatible-offices"}
    found = check_repository(governance, (), date.fromisoformat(today))
    return [(each.id, each.level) for each in found if each.id in ids]


def is_eligible(governance: Governance, login: str, day: str) -> bool:
    return eligibility(governance, login, "council", date.fromisoformat(day)).eligible


# Kubernetes: the Steering Committee ---------------------------------------------------------------

KUBERNETES: dict[str, Any] = {
    "seats": {"count": 7},
    "term": {
        "length": "2 years",
        "max_consecutive": 2,
        "max_lifetime": 4,
        "counts": {"longer_than": "1 year"},
    },
    "limits": {
        "per_affiliation": {"at_most": "1/3", "of": "seats", "on_change": "step-down"},
        "incompatible": ["conduct"],
    },
}


def two_years(year: int, **others: Any) -> dict[str, Any]:
    return term(f"{year}-10-07", f"{year + 2}-10-06", **others)


def test_kubernetes_allows_two_consecutive_terms_of_two_years() -> None:
    """kubernetes/steering elections.md, terms and election cycles; its README of 2022 and the election
    results of 2024: justaugustus served from 2021, and went on in 2023 until 2025.
    """
    governance = community(member("justaugustus", two_years(2021), two_years(2023)), **KUBERNETES)
    assert findings(governance, "2024-10-09") == []
    assert is_eligible(governance, "justaugustus", "2022-12-01")
    assert not is_eligible(governance, "justaugustus", "2025-08-01")
    again = community(
        member("justaugustus", two_years(2021), two_years(2023), two_years(2025)), **KUBERNETES
    )
    assert findings(again, "2024-10-09") == [("term-limit", Level.ERROR)]


def test_kubernetes_does_not_count_a_term_of_a_year_or_less() -> None:
    """kubernetes/steering elections.md; its README of 2018: spiffxp had a term of one year from 2017,
    and by the election results of 2019 (the Kubernetes blog) a seat until 2020.
    """
    year = term("2017-10-07", "2018-10-06")
    governance = community(member("spiffxp", year, two_years(2018)), **KUBERNETES)
    terms = served(governance, "council", "spiffxp")
    assert [(each.counts, each.consecutive) for each in terms] == [(False, 0), (True, 1)]
    assert is_eligible(governance, "spiffxp", "2020-08-01")
    third = community(member("spiffxp", year, two_years(2018), two_years(2020)), **KUBERNETES)
    assert findings(third, "2020-08-01") == []


def test_kubernetes_allows_four_terms_in_a_lifetime() -> None:
    """kubernetes/steering elections.md: four terms, eight years in all."""
    terms = (two_years(2001), two_years(2003), two_years(2007), two_years(2009))
    governance = community(member("ada", *terms), **KUBERNETES)
    assert findings(governance, "2012-01-01") == []
    answer = eligibility(governance, "ada", "council", date(2020, 1, 1))
    assert [each.rule for each in answer.reasons] == ["max_lifetime"]
    assert answer.next_eligible is None


def test_kubernetes_leaves_an_employer_two_of_seven_seats() -> None:
    """kubernetes/steering elections.md, maximal representation; the members after the election of 2024
    with their employers are from its announcement on the list steering@kubernetes.io.
    """
    firms = {
        "aojea": "Google",
        "BenTheElder": "Google",
        "saschagrunert": "Red Hat",
        "justaugustus": "Cisco",
        "pacoxu": "DaoCloud",
        "pohly": "Intel",
        "soltysh": "Defense Unicorns",
    }
    day = date(2024, 10, 9)
    governance = community(
        *(member(login, two_years(2024)) for login in firms),
        people=[person(login, at, firm) for at, (login, firm) in enumerate(firms.items(), 1)],
        **KUBERNETES,
    )
    found = affiliations_on(governance, governance.body("council"), day)
    assert (found.most, found.full, found.over) == (2, ("Google",), ())
    moved = community(
        *(member(login, two_years(2024)) for login in firms),
        people=[
            person(login, at, "Google" if login == "pohly" else firm)
            for at, (login, firm) in enumerate(firms.items(), 1)
        ],
        **KUBERNETES,
    )
    assert findings(moved, str(day)) == [("affiliation-limit", Level.ERROR)]


def test_kubernetes_lets_nobody_serve_on_steering_and_conduct_at_once() -> None:
    """kubernetes/community committee-conflict-of-interest.md: one of the two seats is given up."""
    governance = community(
        member("ada", two_years(2021)),
        others={"conduct": {"members": [member("ada", term("2020-08-01", "2022-07-31"))]}},
        **KUBERNETES,
    )
    assert findings(governance, "2021-12-01") == [("incompatible-offices", Level.ERROR)]


# Rust: the Leadership Council ---------------------------------------------------------------------

RUST: dict[str, Any] = {
    "term": {
        "length": "1 year",
        "max_consecutive": 3,
        "counts": "never",
        "soft": ["max_consecutive"],
    },
    "limits": {"per_affiliation": 2},
}


def one_year(year: int) -> dict[str, Any]:
    return term(f"{year}-09-27", f"{year + 1}-09-26")


def test_rust_asks_for_a_reason_after_three_consecutive_terms_of_a_year() -> None:
    """RFC 3392 of rust-lang/rfcs, term limits: a soft limit of three full terms in a row. The posts on the
    selections of September 2024 and 2025 (Inside Rust) have m-ou-se go on for libs each time.
    """
    terms = (one_year(2023), one_year(2024), one_year(2025))
    governance = community(member("m-ou-se", *terms), **RUST)
    assert findings(governance, "2026-03-01") == []
    answer = eligibility(governance, "m-ou-se", "council", date(2026, 3, 1))
    assert (answer.eligible, answer.reasons) == (True, ())
    assert [each.text for each in answer.notes] == [
        "It would be the fourth consecutive term of m-ou-se; Council allows 3."
    ]
    fourth = community(member("m-ou-se", *terms, one_year(2026)), **RUST)
    assert findings(fourth, "2026-03-01") == [("term-limit", Level.WARNING)]


def test_rust_counts_full_terms_alone() -> None:
    """RFC 3392: full terms are what the limit counts, so the rest of somebody else's is not one."""
    rest = term("2023-03-01", "2023-09-26", by="vacancy")
    governance = community(
        member("ada", rest, one_year(2023), one_year(2024), one_year(2025)), **RUST
    )
    assert [each.consecutive for each in served(governance, "council", "ada")] == [0, 1, 2, 3]
    assert findings(governance, "2025-12-01") == []


# Nix: the Steering Committee ----------------------------------------------------------------------

NIX: dict[str, Any] = {
    "seats": {"count": 7},
    "term": {"length": "2 years", "max_consecutive": 2, "cooldown": "2 years"},
    "limits": {"per_affiliation": 2},
}


def test_nix_asks_for_two_years_out_after_two_consecutive_terms() -> None:
    """NixOS/org doc/constitution.md, composition and candidates: two terms in a row, then two whole years
    out, and no lifetime limit. The first election gave Ericson2314 and roberth two years from November
    2024, as its announcement on nixos.org says.
    """
    first = term("2024-11-05", "2026-11-04")
    governance = community(member("Ericson2314", first), member("roberth", first), **NIX)
    assert is_eligible(governance, "roberth", "2026-09-01")
    both = community(member("roberth", first, term("2026-11-05", "2028-11-04")), **NIX)
    answer = eligibility(both, "roberth", "council", date(2028, 9, 1))
    assert {each.rule for each in answer.reasons} == {"max_consecutive", "cooldown"}
    assert answer.next_eligible == date(2030, 11, 5)
    early = community(
        member(
            "roberth",
            first,
            term("2026-11-05", "2028-11-04"),
            term("2029-11-05", "2031-11-04"),
        ),
        **NIX,
    )
    assert findings(early, "2028-09-01") == [("cooldown", Level.ERROR)]


def test_nix_counts_a_term_that_was_left_early_and_has_no_lifetime_limit() -> None:
    """NixOS/org doc/constitution.md has no exception for a partial term; Gabriella439 and jtojnar stepped
    down after one of two years (discourse.nixos.org, on the second election).
    """
    governance = community(
        member("jtojnar", term("2024-11-05", "2026-11-04", resigned="2025-11-05")), **NIX
    )
    (only,) = served(governance, "council", "jtojnar")
    assert (only.counts, only.consecutive, only.end) == (True, 1, date(2025, 11, 4))
    decades = [term(f"{year}-11-05", f"{year + 2}-11-04") for year in range(2024, 2060, 4)]
    assert findings(community(member("ada", *decades), **NIX), "2060-01-01") == []


# Cloud Foundry: the Technical Oversight Committee --------------------------------------------------

TOC_2021 = {
    "leeporte": ("GOV.UK PaaS", "2022-06-16"),
    "dsboulder": ("VMware", "2022-06-16"),
    "emalm": ("VMware", "2023-06-16"),
    "loewenstein": ("SAP", "2022-06-16"),
    "stephanme": ("SAP", "2023-06-16"),
}


def cloud_foundry(*joining: tuple[str, str]) -> Governance:
    """Return the committee of 2021, and those who join after the election of 2022."""
    people = [(login, firm) for login, (firm, _) in TOC_2021.items()] + list(joining)
    return community(
        *(member(login, term("2021-06-17", end)) for login, (_, end) in TOC_2021.items()),
        *(member(login, term("2022-06-28", "2024-06-27")) for login, _ in joining),
        people=[person(login, at, firm) for at, (login, firm) in enumerate(people, 1)],
        seats={"count": 5},
        limits={"per_affiliation": 2},
    )


def test_cloud_foundry_has_room_for_two_of_one_vendor() -> None:
    """cloudfoundry/community TOC.md (composition: two of five from one vendor) and toc/TOC.md (the members
    of 2021 with their companies).
    """
    governance = cloud_foundry()
    assert findings(governance, "2021-12-01") == []
    found = affiliations_on(governance, governance.body("council"), date(2021, 12, 1))
    assert set(found.full) == {"SAP", "VMware"}


def test_cloud_foundry_could_elect_one_more_each_of_sap_and_vmware_in_2022() -> None:
    """The call for nominations of May 2022 (list cf-dev): emalm and stephanme go on, three seats are to be
    filled, and at most one candidate each of SAP and of VMware can win one.
    """
    before = affiliations_on(cloud_foundry(), cloud_foundry().body("council"), date(2022, 6, 28))
    assert before.has_room("SAP")
    assert before.has_room("VMware")
    one_each = cloud_foundry(("ada", "SAP"), ("ben", "VMware"), ("cyd", "IBM"))
    assert findings(one_each, "2022-07-01") == []
    two_of_one = cloud_foundry(("ada", "SAP"), ("ben", "SAP"))
    assert findings(two_of_one, "2022-07-01") == [("affiliation-limit", Level.ERROR)]
    (broken,) = affiliation_breaks(two_of_one, two_of_one.body("council"))
    assert (broken.affiliation, broken.start, broken.end) == (
        "SAP",
        date(2022, 6, 28),
        date(2023, 6, 16),
    )
    assert set(broken.people) == {"stephanme", "ada", "ben"}


# Node.js: the Technical Steering Committee ----------------------------------------------------------

NODE = {"per_affiliation": {"at_most": "1/4", "of": "filled", "on_change": "step-down"}}


def node(others: int, *ibm: str, left: str = "", on: str = "2030-01-01") -> Governance:
    """Return a committee of people of one firm and so many others; `left` steps down `on` that day."""
    logins = [*ibm, *(f"other-{at}" for at in range(others))]
    return community(
        *(
            member(login, term("2015-01-01"), **({"resigned": on} if login == left else {}))
            for login in logins
        ),
        people=[
            person(login, at, "One Firm" if login in ibm else "")
            for at, login in enumerate(logins, 1)
        ],
        limits=NODE,
    )


def test_node_leaves_an_employer_a_quarter_of_the_members_who_are_there() -> None:
    """nodejs/TSC TSC-Charter.md, section 4; nodejs/TSC#313 of August 2017: one firm has three of eleven, and
    the matter is over once Fishrock123 steps down.
    """
    people = ("rvagg", "trevnorris", "Fishrock123")
    assert findings(node(8, *people), "2017-08-22") == [("affiliation-limit", Level.ERROR)]
    after = node(8, *people, left="Fishrock123", on="2017-08-23")
    found = affiliations_on(after, after.body("council"), date(2017, 8, 23))
    assert (found.most, found.over) == (2, ())


def test_node_counts_whoever_is_to_join_among_those_it_measures_by() -> None:
    """nodejs/TSC#206 of February 2017: of twelve members three are with one firm, which is a quarter; a
    fourth would be four of thirteen.
    """
    governance = node(9, "bnoordhuis", "piscisaureus", "jasnell")
    found = affiliations_on(governance, governance.body("council"), date(2017, 2, 3))
    assert (found.most, found.over, found.full) == (3, (), ("One Firm",))
    assert may_fill(governance, "council", date(2017, 2, 3)).full == ("One Firm",)


def test_node_is_over_its_quarter_when_somebody_else_leaves() -> None:
    """nodejs/TSC#817 of February 2020: a resignation alone would make one employer's share too large."""
    governance = node(9, "ada", "ben", "cyd", left="other-8", on="2020-02-20")
    (broken,) = affiliation_breaks(governance, governance.body("council"))
    assert (broken.start, broken.joined, broken.changed) == (date(2020, 2, 20), (), ())
    assert findings(governance, "2020-02-12") == [("affiliation-limit", Level.ERROR)]


@pytest.mark.parametrize(("stepping_back", "over"), [(0, ("IBM",)), (1, ("IBM",)), (2, ())])
def test_node_took_two_of_five_back_after_a_takeover(
    stepping_back: int, over: tuple[str, ...]
) -> None:
    """nodejs/node#2858 of September 2015: five members were with IBM after it took StrongLoop over; srl295
    and mhdawson went on as observers, who have no vote. The minutes of 2015-09-16 (nodejs/TSC, meetings)
    name nine members of other firms.
    """
    ibm = ["piscisaureus", "bnoordhuis", "jasnell", "srl295", "mhdawson"]
    observers = ibm[len(ibm) - stepping_back :]
    logins = [*ibm, *(f"other-{at}" for at in range(9))]
    governance = community(
        *(member(login, term("2015-05-01"), votes=login not in observers) for login in logins),
        people=[
            person(login, at, "IBM" if login in ibm else "") for at, login in enumerate(logins, 1)
        ],
        limits=NODE,
    )
    found = affiliations_on(governance, governance.body("council"), date(2015, 9, 15))
    assert found.over == over
