"""Events that are lost, repeated or out of order, and a GitHub that fails now and then: the same end."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.errors import UserError
from govbot.demo.stage import happen
from govbot.demo.story import STORY, LabelsByHand, Pushes, Says, Schedule, Step
from govbot.sandbox.model import Event
from tests.scenarios.story import LAST, after
from tests.scenarios.town import Town, undated, without
from tests.searches import search


def seen(town: Town) -> object:
    """Everything, but for which run saw what and when it came to write about it.

    How often a check that was pending was set anew depends on that, and only the newest is seen.
    """
    return without(undated(town.picture()), "watermark") | {"checks": town.newest_checks()}


def lines(town: Town) -> list[str]:
    """The ledger, but for the watermarks and the commit at which the rules were read."""
    ledger = without(town.picture(), "watermark")["ledger"]["rfcs/1.jsonl"]
    return [re.sub('"governance_commit":"[0-9a-f]+"', "", line) for line in ledger]


@pytest.mark.parametrize("name", ["the draft is mended", "the vote is opened"])
def test_when_every_event_is_lost_one_run_of_the_schedule_comes_to_the_same_ledger(
    name: str,
) -> None:
    town = after(name)
    for step in STORY[1 + [step.name for step in STORY].index(name) :]:
        happen(town.world, step)
        town.lose_events()
    town.sweep()
    expected = after(LAST)
    # The one thing that is otherwise: the rules were read after the merge, at another commit.
    assert lines(town) == lines(expected)
    assert town.labels() == expected.labels()
    assert len(town.statuses()) == 1
    assert len(town.answers()) == len(expected.answers())


@pytest.mark.parametrize("late", [timedelta(hours=7), timedelta(days=3), timedelta(days=70)])
def test_a_schedule_that_comes_late_closes_the_vote_when_it_was_over(late: timedelta) -> None:
    town = after("a ballot that is late")
    town.world.advance(late)
    town.sweep()
    expected = after("the schedule")
    assert town.facts() == expected.facts()
    assert town.ballots() == expected.ballots()


MOVES = (
    Step("", Says("ada", "/vote yes"), timedelta(minutes=3)),
    Step("", Says("ben", "/vote no"), timedelta(minutes=3)),
    Step("", Says("gus", "/vote no"), timedelta(minutes=3)),
    Step("", Says("eli", "/vote yes\n/vote no"), timedelta(minutes=3)),
    Step("", Says("gus", "/vote yes"), timedelta(minutes=3)),
    Step("", LabelsByHand("mo", "rfc: rejected"), timedelta(minutes=3)),
    Step("", Says("zoe", "/vote open"), timedelta(minutes=3)),
    Step("", Schedule(), timedelta(days=11)),
)


@cache
def in_order() -> object:
    """What is there when every event came once and in time."""
    town = after("the vote is opened")
    for move in MOVES:
        town.play(move)
    return seen(town)


@search(25)
@given(data=st.data())
def test_events_lost_repeated_and_in_any_order_come_to_the_same(data: st.DataObject) -> None:
    """After each thing that happens, any of the events so far come, or come again, or do not."""
    town = after("the vote is opened")
    so_far: list[Event] = []
    for move in MOVES[:-1]:
        happen(town.world, move)
        so_far += town.lose_events()
        for event in data.draw(st.lists(st.sampled_from(so_far), max_size=2)):
            town.carry(event)
    town.play(MOVES[-1])
    town.sweep()
    assert seen(town) == in_order()


def test_a_spent_rate_limit_is_said_and_the_next_hour_does_the_rest() -> None:
    for spent in range(3):
        town = after("the vote is opened")
        happen(town.world, MOVES[0])
        (event,) = town.lose_events()
        town.sandbox.faults.reset(f"rate-limit:{spent}")
        with pytest.raises(UserError, match="rate limit"):
            town.carry(event)
        town.sandbox.faults.reset()
        town.sweep()
        assert town.facts() == after("yes").facts()
        assert town.ballots() == [("ada", "yes", True)]


def test_a_push_that_comes_while_the_vote_runs_starts_it_again_whatever_is_lost() -> None:
    worlds = []
    for is_lost in (False, True):
        town = after("yes")
        text = "\nA sentence more.\n"
        path = "rfcs/0001-one-calendar.md"
        push = Pushes("zoe", {path: text_of(town, path) + text})
        happen(town.world, Step("", push, timedelta(hours=1)))
        if is_lost:
            town.lose_events()
            town.sweep()
        else:
            town.settle()
        worlds.append(town)
    one, other = worlds
    assert one.facts() == other.facts()
    # The two postings are the comment that tells ada of her ballot: taken on, and seen.
    assert one.kinds()[-4:] == ["vote-cancelled", "vote-opened", "posting", "posting"]
    assert one.state().open_vote is not None


def text_of(town: Town, path: str) -> str:
    git = town.world.git_of(town.world.repository())
    head = town.world.pull_of(town.world.issue(1)).head_oid
    return (git.file(head, path) or b"").decode()
