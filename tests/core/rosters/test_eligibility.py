"""Who may begin a term, what stands in the way, and from when on nothing does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govbot.core.bodies import Member, Term
from govbot.core.checks import check_repository
from govbot.core.errors import UserError
from govbot.core.findings import Level
from govbot.core.governance import Governance
from govbot.core.rosters.candidacy import Candidacy
from govbot.core.rosters.eligibility import Eligibility, eligibility, may_fill
from tests.communities import member, person, term
from tests.core.rosters.communities import (
    FIRST,
    LAST,
    community,
    days,
    with_affiliations,
    with_histories,
    with_reservations,
)
from tests.searches import search

ONE_DAY = timedelta(days=1)
# Beyond the last day on which anything changes in a drawn community: terms, then a cooldown.
HORIZON = LAST + timedelta(days=400)
FIRST_HALF = term("2025-07-01", "2025-12-31")
SECOND_HALF = term("2026-01-01", "2026-06-30")
RULES: dict[str, Any] = {"length": "6 months", "max_consecutive": 2, "cooldown": "6 months"}


def asked(governance: Governance, day: str, login: str = "ada") -> Eligibility:
    return eligibility(governance, login, "council", date.fromisoformat(day))


def rules_in_the_way(answer: Eligibility) -> list[str]:
    return [each.rule for each in answer.reasons]


# Terms ------------------------------------------------------------------------------------------


def test_after_two_terms_of_two_a_cooldown_comes_first() -> None:
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term=RULES)
    answer = asked(governance, "2026-09-01")
    assert not answer.eligible
    assert [(each.rule, each.text) for each in answer.reasons] == [
        (
            "max_consecutive",
            "It would be the third consecutive term of ada; Council allows 2.",
        ),
        (
            "cooldown",
            (
                "After 2 consecutive terms, 6 months out of Council are asked for; those of ada run "
                "from 2026-07-01 until 2026-12-31."
            ),
        ),
    ]
    assert answer.next_eligible == date(2027, 1, 1)
    assert [(each.start, each.end, each.counts) for each in answer.terms] == [
        (date(2025, 7, 1), date(2025, 12, 31), True),
        (date(2026, 1, 1), date(2026, 6, 30), True),
    ]


def test_on_the_first_day_after_the_cooldown_nothing_stands_in_the_way() -> None:
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term=RULES)
    assert not asked(governance, "2026-12-31").eligible
    answer = asked(governance, "2027-01-01")
    assert (answer.eligible, answer.reasons, answer.next_eligible) == (True, (), None)


def test_where_the_cooldown_is_advice_a_whole_day_out_is_enough_to_come_back() -> None:
    governance = community(
        member("ada", FIRST_HALF, SECOND_HALF), term=RULES | {"soft": ["cooldown"]}
    )
    inside = asked(governance, "2026-06-01")
    assert rules_in_the_way(inside) == ["max_consecutive"]
    assert inside.next_eligible == date(2026, 7, 2)
    # A term that begins at once goes on with the run.
    assert not asked(governance, "2026-07-01").eligible
    out = asked(governance, "2026-07-02")
    assert out.eligible
    assert [each.rule for each in out.notes] == ["max_consecutive", "cooldown"]
    assert asked(governance, "2027-01-01").notes == ()


def test_somebody_in_a_first_term_may_stand_for_the_second() -> None:
    governance = community(member("ada", SECOND_HALF), term=RULES)
    assert asked(governance, "2026-03-01").eligible


def test_somebody_in_the_last_term_may_not_stand_again_until_the_cooldown_is_over() -> None:
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term=RULES)
    answer = asked(governance, "2026-03-01")
    assert not answer.eligible
    assert answer.next_eligible == date(2027, 1, 1)


def test_a_term_that_has_not_begun_is_not_looked_back_on() -> None:
    ahead = term("2026-07-01", "2026-12-31")
    governance = community(member("ada", SECOND_HALF, ahead), term=RULES)
    answer = asked(governance, "2026-03-01")
    assert answer.eligible
    assert len(answer.terms) == 1


def test_without_a_cooldown_one_whole_day_out_is_a_break() -> None:
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term=RULES | {"cooldown": None})
    assert rules_in_the_way(asked(governance, "2026-07-01")) == ["max_consecutive"]
    assert asked(governance, "2026-07-01").next_eligible == date(2026, 7, 2)
    assert asked(governance, "2026-07-02").eligible


def test_after_a_lifetime_of_terms_there_is_no_next_day() -> None:
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term={"max_lifetime": 2})
    answer = asked(governance, "2030-01-01")
    assert [(each.rule, each.text) for each in answer.reasons] == [
        (
            "max_lifetime",
            "It would be the third term of ada in all; Council allows 2 in a lifetime.",
        )
    ]
    assert answer.next_eligible is None


def test_while_a_term_runs_that_has_no_end_no_day_can_be_foreseen() -> None:
    governance = community(member("ada", FIRST_HALF, term("2026-01-01")), term=RULES)
    answer = asked(governance, "2026-03-01")
    assert rules_in_the_way(answer) == ["max_consecutive"]
    assert answer.next_eligible is None


def test_a_soft_limit_is_a_note_and_forbids_nothing() -> None:
    soft = RULES | {"soft": ["max_consecutive"]}
    governance = community(member("ada", FIRST_HALF, SECOND_HALF), term=soft)
    answer = asked(governance, "2026-09-01")
    assert (answer.eligible, answer.reasons) == (True, ())
    assert [each.rule for each in answer.notes] == ["max_consecutive", "cooldown"]


def test_who_never_served_and_is_not_listed_may_begin() -> None:
    answer = asked(community(member("ada", SECOND_HALF), term=RULES), "2026-03-01", "@zoe")
    assert (answer.eligible, answer.terms) == (True, ())


def test_a_former_login_and_a_second_entry_are_the_same_person() -> None:
    governance = community(
        member("ada-old", FIRST_HALF),
        member("ADA", SECOND_HALF),
        people=[person("ada", 1, former_logins=["ada-old"])],
        term=RULES,
    )
    for login in ("ada", "Ada-Old"):
        assert asked(governance, "2026-09-01", login).next_eligible == date(2027, 1, 1)


def test_a_body_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UserError, match="There is no body `board`"):
        eligibility(community(), "ada", "board", date(2026, 1, 1))


# Limits across people ---------------------------------------------------------------------------


def test_an_affiliation_that_is_full_stands_in_the_way_until_somebody_leaves() -> None:
    governance = community(
        member("ben", SECOND_HALF),
        people=[person("ada", 1, "ACME"), person("ben", 2, "Acme")],
        seats={"count": 3},
        limits={"per_affiliation": "1/3"},
    )
    answer = asked(governance, "2026-03-01")
    assert [(each.rule, each.text) for each in answer.reasons] == [
        (
            "per_affiliation",
            (
                "ada is of ACME, which has 1 member of Council already (ben); the most is 1 (1/3 of "
                "3 seats)."
            ),
        )
    ]
    assert answer.next_eligible == date(2026, 7, 1)


def test_who_renews_a_seat_does_not_count_twice_for_their_employer() -> None:
    governance = community(
        member("ada", SECOND_HALF),
        people=[person("ada", 1, "Acme")],
        limits={"per_affiliation": 1},
    )
    assert asked(governance, "2026-03-01").eligible


def test_one_more_makes_the_share_of_those_who_serve_larger() -> None:
    governance = community(
        member("ben", SECOND_HALF),
        member("cyd", SECOND_HALF),
        member("dan", SECOND_HALF),
        people=[person("ada", 1, "Acme"), person("ben", 2, "Acme")],
        limits={"per_affiliation": {"at_most": "1/2", "of": "filled"}},
    )
    # Two of four are a half.
    assert asked(governance, "2026-03-01").eligible


def test_an_office_that_excludes_the_body_stands_in_the_way_in_both_directions() -> None:
    board = {"name": "Board", "members": [member("ada", SECOND_HALF)]}
    by_council = community(others={"board": board}, limits={"incompatible": ["board"]})
    by_board = community(others={"board": board | {"limits": {"incompatible": ["council"]}}})
    texts = []
    for governance in (by_council, by_board):
        answer = asked(governance, "2026-03-01")
        assert rules_in_the_way(answer) == ["incompatible"]
        assert answer.next_eligible == date(2026, 7, 1)
        texts.append(answer.reasons[0].text)
    assert texts == [
        "ada serves on Board until 2026-06-30, which excludes a seat on Council.",
        "ada serves on Board until 2026-06-30, which Board does not allow together with Council.",
    ]


def test_only_the_role_that_is_named_excludes() -> None:
    incompatible = {"incompatible": [{"body": "board", "role": "chair"}]}
    for role, is_free in (("Chair", False), ("clerk", True)):
        board = {"members": [member("ada", SECOND_HALF, role=role)]}
        governance = community(others={"board": board}, limits=incompatible)
        assert asked(governance, "2026-03-01").eligible is is_free


def test_a_rule_of_another_body_about_one_role_here_keeps_nobody_from_the_rest() -> None:
    rule = {"incompatible": [{"body": "council", "role": "chair"}]}
    board = {"members": [member("ada", SECOND_HALF)], "limits": rule}
    assert asked(community(others={"board": board}), "2026-03-01").eligible


def test_whoever_serves_ex_officio_may_stand_for_a_term_of_their_own_at_once() -> None:
    governance = community(
        ex_officio=[{"body": "board"}], others={"board": {"members": [member("ada", SECOND_HALF)]}}
    )
    day = date(2026, 3, 1)
    assert Candidacy.of(governance, "council", "ada").next_start(day) == day


def test_seats_that_are_all_kept_for_others_stand_in_the_way() -> None:
    governance = community(
        member("ben", SECOND_HALF, seat=2),
        people=[person("ada", 1), person("ben", 2), person("cyd", 3, groups=["founder"])],
        seats={"count": 2, "reserved": [{"seat": 1, "for": "founder"}]},
    )
    answer = asked(governance, "2026-03-01")
    assert [(each.rule, each.text) for each in answer.reasons] == [
        ("reserved", "What is free on Council is reserved: seat 1 for founder.")
    ]
    assert answer.next_eligible == date(2026, 7, 1)
    assert asked(governance, "2026-03-01", "cyd").eligible


def test_a_seat_that_is_kept_for_somebody_in_words_alone_is_for_people_to_judge() -> None:
    seats = {"count": 1, "reserved": [{"seat": 1, "for": "a user of the software"}]}
    assert asked(community(seats=seats), "2026-03-01").eligible


def test_a_change_of_employer_makes_room() -> None:
    for who, spell in (
        ("ada", {"name": "Acme", "end": "2026-04-30"}),
        ("ben", {"name": "Acme", "end": "2026-04-30"}),
    ):
        people = [person("ada", 1, "Acme"), person("ben", 2, "Acme")]
        for each in people:
            if each["github"] == who:
                each["affiliations"] = [spell, {"name": "Bolt", "start": "2026-05-01"}]
        governance = community(
            member("ben", SECOND_HALF), people=people, limits={"per_affiliation": 1}
        )
        assert asked(governance, "2026-03-01").next_eligible == date(2026, 5, 1)


def test_a_seat_kept_for_a_body_is_open_to_who_serves_there_then() -> None:
    governance = community(
        seats={"count": 1, "reserved": [{"seat": 1, "for": "board"}]},
        others={"board": {"members": [member("ada", SECOND_HALF), member("ben")]}},
    )
    answer = asked(governance, "2025-10-01")
    assert (rules_in_the_way(answer), answer.next_eligible) == (["reserved"], date(2026, 1, 1))
    assert asked(governance, "2025-10-01", "ben").eligible


# Laws -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [with_histories, with_affiliations, with_reservations])
@given(st.data())
@search(80)
def test_the_next_day_is_the_first_on_which_nothing_stands_in_the_way(
    kind: Callable[[], st.SearchStrategy[Governance]], data: st.DataObject
) -> None:
    governance, day = data.draw(kind()), data.draw(days)
    answer = eligibility(governance, "ada", "council", day)
    assert answer.eligible == (not answer.reasons)
    if answer.eligible:
        assert answer.next_eligible is None
        return
    later = (day + timedelta(days=count) for count in range(1, (HORIZON - day).days))
    first = next(
        (each for each in later if eligibility(governance, "ada", "council", each).eligible), None
    )
    assert answer.next_eligible == first


@given(with_histories() | with_affiliations() | with_reservations(), days)
@search(40)
def test_who_may_not_fill_a_vacancy_may_on_the_day_after_the_last_that_is_said(
    governance: Governance, day: date
) -> None:
    for each in may_fill(governance, "council", day).excluded:
        answer = eligibility(governance, each.login, "council", day)
        assert set(each.reasons) <= set(answer.reasons)
        assert (each.until is None) == (answer.next_eligible is None)
        if each.until is not None:
            after = each.until + ONE_DAY
            assert eligibility(governance, each.login, "council", after).eligible


# Vacancies --------------------------------------------------------------------------------------


def test_a_vacancy_is_limited_by_employers_reservations_and_who_was_there_before() -> None:
    governance = community(
        member("ada", FIRST_HALF, SECOND_HALF, seat=1),
        member("ben", term("2026-07-01", "2026-12-31"), seat=2),
        others={"board": {"members": [member("eve", term("2026-07-01"))]}},
        people=[
            person("ada", 1),
            person("ben", 2, "Acme"),
            person("cyd", 3, groups=["founder"]),
            person("dan", 4, "Acme"),
            person("eve", 5),
        ],
        seats={"count": 3, "reserved": [{"seat": 3, "for": "founder"}]},
        term=RULES,
        limits={"per_affiliation": 1, "incompatible": ["board"]},
    )
    found = may_fill(governance, "council", date(2026, 9, 1))
    assert found.reserved == ((3, "founder"),)
    assert (found.full, found.most) == (("Acme",), "1")
    assert [(each.login, each.reasons[0].rule, each.until) for each in found.excluded] == [
        ("ada", "max_consecutive", date(2026, 12, 31)),
        ("eve", "incompatible", None),
    ]


def test_without_limits_anybody_may_fill_a_vacancy() -> None:
    found = may_fill(community(member("ada", FIRST_HALF)), "council", FIRST)
    assert (found.reserved, found.full, found.most, found.excluded) == ((), (), "", ())


def broken(governance: Governance, day: date) -> set[str]:
    """Return what `govbot check` says of terms that there may not be."""
    ids = {"term-limit", "cooldown", "lifetime-limit"}
    found = check_repository(governance, (), day)
    return {each.message for each in found if each.id in ids and each.level is Level.ERROR}


@given(with_histories(), days, st.sampled_from([(), ("cooldown",), ("max_consecutive",)]))
@search(100)
def test_a_term_is_an_error_exactly_where_somebody_was_not_eligible_for_it(
    governance: Governance, day: date, soft: tuple[Literal["cooldown", "max_consecutive"], ...]
) -> None:
    body = governance.body("council")
    body = body.model_copy(update={"term": body.term.model_copy(update={"soft": soft})})
    before = Governance(bodies={"council": body})
    candidacy = Candidacy.of(before, "council", "ada")
    start = candidacy.next_start(day)
    assume(all(each.start <= day for each in candidacy.tenures))
    if start is None:
        return
    # Longer than any term there is, so that it counts.
    new = Member(github="ada", terms=(Term(start=start, end=start + 60 * ONE_DAY),))
    after = Governance(
        bodies={"council": body.model_copy(update={"members": (*body.members, new)})}
    )
    brings = broken(after, day) - broken(before, day)
    assert bool(brings) != eligibility(before, "ada", "council", day).eligible
