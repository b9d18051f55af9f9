"""What a body looks like when nothing is done is what it will look like, day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from govbot.core.bodies import Body, members_on
from govbot.core.checks.reach import first_lost, policies_of, reach_on
from govbot.core.governance import Governance, Settings
from govbot.core.rosters.forecast import forecast, turn_in_words
from govbot.core.rosters.standing import Vacancy, standing
from tests.core.rosters.random_rosters import FIRST, LAST, bodies, every_day, governances
from tests.searches import search

COUNCIL = Body.model_validate(
    {
        "slug": "council",
        "name": "Council",
        "kind": "council",
        "seats": {"count": 3, "minimum": 2},
        "members": [
            {
                "github": "ada",
                "seat": 1,
                "terms": [
                    {"start": "2026-01-01", "end": "2026-06-30"},
                    {"start": "2026-07-01", "end": "2026-12-31"},
                ],
            },
            {"github": "ben", "seat": 2, "terms": [{"start": "2026-01-01", "end": "2026-06-30"}]},
            {
                "github": "cyd",
                "seat": 3,
                "terms": [{"start": "2026-01-01", "end": "2026-12-31"}],
                "leave": [{"start": "2026-08-01", "end": "2026-08-31"}],
            },
        ],
    }
)


@given(body=bodies())
@search(60)
def test_a_forecast_is_what_each_day_brings(body: Body) -> None:
    coming = forecast(body, FIRST, LAST)

    for day in every_day()[:-1]:
        foreseen, then = coming.on(day), standing(body, day)
        assert foreseen.members == members_on(body, day)
        assert (foreseen.holders, foreseen.vacant) == (then.holders, then.vacant)
    short = [day for day in every_day()[:-1] if standing(body, day).is_short]
    assert coming.short_from == min(short, default=None)


@given(body=bodies())
@search(60)
def test_a_seat_is_said_to_empty_on_its_first_vacant_day(body: Body) -> None:
    for turn in forecast(body, FIRST, LAST).turns:
        before = standing(body, turn.day - timedelta(days=1))
        for vacancy in turn.emptied:
            assert vacancy.since == turn.day
            if vacancy.seat is not None:
                assert vacancy in standing(body, turn.day).vacant
                assert vacancy.seat in {each.seat for each in before.holders}
        if len(turn.standing.vacant) > len(before.vacant):
            assert turn.emptied


@given(governance=governances())
@search(40)
def test_a_vote_is_lost_on_the_first_day_on_which_none_can_pass(governance: Governance) -> None:
    lost = first_lost(governance, "rfc-accept", FIRST, LAST)

    serving = {day: len(members_of(governance, day)) for day in every_day()[:-1]}
    too_few = [day for day, number in serving.items() if number < 2]
    assert (lost.day if lost else None) == min(too_few, default=None)


def members_of(governance: Governance, day: date) -> set[str]:
    """Who may vote on a day: half of four seats is two people."""
    serving = members_on(governance.bodies["council"], day)
    return {each.github for each in serving if each.votes}


def test_each_day_of_change_says_what_changes() -> None:
    coming = forecast(COUNCIL, date(2026, 6, 1), date(2027, 6, 1))

    assert {turn.day.isoformat(): turn_in_words(turn) for turn in coming.turns} == {
        "2026-07-01": (
            "ben's term is over (seat 2)",
            "ada begins another term (seat 1), until 2026-12-31",
        ),
        "2026-08-01": ("cyd goes on leave",),
        "2026-09-01": ("cyd is back from leave",),
        "2027-01-01": ("ada's term is over (seat 1)", "cyd's term is over (seat 3)"),
    }
    assert coming.turns[0].emptied == (Vacancy(2, date(2026, 7, 1)),)
    assert coming.short_from == date(2026, 8, 1)


def test_a_forecast_goes_no_further_than_it_was_asked_for() -> None:
    coming = forecast(COUNCIL, date(2026, 6, 1), date(2026, 7, 31))

    assert [turn.day for turn in coming.turns] == [date(2026, 7, 1)]
    assert coming.short_from is None


def with_policy(**policy: object) -> Governance:
    given = {"electorate": "council", "period": {"length": "10 days"}} | policy
    return Governance(
        settings=Settings.model_validate({"policies": {"rfc-accept": given}}),
        bodies={"council": COUNCIL},
    )


def test_a_lost_quorum_says_how_many_there_are_and_how_many_it_takes() -> None:
    governance = with_policy(
        quorum={"of": "seats", "at_least": "2/3", "counting": ["yes", "no"]},
        **{"pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]}},
    )

    lost = first_lost(governance, "rfc-accept", date(2026, 6, 1), date(2026, 12, 31))

    assert lost is not None
    assert (lost.day, lost.why) == (date(2026, 8, 1), "1 can take part, and 2 are needed")
    assert not reach_on(governance, "rfc-accept", date(2026, 9, 1)).is_lost


def test_a_vote_that_takes_more_yes_than_there_are_voters_is_lost() -> None:
    governance = with_policy(**{"pass": {"count": "yes", "at_least": "2"}})

    lost = first_lost(governance, "rfc-accept", date(2026, 6, 1), date(2026, 12, 31))

    assert lost is not None
    assert lost.day == date(2026, 8, 1)
    assert lost.why == "with the one voter voting yes, yes has 1, and 2 are needed"


def test_a_body_in_which_nobody_serves_votes_no_more() -> None:
    governance = with_policy(**{"pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]}})

    lost = first_lost(governance, "rfc-accept", date(2026, 6, 1), date(2027, 12, 31))

    assert lost is not None
    assert lost.day == date(2027, 1, 1)
    assert lost.why == "nobody may vote: no member of council serves"
    assert lost.voters == 0


def test_a_vote_that_can_always_pass_is_never_lost() -> None:
    governance = with_policy(**{"pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]}})

    assert first_lost(governance, "rfc-accept", date(2026, 6, 1), date(2026, 12, 31)) is None


def test_only_policies_in_which_the_body_votes_are_its_own() -> None:
    governance = with_policy(**{"pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]}})

    assert policies_of(governance, "council") == ("rfc-accept",)
    assert policies_of(governance, "core-team") == ()
