"""How long a vote runs, when it may end sooner or later, and which days do not count.

    period: {length: 5 business days, minimum: 72 hours, close_early: decided,
             extend: {by: 7 days, times: 1, when: no-quorum}, final_comment: 10 days,
             holidays: [2026-12-25, "01-01"]}

All times are UTC. A business day is Monday to Friday, less the holidays.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced
from govbot.core.policies.fields import Hyphenated, Names, as_list, once_each

__all__ = ["Calendar", "Extension", "Period"]

MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
LEAP_YEAR = 2024


def _as_holiday(value: Any) -> Any:
    text = value.isoformat() if isinstance(value, date) else value
    try:
        if isinstance(text, str) and MONTH_DAY.fullmatch(text):
            date.fromisoformat(f"{LEAP_YEAR}-{text}")
            return text
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        raise ValueError(
            f"`{value}` is no holiday. Write a day (2026-12-25), or one of every year (12-25)."
        ) from None


Holiday = Annotated[str, BeforeValidator(_as_holiday, json_schema_input_type=str | date)]
Calendar = Annotated[tuple[Holiday, ...], AfterValidator(once_each), Field(max_length=200)]
"""Days on which nobody is expected to work: of one year, or of every year."""


Ending = Literal["no-quorum", "tied"]


class Extension(Strict):
    """More time, when the deadline finds no quorum or a tie."""

    by: Duration
    times: int = Field(default=1, ge=1, le=10)
    when: Annotated[
        tuple[Ending, ...],
        BeforeValidator(as_list, json_schema_input_type=Ending | tuple[Ending, ...]),
        AfterValidator(once_each),
        Field(min_length=1),
    ] = ("no-quorum",)


class Period(Strict):
    """How long a vote runs, and whether it may end sooner or later.

    `close_early: decided` ends it once no ballot that is still missing could change the outcome.
    `final_comment` begins when the vote would pass, and it passes at its end if it still would.
    `holidays` are days, or the name of one of the settings' calendars. `close_by` may end it by hand.
    """

    length: Duration
    minimum: Duration | None = None
    close_early: Annotated[Literal["never", "decided", "all-voted"], Hyphenated] = "never"
    extend: Extension | None = None
    final_comment: Duration | None = None
    holidays: Calendar | str = ()
    close_by: Names | None = None

    @model_validator(mode="after")
    def _holidays_matter(self) -> Self:
        spans = [self.length, self.minimum, self.final_comment, self.extend and self.extend.by]
        if self.holidays and not any(each and each.unit == "business day" for each in spans):
            raise misplaced(
                "`holidays` matter to business days only, and no length here is in them",
                "holidays",
                hint="Write a length as `5 business days`, or leave `holidays` out.",
            )
        return self

    def end(self, opened: datetime) -> datetime:
        """Return the deadline of a vote that opened then (UTC)."""
        return self.after(self.length, opened)

    def earliest_end(self, opened: datetime) -> datetime:
        """Return when a vote that opened then may end at the soonest (UTC)."""
        return self.after(self.minimum, opened) if self.minimum else opened

    def after(self, duration: Duration, moment: datetime) -> datetime:
        """Return the moment so much later (UTC), past the holidays where business days are counted."""
        return duration.after(moment, self._is_holiday)

    def before(self, duration: Duration, moment: datetime) -> datetime:
        """Return the moment so much earlier (UTC), past the holidays where business days are counted."""
        return duration.before(moment, self._is_holiday)

    def _is_holiday(self, day: date) -> bool:
        return not self._days.isdisjoint((day.isoformat(), f"{day:%m-%d}"))

    @cached_property
    def _days(self) -> frozenset[str]:
        return frozenset() if isinstance(self.holidays, str) else frozenset(self.holidays)
