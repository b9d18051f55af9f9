"""The history of an RFC in lines: what happened, when, and who did it.

2026-03-01 10:00 UTC  entered `discussion`: the checks passed
2026-03-15 12:00 UTC  ada opened vote 1 under `rfc-accept`
"""

from __future__ import annotations

from datetime import datetime

from govbot.core.durations import format_time
from govbot.core.model import Strict
from govbot.core.records import (
    Announced,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    ProxyGiven,
    PullRequestSeen,
    Record,
    Reminded,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.state import RfcState
from govbot.core.votes import in_words

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

EXTENDED = {
    "no-quorum": "goes on, because too few took part",
    "tied": "goes on, because it is tied",
    "final-comment": "entered its final comment period",
    "final-comment-over": "goes on, because it would no longer pass",
}


class HistoryLine(Strict):
    """One thing that happened to an RFC. `at` is UTC."""

    at: datetime
    text: str
    url: str = ""


def history_of(state: RfcState) -> tuple[HistoryLine, ...]:
    """Return what happened to an RFC or motion, oldest first. Ballots are in the vote's own table."""
    lines = []
    # What a motion is about at first needs no line: the vote that is opened on it has one.
    first_text = next((each for each in state.records if isinstance(each, DocumentSeen)), None)
    for record in state.records:
        if state.motion is not None and record is first_text:
            continue
        text = _words(record, state)
        if text is not None:
            url = record.source.url if record.source else ""
            lines.append(HistoryLine(at=record.at, text=text, url=url))
    return tuple(lines)


def _words(record: Record, state: RfcState) -> str | None:
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
            return f"vote {record.vote} {EXTENDED[record.why]}: until {format_time(record.closes)}"
        case VoteClosed():
            by = f" ({who} closed it)" if who else ""
            return f"vote {record.vote} ended: {record.tally.outcome}{by}"
        case ProxyGiven():
            until = f" until {record.until}" if record.until else ""
            return f"{who} lent the ballot in vote {record.vote} to {record.holder.login}{until}"
        case Reminded():
            what = "for the last time" if record.last_call else "of their ballots"
            return f"{in_words(record.who)} {'was' if len(record.who) == 1 else 'were'} reminded {what}"
        case Announced():
            return f"the end of vote {record.vote} was announced"
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
        case DocumentSeen(path="") if state.motion is not None:
            return f"the {state.kind} was changed"
        case DocumentSeen():
            errors = len(record.errors)
            found = (
                f"{errors} {'thing' if errors == 1 else 'things'} to mend"
                if errors
                else "nothing to mend"
            )
            return f"the text was read at `{record.head[:10]}`: {found}"
        case PullRequestSeen():
            what = "opened again" if record.state == "open" else record.state
            return f"the {state.kind} was {what}"
        case _:
            return None
