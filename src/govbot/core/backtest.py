"""Recorded votes under another policy: how would each have come out, had this been the rule?

    replay(state, vote, "two-thirds", policy)
    # Replay(vote=1, recorded="passed", outcome="failed", why=("Pass rule: it takes ...",), ...)

What was said is taken from the ledger as it was said, and heard again under the other policy: the
ballots, what was refused (another period may admit it), recusals, proxies and concerns. Nobody knows
what people would have said under other rules; that is what the answer leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from govbot.core.accounts import Voter
from govbot.core.cases import Answer, Case, Saying, evaluate
from govbot.core.commands import Cast, CloseVote, Concern, Proxy, Recuse, Resolve
from govbot.core.errors import UserError
from govbot.core.policies import Policy, weight_under
from govbot.core.records import (
    BallotCast,
    ConcernRaised,
    ConcernResolved,
    ProxyGiven,
    Record,
    Recused,
    Refused,
    VoteClosed,
)
from govbot.core.state import RfcState, VoteState

__all__ = ["Replay", "replay"]

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Replay:
    """One vote under another policy. `why` are the sentences that say what the difference rests on.

    `left_out` says why a vote was not replayed; then there is no `answer`.
    """

    vote: int
    policy: str
    recorded: str
    answer: Answer | None = None
    left_out: str = ""

    @property
    def outcome(self) -> str:
        """How the vote would have come out; empty where it was not replayed."""
        return self.answer.outcome.value if self.answer else ""

    @property
    def differs(self) -> bool:
        """Say whether the vote would have come out otherwise."""
        return self.answer is not None and self.outcome != self.recorded

    @property
    def why(self) -> tuple[str, ...]:
        """The conditions that the other outcome rests on, or all of the count where none was missed."""
        lines = self.answer.explanation if self.answer else ()
        missed = tuple(line for line in lines if line.endswith("Not met."))
        return missed or tuple(line for line in lines if line.endswith("Met.")) or lines


def replay(state: RfcState, vote: VoteState, policy_name: str, policy: Policy) -> Replay:
    """Hear a recorded vote again under `policy`."""
    recorded = vote.closed.tally.outcome.value if vote.closed else "cancelled"
    name = vote.opening.policy_name
    if vote.is_open:
        return Replay(vote.number, name, "open", left_out="it is still open")
    if vote.cancelled is not None:
        return Replay(vote.number, name, recorded, left_out="it was cancelled")
    case = Case(
        policy=policy,
        electorate=_electorate(vote, policy),
        opened=vote.opening.at,
        says=tuple(_sayings(state, vote)),
        seats=dict(vote.vote.seats_of) or vote.vote.seats,
        maintainers=tuple(_who_had_an_office(state, vote)),
    )
    try:
        return Replay(vote.number, name, recorded, evaluate(case, {policy_name: policy}))
    except UserError as error:
        return Replay(vote.number, name, recorded, left_out=error.message)


def _electorate(vote: VoteState, policy: Policy) -> tuple[Voter, ...]:
    """Return the recorded voters that the policy names; where it names none, all stand for its bodies."""
    voters = vote.vote.electorate.voters
    named = tuple(each for each in voters if weight_under(policy.selectors, each) is not None)
    return named or tuple(each.model_copy(update={"body": "", "also": ()}) for each in voters)


def _sayings(state: RfcState, vote: VoteState) -> Iterator[Saying]:
    """Yield what was said from the opening on until the next vote opened, as it would be typed."""
    later = [each.opening.at for each in state.votes if each.number > vote.number]
    until = min(later, default=END_OF_TIME)
    for record in state.records:
        text = _typed(record, vote)
        if text is not None and record.actor is not None and vote.opening.at <= record.at < until:
            yield Saying(at=record.at, by=record.actor.login, id=record.actor.id, text=text)


def _who_had_an_office(state: RfcState, vote: VoteState) -> Iterator[str]:
    """Yield who did what an office is needed for: the ledger does not say which office it was."""
    for record in state.records:
        closed = isinstance(record, VoteClosed) and record.vote == vote.number
        if record.actor is not None and (closed or isinstance(record, ConcernResolved)):
            yield record.actor.login


def _typed(record: Record, vote: VoteState) -> str | None:
    """Return a record as it was typed, where it has to do with this vote."""
    match record:
        case BallotCast() if record.vote == vote.number:
            return Cast(record.choice, record.reason).text
        case Recused() if record.vote == vote.number:
            return Recuse(record.reason).text
        case ProxyGiven() if record.vote == vote.number:
            return Proxy(record.holder.login, record.until).text
        case VoteClosed() if record.vote == vote.number:
            return CloseVote().text
        case ConcernRaised():
            return Concern(record.title).text
        case ConcernResolved():
            return Resolve(record.title).text
        case Refused():
            return record.line
        case _:
            return None
