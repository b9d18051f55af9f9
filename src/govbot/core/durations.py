"""Lengths of time in words: `10 days`, `72 hours`, `2 weeks`, `6 months`, `5 business days`.

    >>> Duration.parse("6 months").after(datetime(2026, 1, 31, tzinfo=UTC))
    datetime.datetime(2026, 7, 31, 0, 0, tzinfo=datetime.timezone.utc)

Months and years are calendar months and years; a business day is Monday to Friday. All times are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from dateutil.relativedelta import relativedelta
from pydantic_core import core_schema

from govbot.core.errors import UserError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["END_OF_TIME", "Duration", "Unit", "format_day", "format_time"]

Unit = Literal["minute", "hour", "day", "business day", "week", "month", "year"]

PATTERN = r"^\s*([0-9]{1,4})\s+(minute|hour|day|business day|week|month|year)s?\s*$"
ALLOWED = (
    "Write a number and a unit: 72 hours, 10 days, 5 business days, 2 weeks, 6 months, 1 year."
)
FRIDAY = 4
LONGEST_YEARS = 100

END_OF_TIME = datetime.max.replace(tzinfo=UTC)
"""Later than anything that is said (UTC)."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of one unit, kept as written so that it is explained in the author's words."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration in words; raise `UserError` when it is not one."""
        match = re.match(PATTERN, re.sub(r"\s+", " ", text).lower())
        if match is None or int(match[1]) == 0:
            raise UserError(f"`{text}` is not a length of time.", ALLOWED)
        unit = next(each for each in get_args(Unit) if each == match[2])
        if unit == "year" and int(match[1]) > LONGEST_YEARS:
            raise UserError(f"`{text}` is too long.", f"The most is {LONGEST_YEARS} years.")
        return cls(int(match[1]), unit)

    def after(
        self, moment: datetime, is_holiday: Callable[[date], bool] = lambda _: False
    ) -> datetime:
        """Return the moment this much later than `moment` (UTC); no holiday is a business day."""
        match self.unit:
            case "minute" | "hour" | "day" | "week":
                return moment + timedelta(**{f"{self.unit}s": self.count})
            case "month" | "year":
                moved: datetime = moment + self._calendar()
                return moved
            case "business day":
                return self._over_business_days(moment, is_holiday, timedelta(days=1))

    def before(
        self, moment: datetime, is_holiday: Callable[[date], bool] = lambda _: False
    ) -> datetime:
        """Return the moment this much earlier than `moment` (UTC); no holiday is a business day."""
        match self.unit:
            case "minute" | "hour" | "day" | "week":
                return moment - timedelta(**{f"{self.unit}s": self.count})
            case "month" | "year":
                moved: datetime = moment - self._calendar()
                return moved
            case "business day":
                return self._over_business_days(moment, is_holiday, timedelta(days=-1))

    def after_day(self, day: date) -> date:
        """Return the day this much later than `day`."""
        return self.after(datetime(day.year, day.month, day.day, tzinfo=UTC)).date()

    def _calendar(self) -> relativedelta:
        return relativedelta(months=self.count if self.unit == "month" else 12 * self.count)

    def _over_business_days(
        self, moment: datetime, is_holiday: Callable[[date], bool], step: timedelta
    ) -> datetime:
        remaining = self.count
        while remaining:
            moment += step
            if moment.weekday() <= FRIDAY and not is_holiday(moment.date()):
                remaining -= 1
        return moment

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": r"^\d{1,4} (minute|hour|day|business day|week|month|year)s?$",
            "examples": ["72 hours", "10 days", "5 business days", "6 months"],
        }

    @classmethod
    def _validate(cls, value: object) -> Duration:
        if isinstance(value, Duration):
            return value
        if not isinstance(value, str):
            raise ValueError(f"`{value}` is not a length of time. {ALLOWED}")
        try:
            return cls.parse(value)
        except UserError as error:
            raise ValueError(f"{error.message} {error.hint}") from error


def format_time(moment: datetime) -> str:
    """Return a moment as people read it, in UTC: `2026-03-11 00:00 UTC`, with seconds if it has any."""
    utc = moment.astimezone(UTC)
    return utc.strftime("%Y-%m-%d %H:%M:%S UTC" if utc.second else "%Y-%m-%d %H:%M UTC")


def format_day(day: date) -> str:
    """Return a day as people read it: `2026-03-11`."""
    return day.isoformat()
