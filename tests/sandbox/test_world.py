"""The world acted on directly: what GitHub would do, and what it would refuse."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import requests

from govbot.core.errors import UserError
from govbot.sandbox import World, council_of_seven, serve, state_file
from govbot.sandbox.refusals import Conflict, Forbidden, InvalidInput, NotAllowed, NotFound
from tests.sandbox.conftest import PROPOSAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from govbot.sandbox import Running


@pytest.fixture
def proposed(world: World) -> World:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    return world


def test_a_contributors_pull_request_comes_from_a_fork(proposed: World) -> None:
    pull = proposed.pull_of(proposed.pull(1))
    assert (pull.head_repository, pull.head) == ("zoe/commons", "zoe-patch-1")
    own = proposed.open_pull_request("Mend", {"README.md": "# Mended\n"}, by="mo")
    assert proposed.pull_of(own).head_repository == "example/commons"


def test_a_push_moves_the_head_and_a_forced_one_forgets_what_was_there(proposed: World) -> None:
    first = proposed.pull_of(proposed.pull(1)).head_oid
    second = proposed.push(1, {"rfcs/0002-more.md": "more\n"})
    assert proposed.pull_of(proposed.pull(1)).head_oid == second != first
    assert len(proposed.commits_of(proposed.pull(1))) == 2
    proposed.push(1, {"rfcs/0003-only.md": "only\n"}, force=True)
    files = proposed.changed_files(proposed.pull(1))
    assert [file.path for file in files] == ["rfcs/0003-only.md"]


def test_files_are_counted_from_where_the_branches_parted(proposed: World) -> None:
    proposed.push_to("main", {"README.md": "# Elsewhere\n"}, by="mo")
    files = proposed.changed_files(proposed.pull(1))
    assert [(file.path, file.status, file.additions) for file in files] == [
        ("rfcs/0001-code.md", "added", 1)
    ]
    proposed.merge(1, by="mo", method="squash")
    assert proposed.changed_files(proposed.pull(1)) == files


def test_a_renamed_file_is_one_change(world: World) -> None:
    world.push_to("main", {"old.md": "a\nb\nc\nd\n"}, by="mo")
    pull = world.open_pull_request("Move", {"old.md": None, "new.md": "a\nb\nc\nd\n"}, by="mo")
    (file,) = world.changed_files(pull)
    assert (file.status, file.previous_path, file.path) == ("renamed", "old.md", "new.md")


def test_two_changes_to_one_file_do_not_merge(world: World) -> None:
    one = world.open_pull_request("One", {"README.md": "# One\n"}, by="zoe")
    two = world.open_pull_request("Two", {"README.md": "# Two\n"}, by="ada")
    world.merge(one.number, by="mo")
    with pytest.raises(NotAllowed):
        world.merge(two.number, by="mo")
    with pytest.raises(Conflict):
        world.merge(two.number, by="mo", expected_head="0" * 40)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda world: world.label(1, "mine", by="zoe"),
        lambda world: world.merge(1, by="zoe"),
        lambda world: world.close(1, by="ada"),
        lambda world: world.edit_comment(world.issue(1).comments[0], "no", by="zoe"),
        lambda world: world.delete_comment(world.issue(1).comments[0], by="zoe"),
        lambda world: world.create_check_run("x", "0" * 40, by="mo"),
        lambda world: world.push_to("main", {"a": "b"}, by="zoe"),
        lambda world: world.comment(1, "too late", by="zoe"),
    ],
)
def test_what_somebody_may_not_do_is_refused(
    proposed: World, attempt: Callable[[World], Any]
) -> None:
    proposed.comment(1, "/vote yes", by="ada")
    proposed.lock_conversation(1, by="mo")
    with pytest.raises(Forbidden):
        attempt(proposed)


def test_a_renamed_account_keeps_its_id_and_a_deleted_one_leaves_its_words(proposed: World) -> None:
    comment = proposed.comment(1, "/vote yes", by="ada")
    proposed.rename("ada", "lovelace")
    assert proposed.person("LOVELACE").id == comment.author == 1001
    with pytest.raises(NotFound):
        proposed.person("ada")
    proposed.remove_person("lovelace")
    assert proposed.issue(1).comments[0].body == "/vote yes"


def test_the_same_request_is_not_opened_twice_nor_an_empty_one(proposed: World) -> None:
    for head in ("zoe:zoe-patch-1", "zoe:main"):
        with pytest.raises(InvalidInput):
            proposed.open_pull_request("Again", by="zoe", head=head)


def test_the_same_scene_has_the_same_ids() -> None:
    def scene() -> tuple[object, ...]:
        world = council_of_seven()
        pull = world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
        comment = world.comment(1, "/vote yes", by="ada")
        return pull.id, comment.id, world.pull_of(pull).head_oid, world.merge(1, by="mo")

    assert scene() == scene()


def test_a_body_that_is_not_json_is_refused(running: Running) -> None:
    headers = {"Authorization": f"token {running.token('mo')}"}
    address = f"{running.url}/repos/example/commons/labels"
    answer = requests.post(address, data="{", headers=headers, timeout=10)
    assert (answer.status_code, answer.json()["message"]) == (400, "Problems parsing JSON")


def test_a_port_that_is_taken_is_explained(world: World, running: Running) -> None:
    port = int(running.url.rpartition(":")[2])
    with pytest.raises(UserError, match=f"cannot listen on port {port}"), serve(world, port):
        pass


@contextmanager
def serving(path: Path, now: str) -> Iterator[str]:
    """Serve a state file in a process of its own until the block ends; give the address."""
    program = (
        "import sys; from datetime import datetime; from pathlib import Path; "
        "from govbot.sandbox import serve_forever; "
        "serve_forever(state=Path(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]), "
        "flowing=False, ready=lambda running: print(running.url, flush=True))"
    )
    command = [sys.executable, "-c", program, str(path), now]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        try:
            yield served.stdout.readline().strip()
        finally:
            served.terminate()
            assert served.wait(timeout=15) == 0


def test_serving_keeps_the_world_in_its_file_until_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.json"
    with serving(path, "2026-11-21T00:00:00Z") as url:
        headers = {"Authorization": "token sandbox-mo"}
        label = {"name": "rfc: voting", "color": "fbca04"}
        address = f"{url}/repos/example/commons/labels"
        made = requests.post(address, json=label, headers=headers, timeout=10)
        assert made.status_code == 201
        names = [one.name for one in state_file.load(path).repository().labels]
        assert names == ["rfc: voting"]


def test_the_clock_of_a_new_world_begins_where_it_is_told_to_and_then_the_file_decides(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sandbox.json"
    with serving(path, "2026-11-21T00:00:00Z") as url:
        clock = requests.get(f"{url}/_sandbox/clock", timeout=10)
        assert clock.json() == {"now": "2026-11-21T00:00:00Z"}
        requests.post(f"{url}/_sandbox/clock", json={"advance": "3 days"}, timeout=10)
    with serving(path, "2030-01-01T00:00:00Z") as url:
        clock = requests.get(f"{url}/_sandbox/clock", timeout=10)
        assert clock.json() == {"now": "2026-11-24T00:00:00Z"}


def test_a_pull_request_is_sent_to_another_branch(proposed: World) -> None:
    proposed.create_branch("side", by="mo")
    proposed.push_to("side", {"side.md": "Here only.\n"}, by="mo")
    proposed.retarget(1, "side")
    pull = proposed.pull_of(proposed.pull(1))
    assert (pull.base, pull.base_oid) == (
        "side",
        proposed.git_of(proposed.repository()).branch("side"),
    )
    last = next(each for each in reversed(proposed.state.events) if each.action == "edited")
    assert last.name == "pull_request"
    assert last.payload["changes"]["base"]["ref"] == {"from": "main"}
    assert last.payload["pull_request"]["base"]["ref"] == "side"


def test_to_which_branch_a_pull_request_goes_is_for_its_author_and_writers(proposed: World) -> None:
    proposed.create_branch("side", by="mo")
    with pytest.raises(Forbidden):
        proposed.retarget(1, "side", by="ada")
    with pytest.raises(InvalidInput):
        proposed.retarget(1, "nowhere")
    before = len(proposed.state.events)
    proposed.retarget(1, "main")
    assert len(proposed.state.events) == before
