"""The one error a person is meant to read.

    governance/bodies/council.yaml:14:7: term ends before it starts: 2026-01-01 to 2025-06-30.
    A term's end is its last day; write an end on or after the start.

`UserError` carries the whole of that. Anything else that escapes is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Place", "UserError"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a file as the user names it, line and column counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(
            str(part) for part in (self.file, self.line, self.column) if part is not None
        )


@dataclass(slots=True, eq=False)
class UserError(Exception):
    """Something the user can mend: what was found, where, and what is allowed.

    `message` is one or two plain sentences, `hint` says what would work, `place` says where.
    """

    message: str
    hint: str = ""
    place: Place | None = None
    details: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return "\n".join(part for part in (head, *self.details, self.hint) if part)
