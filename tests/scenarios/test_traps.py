"""Traps that other systems fell into (design, section 11), from event to what people see.

Those that are about a decision alone are in `tests/core/test_decide.py`; here are the ones that take
events, requests and a second run.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from govbot.core.errors import UserError
from govbot.demo.story import NUMBER, RFC_FILE
from govbot.sandbox import token_of
from govbot.sandbox.model import ACTIONS_ID
from tests.scenarios.story import after
from tests.scenarios.town import RFC, Town

COUNCIL = "governance/bodies/council.yaml"


def text_of(town: Town, path: str = RFC_FILE) -> str:
    git = town.world.git_of(town.world.repository())
    head = town.world.pull_of(town.world.issue(NUMBER)).head_oid
    return (git.file(head, path) or b"").decode()


# Checks that are required before merging --------------------------------------------------------


def test_a_pull_request_without_an_rfc_gets_a_passing_check_and_nothing_else() -> None:
    town = Town.begin()
    number = town.world.open_pull_request("Docs", {"README.md": "# Docs\n"}, by="zoe").number
    town.settle()
    assert town.checks(number) == [("success", "No RFC in this pull request")]
    assert town.bodies(number) == []
    assert town.labels(number) == []
    assert town.ledger(number) == ""


def test_a_push_that_leaves_the_text_alone_gives_its_new_head_a_check_and_keeps_the_vote() -> None:
    town = after("yes")
    old = town.world.pull_of(town.world.issue(NUMBER)).head_oid
    town.world.push(NUMBER, {"notes.txt": "A note.\n"})
    town.settle()
    assert town.world.pull_of(town.world.issue(NUMBER)).head_oid != old
    assert town.checks() == [("in_progress", "A vote is open until 2026-03-26 18:40 UTC")]
    assert town.ballots() == [("ada", "yes", True)]
    assert len(town.state().votes) == 1


def test_a_text_rewritten_during_a_vote_starts_it_again_and_says_so() -> None:
    town = after("yes")
    town.world.push(NUMBER, {RFC_FILE: text_of(town) + "\nAnd a house.\n"})
    town.settle()
    assert [vote.is_open for vote in town.state().votes] == [False, True]
    vote = town.state().open_vote
    assert vote is not None
    assert vote.cast == ()
    assert "The text changed, so the vote starts again on the new text." in town.statuses()[0]


def test_a_text_rewritten_after_it_passed_may_not_be_merged() -> None:
    town = after("the schedule")
    town.world.push(NUMBER, {RFC_FILE: text_of(town) + "\nAnd a house.\n"})
    town.settle()
    ((conclusion, title),) = town.checks()
    assert (conclusion, title) == ("failure", "The text is not the one that was voted on")


def test_two_rfcs_in_one_push_are_one_too_many() -> None:
    town = after("the draft is mended")
    town.world.push(NUMBER, {"rfcs/0002-a-house.md": RFC})
    town.settle()
    ((conclusion, _),) = town.checks()
    assert conclusion == "failure"
    assert "This pull request adds 2 RFCs" in town.statuses()[0]


def test_a_closed_proposal_is_not_mistaken_for_an_open_one() -> None:
    town = after("the draft is mended")
    town.world.close(NUMBER)
    town.settle()
    assert town.state().stage == "withdrawn"
    second = town.open("One calendar again")
    town.settle()
    assert town.state(second).stage == "discussion"
    town.world.comment(NUMBER, "/rfc status", by="zoe")
    town.settle()
    assert town.state().stage == "withdrawn"
    assert town.labels() == ["rfc: withdrawn"]


# Comments that bots write -----------------------------------------------------------------------


def test_a_deleted_status_comment_is_written_again_and_decides_nothing() -> None:
    town = after("yes")
    records = town.ledger()
    (status,) = town.statuses()
    shown = next(each for each in town.world.issue(NUMBER).comments if each.body == status)
    town.world.delete_comment(shown.id, by="mo")
    town.settle()
    town.sweep()
    assert town.statuses() == [status]
    assert town.ledger() == records


def test_comments_that_were_written_twice_after_a_timeout_are_deleted_once() -> None:
    town = after("two ballots in one comment")
    status, answers = town.statuses(), town.answers()
    for body in (*status, answers[-1], answers[-1]):
        town.world.comment(NUMBER, body, by=ACTIONS_ID)
    town.sweep()
    assert town.statuses() == status
    assert town.answers() == answers


def test_an_edited_status_comment_is_put_right() -> None:
    town = after("yes")
    (status,) = town.statuses()
    shown = next(each for each in town.world.issue(NUMBER).comments if each.body == status)
    town.world.edit_comment(shown.id, status.replace("1 yes", "7 yes"), by="mo")
    town.sweep()
    assert town.statuses() == [status]


def test_a_marker_in_a_persons_comment_does_not_make_it_the_status_comment() -> None:
    town = after("the draft is mended")
    (status,) = town.statuses()
    town.world.comment(NUMBER, status, by="zoe")
    town.settle()
    town.sweep()
    assert town.statuses() == [status]
    assert [each.body for each in town.world.issue(NUMBER).comments].count(status) == 2


# Loops ------------------------------------------------------------------------------------------


def test_what_govbot_does_with_the_token_of_actions_starts_no_run() -> None:
    town = Town.begin()
    town.open()
    town.settle()
    assert town.waiting() == []


def test_a_run_from_the_shell_leaves_the_words_to_the_bot_and_comes_to_rest() -> None:
    town = after("the draft is mended")
    town.world.label(NUMBER, "rfc: accepted", by="mo")
    town.world.comment(NUMBER, "/vote block", by="ben")
    town.lose_events()
    mo = town.world.person("mo")
    town.sweep_as(token_of(town.world, mo))
    assert town.labels() == ["rfc: discussion"]
    assert not [each for each in town.world.issue(NUMBER).comments if each.author == mo.id]
    # What is done with a personal token starts runs, as what a person does.
    assert [event.action for event in town.waiting()] == ["requested", "completed"]
    town.settle()
    assert town.waiting() == []
    assert len(town.answers()) == 1
    before = town.picture()
    town.sweep_as(token_of(town.world, mo))
    town.settle()
    town.sweep()
    assert town.picture() == before


# Who may ----------------------------------------------------------------------------------------


def test_an_unauthorised_command_is_answered_once_and_moves_nothing() -> None:
    town = after("the draft is mended")
    town.world.advance(days=15)
    town.world.comment(NUMBER, "/vote open", by="zoe")
    town.settle()
    town.sweep()
    (answer,) = town.answers()
    assert "Only champion or council may move this RFC" in answer
    assert town.state().stage == "discussion"


def test_a_renamed_voter_is_still_the_voter_and_counts_once() -> None:
    town = after("yes")
    town.world.rename("ada", "ada-lovelace")
    town.world.comment(NUMBER, "/vote no", by="ada-lovelace")
    town.settle()
    town.world.advance(days=18)
    town.sweep()
    tally = town.state().last_tally
    assert tally is not None
    assert (tally.counts["yes"], tally.counts["no"]) == (0, 1)
    assert tally.advisory == {"yes": 0, "no": 0, "abstain": 0}


def test_somebody_who_takes_a_freed_login_is_no_voter() -> None:
    town = after("the vote is opened")
    town.world.rename("ada", "ada-lovelace")
    town.world.add_person("ada")
    town.world.comment(NUMBER, "/vote yes", by="ada")
    town.settle()
    assert [(choice, binding) for _, choice, binding in town.ballots()] == [("yes", False)]


def test_a_deleted_account_leaves_its_ballot() -> None:
    town = after("yes")
    town.world.remove_person("ada")
    town.world.advance(days=18)
    town.sweep()
    tally = town.state().last_tally
    assert tally is not None
    assert tally.counts["yes"] == 1


def test_a_voter_list_that_cannot_be_read_stops_the_run_and_makes_nobody_a_voter(
    tmp_path: Path,
) -> None:
    town = after("the draft is mended")
    town.root = town.with_files(
        tmp_path, {COUNCIL: "name: Council\nkind: council\nmembers: [ada\n"}
    )
    town.world.advance(days=15)
    town.world.comment(NUMBER, "/vote open", by="ada")
    before = town.picture()
    with pytest.raises(UserError, match=r"governance/bodies/council\.yaml:3"):
        town.settle()
    assert town.picture() == before


def test_a_roster_that_names_nobody_opens_no_vote_and_says_why(tmp_path: Path) -> None:
    town = after("the draft is mended")
    town.root = town.with_files(tmp_path, {COUNCIL: "name: Council\nkind: council\nmembers: []\n"})
    town.world.advance(days=15)
    # Nobody is on the council, so only the champion can try.
    town.world.comment(NUMBER, "/vote open", by="ada")
    town.settle()
    (answer,) = town.answers()
    assert "Nobody may vote: no member of council serves on 2026-03-17." in answer
    assert town.state().stage == "discussion"


def test_members_whose_term_is_over_are_nobody() -> None:
    town = after("the draft is mended")
    town.world.advance(timedelta(days=150))
    town.world.comment(NUMBER, "/vote open", by="ada")
    town.settle()
    (answer,) = town.answers()
    assert "Nobody may vote" in answer


# A schedule that is switched off ----------------------------------------------------------------


def test_any_event_on_the_pull_request_does_what_the_schedule_should_have_done() -> None:
    town = after("a ballot that is late")
    town.world.advance(days=60)
    town.world.comment(NUMBER, "/rfc status", by="zoe")
    town.settle()
    assert town.state().stage == "accepted"
    assert town.state().last_tally == after("the schedule").state().last_tally
