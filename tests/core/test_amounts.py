"""Shares and counts, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from govbot.core.amounts import Amount


@pytest.mark.parametrize(
    ("written", "value", "is_share"),
    [
        ("2/3", Fraction(2, 3), True),
        ("2 / 4", Fraction(1, 2), True),
        ("66.67%", Fraction(6667, 10000), True),
        ("50 %", Fraction(1, 2), True),
        ("100%", Fraction(1), True),
        ("0%", Fraction(0), True),
        ("3", Fraction(3), False),
        (3, Fraction(3), False),
        (0, Fraction(0), False),
        ("all", Fraction(0), False),
        ("All  but 2", Fraction(2), False),
    ],
)
def test_an_amount_is_a_share_or_a_count_or_all_but_some(
    written: object,
    value: Fraction,
    is_share: bool,  # noqa: FBT001 - a column of the table
) -> None:
    amount = Amount.parse(written)
    assert (amount.value, amount.is_share) == (value, is_share)


@pytest.mark.parametrize(
    "written",
    [
        *[66.67, 0.5, "66.67", "0.5", ".5", True, None, [1], -1, "-1/2", "two thirds", "", "½"],
        *["all but", "all but one", "all but -1", "allbut 1", "all but 1/2"],
    ],
)
def test_what_says_neither_is_refused_with_what_is_allowed(written: object) -> None:
    with pytest.raises(
        ValueError, match=r"is neither a share nor a count\. Write a fraction \(2/3\)"
    ):
        Amount.parse(written)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("1/0", "`1/0` divides by zero."),
        ("3/2", "`3/2` is more than the whole."),
        ("101%", "`101%` is more than the whole."),
    ],
)
def test_a_share_that_cannot_be_is_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Amount.parse(written)


def test_two_thirds_rounded_is_not_two_thirds() -> None:
    assert Amount.parse("66.67%").of(Fraction(3)) > 2
    assert Amount.parse("2/3").of(Fraction(3)) == 2


def test_all_but_some_is_what_is_left_of_the_whole_and_never_less_than_nothing() -> None:
    assert Amount.parse("all").of(Fraction(7)) == 7
    assert Amount.parse("all but 2").of(Fraction(7)) == 5
    assert Amount.parse("all but 2").of(Fraction(1)) == 0


def test_all_but_none_is_all() -> None:
    assert str(Amount.parse("all but 0")) == "all"
    assert str(Amount.parse("ALL BUT 1")) == "all but 1"


def test_a_count_does_not_grow_with_what_it_is_taken_of() -> None:
    assert Amount.parse(3).of(Fraction(1000)) == 3


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_fraction_is_kept_exactly(numerator: int, denominator: int) -> None:
    numerator = min(numerator, denominator)
    amount = Amount.parse(f"{numerator}/{denominator}")
    assert amount.of(Fraction(denominator)) == numerator


@given(st.integers(0, 99), st.integers(0, 999_999_999))
def test_a_percentage_is_kept_to_its_last_digit(whole: int, digits: int) -> None:
    amount = Amount.parse(f"{whole}.{digits:09d}%")
    assert amount.value * 100 == whole + Fraction(digits, 10**9)


@given(
    st.one_of(
        st.integers(0, 999_999_999),
        st.builds("{}/{}".format, st.integers(0, 50), st.integers(50, 99)),
        st.builds("{}.{}%".format, st.integers(0, 99), st.integers(0, 999)),
        st.builds("all but {}".format, st.integers(0, 99)),
    )
)
def test_an_amount_is_read_back_from_what_is_recorded(written: object) -> None:
    adapter = TypeAdapter(Amount)
    amount = Amount.parse(written)
    assert adapter.validate_json(adapter.dump_json(amount)) == amount
    assert Amount.parse(str(amount)) == amount
