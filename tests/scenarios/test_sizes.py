"""More than a page of everything: the hundred and first is not forgotten."""

from __future__ import annotations

from govbot.demo.story import NUMBER
from tests.scenarios.story import after
from tests.scenarios.town import RFC, Town


def chatter(town: Town, many: int) -> None:
    for count in range(many):
        town.world.comment(NUMBER, f"Remark {count}.", by="zoe")
    town.lose_events()


def test_a_hundred_and_fifty_comments_before_the_vote_hide_nothing() -> None:
    town = after("the draft is mended")
    status = town.statuses()
    town.world.comment(NUMBER, "/concern It needs a name", by="ben")
    chatter(town, 150)
    town.world.advance(days=14)
    town.world.comment(NUMBER, "/vote open", by="ada")
    town.lose_events()
    town.sweep()
    (answer,) = town.answers()
    assert "Open concerns have to be resolved first: “It needs a name”." in answer
    assert len(town.statuses()) == 1 == len(status)
    assert town.state().stage == "discussion"


def test_a_ballot_among_a_hundred_and_fifty_others_counts_though_its_event_was_lost() -> None:
    town = after("the vote is opened")
    town.world.comment(NUMBER, "/vote no", by="ben")
    chatter(town, 75)
    town.world.comment(NUMBER, "/vote yes", by="cyd")
    chatter(town, 75)
    town.world.comment(NUMBER, "/vote yes", by="ada")
    town.settle()
    assert town.ballots() == [("ben", "no", True), ("cyd", "yes", True), ("ada", "yes", True)]
    assert len(town.statuses()) == 1


def test_a_hundred_and_fifty_people_are_all_heard() -> None:
    town = after("the vote is opened")
    for count in range(150):
        town.world.add_person(f"reader-{count}")
        town.world.comment(NUMBER, "/vote yes", by=f"reader-{count}")
    town.world.comment(NUMBER, "/vote yes", by="ada")
    town.lose_events()
    town.sweep()
    assert len(town.ballots()) == 151
    marked = [
        comment
        for comment in town.world.issue(NUMBER).comments
        if comment.body == "/vote yes" and comment.reactions
    ]
    assert len(marked) == 151
    town.world.advance(days=18)  # one of seven is no quorum, so there is a week more
    town.sweep()
    tally = town.state().last_tally
    assert tally is not None
    assert tally.advisory["yes"] == 150
    assert tally.counts["yes"] == 1


def test_chatter_behind_the_watermark_does_not_make_runs_read_it_all_again() -> None:
    town = after("the vote is opened")
    town.world.comment(NUMBER, "/vote no", by="ben")
    chatter(town, 350)
    town.sweep()
    town.world.advance(days=11)
    town.sweep()
    before = town.requests
    town.world.comment(NUMBER, "/rfc status", by="ada")
    town.settle()
    reads = [
        each.operations[0]
        for each in town.sandbox.requests[before:]
        if each.operations and each.operations[0] not in {"Append", "Apply"}
    ]
    assert reads[0] == "PullRequest"
    assert len(reads) <= 5
    assert len(town.statuses()) == 1


def test_a_stage_label_among_a_hundred_and_fifty_is_found_and_put_right() -> None:
    town = after("the draft is mended")
    for count in range(150):
        town.world.label(NUMBER, f"topic {count}", by="mo")
    town.lose_events()
    town.world.label(NUMBER, "rfc: accepted", by="mo")
    town.settle()
    stages = [label for label in town.labels() if label.startswith("rfc:")]
    assert stages == ["rfc: discussion"]
    assert len(town.labels()) == 151


def test_the_rfc_among_a_hundred_and_twenty_files_is_found() -> None:
    town = Town.begin()
    files = {f"data/{count:03d}.txt": f"{count}\n" for count in range(120)}
    files["rfcs/0001-adopt.md"] = RFC
    town.world.open_pull_request("Adopt", files, by="zoe")
    town.settle()
    assert town.state().stage == "discussion"
    assert town.labels() == ["rfc: discussion"]
