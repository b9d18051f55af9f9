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

from pydantic import BaseModel, ConfigDict

from govbot.core.changes import Conclusion
from govbot.core.choices import Choice
from govbot.core.decide.docket import Docket
from govbot.core.decide.history import HistoryLine, history_of
from govbot.core.decide.stage_commands import missing_for, onward
from govbot.core.durations import format_time
from govbot.core.findings import Finding
from govbot.core.lifecycle import Trigger
from govbot.core.snapshot import PullState
from govbot.core.state import VoteState
from govbot.core.votes import Outcome, Tally, count, in_words

__all__ = ["Standing", "Status", "Verdict", "VoteStatus", "status_of"]

LABEL_MOVES_SHOWN = 3


class Frozen(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Standing(Frozen):
    """A voter, and the ballot that stands: None while there is none."""

    login: str
    choice: Choice | None = None


class VoteStatus(Frozen):
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


class Verdict(Frozen):
    """Whether the pull request may be merged: a conclusion for the check run and a headline."""

    conclusion: Conclusion
    headline: str


class Status(Frozen):
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
        verdict=_verdict(docket),
        missing=tuple(_missing(docket)),
        next=tuple(_next(docket)),
        findings=document.findings if document else (),
        concerns=tuple(concern.title for concern in state.concerns),
        notices=tuple(_notices(docket)),
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
            yield from (each for each in missing_for(docket, row) if "checks" not in each)


def _next(docket: Docket) -> Iterator[str]:
    state = docket.state
    stage = state.stage or ""
    if state.open_vote is not None:
        vote = state.open_vote.vote
        yield f"The vote closes at {format_time(vote.closes)}."
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
        earliest = docket.earliest(row)
        when = f", from {format_time(earliest)} on" if earliest and earliest > docket.now else ""
        if row.opens is not None:
            yield f"`/vote open` ({who}) opens the vote under `{row.opens}`{when}."
        else:
            yield f"`/rfc advance {row.to}` ({who}) takes it to `{row.to}`{when}."


def _notices(docket: Docket) -> Iterator[str]:
    yield from _changed_text(docket)
    yield from _changed_comments(docket)
    state = docket.state
    for move in state.label_moves[-LABEL_MOVES_SHOWN:]:
        if state.stage_since is not None and move.at >= state.stage_since:
            who = move.actor.login if move.actor else "somebody"
            did = "put on" if move.added else "taken off"
            yield f"The label `{move.label}` was {did} by {who}. {move.meant}"
    is_merged = state.pull is PullState.MERGED
    if is_merged and not any(entry.why == Trigger.MERGED for entry in state.stages):
        yield f"The pull request was merged while the RFC was in the stage `{state.stage}`, without a decision."


def _changed_text(docket: Docket) -> Iterator[str]:
    state = docket.state
    document = state.document
    current = state.open_vote
    if document is None:
        return
    if current is not None:
        policy = current.opening.policy
        if document.blob != current.opening.blob and policy.text_change == "notify":
            yield (
                f"The text was changed after the vote opened: it is about `{current.opening.blob[:10]}`, "
                f"and the pull request now holds `{document.blob[:10] or 'no document'}`."
            )
    elif _is_other_text(docket):
        yield (
            f"The text is no longer the one that was voted on: the vote was about "
            f"`{(state.voted_blob or '')[:10]}`, "
            f"and the pull request holds `{document.blob[:10] or 'no document'}`."
        )


def _is_other_text(docket: Docket) -> bool:
    """Say whether a text other than the one that passed stands where the passed one should."""
    state = docket.state
    passed = state.last_tally is not None and state.last_tally.outcome is Outcome.PASSED
    return (
        passed
        and state.pull is PullState.OPEN
        and state.document is not None
        and state.document.blob != state.voted_blob
    )


def _changed_comments(docket: Docket) -> Iterator[str]:
    """Say which recorded ballots stand in comments that were edited or deleted since."""
    current = docket.state.open_vote
    if current is None:
        return
    by_id = {comment.id: comment for comment in docket.snapshot.comments}
    for record in current.cast:
        number = record.source.comment if record.source else None
        if number is None:
            continue
        who = record.actor.login if record.actor else "somebody"
        comment = by_id.get(number)
        if comment is None and number >= docket.snapshot.comments_from:
            yield f"{who}'s ballot ({record.choice}) stands; its comment was deleted afterwards."
        elif comment is not None and comment.edited_at and comment.edited_at > record.at:
            yield f"{who}'s ballot ({record.choice}) stands; its comment was edited afterwards."


def _verdict(docket: Docket) -> Verdict:
    state = docket.state
    stage = state.stage or ""
    if state.pull is PullState.MERGED:
        return Verdict(conclusion="success", headline=f"Merged; the RFC is {stage}")
    if state.document is not None and state.document.errors:
        number = len(state.document.errors)
        return Verdict(
            conclusion="failure",
            headline=f"{number} {'thing' if number == 1 else 'things'} to mend",
        )
    if state.document is not None and not state.document.blob:
        return Verdict(conclusion="failure", headline="The RFC's document is gone")
    if _is_other_text(docket):
        return Verdict(conclusion="failure", headline="The text is not the one that was voted on")
    if docket.lifecycle.on(stage, Trigger.MERGED) is not None:
        return Verdict(conclusion="success", headline=f"The RFC is {stage}: it may be merged")
    if docket.lifecycle.is_end(stage):
        return Verdict(conclusion="failure", headline=f"The RFC is {stage}")
    if state.open_vote is not None:
        closes = format_time(state.open_vote.vote.closes)
        return Verdict(conclusion="action_required", headline=f"A vote is open until {closes}")
    onto = in_words([f"`{row.to}`" for row in docket.lifecycle.leaving(stage)][:1])
    headline = f"In {stage}" + (f"; next: {onto}" if onto != "nobody" else "")
    return Verdict(conclusion="action_required", headline=headline)
