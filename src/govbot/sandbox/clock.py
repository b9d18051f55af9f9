"""Moving the sandbox's clock: `10 days`, `72 hours`, `6 months`, or a moment.

later("10 days", moment)    # the same time of day, ten days on
moment("2026-03-11T00:00:00Z")
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateutil.relativedelta import relativedelta

from govbot.core.errors import UserError

__all__ = ["later", "moment"]

SPAN = re.compile(r"\s*(\d+)\s*(second|minute|hour|day|week|month|year)s?\s*", re.IGNORECASE)


def later(span: str, start: datetime) -> datetime:
    """The moment a span after `start`; months and years are those of the calendar."""
    found = SPAN.fullmatch(span)
    if found is None:
        raise UserError(
            f"The clock cannot be moved by {span!r}.",
            "Write a number and a unit, such as 10 days, 72 hours or 6 months.",
        )
    unit = found[2].lower()
    count = int(found[1])
    spans = {
        "second": relativedelta(seconds=count),
        "minute": relativedelta(minutes=count),
        "hour": relativedelta(hours=count),
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }
    return start + spans[unit]


def moment(text: str) -> datetime:
    """A moment in UTC, from ISO 8601; without an offset it is taken as UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is not a moment.", "Write it as 2026-03-11T00:00:00Z.") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
