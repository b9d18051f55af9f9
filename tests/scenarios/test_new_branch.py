"""The ledger's branch is made just now, and not everything of GitHub knows of it yet."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from govbot.demo.sight import LEDGER_BRANCH
from tests.scenarios.crashes import Moment
from tests.scenarios.town import Town

REF = f"refs/heads/{LEDGER_BRANCH}"


def left(town: Town) -> dict[str, Any]:
    """What is there, without when: to wait takes time."""
    git = town.world.git_of(town.world.repository())
    commits = git.history(git.branch(LEDGER_BRANCH) or "")
    return {
        "kinds": town.kinds(1),
        "labels": town.labels(1),
        "checks": town.checks(1),
        "statuses": len(town.statuses(1)),
        "answers": town.answers(1),
        # The list of what is at rest is no record.
        "files": sorted(path for path in git.files(commits[-1]) if not path.endswith(".json")),
        "first commits": [each for each in commits if not git.get_commit(each).parents][1:],
    }


@cache
def first_rfc() -> Moment:
    """The first RFC of a repository, which has no ledger yet."""
    town = Town.begin()
    town.open()
    return Moment.play("the first RFC", town, seen=left)


def lag(town: Town, seconds: int) -> None:
    """Let GitHub know late of a new branch, and of one that a dead run has just made."""
    home = town.world.repository()
    town.sandbox.faults.reset(f"lagging-ref:{seconds}")
    if town.world.git_of(home).ref(REF):
        town.sandbox.faults.keep_new_ref(home.id, REF, town.world.now)


@pytest.mark.parametrize("seconds", range(1, 8))
def test_a_branch_that_github_comes_to_know_within_seconds_is_waited_for(seconds: int) -> None:
    moment = first_rfc()
    town = moment.thaw(moment.before)
    lag(town, seconds)
    moment.wake(town)
    assert not any(report.failed for report in town.reports)
    assert left(town) == moment.end
    made = [each for each in town.sandbox.requests if each.path.endswith("/git/refs")]
    assert len(made) == 1, "nobody tried to make it a second time"


@pytest.mark.parametrize("seconds", range(1, 8))
def test_a_branch_that_a_dead_run_made_is_waited_for_too(seconds: int) -> None:
    moment = first_rfc()
    town = moment.thaw(moment.before_first("mutation Append"))
    lag(town, seconds)
    moment.wake(town)
    assert not any(report.failed for report in town.reports)
    assert left(town) == moment.end


def test_two_first_rfcs_at_once_lose_nothing() -> None:
    town = Town.begin()
    first, second = town.open("One"), town.open("Two")
    events = town.lose_events()
    lag(town, 5)
    for event in events:
        town.carry(event)
    assert not any(report.failed for report in town.reports)
    assert town.kinds(first) == town.kinds(second) != []
    assert town.labels(first) == town.labels(second) == ["rfc: discussion"]


def test_one_that_stays_unknown_is_left_to_the_schedule() -> None:
    moment = first_rfc()
    town = moment.thaw(moment.before)
    lag(town, 3600)
    report = town.carry(moment.events[0])
    assert report is not None
    assert "Nothing is lost: the next run" in report.errors[0]
    town.world.advance(hours=1)
    town.sweep()
    assert left(town) == moment.end


@pytest.mark.crashes
@pytest.mark.parametrize("seconds", [1, 2, 3, 5, 7, 60])
def test_wherever_a_run_is_killed_meanwhile_the_next_one_finishes(seconds: int) -> None:
    moment = first_rfc()

    def finish(town: Town) -> None:
        lag(town, min(seconds, 7))
        town.sweep()

    for death in moment.deaths_where(lambda town: lag(town, seconds)):
        moment.check(death.world, finish, f"known after {seconds} seconds, {death.when}")
