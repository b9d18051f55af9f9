"""Records folded into what holds now: stage, champion, concerns, votes, what was answered.

state = fold(parse_records(text, "rfcs/12.jsonl"))
state.stage            # "voting"
state.open_vote        # the vote, with every ballot recorded so far
"""

from __future__ import annotations

from govbot.core.state.folding import Folding, account_of, ballot_of, fold
from govbot.core.state.model import (
    RfcState,
    VoteState,
    oldest_comment_needed,
    oldest_review_needed,
)

__all__ = [
    "Folding",
    "RfcState",
    "VoteState",
    "account_of",
    "ballot_of",
    "fold",
    "oldest_comment_needed",
    "oldest_review_needed",
]
