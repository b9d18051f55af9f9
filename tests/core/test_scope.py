"""What govbot decides about, and merges: into the default branch, by every file, on the text there was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from govbot.core.changes import MergePullRequest, SetCheckRun
from govbot.core.records import VoteOpened
from govbot.core.snapshot import ChangedFile, CheckRun, PullState
from tests.communities import COUNCIL
from tests.core.scene import Scene, community
from tests.core.test_motions import POLICY, ROSTERS, Motion, OnPull

SQUASH = {"accepted": {"pull_request": "squash"}}
BY_COMMAND: dict[str, Any] = {
    "stages": {"discussion": {"minimum": "1 hour"}, **SQUASH},
    "transitions": [
        {"from": "proposed", "to": "discussion", "on": "checks-passed"},
        {"from": "discussion", "to": "accepted", "on": "command", "by": ["council"]},
        {"from": "accepted", "to": "implementing", "on": "merged"},
    ],
}
INTO_MAIN = "govbot decides only about pull requests into `main`"


def voted(**policy: Any) -> Scene:
    """A vote on an RFC that everybody voted yes in, and that ended an hour ago."""
    settings: dict[str, Any] = {"lifecycle": {"stages": SQUASH}}
    if policy:
        settings["policies"] = {"rfc-accept": POLICY | policy}
    scene = Scene(community(**settings)).to_vote()
    for login in COUNCIL:
        scene.say(login, "/vote yes")
    scene.run()
    return scene.wait(days=10, hours=1)


def merges(scene: Scene) -> list[str]:
    """What is merged by the last run, by head."""
    return [each.head for each in scene.changes if isinstance(each, MergePullRequest)]


def check(scene: Scene) -> tuple[str, str]:
    """What the check on the head commit says."""
    assert scene.check is not None
    return scene.check.conclusion, scene.check.title


def needing() -> OnPull:
    return OnPull(ROSTERS).touches("governance/bodies/council.yaml")


def passed() -> OnPull:
    scene = needing().opened("")
    return scene.vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()


# Merging --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (ChangedFile(path="src/evil.py"), "changes more than the RFC: `src/evil.py`."),
        (
            ChangedFile(path="a.md", change="renamed", previous="b.md"),
            "changes more than the RFC: `a.md` and `b.md`.",
        ),
        (
            ChangedFile(path="a.md", change="renamed"),
            "changes more than the RFC: `a.md`.",
        ),
    ],
    ids=["another file", "a renamed file", "one whose former path is unknown"],
)
def test_what_nobody_voted_on_is_left_to_people_to_merge(more: ChangedFile, why: str) -> None:
    scene = voted()
    scene.more_files = (more,)
    scene.run()
    assert (scene.stage, merges(scene)) == ("accepted", [])
    assert scene.status.verdict.conclusion == "success"
    assert any(
        why in each and "Somebody with the rights merges it by hand." in each
        for each in scene.status.notices
    )
    scene.run()
    assert scene.changes == ()

    scene.more_files = ()
    scene.run()
    assert merges(scene) == ["5eed"]


def test_an_rfc_that_was_another_file_before_is_not_merged_with_the_loss_of_that() -> None:
    scene = voted()
    (own,) = scene.snapshot().pull_request.files
    renamed = own.model_copy(update={"change": "renamed"})
    shown = scene.snapshot().pull_request.model_copy(update={"files": (renamed,)})
    snapshot = scene.snapshot().model_copy(update={"pull_request": shown})
    scene.snapshot = lambda: snapshot  # type: ignore[method-assign]  # what GitHub would show
    scene.run()
    assert (scene.stage, merges(scene)) == ("accepted", [])
    assert any("renames another file" in each for each in scene.status.notices)


def test_a_text_that_the_policy_lets_pass_is_green_but_merged_by_hand() -> None:
    scene = voted(text_change="ignore")
    scene.push("f00d")
    scene.run()
    assert (scene.stage, merges(scene)) == ("accepted", [])
    assert scene.status.verdict.conclusion == "success"
    assert any("not, to the letter" in each for each in scene.status.notices)


def test_a_list_of_files_that_is_not_whole_keeps_an_rfc_from_green_and_from_merging() -> None:
    scene = voted()
    scene.unlisted = 3000
    scene.run()
    assert merges(scene) == []
    assert check(scene)[0] == "failure"
    assert "GitHub does not list all 3001 changed files" in check(scene)[1]


def accepted_by_command() -> Scene:
    scene = Scene(community(lifecycle=BY_COMMAND))
    scene.run()
    scene.wait(hours=2).say("ada", "/rfc advance accepted")
    return scene


def test_the_text_that_a_command_was_about_is_merged() -> None:
    scene = accepted_by_command()
    scene.run()
    assert merges(scene) == ["5eed"]
    scene.run()
    assert scene.stage == "implementing"
    assert check(scene)[0] == "success"


@pytest.mark.parametrize("is_late", [True, False], ids=["before the run", "after it"])
def test_a_text_later_than_the_command_is_not_merged_and_not_green(*, is_late: bool) -> None:
    scene = accepted_by_command()
    scene.merges = False
    if not is_late:
        scene.run()
    scene.wait(minutes=1).push("f00d")
    scene.run()
    assert (scene.stage, merges(scene)) == ("accepted", [])
    assert check(scene) == ("failure", "The text is not the one that was decided on")

    scene.push("b10b")
    scene.run()
    assert merges(scene) == ["head-b10b"]


# Other branches -------------------------------------------------------------------------------------


def test_a_document_for_another_branch_is_no_rfc_and_its_check_is_red() -> None:
    scene = Scene()
    scene.base = "side"
    scene.run()
    assert scene.records == ()
    assert check(scene) == ("failure", INTO_MAIN)
    scene.say("ada", "/vote open")
    scene.run()
    ((_, why),) = scene.refusals
    assert why == f"This pull request is to be merged into `side`; {INTO_MAIN}."
    assert scene.state.taken_up is None


def test_files_that_need_a_vote_need_it_in_the_default_branch() -> None:
    scene = needing()
    scene.base = "side"
    assert scene.run().status is None
    assert check(scene) == ("failure", INTO_MAIN)
    scene.say("ada", "/vote open roster")
    scene.run()
    assert scene.kinds == ["refused"]
    scene.base = "main"
    scene.run()
    assert check(scene) == ("pending", "It needs a vote under `roster`")


@pytest.mark.parametrize("shown", ["", "failure", "success"])
def test_the_check_of_a_commit_is_left_alone_by_what_has_nothing_to_do_with_govbot(
    shown: str,
) -> None:
    scene = OnPull(ROSTERS).touches("README.md")
    scene.base = "side"
    if shown:
        scene.check = CheckRun(node="CR_9", conclusion=shown, title="Of another", summary="")
    scene.run()
    assert [each for each in scene.changes if isinstance(each, SetCheckRun)] == []


def test_into_the_ledger_everything_is_refused() -> None:
    scene = OnPull().touches("README.md")
    scene.base = "governance-ledger"
    scene.run()
    assert check(scene) == (
        "failure",
        "`governance-ledger` is the ledger, which only govbot writes",
    )
    scene.say("ada", "/vote open budget")
    scene.run()
    assert "only govbot writes there" in scene.refusals[0][1]


@pytest.mark.parametrize("change", ["restart", "notify", "ignore"])
def test_an_rfc_that_is_sent_elsewhere_loses_its_vote_whatever_the_policy_lets_pass(
    change: str,
) -> None:
    policy = POLICY | {"text_change": change}
    scene = Scene(community(policies={"rfc-accept": policy})).to_vote()
    scene.base = "side"
    scene.run()
    assert scene.state.open_vote is None
    cancelled = scene.state.votes[-1].cancelled
    assert cancelled is not None
    assert "into `side`" in cancelled.reason
    assert scene.stage == "discussion"
    assert check(scene) == ("failure", INTO_MAIN)
    scene.say("ada", "/vote open")
    scene.run()
    assert "into `side`" in scene.refusals[-1][1]

    scene.base = "main"
    scene.run()
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.state.open_vote is not None


def test_an_accepted_rfc_that_is_merged_elsewhere_is_not_merged() -> None:
    scene = voted()
    scene.merges = False
    scene.run()
    scene.base = "side"
    scene.run()
    assert (merges(scene), check(scene)[0]) == ([], "failure")
    scene.close(PullState.MERGED)
    scene.run()
    assert scene.stage == "accepted"
    assert check(scene)[0] == "failure"


def test_a_motion_that_is_sent_elsewhere_loses_its_vote_and_its_green() -> None:
    scene = needing().opened("")
    scene.base = "side"
    scene.run()
    assert scene.kinds[-1] == "vote-cancelled"
    assert scene.verdict == ("failure", INTO_MAIN)
    assert not any("/vote open" in each for each in scene.status.next)

    scene = passed()
    assert scene.verdict[0] == "success"
    scene.base = "side"
    scene.run()
    assert scene.verdict == ("failure", INTO_MAIN)
    scene.base = "main"
    scene.run()
    assert scene.verdict[0] == "success"


def test_a_vote_that_was_opened_for_another_branch_does_not_count_here() -> None:
    scene = passed()
    assert scene.state.votes[0].opening.base == "main"
    scene.records = tuple(
        each.model_copy(update={"base": "side"}) if isinstance(each, VoteOpened) else each
        for each in scene.records
    )
    scene.run()
    assert scene.verdict == ("pending", "It needs a vote under `roster`")


# Files ----------------------------------------------------------------------------------------------


def test_files_that_github_does_not_list_may_need_a_vote() -> None:
    scene = OnPull(ROSTERS)
    scene.unlisted = 3100
    assert scene.run().status is None
    assert check(scene) == (
        "failure",
        "GitHub does not list all 3100 changed files, so it cannot be said which votes they need.",
    )


def test_a_vote_that_passed_is_not_enough_for_files_that_are_not_listed() -> None:
    scene = passed()
    scene.unlisted = 1
    scene.run()
    assert scene.verdict[0] == "failure"
    assert "does not list all 2 changed files" in scene.status.missing[0]


def test_a_renamed_file_whose_former_path_is_unknown_may_need_a_vote() -> None:
    scene = OnPull(ROSTERS)
    scene.paths = (ChangedFile(path="docs/council.yaml", change="renamed"),)
    scene.run()
    assert check(scene)[0] == "failure"
    assert "where every renamed file was before" in check(scene)[1]

    without_rules = OnPull()
    without_rules.paths = scene.paths
    without_rules.run()
    assert check(without_rules) == ("success", "No RFC in this pull request")


def test_a_document_that_is_only_not_listed_is_not_taken_for_gone() -> None:
    scene = Scene().to_vote()
    scene.documents, scene.unlisted = (), 1
    scene.run()
    assert scene.state.open_vote is not None
    assert check(scene)[0] == "failure"


# Late runs ------------------------------------------------------------------------------------------

CHANGED = "The text was changed after this was written; write it again."


def change_issue(scene: Motion) -> None:
    scene.text, scene.text_edited_at = "Pay zoe a million.", scene.now


def change_title(scene: Motion) -> None:
    scene.title, scene.title_changed_at = "A million", scene.now
    scene.text_edited_at = scene.now - timedelta(days=1)


def change_pull_request(scene: Motion) -> None:
    scene.head, scene.committed_at = "f00d", scene.now


@pytest.mark.parametrize(
    ("scene", "change"),
    [(Motion(), change_issue), (Motion(), change_title), (OnPull(), change_pull_request)],
    ids=["issue", "its title", "pull request"],
)
def test_a_late_run_opens_no_vote_on_a_text_that_the_opener_never_saw(
    scene: Motion, change: Any
) -> None:
    scene.say("ada", "/vote open roster")
    scene.wait(minutes=1).say("ben", "/vote yes")
    scene.wait(minutes=5)
    change(scene)
    scene.run()
    assert scene.kinds == ["refused", "refused"]
    assert scene.refusals[0] == ("ada", CHANGED)
    assert scene.refusals[1][0] == "ben"
    assert "No vote is open" in scene.refusals[1][1]

    scene.wait(minutes=1)
    scene.opened()


@pytest.mark.parametrize(
    ("command", "stage"), [("/rfc advance accepted", "discussion"), ("/rfc withdraw", "withdrawn")]
)
def test_a_text_that_no_run_saw_before_is_not_decided_on_by_an_older_command(
    command: str, stage: str
) -> None:
    away = {"from": "discussion", "to": "withdrawn", "on": "command", "by": ["council"]}
    lifecycle = BY_COMMAND | {"transitions": [*BY_COMMAND["transitions"], away]}
    scene = Scene(community(lifecycle=lifecycle))
    scene.say("ada", command)
    scene.wait(minutes=5).push("f00d")
    scene.committed_at = scene.now
    scene.run()
    assert scene.stage == stage
    assert scene.refusals == ([("ada", CHANGED)] if stage == "discussion" else [])


def test_a_commit_that_govbot_saw_before_the_command_is_no_later_one() -> None:
    scene = OnPull()
    scene.committed_at = scene.now + timedelta(minutes=20)
    scene.check = CheckRun(
        node="CR_1", conclusion="success", title="", summary="", first_set_at=scene.now
    )
    scene.wait(minutes=1)
    scene.opened()
