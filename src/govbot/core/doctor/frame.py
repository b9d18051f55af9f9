"""What a row of `govbot doctor` is given and says, and how a row is made.

A row is a function from an `Installation` to a `Diagnosis`, with what should hold as its docstring:

    def labels_there(seen: Installation) -> Diagnosis:
        \"\"\"The repository has the label of every stage.\"\"\"
        if isinstance(seen.github.labels, Unseen):
            return could_not_see(seen.github.labels)
        return right("All 13 labels are there.")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from govbot.core.doctor.installation import Installation, Unseen

__all__ = ["Diagnosis", "Examination", "Health", "could_not_see", "missing", "not_needed", "right"]


class Health(StrEnum):
    """How it stands with one row. Only what is missing fails `govbot doctor`."""

    RIGHT = "right"
    MISSING = "missing"
    UNSEEN = "not seen"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a row says: how it stands, and for what is missing what to do and where.

    `where` is an address on GitHub, or a file with line and column. `permission` is what a token needs
    to see what this one could not.
    """

    health: Health
    says: str
    fix: str = ""
    where: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A row: its id, what it is called, and the function that looks."""

    id: str
    title: str
    look: Callable[[Installation], Diagnosis]

    @property
    def description(self) -> str:
        """What should hold: the first line of the function's docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def right(says: str, where: str = "") -> Diagnosis:
    """Return that all is as it should be."""
    return Diagnosis(Health.RIGHT, says, where=where)


def missing(says: str, fix: str, where: str) -> Diagnosis:
    """Return that something is missing or wrong, what to do about it, and where."""
    return Diagnosis(Health.MISSING, says, fix, where)


def could_not_see(unseen: Unseen, where: str = "") -> Diagnosis:
    """Return that it could not be seen, why, and where a person could look."""
    return Diagnosis(Health.UNSEEN, unseen.why, where=where, permission=unseen.permission)


def not_needed(says: str) -> Diagnosis:
    """Return that nothing here needs it, and why."""
    return Diagnosis(Health.NOT_NEEDED, says)
