"""A first-time contributor's runs wait until somebody approves them."""

from __future__ import annotations

import pytest

from govbot.sandbox import World
from govbot.sandbox.model import Approval
from tests.sandbox.conftest import PROPOSAL


def sent(world: World, since: int = 0) -> list[tuple[str, str | None]]:
    return [(each.name, each.action) for each in world.state.events[since:]]


@pytest.mark.parametrize(
    ("approval", "told"),
    [(Approval.TOLD, [("workflow_run", "requested")]), (Approval.UNTOLD, [])],
)
def test_who_comes_for_the_first_time_waits_and_is_let_in(
    world: World, approval: Approval, told: list[tuple[str, str]]
) -> None:
    world.state.approval = approval
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    assert [each for each in sent(world) if each[0] != "push"] == told
    before = len(world.state.events)
    world.approve_runs()
    rest = [
        ("pull_request", "opened"),
        ("workflow_run", "requested"),
        ("workflow_run", "completed"),
    ]
    assert sent(world, before) == [each for each in rest if each not in told]
    assert [each.id for each in world.state.events] == list(range(1, len(world.state.events) + 1))


def test_who_may_write_or_was_merged_before_does_not_wait(world: World) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    world.merge(1, by="mo")
    world.state.approval = Approval.UNTOLD
    before = len(world.state.events)
    world.open_pull_request("Again", {"README.md": "# Again\n"}, by="zoe", head="again")
    world.open_pull_request("Own", {"README.md": "# Own\n"}, by="mo", head="own")
    assert sent(world, before).count(("pull_request", "opened")) == 2
