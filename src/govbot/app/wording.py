"""Records as a plan says them: `zoe's ballot is yes`, `the RFC enters the stage voting`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from govbot.core.durations import format_time
from govbot.core.records import (
    Asked,
    BallotCast,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    PullRequestSeen,
    Record,
    Recused,
    Refused,
    Registered,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
    Watermark,
)

__all__ = ["in_words"]


def in_words(records: Iterable[Record]) -> list[str]:
    """Return a clause for each record that says something: what will have happened."""
    clauses = (_clause(record) for record in records)
    return [clause for clause in clauses if clause is not None]


OfVote = (
    VoteOpened | BallotCast | Recused | VoteRefreshed | VoteExtended | VoteClosed | VoteCancelled
)


def _clause(record: Record) -> str | None:
    who = record.actor.login if record.actor else "somebody"
    match record:
        case Registered():
            return f"{who} proposes an RFC: {record.title}"
        case DocumentSeen():
            errors = len(record.errors)
            found = f"with {errors} to mend" if errors else "with nothing to mend"
            return f"the text is at `{record.head[:10]}`, {found}"
        case StageEntered():
            return f"the RFC enters the stage `{record.stage}` ({record.why})"
        case ChampionNamed():
            return f"{who} names {record.champion.login} as champion"
        case ConcernRaised():
            return f"{who} raises a concern: {record.title}"
        case ConcernResolved():
            return f"{who} resolves a concern: {record.title}"
        case Asked():
            return f"{who} asks for {'help' if record.about == 'help' else 'the status'}"
        case Refused():
            return f"{who} is refused `{record.line}`: {record.why}"
        case LabelMoved():
            done = "put on" if record.added else "taken off"
            return f"the label `{record.label}` was {done} by hand"
        case PullRequestSeen():
            return f"the pull request is {record.state}"
        case Watermark():
            return None
        case _:
            return _of_vote(record, who)


def _of_vote(record: OfVote, who: str) -> str:
    match record:
        case VoteOpened():
            closes = format_time(record.closes)
            return f"vote {record.vote} opens under `{record.policy_name}`, until {closes}"
        case BallotCast():
            return f"{who}'s ballot is {record.choice}{'' if record.binding else ', as advice'}"
        case Recused():
            return f"{who} leaves vote {record.vote}"
        case VoteRefreshed():
            return f"{who} takes the electorate of vote {record.vote} anew"
        case VoteExtended():
            return f"vote {record.vote} is extended to {format_time(record.closes)}"
        case VoteClosed():
            return f"vote {record.vote} ends: {record.tally.outcome}"
        case VoteCancelled():
            return f"vote {record.vote} is cancelled: {record.reason}"
        case _:
            assert_never(record)
