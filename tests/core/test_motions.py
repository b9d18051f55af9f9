"""Votes on issues and on pull requests without an RFC, decided by the real `decide`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.app.finding import may_need_something
from govbot.core.changes import AddComment, React, SetCheckRun
from govbot.core.records import DocumentSeen, MotionMoved, VoteOpened, write_records
from govbot.core.snapshot import ChangedFile, PullState, Snapshot
from govbot.core.verify import differences
from tests.core.scene import NUMBER, START, Scene, community

POLICY: dict[str, Any] = {
    "electorate": "council",
    "quorum": {"at_least": "1/2"},
    "pass": {"more_than": "1/2"},
    "period": {"length": "10 days"},
    "text_change": "restart",
}
ROSTERS = {"paths": ["governance/bodies/**"], "policy": "roster", "says": "Rosters are voted on."}


def policies(**more: dict[str, Any]) -> dict[str, Any]:
    return {"roster": POLICY, "budget": POLICY} | {
        name: POLICY | changes for name, changes in more.items()
    }


class Motion(Scene):
    """An issue of the contributor zoe."""

    is_issue = True

    def __init__(self, *rules: dict[str, Any], **more: dict[str, Any]) -> None:
        super().__init__(community(policies=policies(**more), required_votes=list(rules)))
        self.number = NUMBER
        self.documents = ()
        self.title, self.text = "A mascot", "We should have one."
        self.paths: tuple[ChangedFile, ...] = ()
        self.age = timedelta()
        self.text_edited_at: datetime | None = None
        self.title_changed_at: datetime | None = None

    def snapshot(self) -> Snapshot:
        shown = super().snapshot()
        about = {
            "number": self.number,
            "is_issue": self.is_issue,
            "head": "" if self.is_issue else self.head,
            "title": self.title,
            "body": self.text,
            "base": "" if self.is_issue else self.base,
            "files": self.paths,
            "files_in_all": len(self.paths) + self.unlisted,
            "edited_at": self.text_edited_at,
            "renamed_at": self.title_changed_at,
            "created_at": START - self.age,
        }
        return shown.model_copy(
            update={"pull_request": shown.pull_request.model_copy(update=about)}
        )

    def opened(self, policy: str = "roster", by: str = "ada") -> Self:
        """Open a vote."""
        self.say(by, f"/vote open {policy}")
        self.run()
        assert self.state.open_vote is not None, self.refusals
        return self

    def vote(self, **ballots: str) -> Self:
        """Let people vote, an hour apart."""
        for login, choice in ballots.items():
            self.wait(hours=1)
            self.say(login, f"/vote {choice}")
        self.run()
        return self

    def end(self) -> Self:
        """Wait until the vote is over, and look."""
        self.wait(days=11)
        self.run()
        return self

    @property
    def kinds(self) -> list[str]:
        return [record.kind for record in self.records if record.kind != "watermark"]

    @property
    def verdict(self) -> tuple[str, str]:
        return self.status.verdict.conclusion, self.status.verdict.headline


class OnPull(Motion):
    """A pull request of zoe's that holds no RFC."""

    is_issue = False

    def touches(self, *paths: str) -> Self:
        self.paths = tuple(ChangedFile(path=path) for path in paths)
        return self

    def pushes(self, head: str) -> Self:
        self.head, self.check = head, None
        return self


# Opening --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scene", [Motion(), OnPull()], ids=["issue", "pull request"])
def test_a_vote_is_opened_counted_and_closed_by_time(scene: Motion) -> None:
    scene.opened().vote(ada="yes", ben="yes", cyd="yes", dee="no")
    assert scene.kinds == ["motion", "document", "vote-opened", *["ballot"] * 4]
    assert scene.status.vote is not None
    assert scene.status.vote.tally.counts == {"yes": 3, "no": 1, "abstain": 0, "block": 0}
    assert scene.verdict == ("pending", "A vote is open until 2026-03-11 09:00 UTC")

    scene.end()

    assert scene.kinds[-1] == "vote-closed"
    assert scene.records[-1].at == START + timedelta(days=10)
    assert scene.verdict == ("success", "Vote 1 passed")
    assert differences(scene.records) == ()
    assert scene.run().records == ()
    assert scene.changes == ()


def test_the_record_says_what_was_moved_where_and_on_which_text() -> None:
    scene = Motion().opened()
    moved, seen, opening = scene.records[:3]
    assert isinstance(moved, MotionMoved)
    assert (moved.number, moved.title, moved.subject) == (NUMBER, "A mascot", "issue")
    assert moved.actor is not None
    assert moved.actor.login == "zoe"
    assert isinstance(seen, DocumentSeen)
    assert isinstance(opening, VoteOpened)
    assert (opening.path, len(opening.blob)) == ("", 64)
    assert opening.blob == seen.blob

    assert OnPull().opened().state.votes[0].opening.blob == "5eed"


def test_an_issue_has_no_check_run_and_a_pull_request_has_one() -> None:
    kinds = [type(change) for change in Motion().opened().changes]
    assert kinds.count(AddComment) == 1
    assert SetCheckRun not in kinds
    assert SetCheckRun in [type(change) for change in OnPull().opened().changes]


def test_the_status_speaks_of_an_issue_and_of_no_stage() -> None:
    status = Motion().opened().status
    assert (status.what, status.stage, status.title) == ("Issue", "", "A mascot")
    assert "its title and text" in status.says
    assert any("closes at 2026-03-11 09:00 UTC" in line for line in status.next)
    assert any("/vote yes" in line for line in status.next)
    assert [line.text for line in status.history] == ["ada opened vote 1 under `roster`"]


def test_without_a_policy_it_is_refused_with_those_there_are() -> None:
    scene = Motion()
    scene.say("ada", "/vote open")
    scene.run()
    ((who, why),) = scene.refusals
    assert who == "ada"
    assert "not said under which policy" in why
    assert "budget, rfc-accept, roster" in why
    assert scene.kinds == ["refused"]


def test_an_unknown_policy_is_refused_with_those_there_are() -> None:
    scene = Motion()
    scene.say("ada", "/vote open rooster")
    scene.run()
    assert (
        "There is no policy `rooster`. The policies are: budget, rfc-accept, roster."
        in (scene.refusals[0][1])
    )


@pytest.mark.parametrize(
    ("opened_by", "who", "may"),
    [
        (None, "ada", True),
        (None, "mo", True),
        (None, "zoe", False),
        (["maintainer"], "ada", False),
        (["maintainer"], "mo", True),
        (["author"], "zoe", True),
        (["anyone"], "zoe", True),
    ],
)
def test_who_may_open_a_vote_is_for_the_policy_to_say(
    opened_by: list[str] | None, who: str, *, may: bool
) -> None:
    scene = Motion(special={"opened_by": opened_by} if opened_by else {})
    scene.say(who, "/vote open special")
    scene.run()
    assert (scene.state.open_vote is not None) is may
    if not may:
        assert scene.kinds == ["refused"]
        assert "may open a vote under `special`" in scene.refusals[0][1]


def test_a_second_vote_waits_until_the_first_is_over() -> None:
    scene = Motion().opened()
    scene.say("ben", "/vote open budget")
    scene.run()
    assert "A vote is open already" in scene.refusals[0][1]


def test_votes_one_after_another_are_numbered_and_stay_apart() -> None:
    scene = Motion().opened().vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    scene.opened("budget", by="ben").vote(ada="no", ben="no", cyd="no", dee="no").end()
    assert [(vote.number, vote.opening.policy_name, vote.passed) for vote in scene.state.votes] == [
        (1, "roster", True),
        (2, "budget", False),
    ]
    assert scene.kinds.count("motion") == 1
    assert scene.verdict == ("failure", "Vote 2 failed")
    assert differences(scene.records) == ()


def test_a_vote_is_not_opened_on_what_is_closed() -> None:
    scene = Motion()
    scene.close()
    scene.wait(hours=1)
    scene.say("ada", "/vote open roster")
    scene.run()
    assert "The issue is closed" in scene.refusals[0][1]
    assert scene.kinds == ["refused"]


def test_a_vote_opened_before_the_closing_that_came_after_is_cancelled_by_it() -> None:
    scene = Motion()
    scene.say("ada", "/vote open roster")
    scene.wait(hours=1)
    scene.close()
    scene.wait(hours=1)
    scene.run()
    assert scene.kinds == ["motion", "document", "vote-opened", "pull-request", "vote-cancelled"]
    assert scene.run().records == ()


# Where there is none ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["+1", "-1", "0", "I like it.", "Yes!\n\n+1"])
def test_an_issue_without_a_vote_is_left_alone(text: str) -> None:
    scene = Motion()
    scene.say("ada", text)
    decision = scene.run()
    assert (decision.records, decision.status, scene.changes) == ((), None, ())


def test_much_talk_on_an_issue_without_a_vote_is_not_recorded() -> None:
    scene = Motion()
    for _ in range(60):
        scene.say("zoe", "And another thing.")
    assert scene.run().records == ()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("/vote yes", "No vote is open on this issue."),
        ("/recuse I know them", "No vote is open on this issue."),
        ("/rfc advance", "Nothing is voted on in this issue"),
        ("/rfc status", "Nothing is voted on in this issue"),
        ("/concern The cost", "A concern holds back an RFC"),
        ("/resolve The cost", "No concern is open on this issue."),
    ],
)
def test_a_command_on_an_issue_without_a_vote_is_answered_and_nothing_else_is_said(
    command: str, why: str
) -> None:
    scene = Motion()
    said = scene.say("zoe", command)
    decision = scene.run()
    assert why in scene.refusals[0][1]
    assert decision.status is None
    assert len(decision.answers) == 1
    assert [type(change) for change in scene.changes] == [AddComment, React]
    assert decision.answers[0].key == str(said.id)


def test_help_is_given_on_an_issue() -> None:
    scene = Motion()
    scene.say("zoe", "/rfc help")
    assert scene.run().answers[0].wants_help


def test_commands_from_before_are_left_alone_when_an_old_issue_gets_its_first_vote() -> None:
    scene = Motion()
    scene.age = timedelta(days=400)
    scene.say("ben", "/vote no", created_at=START - timedelta(days=300))
    scene.opened().vote(ada="yes")
    assert scene.refusals == []
    assert scene.kinds == ["motion", "document", "vote-opened", "ballot"]


@pytest.mark.parametrize("command", ["/rfc advance", "/rfc withdraw", "/rfc champion @ada"])
def test_commands_for_rfcs_are_refused_during_a_vote_with_what_would_work(command: str) -> None:
    scene = Motion().opened()
    scene.say("ada", command)
    scene.run()
    ((_, why),) = scene.refusals
    assert "is for RFCs, and this issue is none." in why
    assert "`/vote yes`" in why


def test_a_concern_needs_a_policy_that_minds_it() -> None:
    scene = Motion().opened()
    scene.say("ada", "/concern The cost")
    scene.run()
    assert "whose policy has `concerns`" in scene.refusals[0][1]

    scene = Motion(minded={"concerns": {"by": "council"}}).opened("minded")
    scene.say("ada", "/concern The cost")
    scene.run()
    assert scene.refusals == []
    assert scene.status.concerns == ("The cost (raised by ada)",)


# Ballots and the end ---------------------------------------------------------------------------------


def test_plus_one_is_a_ballot_while_a_vote_is_open() -> None:
    scene = Motion().opened()
    scene.say("ada", "+1")
    scene.say("zoe", "-1")
    scene.run()
    assert [record.kind for record in scene.records].count("ballot") == 2
    assert scene.status.vote is not None
    assert scene.status.vote.tally.advisory == {"yes": 0, "no": 1, "abstain": 0}


def test_a_late_plus_one_is_told_so_and_a_much_later_one_is_talk() -> None:
    scene = Motion().opened().end()
    scene.say("ada", "+1", created_at=START + timedelta(days=10, minutes=1))
    scene.run()
    assert "The vote closed at 2026-03-11 09:00 UTC" in scene.refusals[0][1]
    scene.wait(days=30)
    scene.say("ben", "+1")
    scene.run()
    assert len(scene.refusals) == 1


def test_recusal_refresh_and_cancel_work_as_on_an_rfc() -> None:
    scene = Motion().opened()
    scene.say("gus", "/recuse I would be the mascot")
    scene.say("mo", "/vote refresh")
    scene.run()
    assert scene.kinds[-2:] == ["recused", "vote-refreshed"]
    scene.say("ada", "/vote cancel no")
    scene.say("mo", "/vote cancel wrong question")
    scene.run()
    assert "Only maintainer may cancel" in scene.refusals[0][1]
    assert scene.kinds[-1] == "vote-cancelled"
    assert scene.verdict == ("success", "Vote 1 was cancelled")
    assert differences(scene.records) == ()


@pytest.mark.parametrize(
    ("scene", "state", "reason"),
    [
        (Motion(), PullState.CLOSED, "The issue was closed."),
        (OnPull(), PullState.CLOSED, "The pull request was closed."),
        (OnPull(), PullState.MERGED, "The pull request was merged."),
    ],
)
def test_closing_cancels_the_vote_and_what_comes_after_is_answered(
    scene: Motion, state: PullState, reason: str
) -> None:
    scene.opened().wait(hours=1)
    scene.close(state)
    scene.wait(hours=1)
    scene.say("ada", "/vote yes")
    scene.run()
    cancelled = scene.state.votes[0].cancelled
    assert cancelled is not None
    assert cancelled.reason == reason
    assert "The last vote was cancelled" in scene.refusals[0][1]
    scene.pull, scene.closed_at = PullState.OPEN, None
    scene.run()
    scene.opened("budget")
    assert [vote.is_open for vote in scene.state.votes] == [False, True]


def test_an_extension_without_quorum_is_as_on_an_rfc() -> None:
    period = {"length": "10 days", "extend": {"by": "7 days", "when": "no-quorum"}}
    scene = Motion(longer={"period": period}).opened("longer").vote(ada="yes").end()
    assert scene.kinds[-1] == "vote-extended"
    scene.end()
    assert scene.verdict == ("failure", "Vote 1 found no quorum")
    assert differences(scene.records) == ()


# Another text ----------------------------------------------------------------------------------------


def change(scene: Motion) -> None:
    if isinstance(scene, OnPull):
        scene.pushes("f00d")
    else:
        scene.text = "We should have two."


@pytest.mark.parametrize("kind", [Motion, OnPull])
def test_a_changed_text_starts_the_vote_again(kind: type[Motion]) -> None:
    scene = kind().opened().vote(ada="yes", ben="yes")
    change(scene)
    scene.run()
    assert scene.kinds[-3:] == ["vote-cancelled", "vote-opened", "posting"]
    first, second = scene.state.votes
    assert first.opening.blob != second.opening.blob
    assert second.opening.policy_name == "roster"
    assert any(
        "Ballots that have to be cast again: ada and ben." in n for n in scene.status.notices
    )
    assert differences(scene.records) == ()
    assert [each.kind for each in scene.run().records] == ["posting"]
    assert scene.run().records == ()


@pytest.mark.parametrize("kind", [Motion, OnPull])
@pytest.mark.parametrize(("rule", "noticed"), [("notify", True), ("ignore", False)])
def test_a_changed_text_may_leave_the_vote_as_it_is(
    kind: type[Motion], rule: str, *, noticed: bool
) -> None:
    scene = kind(held={"text_change": rule}).opened("held").vote(ada="yes")
    change(scene)
    scene.run()
    assert len(scene.state.votes) == 1
    assert scene.state.votes[0].is_open
    assert bool(scene.status.notices) is noticed


def test_a_title_is_a_part_of_an_issue_s_text() -> None:
    scene = Motion().opened()
    scene.title = "Two mascots"
    scene.run()
    assert len(scene.state.votes) == 2


def test_white_space_in_an_issue_is_told_apart() -> None:
    scene = Motion(held={"text_change": {"content": "restart", "whitespace": "ignore"}})
    scene.opened("held")
    scene.text = "We should  have\r\none.\n"
    scene.run()
    assert len(scene.state.votes) == 1
    scene.text = "We should have none."
    scene.run()
    assert len(scene.state.votes) == 2


def test_a_text_changed_after_the_deadline_does_not_undo_the_vote() -> None:
    scene = Motion().opened().vote(ada="yes", ben="yes", cyd="yes", dee="yes")
    scene.wait(days=11)
    change(scene)
    scene.run()
    assert scene.state.votes[0].passed
    scene.run()
    assert scene.verdict == ("failure", "The text is not the one that was voted on")
    assert "The text was changed since the vote opened" in scene.status.notices[0]


def test_a_pull_request_with_a_vote_of_its_own_is_not_taken_up_as_an_rfc() -> None:
    scene = OnPull().opened()
    scene.documents = Scene().documents
    scene.run()
    assert "registered" not in scene.kinds
    assert any("not taken up" in notice for notice in scene.status.notices)


# What the sweep looks at -----------------------------------------------------------------------------


def test_a_motion_is_looked_at_while_it_is_open_and_for_a_week_after() -> None:
    scene = Motion().opened()
    text = write_records(scene.records)
    assert may_need_something(text, START + timedelta(days=1000))
    ended = write_records(scene.end().records)
    over = START + timedelta(days=10)
    assert may_need_something(ended, over + timedelta(days=6))
    assert not may_need_something(ended, over + timedelta(days=8))
    assert may_need_something("nonsense\n", over)


def test_a_refused_command_where_there_never_was_a_vote_is_looked_at_for_hours_only() -> None:
    scene = Motion()
    scene.say("zoe", "/vote yes")
    scene.run()
    text = write_records(scene.records)
    assert scene.refusals
    assert may_need_something(text, START + timedelta(hours=2))
    assert not may_need_something(text, START + timedelta(hours=4))


@given(st.integers(0, 40), st.lists(st.timedeltas(timedelta(), timedelta(days=40)), min_size=2))
def test_a_motion_that_needs_nothing_will_need_nothing_until_something_is_recorded(
    lines: int, waits: list[timedelta]
) -> None:
    text = "".join(whole_motion().splitlines(keepends=True)[:lines])
    answers = [may_need_something(text, START + wait) for wait in sorted(waits)]
    assert answers == sorted(answers, reverse=True)


@cache
def whole_motion() -> str:
    """The records of two votes, and of a refused command before and after them."""
    scene = Motion()
    scene.say("zoe", "/vote yes")
    scene.run()
    scene.wait(hours=1)
    scene.opened().end()
    scene.wait(days=1)
    scene.opened()
    scene.wait(hours=1).say("mo", "/vote cancel enough")
    scene.run()
    scene.wait(hours=1).say("zoe", "/vote no")
    scene.run()
    return write_records(scene.records)


# How often somebody is answered ----------------------------------------------------------------------


def replies(scene: Scene) -> list[str]:
    return [each.body for each in scene.comments if "govbot:answer:" in each.body]


def test_an_outsider_gets_five_replies_a_day_and_then_the_reaction_only() -> None:
    scene = Motion()
    for _ in range(8):
        scene.wait(minutes=1).say("zoe", "/vote open roster")
    scene.wait(minutes=1).say("zoe", "/rfc help")
    scene.run()
    assert len(replies(scene)) == 5
    asked = [each for each in scene.comments if not each.by_viewer]
    assert all(each.reactions for each in asked)
    assert len(scene.refusals) == 8
    scene.run()
    assert scene.changes == ()
    scene.wait(days=1).say("zoe", "/vote open roster")
    scene.run()
    assert len(replies(scene)) == 6
    # Those that were not answered in words do not hold up what is settled.
    scene.wait(minutes=1).say("mo", "/rfc help")
    scene.run()
    assert scene.state.settled > max(each.id for each in asked)


def test_replies_are_counted_for_each_person_and_those_who_hold_an_office_get_them_all() -> None:
    scene = Motion()
    for _ in range(8):
        for login in ("zoe", "yan", "ada", "mo"):
            scene.wait(minutes=1).say(login, "/rfc advance")
    scene.run()
    to = Counter(login for login, _ in scene.refusals)
    assert set(to.values()) == {8}
    said = "\n".join(replies(scene))
    assert {login: said.count(f"login='{login}'") for login in to} == {
        "zoe": 5,
        "yan": 5,
        "ada": 8,
        "mo": 8,
    }


# Votes that files need -------------------------------------------------------------------------------


def needing(**more: dict[str, Any]) -> OnPull:
    return OnPull(ROSTERS, **more).touches("governance/bodies/council.yaml", "README.md")


def test_a_pull_request_that_needs_a_vote_says_so_and_records_nothing() -> None:
    scene = needing()
    decision = scene.run()
    assert decision.records == ()
    assert scene.verdict == ("pending", "It needs a vote under `roster`")
    assert scene.status.what == "Pull request"
    assert scene.status.missing == (
        "`governance/bodies/council.yaml` needs a vote under `roster`. Rosters are voted on.",
    )
    assert scene.status.next == ("`/vote open roster` opens the vote (council or maintainer).",)
    assert SetCheckRun in [type(change) for change in scene.changes]


def test_open_without_a_policy_opens_the_vote_that_is_missing() -> None:
    scene = needing().opened("")
    current = scene.state.open_vote
    assert current is not None
    assert current.opening.policy_name == "roster"


def test_the_check_turns_green_when_the_vote_passes() -> None:
    scene = needing().opened("").vote(ada="yes", ben="yes", cyd="yes", dee="yes")
    assert scene.verdict[0] == "pending"
    scene.end()
    assert scene.verdict == ("success", "Every vote that its files need has passed")
    assert scene.check is not None
    assert scene.check.conclusion == "success"


def test_the_check_is_red_when_the_vote_fails() -> None:
    scene = needing().opened("").vote(ada="no", ben="no", cyd="no", dee="yes").end()
    assert scene.verdict == ("failure", "Vote 1 failed")
    assert scene.status.missing[-1] == "Vote 1 failed."


def test_a_vote_under_another_policy_is_not_the_one_that_is_needed() -> None:
    scene = needing().opened("budget").vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    assert scene.verdict == ("pending", "It needs a vote under `roster`")


@pytest.mark.parametrize("rule", ["restart", "notify"])
def test_a_push_after_the_vote_asks_for_another(rule: str) -> None:
    scene = needing(roster={"text_change": rule}).opened("")
    scene.vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    scene.pushes("f00d").run()
    assert scene.verdict == ("pending", "It needs a vote under `roster`")
    assert "what was pushed since needs a vote of its own" in scene.status.missing[-1]
    scene.opened("")
    assert scene.state.votes[-1].opening.blob == "f00d"


def test_a_push_after_the_vote_may_be_let_pass() -> None:
    scene = needing(roster={"text_change": "ignore"}).opened("")
    scene.vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    scene.pushes("f00d").run()
    assert scene.verdict[0] == "success"


def test_each_policy_is_voted_on_and_the_first_missing_one_is_opened() -> None:
    money = {"paths": ["budget/**"], "policy": "budget"}
    scene = OnPull(ROSTERS, money).touches("budget/2026.csv", "governance/bodies/council.yaml")
    scene.run()
    assert scene.verdict == ("pending", "It needs a vote under `roster` and `budget`")
    scene.opened("").vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    assert scene.verdict == ("pending", "It needs a vote under `budget`")
    scene.opened("").vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    assert [vote.opening.policy_name for vote in scene.state.votes] == ["roster", "budget"]
    assert scene.verdict[0] == "success"
    scene.say("ada", "/vote open")
    scene.run()
    assert "Every vote that these files need has passed" in scene.refusals[-1][1]


def test_what_a_renamed_file_was_called_counts_too() -> None:
    scene = OnPull(ROSTERS)
    scene.paths = (
        ChangedFile(path="old.yaml", change="renamed", previous="governance/bodies/council.yaml"),
    )
    scene.run()
    assert scene.verdict[0] == "pending"


def test_a_pull_request_that_no_longer_needs_a_vote_is_told_so() -> None:
    scene = needing()
    scene.run()
    scene.touches("README.md").run()
    assert scene.verdict == ("success", "No vote is needed")


def test_a_closed_pull_request_is_not_told_what_it_would_have_needed() -> None:
    scene = needing()
    scene.close()
    assert scene.run().status is None
    assert scene.changes == ()


def test_merging_without_the_vote_is_shown() -> None:
    scene = needing()
    scene.run()
    scene.close(PullState.MERGED)
    scene.run()
    assert scene.verdict == ("failure", "Merged without the vote that its files need")


def test_an_rfc_leaves_files_that_need_a_vote_to_a_pull_request_of_their_own() -> None:
    scene = OnPull(ROSTERS, {"paths": ["rfcs/**"], "policy": "budget"})
    scene.documents = Scene().documents
    scene.touches(scene.documents[0].path, "governance/bodies/council.yaml").run()
    assert scene.stage == "discussion"
    assert scene.verdict == ("failure", "It changes files that need another vote")
    assert (
        "`governance/bodies/council.yaml` into a pull request of its own"
        in (scene.status.missing[0])
    )
    scene.touches(scene.documents[0].path).run()
    assert scene.verdict[0] == "pending"
