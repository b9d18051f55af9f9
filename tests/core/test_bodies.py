"""Who serves on a day, in which seat and role, and why somebody does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.bodies import (
    Body,
    Departure,
    ExOfficio,
    Kind,
    Leave,
    Member,
    Office,
    Seats,
    Service,
    Term,
    holders_on,
    members_on,
    service_on,
    tenure_on,
    tenures_of,
    with_offices,
)
from govbot.core.governance import Governance
from govbot.core.people import People
from govbot.core.rosters.standing import standing, turning_days
from tests.searches import search

FIRST = date(2020, 1, 1)
ONE_DAY = timedelta(days=1)
SPAN = 90
days = st.integers(0, SPAN).map(lambda count: FIRST + timedelta(days=count))
spells = st.tuples(days, st.none() | st.integers(0, 40)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)
seats = st.none() | st.integers(1, 3)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    start, end = draw(spells)
    return Term(
        start=start,
        end=end,
        seat=draw(seats),
        role=draw(st.sampled_from([None, None, "", "chair"])),
        resigned=draw(st.none() | st.none() | days),
        removed=draw(st.none() | st.none() | days),
    )


def entries(login: str = "ada") -> st.SearchStrategy[Member]:
    return st.builds(
        Member,
        github=st.just(login),
        seat=seats,
        role=st.sampled_from(["", "secretary"]),
        terms=st.lists(terms(), max_size=4).map(tuple),
        leave=st.lists(spells.map(lambda pair: Leave(start=pair[0], end=pair[1])), max_size=2).map(
            tuple
        ),
        resigned=st.none() | days,
        removed=st.none() | days,
        emeritus=st.none() | days,
    )


bodies = st.builds(
    Body,
    name=st.just("Council"),
    kind=st.just(Kind.COUNCIL),
    seats=st.none() | st.just(Seats(count=3)),
    members=st.tuples(entries("ada"), entries("ben"), entries("cyd")),
)
calendar = [FIRST + timedelta(days=count) for count in range(-2, 2 * SPAN)]


class Replay:
    """What happened to one member, played day by day: the rules, told as a person with a diary would.

    A term is taken up on its first day. Leaving a term ends that term; leaving the body ends every term
    that has begun. Whoever becomes emeritus on the day a new term begins serves that one.
    """

    def __init__(self, member: Member) -> None:
        self.member = member
        self.held: list[Term] = []
        self.ended: set[int] = set()
        self.is_without_terms = not member.terms

    def on(self, day: date) -> None:
        """Play one day: who steps down has left in the morning, before anything else."""
        leaves_body = day in {self.member.resigned, self.member.removed}
        if day == self.member.emeritus:
            self.held.clear()
            self.is_without_terms = False
        for at, term in enumerate(self.member.terms):
            is_cut = any(left and left <= day for left in (term.resigned, term.removed))
            if term.start == day and not is_cut:
                self.held.append(term)
            if is_cut or (term.end is not None and term.end < day):
                self.ended.add(at)
        if leaves_body:
            self.held.clear()
            self.is_without_terms = False
        gone = [self.member.terms[at] for at in self.ended]
        self.held = [term for term in self.held if not any(term is each for each in gone)]

    @property
    def holds(self) -> bool:
        return bool(self.held) or self.is_without_terms

    def is_away(self, day: date) -> bool:
        return any(
            leave.start <= day and (leave.end is None or day <= leave.end)
            for leave in self.member.leave
        )


@given(bodies)
@search(150)
def test_the_roster_on_a_day_is_the_replay_of_its_history_up_to_that_day(body: Body) -> None:
    replays = [Replay(each) for each in body.members]
    for day in calendar:
        for replay in replays:
            replay.on(day)
        held = [replay for replay in replays if replay.holds]
        assert [each.member for each in holders_on(body, day)] == [each.member for each in held]
        assert members_on(body, day) == tuple(each.member for each in held if not each.is_away(day))


@given(entries())
@search(150)
def test_whoever_serves_has_the_seat_and_role_of_the_term_that_began_last(member: Member) -> None:
    replay = Replay(member)
    for day in calendar:
        replay.on(day)
        tenure = tenure_on(member, day)
        assert (tenure is not None) == replay.holds
        if tenure is None or not replay.held:
            continue
        latest = max(each.start for each in replay.held)
        assert (tenure.seat, tenure.role) in {
            (
                term.seat if term.seat is not None else member.seat,
                term.role if term.role is not None else member.role,
            )
            for term in replay.held
            if term.start == latest
        }


@given(entries())
@search(150)
def test_why_somebody_does_not_serve_agrees_with_whether_they_do(member: Member) -> None:
    for day in calendar:
        service = service_on(member, day)
        tenure = tenure_on(member, day)
        is_away = any(each.holds_on(day) for each in member.leave)
        assert (service in {Service.SERVES, Service.ON_LEAVE}) == (tenure is not None)
        if tenure is not None:
            assert (service is Service.ON_LEAVE) == is_away
        if service is Service.NOT_YET:
            assert all(each.start > day for each in tenures_of(member))
        if service is Service.TERM_OVER:
            assert any(each.end < day for each in tenures_of(member))
        if service is Service.LEFT:
            whole = (member.resigned, member.removed, member.emeritus)
            alone = [each for term in member.terms for each in (term.resigned, term.removed)]
            assert any(each is not None and each <= day for each in (*whole, *alone))


@given(bodies, days)
@search(100)
def test_between_two_turning_days_a_body_stands_as_it_did(body: Body, after: date) -> None:
    turning = set(turning_days(body, after))
    before = None
    for count in range(1, 2 * SPAN):
        day = after + timedelta(days=count)
        found = standing(body, day)
        now = (found.holders, found.members, [each.seat for each in found.vacant])
        assert before is None or day in turning or now == before
        before = now


@given(bodies)
@search(100)
def test_a_seat_is_empty_since_the_day_after_somebody_held_it_last(body: Body) -> None:
    day = FIRST + timedelta(days=SPAN)
    for vacancy in standing(body, day).vacant:
        if vacancy.seat is None or vacancy.since is None:
            continue
        ends = [
            each.end
            for entry in body.members
            for each in tenures_of(entry)
            if each.seat == vacancy.seat
        ]
        assert vacancy.since <= day
        assert vacancy.since - ONE_DAY in ends
        assert not any(vacancy.since <= each < day for each in ends)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.data())
def test_across_a_history_of_successors_exactly_one_holds_the_seat_each_day(
    lengths: list[int], data: st.DataObject
) -> None:
    roster = []
    start = FIRST
    for at, length in enumerate(lengths):
        end = start + timedelta(days=length - 1)
        roster.append(Member(github=f"holder-{at}", seat=1, terms=(Term(start=start, end=end),)))
        start = end + ONE_DAY
    body = Body(name="Council", kind=Kind.COUNCIL, members=tuple(roster))
    day = FIRST + timedelta(days=data.draw(st.integers(0, sum(lengths) - 1)))
    assert len(members_on(body, day)) == 1
    assert members_on(body, FIRST - ONE_DAY) == members_on(body, start) == ()


# A history, day by day ----------------------------------------------------------------------------


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
        (date(2027, 12, 31), Service.LEFT),
        (date(2028, 1, 1), Service.SERVES),
        (date(2028, 7, 1), Service.TERM_OVER),
    ],
)
def test_a_members_history_day_by_day(day: date, service: Service) -> None:
    member = Member(
        github="ada",
        terms=(
            Term(start=date(2026, 1, 1), end=date(2026, 6, 30)),
            Term(start=date(2027, 1, 1), end=date(2027, 6, 30)),
            Term(start=date(2028, 1, 1), end=date(2028, 6, 30)),
        ),
        leave=(Leave(start=date(2026, 3, 1), end=date(2026, 3, 31)),),
        resigned=date(2027, 2, 1),
    )
    assert service_on(member, day) is service


HALVES = (
    Term(start=date(2026, 1, 1), end=date(2026, 6, 30)),
    Term(start=date(2026, 7, 1), end=date(2026, 12, 31)),
)


@pytest.mark.parametrize("how", ["resigned", "removed", "emeritus"])
def test_leaving_ends_what_was_begun_and_a_later_term_stands(how: str) -> None:
    member = Member.model_validate({"github": "ada", "terms": HALVES, how: date(2026, 3, 1)})
    first, second = tenures_of(member)
    assert (first.end, first.departure) == (date(2026, 2, 28), Departure(how))
    assert (second.start, second.end, second.departure) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
        None,
    )


@pytest.mark.parametrize(("how", "serves"), [("resigned", 0), ("removed", 0), ("emeritus", 1)])
def test_a_term_that_begins_on_the_day_of_leaving_is_another_for_the_emeritus_alone(
    how: str, serves: int
) -> None:
    member = Member.model_validate({"github": "ada", "terms": HALVES[1:], how: date(2026, 7, 1)})
    assert len(tenures_of(member)) == serves


def test_leaving_after_the_term_changes_nothing_in_it() -> None:
    member = Member(github="ada", terms=HALVES[:1], emeritus=date(2026, 7, 1))
    (only,) = tenures_of(member)
    assert (only.end, only.departure) == (date(2026, 6, 30), None)
    assert service_on(member, date(2026, 7, 1)) is Service.LEFT


def test_a_term_can_be_resigned_alone() -> None:
    early = HALVES[0].model_copy(update={"resigned": date(2026, 4, 1)})
    first, second = tenures_of(Member(github="ada", terms=(early, HALVES[1])))
    assert (first.end, first.departure) == (date(2026, 3, 31), Departure.RESIGNED)
    assert second.end == date(2026, 12, 31)


def test_a_term_has_its_own_seat_and_role_where_it_says_so() -> None:
    second = HALVES[1].model_copy(update={"seat": 2, "role": ""})
    member = Member(github="ada", seat=1, role="chair", terms=(HALVES[0], second))
    found = [tenure_on(member, day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [(each.seat, each.role) for each in found if each] == [(1, "chair"), (2, "")]


def test_who_keeps_no_terms_serves_until_they_leave() -> None:
    member = Member(github="ada", resigned=date(2026, 3, 1))
    (only,) = tenures_of(member)
    assert (only.start, only.end) == (date.min, date(2026, 2, 28))
    assert service_on(member, date(2026, 3, 1)) is Service.LEFT


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


# Ex officio ---------------------------------------------------------------------------------------


def group(*members: Member) -> Body:
    return Body(name="Docs", kind=Kind.WORKING_GROUP, members=members)


def council(*members: Member, **offices: str) -> Body:
    return Body(
        name="Council",
        kind=Kind.COUNCIL,
        members=members,
        ex_officio=tuple(ExOfficio(body="wg-docs", role=each) for each in offices.values()),
    )


@given(entries(), st.sampled_from(["", "chair"]))
@search(100)
def test_the_holder_of_an_office_serves_exactly_while_they_hold_it(
    holder: Member, role: str
) -> None:
    bodies = with_offices({"council": council(role=role), "wg-docs": group(holder)})
    for day in calendar:
        holds = any(
            each.holds_on(day) and (not role or each.role == role) for each in tenures_of(holder)
        )
        is_away = any(each.holds_on(day) for each in holder.leave)
        assert bool(holders_on(bodies["council"], day)) == holds
        assert bool(members_on(bodies["council"], day)) == (holds and not is_away)


@given(entries())
@search(60)
def test_a_listed_member_ex_officio_serves_exactly_while_they_hold_the_office(
    holder: Member,
) -> None:
    listed = Member(github="ADA", seat=1, ex_officio=Office(body="wg-docs"))
    bodies = with_offices({"council": council(listed), "wg-docs": group(holder)})
    for day in calendar:
        found = holders_on(bodies["council"], day)
        assert bool(found) == bool(holders_on(bodies["wg-docs"], day))
        assert all(each.seat == 1 for each in found)


def test_who_never_held_the_office_never_serves_for_it() -> None:
    listed = Member(github="ben", ex_officio=Office(body="wg-docs"))
    bodies = with_offices({"council": council(listed), "wg-docs": group(Member(github="ada"))})
    assert not any(members_on(bodies["council"], day) for day in calendar)


def test_offices_do_not_lead_to_further_offices() -> None:
    bodies = with_offices(
        {
            "board": Body(name="B", kind=Kind.CORE, ex_officio=(ExOfficio(body="council"),)),
            "council": council(role=""),
            "wg-docs": group(Member(github="ada")),
        }
    )
    assert [each.github for each in members_on(bodies["council"], FIRST)] == ["ada"]
    assert members_on(bodies["board"], FIRST) == ()


def test_an_office_that_somebody_is_listed_for_leads_to_no_further_one() -> None:
    listed = Member(github="ada", ex_officio=Office(body="wg-docs"))
    bodies = with_offices(
        {
            "board": Body(name="B", kind=Kind.CORE, ex_officio=(ExOfficio(body="council"),)),
            "council": council(listed),
            "wg-docs": group(Member(github="ada")),
        }
    )
    assert [each.github for each in members_on(bodies["council"], FIRST)] == ["ada"]
    assert members_on(bodies["board"], FIRST) == ()


def test_two_bodies_whose_members_are_listed_for_each_other_make_nobody_a_member() -> None:
    bodies = with_offices(
        {
            "council": council(Member(github="ada", ex_officio=Office(body="wg-docs"))),
            "wg-docs": group(Member(github="ada", ex_officio=Office(body="council"))),
        }
    )
    assert not any(members_on(each, day) for each in bodies.values() for day in calendar)


def test_a_member_is_listed_ex_officio_by_a_former_login_too() -> None:
    people = People.model_validate({"people": [{"github": "ada", "former_logins": ["lovelace"]}]})
    for listed, holds in (("lovelace", "ada"), ("ada", "Lovelace")):
        bodies = with_offices(
            {
                "council": council(Member(github=listed, ex_officio=Office(body="wg-docs"))),
                "wg-docs": group(Member(github=holds)),
            },
            people,
        )
        governance = Governance(people=people, bodies=bodies)
        for each in (bodies["council"], governance.bodies["council"]):
            assert [one.github for one in members_on(each, FIRST)] == [listed]


def test_who_is_on_leave_from_an_office_is_on_leave_where_they_are_listed_for_it() -> None:
    away = Leave(start=FIRST, end=FIRST)
    bodies = with_offices(
        {
            "council": council(Member(github="ada", seat=1, ex_officio=Office(body="wg-docs"))),
            "wg-docs": group(Member(github="ada", leave=(away,))),
        }
    )
    assert members_on(bodies["council"], FIRST) == ()
    assert len(holders_on(bodies["council"], FIRST)) == 1
    assert len(members_on(bodies["council"], FIRST + timedelta(days=1))) == 1
