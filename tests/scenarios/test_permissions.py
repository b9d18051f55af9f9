"""What a run does whose job lacks a permission: it says so, loses nothing, and once it is given all is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

from govbot.core.errors import UserError
from govbot.sandbox import job_permissions
from tests.scenarios import life, motions
from tests.scenarios.crashes import Moment
from tests.scenarios.stories import EVERY, STORIES
from tests.scenarios.story import after, told
from tests.scenarios.town import WORKFLOW, Town

GIVEN = job_permissions(WORKFLOW.read_text(encoding="utf-8"), "govbot")
REFUSED = "Resource not accessible by integration"

MOMENTS: dict[str, Callable[[], Moment]] = {
    "checks": lambda: told()["the vote is opened"],
    "contents": lambda: told()["yes"],
    "discussions": lambda: life.moment("a vote passed: announced and merged"),
    "issues": lambda: motions.moments()["it is opened"],
    "pull-requests": lambda: told()["yes"],
}
"""A run that needs it, for each permission."""


def without(scope: str) -> str:
    """The workflow file without a permission."""
    text = WORKFLOW.read_text(encoding="utf-8")
    changed = re.sub(f"^ +{scope}: write.*\n", "", text, flags=re.MULTILINE)
    assert job_permissions(changed, "govbot") == {
        name: may for name, may in GIVEN.items() if name != scope
    }
    return changed


def lacking(scope: str, town: Town) -> None:
    """Take a permission away from the job."""
    town.workflow = without(scope)


def finish(town: Town) -> None:
    """Let the schedule come, with every permission again."""
    town.workflow = WORKFLOW.read_text(encoding="utf-8")
    town.sweep()


def said(town: Town, moment: Moment) -> str:
    """What the run says that fails."""
    try:
        moment.wake(town)
    except UserError as error:
        return str(error)
    assert town.reports[-1].failed
    return "\n".join(town.reports[-1].errors)


def test_a_run_for_each_permission_of_the_job_is_tried() -> None:
    assert MOMENTS.keys() == GIVEN.keys()


@pytest.mark.parametrize("scope", MOMENTS)
def test_a_permission_that_is_missing_is_said_and_once_it_is_given_all_is_done(scope: str) -> None:
    moment = MOMENTS[scope]()
    town = moment.thaw(moment.before)
    lacking(scope, town)
    words = said(town, moment)
    assert REFUSED in words
    assert f"{scope}: write" in words
    finish(town)
    assert moment.seen(town) == moment.end


def test_without_the_right_to_append_nothing_else_is_touched() -> None:
    town = after("the vote is opened")
    town.world.comment(1, "/vote yes", by="ada")
    lacking("contents", town)
    before = town.picture()
    with pytest.raises(UserError, match=REFUSED):
        town.settle()
    assert town.picture() == before


@pytest.mark.crashes
@pytest.mark.parametrize("scope", GIVEN)
@pytest.mark.parametrize(("of", "name"), EVERY)
def test_a_run_that_lacks_a_permission_loses_nothing_wherever_it_is_killed(
    of: str, name: str, scope: str
) -> None:
    moment = STORIES[of].moment(name)
    for death in moment.deaths_where(partial(lacking, scope)):
        moment.check(death.world, finish, f"without {scope}, {death.when}")
