"""Whether the pull request may be merged, in a word and a headline: what the check run says.

    Verdict(conclusion="success", headline="The RFC is accepted: it may be merged")

It is green only where the text in the pull request is the one that was decided on.
"""

from __future__ import annotations

from govbot.core.changes import Conclusion
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion_needs import other_files_to_vote_on
from govbot.core.decide.scope import files_left_out, headline_elsewhere
from govbot.core.decide.stage_commands import OWN_COMMAND
from govbot.core.decide.text_changes import kind_of_change
from govbot.core.decide.voting import headline_of
from govbot.core.lifecycle import Trigger
from govbot.core.model import Strict
from govbot.core.records import DocumentSeen, StageEntered, VoteOpened
from govbot.core.snapshot import PullState, Snapshot
from govbot.core.state import VoteState

__all__ = [
    "Verdict",
    "decided_text",
    "hindrance_of",
    "is_other_text",
    "standing_pass",
    "verdict_of",
]


class Verdict(Strict):
    """Whether the pull request may be merged: a conclusion for the check run and a headline."""

    conclusion: Conclusion
    headline: str


def hindrance_of(snapshot: Snapshot) -> Verdict | None:
    """Return the verdict on what cannot be judged: another branch, or files that are not shown."""
    headline = headline_elsewhere(snapshot) or files_left_out(snapshot)
    return Verdict(conclusion="failure", headline=headline) if headline else None


def standing_pass(docket: Docket) -> VoteState | None:
    """Return the vote that passed and still holds: the RFC has not gone back before it since."""
    closed = [vote for vote in docket.state.votes if vote.closed is not None]
    for entry in reversed(docket.state.stages):
        if entry.why == Trigger.VOTE_PASSED:
            return closed[-1] if closed else None
        rows = docket.lifecycle.leaving(entry.stage)
        if entry.stage == docket.lifecycle.initial or any(row.opens for row in rows):
            return None
    return None


def is_other_text(docket: Docket) -> bool:
    """Say whether the pull request holds another text than the one that passed, where that matters."""
    passed = standing_pass(docket)
    document = docket.state.document
    if passed is None or document is None or document.blob == passed.opening.blob:
        return False
    kind = kind_of_change(passed.opening.print, document.print)
    return passed.opening.policy.text_change.on(kind) != "ignore"


def decided_text(docket: Docket, entry: StageEntered) -> str:
    """Return the git id of the text that was decided on when the RFC entered a stage; empty: of none.

    For a command that is the text as govbot had seen it by then: a later one nobody could mean.
    """
    decided, voted = "", ""
    for record in docket.state.records:
        if isinstance(record, DocumentSeen):
            decided = record.blob
        if isinstance(record, VoteOpened):
            voted = record.blob
        if record is entry:
            break
    return decided if entry.why == Trigger.COMMAND else voted


def _is_other_than_commanded(docket: Docket) -> bool:
    """Say whether a command let the pull request be merged, and it holds another text than it did then."""
    document = docket.state.document
    entry = next(
        (each for each in reversed(docket.state.stages) if each.why != Trigger.MERGED), None
    )
    if entry is None or document is None or entry.why != Trigger.COMMAND:
        return False
    may_merge = docket.lifecycle.on(entry.stage, Trigger.MERGED) is not None
    return may_merge and document.blob != decided_text(docket, entry)


def verdict_of(docket: Docket) -> Verdict:
    """Return the verdict on the RFC as it stands."""
    elsewhere = headline_elsewhere(docket.snapshot)
    if elsewhere is not None:
        return Verdict(conclusion="failure", headline=elsewhere)
    state = docket.state
    stage = state.stage or ""
    is_merged = state.pull is PullState.MERGED
    if is_other_text(docket):
        what = "The text that was merged" if is_merged else "The text"
        return Verdict(conclusion="failure", headline=f"{what} is not the one that was voted on")
    if _is_other_than_commanded(docket):
        what = "The text that was merged" if is_merged else "The text"
        return Verdict(conclusion="failure", headline=f"{what} is not the one that was decided on")
    if is_merged:
        return Verdict(conclusion="success", headline=f"Merged; the RFC is {stage}")
    left_out = files_left_out(docket.snapshot)
    if left_out is not None:
        return Verdict(conclusion="failure", headline=left_out)
    if other_files_to_vote_on(docket):
        return Verdict(conclusion="failure", headline="It changes files that need another vote")
    if state.document is not None and not state.document.blob:
        return Verdict(conclusion="failure", headline="The RFC's document is gone")
    if state.document is not None and state.document.errors:
        number = len(state.document.errors)
        things = "thing" if number == 1 else "things"
        return Verdict(conclusion="failure", headline=f"{number} {things} to mend")
    if stage in OWN_COMMAND:  # put aside, though it may have passed a vote before
        return Verdict(conclusion="failure", headline=f"The RFC is {stage}")
    may_merge = docket.lifecycle.on(stage, Trigger.MERGED) is not None
    if may_merge or standing_pass(docket) is not None:
        return Verdict(conclusion="success", headline=f"The RFC is {stage}: it may be merged")
    if docket.lifecycle.is_end(stage):
        return Verdict(conclusion="failure", headline=f"The RFC is {stage}")
    if state.open_vote is not None:
        headline = headline_of(state.open_vote.vote, docket.now)
        return Verdict(conclusion="pending", headline=headline)
    onward = next(docket.lifecycle.leaving(stage), None)
    headline = f"In {stage}" + (f"; next: `{onward.to}`" if onward else "")
    return Verdict(conclusion="pending", headline=headline)
