"""A vote that begins again on a new text: those whose ballots fell are told once, and by name."""

from __future__ import annotations

from datetime import timedelta

from govbot.core.accounts import Account
from govbot.core.changes import AddComment, DeleteComment
from govbot.core.markers import restart_marker_in
from govbot.core.snapshot import Comment
from govbot.core.state import oldest_comment_needed
from govbot.core.verify import differences
from tests.core.scene import Scene


def voting(*logins: str) -> Scene:
    """An RFC under vote in which these people voted yes."""
    scene = Scene()
    scene.run()
    scene.wait(days=15).say("ada", "/vote open")
    scene.run()
    scene.wait(hours=1)
    for login in logins:
        scene.say(login, "/vote yes")
    scene.run()
    scene.wait(hours=1)
    return scene


def push(scene: Scene, blob: str = "another", *, act: bool = True) -> Scene:
    scene.push(blob)
    scene.run(act=act)
    return scene


def calls(scene: Scene) -> list[Comment]:
    return [each for each in scene.comments if each.by_viewer and restart_marker_in(each.body)]


def called(scene: Scene) -> list[tuple[str, ...]]:
    """Who the call of the last run is to."""
    restart = scene.decision.restart if scene.decision else None
    return [restart.who] if restart else []


def test_those_whose_ballots_fell_are_called_to_vote_again() -> None:
    scene = push(voting("ada", "ben", "zoe"))
    assert called(scene) == [("ada", "ben")]
    restart = scene.decision.restart if scene.decision else None
    assert restart is not None
    assert (restart.before, restart.vote) == (1, 2)
    assert restart.closes == scene.now + timedelta(days=10)
    assert len(calls(scene)) == 1
    assert differences(scene.records) == ()


def test_they_are_told_once_however_often_somebody_looks() -> None:
    scene = push(voting("ada", "ben"))
    for _ in range(30):
        scene.run()
        assert not any(isinstance(each, AddComment | DeleteComment) for each in scene.changes)
        scene.wait(hours=1)
    assert len(calls(scene)) == 1


def test_where_no_voter_had_voted_nobody_is_told() -> None:
    scene = push(voting("zoe"))
    assert scene.state.vote_begun_again is not None
    assert calls(scene) == []


def test_a_text_that_changes_before_anything_is_cast_tells_nobody() -> None:
    assert calls(push(voting())) == []


def test_who_left_the_vote_is_not_called_back() -> None:
    scene = voting("ada", "ben")
    scene.say("ben", "/recuse I wrote it")
    scene.run()
    assert called(push(scene)) == [("ada",)]


def test_a_call_that_is_deleted_is_not_written_again() -> None:
    scene = push(voting("ada"))
    scene.run()
    records = scene.records
    scene.delete(*calls(scene))
    for _ in range(24):
        scene.wait(hours=1).run()
    assert calls(scene) == []
    assert scene.records == records


def test_a_call_that_a_killed_run_owes_is_written_by_a_later_one_to_who_is_still_missing() -> None:
    scene = push(voting("ada", "ben"), act=False)
    assert calls(scene) == []
    scene.wait(minutes=16).run()
    assert calls(scene) == []
    scene.say("ada", "/vote yes")
    scene.wait(minutes=4).run()
    assert called(scene) == [("ben",)]
    assert len(calls(scene)) == 1


def test_a_call_that_nobody_ever_saw_is_written_twice_at_most() -> None:
    scene = push(voting("ada"))
    written = 0
    for _ in range(24):
        written += len(calls(scene))
        for each in calls(scene):
            scene.delete(each)
        scene.wait(hours=1).run()
    assert written == 2


def test_a_call_is_not_written_again_where_it_may_stand_out_of_sight() -> None:
    scene = push(voting("ada"))
    scene.wait(hours=1)
    scene.comments_from = scene.say("zoe", "I wonder.").id
    scene.run()
    assert len(calls(scene)) == 1


def test_a_run_reads_back_to_where_the_vote_began_again() -> None:
    scene = push(voting("ada"))
    (call,) = calls(scene)
    for _ in range(3):
        scene.wait(hours=1).say("zoe", "I wonder.")
        scene.run()
    assert oldest_comment_needed(scene.state) < call.id


def test_a_second_copy_of_a_call_is_deleted() -> None:
    scene = push(voting("ada"))
    (first,) = calls(scene)
    scene.say("govbot", first.body, by_viewer=True, author=Account(login="bot", is_bot=True))
    scene.run()
    assert [type(change) for change in scene.changes] == [DeleteComment]
    assert calls(scene) == [first]


def test_a_copied_marker_of_somebody_else_is_no_call() -> None:
    scene = push(voting("ada"), act=False)
    scene.say("zoe", "<!-- govbot:restart:2 -->\nNothing to see.")
    scene.wait(hours=1).run()
    assert len(calls(scene)) == 1


def test_a_further_change_calls_those_whose_ballots_fell_with_it() -> None:
    scene = push(voting("ada", "ben"))
    scene.run()
    scene.wait(hours=1).say("ben", "/vote yes")
    scene.run()
    assert called(push(scene, "a third")) == [("ben",)]
    assert [restart_marker_in(each.body) for each in calls(scene)] == [
        "<!-- govbot:restart:2 -->",
        "<!-- govbot:restart:3 -->",
    ]


def test_whoever_was_not_told_of_one_change_is_told_of_the_next() -> None:
    scene = push(voting("ada", "ben"), act=False)
    assert called(push(scene.wait(minutes=5), "a third")) == [("ada", "ben")]
    assert len(calls(scene)) == 1


def test_who_votes_again_in_the_same_run_is_not_called() -> None:
    scene = voting("ada", "ben")
    push(scene, act=False)
    scene.say("ada", "/vote yes")
    scene.say("ben", "/vote no")
    scene.wait(hours=1).run()
    assert calls(scene) == []


def test_a_vote_that_is_cancelled_and_opened_anew_by_hand_calls_nobody() -> None:
    scene = voting("ada", "ben")
    scene.say("ada", "/vote cancel not yet")
    scene.run()
    scene.wait(hours=1).say("ada", "/vote open")
    scene.run()
    assert scene.state.open_vote is not None
    assert calls(scene) == []
