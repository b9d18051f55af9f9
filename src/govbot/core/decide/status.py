"""What there is to say about an RFC: the one value behind the status comment, check run and terminal.

    status = status_of(docket)
    status.stage      "voting"
    status.missing    what stands in the way, a sentence each
    status.next       what happens next and when
    status.verdict    whether the pull request may be merged, and why

The text never depends on the minute it is written: times are absolute, so nothing is edited idly.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from govbot.core.choices import Choice
from govbot.core.decide.docket import Docket
from govbot.core.decide.history import HistoryLine, history_of
from govbot.core.decide.notices import notices_of
from govbot.core.decide.stage_commands import missing_for, onward
from govbot.core.decide.verdict import Verdict, verdict_of
from govbot.core.durations import format_time
from govbot.core.findings import Finding
from govbot.core.lifecycle import Need, Trigger
from govbot.core.model import Strict
from govbot.core.state import VoteState
from govbot.core.votes import Outcome, Tally, count, next_close

__all__ = ["Standing", "Status", "Verdict", "VoteStatus", "status_of"]


class Standing(Strict):
    """A voter, and the ballot that stands: None while there is none."""

    login: str
    choice: Choice | None = None


class VoteStatus(Strict):
    """A vote, open or ended: the tally explains itself; `voters` lists who has yet to vote."""

    number: int
    policy: str
    opened: datetime
    closes: datetime
    tally: Tally
    voters: tuple[Standing, ...]

    @property
    def is_open(self) -> bool:
        """Say whether ballots are still taken."""
        return self.tally.outcome is Outcome.OPEN


class Status(Strict):
    """Everything a reader may ask about an RFC, in sentences."""

    number: int
    title: str
    url: str
    stage: str
    says: str
    champion: str | None
    verdict: Verdict
    missing: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    concerns: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    vote: VoteStatus | None = None
    history: tuple[HistoryLine, ...] = ()


def status_of(docket: Docket) -> Status | None:
    """Return what there is to say; None when the pull request is no RFC."""
    state = docket.state
    if state.registered is None or state.stage is None:
        return None
    document = state.document
    stage = docket.lifecycle.stages.get(state.stage)
    champion = state.champion
    return Status(
        number=state.registered.number,
        title=(document.title if document else "") or docket.snapshot.pull_request.title,
        url=docket.snapshot.pull_request.url,
        stage=state.stage,
        says=stage.says if stage else "This stage is no longer in the lifecycle.",
        champion=champion.login if champion else None,
        verdict=verdict_of(docket),
        missing=tuple(_missing(docket)),
        next=tuple(_next(docket)),
        findings=document.findings if document else (),
        concerns=tuple(concern.title for concern in state.concerns),
        notices=tuple(notices_of(docket)),
        vote=_vote_status(state.votes[-1]) if state.votes else None,
        history=history_of(state),
    )


def _vote_status(current: VoteState) -> VoteStatus | None:
    if current.cancelled is not None:
        return None
    vote = current.vote
    tally = current.closed.tally if current.closed else count(vote, vote.opened)
    standing = {ballot.by.lower(): ballot.choice for ballot in tally.ballots if ballot.binding}
    left = {login.lower() for login in tally.recused}
    return VoteStatus(
        number=current.number,
        policy=current.opening.policy_name,
        opened=vote.opened,
        closes=tally.closes,
        tally=tally,
        voters=tuple(
            Standing(login=voter.login, choice=standing.get(voter.login.lower()))
            for voter in vote.electorate
            if voter.login.lower() not in left
        ),
    )


def _missing(docket: Docket) -> Iterator[str]:
    state = docket.state
    if docket.lifecycle.is_end(state.stage or ""):
        return
    errors = len(state.document.errors) if state.document else 0
    if state.document is None or not state.document.blob:
        yield "The pull request no longer holds the RFC's document."
    if errors:
        yield f"The checks found {errors} {'thing' if errors == 1 else 'things'} to mend in the document."
    for row in onward(docket):
        if row.opens is not None:
            missing = missing_for(docket, row, docket.now)
            missing.pop(Need.CHECKS, None)  # said above, with how many there are
            yield from missing.values()


def _next(docket: Docket) -> Iterator[str]:
    state = docket.state
    stage = state.stage or ""
    if state.open_vote is not None:
        vote = state.open_vote.vote
        yield f"The vote closes at {format_time(next_close(vote))}."
        extension = vote.policy.period.extend
        if extension is not None and vote.extensions < extension.times:
            yield f"If too few have taken part by then, it goes on for {extension.by}."
        for trigger, words in ((Trigger.VOTE_PASSED, "passes"), (Trigger.VOTE_FAILED, "fails")):
            row = docket.lifecycle.on(stage, trigger)
            if row is not None:
                yield f"If it {words}, the RFC becomes `{row.to}`."
        return
    for row in docket.lifecycle.leaving(stage, Trigger.CHECKS_PASSED, Trigger.MERGED):
        event = (
            "the checks pass" if row.on is Trigger.CHECKS_PASSED else "the pull request is merged"
        )
        yield f"When {event}, the RFC becomes `{row.to}`."
    for row in onward(docket):
        who = " or ".join(row.by)
        earliest = docket.earliest(row) if Need.MINIMUM_TIME in row.needs else None
        when = f", from {format_time(earliest)} on" if earliest and earliest > docket.now else ""
        if row.opens is not None:
            yield f"`/vote open` ({who}) opens the vote under `{row.opens}`{when}."
        else:
            yield f"`/rfc advance {row.to}` ({who}) takes it to `{row.to}`{when}."
