"""What GitHub does not do, or not all of, for a while: what is left is done, by the same run or the next."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from govbot.core.errors import UserError
from tests.scenarios import life
from tests.scenarios.faults import first_changes
from tests.scenarios.story import after, told
from tests.scenarios.wire import Line, Request, Response


class GivesUp(Line):
    """GitHub does the first changes of the first mutation that has more, and says that it was too much."""

    def __init__(self, changes: int) -> None:
        super().__init__()
        self.changes = changes
        self.struck = False

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Do a part of it, once."""
        part = None if self.struck else first_changes(request, self.changes)
        if part is None:
            return super().carry(request, ask)
        self.struck = True
        answer = json.loads(super().carry(part, ask).text)
        left = f"change{self.changes}"
        said = "Resource limits for this query exceeded."
        problem = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": [left], "message": said}
        answer["data"][left] = None
        return Response(200, {}, json.dumps(answer | {"errors": [problem]}))


@pytest.mark.parametrize("changes", [1, 2, 3])
@pytest.mark.parametrize("name", ["the vote is opened", "two ballots in one comment"])
def test_what_github_gave_up_on_is_finished_by_the_same_run(name: str, changes: int) -> None:
    moment, line = told()[name], GivesUp(changes)
    town = moment.thaw(moment.before)
    moment.wake(town, line)
    assert line.struck or changes > 1
    assert town.picture() == moment.end
    assert not any(report.failed for report in town.reports)


def test_a_merge_that_github_did_not_come_to_is_made_by_the_same_run() -> None:
    moment, line = life.moment("a vote passed: announced and merged"), GivesUp(2)
    moment.check(moment.before, lambda town: moment.wake(town, line), "resource limits")
    assert line.struck


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
