"""The schedule: what it survives, and what it costs where much was said and much was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govbot.app.bugs import raise_bugs
from govbot.core.decide import Decision, decide
from govbot.demo.story import community_files
from govbot.gh import GitHubUnavailable
from tests.scenarios.motions import ISSUE, ROSTER, begin, run_out, say
from tests.scenarios.town import Town
from tests.scenarios.wire import FAILED, Line, Request, Response


class Without(Line):
    """GitHub fails at every request that holds these words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Fail, or carry the request."""
        return FAILED if self.words in request.body else super().carry(request, ask)


class Weighing(Line):
    """Notes how large the answers are."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry the request, and weigh the answer."""
        response = super().carry(request, ask)
        self.sizes.append(len(response.text.encode()))
        return response


def swept(town: Town, line: Line | None = None) -> list[str]:
    """Let the schedule come; return the names of what it asked."""
    before = town.requests
    town.sweep(line)
    return [name for each in town.sandbox.requests[before:] for name in each.operations]


def two_votes() -> tuple[Town, int]:
    """Votes on two issues, whose time is up."""
    town = begin()
    other = town.world.open_issue("Kept", by="zoe").number
    for number in (ISSUE, other):
        say(town, "ada", "/vote open mascot", number)
    town.world.advance(days=11)
    return town, other


def test_a_bug_about_one_issue_stops_no_other_and_is_raised_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town, other = two_votes()

    def fails_on_the_first(snapshot: Any, *rest: Any) -> Decision:
        if snapshot.pull_request.number == ISSUE:
            raise KeyError("no such thing")
        return decide(snapshot, *rest)

    monkeypatch.setattr("govbot.app.cycle.decide", fails_on_the_first)
    with pytest.raises(KeyError, match="no such thing"):
        town.sweep()
    assert town.kinds(other)[-1] == "vote-closed"
    assert "vote-closed" not in town.kinds(ISSUE)
    (error,) = town.reports[-1].errors
    assert error.startswith(f"#{ISSUE}: govbot has a bug: KeyError: 'no such thing'.")
    assert town.reports[-1].failed
    monkeypatch.undo()
    town.sweep()
    assert town.kinds(ISSUE)[-1] == "vote-closed"


def test_several_bugs_are_raised_together(monkeypatch: pytest.MonkeyPatch) -> None:
    town, _ = two_votes()

    def fails(*_arguments: Any) -> Decision:
        raise KeyError("no such thing")

    monkeypatch.setattr("govbot.app.cycle.decide", fails)
    with pytest.raises(ExceptionGroup) as raised:
        town.sweep()
    assert [type(each) for each in raised.value.exceptions] == [KeyError, KeyError]
    raise_bugs(town.reports[0].bugs)  # none where there was none


@pytest.mark.parametrize("query", ["query Lately", "query Sweep"])
def test_when_one_of_its_questions_fails_the_schedule_says_so_and_does_the_rest(query: str) -> None:
    town, other = two_votes()
    town.world.comment(ISSUE, "/vote yes", by="ada")
    town.lose_events()
    report = town.sweep(Without(query))
    assert report is not None
    (error,) = report.errors
    assert error.startswith("GitHub answered with an error of its own (502).")
    # What was said on the one is found by either question, the other only by the first.
    assert "vote-closed" in town.kinds(ISSUE)
    assert ("vote-closed" in town.kinds(other)) is (query == "query Lately")


def test_texts_of_motions_that_cannot_be_read_are_looked_at_one_by_one() -> None:
    town, other = two_votes()
    town.sweep(Without("query Blobs"))
    assert town.kinds(ISSUE)[-1] == town.kinds(other)[-1] == "vote-closed"


def test_two_hundred_old_motions_are_read_once_and_then_only_the_open_ones() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    run_out(town)
    town.world.advance(days=30)
    old = town.ledger(ISSUE)
    files: dict[str, str | bytes | None] = {
        f"motions/{number}.jsonl": old for number in range(1000, 1200)
    }
    town.world.push_to("governance-ledger", files)
    for _ in range(3):
        number = town.world.open_issue("A question", by="zoe").number
        say(town, "ada", "/vote open mascot", number)
    first = swept(town)
    # Every copy is the same text here, and a text is asked for once in a request.
    listed = ["Sweep", "List", *["Blobs"] * 9, "Numbers", "Lately", "Reacted"]
    # The three, and the vote that was closed by the last sweep.
    assert first == [*listed, *["PullRequest"] * 4, "Append", "Upkeep"]
    town.world.advance(hours=1)
    line = Weighing()
    asked = ["Sweep", "List", "Blobs", "Numbers", "Lately", "Reacted", "Append", "Upkeep"]
    assert swept(town, line) == asked
    assert max(line.sizes) < 60_000


def test_a_run_that_dies_before_the_list_is_written_leaves_it_to_the_next() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    run_out(town)
    town.world.advance(days=30)
    line = Without("List what is at rest")
    assert "Blobs" in swept(town, line)
    assert "Blobs" in swept(town)
    assert "Blobs" not in swept(town)
    assert swept(town) == ["Sweep", "List", "Lately", "Upkeep"]
    say(town, "ada", "/vote open mascot")
    run_out(town)
    assert town.kinds(ISSUE)[-1] == "vote-closed"


def test_an_outsider_s_refused_commands_are_swept_for_hours_and_not_for_days() -> None:
    town = begin()
    for _ in range(30):
        number = town.world.open_issue("Mine", by="zoe").number
        town.world.comment(number, "/vote yes", by="zoe")
    town.settle()
    assert swept(town).count("PullRequest") == 30
    town.world.advance(hours=4)
    assert "PullRequest" not in swept(town)
    assert swept(town) == ["Sweep", "List", "Lately", "Reacted", "Upkeep"]


def test_the_answer_to_a_refused_command_that_a_dead_run_owes_is_given_by_the_schedule() -> None:
    town = begin()
    town.world.comment(ISSUE, "/vote yes", by="zoe")
    with pytest.raises(GitHubUnavailable):
        town.settle(Without("mutation Apply"))
    assert town.answers(ISSUE) == []
    town.sweep()
    assert len(town.answers(ISSUE)) == 1


def test_an_outsider_gets_five_replies_on_one_issue_a_day_and_a_reaction_to_every_command() -> None:
    town = begin()
    for _ in range(12):
        town.world.comment(ISSUE, "/vote open roster", by="zoe")
        town.settle()
    assert len(town.answers(ISSUE)) == 5
    asked = [each for each in town.world.issue(ISSUE).comments if each.body.startswith("/vote")]
    assert all(each.reactions for each in asked)
    town.sweep()
    assert len(town.answers(ISSUE)) == 5


def test_a_roster_moved_away_is_found_by_the_schedule_too() -> None:
    town = begin()
    moved: dict[str, str | bytes | None] = {
        ROSTER: None,
        "docs/council.yaml": community_files()[ROSTER],
    }
    number = town.world.open_pull_request("Tidy up", moved, by="zoe").number
    town.sweep()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]
