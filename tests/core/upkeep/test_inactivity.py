"""Who is inactive, by the rule of the body: which votes count, for whom, and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.accounts import Account
from govbot.core.bodies import Inactivity
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.people import People, Person
from govbot.core.upkeep.attendance import attendance
from govbot.core.upkeep.inactivity import Inactive, inactive_members, rule_in_words
from govbot.core.upkeep.participation import Participation
from tests import communities
from tests.communities import person

IDS = {"ada": 1001, "ben": 1002, "cyd": 1003}
YEAR = {"start": "2026-01-01", "end": "2026-12-31"}
LATE = date(2026, 11, 30)


def community(
    inactivity: dict[str, Any] | None, *members: dict[str, Any], people: People | None = None
) -> Governance:
    ruled = {} if inactivity is None else {"inactivity": inactivity}
    return communities.community(
        {"council": {"members": list(members), **ruled}},
        people=people.people if people else [person(*each) for each in IDS.items()],
    )


def ada(**more: Any) -> dict[str, Any]:
    return {"github": "ada", "terms": [YEAR]} | more


def account(login: str) -> Account:
    return Account(login=login, id=IDS.get(login))


def vote(
    number: int,
    opened: str,
    closed: str,
    *took_part: str,
    electorate: Sequence[str] = ("ada", "ben"),
    bodies: tuple[str, ...] | None = ("council",),
    turn: int = 1,
) -> Participation:
    return Participation(
        number=number,
        vote=turn,
        opened=datetime.combine(date.fromisoformat(opened), time(9), UTC),
        closed=datetime.combine(date.fromisoformat(closed), time(9), UTC),
        electorate=tuple(map(account, electorate)),
        took_part=tuple(map(account, took_part)),
        bodies=bodies,
    )


MARCH = vote(12, "2026-03-01", "2026-03-11", "ben")
APRIL = vote(15, "2026-04-01", "2026-04-11", "ben")
MAY = vote(17, "2026-05-01", "2026-05-11", "ben")
JUNE = vote(20, "2026-06-01", "2026-06-11", "ben")
VOTES = (MARCH, APRIL, MAY, JUNE)


def found(
    rule: dict[str, Any],
    votes: Sequence[Participation],
    day: date = LATE,
    member: dict[str, Any] | None = None,
) -> Inactive | None:
    """What there is about ada."""
    return next(
        iter(inactive_members(community(rule, member or ada()), "council", day, votes)), None
    )


def test_whoever_missed_so_many_votes_in_a_row_is_inactive_and_the_votes_are_named() -> None:
    result = found({"missed": 3}, [MARCH, APRIL, MAY])
    assert result is not None
    assert result.login == "ada"
    assert result.member.github == "ada"
    assert result.why == "cast no ballot in the last 3 votes: #12, #15, #17"
    assert result.key == "inactive council 1001 17/1"
    assert result.votes == (MARCH, APRIL, MAY)


def test_a_spell_keeps_the_key_of_the_vote_that_began_it() -> None:
    result = found({"missed": 3}, VOTES)
    assert result is not None
    assert result.key == "inactive council 1001 17/1"
    assert result.why == "cast no ballot in the last 4 votes: #12, #15, #17, #20"


def test_a_ballot_ends_the_spell_and_the_next_one_has_another_key() -> None:
    cast = vote(21, "2026-07-01", "2026-07-02", "ada")
    later = [vote(n, f"2026-08-{n}", f"2026-08-{n + 1}") for n in (22, 24)]
    assert found({"missed": 2}, [*VOTES, cast]) is None
    result = found({"missed": 2}, [*VOTES, cast, *later])
    assert result is not None
    assert result.key == "inactive council 1001 24/1"
    assert result.why == "cast no ballot in the last 2 votes: #22, #24"


def test_one_missed_vote_is_said_in_the_singular() -> None:
    result = found({"missed": 1}, [MARCH])
    assert result is not None
    assert result.why == "cast no ballot in the last vote: #12"


def test_whoever_takes_part_is_not_inactive() -> None:
    governance = community({"missed": 1}, {"github": "ben", "terms": [YEAR]})
    assert inactive_members(governance, "council", LATE, VOTES) == ()


def test_a_body_without_a_rule_has_nobody_inactive() -> None:
    assert inactive_members(community(None, ada()), "council", LATE, VOTES) == ()


def test_a_body_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UserError, match="no body `docs`"):
        inactive_members(community(None, ada()), "docs", LATE, VOTES)


RULE = {"missed": 1}


@pytest.mark.parametrize(
    ("why_not", "votes", "member"),
    [
        (
            "not in the electorate",
            [vote(12, "2026-03-01", "2026-03-11", electorate=["ben"])],
            ada(),
        ),
        ("of another body", [vote(12, "2026-03-01", "2026-03-11", bodies=("docs",))], ada()),
        ("not closed yet", [vote(12, "2026-11-20", "2026-12-01")], ada()),
        (
            "opened before the term",
            [MARCH],
            ada(terms=[{"start": "2026-03-02", "end": "2026-12-31"}]),
        ),
        (
            "in an earlier run of service",
            [MARCH],
            ada(terms=[{"start": "2026-01-01", "end": "2026-06-29"}, {"start": "2026-07-01"}]),
        ),
        (
            "on leave on its first day",
            [MARCH],
            ada(leave=[{"start": "2026-03-01", "end": "2026-03-01"}]),
        ),
        (
            "on leave on its last day",
            [MARCH],
            ada(leave=[{"start": "2026-03-11", "end": "2026-03-12"}]),
        ),
        (
            "on leave all through",
            [MARCH],
            ada(leave=[{"start": "2026-01-01", "end": "2026-10-01"}]),
        ),
        ("on leave now", [MARCH], ada(leave=[{"start": "2026-11-01"}])),
        ("no longer a member", [MARCH], ada(resigned="2026-11-30")),
        ("not yet a member", [MARCH], ada(terms=[{"start": "2026-12-01"}])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_vote_does_not_make_inactive_who_was(
    why_not: str, votes: list[Participation], member: dict[str, Any]
) -> None:
    assert found(RULE, votes, member=member) is None, why_not


@pytest.mark.parametrize(
    ("why", "member"),
    [
        ("served from the first day", ada(terms=[{"start": "2026-03-01", "end": "2026-12-31"}])),
        (
            "was elected again, the day after",
            ada(terms=[{"start": "2026-01-01", "end": "2026-06-30"}, {"start": "2026-07-01"}]),
        ),
        ("keeps no terms", ada(terms=[])),
        (
            "was on leave until the day before",
            ada(leave=[{"start": "2026-02-01", "end": "2026-02-28"}]),
        ),
        (
            "was on leave from the day after",
            ada(leave=[{"start": "2026-03-12", "end": "2026-04-01"}]),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_vote_counts_for_who(why: str, member: dict[str, Any]) -> None:
    assert found(RULE, [MARCH], member=member) is not None, why


def test_a_leave_between_votes_neither_counts_nor_breaks_the_row() -> None:
    away = ada(leave=[{"start": "2026-04-05", "end": "2026-04-06"}])
    result = found({"missed": 3}, VOTES, member=away)
    assert result is not None
    assert result.why == "cast no ballot in the last 3 votes: #12, #17, #20"


def test_a_vote_of_unknown_bodies_counts_for_each() -> None:
    assert found(RULE, [vote(12, "2026-03-01", "2026-03-11", bodies=None)]) is not None


def test_votes_are_taken_in_the_order_in_which_they_closed() -> None:
    taken = vote(9, "2026-02-01", "2026-05-20", "ada")
    assert found({"missed": 2}, [JUNE, taken, MARCH, APRIL]) is None


def test_several_votes_on_one_number_are_told_apart() -> None:
    again = vote(12, "2026-04-01", "2026-04-11", turn=2)
    result = found({"missed": 2}, [again, MARCH])
    assert result is not None
    assert result.why == "cast no ballot in the last 2 votes: #12, #12 (vote 2)"
    assert result.key == "inactive council 1001 12/2"


def test_of_a_long_row_the_latest_votes_are_named() -> None:
    votes = [vote(n, f"2026-03-{n:02}", f"2026-03-{n:02}") for n in range(1, 14)]
    result = found({"missed": 3}, votes)
    assert result is not None
    assert result.why == (
        "cast no ballot in the last 13 votes: "
        "#4, #5, #6, #7, #8, #9, #10, #11, #12, #13 and 3 before"
    )
    assert len(result.votes) == 13


HALF = {"below": "1/2", "over": "6 months", "at_least": 3}


def test_whoever_takes_part_in_too_few_votes_is_inactive() -> None:
    cast = vote(9, "2026-02-01", "2026-02-11", "ada")
    result = found(HALF, [cast, MARCH, APRIL], date(2026, 7, 1))
    assert result is not None
    assert result.why == (
        "took part in 1 of 3 votes in the last 6 months, less than 1/2: missed #12, #15"
    )
    assert result.key == "inactive council 1001 15/1"
    assert result.votes == (MARCH, APRIL)


def test_a_share_that_is_just_met_is_enough() -> None:
    cast = vote(9, "2026-02-01", "2026-02-11", "ada")
    also = vote(10, "2026-02-01", "2026-02-11", "ada")
    assert found(HALF, [cast, also, MARCH, APRIL], date(2026, 7, 1)) is None


def test_too_few_votes_say_nothing() -> None:
    assert found(HALF, [MARCH, APRIL], date(2026, 7, 1)) is None


def test_a_vote_leaves_the_window_so_long_after_it_closed() -> None:
    votes = [MARCH, APRIL, MAY]
    assert found(HALF, votes, date(2026, 9, 10)) is not None
    assert found(HALF, votes, date(2026, 9, 11)) is None


def test_a_ballot_that_leaves_the_window_makes_inactive_by_the_last_vote() -> None:
    cast = [vote(n, "2026-02-01", "2026-02-11", "ada") for n in (8, 9, 10)]
    votes = [*cast, MARCH, APRIL, MAY]
    assert found(HALF, votes, date(2026, 8, 10)) is None
    result = found(HALF, votes, date(2026, 8, 11))
    assert result is not None
    assert result.key == "inactive council 1001 17/1"
    assert result.why.startswith("took part in 0 of 3 votes")


def test_what_leaves_the_window_on_one_day_leaves_at_once_and_ends_no_spell() -> None:
    together = [
        vote(n, "2026-02-01", "2026-02-11", *who) for n, who in enumerate(((), (), ["ada"]), 1)
    ]
    cast = vote(9, "2026-02-20", "2026-02-21", "ada")
    votes = [*together, cast, MARCH, APRIL]
    rule = {"below": "1/2", "over": "6 months", "at_least": 1}
    for day in (date(2026, 8, 10), date(2026, 8, 11)):
        result = found(rule, votes, day)
        assert result is not None
        assert result.key == "inactive council 1001 12/1"


def test_a_vote_leaves_the_window_before_others_close_that_day() -> None:
    cast = vote(9, "2026-02-01", "2026-02-11", "ada")
    later = vote(30, "2026-08-01", "2026-08-11")
    rule = {"below": "1/2", "over": "6 months", "at_least": 1}
    result = found(rule, [cast, MARCH, later], date(2026, 8, 11))
    assert result is not None
    assert result.key == "inactive council 1001 12/1"


def test_a_window_of_hours_has_the_day_of_the_vote_in_it() -> None:
    rule = {"below": "1/2", "over": "12 hours", "at_least": 1}
    assert found(rule, [MARCH], date(2026, 3, 11)) is not None
    assert found(rule, [MARCH], date(2026, 3, 12)) is None


def test_both_rules_are_said_and_the_first_to_be_met_gives_the_key() -> None:
    result = found({"missed": 2} | HALF, VOTES, date(2026, 7, 1))
    assert result is not None
    assert result.key == "inactive council 1001 15/1"
    assert result.why == (
        "cast no ballot in the last 4 votes: #12, #15, #17, #20; "
        "took part in 0 of 4 votes in the last 6 months, less than 1/2: "
        "missed #12, #15, #17, #20"
    )
    assert result.votes == VOTES


def test_a_renamed_member_is_known_by_the_id() -> None:
    people = People(people=(Person(github="ada-new", id=1001, former_logins=("ada",)),))
    votes = [vote(12, "2026-03-01", "2026-03-11", "ada"), APRIL]
    governance = community({"missed": 1}, ada(), people=people)
    (result,) = inactive_members(governance, "council", LATE, votes)
    assert result.login == "ada-new"
    assert result.why == "cast no ballot in the last vote: #15"


def test_somebody_else_who_took_over_the_login_is_not_the_member() -> None:
    people = People(people=(Person(github="ada", id=7),))
    governance = community({"missed": 1}, ada(), people=people)
    assert inactive_members(governance, "council", LATE, [MARCH]) == ()


def test_without_ids_logins_are_compared_whatever_their_case() -> None:
    governance = community({"missed": 1}, {"github": "Zoe"}, people=People())
    votes = [vote(12, "2026-03-01", "2026-03-11", electorate=["zoe"])]
    assert [each.key for each in inactive_members(governance, "council", LATE, votes)] == [
        "inactive council zoe 12/1"
    ]


def test_a_member_with_two_places_is_one() -> None:
    first = ada(seat=1, terms=[{"start": "2026-01-01", "end": "2026-04-05"}])
    second = ada(seat=2, terms=[{"start": "2026-04-06", "end": "2026-12-31"}])
    also = ada(role="secretary")
    governance = community({"missed": 2}, first, second, also)
    (result,) = inactive_members(governance, "council", LATE, [APRIL, MAY])
    assert result.member.seat == 2
    assert [each.login for each in attendance(governance, "council", LATE, VOTES)] == ["ada"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"missed": 1}, "misses 1 vote"),
        ({"missed": 3}, "misses 3 votes in a row"),
        (
            HALF,
            (
                "takes part in less than 1/2 of the votes of the last 6 months, "
                "where there were 3 or more"
            ),
        ),
        (
            {"missed": 3, "below": "1/2", "over": "1 year", "at_least": 1},
            "misses 3 votes in a row, or takes part in less than 1/2 of the votes of the last year",
        ),
    ],
)
def test_the_rule_is_told_in_words(rule: dict[str, Any], words: str) -> None:
    assert rule_in_words(Inactivity.model_validate(rule)) == words


# Counted again, day by day and from nothing ------------------------------------------------------

FIRST = date(2026, 1, 1)
DAYS = 120
rules = st.builds(
    lambda missed, share, months, at_least: {
        key: value
        for key, value in {
            "missed": missed,
            "below": share,
            "over": months and share and f"{months}",
            "at_least": at_least,
        }.items()
        if value is not None
    },
    st.none() | st.integers(1, 4),
    st.none() | st.sampled_from(["1/3", "1/2", "2/3", "100%"]),
    st.sampled_from(["1 month", "3 weeks", "40 days", "2 months", "5 business days"]),
    st.integers(1, 4),
).filter(lambda rule: "missed" in rule or "below" in rule)
# Often on the same days, so that votes close together, and as others leave the window.
days = st.integers(0, DAYS // 10).map(lambda tens: 10 * tens) | st.integers(0, DAYS)
spans = st.tuples(days, st.sampled_from([0, 10]) | st.integers(0, 30))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Participation], dict[str, Any]]:
    votes = []
    for number in range(1, draw(st.integers(1, 10)) + 1):
        start, length = draw(spans)
        opened = FIRST + timedelta(days=start)
        votes.append(
            vote(
                number,
                opened.isoformat(),
                (opened + timedelta(days=length)).isoformat(),
                *draw(st.sampled_from([(), ("ada",)])),
                electorate=draw(st.sampled_from([("ada",), ("ada",), ("ada",), ("ben",)])),
            )
        )
    leave = [
        {"start": FIRST + timedelta(days=start), "end": FIRST + timedelta(days=start + length)}
        for start, length in draw(st.lists(spans, max_size=2))
    ]
    begins = sorted(draw(st.lists(st.integers(0, DAYS), min_size=1, max_size=3, unique=True)))
    terms: list[dict[str, date]] = []
    for at, start in enumerate(begins):
        last = begins[at + 1] - 1 if at + 1 < len(begins) else DAYS + 40
        terms.append(
            {
                "start": FIRST + timedelta(days=start),
                "end": FIRST + timedelta(days=max(start, last - draw(st.integers(0, 2)))),
            }
        )
    return votes, ada(terms=terms, leave=leave)


def counted_by_hand(
    rule: Inactivity, votes: Sequence[Participation], member: dict[str, Any], today: date
) -> str | None:
    """The key of the spell that runs on `today`: every day judged anew, by the words of the rule."""

    def serves(day: date) -> bool:
        return any(term["start"] <= day <= term["end"] for term in member["terms"])

    def away(day: date) -> bool:
        return any(leave["start"] <= day <= leave["end"] for leave in member["leave"])

    if not serves(today) or away(today):
        return None
    began = today
    while serves(began - timedelta(days=1)):
        began -= timedelta(days=1)

    def counts(each: Participation) -> bool:
        if account("ada") not in each.electorate or each.closed.date() > today:
            return False
        days = (each.closed.date() - each.opened.date()).days
        during = [each.opened.date() + timedelta(days=past) for past in range(days + 1)]
        return all(day >= began and serves(day) and not away(day) for day in during)

    asked = sorted(filter(counts, votes), key=lambda each: (each.closed, each.number))

    def is_inactive(on: date, closed: list[Participation]) -> bool:
        cast = [account("ada") in each.took_part for each in closed]
        if rule.missed and len(cast) >= rule.missed and not any(cast[-rule.missed :]):
            return True
        if rule.below is None or rule.over is None:
            return False
        inside = [
            taken
            for taken, each in zip(cast, closed, strict=True)
            if on < rule.over.after_day(each.closed.date())
        ]
        return (
            len(inside) >= rule.at_least and Fraction(sum(inside), len(inside)) < rule.below.value
        )

    key: str | None = None
    day = FIRST
    while day <= today:
        moments = [[each for each in asked if each.closed.date() < day]]
        for each in asked:
            if each.closed.date() == day:
                moments.append([*moments[-1], each])
        for closed in moments:
            if not closed or not is_inactive(day, closed):
                key = None
            elif key is None:
                key = f"inactive council 1001 {closed[-1].number}/1"
        day += timedelta(days=1)
    return key


@given(rules, histories(), st.integers(0, DAYS + 40))
def test_who_is_inactive_is_as_counted_day_by_day(
    rule: dict[str, Any], history: tuple[list[Participation], dict[str, Any]], past: int
) -> None:
    votes, member = history
    today = FIRST + timedelta(days=past)
    result = found(rule, votes, today, member)
    expected = counted_by_hand(Inactivity.model_validate(rule), votes, member, today)
    assert (result.key if result else None) == expected


@given(histories(), st.integers(0, DAYS + 40), st.integers(1, 3))
def test_each_missed_vote_is_named_once_and_a_ballot_never_is(
    history: tuple[list[Participation], dict[str, Any]], past: int, missed: int
) -> None:
    votes, member = history
    rule = {"missed": missed, "below": "2/3", "over": "2 months"}
    result = found(rule, votes, FIRST + timedelta(days=past), member)
    if result is not None:
        numbers = [each.number for each in result.votes]
        assert len(set(numbers)) == len(numbers) > 0
        assert all(account("ada") not in each.took_part for each in result.votes)
        assert all(f"#{number}" in result.why for number in numbers)
