"""Votes: who may cast a ballot, what it counts for, how the vote ends and why.

vote = Vote(policy_name="rfc-accept", policy=..., electorate=..., seats=7, opened=..., closes=...)
admit(vote, ballot)   # Admitted(binding=True) | Refused(why, hint)
count(vote, now)      # Tally: outcome, counts, quorum, threshold, explanation
"""

from __future__ import annotations

from govbot.core.votes.admission import (
    Admitted,
    Refused,
    admit,
    admit_recusal,
    refuse_closing,
    refuse_proxy,
)
from govbot.core.votes.counting import (
    Closed,
    Extended,
    conclude,
    count,
    count_cancelled,
    next_close,
)
from govbot.core.votes.explanation import in_words
from govbot.core.votes.model import Ballot, CountedBallot, Electorate, Measure, Outcome, Tally, Vote

__all__ = [
    "Admitted",
    "Ballot",
    "Closed",
    "CountedBallot",
    "Electorate",
    "Extended",
    "Measure",
    "Outcome",
    "Refused",
    "Tally",
    "Vote",
    "admit",
    "admit_recusal",
    "conclude",
    "count",
    "count_cancelled",
    "in_words",
    "next_close",
    "refuse_closing",
    "refuse_proxy",
]
