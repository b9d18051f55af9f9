"""The history of an RFC in lines: what happened, when, and who did it.

2026-03-01 10:00 UTC  entered `discussion`: the checks passed
2026-03-15 12:00 UTC  ada opened vote 1 under `rfc-accept`
"""

from __future__ import annotations

from datetime import datetime

from govbot.core.durations import format_time
from govbot.core.model import Strict
from govbot.core.records import (
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    PullRequestSeen,
    Record,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.state import RfcState

__all__ = ["HistoryLine", "history_of"]

WHY = {
    "registered": "the pull request was opened",
    "checks-passed": "the checks passed",
    "command": "by command",
    "merged": "the pull request was merged",
    "closed": "the pull request was closed",
    "reopened": "the pull request was opened again",
    "vote-passed": "the vote passed",
    "vote-failed": "the vote failed",
    "vote-blocked": "the vote was blocked",
    "vote-tied": "the vote was tied",
    "vote-no-quorum": "too few took part in the vote",
    "vote-cancelled": "the vote was cancelled",
}


class HistoryLine(Strict):
    """One thing that happened to an RFC. `at` is UTC."""

    at: datetime
    text: str
    url: str = ""


def history_of(state: RfcState) -> tuple[HistoryLine, ...]:
    """Return what happened to an RFC, oldest first. Ballots are in the vote's own table."""
    lines = []
    for record in state.records:
        text = _words(record)
        if text is not None:
            url = record.source.url if record.source else ""
            lines.append(HistoryLine(at=record.at, text=text, url=url))
    return tuple(lines)


def _words(record: Record) -> str | None:
    who = record.actor.login if record.actor else ""
    match record:
        case StageEntered():
            by = (
                f"{who}, {WHY[record.why]}"
                if record.why == "command"
                else WHY.get(record.why, record.why)
            )
            replaced = f" by #{record.superseded_by}" if record.superseded_by else ""
            return f"entered `{record.stage}`{replaced}: {by}"
        case VoteOpened():
            return f"{who or 'govbot'} opened vote {record.vote} under `{record.policy_name}`"
        case VoteExtended():
            return f"vote {record.vote} was extended to {format_time(record.closes)}: no quorum"
        case VoteClosed():
            return f"vote {record.vote} ended: {record.tally.outcome}"
        case VoteCancelled():
            return f"vote {record.vote} was cancelled: {record.reason}"
        case VoteRefreshed():
            return f"{who} took the electorate of vote {record.vote} anew"
        case ChampionNamed():
            return f"{who} named {record.champion.login} as champion"
        case ConcernRaised():
            return f"{who} raised a concern: {record.title}"
        case ConcernResolved():
            return f"{who} resolved a concern: {record.title}"
        case DocumentSeen():
            errors = len(record.errors)
            found = (
                f"{errors} {'thing' if errors == 1 else 'things'} to mend"
                if errors
                else "nothing to mend"
            )
            return f"the text was read at `{record.head[:10]}`: {found}"
        case PullRequestSeen():
            return (
                f"the pull request was {'opened again' if record.state == 'open' else record.state}"
            )
        case _:
            return None
