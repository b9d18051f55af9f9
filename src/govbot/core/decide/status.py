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
from typing import Literal

from govbot.core.choices import Choice
from govbot.core.decide.docket import Docket
from govbot.core.decide.history import HistoryLine, history_of
from govbot.core.decide.motion_needs import other_files_to_vote_on
from govbot.core.decide.notices import notices_of
from govbot.core.decide.pull_request_end import words_for_end
from govbot.core.decide.scope import elsewhere, files_left_out
from govbot.core.decide.stage_commands import missing_for, onward
from govbot.core.decide.verdict import Verdict, verdict_of
from govbot.core.decide.voting import is_blocked, ways_on
from govbot.core.durations import format_time
from govbot.core.findings import Finding
from govbot.core.lifecycle import Need, Trigger
from govbot.core.model import Strict
from govbot.core.state import RfcState, VoteState
from govbot.core.votes import Outcome, Tally, count, in_words, with_reasons

__all__ = [
    "Standing",
    "Status",
    "Verdict",
    "VoteStatus",
    "concerns_in_words",
    "status_of",
    "vote_status",
]


class Standing(Strict):
    """A voter, and the ballot that stands: None while there is none."""

    login: str
    choice: Choice | None = None


class VoteStatus(Strict):
    """A vote, open or ended: the tally explains itself and has the reasons of its ballots.

    `voters` lists who has yet to vote.
    """

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
    """Everything a reader may ask about an RFC or a motion, in sentences.

    `what` is what it is in a word: an RFC or, without a stage, an issue or a pull request. Where the
    conversation `is_locked`, nothing of this can be written there.
    """

    number: int
    title: str
    url: str
    stage: str
    says: str
    champion: str | None
    verdict: Verdict
    is_locked: bool = False
    what: Literal["RFC", "Issue", "Pull request"] = "RFC"
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
        is_locked=docket.snapshot.pull_request.is_locked,
        missing=tuple(_missing(docket)),
        next=tuple(_next(docket)),
        findings=document.findings if document else (),
        concerns=concerns_in_words(state),
        notices=tuple(notices_of(docket)),
        vote=vote_status(state.votes[-1]) if state.votes else None,
        history=history_of(state),
    )


def concerns_in_words(state: RfcState) -> tuple[str, ...]:
    """Return the open concerns with who raised each."""
    return tuple(
        f"{concern.title} (raised by {concern.actor.login})" if concern.actor else concern.title
        for concern in state.concerns
    )


def vote_status(current: VoteState) -> VoteStatus | None:
    """Return how a vote stands, or how it ended; None for one that was cancelled."""
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
        tally=with_reasons(tally, vote),
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
    why = elsewhere(docket.snapshot) or files_left_out(docket.snapshot)
    if why is not None:
        yield why
    elif state.document is None or not state.document.blob:
        yield "The pull request no longer holds the RFC's document."
    others = other_files_to_vote_on(docket)
    if others:
        files = in_words([f"`{path}`" for path in others])
        yield f"Put {files} into a pull request of its own: a vote on the RFC is not the one needed."
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
        yield from ways_on(vote, docket.now)
        triggers = (
            [(Trigger.VOTE_BLOCKED, "stays blocked")]
            if is_blocked(vote)
            else [(Trigger.VOTE_PASSED, "passes"), (Trigger.VOTE_FAILED, "fails")]
        )
        for trigger, words in triggers:
            row = docket.lifecycle.on(stage, trigger)
            if row is not None:
                yield f"If it {words}, the RFC becomes `{row.to}`{_and_end(docket, row.to)}."
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


def _and_end(docket: Docket, stage: str) -> str:
    """Say what a stage does to the pull request, as the end of a sentence."""
    end = docket.lifecycle.stages[stage].pull_request
    return f", and the pull request is {words_for_end(end)}" if end else ""
