"""Every run of every story, killed at each request and lied to at each request: the same is there in the end."""

from __future__ import annotations

from functools import partial

import pytest

from govbot.core.errors import UserError
from govbot.demo.stage import happen
from govbot.demo.story import STORY
from tests.scenarios import handover, life, story
from tests.scenarios.faults import Dies, FailsNowAndThen
from tests.scenarios.stories import EVERY, STORIES
from tests.scenarios.terms import Commons
from tests.scenarios.town import Town
from tests.scenarios.wire import Killed

pytestmark = pytest.mark.crashes


BY_EVENT = [(each, name) for each, name in EVERY if each in {"the demo", "a motion"}]


@pytest.mark.parametrize(("of", "name"), [each for each in EVERY if each[0] != "the demo"])
def test_what_a_killed_run_left_is_finished_by_the_schedule(of: str, name: str) -> None:
    moment = STORIES[of].moment(name)
    assert len(moment.deaths) > 1
    for death in moment.deaths:
        moment.check(death.world, Town.sweep, death.when)


@pytest.mark.parametrize(("of", "name"), BY_EVENT)
def test_what_a_killed_run_left_is_finished_when_the_event_comes_again(of: str, name: str) -> None:
    moment = STORIES[of].moment(name)
    for death in moment.deaths:
        moment.check(death.world, moment.wake, death.when)


@pytest.mark.parametrize("name", story.WITH_RUNS[:-1])
def test_what_a_killed_run_left_is_finished_by_the_next_event(name: str) -> None:
    names = [step.name for step in STORY]
    following = story.WITH_RUNS[story.WITH_RUNS.index(name) + 1]
    expected = story.after(following).facts()
    for death in story.told()[name].deaths:
        town = Town.thaw(death.world)
        for step in STORY[names.index(name) + 1 : names.index(following) + 1]:
            town.play(step)
        assert town.facts() == expected, death.when


@pytest.mark.parametrize(("of", "name"), EVERY)
def test_what_a_run_that_survives_a_fault_leaves_is_right(of: str, name: str) -> None:
    told = STORIES[of]
    moment = told.moment(name)
    for line in moment.faults():
        moment.check(moment.before, partial(told.copes, moment, line), str(line))
        assert line.struck


@pytest.mark.parametrize(("of", "name"), EVERY)
def test_a_killed_run_does_nothing_more_than_the_requests_before(of: str, name: str) -> None:
    moment = STORIES[of].moment(name)
    assert moment.made
    for place, (world, _) in enumerate(moment.made, start=1):
        town = moment.thaw(moment.before)
        with pytest.raises(Killed):
            moment.wake(town, Dies(place))
        assert town.freeze() == world, place


def test_what_was_compared_is_what_should_be_there() -> None:
    passed = life.moment("a vote passed: announced and merged")
    assert len(passed.deaths) > len(passed.made) / 2
    assert any("4 changes" in death.when for death in passed.deaths), "in the middle of a mutation"
    reminded = life.moment("a reminder is due").end
    assert sum("govbot:reminder" in body for body, _ in reminded["comments"]) == 1
    assert reminded["kinds"].count("reminded") == 1
    assert passed.end["state"] == (True, True)
    assert passed.end["kinds"].count("vote-closed") == passed.end["seen"] == 1
    assert len(passed.end["announced"]) == 1
    failed = life.moment("a vote failed: announced and closed").end
    assert failed["state"] == (True, False)
    assert len(failed["announced"]) == 1
    again = life.moment("the text changed: ballots fell").end
    (call,) = [body for body, _ in again["comments"] if "govbot:restart" in body]
    assert "@ada, @ben: your ballots were about the old text" in call
    late = life.moment("a review is late").end
    assert [[word for word, _ in each] for each in late["reviews"]] == [["confused"]]
    assert sum("govbot:answer:review" in body for body, _ in late["comments"]) == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_github_that_keeps_failing_is_outlasted(seed: int) -> None:
    for moment in handover.told().values():
        commons = Commons.thaw(moment.before)
        moment.wake(commons, FailsNowAndThen(seed))
        for hour in range(3):
            commons.sweep(FailsNowAndThen(10 * seed + hour))
        commons.sweep()
        assert commons.scene() == moment.end, moment.name


@pytest.mark.parametrize("seed", range(8))
def test_a_github_that_fails_every_fourth_time_comes_to_the_same(seed: int) -> None:
    town = Town.begin()
    struck = 0
    for number, step in enumerate(STORY):
        happen(town.world, step)
        events = town.lose_events()
        for event in events if not step.lost else ():
            line = FailsNowAndThen(seed * 1000 + number)
            try:
                report = town.carry(event, line)
                has_failed = report is not None and report.failed
            except UserError:
                has_failed = True
            if has_failed:
                town.sweep()
            struck += line.struck
    assert struck > 5
    assert town.picture() == story.told()[story.LAST].end
