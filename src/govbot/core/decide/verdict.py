"""Whether the pull request may be merged, in a word and a headline: what the check run says.

    Verdict(conclusion="success", headline="The RFC is accepted: it may be merged")

It is green only where the text in the pull request is the one that was decided on.
"""

from __future__ import annotations

from govbot.core.changes import Conclusion
from govbot.core.decide.docket import Docket
from govbot.core.decide.motion_needs import other_files_to_vote_on
from govbot.core.decide.text_changes import kind_of_change
from govbot.core.decide.voting import headline_of
from govbot.core.lifecycle import Trigger
from govbot.core.model import Strict
from govbot.core.snapshot import PullState
from govbot.core.state import VoteState

__all__ = ["Verdict", "is_other_text", "standing_pass", "verdict_of"]


class Verdict(Strict):
    """Whether the pull request may be merged: a conclusion for the check run and a headline."""

    conclusion: Conclusion
    headline: str


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


def verdict_of(docket: Docket) -> Verdict:
    """Return the verdict on the RFC as it stands."""
    state = docket.state
    stage = state.stage or ""
    is_merged = state.pull is PullState.MERGED
    if is_other_text(docket):
        what = "The text that was merged" if is_merged else "The text"
        return Verdict(conclusion="failure", headline=f"{what} is not the one that was voted on")
    if is_merged:
        return Verdict(conclusion="success", headline=f"Merged; the RFC is {stage}")
    if other_files_to_vote_on(docket):
        return Verdict(conclusion="failure", headline="It changes files that need another vote")
    if state.document is not None and not state.document.blob:
        return Verdict(conclusion="failure", headline="The RFC's document is gone")
    if state.document is not None and state.document.errors:
        number = len(state.document.errors)
        things = "thing" if number == 1 else "things"
        return Verdict(conclusion="failure", headline=f"{number} {things} to mend")
    may_merge = docket.lifecycle.on(stage, Trigger.MERGED) is not None
    if may_merge or standing_pass(docket) is not None:
        return Verdict(conclusion="success", headline=f"The RFC is {stage}: it may be merged")
    if docket.lifecycle.is_end(stage):
        return Verdict(conclusion="failure", headline=f"The RFC is {stage}")
    if state.open_vote is not None:
        headline = headline_of(state.open_vote.vote)
        return Verdict(conclusion="action_required", headline=headline)
    onward = next(docket.lifecycle.leaving(stage), None)
    headline = f"In {stage}" + (f"; next: `{onward.to}`" if onward else "")
    return Verdict(conclusion="action_required", headline=headline)
