"""What the commands of `govbot roster` share: days, lengths of time, and how answers write them.

--on 2026-09-01
--within 90d        also "90 days", "3 months", 6w, 1y
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from govbot.cli.output import DAY
from govbot.core.bodies import Tenure
from govbot.core.durations import Duration
from govbot.core.errors import UserError
from govbot.core.rosters.wording import until

__all__ = ["ON", "WITHIN", "day_or_none", "span_words", "term_days"]

ON = click.option("--on", type=DAY, metavar="DATE", help="The day, in UTC; default: today.")

SHORT = re.compile(r"\s*([0-9]{1,4})\s*([dwmy])\s*", re.IGNORECASE)
UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class LengthOfTime(click.ParamType[Duration]):
    """A length of time in words, or a number with d, w, m (months) or y behind it."""

    name = "length of time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Duration:
        """Return the length of time; fail as wrong usage where it is none."""
        if isinstance(value, Duration):
            return value
        short = SHORT.fullmatch(str(value))
        try:
            return Duration.parse(f"{short[1]} {UNITS[short[2].lower()]}" if short else str(value))
        except UserError as error:
            self.fail(f"{error.message} {error.hint} Or in short: 90d, 12w, 6m, 1y.", param, ctx)


WITHIN = click.option(
    "--within",
    type=LengthOfTime(),
    metavar="TIME",
    help='Only terms that end within this time, such as 90d or "6 months".',
)


def day_or_none(day: date | None) -> str | None:
    """Return a day as the answers for programs have it; None for none, the first and the last of all."""
    return None if day is None or day in (date.min, date.max) else day.isoformat()


def span_words(tenure: Tenure | None) -> str:
    """Return the days of a tenure for a table: `2026-01-01 to 2026-06-30`; nothing without a term."""
    if tenure is None or (tenure.start == date.min and tenure.is_open):
        return ""
    if tenure.start == date.min:
        return until(tenure.end)
    return f"{tenure.start} to {'open' if tenure.is_open else tenure.end}"


def term_days(tenure: Tenure | None) -> dict[str, str | None]:
    """Return the first and the last day of a tenure, for programs."""
    return {
        "start": day_or_none(tenure.start if tenure else None),
        "end": day_or_none(tenure.end if tenure else None),
    }
