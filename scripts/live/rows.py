"""What `make live` prints: a row for each thing that was tried, and what was seen.

    as assumed     The branch of a pull request leads to it.
                   found #3 by the branch live-20261201-proposal
    could not try  A check run is found again by its external id.
                   Check runs are written with the token of an Actions run ...

Every line fits 80 columns.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from govbot.core.errors import UserError
from govbot.gh import RateLimited

__all__ = [
    "Comparison",
    "LiveRow",
    "NotTried",
    "Observed",
    "as_lines",
    "compared",
    "summary",
    "wrapped",
]

WIDTH = 80
INDENT = " " * 15


class Comparison(StrEnum):
    """How what was seen stands to what govbot assumes."""

    AS_ASSUMED = "as assumed"
    DIFFERS = "differs"
    COULD_NOT_TRY = "could not try"


class NotTried(Exception):
    """Here and with these tokens it cannot be tried; the message says why."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen, in words, and whether it is what govbot assumes."""

    words: str
    as_assumed: bool


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One row: what was to be seen, how it came out, and what was seen or why it was not tried."""

    title: str
    comparison: Comparison
    words: str


def compared(title: str, observe: Callable[[], Observed]) -> LiveRow:
    """Try it and say how it came out. Nothing but `RateLimited`, which ends them all, is raised.

    What GitHub refuses was not tried. An answer that the adapters cannot read is a difference, and the
    one that matters most.
    """
    try:
        observed = observe()
    except RateLimited:
        raise
    except (NotTried, UserError) as error:
        return LiveRow(title, Comparison.COULD_NOT_TRY, str(error).replace("\n", " "))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        words = f"govbot cannot read GitHub's answer: {type(error).__name__}: {error}"
        return LiveRow(title, Comparison.DIFFERS, words)
    comparison = Comparison.AS_ASSUMED if observed.as_assumed else Comparison.DIFFERS
    return LiveRow(title, comparison, observed.words)


def as_lines(row: LiveRow) -> Iterator[str]:
    """Yield the lines of a row, the first with how it came out."""
    yield from wrapped(row.title, f"{row.comparison:<{len(INDENT)}}", INDENT)
    yield from wrapped(row.words, INDENT, INDENT)


def wrapped(text: str, first: str = "", further: str = "") -> list[str]:
    """Return the lines of a text that is short enough for a terminal, each after its indent."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )


def summary(rows: Iterable[LiveRow]) -> str:
    """Say how many came out how."""
    seen = [row.comparison for row in rows]
    return ", ".join(f"{seen.count(each)} {each}" for each in Comparison)
