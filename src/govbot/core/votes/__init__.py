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
    admit_concern,
    admit_proxy,
    admit_recusal,
    refuse_untimely,
)
from govbot.core.votes.casting import Roll, has_expired, holds_veto, roll_of
from govbot.core.votes.closing import (
    Closed,
    Extended,
    close_by_hand,
    conclude,
    is_decided,
    next_close,
)
from govbot.core.votes.counting import count, count_cancelled, with_reasons
from govbot.core.votes.judging import Judged, Judgement, judge
from govbot.core.votes.model import (
    Ballot,
    Concern,
    ConditionTally,
    CountedBallot,
    Electorate,
    ExtensionReason,
    Measure,
    Outcome,
    Proxy,
    RefusalReason,
    Tally,
    Vote,
)
from govbot.core.votes.words import in_brief, in_words, who_resolves

__all__ = [
    "Admitted",
    "Ballot",
    "Closed",
    "Concern",
    "ConditionTally",
    "CountedBallot",
    "Electorate",
    "Extended",
    "ExtensionReason",
    "Judged",
    "Judgement",
    "Measure",
    "Outcome",
    "Proxy",
    "RefusalReason",
    "Refused",
    "Roll",
    "Tally",
    "Vote",
    "admit",
    "admit_concern",
    "admit_proxy",
    "admit_recusal",
    "close_by_hand",
    "conclude",
    "count",
    "count_cancelled",
    "has_expired",
    "holds_veto",
    "in_brief",
    "in_words",
    "is_decided",
    "judge",
    "next_close",
    "refuse_untimely",
    "roll_of",
    "who_resolves",
    "with_reasons",
]
