"""What a re-count finds: a record that does not follow from those before it.

Difference(vote=1, what="outcome", recorded="passed", counted="failed").sentence
# "vote 1: outcome is recorded as passed, but comes out as failed"
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Difference"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not follow: `recorded` is what the ledger says, `counted` what comes out."""

    vote: int
    what: str
    recorded: str
    counted: str

    @property
    def sentence(self) -> str:
        """The difference in words."""
        return f"vote {self.vote}: {self.what} is recorded as {self.recorded}, but comes out as {self.counted}"
