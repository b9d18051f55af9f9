"""A lifecycle as people read it: tables, a Mermaid diagram, data.

stateDiagram-v2
    [*] --> proposed
    proposed --> discussion: the checks pass
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, assert_never

from govbot.core.decide.stage_commands import OWN_COMMAND
from govbot.core.lifecycle import Lifecycle, Transition, Trigger

__all__ = ["as_data", "as_mermaid", "stage_rows", "transition_rows"]

RESERVED = frozenset({"class", "direction", "end", "note", "state", "style"})
"""Words that mean something to Mermaid."""


def stage_rows(lifecycle: Lifecycle) -> list[list[str]]:
    """Return a row a stage: its name, label, least length, and what it says."""
    return [
        [name, lifecycle.label(name), str(stage.minimum or ""), stage.says]
        for name, stage in lifecycle.stages.items()
    ]


def transition_rows(lifecycle: Lifecycle) -> list[list[str]]:
    """Return a row a transition: from, to, when, who may, what is needed, the policy it opens."""
    return [
        [
            ", ".join(row.from_),
            row.to,
            trigger_words(row),
            ", ".join(row.by),
            ", ".join(row.needs),
            row.opens or "",
        ]
        for row in lifecycle.transitions
    ]


def as_data(lifecycle: Lifecycle) -> dict[str, Any]:
    """Return the lifecycle as its file has it, every default filled in."""
    data = lifecycle.model_dump(mode="json", by_alias=True)
    for name, stage in data["stages"].items():
        stage["label"] = lifecycle.label(name)
    return data


def as_mermaid(lifecycle: Lifecycle) -> str:
    """Return the lifecycle as a Mermaid state diagram, which GitHub draws."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _diagram(lifecycle))])


def trigger_words(row: Transition) -> str:
    """Return what sets a transition off, in words: `/vote open`, `the vote passes`."""
    match row.on:
        case Trigger.COMMAND if row.opens:
            return "/vote open"
        case Trigger.COMMAND:
            return OWN_COMMAND.get(row.to, f"/rfc advance {row.to}")
        case Trigger.CHECKS_PASSED:
            return "the checks pass"
        case Trigger.MERGED:
            return "the pull request is merged"
        case Trigger.CLOSED:
            return "the pull request is closed"
        case Trigger.REOPENED:
            return "the pull request is opened again"
        case Trigger.VOTE_PASSED:
            return "the vote passes"
        case Trigger.VOTE_FAILED:
            return "the vote fails"
        case Trigger.VOTE_BLOCKED:
            return "the vote is blocked"
        case Trigger.VOTE_TIED:
            return "the vote is tied"
        case Trigger.VOTE_NO_QUORUM:
            return "the vote has no quorum"
        case Trigger.VOTE_CANCELLED:
            return "the vote is cancelled"
        case _:
            assert_never(row.on)


def _diagram(lifecycle: Lifecycle) -> Iterator[str]:
    ids = {
        name: f"stage{at}" if "-" in name or name in RESERVED else name
        for at, name in enumerate(lifecycle.stages)
    }
    for name, id in ids.items():
        if id != name:
            yield f'state "{name}" as {id}'
    yield f"[*] --> {ids[lifecycle.initial]}"
    for row in lifecycle.transitions:
        who = f" ({', '.join(row.by)})" if row.by else ""
        for origin in row.from_:
            yield f"{ids[origin]} --> {ids[row.to]}: {_label(trigger_words(row) + who)}"
    for name, stage in lifecycle.stages.items():
        if stage.end:
            yield f"{ids[name]} --> [*]"


def _label(text: str) -> str:
    """Return text without what means something in a diagram."""
    text = re.sub(r"#<(\w+)>", r"\1", text)
    return re.sub(r"[^\w\s/,()'.-]", "", text)
