"""How many requests an event takes, counted by the sandbox that answers them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govbot.demo.stage import happen
from govbot.demo.story import NUMBER, LabelsByHand, Says, Step
from tests.communities import COUNCIL
from tests.scenarios.story import after
from tests.scenarios.town import Town


def asked(town: Town, step: Step) -> list[str]:
    """What a step makes govbot ask: names of GraphQL operations, addresses of REST."""
    before = town.requests
    town.play(step)
    return [
        ", ".join(each.operations) or f"{each.method} {each.path}"
        for each in town.sandbox.requests[before:]
    ]


def swept(town: Town) -> list[str]:
    """What the schedule asks."""
    before = town.requests
    town.sweep()
    return [", ".join(each.operations) for each in town.sandbox.requests[before:]]


def says(login: str, text: str) -> Step:
    return Step("", Says(login, text), timedelta(minutes=5))


@pytest.mark.parametrize(
    "text", ["/vote yes", "+1", "/vote block", "/vote yes\n/vote no", "/rfc help"]
)
def test_a_ballot_or_another_command_takes_three_requests(text: str) -> None:
    town = after("the vote is opened")
    assert asked(town, says("ada", text)) == ["PullRequest", "Append", "Apply"]


def test_a_comment_without_a_command_takes_none() -> None:
    assert asked(after("the vote is opened"), says("ada", "I gave it a +1 last week.")) == []


def test_an_event_with_nothing_to_do_takes_one_and_one_to_find_the_pull_request() -> None:
    town = after("the vote is opened")
    town.world.edit(NUMBER, title="Another title", by="zoe")
    before = town.requests
    for report in town.settle():
        assert report is not None
        assert report.lines == ("#1: stage `voting`",)
    names = [name for each in town.sandbox.requests[before:] for name in each.operations]
    assert names == ["Heads", "PullRequest"] * 2, "GitHub tells of the run's start and of its end"


def test_the_first_rfc_of_a_repository_makes_the_ledger_and_its_label_too() -> None:
    town = Town.begin()
    town.open()
    before = town.requests
    town.settle_first()
    assert [
        ", ".join(each.operations) or f"{each.method} {each.path.rpartition('commons')[2]}"
        for each in town.sandbox.requests[before:]
    ] == [
        "Heads",
        "PullRequest",
        "Blobs",
        "POST /git/trees",
        "POST /git/commits",
        "POST /git/refs",
        "Append",
        "POST /labels",
        "Apply",
    ]


def test_every_rfc_after_it_takes_five() -> None:
    town = Town.begin()
    town.open()
    town.settle()
    town.open("Another")
    before = town.requests
    town.settle_first()
    assert town.requests - before == 5
    assert town.kinds(2) == ["registered", "stage", "document", "stage"]


def test_a_label_moved_by_hand_takes_four() -> None:
    town = after("the draft is mended")
    step = Step("", LabelsByHand("mo", "rfc: accepted"), timedelta(minutes=5))
    again = ["Heads", "PullRequest"]
    assert asked(town, step) == ["Heads", "PullRequest", "Append", "Apply", *again]


def test_the_schedule_takes_three_requests_one_for_terms_and_one_for_each_rfc_that_changed() -> (
    None
):
    town = after("the vote is opened")
    seen = ["Sweep", "List", "Lately"]
    assert swept(town) == [*seen, "PullRequest", "Append", "Upkeep"]
    assert swept(town) == [*seen, "Upkeep"]


def test_a_pull_request_without_an_rfc_takes_three_and_then_two() -> None:
    town = Town.begin()
    number = town.world.open_pull_request("Docs", {"README.md": "# Docs\n"}, by="zoe").number
    before = town.requests
    town.settle_first()
    assert town.requests - before == 3
    town.world.edit(number, title="More docs", by="zoe")
    before = town.requests
    town.settle_first()
    assert town.requests - before == 2


def test_what_happened_meanwhile_costs_no_more_than_one_ballot() -> None:
    town = after("the vote is opened")
    for login in COUNCIL:
        happen(town.world, says(login, "/vote yes"))
    first, *_ = town.lose_events()
    before = town.requests
    town.carry(first)
    assert town.requests - before == 3
    assert len(town.ballots()) == 7
