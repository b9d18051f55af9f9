"""What a change of the files means, in the words that a reviewer reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from govbot.core.bodies import Service, service_on, tenure_on
from govbot.core.governance import Governance
from govbot.core.rosters.comparison import compare
from tests import communities
from tests.core.rosters.random_rosters import every_day, governances
from tests.searches import search

TODAY = date(2026, 6, 1)
ADA: dict[str, Any] = {
    "github": "ada",
    "seat": 1,
    "terms": [{"start": "2026-01-01", "end": "2026-06-30", "by": "election"}],
}
BEN: dict[str, Any] = {
    "github": "ben",
    "seat": 2,
    "terms": [{"start": "2026-01-01", "end": "2026-12-31"}],
}
PEOPLE: list[dict[str, Any]] = [
    {"github": "ada", "id": 1, "affiliations": [{"name": "Acme"}]},
    {"github": "ben", "id": 2, "affiliations": [{"name": "Beta"}]},
    {"github": "cyd", "id": 3, "affiliations": [{"name": "acme"}]},
]


def community(
    *members: dict[str, Any], people: list[dict[str, Any]] | None = None, **rules: Any
) -> Governance:
    council = {
        "seats": {"count": 3, "minimum": 1},
        "term": {"max_consecutive": 2},
        "limits": {"per_affiliation": 2},
        "members": list(members),
    } | rules
    return communities.community({"council": council}, people=PEOPLE if people is None else people)


def said(before: Governance, after: Governance) -> list[str]:
    """Every sentence about the members of the council."""
    return [each.text for body in compare(before, after, TODAY).bodies for each in body.members]


BEFORE = community(ADA, BEN)


@given(governance=governances())
@search(60)
def test_nothing_is_different_from_itself(governance: Governance) -> None:
    assert compare(governance, governance.model_copy(deep=True), TODAY).is_empty


@given(before=governances(), after=governances())
@search(60)
def test_whoever_serves_on_another_day_or_seat_is_named(
    before: Governance, after: Governance
) -> None:
    named = {each.login for body in compare(before, after, TODAY).bodies for each in body.members}

    for day in every_day():
        was, now = serving(before, day), serving(after, day)
        moved = {login for login, *_ in was ^ now}
        assert moved <= named, day


def serving(governance: Governance, day: date) -> set[tuple[str, int | None, str, bool]]:
    """Who serves on the council on a day: in which seat and role, and whether with a ballot."""
    return {
        (each.github, tenure.seat, tenure.role, each.votes)
        for each in governance.bodies["council"].everyone
        if service_on(each, day) is Service.SERVES
        if (tenure := tenure_on(each, day)) is not None
    }


def test_somebody_who_joins_has_a_seat_a_term_and_a_count() -> None:
    cyd = {
        "github": "cyd",
        "seat": 3,
        "role": "chair",
        "terms": [{"start": "2026-07-01", "end": "2026-12-31", "by": "election"}],
    }

    assert said(BEFORE, community(ADA, BEN, cyd)) == [
        (
            "cyd joins on 2026-07-01: seat 3, as chair, until 2026-12-31, by election"
            "; the first consecutive term of at most 2."
        )
    ]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (
            "2026-07-01",
            (
                "ada serves another term from 2026-07-01: seat 1, until 2026-12-31"
                "; the second consecutive term of at most 2."
            ),
        ),
        (
            "2026-09-01",
            (
                "ada comes back on 2026-09-01: seat 1, until 2026-12-31"
                "; the first consecutive term of at most 2."
            ),
        ),
    ],
)
def test_a_next_term_is_told_from_a_return(start: str, words: str) -> None:
    again = ADA | {"terms": [*ADA["terms"], {"start": start, "end": "2026-12-31"}]}

    assert said(BEFORE, community(again, BEN)) == [words]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"resigned": "2026-06-15"},
            "ben resigns: they serve until 2026-06-14, and not until 2026-12-31 (seat 2).",
        ),
        (
            {"removed": "2026-06-15"},
            "ben is removed: they serve until 2026-06-14, and not until 2026-12-31 (seat 2).",
        ),
        (
            {"emeritus": "2026-06-15"},
            "ben becomes emeritus: they serve until 2026-06-14, and not until 2026-12-31 (seat 2).",
        ),
        (
            {"terms": [{"start": "2026-01-01", "end": "2027-06-30"}]},
            "ben serves longer: they serve until 2027-06-30, and not until 2026-12-31 (seat 2).",
        ),
        (
            {"terms": [{"start": "2026-01-01"}]},
            "ben serves longer: they serve until further notice, and not until 2026-12-31 (seat 2).",
        ),
        (
            {"terms": [{"start": "2026-02-01", "end": "2026-12-31"}]},
            "ben serves from 2026-02-01 on, and not from 2026-01-01 on (seat 2).",
        ),
        (
            {"seat": 3},
            "ben moves from seat 2 to seat 3, in the term from 2026-01-01 until 2026-12-31.",
        ),
        (
            {"role": "chair"},
            "ben becomes chair, in the term from 2026-01-01 until 2026-12-31.",
        ),
        (
            {"votes": False},
            "ben has a voice and no ballot, in the term from 2026-01-01 until 2026-12-31.",
        ),
        (
            {"leave": [{"start": "2026-08-01", "end": "2026-08-31"}]},
            "ben is on leave from 2026-08-01 until 2026-08-31, and keeps seat 2.",
        ),
        (
            {"emeritus": "2027-01-01"},
            "ben is recorded as emeritus from 2027-01-01 on.",
        ),
        (
            {"terms": []},
            "ben serves from the beginning on, and not from 2026-01-01 on (seat 2).",
        ),
        (
            {"github": "BEN"},
            None,
        ),
    ],
)
def test_each_change_of_a_term_has_its_sentence(change: dict[str, Any], words: str | None) -> None:
    found = said(BEFORE, community(ADA, BEN | change))

    assert (words in found) if words else (found == [])


def test_every_change_can_be_taken_back() -> None:
    away = community(ADA, BEN | {"leave": [{"start": "2026-08-01"}], "role": "chair"})
    left = community(ADA, BEN | {"resigned": "2026-06-15"})

    assert said(away, BEFORE) == [
        "ben is not on leave from 2026-08-01 until 2026-12-31, as the files had it.",
        "ben is no longer chair, in the term from 2026-01-01 until 2026-12-31.",
    ]
    assert said(left, BEFORE) == [
        "ben does not leave early: they serve until 2026-12-31, and not until 2026-06-14 (seat 2)."
    ]


def test_what_changes_in_every_term_is_said_once() -> None:
    terms = [
        {"start": "2025-07-01", "end": "2025-12-31"},
        {"start": "2026-01-01", "end": "2026-06-30"},
    ]
    before = community(ADA | {"terms": terms})

    assert said(before, community(ADA | {"terms": terms, "seat": 3, "votes": False})) == [
        "ada moves from seat 1 to seat 3, in 2 terms from 2025-07-01 until 2026-06-30.",
        "ada has a voice and no ballot, in 2 terms from 2025-07-01 until 2026-06-30.",
    ]


def test_a_leave_that_an_earlier_end_cuts_short_is_not_another_one() -> None:
    away = BEN | {"leave": [{"start": "2026-06-01", "end": "2026-08-31"}]}

    assert said(community(away), community(away | {"resigned": "2026-07-01"})) == [
        "ben resigns: they serve until 2026-06-30, and not until 2026-12-31 (seat 2)."
    ]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (
            {"by": "appointment"},
            "ada came by appointment, in the term from 2026-01-01 until 2026-06-30.",
        ),
        (
            {"record": "elections/2026-h1"},
            "Now the term of ada from 2026-01-01 has the record elections/2026-h1.",
        ),
        (
            {"partial": True},
            "The file says that the term of ada from 2026-01-01 is the rest of a term.",
        ),
        (
            {"partial": True},
            "Now the term of ada from 2026-01-01 counts another way: it does not count towards limits.",
        ),
    ],
)
def test_what_is_written_of_a_term_is_told(term: dict[str, Any], words: str) -> None:
    rules: dict[str, Any] = {
        "term": {"max_consecutive": 2, "length": "6 months", "counts": "never"}
    }
    changed = ADA | {"terms": [ADA["terms"][0] | term]}

    assert words in said(community(ADA, **rules), community(changed, **rules))


def test_whoever_is_taken_out_of_the_file_leaves() -> None:
    assert said(BEFORE, community(ADA)) == [
        "ben leaves the roster: the term from 2026-01-01 until 2026-12-31 (seat 2) is taken out."
    ]


def test_an_ex_officio_member_joins_with_the_office() -> None:
    council = BEFORE.bodies["council"].model_dump(by_alias=True, exclude={"slug", "holders"})
    docs = {
        "name": "Documentation",
        "kind": "working-group",
        "members": [{"github": "cyd", "role": "chair", "terms": [{"start": "2026-07-01"}]}],
    }
    office = [{"body": "wg-docs", "role": "chair", "votes": False}]
    before = Governance.model_validate({"bodies": {"council": council, "wg-docs": docs}})
    after = Governance.model_validate(
        {"bodies": {"council": council | {"ex_officio": office}, "wg-docs": docs}}
    )

    [body] = compare(before, after, TODAY).bodies

    assert [each.text for each in body.members] == [
        (
            "cyd joins ex officio (chair of wg-docs) on 2026-07-01"
            ": until further notice, with a voice and no ballot."
        )
    ]


def test_affiliations_say_how_many_of_how_many() -> None:
    cyd = {"github": "cyd", "seat": 3, "terms": [{"start": "2026-06-15", "end": "2026-12-31"}]}

    [body] = compare(BEFORE, community(ADA, BEN, cyd), TODAY).bodies

    assert [each.text for each in body.affiliations] == [
        "Acme: 2 of at most 2 from 2026-06-15 until 2026-06-30 (1 without this change)."
    ]


def test_a_change_of_job_shows_in_the_body_though_its_file_is_the_same() -> None:
    moved = [PEOPLE[0], PEOPLE[1] | {"affiliations": [{"name": "Acme", "start": "2026-06-01"}]}]

    found = compare(BEFORE, community(ADA, BEN, people=[*moved, PEOPLE[2]]), TODAY)

    [body] = found.bodies
    assert [each.text for each in body.affiliations] == [
        "Acme: 2 of at most 2 from 2026-06-01 until 2026-06-30 (1 without this change).",
        "Beta: 0 of at most 2 from 2026-01-01 until 2026-12-31 (1 without this change).",
    ]
    assert [each.text for each in found.people] == [
        "Until 2026-05-31, ben is affiliated with nobody (it was Beta).",
        "From 2026-06-01 on, ben is affiliated with Acme (it was Beta).",
    ]


def test_seats_that_empty_and_fill_are_told_from_when_until_when() -> None:
    cyd = {"github": "cyd", "seat": 2, "terms": [{"start": "2026-09-01", "end": "2027-03-31"}]}

    [body] = compare(BEFORE, community(ADA, BEN | {"resigned": "2026-07-01"}, cyd), TODAY).bodies

    assert [each.text for each in body.seats] == [
        "Too few serve from 2026-07-01 until 2026-08-31: 0, and the minimum is 1.",
        "Seat 2 is vacant from 2026-07-01 until 2026-08-31.",
        "Seat 2 is filled from 2027-01-01 until 2027-03-31, and would be vacant.",
    ]


def test_vacant_seats_without_numbers_are_counted() -> None:
    ada, ben = ({k: v for k, v in each.items() if k != "seat"} for each in (ADA, BEN))

    [body] = compare(
        community(ada, ben), community(ada, ben | {"resigned": "2026-06-15"}), TODAY
    ).bodies

    assert [each.text for each in body.seats if each.seat is None] == [
        "2 seats are vacant from 2026-06-15 until 2026-06-30 (1 without this change).",
        "3 seats are vacant from 2026-07-01 until 2026-12-31 (2 without this change).",
        "Too few serve from 2026-07-01 on: 0, and the minimum is 1.",
    ]


def test_rules_say_what_they_were() -> None:
    after = community(
        ADA,
        BEN,
        seats={"count": 5, "minimum": 1, "reserved": [{"seat": 1, "for": "founder"}]},
        term={"max_consecutive": 3, "length": "6 months"},
        limits={},
    )

    [body] = compare(BEFORE, after, TODAY).bodies

    assert [each.text for each in body.rules] == [
        "Seats: 5 instead of 3.",
        "Reserved seats: seat 1, for founder (nothing was said before).",
        "Length of a term: 6 months (nothing was said before).",
        "Most consecutive terms: 3 instead of 2.",
        "Most members of one affiliation: nothing is said any more (it was 2).",
    ]


def test_a_renamed_account_is_the_same_person() -> None:
    renamed = [{**PEOPLE[0], "github": "lovelace", "former_logins": ["ada"]}, *PEOPLE[1:]]

    found = compare(BEFORE, community(ADA | {"github": "lovelace"}, BEN, people=renamed), TODAY)

    assert found.bodies == ()
    assert [each.text for each in found.people] == [
        "ada is called lovelace now.",
        "lovelace was formerly called ada.",
    ]


def test_a_renamed_account_without_an_id_is_the_same_person() -> None:
    before = community(ADA, BEN, people=[{"github": "ada"}, {"github": "ben"}])
    people: list[dict[str, Any]] = [
        {"github": "lovelace", "former_logins": ["ada"]},
        {"github": "ben"},
    ]

    found = compare(before, community(ADA | {"github": "lovelace"}, BEN, people=people), TODAY)

    assert found.bodies == ()
    assert found.people[0].text == "ada is called lovelace now."


def test_a_login_that_somebody_else_took_is_another_person() -> None:
    taken = [{"github": "ada", "id": 77}, {**PEOPLE[0], "github": "lovelace"}, *PEOPLE[1:]]

    found = said(BEFORE, community(ADA, BEN, people=taken))

    assert any(text.startswith("ada joins on 2026-01-01") for text in found)
    assert any(text.startswith("lovelace leaves the roster") for text in found)


def test_people_who_come_go_and_get_an_id_are_told() -> None:
    before = community(ADA, BEN, people=[PEOPLE[0] | {"id": None}, PEOPLE[1]])
    after = community(ADA, BEN, people=[PEOPLE[0], PEOPLE[2]])

    assert [each.text for each in compare(before, after, TODAY).people] == [
        "ada has the numeric id 1.",
        "cyd is added to the people, affiliated with acme.",
        "ben is taken out of the people.",
    ]


def test_a_body_whose_file_has_another_name_is_still_that_body() -> None:
    was = BEFORE.bodies["council"]
    renamed = was.model_copy(update={"slug": "board", "members": was.members[:1]})
    after = Governance(people=BEFORE.people, bodies={"board": renamed})

    [body] = compare(BEFORE, after, TODAY).bodies

    assert (body.slug, body.status) == ("board", "changed")
    assert [each.text for each in body.members] == [
        "ben leaves the roster: the term from 2026-01-01 until 2026-12-31 (seat 2) is taken out."
    ]
    assert [each.text for each in body.rules] == ["File: board.yaml instead of council.yaml."]


def test_the_empty_seats_of_a_new_body_are_told() -> None:
    [body] = compare(Governance(people=BEFORE.people), BEFORE, TODAY).bodies
    assert body.status == "new"
    assert [each.text for each in body.seats] == [
        "Seat 3 is vacant.",
        "Seat 1 is vacant from 2026-07-01 on.",
        "Too few serve from 2027-01-01 on: 0, and the minimum is 1.",
        "Seat 2 is vacant from 2027-01-01 on.",
    ]


def test_too_few_are_told_for_as_long_as_it_is_so() -> None:
    away = {"start": "2026-07-01", "end": "2026-07-14"}
    after = community(ADA, BEN | {"leave": [away]})
    [body] = compare(BEFORE, after, TODAY).bodies
    assert [(each.start, each.end, each.text) for each in body.seats] == [
        (
            date(2026, 7, 1),
            date(2026, 7, 14),
            "Too few serve from 2026-07-01 until 2026-07-14: 0, and the minimum is 1.",
        )
    ]


def test_a_new_body_and_one_taken_out_are_told_with_everybody_in_them() -> None:
    nothing = Governance(people=BEFORE.people)

    [new] = compare(nothing, BEFORE, TODAY).bodies
    [gone] = compare(BEFORE, nothing, TODAY).bodies

    assert (new.status, gone.status) == ("new", "removed")
    assert [each.login for each in new.members] == ["ada", "ben"]
    assert [each.move for each in gone.members] == ["leaves", "leaves"]
