"""A run that dies at any request, or is lied to at any request, loses nothing and repeats nothing.

Every step of the demo's story is played with every fault at every request, and what is left is compared
with the story without faults: every comment, reaction, label, check run and line of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from govbot.core.prefilter import may_hold_command
from govbot.demo.story import STORY, Says
from tests.scenarios.faults import Dies, DiesWithin, Drops, Fails, Faulty
from tests.scenarios.harness import Killed, Told, Town, step_names, told

WITH_RUNS = [
    step.name
    for step in STORY
    if not step.lost
    and not (isinstance(step.action, Says) and not may_hold_command(step.action.text))
]
MOST_CHANGES = 8


def at(name: str) -> Told:
    return told()[step_names().index(name)]


def deaths(story: Told) -> Iterator[tuple[str, Faulty]]:
    """Every moment at which the process can end.

    Who is gone does not care whether the last request was answered: to die after request k and to die
    before request k + 1 are one. GitHub may have done a part of a mutation, which are moments too.
    """
    for place in range(1, story.requests + 1):
        yield f"killed before request {place}", Dies(place)
    for changes in range(1, MOST_CHANGES):
        yield f"killed when {changes} changes were made", DiesWithin(story.requests, changes)


def dies(story: Told, line: Faulty) -> Town:
    """The world after the process ended."""
    town = Town.thaw(story.before)
    (event,) = story.events
    with pytest.raises(Killed):
        town.carry(event, line)
    return town


@pytest.mark.parametrize("name", WITH_RUNS)
def test_what_a_killed_run_left_is_finished_by_the_schedule(name: str) -> None:
    story = at(name)
    for moment, line in deaths(story):
        town = dies(story, line)
        town.sweep()
        assert town.picture() == story.picture, moment


@pytest.mark.parametrize("name", WITH_RUNS)
def test_what_a_killed_run_left_is_finished_when_the_event_comes_again(name: str) -> None:
    story = at(name)
    for moment, line in deaths(story):
        town = dies(story, line)
        for event in story.events:
            town.carry(event)
        assert town.picture() == story.picture, moment


@pytest.mark.parametrize("name", WITH_RUNS[:-1])
def test_what_a_killed_run_left_is_finished_by_the_next_event(name: str) -> None:
    story = at(name)
    following = WITH_RUNS[WITH_RUNS.index(name) + 1]
    for moment, line in deaths(story):
        town = dies(story, line)
        for step in STORY[step_names().index(name) + 1 : step_names().index(following) + 1]:
            town.play(step)
        assert town.facts() == Town.thaw(at(following).after).facts(), moment


@pytest.mark.parametrize("name", WITH_RUNS)
def test_a_run_that_survives_a_fault_finishes_by_itself(name: str) -> None:
    story = at(name)
    for place in range(1, story.requests + 1):
        for line in (Fails(place), Fails(place, done=True), Drops(place), Drops(place, done=True)):
            town = Town.thaw(story.before)
            for event in story.events:
                town.carry(event, line)
            assert line.struck
            assert town.picture() == story.picture, (type(line).__name__, place, line.done)


@pytest.mark.parametrize("name", step_names())
def test_an_hour_after_each_step_nothing_is_left_to_do(name: str) -> None:
    story = at(name)
    town = Town.thaw(story.after)
    if story.step.lost:
        return
    before = town.picture()
    town.world.advance(hours=1)
    town.sweep()
    assert town.picture() == before
