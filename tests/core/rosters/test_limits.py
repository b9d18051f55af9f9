"""Which terms count, and which consecutive and which lifetime term each one is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.bodies import TermRules
from govbot.core.governance import Governance
from govbot.core.rosters.limits import first_day_back, next_numbers, people_of, served
from tests.communities import member, person, term
from tests.core.rosters.communities import community, with_histories
from tests.searches import search

ONE_DAY = timedelta(days=1)
YEAR_1 = term("2020-01-01", "2020-12-31")
YEAR_2 = term("2021-01-01", "2021-12-31")
YEAR_3 = term("2022-01-01", "2022-12-31")


def numbers(*terms: dict[str, Any], left: dict[str, Any] | None = None, **rules: Any) -> list[int]:
    """Return which consecutive term each of these is; 0 for one that does not count."""
    governance = community(member("ada", *terms, **(left or {})), term=rules)
    return [each.consecutive for each in served(governance, "council", "ada")]


def test_terms_that_follow_one_another_are_consecutive() -> None:
    assert numbers(YEAR_1, YEAR_2, YEAR_3) == [1, 2, 3]


@pytest.mark.parametrize(
    ("start", "expected"), [(date(2020, 12, 31), (0, 0)), (date(2021, 1, 1), (1, 1))]
)
def test_a_term_counts_from_the_first_day_of_the_limits_on(
    start: date, expected: tuple[int, int]
) -> None:
    rules = TermRules(since=date(2021, 1, 1))
    assert next_numbers((), rules, start) == expected


def test_who_has_no_id_is_one_person_however_the_login_is_spelt() -> None:
    governance = community(member("ada", YEAR_1), member("ADA", YEAR_2), people=[{"github": "Ada"}])
    found = served(governance, "council", "aDa")
    assert [each.consecutive for each in found] == [1, 2]
    assert list(people_of(governance, governance.bodies["council"])) == ["ada"]


def test_a_whole_day_out_breaks_the_run() -> None:
    assert numbers(YEAR_1, term("2021-01-02", "2021-12-31")) == [1, 1]


@pytest.mark.parametrize(("start", "which"), [("2021-06-30", 2), ("2021-07-01", 1)])
def test_with_a_cooldown_only_that_long_out_of_the_body_breaks_the_run(
    start: str, which: int
) -> None:
    assert numbers(YEAR_1, term(start, "2022-06-30"), cooldown="6 months") == [1, which]


def test_leaving_early_ends_the_term_and_begins_the_time_out() -> None:
    assert numbers(YEAR_1, YEAR_2, left={"resigned": "2020-12-31"}) == [1, 1]


@pytest.mark.parametrize(
    ("counts", "end", "number"),
    [
        # Half a year of 2021 has 182 and a half days.
        ("over-half", "2021-07-02", 1),
        ("over-half", "2021-07-01", 0),
        ("never", "2021-12-30", 0),
        ("never", "2021-12-31", 1),
        ({"longer_than": "6 months"}, "2021-06-30", 0),
        ({"longer_than": "6 months"}, "2021-07-01", 1),
        ("always", "2021-01-01", 1),
    ],
)
def test_which_partial_terms_count(counts: Any, end: str, number: int) -> None:
    found = numbers(term("2021-01-01", end), length="1 year", counts=counts)
    assert found == [number]


@pytest.mark.parametrize(
    ("length", "start", "end", "number"),
    [
        # The last three months of a year have 92 days, the six from October on 182.
        ("6 months", "2026-10-01", "2026-12-31", 0),
        ("6 months", "2026-07-01", "2026-09-30", 0),
        ("6 months", "2026-04-01", "2026-06-30", 0),
        ("6 months", "2026-09-30", "2026-12-31", 1),
        ("4 months", "2026-07-01", "2026-08-31", 0),
        # A leap year is half of two.
        ("2 years", "2024-01-01", "2024-12-31", 0),
        ("2 years", "2023-12-31", "2024-12-31", 1),
        ("6 months", "2026-08-31", "2026-11-30", 1),
        ("1 month", "2028-02-01", "2028-02-15", 1),
        ("1 month", "2026-02-01", "2026-02-14", 0),
        ("10 days", "2026-01-01", "2026-01-05", 0),
        ("10 days", "2026-01-01", "2026-01-06", 1),
    ],
)
def test_half_of_a_term_is_half_of_its_months_and_of_its_days(
    length: str, start: str, end: str, number: int
) -> None:
    assert numbers(term(start, end), length=length, counts="over-half") == [number]


@pytest.mark.parametrize(
    ("counts", "expected"), [("never", 1), ("over-half", 0), ({"longer_than": "6 months"}, 0)]
)
def test_a_whole_term_that_is_left_early_is_not_a_partial_one(counts: Any, expected: int) -> None:
    left = {"resigned": "2021-03-01"}
    assert numbers(YEAR_2, left=left, length="1 year", counts=counts) == [expected]


@pytest.mark.parametrize(("end", "number"), [("2021-01-15", 0), ("2021-01-16", 1)])
def test_half_of_a_term_exactly_is_not_over_half(end: str, number: int) -> None:
    found = numbers(term("2021-01-01", end), length="30 days", counts="over-half")
    assert found == [number]


def test_a_break_begins_when_the_last_of_overlapping_terms_ends() -> None:
    within = term("2020-02-01", "2020-03-01")
    assert numbers(YEAR_1, within, YEAR_2) == [1, 2, 3]


def test_what_a_term_says_of_itself_goes_before_its_length() -> None:
    found = numbers(
        YEAR_1 | {"partial": True},
        term("2021-01-01", "2021-03-31", partial=False),
        length="1 year",
        counts="never",
    )
    assert found == [0, 1]


def test_a_term_that_does_not_count_neither_adds_to_the_run_nor_breaks_it() -> None:
    short = term("2021-01-01", "2021-12-31", partial=True)
    assert numbers(YEAR_1, short, YEAR_3, counts="never", length="1 year") == [1, 0, 2]


def test_terms_before_the_rule_do_not_count() -> None:
    assert numbers(YEAR_1, YEAR_2, YEAR_3, since="2021-01-01") == [0, 1, 2]


def test_half_of_a_term_without_a_length_counts() -> None:
    assert numbers(term("2021-01-01", "2021-01-02"), counts="over-half") == [1]


def test_service_ex_officio_never_counts() -> None:
    governance = community(
        ex_officio=[{"body": "board", "role": "chair"}],
        others={"board": {"members": [member("ada", YEAR_1, role="chair")]}},
    )
    assert [(each.counts, each.lifetime) for each in served(governance, "council", "ada")] == [
        (False, 0)
    ]


def test_the_entries_of_one_person_are_counted_together() -> None:
    governance = community(
        member("ADA", YEAR_2),
        member("ada-old", YEAR_1),
        member("ben", YEAR_3),
        people=[person("ada", 7, former_logins=["ada-old"])],
    )
    assert [(each.start, each.lifetime) for each in served(governance, "council", "Ada")] == [
        (date(2020, 1, 1), 1),
        (date(2021, 1, 1), 2),
    ]
    assert [*people_of(governance, governance.body("council"))] == [7, "ben"]


def test_a_term_without_end_has_none() -> None:
    (only,) = served(community(member("ada", term("2020-01-01"))), "council", "ada")
    assert (only.start, only.end, only.consecutive) == (date(2020, 1, 1), None, 1)


def test_who_keeps_no_terms_serves_one_without_beginning_or_end() -> None:
    (only,) = served(community({"github": "ada"}), "council", "ada")
    assert (only.start, only.end, only.counts) == (None, None, True)


@pytest.mark.parametrize("last", [date.max, date.max - ONE_DAY, date(9999, 12, 1)])
def test_after_the_last_day_of_the_calendar_nobody_comes_back(last: date) -> None:
    rules = TermRules.model_validate({"cooldown": "100 years"})
    assert first_day_back(rules, last) is None


def test_a_rule_that_does_not_hold_yet_counts_nothing() -> None:
    rules = TermRules.model_validate({"since": "2030-01-01"})
    assert next_numbers((), rules, date(2026, 1, 1)) == (0, 0)


# Laws -------------------------------------------------------------------------------------------


@given(with_histories())
@search(200)
def test_a_run_goes_on_where_no_break_is_long_enough(governance: Governance) -> None:
    """Each term is counted anew, from the days alone, as a person with a calendar would."""
    rules = governance.body("council").term
    expected, run, lifetime, last = [], 0, 0, None
    for each in served(governance, "council", "ada"):
        start, end = each.tenure.start, each.tenure.end
        if last is not None:
            days_out = (start - last).days - 1
            enough = 1
            if rules.cooldown is not None:
                enough = (rules.cooldown.after_day(last + ONE_DAY) - last - ONE_DAY).days
            if days_out >= enough:
                run = 0
        last = max(last or end, end)
        if each.counts:
            run, lifetime = run + 1, lifetime + 1
            expected.append((run, lifetime))
        else:
            expected.append((0, 0))
    assert [
        (each.consecutive, each.lifetime) for each in served(governance, "council", "ada")
    ] == expected


@given(with_histories(), st.integers(0, 60))
@search(100)
def test_the_next_term_has_the_number_that_it_gets_once_it_is_written_down(
    governance: Governance, after: int
) -> None:
    history = served(governance, "council", "ada")
    if not history or history[-1].end is None:
        return
    start = history[-1].end + timedelta(days=after + 1)
    body = governance.body("council")
    (ada,) = body.members
    written = community(
        ada.model_dump(mode="json", exclude_none=True, exclude={"ex_officio"}),
        member("ADA", {"start": start}),
        term=body.term.model_dump(mode="json", exclude_none=True),
    )
    last = served(written, "council", "ada")[-1]
    assert last.start == start
    tenures = [each.tenure for each in history]
    assert next_numbers(tenures, body.term, start) == (last.consecutive, last.lifetime)
