"""What a check found: an id, a level, a place, a sentence and what to do about it.

    governance/bodies/council.yaml:14:7  error  term-order
      ada's term ends before it starts: 2026-01-01 to 2025-06-30.
      A term's end is its last day; write an end on or after the start.

`Findings` travel as data (`govbot check --format json`), as annotations on a pull request's lines
(`--format github`) and into the status comment of an RFC.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from govbot.core.errors import Place
from govbot.core.model import Strict

__all__ = ["Finding", "Level"]


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
