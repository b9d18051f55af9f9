"""Records as a plan says them: `zoe's ballot is yes`, `the RFC enters the stage voting`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from govbot.core.durations import format_time
from govbot.core.records import (
    Announced,
    Asked,
    BallotCast,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    MotionMoved,
    PostingNoted,
    ProxyGiven,
    PullRequestSeen,
    Record,
    Recused,
    Refused,
    Registered,
    Reminded,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
    Watermark,
)
from govbot.core.votes import in_words as names

__all__ = ["in_words"]


def in_words(records: Iterable[Record]) -> list[str]:
    """Return a clause for each record that says something: what will have happened."""
    clauses = (_clause(record) for record in records)
    return [clause for clause in clauses if clause is not None]


EXTENDED = {
    "no-quorum": "goes on, because too few took part,",
    "tied": "goes on, because it is tied,",
    "final-comment": "is in its final comment period",
    "final-comment-over": "goes on, because it would no longer pass,",
}

OfVote = (
    VoteOpened
    | BallotCast
    | Recused
    | VoteRefreshed
    | ProxyGiven
    | VoteExtended
    | VoteClosed
    | VoteCancelled
    | Reminded
    | Announced
)


def _clause(record: Record) -> str | None:
    who = record.actor.login if record.actor else "somebody"
    match record:
        case MotionMoved():
            what = "issue" if record.subject == "issue" else "pull request"
            return f"a vote is held on {who}'s {what}: {record.title}"
        case DocumentSeen(path=""):
            return f"what is voted on is at `{record.blob[:10]}`"
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
            return f"it is {record.state} on GitHub"
        case Watermark() | PostingNoted():
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
            return f"vote {record.vote} {EXTENDED[record.why]} until {format_time(record.closes)}"
        case VoteClosed():
            return f"vote {record.vote} ends: {record.tally.outcome}"
        case VoteCancelled():
            return f"vote {record.vote} is cancelled: {record.reason}"
        case ProxyGiven():
            return f"{who} lends the ballot in vote {record.vote} to {record.holder.login}"
        case Reminded():
            what = "for the last time" if record.last_call else "of their ballots"
            return f"{names(record.who)} {'is' if len(record.who) == 1 else 'are'} reminded {what}"
        case Announced():
            return f"the end of vote {record.vote} is announced"
        case _:
            assert_never(record)
