"""Two runs at once, in every order of their requests: no ballot is lost, none is counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govbot.core.errors import UserError
from govbot.demo.stage import happen
from govbot.demo.story import Says, Step
from tests.scenarios.harness import Town, step_names, told
from tests.scenarios.interleavings import Turns, at_once, interleavings

OPEN_VOTE = "the vote is opened"


def voting() -> Town:
    return Town.after(OPEN_VOTE)


def says(town: Town, *said: tuple[str, str]) -> None:
    for login, text in said:
        happen(town.world, Step("", Says(login, text), timedelta(minutes=1)))


def one_after_the_other(*said: tuple[str, str]) -> Town:
    town = voting()
    says(town, *said)
    town.settle()
    return town


def test_every_order_of_two_and_two_requests_is_gone_through() -> None:
    seen = []
    for turns in interleavings():
        left = [2, 2]
        order = ""
        while any(left):
            run = turns.choose([each for each in (0, 1) if left[each]])
            left[run] -= 1
            order += "ab"[run]
        seen.append(order)
    assert sorted(seen) == ["aabb", "abab", "abba", "baab", "baba", "bbaa"]


@pytest.mark.parametrize(
    "said",
    [
        [("ada", "/vote yes"), ("ben", "/vote no")],
        [("ada", "/vote yes"), ("ada", "/vote no")],
        [("ada", "/vote yes"), ("ben", "/vote block")],
    ],
    ids=["two people", "one person twice", "a ballot and a refusal"],
)
def test_two_ballots_at_once_are_both_taken_in_every_order(said: list[tuple[str, str]]) -> None:
    expected = one_after_the_other(*said)
    stale = orders = 0
    for turns in interleavings():
        town = voting()
        says(town, *said)
        asked = at_once(town, town.lose_events(), turns)
        orders += 1
        stale += sum(asked) > 6
        assert town.ballots() == expected.ballots(), turns.taken
        assert town.kinds().count("refused") == expected.kinds().count("refused"), turns.taken
        town.sweep()
        assert town.facts() == expected.facts(), turns.taken
        assert len(town.statuses()) == 1
    assert orders >= 20
    assert stale, "in some orders one of them found that the other had been faster"


def test_a_run_that_finds_the_ledger_moved_on_decides_again() -> None:
    town = voting()
    says(town, ("ada", "/vote yes"), ("ben", "/vote no"))
    before = town.requests
    # The first run reads, the second does everything, the first goes on.
    at_once(town, town.lose_events(), Turns([0, 1, 1, 1]))
    operations = [each.operations for each in town.sandbox.requests[before:]]
    assert operations.count(("Append",)) == 2, "the second was refused, and its ballots were there"
    assert [login for login, _, _ in town.ballots()] == ["ada", "ben"]
    assert len(town.statuses()) == 1


def test_the_same_event_twice_at_once_counts_once() -> None:
    expected = one_after_the_other(("ada", "/vote yes"))
    for turns in interleavings():
        town = voting()
        says(town, ("ada", "/vote yes"))
        (event,) = town.lose_events()
        at_once(town, [event, event], turns)
        assert town.ballots() == [("ada", "yes", True)], turns.taken
        town.sweep()
        assert town.facts() == expected.facts(), turns.taken


def test_the_schedule_and_a_late_ballot_at_once_close_the_vote_once() -> None:
    expected = told()[step_names().index("the schedule")]
    for turns in interleavings(most_switches=3):
        town = Town.thaw(expected.before)
        ballot = next(
            event for event in reversed(town.world.state.events) if event.name == "issue_comment"
        )
        at_once(town, [expected.events[0], ballot], turns)
        assert town.kinds().count("vote-closed") == 1, turns.taken
        town.sweep()
        assert town.facts() == Town.thaw(expected.after).facts(), turns.taken


def test_two_runs_that_both_find_a_new_pull_request_register_it_once() -> None:
    opened = told()[0]
    for turns in interleavings(most_switches=2):
        town = Town.thaw(opened.before)
        at_once(town, [opened.events[0], opened.events[0]], turns)
        assert town.kinds().count("registered") == 1, turns.taken
        town.sweep()
        assert town.facts()["stages"] == ["proposed"], turns.taken
        assert town.labels() == ["rfc: proposed"], turns.taken
        assert len(town.statuses()) == 1, turns.taken
        assert {title for _, title in town.checks()} == {"3 things to mend"}, turns.taken


def test_a_ledger_that_moves_on_under_every_try_is_left_to_the_next_run_with_nothing_lost() -> None:
    town = voting()
    says(town, ("ada", "/vote yes"))
    (event,) = town.lose_events()
    before = town.picture()
    town.sandbox.faults.reset("stale-head:5")
    with pytest.raises(UserError, match="kept appending to the ledger"):
        town.carry(event)
    assert town.picture() == before
    town.sweep()
    assert town.facts() == one_after_the_other(("ada", "/vote yes")).facts()


def test_a_ledger_that_moves_on_under_some_tries_is_written_by_the_same_run() -> None:
    town = voting()
    says(town, ("ada", "/vote yes"))
    town.sandbox.faults.reset("stale-head:4")
    town.settle()
    assert town.ballots() == [("ada", "yes", True)]
