"""Runs of first-time contributors, which GitHub starts only when somebody approves them.

world.state.approval = Approval.UNTOLD     # and other workflows do not even hear of them
world.approve_runs()
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govbot.sandbox.model import Approval, Permission, Person, Repository

if TYPE_CHECKING:
    from govbot.sandbox.ground import Ground

__all__ = ["approve_runs", "has_to_wait"]


def has_to_wait(world: Ground, home: Repository, actor: Person) -> bool:
    """Say whether somebody's runs wait: they may not write, and nothing of theirs was ever merged."""
    if world.state.approval is Approval.NONE or world.allows(actor, home, Permission.WRITE):
        return False
    merged = (each for each in home.issues.values() if each.pull and each.pull.merged_at)
    return all(each.author != actor.id for each in merged)


def approve_runs(world: Ground) -> None:
    """Let the runs begin that wait."""
    held, world.state.held = world.state.held, []
    for event in held:
        world.state.events.append(replace(event, id=len(world.state.events) + 1))
    world.deliver()
