"""Commands that move an RFC: who may, what is needed first, and which vote it opens.

    /rfc advance             the first transition by command out of the stage
    /rfc advance revision    the transition to that stage
    /vote open [policy]      the transition that opens a vote

Refusals name everything that is missing at once, so that nobody has to try again to learn the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from govbot.core.decide.docket import Docket
from govbot.core.decide.saying import RefusedError, Said
from govbot.core.decide.scope import elsewhere
from govbot.core.decide.text_changes import refuse_text_unseen
from govbot.core.durations import format_time
from govbot.core.lifecycle import Need, Transition, Trigger
from govbot.core.snapshot import PullState
from govbot.core.votes import in_words

__all__ = [
    "advance",
    "command_for",
    "missing_for",
    "move_to",
    "onward",
    "open_vote",
    "refuse_second_vote",
]

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
    _refuse_elsewhere(docket)
    rows = onward(docket)
    if stage is not None and stage in OWN_COMMAND and stage in docket.lifecycle.stages:
        raise RefusedError(f"`{stage}` has a command of its own.", f"Write `{OWN_COMMAND[stage]}`.")
    if stage is not None and stage not in docket.lifecycle.stages:
        raise RefusedError(
            f"There is no stage `{stage}`.",
            f"The stages are: {', '.join(docket.lifecycle.stages)}.",
        )
    fitting = [row for row in rows if stage in (None, row.to)]
    if not fitting:
        raise RefusedError(_no_way(docket, stage), _hint(docket, said))
    _take(docket, said, fitting if stage is not None else fitting[:1])


def move_to(docket: Docket, said: Said, stage: str, superseded_by: int | None = None) -> None:
    """Follow a command that names its stage: postpone, withdraw, supersede."""
    if stage not in docket.lifecycle.stages:
        raise RefusedError(f"This community's lifecycle has no stage `{stage}`.")
    rows = docket.lifecycle.leaving(docket.state.stage or "", Trigger.COMMAND)
    fitting = [row for row in rows if row.to == stage]
    if not fitting:
        raise RefusedError(_no_way(docket, stage), _hint(docket, said))
    _take(docket, said, fitting, superseded_by)


def open_vote(docket: Docket, said: Said, policy: str | None) -> None:
    """Follow `/vote open`: take the transition that opens a vote under `policy`."""
    _refuse_elsewhere(docket)
    refuse_second_vote(docket)
    rows = [row for row in onward(docket) if row.opens is not None]
    if policy is not None:
        docket.governance.policy(policy)
    fitting = [row for row in rows if policy in (None, row.opens)]
    if not fitting and rows:
        opens = in_words([f"`{row.opens}`" for row in rows])
        raise RefusedError(f"From {docket.state.stage}, a vote is held under {opens}.")
    if not fitting:
        raise RefusedError(
            f"No vote can be opened while the RFC is in the stage `{docket.state.stage}`.",
            _hint(docket, said),
        )
    _take(docket, said, fitting)


def _refuse_elsewhere(docket: Docket) -> None:
    why = elsewhere(docket.snapshot)
    if why is not None:
        raise RefusedError(why)


def refuse_second_vote(docket: Docket) -> None:
    """Refuse to open a vote while one is open."""
    current = docket.state.open_vote
    if current is not None:
        raise RefusedError(
            f"A vote is open already, until {format_time(current.vote.closes)}.",
            "Vote with `/vote yes`, `/vote no` or `/vote abstain`.",
        )


def _take(
    docket: Docket, said: Said, rows: Sequence[Transition], superseded_by: int | None = None
) -> None:
    """Take the first of `rows` that `said` may take, vote and all, or refuse with all that is missing."""
    row = next((row for row in rows if docket.holds(row.by, said.by, said.at)), None)
    if row is None:
        who = " or ".join(dict.fromkeys(name for each in rows for name in each.by))
        raise RefusedError(
            f"Only {who} may move this RFC from {docket.state.stage} to {rows[0].to}.",
            _hint(docket, said),
        )
    if row.opens is not None:
        refuse_second_vote(docket)
    missing = missing_for(docket, row, said.at)
    if missing:
        raise RefusedError(f"It is too early for {row.to}.", " ".join(missing.values()))
    decides = row.opens is not None or docket.lifecycle.on(row.to, Trigger.MERGED) is not None
    if decides and any(record is docket.state.document for record in docket.new):
        # No run before this one saw a text that could be decided on.
        refuse_text_unseen(docket.snapshot, said)
    opening = (
        docket.opening(row.opens, at=said.at, actor=said.by, source=said.source)
        if row.opens is not None
        else None
    )
    reason = f"The RFC was moved to `{row.to}`."
    docket.cancel_vote(reason, at=said.at, actor=said.by, source=said.source, moves=False)
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


def missing_for(docket: Docket, row: Transition, at: datetime) -> dict[Need | None, str]:
    """Return a sentence for each thing that `row` needs and that is not there at `at` (UTC)."""
    sentences: dict[Need | None, str] = {}
    for need in row.needs:
        sentence = _missing(docket, row, need, at)
        if sentence is not None:
            sentences[need] = sentence
    if row.opens is not None and docket.state.pull is not PullState.OPEN:
        sentences[None] = "The pull request has to be open."
    return sentences


def _missing(docket: Docket, row: Transition, need: Need, at: datetime) -> str | None:
    match need:
        case Need.CHECKS:
            return None if docket.state.checks_pass else "The checks have to pass first."
        case Need.MINIMUM_TIME:
            earliest = docket.earliest(row)
            if earliest is None or at >= earliest:
                return None
            return f"The minimum time runs until {format_time(earliest)}."
        case Need.CHAMPION:
            if docket.state.champion is not None:
                return None
            return "A champion has to be named first: `/rfc champion @user`."
        case Need.NO_OPEN_CONCERNS:
            if not docket.state.concerns:
                return None
            titles = in_words([f"“{each.title}”" for each in docket.state.concerns])
            return f"Open concerns have to be resolved first: {titles}."
        case _:
            assert_never(need)


def _no_way(docket: Docket, stage: str | None) -> str:
    if stage is None:
        return f"No command leads on from the stage `{docket.state.stage}`."
    return f"No command leads from the stage `{docket.state.stage}` to `{stage}`."


def _hint(docket: Docket, said: Said) -> str:
    """Say what this person can do from here, if there is anything."""
    stage = docket.state.stage or ""
    ways = [
        command_for(row)
        for row in docket.lifecycle.leaving(stage, Trigger.COMMAND)
        if docket.holds(row.by, said.by, said.at)
    ]
    if docket.state.open_vote is not None:
        ways = ["/vote yes", "/vote no", "/vote abstain"]
    words = ", ".join(f"`{way}`" for way in dict.fromkeys(ways))
    return f"What you can do from here: {words}." if words else ""


def command_for(row: Transition) -> str:
    """Return the command that takes a transition, as a person types it."""
    return "/vote open" if row.opens else OWN_COMMAND.get(row.to, f"/rfc advance {row.to}")
