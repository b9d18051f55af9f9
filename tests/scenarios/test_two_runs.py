"""Two runs at once, in every order of their requests: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from govbot.core.errors import UserError
from govbot.demo.stage import happen
from govbot.demo.story import Says, Step
from tests.scenarios import handover, life, motions
from tests.scenarios.motions import ISSUE, say
from tests.scenarios.orders import Turns, at_once, orders
from tests.scenarios.story import FIRST, after, told
from tests.scenarios.terms import Commons
from tests.scenarios.town import Town

OPEN_VOTE = "the vote is opened"


def voting() -> Town:
    return after(OPEN_VOTE)


def says(town: Town, *said: tuple[str, str]) -> None:
    for login, text in said:
        happen(town.world, Step("", Says(login, text), timedelta(minutes=1)))


def one_after_the_other(*said: tuple[str, str]) -> Town:
    town = voting()
    says(town, *said)
    town.settle()
    return town


# What the orders are ------------------------------------------------------------------------------------


def gone_through(first: str, second: str = "", **options: Any) -> list[list[tuple[int, bool]]]:
    """The orders of two runs that make these requests: `r` reads, `w` writes. Without a second, alike."""
    found = []
    for turns in orders(**options):
        left = [list(first), list(second or first)]
        while any(left):
            run = turns.choose({each: left[each][0] == "r" for each in (0, 1) if left[each]})
            left[run].pop(0)
        found.append(turns.steps)
    return found


def noticed(steps: Sequence[tuple[int, bool]]) -> tuple[tuple[Any, ...], ...]:
    """What each request of either run can know of the order: the changes made before it, and whose.

    A change depends on the reads before it, too: both runs' reads are told by what they saw.
    """
    changes: list[int] = []
    told: tuple[list[Any], list[Any]] = ([], [])
    for run, is_read in steps:
        told[run].append((is_read, tuple(changes)))
        if not is_read:
            changes.append(run)
    return (tuple(told[0]), tuple(told[1]))


def letters(found: list[list[tuple[int, bool]]]) -> list[str]:
    """Each order as the letters of the runs, `a` and `b`."""
    return sorted("".join("ab"[run] for run, _ in steps) for steps in found)


def test_every_order_of_two_and_two_writes_is_gone_through() -> None:
    assert letters(gone_through("ww")) == ["aabb", "abab", "abba", "baab", "baba", "bbaa"]


def test_orders_that_only_swap_two_reads_are_gone_through_once() -> None:
    assert letters(gone_through("rw")) == ["aabb", "abab", "abba", "bbaa"]


def test_which_of_two_runs_that_are_alike_goes_first_does_not_matter() -> None:
    assert letters(gone_through("ww", alike=True)) == ["aabb", "abab", "abba"]


RUNS = [
    *(("rr", ""), ("www", ""), ("rww", ""), ("rrw", ""), ("wrr", ""), ("rwrw", ""), ("rrrww", "")),
    *(("rwwr", ""), ("rrwrr", ""), ("rw", "rrww"), ("rwr", "w"), ("wrw", "rr"), ("rrw", "rwrr")),
]


@pytest.mark.parametrize(("first", "second"), RUNS)
@pytest.mark.parametrize("most", [1, 2, 3, 20])
def test_no_order_is_left_out_and_none_is_gone_through_twice(
    first: str, second: str, most: int
) -> None:
    """Held against every order there is, by what each request can know of it."""
    found = [noticed(steps) for steps in gone_through(first, second, most_switches=most)]
    assert set(found) == {noticed(steps) for steps in written_down(first, second or first, most)}
    assert len(found) == len(set(found))


def written_down(first: str, second: str, most: int) -> list[list[tuple[int, bool]]]:
    """Every order of two runs, in which they take over from one another at most so often."""
    runs, found = (first, second), []
    places = len(first) + len(second)
    for chosen in itertools.combinations(range(places), len(first)):
        made, last, switches, steps = [0, 0], 0, 0, []
        for place in range(places):
            run = 0 if place in chosen else 1
            both = all(made[each] < len(runs[each]) for each in (0, 1))
            switches += both and run != last
            last = run
            steps.append((run, runs[run][made[run]] == "r"))
            made[run] += 1
        if switches <= most:
            found.append(steps)
    return found


# Ballots ------------------------------------------------------------------------------------------------


@pytest.mark.orders
@pytest.mark.parametrize(
    "said",
    [
        [("ada", "/vote yes"), ("ben", "/vote no")],
        [("ada", "/vote yes"), ("ada", "/vote no")],
        [("ada", "/vote yes"), ("ben", "/vote block")],
    ],
    ids=["two people", "one person twice", "a ballot and a refusal"],
)
def test_two_ballots_at_once_are_both_taken(said: list[tuple[str, str]]) -> None:
    expected = one_after_the_other(*said)
    stale = tried = 0
    for turns in orders():
        town = voting()
        says(town, *said)
        asked = at_once(town, town.lose_events(), turns)
        tried += 1
        stale += sum(asked) > 6
        assert town.ballots() == expected.ballots(), turns.taken
        assert town.kinds().count("refused") == expected.kinds().count("refused"), turns.taken
        town.sweep()
        assert town.facts() == expected.facts(), turns.taken
        assert len(town.statuses()) == 1
    assert tried >= 10
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


@pytest.mark.orders
def test_the_same_event_twice_at_once_counts_once() -> None:
    expected = one_after_the_other(("ada", "/vote yes"))
    for turns in orders(alike=True):
        town = voting()
        says(town, ("ada", "/vote yes"))
        (event,) = town.lose_events()
        at_once(town, [event, event], turns)
        assert town.ballots() == [("ada", "yes", True)], turns.taken
        town.sweep()
        assert town.facts() == expected.facts(), turns.taken


@pytest.mark.orders
def test_the_schedule_and_a_late_ballot_at_once_close_the_vote_once() -> None:
    expected = told()["the schedule"]
    for turns in orders(most_switches=3):
        town = Town.thaw(expected.before)
        ballot = next(
            event for event in reversed(town.world.state.events) if event.name == "issue_comment"
        )
        at_once(town, [expected.events[0], ballot], turns)
        assert town.kinds().count("vote-closed") == 1, turns.taken
        town.sweep()
        assert town.facts() == Town.thaw(expected.after).facts(), turns.taken


@pytest.mark.orders
def test_two_runs_that_both_find_a_new_pull_request_register_it_once() -> None:
    opened = told()[FIRST]
    for turns in orders(most_switches=2, alike=True):
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


# The same run twice -------------------------------------------------------------------------------------


@pytest.mark.orders
@pytest.mark.parametrize("name", life.MOMENTS)
def test_two_sweeps_at_once_do_everything_once(name: str) -> None:
    moment = life.moment(name)
    (event,) = moment.events
    tried = 0
    for turns in orders(most_switches=2, alike=True):
        posted: list[str] = []

        def both(town: Town, turns: Turns = turns, posted: list[str] = posted) -> None:
            life.watch_postings(town, posted)
            at_once(town, [event, event], turns)

        moment.check(moment.before, both, str(turns.taken))
        assert len(posted) == (name in life.POSTED), turns.taken
        tried += 1
    assert tried > 10


@pytest.mark.orders
@pytest.mark.parametrize("name", life.POSTED)
def test_of_two_sweeps_at_once_one_posts_what_a_killed_run_had_taken_on(name: str) -> None:
    before = life.taken_on_and_never_posted(name)
    tried = 0
    for turns in orders(most_switches=2, alike=True):
        town = life.thaw(before)
        posted = life.watch_postings(town)
        (event,) = town.schedule().lose_events()
        at_once(town, [event, event], turns)
        town.sweep()
        life.hourly(town, 1)
        assert len(posted) == 1, turns.taken
        tried += 1
    assert tried > 10


@pytest.mark.orders
@pytest.mark.parametrize("others", [True, False], ids=["two issues", "one issue"])
def test_two_votes_opened_at_once_are_both_recorded(*, others: bool) -> None:
    base = motions.begin()
    second = base.world.open_issue("A song", "We should have one.", by="zoe").number
    say(base, "ada", "/vote no", second)
    frozen = base.freeze()
    place = second if others else ISSUE
    for turns in orders():
        town = motions.thaw(frozen)
        town.world.comment(ISSUE, "/vote open mascot", by="ada")
        town.world.comment(place, "/vote open roster", by="ben")
        at_once(town, town.lose_events(), turns)
        town.sweep()
        first = town.state(ISSUE)
        assert [vote.opening.policy_name for vote in first.votes] == ["mascot"], turns.taken
        assert len(town.statuses(ISSUE)) == len(town.statuses(place)) == 1
        if others:
            assert [vote.opening.policy_name for vote in town.state(second).votes] == ["roster"]
        else:
            assert town.kinds(ISSUE).count("refused") == 1
            assert len(town.answers(ISSUE)) == 1


@pytest.mark.orders
@pytest.mark.parametrize("name", handover.ACTS)
def test_two_runs_at_once_see_to_the_terms_as_one_does(name: str) -> None:
    moment = handover.told()[name]
    expected = once(moment.end)
    (event,) = moment.events
    for turns in orders(most_switches=1, alike=True):
        commons = Commons.thaw(moment.before)
        at_once(commons, [event, event], turns)
        commons.sweep()
        commons.sweep()
        assert once(commons.scene()) == expected, turns.taken


def once(scene: dict[str, Any]) -> dict[str, Any]:
    """What is seen, without the second copies that were closed as such."""
    kept: dict[str, Any] = {}
    for title, body, closed, labels, comments in scene["issues"]:
        if title not in kept or not closed:
            kept[title] = (body, closed, labels, comments)
    return scene | {"issues": kept}
