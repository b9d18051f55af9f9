"""How the answers about rosters word days, numbers and lists.

until(date.max)             # "until further notice"
ordinal(2)                  # "second"
listed(["ada", "ben"])      # "ada and ben"
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govbot.core.durations import format_day

__all__ = ["listed", "number_of", "ordinal", "since", "span", "until"]

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
TEENS = range(11, 14)


def since(day: date) -> str:
    """Return `from 2026-01-01`; from the beginning where no term says when."""
    return "from the beginning" if day == date.min else f"from {format_day(day)}"


def until(day: date) -> str:
    """Return `until 2026-06-30`; until further notice where no end is known."""
    return "until further notice" if day == date.max else f"until {format_day(day)}"


def span(start: date, end: date) -> str:
    """Return `from 2026-01-01 until 2026-06-30`."""
    return f"{since(start)} {until(end)}"


def ordinal(number: int) -> str:
    """Return `first`, `second`, ..., `21st`."""
    if 1 <= number <= len(ORDINALS):
        return ORDINALS[number - 1]
    endings = {} if number % 100 in TEENS else {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"


def number_of(count: int, one: str, more: str) -> str:
    """Return a number with its noun: `1 seat`, `2 seats`."""
    return f"{count} {one if count == 1 else more}"


def listed(items: Sequence[str]) -> str:
    """Return `ada`, `ada and ben`, `ada, ben and cyd`."""
    if len(items) > 1:
        return f"{', '.join(items[:-1])} and {items[-1]}"
    return items[0] if items else ""
