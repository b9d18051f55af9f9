"""What GitHub, or a proxy before it, answers broken ends in a sentence, never in a traceback."""

from __future__ import annotations

import json
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.errors import UserError
from govbot.gh.unexpected import unexpected
from tests.scenarios.faults import Ask
from tests.scenarios.story import after
from tests.scenarios.town import Town
from tests.scenarios.wire import Line, Request, Response
from tests.searches import search
from tests.spoiling import HOW, paths, spoil


class Garbles(Line):
    """Something in the answer to request `at` is left out, or something else stands in its place."""

    def __init__(self, at: int, seed: int) -> None:
        super().__init__()
        self.at = at
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrecy

    def carry(self, request: Request, ask: Ask) -> Response:
        """Carry a request, and spoil what comes back if it is time."""
        answer = super().carry(request, ask)
        if self.sent != self.at or not answer.text:
            return answer
        data = json.loads(answer.text)
        path = self.chance.choice(list(paths(data)))
        spoilt = spoil(data, path, self.chance.choice(HOW))
        return Response(answer.status, answer.headers, json.dumps(spoilt))


@cache
def spoken(name: str) -> bytes:
    town = after(name)
    town.world.comment(1, "/vote no too early", by="ben")
    return town.freeze()


def carried(town: Town, line: Line) -> None:
    """Let what waits come; an error is fine, a bug is not."""
    ends: list[Exception] = []
    for event in town.lose_events():
        done = len(town.reports)
        try:
            town.carry(event, line)
        except Exception as error:  # noqa: BLE001 - which it is, is what is tested
            ends.append(error)
        else:
            assert [report.bugs for report in town.reports[done:] if report.bugs] == []
    assert [end for end in ends if not isinstance(end, UserError) and not unexpected(end)] == []


@search(300)
@given(
    name=st.sampled_from(["the draft is mended", "yes", "the schedule"]),
    at=st.integers(1, 12),
    seed=st.integers(0, 10_000),
    by_schedule=st.booleans(),
)
def test_an_answer_that_is_broken_somewhere_ends_in_no_traceback(
    name: str, at: int, seed: int, *, by_schedule: bool
) -> None:
    town = Town.thaw(spoken(name), after(name).root)
    if by_schedule:
        town.lose_events()
    carried(town.schedule() if by_schedule else town, Garbles(at, seed))


class Answers(Line):
    """Every request is answered with the same."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response

    def carry(self, _request: Request, _ask: Ask) -> Response:
        """Answer it."""
        return self.response


@pytest.mark.parametrize(
    "response",
    [
        Response(200, {}, "{}"),
        Response(200, {}, ""),
        Response(200, {}, "<html><body>Please sign in</body></html>"),
        Response(200, {}, '{"data": null}'),
        Response(200, {}, '{"data": {}}'),
        Response(200, {}, "[]"),
        Response(403, {"X-RateLimit-Reset": "9" * 30, "Retry-After": "x"}, "{"),
        Response(429, {"X-RateLimit-Reset": "99999999999999"}, ""),
        Response(500, {}, "<html>"),
    ],
)
def test_a_server_that_answers_something_else_ends_in_a_sentence(response: Response) -> None:
    town = Town.thaw(spoken("yes"), after("yes").root)
    carried(town, Answers(response))
    carried(town.schedule(), Answers(response))
    assert town.reports
    assert all(report.failed for report in town.reports[-1:])
