"""What a stage does to the pull request: merge or close it, where the lifecycle says so.

    stages:
      accepted: {pull_request: squash}
      rejected: {pull_request: close}

    end_owed(docket)     # MergePullRequest(head="5eed...", method="squash", ...)

It is owed from when the RFC entered the stage by a vote or a command until the pull request is no longer
open, so a merge that GitHub refused is tried again. One that somebody opened again since stays open.

What is merged is what was decided on, and nothing beside it: the RFC's document, with the text that the
vote or the command was about. A pull request that changes more is left to people, and the status says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from govbot.core.changes import ClosePullRequest, MergePullRequest
from govbot.core.decide.docket import Docket
from govbot.core.decide.verdict import decided_text, verdict_of
from govbot.core.lifecycle import PullRequestEnd, Trigger
from govbot.core.records import PullRequestSeen, StageEntered
from govbot.core.snapshot import PullState
from govbot.core.votes import in_words

__all__ = ["end_of_stage", "end_owed", "notices_on_end", "words_for_end"]

DECIDED = {
    Trigger.COMMAND,
    Trigger.VOTE_PASSED,
    Trigger.VOTE_FAILED,
    Trigger.VOTE_BLOCKED,
    Trigger.VOTE_TIED,
    Trigger.VOTE_NO_QUORUM,
    Trigger.VOTE_CANCELLED,
}
"""Why a stage was entered, where that was decided and did not just happen."""


def end_owed(docket: Docket) -> ClosePullRequest | MergePullRequest | None:
    """Return what is to be done to the pull request now, if anything is.

    It is merged only as the check run is green, only at the head that was read, and only if it changes
    nothing but the RFC's document, to the text that was decided on.
    """
    pull = docket.snapshot.pull_request
    end = _end_due(docket)
    if end is None:
        return None
    purpose = f"#{pull.number}, as the stage `{docket.state.stage}` says"
    match end:
        case "close":
            return ClosePullRequest(purpose=purpose)
        case "merge" | "squash" | "rebase":
            if verdict_of(docket).conclusion != "success" or _why_not_merged(docket) is not None:
                return None
            return MergePullRequest(head=pull.head, method=end, purpose=purpose)
        case _:
            assert_never(end)


def _end_due(docket: Docket) -> PullRequestEnd | None:
    """Return what the stage does to the pull request, where that has not come about or been undone."""
    is_open = docket.snapshot.pull_request.state is PullState.OPEN
    return end_of_stage(docket) if is_open and not _was_reopened(docket) else None


def _why_not_merged(docket: Docket) -> str | None:
    """Return why the pull request is left to people, although its text was decided on; None: it is not."""
    pull, document = docket.snapshot.pull_request, docket.state.document
    path = document.path if document is not None else ""
    more = [where for file in pull.files for where in file.paths if where != path]
    if more:
        named = in_words([f"`{each}`" for each in more])
        return f"The pull request changes more than the RFC: {named}."
    if any(file.change == "renamed" for file in pull.files):
        return f"The pull request renames another file to `{path}`."
    if document is None or document.blob != decided_text(docket, docket.state.stages[-1]):
        return "The text is not, to the letter, the one that was decided on."
    return None


def end_of_stage(docket: Docket) -> PullRequestEnd | None:
    """Return what the stage that the RFC is in, by a decision, does to the pull request."""
    entry = docket.state.stages[-1] if docket.state.stages else None
    stage = docket.lifecycle.stages.get(entry.stage) if entry else None
    if entry is None or stage is None or entry.why not in DECIDED:
        return None
    return stage.pull_request


def _was_reopened(docket: Docket) -> bool:
    """Say whether somebody opened the pull request again while it was in this stage."""
    for record in reversed(docket.state.records):
        if isinstance(record, StageEntered):
            return False
        if isinstance(record, PullRequestSeen) and record.state is PullState.OPEN:
            return True
    return False


def notices_on_end(docket: Docket) -> Iterator[str]:
    """Yield what there is to know of a merge that did not come about when it was decided."""
    why = _why_not_merged(docket) if _end_due(docket) not in (None, "close") else None
    if why is not None and verdict_of(docket).conclusion == "success":
        yield f"{why} Somebody with the rights merges it by hand."
    owed = end_owed(docket)
    entry = docket.state.stages[-1] if docket.state.stages else None
    is_new = any(record is entry for record in docket.new)
    if isinstance(owed, MergePullRequest) and entry is not None and not is_new:
        yield (
            f"The pull request was to be merged when the RFC became `{entry.stage}`, and is not: it "
            f"may conflict with its base branch, or the branch's rules or govbot's permissions may "
            f"not allow it. Every run tries again."
        )


def words_for_end(end: PullRequestEnd) -> str:
    """Return what happens to the pull request in a stage, as the end of a sentence."""
    return "closed" if end == "close" else "merged"
