"""Who people are: ids first, then logins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.people import Affiliation, People, Person, same_login

ADA = Person(github="ada", id=1, former_logins=("ada-old",))
BEN = Person(github="Ben", id=2)
ZOE = Person(github="zoe")
PEOPLE = People(people=(ADA, BEN, ZOE))

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("login", "account", "person"),
    [
        ("ada", None, ADA),
        ("ADA", None, ADA),
        ("ben", None, BEN),
        ("Ada-Old", None, ADA),
        ("renamed", 1, ADA),
        ("ben", 1, ADA),
        ("zoe", 99, ZOE),
        ("nobody", None, None),
        ("nobody", 99, None),
    ],
)
def test_a_person_is_found_by_id_then_login_then_former_login(
    login: str, account: int | None, person: Person | None
) -> None:
    assert PEOPLE.find(login, account) == person


def test_a_stranger_who_took_a_login_is_not_its_former_holder() -> None:
    assert PEOPLE.find("ada", 99) is None
    assert PEOPLE.find("ada-old", 99) is None


def test_a_login_of_today_comes_before_a_former_one() -> None:
    taken = Person(github="ada-old", id=3)
    assert People(people=(taken, ADA)).find("ada-old") == taken
    assert People(people=(ADA, taken)).find("ada-old") == taken


def test_logins_ignore_case() -> None:
    assert same_login("Ada", "aDA")
    assert not same_login("ada", "ada-")


@given(days, days, days)
def test_an_affiliation_holds_on_its_first_and_last_day_and_between(
    one: date, other: date, day: date
) -> None:
    start, end = sorted((one, other))
    person = Person(github="ada", affiliations=(Affiliation(name="Acme", start=start, end=end),))
    assert person.affiliation_on(start) == person.affiliation_on(end) == "Acme"
    assert (person.affiliation_on(day) == "Acme") == (start <= day <= end)


@given(days)
def test_a_move_from_one_employer_to_another_leaves_no_day_out(moved: date) -> None:
    yesterday = moved - timedelta(days=1)
    person = Person(
        github="ada",
        affiliations=(
            Affiliation(name="Acme", end=yesterday),
            Affiliation(name="Bolt", start=moved),
        ),
    )
    assert person.affiliation_on(yesterday) == "Acme"
    assert person.affiliation_on(moved) == "Bolt"


def test_of_two_affiliations_the_later_counts() -> None:
    person = Person(
        github="ada",
        affiliations=(
            Affiliation(name="Bolt", start=date(2025, 1, 1)),
            Affiliation(name="Acme", start=date(2024, 1, 1)),
        ),
    )
    assert person.affiliation_on(date(2026, 1, 1)) == "Bolt"
    assert person.affiliation_on(date(2024, 6, 1)) == "Acme"
    assert person.affiliation_on(date(2023, 1, 1)) is None


def test_an_affiliation_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"ends \(2024-01-01\) before it starts \(2025-01-01\)"):
        Affiliation(name="Acme", start=date(2025, 1, 1), end=date(2024, 1, 1))
