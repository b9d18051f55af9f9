"""The docket of one decision: the state as it grows, and the records that made it grow.

    docket = Docket(snapshot, state, now)
    docket.enter("voting", why="command", at=..., actor=ada)
    docket.new      # the records to append
    docket.state    # the state with them folded in

Each step of `decide` reads `docket.state` and adds records; none of them touches anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govbot.core.accounts import Account
from govbot.core.decide.scope import is_elsewhere
from govbot.core.documents import Fingerprint
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.lifecycle import Lifecycle, Transition, Trigger
from govbot.core.records import (
    Record,
    Source,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
)
from govbot.core.snapshot import PullState, Snapshot
from govbot.core.state import RfcState, VoteState, fold
from govbot.core.votes import Closed, Extended, Outcome, Tally, conclude, next_close

__all__ = ["Docket", "Subject"]

TRIGGER_OF_OUTCOME = {
    Outcome.PASSED: Trigger.VOTE_PASSED,
    Outcome.FAILED: Trigger.VOTE_FAILED,
    Outcome.BLOCKED: Trigger.VOTE_BLOCKED,
    Outcome.TIED: Trigger.VOTE_TIED,
    Outcome.NO_QUORUM: Trigger.VOTE_NO_QUORUM,
    Outcome.CANCELLED: Trigger.VOTE_CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a vote is about: the RFC's path and the id of its text; a motion has no path."""

    path: str
    blob: str
    print: Fingerprint | None = None


class Docket:
    """State and new records of one decision about one pull request."""

    def __init__(self, snapshot: Snapshot, state: RfcState, now: datetime) -> None:
        self.snapshot = snapshot
        self.state = state
        self.now = now
        self.new: list[Record] = []

    @property
    def governance(self) -> Governance:
        """The community's files."""
        return self.snapshot.governance

    @property
    def lifecycle(self) -> Lifecycle:
        """The table of stages and transitions."""
        return self.governance.settings.lifecycle

    def add(self, record: Record) -> None:
        """Append a record and fold it in."""
        self.new.append(record)
        self.state = fold((record,), self.state)

    def holds(self, roles: tuple[str, ...], account: Account, at: datetime) -> bool:
        """Say whether `account` is one of `roles`: anyone, author, champion, maintainer or a body's."""
        return any(self._holds(role, account, at) for role in roles)

    def _holds(self, role: str, account: Account, at: datetime) -> bool:
        match role:
            case "anyone":
                return True
            case "author":
                return self.state.author is not None and self.state.author.is_same(account)
            case "chair":
                current = self.state.open_vote
                return current is not None and "chair" in current.vote.roles_of(account)
            case "champion":
                return self._is_champion(account)
            case _:
                return self.governance.holds(role, account, at.date())

    def _is_champion(self, account: Account) -> bool:
        champion = self.state.champion
        if champion is None:
            return False
        known = self.governance.people.find(champion.login, champion.id)
        if champion.id is None and known is not None and known.id is not None:
            champion = Account(login=known.github, id=known.id)
        return champion.is_same(account)

    def enter(
        self,
        stage: str,
        *,
        why: str,
        at: datetime,
        actor: Account | None = None,
        source: Source | None = None,
        superseded_by: int | None = None,
    ) -> None:
        """Move the RFC to `stage`, and on where the state of the pull request already asks for it."""
        self.add(
            StageEntered(
                at=at,
                actor=actor,
                source=source,
                stage=stage,
                previous=self.state.stage,
                why=why,
                superseded_by=superseded_by,
            )
        )
        self.follow(at)

    def follow(self, at: datetime) -> None:
        """Take the transitions that need nobody: checks that pass, a pull request that is merged."""
        if self.state.stage is None:
            return
        if self.state.stage not in self.lifecycle.stages and self.state.open_vote is None:
            # The community took the stage out of its lifecycle; no command leads on from it.
            self.enter(self.lifecycle.initial, why="stage-gone", at=at)
            return
        if self.state.pull is PullState.MERGED and not is_elsewhere(self.snapshot):
            row = self.lifecycle.on(self.state.stage, Trigger.MERGED)
            if row is not None:
                self.enter(row.to, why=Trigger.MERGED, at=at)
                return
        if self.state.pull is PullState.OPEN and self.state.checks_pass:
            row = self.lifecycle.on(self.state.stage, Trigger.CHECKS_PASSED)
            if row is not None:
                self.enter(row.to, why=Trigger.CHECKS_PASSED, at=at)

    def opening(
        self, policy_name: str, *, at: datetime, actor: Account | None, source: Source | None
    ) -> VoteOpened:
        """Return the record that opens a vote, freezing policy, electorate and text.

        Raise `UserError` when there is no such policy, no text, or nobody who may vote.
        """
        document = self.state.document
        if document is None or not document.blob:
            raise UserError(
                "There is no text to vote on: the pull request holds no RFC.",
                "Add the RFC's document to the pull request.",
            )
        return self.opening_on(
            policy_name,
            Subject(document.path, document.blob, document.print),
            at=at,
            actor=actor,
            source=source,
        )

    def opening_on(
        self,
        policy_name: str,
        subject: Subject,
        *,
        at: datetime,
        actor: Account | None,
        source: Source | None,
    ) -> VoteOpened:
        """Return the record that opens a vote about `subject`, freezing policy, electorate and text.

        Raise `UserError` when there is no such policy, or nobody who may vote.
        """
        policy = self.governance.policy(policy_name)
        return VoteOpened(
            at=at,
            actor=actor,
            source=source,
            vote=len(self.state.votes) + 1,
            policy_name=policy_name,
            policy=policy,
            electorate=self.governance.electorate(policy, at.date()),
            seats=self.governance.seats(policy, at.date()),
            seats_of=self.governance.seats_apart(policy, at.date()),
            closes=policy.period.end(at),
            governance_commit=self.governance.commit,
            path=subject.path,
            base=self.snapshot.pull_request.base,
            blob=subject.blob,
            print=subject.print,
        )

    def close_votes(self, until: datetime) -> None:
        """Close or extend the open vote, as often as that fell due up to `until`."""
        while (current := self.state.open_vote) is not None:
            moment = next_close(current.vote)
            if moment is None or moment > until:
                return
            match conclude(current.vote):
                case Extended(closes, why):
                    self.add(VoteExtended(at=moment, vote=current.number, closes=closes, why=why))
                case Closed(tally):
                    self.close_vote(tally, at=moment)

    def close_vote(
        self,
        tally: Tally,
        *,
        at: datetime,
        actor: Account | None = None,
        source: Source | None = None,
    ) -> None:
        """Close the open vote with `tally`, and move the RFC as its outcome says."""
        current = self.state.open_vote
        if current is not None:
            self.add(
                VoteClosed(at=at, actor=actor, source=source, vote=current.number, tally=tally)
            )
            self._leave_vote(current, TRIGGER_OF_OUTCOME[tally.outcome], at)

    def cancel_vote(
        self,
        reason: str,
        *,
        at: datetime,
        actor: Account | None = None,
        source: Source | None = None,
        moves: bool = True,
    ) -> None:
        """Call the open vote off, if there is one, and where that `moves` the RFC leave its stage."""
        current = self.state.open_vote
        if current is None:
            return
        self.add(
            VoteCancelled(at=at, actor=actor, source=source, vote=current.number, reason=reason)
        )
        if moves:
            self._leave_vote(current, Trigger.VOTE_CANCELLED, at)

    def _leave_vote(self, ended: VoteState, trigger: Trigger, at: datetime) -> None:
        """Follow the transition of an outcome; without one, go back to where the vote was opened."""
        if self.state.stage is None or self.state.stage != ended.held_in:
            return
        row = self.lifecycle.on(ended.held_in, trigger)
        known = ended.opened_from in self.lifecycle.stages
        back = ended.opened_from if known else self.lifecycle.initial
        self.enter(row.to if row else back, why=trigger, at=at)

    def earliest(self, row: Transition) -> datetime | None:
        """Return when the minimum times that `row` asks for are over; None when it asks for none.

        A stage's minimum runs from when the RFC first entered it, on the unbroken way through the
        stages that the row leads out of: neither revising a text nor a vote that decided nothing
        starts its discussion anew.
        """
        entered: dict[str, datetime] = {}
        for record in reversed(self.state.stages):
            if record.stage not in (*row.from_, row.to):
                break
            entered[record.stage] = record.at
        ends = [
            minimum.after(entered[name])
            for name, stage in self.lifecycle.stages.items()
            if name in entered and (minimum := stage.minimum) is not None
        ]
        return max(ends, default=None)
