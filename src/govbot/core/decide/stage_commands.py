"""Commands that move an RFC: who may, what is needed first, and which vote it opens.

    /rfc advance             the first transition by command out of the stage
    /rfc advance revision    the transition to that stage
    /vote open [policy]      the transition that opens a vote

Refusals name everything that is missing at once, so that nobody has to try again to learn the next.
"""

from __future__ import annotations

from typing import assert_never

from govbot.core.decide.docket import Docket
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.durations import format_time
from govbot.core.lifecycle import Need, Transition, Trigger
from govbot.core.snapshot import PullState
from govbot.core.votes import in_words

__all__ = ["advance", "missing_for", "move_to", "onward", "open_vote"]

OWN_COMMAND = {
    "postponed": "/rfc postpone",
    "withdrawn": "/rfc withdraw",
    "superseded": "/rfc supersede #<number>",
}


def onward(docket: Docket) -> tuple[Transition, ...]:
    """Return the transitions that `/rfc advance` can take from where the RFC is."""
    stage = docket.state.stage
    if stage is None:
        return ()
    rows = docket.lifecycle.leaving(stage, Trigger.COMMAND)
    return tuple(row for row in rows if row.to not in OWN_COMMAND)


def advance(docket: Docket, said: Said, stage: str | None) -> None:
    """Follow `/rfc advance`: to `stage`, or by the first row of the table."""
    rows = onward(docket)
    if stage is not None and stage in OWN_COMMAND and stage in docket.lifecycle.stages:
        raise RefusedError(f"`{stage}` has a command of its own.", f"Write `{OWN_COMMAND[stage]}`.")
    if stage is not None and stage not in docket.lifecycle.stages:
        raise RefusedError(
            f"There is no stage `{stage}`.",
            f"The stages are: {', '.join(docket.lifecycle.stages)}.",
        )
    row = next((row for row in rows if stage in (None, row.to)), None)
    if row is None:
        raise RefusedError(_no_way(docket, stage), _ways(rows))
    _take(docket, said, row)


def move_to(docket: Docket, said: Said, stage: str, superseded_by: int | None = None) -> None:
    """Follow a command that names its stage: postpone, withdraw, supersede."""
    if stage not in docket.lifecycle.stages:
        raise RefusedError(f"This community's lifecycle has no stage `{stage}`.")
    row = docket.lifecycle.command(docket.state.stage or "", stage)
    if row is None:
        raise RefusedError(_no_way(docket, stage), _ways(onward(docket)))
    _take(docket, said, row, superseded_by)


def open_vote(docket: Docket, said: Said, policy: str | None) -> None:
    """Follow `/vote open`: take the transition that opens a vote under `policy`."""
    current = docket.state.open_vote
    if current is not None:
        raise RefusedError(
            f"A vote is open already, until {format_time(current.vote.closes)}.",
            "Vote with `/vote yes`, `/vote no` or `/vote abstain`.",
        )
    rows = [row for row in onward(docket) if row.opens is not None]
    if policy is not None:
        docket.governance.policy(policy)
    row = next((row for row in rows if policy in (None, row.opens)), None)
    if row is None and rows:
        opens = in_words([f"`{row.opens}`" for row in rows])
        raise RefusedError(f"From {docket.state.stage}, a vote is held under {opens}.")
    if row is None:
        raise RefusedError(
            f"No vote can be opened while the RFC is in the stage `{docket.state.stage}`.",
            _ways(onward(docket)),
        )
    _take(docket, said, row)


def _take(docket: Docket, said: Said, row: Transition, superseded_by: int | None = None) -> None:
    if not docket.holds(row.by, said.by, said.at):
        raise RefusedError(
            f"Only {' or '.join(row.by)} may move this RFC from {docket.state.stage} to {row.to}."
        )
    missing = missing_for(docket, row, said)
    if missing:
        raise RefusedError(f"It is too early for {row.to}.", " ".join(missing))
    opening = (
        docket.opening(row.opens, at=said.at, actor=said.by, source=said.source)
        if row.opens is not None
        else None
    )
    docket.enter(
        row.to,
        why=Trigger.COMMAND,
        at=said.at,
        actor=said.by,
        source=said.source,
        superseded_by=superseded_by,
    )
    if opening is not None:
        docket.add(opening)


def missing_for(docket: Docket, row: Transition, said: Said | None = None) -> tuple[str, ...]:
    """Return a sentence for each thing that `row` needs and that is not there yet."""
    at = said.at if said else docket.now
    sentences = []
    for need in row.needs:
        match need:
            case Need.CHECKS:
                if not docket.state.checks_pass:
                    sentences.append("The checks have to pass first.")
            case Need.MINIMUM_TIME:
                earliest = docket.earliest(row)
                if earliest is not None and at < earliest:
                    sentences.append(f"The minimum time runs until {format_time(earliest)}.")
            case Need.CHAMPION:
                if docket.state.champion is None:
                    sentences.append("A champion has to be named first: `/rfc champion @user`.")
            case Need.NO_OPEN_CONCERNS:
                if docket.state.concerns:
                    titles = in_words([f"“{each.title}”" for each in docket.state.concerns])
                    sentences.append(f"Open concerns have to be resolved first: {titles}.")
            case _:
                assert_never(need)
    if row.opens is not None and docket.state.pull is not PullState.OPEN:
        sentences.append("The pull request has to be open.")
    return tuple(sentences)


def _no_way(docket: Docket, stage: str | None) -> str:
    if stage is None:
        return f"No command leads on from the stage `{docket.state.stage}`."
    return f"No command leads from the stage `{docket.state.stage}` to `{stage}`."


def _ways(rows: tuple[Transition, ...]) -> str:
    if not rows:
        return ""
    return "What works from here: " + ", ".join(f"`/rfc advance {row.to}`" for row in rows) + "."
