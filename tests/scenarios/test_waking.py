"""What wakes govbot when something happens to a pull request, and what does when nothing can."""

from __future__ import annotations

import pytest

from govbot.sandbox.model import Approval
from tests.scenarios.town import RFC, Town


def heard(town: Town) -> list[str]:
    """What GitHub told of, in order."""
    return [f"{each.name} {each.action}" for each in town.waiting()]


def test_a_pull_request_from_a_fork_is_answered_when_its_run_is_asked_for() -> None:
    town = Town.begin()
    number = town.open()
    assert heard(town) == ["workflow_run requested", "workflow_run completed"]
    requested, completed = town.lose_events()
    town.carry(requested)
    before = town.picture()
    assert town.labels(number) == ["rfc: discussion"]
    town.carry(completed)
    assert town.picture() == before


@pytest.mark.parametrize("approval", [Approval.TOLD, Approval.UNTOLD])
def test_a_first_time_contributor_whose_run_waits_is_answered_all_the_same(
    approval: Approval,
) -> None:
    town = Town.begin()
    town.world.state.approval = approval
    number = town.open()
    town.settle()
    assert town.labels(number) == (["rfc: discussion"] if approval is Approval.TOLD else [])
    town.sweep()
    assert town.labels(number) == ["rfc: discussion"]
    before = town.picture()
    town.world.approve_runs()
    town.settle()
    assert town.picture() == before


def test_once_a_waiting_run_is_approved_no_schedule_is_needed() -> None:
    town = Town.begin()
    town.world.state.approval = Approval.UNTOLD
    number = town.open()
    assert heard(town) == []
    town.world.approve_runs()
    town.settle()
    assert town.labels(number) == ["rfc: discussion"]


def test_a_pull_request_that_conflicts_is_found_by_the_schedule() -> None:
    town = Town.begin()
    files = {"notes.txt": "Mine.\n", "rfcs/0001-notes.md": RFC}
    number = town.world.open_pull_request("Notes", files, by="zoe").number
    town.world.push_to("main", {"notes.txt": "Theirs.\n"}, by="mo")
    town.lose_events()
    town.world.label(number, "mine", by="mo")
    assert heard(town) == [], "GitHub starts no workflow for it"
    town.sweep()
    assert sorted(town.labels(number)) == ["mine", "rfc: discussion"]


def test_a_push_is_answered_though_another_came_before_its_run_began() -> None:
    town = Town.begin()
    number = town.open()
    first, _ = town.lose_events()
    town.world.push(number, {"notes.txt": "A note.\n"})
    town.lose_events()
    town.carry(first)
    assert town.checks(number), "the newest commit has the check"


def test_one_branch_with_two_pull_requests_has_both_looked_at() -> None:
    town = Town.begin()
    town.world.create_branch("side", by="mo")
    number = town.open()
    pull = town.world.pull_of(town.world.issue(number))
    other = town.world.open_pull_request("Again", by="zoe", head=f"zoe:{pull.head}", base="side")
    town.lose_events()
    town.world.edit(other.number, title="Once again", by="zoe")
    report, _ = town.settle()
    assert report is not None
    looked_at = {line.partition(":")[0] for line in report.lines}
    assert looked_at == {f"#{number}", f"#{other.number}"}


def test_one_that_fails_stops_no_other_of_the_same_branch() -> None:
    town = Town.begin()
    town.world.create_branch("side", by="mo")
    number = town.open()
    pull = town.world.pull_of(town.world.issue(number))
    other = town.world.open_pull_request("Again", by="zoe", head=f"zoe:{pull.head}", base="side")
    town.world.push_to("governance-ledger", {f"rfcs/{number}.jsonl": "nonsense\n"}, by="mo")
    town.lose_events()
    town.world.edit(other.number, title="Once again", by="zoe")
    report, _ = town.settle()
    assert report is not None
    assert [each.partition(":")[0] for each in report.errors] == [f"#{number}"]
    assert f"#{other.number}" in {line.partition(":")[0] for line in report.lines}


def test_a_head_that_no_pull_request_has_any_more_is_said_and_fails_nothing() -> None:
    town = Town.begin()
    number = town.open()
    requested, _ = town.lose_events()
    town.world.close(number)
    town.lose_events()
    requested.payload["workflow_run"]["head_sha"] = "0" * 40
    report = town.carry(requested)
    assert report is not None
    assert not report.failed
    assert report.lines[0].startswith("No pull request comes from `")


def test_the_fork_may_be_gone() -> None:
    town = Town.begin()
    number = town.open()
    town.lose_events()
    town.world.delete_fork("zoe/commons")
    town.world.label(number, "mine", by="mo")
    town.settle()
    assert "rfc: discussion" in town.labels(number)


# A merge queue ----------------------------------------------------------------------------------------


def docs(town: Town, name: str) -> int:
    """A pull request without an RFC, with its check."""
    number = town.world.open_pull_request(
        name, {f"{name}.md": "Text.\n"}, by="mo", head=name
    ).number
    town.settle()
    return number


def group_checks(town: Town, commit: str) -> list[tuple[str | None, str | None]]:
    return [(run.conclusion or run.status, run.title) for run in town.world.check_runs(commit)]


def test_a_commit_of_the_merge_queue_is_green_when_every_pull_request_in_it_is() -> None:
    town = Town.begin()
    first, second = docs(town, "one"), docs(town, "two")
    town.world.enqueue(first, by="mo")
    entry = town.world.enqueue(second, by="mo")
    town.settle()
    assert group_checks(town, entry.head_oid) == [
        ("success", f"May be merged together: #{first}, #{second}")
    ]


def test_a_commit_of_the_merge_queue_is_red_while_one_before_it_may_not_be_merged() -> None:
    town = Town.begin()
    rfc = town.open()
    town.settle()
    other = docs(town, "one")
    before = town.picture()["pulls"]
    ahead = town.world.enqueue(rfc, by="mo")
    behind = town.world.enqueue(other, by="mo")
    town.settle()
    red = ("failure", f"#{rfc} may not be merged: In discussion; next: `voting`")
    assert group_checks(town, ahead.head_oid) == group_checks(town, behind.head_oid) == [red]
    assert town.picture()["pulls"] == before, "nothing is said on the pull requests"


def test_a_group_that_is_no_more_is_left_alone() -> None:
    town = Town.begin()
    entry = town.world.enqueue(docs(town, "one"), by="mo")
    town.world.dequeue(1)
    reports = town.settle()
    assert [report and report.lines for report in reports] == [
        (f"Nothing waits in the queue of `main` at {entry.head_oid}.",)
    ] * 2
    assert group_checks(town, entry.head_oid) == []
