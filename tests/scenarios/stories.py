"""Every story, and the runs in it, for what has to hold at each of them.

moment = STORIES["a vote"].moment("a reminder is due")
for of, name in EVERY:
    STORIES[of].moment(name)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.scenarios import handover, life, motions, story
from tests.scenarios.crashes import Moment
from tests.scenarios.faults import Faulty
from tests.scenarios.town import Town

__all__ = ["EVERY", "STORIES", "Story"]


def by_itself(moment: Moment, line: Faulty, town: Town) -> None:
    """A run that is lied to finishes what it has to do."""
    moment.wake(town, line)


def with_the_next(moment: Moment, line: Faulty, town: Town) -> None:
    """What it could not do, the next hour's does."""
    moment.wake(town, line)
    town.sweep()


@dataclass(frozen=True)
class Story:
    """A story's moments, and how a run of it copes with a fault."""

    names: tuple[str, ...]
    moment: Callable[[str], Moment]
    copes: Callable[[Moment, Faulty, Town], None] = by_itself


STORIES: Mapping[str, Story] = {
    "the demo": Story(tuple(story.WITH_RUNS), lambda name: story.told()[name]),
    "a motion": Story(tuple(motions.MOMENTS), lambda name: motions.moments()[name]),
    "a vote": Story(tuple(life.MOMENTS), life.moment),
    "a handover": Story(tuple(handover.ACTS), lambda name: handover.told()[name], with_the_next),
}
EVERY = [(each, name) for each, told in STORIES.items() for name in told.names]
