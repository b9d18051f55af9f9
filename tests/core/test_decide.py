"""From what GitHub shows and the ledger holds to what is recorded, done and said."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from govbot.core.accounts import Account
from govbot.core.changes import AddComment, DeleteComment, React
from govbot.core.decide import decide
from govbot.core.effects import Texts, plan_changes
from govbot.core.governance import Governance
from govbot.core.lifecycle import DEFAULT_LIFECYCLE, Lifecycle
from govbot.core.markers import STATUS_MARKER
from govbot.core.people import People, Person
from govbot.core.records import (
    BallotCast,
    ConcernResolved,
    Record,
    StageEntered,
    VoteClosed,
    VoteOpened,
    Watermark,
)
from govbot.core.snapshot import PullState
from govbot.core.verify import differences
from tests.communities import COUNCIL, HALF_YEAR, body, member
from tests.core.scene import Scene, account, community, document

POLICY = {
    "electorate": "council",
    "pass": {"more_than": "1/2"},
    "period": {"length": "10 days"},
}


def serving(*logins: str) -> list[dict[str, Any]]:
    """Members for the first half of 2026, the first of them in the chair."""
    return [
        member(login, HALF_YEAR, role="chair" if place == 0 else "")
        for place, login in enumerate(logins)
    ]


def stages(scene: Scene) -> list[str]:
    return [record.stage for record in scene.records if isinstance(record, StageEntered)]


def outcomes(scene: Scene) -> list[str]:
    return [record.tally.outcome for record in scene.records if isinstance(record, VoteClosed)]


def ballots(scene: Scene) -> list[tuple[str, str, bool]]:
    return [
        (record.actor.login if record.actor else "", record.choice, record.binding)
        for record in scene.records
        if isinstance(record, BallotCast)
    ]


def passed(scene: Scene) -> Scene:
    for login in COUNCIL[:5]:
        scene.say(login, "/vote yes")
    scene.run()
    scene.wait(days=10, minutes=1)
    scene.run()
    return scene


# The way of an RFC ------------------------------------------------------------------------------


def test_a_complete_document_goes_from_proposed_to_discussion_at_once() -> None:
    scene = Scene()
    scene.run()
    assert stages(scene) == ["proposed", "discussion"]
    assert scene.labels == ["rfc: discussion"]
    assert scene.check is not None
    assert scene.check.conclusion == "pending"


def test_a_document_with_errors_stays_proposed_and_the_status_says_what_to_mend() -> None:
    scene = Scene()
    scene.documents = (document(number=7),)
    scene.run()
    assert scene.stage == "proposed"
    assert scene.status.missing == ("The checks found 1 thing to mend in the document.",)
    assert "git mv" in scene.status.findings[0].hint
    assert scene.check is not None
    assert (scene.check.conclusion, scene.check.title) == ("failure", "1 thing to mend")


def test_mending_the_document_moves_the_rfc_on() -> None:
    scene = Scene()
    scene.documents = (document(number=7),)
    scene.run()
    scene.push("b22b")
    scene.run()
    assert stages(scene) == ["proposed", "discussion"]
    assert scene.status.findings == ()


def test_a_pull_request_without_an_rfc_gets_a_passing_check_and_nothing_else() -> None:
    scene = Scene()
    scene.documents = ()
    decision = scene.run()
    assert decision.records == ()
    assert [change.describe() for change in scene.changes] == [
        "set the check `govbot / rfc` to success: No RFC in this pull request"
    ]


def test_an_rfc_goes_all_the_way_to_released() -> None:
    scene = passed(Scene().to_vote())
    assert scene.stage == "accepted"
    assert scene.check is not None
    assert scene.check.conclusion == "success"
    scene.close(PullState.MERGED)
    scene.run()
    scene.say("mo", "/rfc advance")
    scene.run()
    assert stages(scene) == [
        "proposed",
        "discussion",
        "voting",
        "accepted",
        "implementing",
        "released",
    ]
    assert scene.labels == ["rfc: released"]


def test_a_second_run_with_nothing_new_records_nothing_and_changes_nothing() -> None:
    scene = passed(Scene().to_vote())
    scene.run()
    decision = scene.run()
    assert (decision.records, scene.changes) == ((), ())


def test_the_status_does_not_change_with_the_minute() -> None:
    scene = Scene().to_vote()
    scene.run()
    scene.wait(hours=30)
    scene.run()
    assert scene.changes == ()


# Commands ---------------------------------------------------------------------------------------


def test_a_vote_before_the_discussion_is_over_is_refused_with_the_day() -> None:
    scene = Scene()
    scene.run()
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.refusals == [
        (
            "ada",
            "It is too early for voting. The minimum time runs until 2026-03-15 09:00 UTC.",
        )
    ]
    assert scene.stage == "discussion"


def test_revising_the_text_does_not_start_the_discussion_anew_nor_cut_it_short() -> None:
    scene = Scene()
    scene.run()
    scene.wait(days=5)
    scene.say("zoe", "/rfc advance revision")
    scene.run()
    scene.say("ada", "/vote open")
    scene.run()
    assert "2026-03-15" in scene.refusals[0][1]
    scene.wait(days=9)
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.stage == "voting"


def test_everything_that_is_missing_is_said_at_once() -> None:
    scene = Scene()
    scene.documents = (document(champion=None),)
    scene.run()
    scene.say("ben", "/concern Who keeps the keys")
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.refusals[-1][1] == (
        "It is too early for voting. The minimum time runs until 2026-03-15 09:00 UTC. "
        "A champion has to be named first: `/rfc champion @user`. "
        "Open concerns have to be resolved first: “Who keeps the keys”."
    )


def test_a_command_by_someone_who_may_not_gets_one_answer_and_moves_nothing() -> None:
    scene = Scene()
    scene.run()
    scene.wait(days=14)
    comment = scene.say("zoe", "/vote open")
    scene.run()
    scene.run()
    assert scene.refusals == [
        (
            "zoe",
            (
                "Only champion or council may move this RFC from discussion to voting. "
                "What you can do from here: `/rfc advance revision`, `/rfc withdraw`, "
                "`/rfc postpone`, `/rfc supersede #<number>`."
            ),
        )
    ]
    answers = [c for c in scene.comments if f"answer:{comment.id}" in c.body]
    assert len(answers) == 1


def test_a_refused_comment_is_marked_and_an_accepted_one_otherwise() -> None:
    scene = Scene().to_vote()
    good, bad = scene.say("ada", "/vote yes"), scene.say("zoe", "/vote cancel no reason")
    scene.run()
    marks = {c.content for c in scene.changes if isinstance(c, React) and c.node == good.node}
    assert marks == {"EYES"}
    marks = {c.content for c in scene.changes if isinstance(c, React) and c.node == bad.node}
    assert marks == {"CONFUSED"}


def test_a_command_on_a_pull_request_without_an_rfc_is_answered_and_plus_one_is_not() -> None:
    scene = Scene()
    scene.documents = ()
    scene.say("zoe", "+1")
    scene.say("zoe", "/rfc status")
    scene.run()
    assert len(scene.refusals) == 1
    assert "holds no RFC" in scene.refusals[0][1]


def test_help_is_answered_with_words() -> None:
    scene = Scene()
    scene.run()
    scene.say("zoe", "/rfc help")
    decision = scene.run()
    assert [answer.wants_help for answer in decision.answers] == [True]


def test_the_author_withdraws_and_someone_else_does_not() -> None:
    scene = Scene()
    scene.run()
    scene.say("ada", "/rfc withdraw")
    scene.say("zoe", "/rfc withdraw")
    scene.run()
    assert [login for login, _ in scene.refusals] == ["ada"]
    assert (scene.stage, scene.labels) == ("withdrawn", ["rfc: withdrawn"])


def test_postponed_and_superseded_have_their_commands() -> None:
    scene = Scene()
    scene.run()
    scene.say("ada", "/rfc advance postponed")
    scene.say("ada", "/rfc postpone")
    scene.say("ada", "/rfc supersede #12")
    scene.say("ada", "/rfc supersede #34")
    scene.run()
    assert stages(scene)[2:] == ["postponed", "superseded"]
    assert [why for _, why in scene.refusals] == [
        "`postponed` has a command of its own. Write `/rfc postpone`.",
        "An RFC cannot take its own place. Name the number of the RFC that replaces it.",
    ]


def test_a_stage_that_is_unknown_or_out_of_reach_is_refused_with_what_works() -> None:
    scene = Scene()
    scene.run()
    scene.say("ada", "/rfc advance votes")
    scene.say("ada", "/rfc advance released")
    scene.run()
    assert "There is no stage `votes`" in scene.refusals[0][1]
    assert "`/rfc advance revision`" in scene.refusals[1][1]


def test_a_champion_has_to_be_somebody_the_community_knows() -> None:
    scene = Scene()
    scene.run()
    scene.say("zoe", "/rfc champion @nobody")
    scene.say("ben", "/rfc champion @ben")
    scene.run()
    assert "not in `governance/people.yaml`" in scene.refusals[0][1]
    assert scene.status.champion == "ben"


def test_the_champion_of_the_document_may_open_the_vote() -> None:
    scene = Scene()
    scene.documents = (document(champion="mo"),)
    scene.run()
    scene.wait(days=14)
    scene.say("mo", "/vote open")
    scene.run()
    assert scene.stage == "voting"


def test_a_concern_holds_the_vote_until_its_raiser_or_a_chair_resolves_it() -> None:
    scene = Scene()
    scene.run()
    scene.say("zoe", "/concern I am not a member")
    scene.say("ben", "/concern Keys")
    scene.say("ben", "/concern keys")
    scene.say("cyd", "/resolve Keys")
    scene.run()
    assert [login for login, _ in scene.refusals] == ["zoe", "ben", "cyd"]
    assert scene.status.concerns == ("Keys (raised by ben)",)
    scene.say("ada", "/resolve keys")
    scene.run()
    assert not scene.status.concerns


@pytest.mark.parametrize(
    "said", ["Old clients.", "old clients!", "“Old clients”", "Old clients ..."]
)
def test_a_concern_is_resolved_also_with_a_full_stop_or_quotation_marks(said: str) -> None:
    scene = Scene()
    scene.run()
    scene.say("ben", "/concern Keys")
    scene.say("ben", "/concern Old clients")
    scene.say("ben", f"/resolve {said}")
    scene.run()
    assert scene.refusals == []
    assert scene.status.concerns == ("Keys (raised by ben)",)
    assert [each.title for each in scene.records if isinstance(each, ConcernResolved)] == [
        "Old clients"
    ]
    assert differences(scene.records) == ()


def test_a_proxy_is_refused_because_the_policy_lends_no_ballots() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/proxy @ben")
    scene.run()
    assert "does not let a ballot be lent" in scene.refusals[0][1]


def test_a_vote_cannot_be_closed_by_hand() -> None:
    scene = Scene().to_vote()
    scene.say("mo", "/vote close")
    scene.run()
    assert "runs until 2026-03-25 09:00 UTC" in scene.refusals[0][1]


def test_a_second_vote_is_not_opened_while_one_is_open() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote open")
    scene.run()
    assert "A vote is open already" in scene.refusals[0][1]


def test_opening_an_unknown_policy_names_those_there_are() -> None:
    scene = Scene()
    scene.run()
    scene.wait(days=14)
    scene.say("ada", "/vote open quick")
    scene.run()
    assert scene.refusals == [("ada", "There is no policy `quick`. The policies are: rfc-accept.")]


# Votes ------------------------------------------------------------------------------------------


def test_opening_a_vote_freezes_policy_electorate_and_text() -> None:
    scene = Scene().to_vote()
    opening = next(record for record in scene.records if isinstance(record, VoteOpened))
    assert [voter.login for voter in opening.electorate] == list(COUNCIL)
    assert (opening.blob, opening.governance_commit) == ("b10b", "c0ffee")
    assert opening.closes == opening.at + timedelta(days=10)


def test_a_roster_edited_during_a_vote_changes_nothing_of_it() -> None:
    scene = Scene().to_vote()
    scene.governance = scene.governance.model_copy(
        update={"bodies": {"council": body("council", *serving("mo"))}}
    )
    scene.say("ada", "/vote yes")
    scene.say("mo", "/vote no")
    scene.run()
    assert ballots(scene) == [("ada", "yes", True), ("mo", "no", False)]


def test_a_refresh_takes_the_new_electorate_and_keeps_the_ballots() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote yes")
    scene.say("zoe", "/vote yes")
    scene.run()
    bodies = dict(scene.governance.bodies)
    bodies["council"] = body("council", *serving("ada", "ben", "zoe"))
    scene.governance = scene.governance.model_copy(update={"bodies": bodies})
    scene.say("ada", "/vote refresh")
    scene.say("mo", "/vote refresh")
    scene.run()
    assert [login for login, _ in scene.refusals] == ["ada"]
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts["yes"] == 2
    assert scene.status.vote.tally.pending == ("ben",)


def test_a_missing_electorate_makes_nobody_a_voter_and_opens_no_vote() -> None:
    governance = community()
    council = body("council", *serving("ada"))
    over = council.members[0].model_copy(update={"removed": date(2026, 2, 1)})
    bodies = governance.bodies | {"council": council.model_copy(update={"members": (over,)})}
    scene = Scene(governance.model_copy(update={"bodies": bodies}))
    scene.documents = (document(champion="mo"),)
    scene.run()
    scene.wait(days=14)
    scene.say("mo", "/vote open")
    scene.run()
    assert scene.stage == "discussion"
    assert "Nobody may vote" in scene.refusals[0][1]


def test_a_ballot_cast_before_the_vote_opened_is_never_counted_after_it() -> None:
    scene = Scene()
    scene.run()
    scene.say("ben", "/vote yes")
    scene.run()
    scene.wait(days=14)
    scene.say("ada", "/vote open")
    scene.run()
    assert ballots(scene) == []
    assert scene.refusals == [
        (
            "ben",
            "No vote is open on this RFC. `/vote open` opens one, once nothing is missing.",
        )
    ]


def test_a_ballot_after_the_deadline_does_not_count_though_the_run_closes_late() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[:4]:
        scene.say(login, "/vote no")
    scene.wait(days=10, minutes=1)
    for login in COUNCIL[:5]:
        scene.say(login, "/vote yes")
    scene.wait(days=3)
    scene.run()
    assert outcomes(scene) == ["failed"]
    assert len(scene.refusals) == 5
    assert "so it does not count" in scene.refusals[0][1]


def test_a_ballot_before_the_deadline_counts_though_the_run_comes_late() -> None:
    scene = Scene().to_vote()
    scene.wait(days=9)
    for login in COUNCIL[:5]:
        scene.say(login, "/vote yes")
    scene.wait(days=30)
    scene.run()
    assert outcomes(scene) == ["passed"]
    assert scene.state.votes[0].closed is not None
    assert scene.state.votes[0].closed.at == scene.state.votes[0].opening.closes


def test_a_ballot_edited_by_its_author_before_it_was_seen_is_as_late_as_the_edit() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[1:5]:
        scene.say(login, "/vote yes")
    comment = scene.say("ada", "/vote yes")
    scene.wait(days=10, hours=1)
    scene.edit(comment, "/vote no", by="ada")
    scene.run()
    assert ("ada", "no", True) not in ballots(scene)
    assert [login for login, _ in scene.refusals] == ["ada"]


def test_a_comment_edited_by_somebody_else_before_it_was_recorded_is_refused() -> None:
    scene = Scene().to_vote()
    comment = scene.say("ada", "/vote no")
    scene.edit(comment, "/vote yes", by="mo")
    scene.run()
    assert ballots(scene) == []
    assert scene.refusals[0][1].startswith("mo edited this comment before it was counted")


def test_a_recorded_ballot_stands_when_its_comment_is_edited_or_deleted_and_the_status_says_so() -> (
    None
):
    scene = Scene().to_vote()
    edited, deleted = scene.say("ada", "/vote yes"), scene.say("ben", "/vote yes")
    scene.run()
    scene.wait(hours=1)
    scene.edit(edited, "/vote no", by="ada")
    scene.delete(deleted)
    scene.run()
    assert ballots(scene) == [("ada", "yes", True), ("ben", "yes", True)]
    assert scene.status.notices == (
        "ada's ballot (yes) stands; its comment was edited afterwards.",
        "ben's ballot (yes) stands; its comment was deleted afterwards.",
    )


def test_a_comment_edited_into_a_command_after_it_was_read_is_told_so() -> None:
    scene = Scene().to_vote()
    chatter = scene.say("ada", "I will think about it")
    scene.say("ben", "/vote yes")
    scene.run()
    scene.wait(hours=1)
    scene.edit(chatter, "/vote no", by="ada")
    scene.run()
    scene.run()
    assert [login for login, _ in scene.refusals] == ["ada"]
    assert "edited after it had been read" in scene.refusals[0][1]


def test_a_changed_mind_counts_once() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote yes")
    scene.run()
    scene.wait(hours=1)
    scene.say("ADA", "/vote no", author=Account(login="ADA", id=1001))
    scene.run()
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts == {"yes": 0, "no": 1, "abstain": 0, "block": 0}


def test_someone_outside_the_council_is_counted_apart() -> None:
    scene = Scene().to_vote()
    scene.say("zoe", "/vote yes")
    scene.run()
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts["yes"] == 0
    assert scene.status.vote.tally.advisory["yes"] == 1


def test_a_voter_who_was_renamed_during_the_vote_is_still_the_voter() -> None:
    scene = Scene().to_vote()
    scene.say("ada-new", "/vote yes", author=Account(login="ada-new", id=1001))
    scene.say("ada", "/vote no", author=Account(login="ada", id=4711))
    scene.run()
    assert ballots(scene) == [("ada-new", "yes", True), ("ada", "no", False)]


def test_members_on_leave_or_past_their_term_are_not_in_the_electorate() -> None:
    governance = community()
    council = governance.bodies["council"]
    ada, ben, cyd, *others = council.members
    leave = ada.model_validate(
        ada.model_dump() | {"leave": [{"start": "2026-03-01", "end": "2026-03-31"}]}
    )
    past = ben.model_validate(
        ben.model_dump() | {"terms": [{"start": "2025-07-01", "end": "2025-12-31"}]}
    )
    left = cyd.model_copy(update={"resigned": date(2026, 3, 15)})
    bodies = governance.bodies | {
        "council": council.model_copy(update={"members": (leave, past, left, *others)})
    }
    scene = Scene(governance.model_copy(update={"bodies": bodies}))
    scene.documents = (document(champion="mo"),)
    scene.run()
    scene.wait(days=14)
    scene.say("mo", "/vote open")
    scene.run()
    opening = next(record for record in scene.records if isinstance(record, VoteOpened))
    assert [voter.login for voter in opening.electorate] == ["dee", "eli", "fay", "gus"]


def test_a_bot_neither_votes_nor_is_answered() -> None:
    scene = Scene().to_vote()
    scene.say("helper[bot]", "/vote yes", author=Account(login="helper", id=5, is_bot=True))
    scene.run()
    assert (ballots(scene), scene.refusals) == ([], [])


def test_a_marker_pasted_by_a_person_hides_nothing() -> None:
    scene = Scene().to_vote()
    scene.say("ada", f"{STATUS_MARKER}\n\n/vote yes")
    scene.run()
    assert ballots(scene) == [("ada", "yes", True)]


def test_a_failed_vote_rejects_and_a_blocked_one_goes_back_to_revision() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[:5]:
        scene.say(login, "/vote no")
    scene.wait(days=10, minutes=1)
    scene.run()
    assert (scene.stage, scene.labels) == ("rejected", ["rfc: rejected"])
    blocked = Scene().to_vote()
    blocked.say("ada", "/vote block it leaks the keys")
    blocked.wait(days=10, minutes=1)
    blocked.run()
    assert blocked.stage == "revision"
    assert "ada blocks: it leaks the keys" in (
        blocked.status.vote.tally.explanation if blocked.status.vote else ()
    )


def test_an_undecided_vote_takes_the_rfc_back_to_where_it_was_opened() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote yes")
    scene.wait(days=10, minutes=1)
    scene.run()
    assert scene.stage == "voting"
    assert scene.status.next[0] == "The vote closes at 2026-04-01 09:00 UTC."
    scene.wait(days=7)
    scene.run()
    assert outcomes(scene) == ["no-quorum"]
    assert scene.stage == "discussion"


def test_a_new_vote_after_an_undecided_one_does_not_see_its_ballots() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote yes")
    scene.wait(days=17, minutes=1)
    scene.run()
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.stage == "voting"
    assert scene.status.vote is not None
    assert scene.status.vote.number == 2
    assert scene.status.vote.tally.counts["yes"] == 0


def test_cancelling_takes_a_steward_and_a_reason_and_decides_nothing() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote cancel wrong text")
    scene.say("mo", "/vote cancel wrong text")
    scene.say("ben", "/vote yes")
    scene.run()
    assert [login for login, _ in scene.refusals] == ["ada", "ben"]
    assert scene.refusals[1][1].startswith("The last vote was cancelled, and no new one is open.")
    assert scene.stage == "discussion"
    assert outcomes(scene) == []


def test_a_recusal_shrinks_the_electorate() -> None:
    scene = Scene().to_vote()
    scene.say("gus", "/recuse my employer wrote it")
    scene.run()
    assert scene.status.vote is not None
    assert scene.status.vote.tally.recused == ("gus",)
    assert "gus" not in [voter.login for voter in scene.status.vote.voters]


# Text, labels, and the pull request ---------------------------------------------------------------


def test_a_new_text_during_a_vote_starts_it_again() -> None:
    scene = Scene().to_vote()
    scene.say("ada", "/vote yes")
    scene.run()
    scene.wait(days=1)
    scene.push("b22b")
    scene.run()
    assert (scene.stage, len(scene.state.votes)) == ("voting", 2)
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts["yes"] == 0
    assert scene.state.votes[1].opening.blob == "b22b"
    scene.say("mo", "/vote cancel enough")
    scene.run()
    assert scene.stage == "discussion"


def test_a_new_text_with_errors_ends_the_vote() -> None:
    scene = Scene().to_vote()
    scene.push("b22b", champion="nobody")
    scene.run()
    assert (scene.stage, scene.state.open_vote) == ("discussion", None)


def test_a_push_that_leaves_the_text_alone_leaves_the_vote_alone() -> None:
    scene = Scene().to_vote()
    scene.head, scene.check = "another", None
    scene.run()
    assert len(scene.state.votes) == 1
    assert scene.check is not None


def test_a_push_after_the_deadline_does_not_undo_a_vote_that_was_over() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[:5]:
        scene.say(login, "/vote no")
    scene.run()
    scene.wait(days=10, minutes=1)
    scene.push("b22b")
    scene.run()
    assert outcomes(scene) == ["failed"]


def test_a_text_changed_after_it_passed_turns_the_check_red() -> None:
    scene = passed(Scene().to_vote())
    scene.push("b22b")
    scene.run()
    assert scene.check is not None
    assert (scene.check.conclusion, scene.check.title) == (
        "failure",
        "The text is not the one that was voted on",
    )
    assert "`b10b`" in scene.status.notices[0]


def test_the_status_notifies_of_a_new_text_where_the_policy_says_so() -> None:
    policy = POLICY | {"text_change": "notify"}
    scene = Scene(community(policies={"rfc-accept": policy})).to_vote()
    scene.push("b22b")
    scene.run()
    assert len(scene.state.votes) == 1
    assert "changed since the vote opened" in scene.status.notices[0]


def test_a_label_moved_by_hand_is_put_back_with_the_way_that_would_have_worked() -> None:
    scene = Scene()
    scene.run()
    scene.wait(hours=1)
    scene.move_label("zoe", "rfc: accepted", added=True)
    scene.run()
    assert scene.labels == ["rfc: discussion"]
    assert scene.stage == "discussion"
    assert scene.status.notices == (
        (
            "The label `rfc: accepted` was put on by zoe. The RFC stays in the stage `discussion`: "
            "a label does not move it. `accepted` is entered when a vote passes, from `voting`."
        ),
    )
    scene.move_label("zoe", "rfc: discussion", added=False)
    scene.run()
    assert scene.labels == ["rfc: discussion"]


def test_a_pull_request_closed_during_a_vote_ends_it_and_withdraws_the_rfc() -> None:
    scene = Scene().to_vote()
    scene.close()
    scene.run()
    assert (scene.stage, scene.state.open_vote) == ("withdrawn", None)


def test_a_pull_request_opened_again_starts_over_and_keeps_its_history() -> None:
    scene = Scene()
    scene.run()
    scene.close()
    scene.run()
    scene.pull = PullState.OPEN
    scene.run()
    assert stages(scene) == ["proposed", "discussion", "withdrawn", "proposed", "discussion"]


def test_a_merge_without_a_decision_is_said() -> None:
    scene = Scene()
    scene.run()
    scene.close(PullState.MERGED)
    scene.run()
    assert scene.stage == "discussion"
    assert "without a decision" in scene.status.notices[0]


def test_two_rfcs_in_one_pull_request_are_refused_by_the_checks() -> None:
    scene = Scene()
    scene.documents = (document(), document(number=13))
    scene.run()
    assert scene.stage == "proposed"
    assert any(each.id == "rfc-one-per-pull-request" for each in scene.status.findings)


def test_an_rfc_whose_document_is_removed_says_so() -> None:
    scene = Scene()
    scene.run()
    scene.documents = ()
    scene.run()
    assert scene.status.missing[0] == "The pull request no longer holds the RFC's document."
    assert scene.check is not None
    assert scene.check.conclusion == "failure"


# What only seems unlikely -------------------------------------------------------------------------


def test_a_vote_is_closed_a_minute_after_its_time_when_every_ballot_can_be_seen() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[:4]:
        scene.say(login, "/vote yes")
    scene.run()
    scene.wait(days=10)
    scene.run()
    assert scene.state.open_vote is not None
    scene.say("gus", "/vote no", created_at=scene.now - timedelta(seconds=1))
    scene.wait(minutes=1)
    scene.run()
    assert scene.state.votes[0].closed is not None
    assert scene.state.votes[0].closed.at == scene.state.votes[0].opening.closes
    assert scene.state.votes[0].closed.tally.counts["no"] == 1


def test_a_push_in_that_minute_does_not_undo_the_vote() -> None:
    scene = Scene().to_vote()
    for login in COUNCIL[:4]:
        scene.say(login, "/vote no")
    scene.run()
    scene.wait(days=10)
    scene.push("b22b")
    scene.run()
    scene.wait(minutes=1)
    scene.run()
    assert outcomes(scene) == ["failed"]


def test_a_vote_opened_before_a_push_is_about_the_text_that_was_there_and_starts_again() -> None:
    scene = Scene()
    scene.run()
    scene.wait(days=14)
    scene.say("ada", "/vote open")
    scene.say("ben", "/vote yes")
    scene.push("b22b")
    scene.run()
    assert [vote.opening.blob for vote in scene.state.votes] == ["b10b", "b22b"]
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts["yes"] == 0
    assert scene.status.notices == (
        (
            "The text changed, so vote 1 started again as vote 2 at 2026-03-15 09:00 UTC. "
            "Ballots that have to be cast again: ben."
        ),
    )


def test_who_left_a_vote_has_left_it_when_it_starts_again() -> None:
    scene = Scene().to_vote()
    scene.say("gus", "/recuse my employer wrote it")
    scene.run()
    scene.push("b22b")
    scene.run()
    assert scene.status.vote is not None
    assert scene.status.vote.tally.recused == ("gus",)
    assert differences(scene.records) == ()


def test_another_text_that_was_merged_is_said_and_stays_said() -> None:
    scene = passed(Scene().to_vote())
    scene.push("b22b")
    scene.close(PullState.MERGED)
    scene.run()
    assert scene.status.verdict.conclusion == "failure"
    assert "`b10b`" in scene.status.notices[0]


def test_a_policy_that_ignores_changes_of_the_text_lets_them_be_merged() -> None:
    policy = POLICY | {"text_change": "ignore"}
    scene = passed(Scene(community(policies={"rfc-accept": policy})).to_vote())
    scene.push("b22b")
    scene.run()
    assert scene.status.verdict.conclusion == "success"


def test_a_vote_that_passed_before_the_rfc_was_closed_says_nothing_about_a_new_text() -> None:
    scene = passed(Scene().to_vote())
    scene.close()
    scene.run()
    scene.pull = PullState.OPEN
    scene.push("b22b")
    scene.run()
    assert scene.stage == "discussion"
    assert scene.status.verdict.conclusion == "pending"


def test_what_was_written_before_govbot_was_there_is_not_obeyed() -> None:
    scene = Scene()
    scene.say("zoe", "/rfc withdraw")
    scene.say("ben", "+1")
    scene.wait(days=300)
    scene.run()
    assert (scene.stage, scene.refusals) == ("discussion", [])
    assert "write them again" in scene.status.notices[0]
    scene.say("zoe", "/rfc withdraw")
    scene.run()
    assert scene.stage == "withdrawn"


def test_a_command_written_before_the_first_run_of_a_new_pull_request_is_obeyed() -> None:
    scene = Scene()
    scene.say("zoe", "/rfc champion @ben")
    scene.wait(hours=2)
    scene.run()
    assert scene.status.champion == "ben"


def lifecycle_with(row: dict[str, str], **settings: object) -> Governance:
    table = [each.model_dump(by_alias=True) for each in DEFAULT_LIFECYCLE.transitions]
    return community(lifecycle={"transitions": [row, *table]}, **settings)


def test_leaving_the_voting_stage_by_command_calls_the_vote_off() -> None:
    row = {"from": "voting", "to": "withdrawn", "on": "command", "by": "author"}
    scene = Scene(lifecycle_with(row)).to_vote()
    scene.say("zoe", "/rfc withdraw")
    scene.run()
    assert (scene.stage, scene.state.open_vote) == ("withdrawn", None)
    scene.wait(days=30)
    scene.run()
    assert scene.stage == "withdrawn"


def test_two_policies_may_lead_to_one_stage_each_for_those_who_may() -> None:
    quick = POLICY | {"period": {"length": "3 days"}}
    row = {
        "from": "discussion",
        "to": "voting",
        "on": "command",
        "by": "maintainer",
        "opens": "quick",
    }
    governance = lifecycle_with(row, policies={"quick": quick})
    scene = Scene(governance)
    scene.run()
    scene.wait(days=14)
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.state.votes[0].opening.policy_name == "rfc-accept"
    other = Scene(governance)
    other.run()
    other.say("mo", "/vote open")
    other.run()
    assert other.state.votes[0].opening.policy_name == "quick"


def test_a_stage_taken_out_of_the_lifecycle_does_not_strand_an_rfc() -> None:
    scene = Scene()
    scene.run()
    scene.say("zoe", "/rfc advance revision")
    scene.run()
    rows = [
        {"from": "proposed", "to": "discussion", "on": "checks-passed"},
        {"from": "discussion", "to": "accepted", "on": "command", "by": "council"},
    ]
    scene.governance = community(lifecycle={"transitions": rows})
    scene.run()
    assert stages(scene)[-2:] == ["proposed", "discussion"]


def test_a_member_of_two_bodies_may_block_for_either() -> None:
    policy = {
        "electorate": ["council", "core-team"],
        "pass": {"more_than": "1/2"},
        "veto": {"by": "core-team"},
        "period": {"length": "10 days"},
    }
    governance = community(policies={"rfc-accept": policy})
    bodies = governance.bodies | {
        "core-team": body("core-team", *serving("mo", "ada"), kind="core")
    }
    scene = Scene(governance.model_copy(update={"bodies": bodies})).to_vote()
    scene.say("ada", "/vote block it leaks")
    scene.say("ben", "/vote block it leaks")
    scene.run()
    assert ballots(scene) == [("ada", "block", True)]
    assert [login for login, _ in scene.refusals] == ["ben"]


def test_a_community_without_a_merge_in_its_lifecycle_still_gets_a_green_check() -> None:
    rows = [
        {"from": "proposed", "to": "discussion", "on": "checks-passed"},
        {
            "from": "discussion",
            "to": "voting",
            "on": "command",
            "by": "council",
            "needs": "minimum-time",
            "opens": "rfc-accept",
        },
        {"from": "voting", "to": "accepted", "on": "vote-passed"},
    ]
    scene = passed(Scene(community(lifecycle={"transitions": rows})).to_vote())
    assert (scene.stage, scene.status.verdict.conclusion) == ("accepted", "success")


def test_a_concern_is_said_to_be_missing_whatever_it_is_called() -> None:
    scene = Scene()
    scene.run()
    scene.say("ben", "/concern The checks are too weak")
    scene.run()
    assert any("The checks are too weak" in each for each in scene.status.missing)


def test_a_concern_that_could_hold_nothing_back_is_refused() -> None:
    scene = Scene().to_vote()
    scene.say("ben", "/concern Too late")
    scene.run()
    assert "still to come" in scene.refusals[0][1]


def test_a_renamed_voter_is_not_said_to_have_yet_to_vote() -> None:
    scene = Scene().to_vote()
    scene.say("ada-new", "/vote yes", author=Account(login="ada-new", id=1001))
    scene.run()
    assert scene.status.vote is not None
    standing = {voter.login: voter.choice for voter in scene.status.vote.voters}
    assert standing["ada"] == "yes"


def test_a_command_written_out_is_answered_where_there_is_no_rfc_whatever_it_is() -> None:
    scene = Scene()
    scene.documents = ()
    scene.say("zoe", "/vote yes I agree")
    scene.say("zoe", "+1\n\n-1")
    scene.run()
    assert len(scene.refusals) == 1


def test_a_maintainer_who_runs_govbot_repeats_nothing_that_the_workflow_said() -> None:
    scene = Scene().to_vote()
    scene.say("zoe", "/vote cancel because")
    scene.run()
    theirs = [each.model_copy(update={"by_viewer": False}) for each in scene.comments]
    snapshot = scene.snapshot().model_copy(
        update={
            "by_bot": False,
            "comments": tuple(
                each.model_copy(update={"reactions": frozenset[str]()}) for each in theirs
            ),
        }
    )
    decision = decide(snapshot, scene.records, scene.now)
    texts = Texts(status=STATUS_MARKER, answers={each.key: "again" for each in decision.answers})
    kinds = {type(change) for change in plan_changes(snapshot, decision, texts)}
    assert kinds.isdisjoint({AddComment, React})


def test_an_answer_that_a_maintainer_deleted_is_not_given_again() -> None:
    scene = Scene().to_vote()
    comment = scene.say("zoe", "/vote cancel because")
    scene.run()
    scene.say("ada", "/vote yes")
    scene.run()
    scene.comments = [c for c in scene.comments if f"answer:{comment.id}" not in c.body]
    scene.run()
    assert not [change for change in scene.changes if isinstance(change, AddComment)]


def test_edited_chatter_does_not_write_to_the_ledger_on_every_run() -> None:
    scene = Scene().to_vote()
    chatter = [scene.say("zoe", f"thought {number}") for number in range(60)]
    scene.run()
    scene.wait(hours=1)
    for comment in chatter:
        scene.edit(comment, "a better thought", by="zoe")
    scene.run()
    assert scene.run().records == ()


def test_a_label_that_was_right_when_it_moved_is_not_held_against_a_later_stage() -> None:
    scene = Scene()
    scene.run()
    scene.wait(days=14)
    scene.move_label("mo", "rfc: discussion", added=False)
    scene.move_label("mo", "rfc: discussion", added=True)
    scene.run()
    scene.wait(hours=1)
    scene.say("ada", "/vote open")
    scene.run()
    scene.wait(hours=1)
    before = len(scene.state.label_moves)
    scene.run()
    assert len(scene.state.label_moves) == before


def test_a_command_between_reopening_and_the_run_is_taken_as_of_an_open_pull_request() -> None:
    scene = Scene()
    scene.run()
    scene.close()
    scene.run()
    scene.wait(hours=1)
    scene.pull = PullState.OPEN
    scene.say("zoe", "/rfc advance revision")
    scene.wait(minutes=5)
    scene.run()
    assert (scene.stage, scene.refusals) == ("revision", [])


def test_a_champion_in_a_later_text_takes_the_place_of_one_named_by_command() -> None:
    scene = Scene()
    scene.run()
    scene.say("zoe", "/rfc champion @ben")
    scene.run()
    scene.push("b22b", champion="cyd")
    scene.run()
    assert scene.status.champion == "cyd"


@pytest.mark.parametrize(
    "tamper",
    [
        lambda record: (
            record.model_copy(update={"at": record.at - timedelta(days=5)})
            if isinstance(record, VoteClosed)
            else record
        ),
        lambda record: (
            record.model_copy(update={"why": "vote-failed", "stage": "rejected"})
            if isinstance(record, StageEntered) and record.stage == "accepted"
            else record
        ),
        lambda record: (
            record.model_copy(update={"vote": 2}) if isinstance(record, VoteOpened) else record
        ),
    ],
    ids=["closed early", "another outcome", "another number"],
)
def test_a_record_that_does_not_follow_is_found(tamper: Callable[[Record], Record]) -> None:
    scene = passed(Scene().to_vote())
    assert differences(scene.records) == ()
    assert differences(tuple(map(tamper, scene.records))) != ()


@pytest.mark.parametrize(
    ("lifecycle", "sentence"),
    [
        (
            {"transitions": [{"from": "proposed", "to": "proposed", "on": "checks-passed"}]},
            "never come to rest",
        ),
        ({"transitions": [{"from": None, "to": "proposed", "on": "merged"}]}, "from"),
        ({"transitions": [{"from": 5, "to": "proposed", "on": "merged"}]}, "from"),
        ({"initial": ["proposed"]}, "initial"),
        ({"stages": {"FCP": {}}}, "no name for a stage"),
        ({"stages": {"a": {"label": "x"}, "b": {"label": "X"}}}, "share the label"),
    ],
)
def test_a_lifecycle_that_cannot_work_is_refused(
    lifecycle: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Lifecycle.model_validate(lifecycle)


def test_a_policy_is_called_as_a_command_can_say_it() -> None:
    with pytest.raises(ValidationError, match="no name for a policy"):
        community(policies={"Fast Track": POLICY})


# Crashes, repetitions, order ----------------------------------------------------------------------


def test_what_a_crash_left_undone_is_done_by_the_next_run() -> None:
    scene = Scene().to_vote()
    comment = scene.say("zoe", "/vote cancel because")
    scene.say("ada", "/vote yes")
    scene.run(act=False)
    scene.wait(hours=1)
    scene.run()
    assert [c for c in scene.comments if f"answer:{comment.id}" in c.body]
    assert {c.node for c in scene.changes if isinstance(c, React)} == {
        c.node for c in scene.comments if c.id in (comment.id, comment.id + 1)
    }
    scene.run()
    assert scene.changes == ()


def test_a_comment_posted_twice_after_a_timeout_is_deleted_once() -> None:
    scene = Scene()
    scene.run()
    status = next(c for c in scene.comments if STATUS_MARKER in c.body)
    scene.say("govbot", status.body, by_viewer=True, author=status.author)
    scene.run()
    assert [type(change) for change in scene.changes] == [DeleteComment]
    assert len([c for c in scene.comments if STATUS_MARKER in c.body]) == 1


def test_a_deleted_status_comment_is_written_again_and_decides_nothing() -> None:
    scene = Scene().to_vote()
    scene.comments = [c for c in scene.comments if STATUS_MARKER not in c.body]
    scene.run()
    assert [type(change) for change in scene.changes] == [AddComment]
    assert scene.stage == "voting"


def test_the_watermark_settles_behind_answers_that_were_seen() -> None:
    scene = Scene().to_vote()
    first = scene.say("ada", "/vote yes")
    scene.run()
    scene.say("ben", "/vote yes")
    scene.run()
    marks = [record for record in scene.records if isinstance(record, Watermark)]
    assert marks[-1].settled == first.id


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(["ada", "ben", "cyd", "zoe", "mo"]),
        st.sampled_from(
            [
                "/vote yes",
                "/vote no",
                "/vote block why not",
                "/vote open",
                "/vote cancel enough",
                "/recuse me",
                "/rfc status",
                "/rfc advance revision",
                "/concern x y",
                "hello",
            ]
        ),
        st.integers(min_value=0, max_value=200),
    ),
    max_size=12,
)


def always() -> Iterator[bool]:
    return itertools.repeat(object=True)


def never() -> Iterator[bool]:
    return itertools.repeat(object=False)


def told(sayings: list[tuple[str, str, int]], *, runs: Iterator[bool]) -> Scene:
    """Tell a story; run after each saying, or not, as `runs` says."""
    scene = Scene().to_vote()
    for login, text, hours in sayings:
        scene.wait(hours=hours)
        scene.say(login, text)
        if next(runs):
            scene.run()
    scene.wait(days=40)
    scene.run()
    return scene


@given(SAYINGS, st.lists(st.booleans(), min_size=12, max_size=12))
def test_however_often_it_runs_the_same_things_are_decided(
    sayings: list[tuple[str, str, int]], runs: list[bool]
) -> None:
    often = told(sayings, runs=always())
    seldom = told(sayings, runs=iter(runs))
    assert stages(often) == stages(seldom)
    assert outcomes(often) == outcomes(seldom)
    assert ballots(often) == ballots(seldom)
    assert often.refusals == seldom.refusals


@given(SAYINGS)
def test_a_recount_from_the_ledger_equals_what_was_recorded(
    sayings: list[tuple[str, str, int]],
) -> None:
    scene = told(sayings, runs=always())
    assert differences(scene.records) == ()


@given(SAYINGS)
def test_after_what_was_planned_is_done_nothing_is_left_to_do(
    sayings: list[tuple[str, str, int]],
) -> None:
    scene = told(sayings, runs=never())
    scene.run()
    decision = scene.run()
    assert (decision.records, scene.changes) == ((), ())


def test_a_tampered_ledger_does_not_verify() -> None:
    scene = passed(Scene().to_vote())
    tampered = tuple(
        record.model_copy(update={"choice": "no"})
        if isinstance(record, BallotCast) and record.actor == account("ada")
        else record
        for record in scene.records
    )
    found = differences(tampered)
    said = {difference.what: (difference.recorded, difference.counted) for difference in found}
    assert said["counts"] == (
        "5 yes, 0 no, 0 abstain, 0 block",
        "4 yes, 1 no, 0 abstain, 0 block",
    )
    assert "ada no at 2026-03-15 09:00 UTC" in said["ballots"][1]


def test_a_vote_closed_by_an_older_govbot_that_said_it_otherwise_verifies() -> None:
    scene = passed(Scene().to_vote())
    reworded = tuple(
        record.model_copy(
            update={
                "tally": record.tally.model_copy(
                    update={
                        "explanation": ("It passed.",),
                        "quorum": record.tally.quorum.model_copy(update={"need": "four of them"}),
                    }
                )
            }
        )
        if isinstance(record, VoteClosed)
        else record
        for record in scene.records
    )
    assert reworded != scene.records
    assert differences(reworded) == ()


def test_the_default_lifecycle_names_every_stage_of_the_design() -> None:
    assert list(DEFAULT_LIFECYCLE.stages) == [
        "proposed",
        "discussion",
        "revision",
        "voting",
        "accepted",
        "implementing",
        "released",
        "rejected",
        "withdrawn",
        "postponed",
        "superseded",
    ]


@pytest.mark.parametrize("login", ["ada", "ADA", "ada-old"])
def test_a_roster_by_an_old_or_oddly_written_login_means_the_same_person(login: str) -> None:
    person = Person(github="ada", id=1001, former_logins=("ada-old",))
    governance = Governance(
        people=People(people=(person,)), bodies={"council": body("council", *serving(login))}
    )
    assert governance.serves("council", Account(login="ada", id=1001), date(2026, 3, 1))
    assert not governance.serves("council", Account(login="ada", id=5), date(2026, 3, 1))
