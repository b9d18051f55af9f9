"""What the ledger holds: one record a line, appended, never rewritten.

    {"kind":"ballot","at":"2026-03-02T09:00:00Z","actor":{"login":"ada","id":1001},
     "source":{"url":"https://github.com/...","comment":77},"vote":1,"choice":"yes"}

Every record says when (`at`, UTC: for what a comment says, the time GitHub gives the comment), who
(`actor`) and where from (`source`). `govbot.core.state` folds records into what holds now.
"""

from __future__ import annotations

from govbot.core.records.ballots import (
    Announced,
    BallotCast,
    PostingNoted,
    ProxyGiven,
    Recused,
    Reminded,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.records.entries import Source
from govbot.core.records.lines import Record, parse_records, write_records
from govbot.core.records.proposals import (
    Asked,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    MotionMoved,
    PullRequestSeen,
    Refused,
    Registered,
    StageEntered,
    Watermark,
)

__all__ = [
    "Announced",
    "Asked",
    "BallotCast",
    "ChampionNamed",
    "ConcernRaised",
    "ConcernResolved",
    "DocumentSeen",
    "LabelMoved",
    "MotionMoved",
    "PostingNoted",
    "ProxyGiven",
    "PullRequestSeen",
    "Record",
    "Recused",
    "Refused",
    "Registered",
    "Reminded",
    "Source",
    "StageEntered",
    "VoteCancelled",
    "VoteClosed",
    "VoteExtended",
    "VoteOpened",
    "VoteRefreshed",
    "Watermark",
    "parse_records",
    "write_records",
]
