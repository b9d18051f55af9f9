"""What GitHub takes only so much of: what it did not come to is done later, nothing is lost or made twice."""

from __future__ import annotations

from functools import cache

import pytest

from govbot.core.errors import UserError
from govbot.sandbox.model import ACTIONS_ID
from tests.communities import COUNCIL
from tests.scenarios.crashes import Moment
from tests.scenarios.stories import EVERY, STORIES
from tests.scenarios.story import after
from tests.scenarios.town import Town

# A mutation of which a part is done -------------------------------------------------------------------


@pytest.mark.crashes
@pytest.mark.parametrize("changes", [1, 2, 3, 4])
@pytest.mark.parametrize(("of", "name"), EVERY)
def test_a_run_of_which_github_did_a_part_is_finished_wherever_it_is_killed(
    of: str, name: str, changes: int
) -> None:
    moment = STORIES[of].moment(name)
    for death in moment.deaths_where(lambda town: town.sandbox.faults.reset(f"partial:{changes}")):
        moment.check(death.world, Town.sweep, f"{changes} done, {death.when}")


def test_more_than_ten_changes_go_in_several_requests_and_all_are_made() -> None:
    town = after("the vote is opened")
    for turn in range(25):
        town.world.comment(1, "/vote yes", by=COUNCIL[turn % 7])
    first, *_ = town.lose_events()
    town.carry(first)
    assert not town.reports[-1].failed
    said = [each for each in town.world.issue(1).comments if each.body == "/vote yes"]
    assert all(each.reactions for each in said)
    sizes = [
        len(each.body["variables"]) for each in town.sandbox.requests if "Apply" in each.operations
    ]
    assert sizes == [10, 10, 7]


# Points, requests and content -------------------------------------------------------------------------


def cast(town: Town, number: int) -> None:
    """Somebody new casts an advisory ballot."""
    town.world.add_person(f"reader{number}", id=20_000 + number)
    town.world.comment(1, "/vote yes", by=f"reader{number}")


@cache
def hundred() -> Moment:
    """One run that finds a hundred ballots at once."""
    town = after("the vote is opened")
    for number in range(100):
        cast(town, number)
    first, *_ = town.lose_events()
    town.world.state.events.append(first)
    return Moment.play("a hundred ballots", town, seen=Town.facts)


def use_up(town: Town) -> None:
    """Leave the workflow's token two changes, as if it had made many others lately."""
    town.sandbox.limits.made[ACTIONS_ID] = [town.world.now] * 78


def use_up_points(town: Town) -> None:
    """Leave the workflow's token two points."""
    who = town.world.person(ACTIONS_ID)
    town.sandbox.limits.budget(who, "graphql", town.world.now).used = 998


def an_hour_later(town: Town) -> None:
    """Let everything be there again, and the schedule come."""
    town.world.advance(hours=1)
    town.sweep()


def test_a_hundred_ballots_one_by_one_meet_the_limit_and_the_schedule_counts_what_is_left() -> None:
    town = after("the vote is opened")
    refused: list[str] = []
    for number in range(100):
        cast(town, number)
        try:
            town.settle()
        except UserError as error:
            refused.append(str(error))
    assert all("its rate limit is used up" in each for each in refused)
    assert len(refused) > 50, "a token makes content 80 times a minute, and a ballot does so twice"
    assert 30 < len(town.ballots()) <= 40, "what was recorded stays"
    an_hour_later(town)
    assert [each[0] for each in town.ballots()] == [f"reader{number}" for number in range(100)]
    said = [each for each in town.world.issue(1).comments if each.body == "/vote yes"]
    assert all(len(each.reactions) == 1 for each in said)
    assert len(town.statuses()) == 1


def test_a_hundred_ballots_at_once_take_a_dozen_changes() -> None:
    moment = hundred()
    assert len(moment.made) < 20
    assert len(moment.end["ballots"]) == 100


@pytest.mark.parametrize("limit", [use_up, use_up_points])
def test_where_a_limit_strikes_in_the_middle_the_next_hour_does_the_rest(
    limit: object,
) -> None:
    moment = hundred()
    town = moment.thaw(moment.before)
    assert callable(limit)
    limit(town)
    with pytest.raises(UserError, match="its rate limit is used up"):
        moment.wake(town)
    assert town.requests < len(moment.made), "what a limit refused is not asked again"
    an_hour_later(town)
    assert moment.seen(town) == moment.end


@pytest.mark.crashes
@pytest.mark.parametrize("left", range(8))
def test_wherever_a_limit_strikes_and_the_run_is_killed_nothing_is_lost(left: int) -> None:
    moment = hundred()

    def spoil(town: Town) -> None:
        town.sandbox.limits.made[ACTIONS_ID] = [town.world.now] * (80 - left)

    for death in moment.deaths_where(spoil):
        moment.check(death.world, an_hour_later, f"{left} changes left, {death.when}")


# What was deleted -------------------------------------------------------------------------------------


def test_a_label_that_is_deleted_from_the_repository_leaves_a_hole_that_stops_nothing() -> None:
    town = after("the vote is opened")
    town.world.label(1, "mine", by="mo")
    town.world.unlabel(1, "mine", by="mo")
    town.world.delete_label("mine", by="mo")
    town.lose_events()
    town.world.comment(1, "/vote yes", by="ada")
    town.settle()
    assert town.ballots() == [("ada", "yes", True)]
    assert not town.reports[-1].failed


def test_a_stage_s_label_that_somebody_deletes_comes_back() -> None:
    town = after("the vote is opened")
    before = town.labels()
    for label in list(town.world.repository().labels):
        town.world.delete_label(label.name, by="mo")
    town.sweep()
    assert town.labels() == before
    assert not town.reports[-1].failed


def test_a_limit_ends_the_sweep_and_nothing_more_is_asked() -> None:
    town = Town.begin()
    for title in ("One", "Two", "Three"):
        town.open(title)
    town.schedule()
    town.sandbox.limits.made[ACTIONS_ID] = [town.world.now] * 80
    (report,) = town.settle()
    assert report is not None
    assert report.failed
    assert [each.status for each in town.sandbox.requests].count(403) == 1
    assert town.sandbox.requests[-1].status == 403
    an_hour_later(town)
    assert all(town.labels(number) == ["rfc: discussion"] for number in (1, 2, 3))
