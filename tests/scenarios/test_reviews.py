"""Reviews from GitHub to the ledger: what they were about, and how many of them have to be read."""

from __future__ import annotations

from pathlib import Path

from govbot.demo.stage import beginning
from govbot.demo.story import community_files
from tests.communities import COUNCIL
from tests.scenarios.life import DISCUSSIONS, SETTINGS, let_vote, voting
from tests.scenarios.town import Town, write

RFC = "rfcs/0001-one-ledger.md"


def restarted() -> tuple[Town, str, str]:
    """A vote that started again on a new text, with the head before and the new one."""
    town = voting()
    world = town.world
    before = world.pull_of(world.issue(1)).head_oid
    text = world.git_of(world.repository()).file(before, RFC) or b""
    world.push(1, {RFC: text + b"\nAnd everything belongs to zoe.\n"}, by="zoe")
    town.settle()
    world.advance(minutes=2)
    return town, before, world.pull_of(world.issue(1)).head_oid


def test_a_review_of_the_text_before_the_restart_is_answered_and_one_of_the_new_text_counts() -> (
    None
):
    town, before, now = restarted()
    town.world.review(1, "APPROVE", "Reads well.", by="ben", oid=before)
    town.world.review(1, "APPROVE", "Reads well.", by="mo", oid=before)
    town.world.review(1, "APPROVE", "Reads well now.", by="cyd", oid=now)
    town.settle()
    town.sweep()
    assert [vote.is_open for vote in town.state(1).votes] == [False, True]
    assert [(who, choice) for who, choice, _ in town.ballots(1)] == [("cyd", "yes")]
    (answer,) = [body for body in town.answers(1) if "older text" in body]
    assert "**ben**" in answer
    assert "the vote started again at" in answer


def test_a_voter_whose_review_was_dismissed_before_any_run_saw_it_is_told(tmp_path: Path) -> None:
    mapping = "reviews: {approve: yes, request_changes: no}"
    settings = SETTINGS % DISCUSSIONS
    assert mapping in settings
    files = {"governance/govbot.yaml": settings.replace(mapping, "reviews: {approve: yes}")}
    write(tmp_path, {**community_files(), **files})
    town = Town(beginning(), root=tmp_path)
    number = town.open("One ledger")
    town.settle()
    town.world.advance(hours=2)
    town.world.comment(number, "/vote open", by="ada")
    town.settle()
    review = town.world.review(number, "APPROVE", by="ben")
    town.lose_events()
    town.world.advance(minutes=10)
    town.world.dismiss_review(review, "stale", by="mo")
    town.sweep()
    assert town.ballots(number) == []
    (answer,) = town.answers(number)
    assert "It was dismissed before it was counted" in answer


def test_once_the_vote_is_over_reviews_that_were_answered_cost_no_request() -> None:
    town = voting()
    world = town.world
    world.review(1, "APPROVE", "ok", by="ben")
    town.settle()
    for remark in range(320):
        world.review(1, "COMMENT", f"nit {remark}", by="mo")
    town.lose_events()
    let_vote(town, "yes", *COUNCIL[:5])
    world.advance(days=12)
    town.sweep()
    town.sweep()
    before = town.requests
    world.comment(1, "/rfc status", by="ada")
    town.settle()
    names = [name for each in town.sandbox.requests[before:] for name in each.operations]
    assert names[0] == "PullRequest"
    assert "More" not in names
