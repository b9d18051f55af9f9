"""What the schedule costs where little happens, and that it sees everything all the same."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from govbot.app import sweep
from govbot.app.bugs import raise_bugs
from govbot.app.patience import TookTooLong, within
from govbot.app.sweep import Budget, Postponed, run_sweep
from govbot.core.sweep import Index
from govbot.files import require_governance
from govbot.gh import SEEN, connect
from govbot.sandbox.tokens import ACTIONS_TOKEN
from tests.scenarios.story import after
from tests.scenarios.town import RFC, Town
from tests.scenarios.wire import FAILED, HERE, Line, wired

CHECK_NAME = "govbot / rfc"
LIMIT = 15


def swept(town: Town, line: Line | None = None) -> list[str]:
    """Let the schedule come; return the names of what it asked, but for what terms cost."""
    before = town.requests
    town.sweep(line)
    asked = [
        ", ".join(each.operations) or f"{each.method} {each.path}"
        for each in town.sandbox.requests[before:]
    ]
    return [name for name in asked if name != "Upkeep"]


def settled(town: Town, at_most: int = 40) -> Town:
    """Let the schedule come until it has nothing to look at any more."""
    for _ in range(at_most):
        town.world.advance(minutes=15)
        if "PullRequest" not in swept(town):
            return town
    raise AssertionError("it never comes to rest")


def full_of_rfcs(many: int) -> Town:
    town = Town.begin()
    for count in range(many):
        path = f"rfcs/{count + 1:04d}-number-{count}.md"
        text = RFC.replace("TITLE", f"Number {count}")
        town.world.open_pull_request(f"Number {count}", {path: text}, by="zoe")
    town.lose_events()
    return town


def check_of(town: Town, number: int) -> list[tuple[str, str | None]]:
    return town.checks(number)


def index_of(town: Town) -> Index:
    text = town.world.git_of(town.world.repository()).file("governance-ledger", SEEN)
    return Index.model_validate_json(text or "{}")


# What it sees -------------------------------------------------------------------------------------------


def test_in_a_new_repository_every_open_pull_request_gets_its_check() -> None:
    town = Town.begin()
    for count in range(12):
        town.world.open_pull_request(f"Docs {count}", {f"docs/{count}.md": "x\n"}, by="zoe")
    town.lose_events()
    town.sweep()
    assert [check_of(town, number) for number in range(1, 13)] == [
        [("success", "No RFC in this pull request")]
    ] * 12


def test_what_is_at_rest_is_not_read_again_and_what_changes_is() -> None:
    town = settled(full_of_rfcs(5))
    assert swept(town) == ["Sweep", "List", "Lately"]
    town.world.edit(3, title="Another title", by="zoe")
    town.lose_events()
    assert swept(town).count("PullRequest") == 1
    assert "PullRequest" not in swept(settled(town))


def test_what_falls_due_is_looked_at_when_it_does_and_seldom_before() -> None:
    town = settled(after("yes"))
    looks = hours = 0
    while "vote-closed" not in town.kinds(1):
        town.world.advance(hours=1)
        looks += swept(town).count("PullRequest")
        hours += 1
    (closed,) = [each for each in town.records(1) if each.kind == "vote-closed"]
    expected = after("the schedule")
    assert town.facts()["votes"] is not None
    assert town.world.now - closed.at < timedelta(hours=1, minutes=10)
    assert looks < hours / 6, "once a day, and when there is something to do"
    assert expected.kinds(1).count("vote-closed") == 1


def test_under_other_rules_everything_is_looked_at_again(tmp_path: Any) -> None:
    town = settled(full_of_rfcs(5))
    town.root = town.with_files(tmp_path, {"governance/people.yaml": "- github: ada\n  id: 1001\n"})
    assert swept(town).count("PullRequest") == 5
    assert "PullRequest" not in swept(settled(town))


def test_a_check_that_is_lost_comes_back_within_a_day() -> None:
    town = settled(full_of_rfcs(3))
    head = town.world.pull_of(town.world.issue(2)).head_oid
    town.world.delete_check_suites(head)
    assert check_of(town, 2) == []
    for _ in range(24):
        town.world.advance(hours=1)
        town.sweep()
    assert check_of(town, 2) == [("in_progress", "In discussion; next: `voting`")]


def test_an_index_that_is_lost_or_nonsense_costs_time_and_hides_nothing() -> None:
    for text in (None, b"{", b'{"rule": 1, "entries": {"1": {"appearance": "same"}}}'):
        town = settled(full_of_rfcs(2))
        town.world.edit(1, title="Another title", by="zoe")
        town.lose_events()
        town.world.push_to("governance-ledger", {SEEN: text})
        assert swept(town).count("PullRequest") >= 1
        assert "PullRequest" not in swept(settled(town))
        assert sorted(index_of(town).entries) == [1, 2]


def test_a_run_that_dies_before_the_index_is_written_leaves_everything_to_the_next() -> None:
    town = full_of_rfcs(3)

    class Dies(Line):
        """GitHub fails at the index."""

        def carry(self, request: Any, ask: Any) -> Any:
            return FAILED if "List what is at rest" in request.body else super().carry(request, ask)

    for _ in range(3):
        town.sweep(Dies())
    assert index_of(town) == Index()
    assert all(town.state(number).stage == "discussion" for number in (1, 2, 3))
    settled(town)
    assert sorted(index_of(town).entries) == [1, 2, 3]


def test_what_is_closed_is_forgotten_after_some_days() -> None:
    town = settled(full_of_rfcs(2))
    town.world.close(1, by="zoe")
    town.settle()
    settled(town)
    assert town.state(1).stage == "withdrawn"
    for _ in range(5):
        town.world.advance(days=1)
        town.sweep()
    assert sorted(index_of(town).entries) == [2]


def test_a_person_s_run_never_says_that_something_is_at_rest() -> None:
    town = full_of_rfcs(1)
    town.sweep_as("mo")
    assert all(not entry.appearance for entry in index_of(town).entries.values())
    town.sweep()
    assert len(town.statuses(1)) == 1, "what a person leaves to the bot is done by it"


def test_a_commit_of_the_merge_queue_without_a_check_gets_one() -> None:
    town = settled(full_of_rfcs(1))
    queued = town.world.enqueue(1, by="mo").head_oid
    town.lose_events()
    town.sweep()
    (run,) = town.world.check_runs(queued)
    assert (run.conclusion, run.name) == ("failure", CHECK_NAME)
    asked = swept(town)
    assert not {"Queue", "PullRequest"} & set(asked), (
        "what was looked at just now is not read again"
    )
    town.world.create_check_run(CHECK_NAME, queued, conclusion="success", title="Trust me")
    town.world.advance(hours=1)
    assert swept(town).count("Queue") == 1
    newest = town.world.check_runs(queued)[-1]
    assert newest.conclusion == "failure", "what somebody else set in its place is answered"


def test_a_merge_queue_is_read_once_and_each_pull_request_in_it_decided_about_once() -> None:
    town = settled(full_of_rfcs(8))
    queued = [town.world.enqueue(number, by="mo").head_oid for number in range(1, 9)]
    town.lose_events()
    asked = swept(town)
    assert asked.count("Queue") == 1
    assert asked.count("PullRequest") == 8, (
        "and not eight for the last, seven for the one before ..."
    )
    assert all(town.world.check_runs(commit) for commit in queued)
    town.world.advance(minutes=15)
    assert "Queue" not in swept(settled(town))


def forged(town: Town, change: Callable[[dict[str, Any]], object]) -> None:
    """Let somebody who may push write the index as they like."""
    data = json.loads(index_of(town).model_dump_json())
    change(data)
    town.world.push_to("governance-ledger", {SEEN: json.dumps(data)}, by="mo")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["entries"].pop("2"),
        lambda data: data["entries"]["2"].update(kind="done"),
        lambda data: data["entries"]["2"].update(kind="motion"),
    ],
)
def test_an_index_that_leaves_something_out_hides_it_for_a_day_at_most(
    change: Callable[[dict[str, Any]], object],
) -> None:
    town = settled(full_of_rfcs(30))
    town.world.delete_check_suites(town.world.pull_of(town.world.issue(2)).head_oid)
    forged(town, change)
    for _ in range(8):
        town.world.advance(hours=7)
        town.sweep()
    assert check_of(town, 2) == [("in_progress", "In discussion; next: `voting`")]


def test_a_pull_request_that_github_hides_is_said_once_and_forgotten() -> None:
    town = settled(full_of_rfcs(3))
    del town.world.repository().issues[2]
    failed = []
    for _ in range(12):
        town.world.advance(hours=5)
        town.sweep()
        failed.append(town.reports[-1].failed)
    assert sum(failed) <= 1
    assert sorted(index_of(town).entries) == [1, 3]


def test_how_much_is_listed_at_once_grows_again_once_a_day() -> None:
    town = settled(full_of_rfcs(3))
    forged(town, lambda data: data.update(page=12))
    for _ in range(5):
        town.world.advance(days=1)
        town.sweep()
    assert index_of(town).page == 100


def test_a_sweep_stops_in_time_and_remembers_what_it_saw() -> None:
    town = full_of_rfcs(6)
    HERE.sandbox, HERE.line = town.sandbox, Line()
    name = town.world.full_name(town.world.repository())
    seconds = iter(range(0, 10_000, 100))
    with wired(), connect(name, ACTIONS_TOKEN, town.world.base_url) as connection:
        governance = require_governance(town.root)
        done = list(run_sweep(connection, governance, Budget(seconds=250), lambda: next(seconds)))
    looked_at = [number for number, _ in done if number is not None]
    assert 1 <= len(looked_at) <= 3
    assert isinstance(done[-1][1], Postponed)
    assert index_of(town).entries.keys() >= set(looked_at)


def test_what_takes_too_long_is_left_and_said() -> None:
    def take(seconds: float) -> None:
        with within(0.05):
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                pass

    take(0)
    with pytest.raises(TookTooLong, match=r"more than 0\.05 seconds"):
        take(60)


# What it costs ------------------------------------------------------------------------------------------


def test_one_that_is_due_costs_three_requests() -> None:
    town = settled(full_of_rfcs(20))
    town.world.advance(days=1, hours=2)
    settled(town)
    for number in range(1, 6):
        town.world.comment(number, "/rfc champion @ada", by="zoe")
    town.lose_events()
    before = town.requests
    town.sweep()
    assert town.requests - before <= LIMIT + 3 * 5


def test_a_day_of_idle_sweeps_looks_at_everything_once_and_costs_little() -> None:
    town = settled(full_of_rfcs(40))
    town.world.advance(hours=24)
    looks = []
    for _ in range(8):
        asked = swept(town)
        assert len(asked) <= LIMIT
        looks.append(asked.count("PullRequest"))
        town.world.advance(minutes=15)
    assert sum(looks) == 40
    assert looks[0] >= sweep.DAILY_LOOKS - 1
    assert looks[-1] == 0


def test_a_sweep_has_a_budget_and_says_what_it_leaves_to_the_next() -> None:
    town = full_of_rfcs(6)
    HERE.sandbox, HERE.line = town.sandbox, Line()
    name = town.world.full_name(town.world.repository())
    lines: list[str] = []
    with wired(), connect(name, ACTIONS_TOKEN, town.world.base_url) as connection:
        for budget in (Budget(checks=4), Budget(requests=1)):
            results = list(run_sweep(connection, require_governance(town.root), budget))
            raise_bugs(each for _, each in results)
            lines += [each.describe() for _, each in results if isinstance(each, sweep.Postponed)]
    assert lines == ["2 more things wait for the next run", "6 more things wait for the next run"]
    assert sum(bool(town.kinds(number)) for number in range(1, 7)) == 4
    settled(town)
    assert all(town.state(number).stage == "discussion" for number in range(1, 7))


def test_when_github_takes_no_more_requests_the_rest_waits_and_nothing_is_asked_again() -> None:
    town = full_of_rfcs(6)
    town.sandbox.faults.reset("rate-limit:12")
    before = town.requests
    report = town.sweep()
    assert report is not None
    assert any("more things wait for the next run" in line for line in report.lines)
    assert len([each for each in report.errors if each.startswith("#")]) == 1
    assert town.requests - before <= 12 + 5
    town.sandbox.faults.reset()
    settled(town)
    assert all(town.state(number).stage == "discussion" for number in range(1, 7))


@pytest.mark.sizes
def test_an_idle_sweep_of_a_thousand_open_rfcs_takes_fifteen_requests_and_each_that_is_due_three() -> (
    None
):
    town = settled(full_of_rfcs(1000))
    for _ in range(100):
        town.world.advance(minutes=15)
        assert len(swept(town)) <= LIMIT
    oldest = min(entry.looked for entry in index_of(town).entries.values() if entry.looked)
    assert (town.world.now - oldest).days <= 1
    for number in range(1, 21):
        town.world.comment(number, "/rfc champion @ada", by="zoe")
    town.lose_events()
    town.world.advance(minutes=15)
    assert len(swept(town)) <= LIMIT + 3 * 20
    assert all(town.state(number).champion is not None for number in range(1, 21))
