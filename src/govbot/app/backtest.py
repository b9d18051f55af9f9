"""Every recorded vote of a community under another policy, and which would have come out otherwise.

for each in backtested(community, "two-thirds", policy):
    each.number, each.replay.outcome, each.replay.why
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govbot.app.community import Community
from govbot.core.backtest import Replay, replay
from govbot.core.policies import Policy

__all__ = ["Backtested", "backtested"]


@dataclass(frozen=True, slots=True)
class Backtested:
    """One vote of one RFC or motion under the other policy."""

    number: int
    replay: Replay

    @property
    def line(self) -> str:
        """The vote in a line: `#12 vote 1: passed under rfc-accept; failed under two-thirds`."""
        what = f"#{self.number} vote {self.replay.vote}"
        if self.replay.left_out:
            return f"{what}: {self.replay.recorded}, not replayed: {self.replay.left_out}"
        instead = f"would have been {self.replay.outcome}" if self.replay.differs else "the same"
        return f"{what}: {self.replay.recorded} under {self.replay.policy}, {instead}"


def backtested(
    community: Community, policy_name: str, policy: Policy, number: int | None = None
) -> Iterator[Backtested]:
    """Replay every recorded vote, or those of one RFC or motion, in the order of their numbers.

    Raise `UserError` where the ledger cannot be read or has nothing of `number`.
    """
    states = community.states() if number is None else {number: community.state(number)}
    for each, state in states.items():
        for vote in state.votes:
            yield Backtested(each, replay(state, vote, policy_name, policy))
