"""A run of the demo's story that dies at any request loses nothing and repeats nothing.

What is left is compared with the story without faults: every comment, reaction, label, check run and line
of the ledger. The other stories, other ways to go on, and runs that are lied to are in test_every_crash.py.
"""

from __future__ import annotations

import pytest

from govbot.demo.story import STORY
from tests.scenarios.story import WITH_RUNS, after, told
from tests.scenarios.town import Town


@pytest.mark.parametrize("name", WITH_RUNS)
def test_what_a_killed_run_left_is_finished_by_the_schedule(name: str) -> None:
    moment = told()[name]
    assert len(moment.deaths) > 1
    for death in moment.deaths:
        moment.check(death.world, Town.sweep, death.when)


@pytest.mark.parametrize("name", [step.name for step in STORY if not step.lost])
def test_an_hour_after_each_step_nothing_is_left_to_do(name: str) -> None:
    town = after(name)
    town.world.advance(hours=1)
    town.sweep()
    assert town.picture() == told()[name].end
