"""What `govbot plan` and `govbot apply` are made of: one part for each thing they keep.

    govbot plan --only labels --only teams

Each part says what it would do, as lines and as data, and does it, saying what was done and what was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.core.governance import Governance
    from govbot.gh import Connection

__all__ = ["Done", "Part", "Planned", "Target", "Undone", "indented"]


@dataclass(frozen=True, slots=True)
class Target:
    """What the command works on, and what its options say."""

    connection: Connection
    governance: Governance
    environment: Mapping[str, str]
    pull_request: int | None = None
    confirmed: int | None = None
    invite_again: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What a part would do: `lines` for people, `data` for programs.

    `is_idle` says that there is nothing to do, whatever the lines say; `errors` are what stands in the way.
    """

    lines: tuple[str, ...]
    data: Any
    is_idle: bool
    errors: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done, or is to be known."""

    text: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Something could not be done."""

    text: str
    error: UserError | None = None


class Part(Protocol):
    """One thing that is kept: the labels, the teams, and so on. `working` is said while it is waited for."""

    @property
    def working(self) -> str:
        """What is said while something is waited for."""
        ...

    def plan(self, target: Target) -> Planned:
        """Say what would be done."""
        ...

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Do it, saying each thing as it is done."""
        ...


def indented(lines: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return lines as they stand below a heading."""
    return tuple(f"  {line}" for each in lines for line in each.split("\n"))
