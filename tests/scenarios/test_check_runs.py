"""The check `govbot / rfc` through what GitHub does to check runs: it always comes back, and turns green.

GitHub may not let a conclusion be changed, gives up what is pending for two weeks, deletes what is old,
and looks among the checks of the newest workflows alone.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.markers import CHECK_ID, CHECK_NAME
from govbot.sandbox.model import App, CheckRun
from tests.communities import COUNCIL
from tests.scenarios import life
from tests.scenarios.crashes import Moment
from tests.scenarios.story import after
from tests.scenarios.town import Town

LINTER = App(4711, "linter", "Linter")


def runs(town: Town) -> list[CheckRun]:
    """The check runs on the head of the first pull request, oldest first."""
    return town.world.check_runs(town.world.pull_of(town.world.issue(1)).head_oid)


def test_another_conclusion_is_another_check_run_and_other_words_are_the_same() -> None:
    town = after("yes")
    head = town.world.pull_of(town.world.issue(1)).head_oid
    before = [run.conclusion or run.status for run in town.world.check_runs(head)]
    town.world.comment(1, "/vote no", by="ben")
    town.settle()
    assert [run.conclusion or run.status for run in town.world.check_runs(head)] == before
    town = after("the schedule")
    shown = [run.conclusion or run.status for run in town.world.check_runs(head)]
    assert (shown[-1], len(shown)) == ("success", len(before) + 1)
    assert not any(report.failed for report in town.reports)


def test_a_check_that_a_job_of_a_fork_called_the_same_is_answered_by_a_newer_one_and_reported() -> (
    None
):
    town = after("yes")
    head = town.world.pull_of(town.world.issue(1)).head_oid
    town.world.create_check_run(CHECK_NAME, head, conclusion="success", title="Trust me")
    town.world.advance(minutes=1)
    town.sweep()
    newest = town.world.check_runs(head)[-1]
    assert (newest.status, newest.external_id) == ("in_progress", f"{CHECK_ID}#1")
    assert "Something else has set a check of the same name" in (newest.summary or "")
    many = len(town.world.check_runs(head))
    life.hourly(town, 3)
    assert len(town.world.check_runs(head)) == many, "it is answered once"


def test_a_check_that_was_lost_comes_back() -> None:
    town = after("yes")
    before = town.checks()
    town.world.delete_check_suites(town.world.pull_of(town.world.issue(1)).head_oid)
    town.sweep()
    assert town.checks() == before


def test_an_rfc_that_nobody_has_decided_on_shows_a_check_that_is_pending() -> None:
    town = after("the draft is mended")
    assert town.checks() == [("in_progress", "In discussion; next: `voting`")]


def test_a_check_is_pending_for_weeks_and_never_fails_for_it() -> None:
    town = after("the draft is mended")
    before = town.checks()
    for _ in range(40):
        town.world.advance(days=1)
        town.sweep()
        assert town.checks() == before
    assert 4 <= len(runs(town)) <= 6, "it is set anew every ten days, and not every day"


def test_a_check_that_github_gave_up_because_nothing_ran_for_weeks_comes_back() -> None:
    town = after("the draft is mended")
    before = town.checks()
    town.world.advance(days=30)
    assert town.checks() == [("stale", before[0][1])]
    town.sweep()
    assert town.checks() == before


def test_a_check_that_is_older_than_github_keeps_them_comes_back() -> None:
    town = after("the schedule")
    before = town.checks()
    assert before[0][0] == "success"
    town.world.advance(days=91)
    assert town.checks() == []
    town.sweep()
    assert town.checks() == before


def test_a_check_is_set_anew_when_workflows_begin_again_on_the_same_commit() -> None:
    town = after("yes")
    town.world.advance(hours=1)
    head = town.world.pull_of(town.world.issue(1)).head_oid
    many = len(runs(town))
    town.world.create_check_suite(head)  # somebody ran all workflows of the commit again
    town.sweep()
    assert len(runs(town)) == many + 1
    assert town.checks()[0][0] == "in_progress"
    life.hourly(town, 3)
    assert len(runs(town)) == many + 1, "once for each time that they begin"


def test_suites_of_another_app_do_not_make_govbot_set_its_check_anew() -> None:
    town = after("yes")
    town.world.advance(hours=1)
    many = len(runs(town))
    town.world.create_check_suite(runs(town)[0].head_oid, app=LINTER)
    town.sweep()
    assert len(runs(town)) == many


def test_a_check_with_govbot_s_id_by_another_app_is_not_taken_for_its_own() -> None:
    town = after("yes")
    head = runs(town)[0].head_oid
    town.world.advance(hours=1)
    town.world.create_check_run(
        CHECK_NAME, head, app=LINTER, conclusion="success", external_id=CHECK_ID, title="Trust me"
    )
    town.sweep()
    assert town.checks()[0][0] == "in_progress"
    assert "Something else has set a check of the same name" in (runs(town)[-1].summary or "")


@pytest.mark.parametrize("is_final", [True, False])
def test_a_check_turns_green_whether_or_not_github_lets_the_pending_one_be_ended(
    *, is_final: bool
) -> None:
    town = after("yes")
    town.world.state.checks_are_final = is_final
    for login in ("ben", "cyd", "dee", "eli"):
        town.world.comment(1, "/vote yes", by=login)
    town.settle()
    town.world.advance(days=9, hours=1)
    waiting = runs(town)[-1]
    town.world.advance(days=2)
    town.sweep()
    assert town.checks()[0][0] == "success"
    assert not any(report.failed for report in town.reports)
    assert town.world.check_run(waiting.id).conclusion == (None if is_final else "success")


def test_many_jobs_called_as_govbot_s_check_do_not_hide_it() -> None:
    town = after("yes")
    head = runs(town)[0].head_oid
    town.world.advance(minutes=1)
    for _ in range(30):
        suite = town.world.create_check_suite(head)
        run = town.world.create_check_run(CHECK_NAME, head, conclusion="success", title="A job")
        run.suite = suite.id
    town.world.advance(minutes=1)
    town.sweep()
    assert town.checks()[0][0] == "in_progress"
    many = len(runs(town))
    life.hourly(town, 3)
    assert len(runs(town)) == many


# Several pull requests of one commit ------------------------------------------------------------------


def twin(town: Town, base: str) -> int:
    """Open a second pull request of the first one's commit, as anybody may of a public branch."""
    head = town.world.pull_of(town.world.issue(1)).head_oid
    if base != "main":
        town.world.create_branch(base, by="mo")
    town.world.create_branch("copy", at=head, by="mo")
    other = town.world.open_pull_request("Mine", by="mo", head="copy", base=base)
    town.settle()
    life.hourly(town, 2)
    return other.number


@pytest.mark.parametrize("base", ["main", "side"])
@pytest.mark.parametrize("name", ["the draft is mended", "yes", "the schedule"])
def test_a_second_pull_request_of_a_commit_changes_no_check_that_another_one_set(
    name: str, base: str
) -> None:
    town = after(name)
    before = town.checks()
    other = twin(town, base)
    assert town.checks() == before
    town.world.close(other, by="mo")
    town.settle()
    assert town.checks() == before
    many = len(runs(town))
    life.hourly(town, 3)
    assert len(runs(town)) == many


def test_of_two_pull_requests_of_a_commit_the_one_that_may_be_merged_makes_the_check_green() -> (
    None
):
    town = after("yes")
    twin(town, "side")
    for login in COUNCIL[1:]:
        town.world.comment(1, "/vote yes", by=login)
    town.world.advance(days=11)
    life.hourly(town, 2)
    assert town.checks() == [("success", "The RFC is accepted: it may be merged")]
    assert {run.external_id for run in runs(town)} == {f"{CHECK_ID}#1"}


def test_what_was_green_turns_red_by_the_pull_request_that_it_is_about() -> None:
    town = after("the schedule")
    twin(town, "side")
    before = runs(town)
    town.world.comment(1, "/rfc withdraw", by="zoe")
    town.settle()
    assert town.checks() == [("failure", "The RFC is withdrawn")]
    assert len(runs(town)) == len(before) + 1


# Runs that die ------------------------------------------------------------------------------------------


def _deleted(town: Town) -> None:
    town.world.delete_check_suites(runs(town)[0].head_oid)


def _given_up(town: Town) -> None:
    town.world.advance(days=15)


def _too_old(town: Town) -> None:
    town.world.advance(days=91)


def _begun_again(town: Town) -> None:
    town.world.create_check_suite(runs(town)[0].head_oid)


def _covered(town: Town) -> None:
    town.world.create_check_run(
        CHECK_NAME, runs(town)[0].head_oid, app=LINTER, conclusion="success", title="Trust me"
    )


@pytest.mark.crashes
@pytest.mark.parametrize("is_final", [True, False])
@pytest.mark.parametrize("spoil", [_deleted, _given_up, _too_old, _begun_again, _covered])
@pytest.mark.parametrize("name", ["the draft is mended", "yes"])
def test_a_check_that_github_lost_comes_back_wherever_the_run_that_sets_it_is_killed(
    name: str, spoil: Callable[[Town], None], *, is_final: bool
) -> None:
    town = after(name)
    town.world.state.checks_are_final = is_final
    town.world.advance(hours=1)
    spoil(town)
    lost = runs(town)
    moment = Moment.play(name, town.schedule(), seen=lambda town: (town.checks(), town.facts()))
    assert runs(moment.thaw(moment.after)) != lost
    for death in moment.deaths:
        moment.check(death.world, lambda town: town.schedule().settle(), death.when)
