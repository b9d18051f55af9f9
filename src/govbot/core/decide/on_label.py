"""A stage label moved by hand: it is put back, with the sentence that says what would have worked.

    zoe puts `rfc: accepted` on     -> LabelMoved(meant="`accepted` is entered when a vote passes ...")

Labels are a projection of the ledger, so a label moves nothing; whoever moved it is told once.
"""

from __future__ import annotations

from typing import assert_never

from govbot.core.decide.docket import Docket
from govbot.core.decide.stage_commands import command_for
from govbot.core.lifecycle import Transition, Trigger
from govbot.core.records import LabelMoved, Source
from govbot.core.snapshot import LabelEvent
from govbot.core.votes import in_words

__all__ = ["how_to_enter", "take_label_event"]


def take_label_event(docket: Docket, event: LabelEvent) -> None:
    """Record that a label was moved by hand, unless that is where it belongs anyway."""
    named = docket.lifecycle.stage_of_label(event.label)
    stage = docket.state.stage
    if named is None or stage is None or (named == stage) == event.added:
        return
    docket.add(
        LabelMoved(
            at=event.at,
            actor=event.actor,
            source=Source(url=docket.snapshot.pull_request.url, event=event.node),
            label=event.label,
            added=event.added,
            meant=_meant(docket, named, event),
        )
    )


def _meant(docket: Docket, named: str, event: LabelEvent) -> str:
    if not event.added:
        return f"The RFC is still in the stage `{named}`, so its label is put back."
    ways = how_to_enter(docket, named)
    how = f" {ways}" if ways else ""
    return f"The RFC stays in the stage `{docket.state.stage}`: a label does not move it.{how}"


def how_to_enter(docket: Docket, stage: str) -> str:
    """Return a sentence that says how an RFC gets into `stage`, from where it is if it can."""
    rows = [row for row in docket.lifecycle.transitions if row.to == stage]
    here = [row for row in rows if docket.state.stage in row.from_]
    ways = list(dict.fromkeys(_way(row) for row in here or rows))
    if not ways:
        return ""
    sentence = f"`{stage}` is entered {in_words(ways).replace(' and ', ' or ')}"
    if here:
        return f"{sentence}."
    origins = in_words([f"`{name}`" for row in rows for name in row.from_])
    return f"{sentence}, from {origins}."


def _way(row: Transition) -> str:
    who = f" ({' or '.join(row.by)})" if row.by else ""
    match row.on:
        case Trigger.CHECKS_PASSED:
            return "when the document passes the checks"
        case Trigger.COMMAND:
            return f"with `{command_for(row)}`{who}"
        case Trigger.MERGED:
            return "when the pull request is merged"
        case Trigger.CLOSED:
            return "when the pull request is closed"
        case Trigger.REOPENED:
            return "when the pull request is opened again"
        case Trigger.VOTE_PASSED:
            return "when a vote passes"
        case Trigger.VOTE_FAILED:
            return "when a vote fails"
        case Trigger.VOTE_BLOCKED:
            return "when a vote is blocked"
        case Trigger.VOTE_TIED:
            return "when a vote is tied"
        case Trigger.VOTE_NO_QUORUM:
            return "when a vote finds no quorum"
        case Trigger.VOTE_CANCELLED:
            return "when a vote is cancelled"
        case _:
            assert_never(row.on)
