"""The demo's story, told once without faults and frozen at each step.

town = after("the vote is opened")     # a town at that point of the story
told()["the vote is opened"].end       # what is to be seen then
"""

from __future__ import annotations

from functools import cache

from govbot.core.prefilter import may_hold_command
from govbot.demo.stage import happen
from govbot.demo.story import STORY, Says
from tests.scenarios.crashes import Moment
from tests.scenarios.town import Town

__all__ = ["FIRST", "LAST", "WITH_RUNS", "after", "told"]

FIRST, LAST = STORY[0].name, STORY[-1].name
WITH_RUNS = [
    step.name
    for step in STORY
    if not step.lost
    and not (isinstance(step.action, Says) and not may_hold_command(step.action.text))
]
"""The steps that a run follows."""


@cache
def told() -> dict[str, Moment]:
    """The whole story, played once: what the runs find and do at each step, by its name."""
    town = Town.begin()
    found = {}
    for step in STORY:
        happen(town.world, step)
        if step.lost:
            town.lose_events()
        found[step.name] = Moment.play(step.name, town)
    return found


def after(name: str) -> Town:
    """The community once this step of the story and all before it are over."""
    return Town.thaw(told()[name].after)
