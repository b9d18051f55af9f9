"""What GitHub does not do, or not all of, for a while: what is left is done, by the same run or the next."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from govbot.core.errors import UserError
from tests.scenarios import life
from tests.scenarios.story import after, told
from tests.scenarios.town import Town
from tests.scenarios.wire import Line, Request, Response


@pytest.mark.parametrize("changes", [1, 2, 3])
@pytest.mark.parametrize("name", ["the vote is opened", "two ballots in one comment"])
def test_what_github_gave_up_on_is_finished_by_the_same_run(name: str, changes: int) -> None:
    moment = told()[name]
    town = moment.thaw(moment.before)
    town.sandbox.faults.reset(f"partial:{changes}")
    moment.wake(town)
    assert town.sandbox.faults.partial == 0 or changes > 1
    assert town.picture() == moment.end
    assert not any(report.failed for report in town.reports)


def test_a_merge_that_github_did_not_come_to_is_made_by_the_same_run() -> None:
    moment = life.moment("a vote passed: announced and merged")

    def wake(town: Town) -> None:
        town.sandbox.faults.reset("partial:2")
        moment.wake(town)
        assert town.sandbox.faults.partial == 0, "it struck"

    moment.check(moment.before, wake, "resource limits")


SAID = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}


@pytest.mark.parametrize(
    "answer",
    [
        Response(403, {}, json.dumps(SAID)),
        Response(429, {}, json.dumps(SAID)),
        Response(200, {}, json.dumps({"data": None, "errors": [SAID]})),
        Response(
            200,
            {},
            json.dumps({"data": {"change0": None}, "errors": [SAID | {"path": ["change0"]}]}),
        ),
    ],
    ids=["403", "429", "200", "200 with a path"],
)
def test_a_limit_is_never_asked_again_at_once(answer: Response) -> None:
    class Limits(Line):
        """Answers every mutation but the ledger's so."""

        asked = 0

        def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
            """Answer, or carry it."""
            if "mutation Apply" not in request.body:
                return super().carry(request, ask)
            self.asked += 1
            return answer

    town, line = after("the vote is opened"), Limits()
    town.world.comment(1, "/vote yes", by="ada")
    (event,) = town.lose_events()
    with pytest.raises(UserError, match="its rate limit is used up"):
        town.carry(event, line)
    assert line.asked == 1
    assert town.ballots() == [("ada", "yes", True)], "what was recorded stays"
    town.sweep()
    assert town.facts() == after("yes").facts()


# A conversation that is locked ------------------------------------------------------------------------


def test_while_a_conversation_is_locked_nothing_is_written_and_nothing_fails() -> None:
    town = after("yes")
    town.world.lock_conversation(1, by="mo")
    before = town.picture()["pulls"][1]
    town.settle()
    town.world.advance(hours=1)
    town.world.comment(1, "/vote no", by="mo")
    town.settle()
    town.sweep()
    assert not any(report.failed for report in town.reports)
    assert town.ballots()[-1] == ("mo", "no", False), "who may write still votes"
    shown = town.picture()["pulls"][1]
    assert [each[:3] for each in shown["comments"] if "mo" not in each[0]] == [
        each[:3] for each in before["comments"]
    ]
    ((_, title),) = town.checks()
    assert title == "A vote is open until 2026-03-26 18:40 UTC"
    run = [each for each in town.world.repository().check_runs if each.title == title][-1]
    assert "The conversation is locked, so govbot writes nothing there." in (run.summary or "")


def test_once_it_is_unlocked_govbot_catches_up() -> None:
    town = after("yes")
    town.world.lock_conversation(1, by="mo")
    town.world.advance(hours=1)
    town.world.comment(1, "/vote no", by="mo")
    town.settle()
    town.world.unlock_conversation(1, by="mo")
    town.settle()
    (status,) = town.statuses()
    assert "mo" in status
    (said,) = [
        each
        for each in town.world.issue(1).comments
        if each.body == "/vote no" and each.author == 1020
    ]
    assert [each.content.value for each in said.reactions] == ["eyes"]
    assert "locked" not in (town.world.repository().check_runs[-1].summary or "")


def test_a_reminder_that_falls_due_in_a_locked_conversation_is_written_afterwards_once() -> None:
    town = life.reminder_is_due()
    town.world.lock_conversation(1, by="mo")
    posted = life.watch_postings(town)
    life.hourly(town, 5)
    assert posted == []
    assert town.kinds(1).count("posting") == 0, "nobody takes on what cannot be written"
    town.world.unlock_conversation(1, by="mo")
    town.settle()
    life.hourly(town, 2)
    assert len(posted) == 1


def test_an_rfc_is_accepted_and_merged_though_its_conversation_is_locked() -> None:
    town = life.vote_is_over("yes")
    town.world.lock_conversation(1, by="mo")
    town.sweep()
    life.hourly(town, 2)
    assert town.state(1).stage == "implementing"
    assert len(life.announced(town)) == 1
    assert not any(report.failed for report in town.reports)
