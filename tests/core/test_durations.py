"""Lengths of time in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.durations import Duration, Unit, format_day, format_time
from govbot.core.errors import UserError

moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)
units: st.SearchStrategy[Unit] = st.sampled_from(
    ("minute", "hour", "day", "business day", "week", "month", "year")
)
durations = st.builds(Duration, st.integers(1, 99), units)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("10 days", Duration(10, "day")),
        ("1 day", Duration(1, "day")),
        ("72 hours", Duration(72, "hour")),
        ("2 weeks", Duration(2, "week")),
        ("6 months", Duration(6, "month")),
        ("1 year", Duration(1, "year")),
        ("30 minutes", Duration(30, "minute")),
        ("5 business days", Duration(5, "business day")),
        ("  5  Business   Days ", Duration(5, "business day")),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, meaning: Duration) -> None:
    assert Duration.parse(text) == meaning


@pytest.mark.parametrize(
    "text",
    ["", "10", "days", "0 days", "-1 days", "1.5 days", "10d", "ten days", "1 day 2 hours",
     "10 fortnights", "٣ days", "99999 days", "10 days\n\nx"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(UserError) as raised:
        Duration.parse(text)
    assert raised.value.message == f"`{text}` is not a length of time."
    assert raised.value.hint.startswith("Write a number and a unit: 72 hours, 10 days,")


def test_a_duration_that_no_calendar_holds_is_refused() -> None:
    with pytest.raises(UserError, match="`9999 years` is too long"):
        Duration.parse("9999 years")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6 months", date(2026, 1, 31), date(2026, 7, 31)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2028, 1, 31), date(2028, 2, 29)),
        ("1 year", date(2028, 2, 29), date(2029, 2, 28)),
        ("2 weeks", date(2026, 12, 25), date(2027, 1, 8)),
        ("1 business day", date(2026, 3, 6), date(2026, 3, 9)),  # Friday to Monday
        ("5 business days", date(2026, 3, 4), date(2026, 3, 11)),
        ("1 business day", date(2026, 3, 7), date(2026, 3, 9)),  # from a Saturday
    ],
)
def test_months_follow_the_calendar_and_business_days_the_week(
    text: str, start: date, end: date
) -> None:
    assert Duration.parse(text).after_day(start) == end


@given(durations, moments)
def test_a_duration_leads_forward_and_keeps_the_zone(duration: Duration, moment: datetime) -> None:
    after = duration.after(moment)
    assert after > moment
    assert after.tzinfo is UTC


@given(durations, moments, moments)
def test_who_starts_later_never_ends_earlier(
    duration: Duration, one: datetime, other: datetime
) -> None:
    first, second = sorted((one, other))
    if duration.unit != "business day":
        assert duration.after(first) <= duration.after(second)


@given(st.integers(1, 99), moments)
def test_a_business_day_is_a_weekday_and_each_week_has_five(count: int, moment: datetime) -> None:
    after = Duration(count, "business day").after(moment)
    assert after.weekday() < 5
    between = (moment + timedelta(days=each) for each in range(1, (after - moment).days + 1))
    assert sum(each.weekday() < 5 for each in between) == count


@given(durations)
def test_a_duration_is_read_back_from_its_words(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


def test_times_and_days_are_shown_in_utc() -> None:
    assert format_time(datetime(2026, 3, 11, tzinfo=UTC)) == "2026-03-11 00:00 UTC"
    assert format_day(date(2026, 3, 11)) == "2026-03-11"


def test_no_holiday_is_a_business_day() -> None:
    friday = datetime(2026, 3, 6, 9, tzinfo=UTC)
    holidays = {date(2026, 3, 9), date(2026, 3, 11)}
    after = Duration(2, "business day").after(friday, holidays.__contains__)
    assert after == datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert Duration(2, "day").after(friday, holidays.__contains__).day == 8
