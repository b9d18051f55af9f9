"""Who serves on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.bodies import (
    Body,
    Kind,
    Leave,
    Member,
    Seats,
    Service,
    Term,
    members_on,
    service_on,
)

FIRST = date(2020, 1, 1)
days = st.integers(0, 3_000).map(lambda count: FIRST + timedelta(days=count))
spells = st.tuples(days, st.none() | st.integers(0, 400)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)
members = st.builds(
    Member,
    github=st.just("ada"),
    terms=st.lists(spells.map(lambda pair: Term(start=pair[0], end=pair[1])), max_size=4).map(
        tuple
    ),
    leave=st.lists(spells.map(lambda pair: Leave(start=pair[0], end=pair[1])), max_size=2).map(
        tuple
    ),
    resigned=st.none() | days,
    removed=st.none() | days,
)


def is_within(day: date, start: date, end: date | None) -> bool:
    return day >= start and (end is None or day <= end)


@given(members, days)
def test_who_serves_has_a_term_that_runs_is_not_away_and_has_not_left(
    member: Member, day: date
) -> None:
    has_term = not member.terms or any(
        is_within(day, each.start, each.end) for each in member.terms
    )
    is_away = any(is_within(day, each.start, each.end) for each in member.leave)
    has_left = any(left is not None and left <= day for left in (member.resigned, member.removed))
    body = Body(name="Council", kind=Kind.COUNCIL, members=(member,))
    assert (members_on(body, day) == (member,)) == (has_term and not is_away and not has_left)


@given(members, days, st.integers(0, 1_000))
def test_who_left_does_not_come_back(member: Member, day: date, later: int) -> None:
    if service_on(member, day) is Service.LEFT:
        assert service_on(member, day + timedelta(days=later)) is Service.LEFT


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.data())
def test_across_a_history_of_successors_exactly_one_holds_the_seat_each_day(
    lengths: list[int], data: st.DataObject
) -> None:
    roster = []
    start = FIRST
    for at, length in enumerate(lengths):
        end = start + timedelta(days=length - 1)
        roster.append(Member(github=f"holder-{at}", seat=1, terms=(Term(start=start, end=end),)))
        start = end + timedelta(days=1)
    body = Body(name="Council", kind=Kind.COUNCIL, members=tuple(roster))
    day = FIRST + timedelta(days=data.draw(st.integers(0, sum(lengths) - 1)))
    assert len(members_on(body, day)) == 1
    assert members_on(body, FIRST - timedelta(days=1)) == members_on(body, start) == ()


@pytest.mark.parametrize(
    ("day", "service"),
    [
        (date(2025, 12, 31), Service.NOT_YET),
        (date(2026, 1, 1), Service.SERVES),
        (date(2026, 2, 28), Service.SERVES),
        (date(2026, 3, 1), Service.ON_LEAVE),
        (date(2026, 3, 31), Service.ON_LEAVE),
        (date(2026, 4, 1), Service.SERVES),
        (date(2026, 6, 30), Service.SERVES),
        (date(2026, 7, 1), Service.TERM_OVER),
        (date(2027, 1, 1), Service.SERVES),
        (date(2027, 2, 1), Service.LEFT),
    ],
)
def test_a_members_history_day_by_day(day: date, service: Service) -> None:
    member = Member(
        github="ada",
        terms=(
            Term(start=date(2026, 1, 1), end=date(2026, 6, 30)),
            Term(start=date(2027, 1, 1), end=date(2027, 6, 30)),
        ),
        leave=(Leave(start=date(2026, 3, 1), end=date(2026, 3, 31)),),
        resigned=date(2027, 2, 1),
    )
    assert service_on(member, day) is service


def test_a_term_of_one_day_is_a_term() -> None:
    day = date(2026, 1, 1)
    assert Term(start=day, end=day).holds_on(day)


def test_a_term_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"The term ends \(2025-06-30\) before it starts"):
        Term(start=date(2026, 1, 1), end=date(2025, 6, 30))


def test_a_minimum_above_the_seats_is_refused() -> None:
    with pytest.raises(ValueError, match="minimum is 5, but there are only 3 seats"):
        Seats(count=3, minimum=5)


def test_the_order_of_the_file_is_kept() -> None:
    roster = tuple(Member(github=login) for login in ("zoe", "ada", "ben"))
    body = Body(name="Team", kind=Kind.TEAM, members=roster)
    assert members_on(body, FIRST) == roster
