"""Making a page fit: GitHub takes a comment or a check's summary up to a length, and not beyond.

    fit(lambda room: render("status_comment.md", ...))

What goes first is what matters least: the history, then the ends of long reasons, then reasons and ballots
one by one, then findings, then the ends of long sentences. A page says how much it left out and where the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["MOST_BYTES", "ROOMS", "Part", "Room", "first", "fit", "last"]

Item = TypeVar("Item")

MOST_BYTES = 65_535
"""GitHub takes 65,536 characters a comment and 65,535 bytes a check's summary: the stricter one."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a page may hold: of each kind of thing how many, of each text how many characters."""

    history: int
    ballots: int
    findings: int
    reasons: int = 500
    in_a_reason: int = 2_000
    sentences: int = 50
    characters: int = 2_500


ROOMS = (
    Room(history=500, ballots=500, findings=100),
    Room(history=100, ballots=500, findings=100),
    Room(history=20, ballots=500, findings=100),
    Room(history=20, ballots=500, findings=100, in_a_reason=300),
    Room(history=20, ballots=500, findings=100, reasons=100, in_a_reason=300),
    Room(history=0, ballots=500, findings=100, reasons=100, in_a_reason=300),
    Room(history=0, ballots=500, findings=100, reasons=20, in_a_reason=300),
    Room(history=0, ballots=100, findings=100, reasons=20, in_a_reason=300),
    Room(history=0, ballots=20, findings=100, reasons=20, in_a_reason=100),
    Room(history=0, ballots=20, findings=20, reasons=5, in_a_reason=100),
    Room(history=0, ballots=20, findings=20, reasons=0, characters=500),
    Room(history=0, ballots=10, findings=10, reasons=0, sentences=10, characters=200),
    Room(history=0, ballots=5, findings=5, reasons=0, sentences=5, characters=60),
)


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """What is shown of a list, and how many of it are not."""

    items: tuple[Item, ...]
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.items or self.left_out)


def first(items: Sequence[Item], most: int) -> Part[Item]:
    """Return the first `most` of `items`."""
    return Part(tuple(items[:most]), max(0, len(items) - most))


def last(items: Sequence[Item], most: int) -> Part[Item]:
    """Return the last `most` of `items`, in their order."""
    skipped = max(0, len(items) - most)
    return Part(tuple(items[skipped:]), skipped)


def fit(render: Callable[[Room], str], most_bytes: int = MOST_BYTES) -> str:
    """Return the fullest page that is no longer than `most_bytes` in UTF-8."""
    page = ""
    for room in ROOMS:
        page = render(room)
        if len(page.encode()) <= most_bytes:
            return page
    raise AssertionError(f"the shortest page has {len(page.encode())} bytes")
