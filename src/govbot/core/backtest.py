"""Recorded votes under another policy: how would each have come out, had this been the rule?

    replay(state, vote, "two-thirds", policy)
    # Replay(vote=1, recorded="passed", outcome="failed", why=("Pass rule: it takes ...",), ...)

What was said is taken from the ledger as it was said, and heard again under the other policy: the
ballots, those that came too late or that the policy did not have, recusals, proxies and concerns. An
objection stays one: a block counts as a no where there is none. Nobody knows what people would have
said under other rules; that is what the answer leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govbot.core.accounts import Voter
from govbot.core.cases import Answer, Case, RefusedSaying, Saying, evaluate
from govbot.core.choices import Choice
from govbot.core.commands import Cast, CloseVote, Concern, Proxy, Recuse, Resolve
from govbot.core.durations import END_OF_TIME
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
from govbot.core.votes import in_words

__all__ = ["Replay", "replay"]


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
    def refused(self) -> tuple[RefusedSaying, ...]:
        """What would not have counted, each with its reason."""
        return self.answer.refused if self.answer else ()

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
    missing = _missing(vote, policy)
    if missing:
        return Replay(
            vote.number, name, recorded, left_out=f"nobody in it voted for {in_words(missing)}"
        )
    case = Case(
        policy=policy_name,
        electorate=_electorate(vote, policy),
        opened=vote.opening.at,
        says=tuple(_sayings(state, vote, policy)),
        seats=dict(vote.vote.seats_of) or vote.vote.seats,
    )
    try:
        return Replay(vote.number, name, recorded, evaluate(case, {policy_name: policy}))
    except UserError as error:
        return Replay(vote.number, name, recorded, left_out=error.message)


def _missing(vote: VoteState, policy: Policy) -> list[str]:
    """Return whom the policy asks and the record does not have."""
    if policy.sole is not None:  # any electorate can stand for it
        return []
    voters = vote.vote.electorate.voters
    return [
        each.words for each in policy.selectors if not any(each.selects(voter) for voter in voters)
    ]


def _electorate(vote: VoteState, policy: Policy) -> tuple[Voter, ...]:
    """Return the recorded voters that the policy asks."""
    voters = vote.vote.electorate.voters
    if policy.sole is not None:  # any electorate can stand for it
        return voters
    return tuple(each for each in voters if weight_under(policy.selectors, each) is not None)


def _sayings(state: RfcState, vote: VoteState, policy: Policy) -> Iterator[Saying]:
    """Yield what was said from the opening on until the next vote opened, as it would be typed."""
    for concern in vote.vote.concerns:
        if concern.by is not None and concern.at < vote.opening.at:
            raised = Concern(concern.title).text
            yield Saying(at=vote.opening.at, by=concern.by.login, id=concern.by.id, text=raised)
    later = [each.opening.at for each in state.votes if each.number > vote.number]
    until = min(later, default=END_OF_TIME)
    has_opened = False
    for record in state.records:
        has_opened = has_opened or record == vote.opening
        text = _typed(record, vote, policy)
        if has_opened and text is not None and record.actor is not None and record.at < until:
            # The ledger does not say in which office a concern was resolved, or a vote was closed.
            has_office = isinstance(record, ConcernResolved | VoteClosed)
            yield Saying.model_validate(
                {
                    "at": record.at,
                    "by": record.actor.login,
                    "id": record.actor.id,
                    "text": text,
                    "as": "maintainer" if has_office else None,
                }
            )


def _typed(record: Record, vote: VoteState, policy: Policy) -> str | None:
    """Return a record as it was typed, where it has to do with this vote.

    Of what was refused only what another period, or another policy's ballots, might have admitted.
    """
    match record:
        case BallotCast() if record.vote == vote.number:
            return _as_said(record, policy).text
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
        case Refused() if record.because is not None:
            return record.line
        case _:
            return None


def _as_said(record: BallotCast, policy: Policy) -> Cast:
    """Return a ballot as its voter would have cast it here: an objection stays one.

    A block is a no where nobody may block; a no gets a reason where one without is refused.
    """
    blocks = policy.veto is not None and policy.veto.ballot is Choice.BLOCK
    choice = record.choice
    if choice is Choice.BLOCK and not blocks:
        choice = Choice.NO
    is_veto = policy.veto is not None and policy.veto.ballot is choice
    return Cast(choice, record.reason or ("(no reason was given)" if is_veto else ""))
