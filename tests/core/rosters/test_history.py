"""Everything the files tell of one person, and the terms that end next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from govbot.core.bodies import holders_on
from govbot.core.durations import Duration
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.rosters.history import history
from govbot.core.rosters.upcoming import upcoming
from tests.core.rosters.random_rosters import days, every_day, governances
from tests.searches import search

TODAY = date(2026, 9, 1)
COMMUNITY = Governance.model_validate(
    {
        "people": {
            "people": [
                {
                    "github": "ada",
                    "id": 1,
                    "former_logins": ["ada-old"],
                    "affiliations": [
                        {"name": "Beta", "start": "2026-01-01"},
                        {"name": "Acme", "end": "2025-12-31"},
                    ],
                }
            ]
        },
        "bodies": {
            "council": {
                "name": "Council",
                "kind": "council",
                "ex_officio": [{"body": "wg-docs", "role": "chair"}],
                "members": [
                    {
                        "github": "Ada-Old",
                        "terms": [
                            {"start": "2025-07-01", "end": "2025-12-31"},
                            {"start": "2026-01-01", "end": "2026-06-30"},
                        ],
                        "resigned": "2026-05-01",
                        "leave": [{"start": "2025-08-01", "end": "2025-08-31"}],
                    },
                    {"github": "ben", "terms": [{"start": "2026-01-01", "end": "2026-12-31"}]},
                ],
            },
            "wg-docs": {
                "name": "Documentation",
                "kind": "working-group",
                "members": [
                    {
                        "github": "ada",
                        "role": "chair",
                        "terms": [{"start": "2026-10-01", "end": "2027-09-30"}],
                    }
                ],
            },
        },
    }
)


@given(governance=governances())
@search(40)
def test_the_histories_of_everybody_give_who_holds_a_seat_on_any_day(
    governance: Governance,
) -> None:
    found = {
        each.github: history(governance, each.github, TODAY) for each in governance.people.people
    }
    for day in every_day()[::7]:
        told = {
            login
            for login, each in found.items()
            if any(entry.tenure.holds_on(day) for entry in each.services)
        }
        held = {each.member.github for each in holders_on(governance.bodies["council"], day)}
        assert told == held


def test_a_history_holds_every_body_leave_and_departure() -> None:
    found = history(COMMUNITY, "ADA-old", TODAY)

    assert found.login == "ada"
    assert [
        (each.body, str(each.tenure.start), str(each.tenure.end), each.tenure.departure, each.when)
        for each in found.services
    ] == [
        ("council", "2025-07-01", "2025-12-31", None, "past"),
        ("council", "2026-01-01", "2026-04-30", "resigned", "past"),
        ("council", "2026-10-01", "2027-09-30", None, "future"),
        ("wg-docs", "2026-10-01", "2027-09-30", None, "future"),
    ]
    assert [each.served.consecutive for each in found.services] == [1, 2, 0, 1]
    assert [len(each.leaves) for each in found.services] == [1, 0, 0, 0]
    assert [(each.body, each.how, each.day.isoformat()) for each in found.left] == [
        ("council", "resigned", "2026-05-01")
    ]
    assert [each.name for each in found.affiliations] == ["Acme", "Beta"]


def test_somebody_whom_only_a_roster_names_has_a_history() -> None:
    assert len(history(COMMUNITY, "@BEN", TODAY).services) == 1


def test_somebody_whom_no_file_names_may_be_a_slip() -> None:
    with pytest.raises(UserError) as caught:
        history(COMMUNITY, "adda", TODAY)

    assert str(caught.value) == (
        "No file names `adda`.\nDid you mean `ada`? People are listed in governance/people.yaml, "
        "members in their body's file."
    )


@given(governance=governances(), day=days)
@search(60)
def test_the_terms_that_end_soon_are_those_whose_holders_are_gone_or_begin_anew(
    governance: Governance, day: date
) -> None:
    within = Duration(60, "day")

    found = upcoming(governance, day, within)

    assert list(found) == sorted(found, key=lambda each: each.tenure.end)
    holders = holders_on(governance.bodies["council"], day)
    last = day + timedelta(days=60)
    assert len(found) == sum(each.end <= last for each in holders)
    for each in found:
        assert each.days == (each.tenure.end - day).days
        after = holders_on(governance.bodies["council"], each.tenure.end + timedelta(days=1))
        names = {one.member.github for one in after}
        assert (each.next is not None) == (each.login in names)


def test_without_a_limit_all_terms_that_run_are_told() -> None:
    assert [(each.body, each.login) for each in upcoming(COMMUNITY, date(2026, 11, 1))] == [
        ("council", "ben"),
        ("council", "ada"),
        ("wg-docs", "ada"),
    ]


def test_a_body_that_is_not_there_may_be_a_slip() -> None:
    with pytest.raises(UserError) as caught:
        upcoming(COMMUNITY, TODAY, None, "counsil")

    assert str(caught.value) == (
        "There is no body `counsil`.\nDid you mean `council`? The bodies are: council, wg-docs."
    )
