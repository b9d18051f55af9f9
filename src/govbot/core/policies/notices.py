"""What is said about a vote: reminders while it runs, an announcement when it ends.

reminders: {before_end: [3 days, 1 day], last_call: 24 hours}
announce: {discussions: Announcements}
announce: {issue: 42}
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govbot.core.durations import Duration
from govbot.core.model import Strict, misplaced
from govbot.core.policies.fields import as_list, once_each

__all__ = ["Announcement", "Reminders"]

Durations = Annotated[
    tuple[Duration, ...],
    BeforeValidator(as_list, json_schema_input_type=Duration | tuple[Duration, ...]),
    AfterValidator(once_each),
]


class Reminders(Strict):
    """How long before the deadline those who have not voted are reminded, and when for the last time."""

    before_end: Durations = ()
    last_call: Duration | None = None


class Announcement(Strict):
    """Where the end of a vote is announced: a category of discussions, or an issue that keeps track."""

    discussions: str | None = Field(default=None, min_length=1)
    issue: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.discussions is None) == (self.issue is None):
            raise misplaced(
                "an announcement goes to `discussions` or to an `issue`, and not to both",
                *(() if self.issue is None else ("issue",)),
            )
        return self
