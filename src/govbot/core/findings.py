"""What a check found: an id, a level, a place, a sentence and what to do about it.

    governance/bodies/council.yaml:14:7  error  term-order
      ada's term ends before it starts: 2026-01-01 to 2025-06-30.
      A term's end is its last day; write an end on or after the start.

`Findings` travel as data (`govbot check --format json`), as annotations on a pull request's lines
(`--format github`) and into the status comment of an RFC.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from pydantic import Field

from govbot.core.errors import Place
from govbot.core.model import Strict

__all__ = ["MOST", "Finding", "Level", "bounded"]

MOST = 100
"""How many things that are wrong with one file are said: nobody reads more, and the ledger keeps them all."""


class Level(StrEnum):
    """How much a finding matters: only an `error` fails a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


def _entry(finding: dict[str, Any]) -> str:
    return f"docs/checks.md#{finding['id']}" if "id" in finding else ""


class Finding(Strict):
    """One thing a check found.

    `file` is relative to the repository's root, `line` and `column` count from 1, `id` names the
    check and its entry in the documentation (`docs`, which follows from it).
    """

    id: str
    level: Level
    file: str
    line: int | None = None
    column: int | None = None
    message: str
    hint: str = ""
    docs: str = Field(default_factory=_entry)

    @classmethod
    def error(cls, id: str, place: Place, message: str, hint: str = "") -> Finding:
        """Return a finding of level error at a place."""
        return cls(
            id=id,
            level=Level.ERROR,
            file=place.file,
            line=place.line,
            column=place.column,
            message=message,
            hint=hint,
        )


def bounded(findings: Sequence[Finding], in_all: int | None = None) -> tuple[Finding, ...]:
    """Return the first findings about a file, and one that says how many more there are.

    `in_all` is how many there are, where not each of them was made.
    """
    more = (len(findings) if in_all is None else in_all) - MOST
    if more <= 0:
        return tuple(findings)
    last = Finding.error(
        "more-findings",
        Place(findings[0].file),
        f"And {more:,} more things are wrong in this file.",
        "Mend those above; then the others are listed.",
    )
    return (*findings[:MOST], last)
