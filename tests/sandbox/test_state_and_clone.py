"""A world in a file, and a repository through git itself."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from govbot.core.errors import UserError
from govbot.sandbox import state_file
from tests.sandbox.conftest import PROPOSAL

if TYPE_CHECKING:
    from pathlib import Path

    from govbot.sandbox import Running, World


def busy(world: World) -> None:
    """Something of everything."""
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    comment = world.comment(1, "/vote yes ✓", by="ada")
    world.advance(hours=2)
    world.edit_comment(comment, "/vote no", by="ada")
    world.react(comment, "+1", by="ben")
    world.label(1, "rfc: voting", by="mo")
    world.create_check_run("govbot / rfc", world.pull_of(world.pull(1)).head_oid)
    world.push_to("binary", {"image": bytes(range(256))}, by="mo")
    world.react(world.review(1, "APPROVE", by="cyd"), "heart", by="zoe")
    world.react(world.open_issue("Recall gus", by="zoe"), "eyes", by="ada")
    world.close(2)
    world.open_discussion("Ideas", "A garden?", "With beans.", by="zoe")
    world.delete_discussion(world.open_discussion("Ideas", "No", "No.", by="zoe").number, by="zoe")


def test_a_world_comes_back_from_its_file_as_it_was(world: World, tmp_path: Path) -> None:
    busy(world)
    path = tmp_path / "sandbox.json"
    state_file.save(world, path)
    again = state_file.load(path)
    assert again.state == world.state
    assert {name: git.refs() for name, git in again.git.items()} == {
        name: git.refs() for name, git in world.git.items()
    }
    assert again.git_of(again.repository()).file("binary", "image") == bytes(range(256))
    # Life goes on with new ids, and the fork still feeds its pull request.
    again.push(1, {"rfcs/0001-code.md": "# Better\n"})
    assert again.changed_files(again.pull(1))[0].patch == "@@ -0,0 +1 @@\n+# Better\n"
    assert again.comment(1, "more", by="ada").id == world.comment(1, "more", by="ada").id
    assert [entry.name for entry in tmp_path.iterdir()] == ["sandbox.json"]


def test_a_file_from_before_there_were_reviews_discussions_and_organizations_is_read(
    world: World, tmp_path: Path
) -> None:
    world.open_pull_request("Adopt", {"rfcs/0001-code.md": PROPOSAL}, by="zoe")
    path = tmp_path / "sandbox.json"
    state_file.save(world, path)
    saved = json.loads(path.read_text())
    del saved["state"]["organizations"]
    newer = ("discussions", "discussions_enabled", "discussion_categories", "last_number")
    for repository in saved["state"]["repositories"].values():
        for name in (*newer, "team_permissions"):
            del repository[name]
        for issue in repository["issues"].values():
            del issue["reactions"], issue["state_reason"], issue["pull"]["reviews"]
    path.write_text(json.dumps(saved))
    again = state_file.load(path)
    assert not again.repository().discussions_enabled
    assert again.review(1, "APPROVE", by="ada").id == world.review(1, "APPROVE", by="ada").id
    again.enable_discussions()
    assert again.open_discussion("Ideas", "A garden?", "With beans.", by="zoe").number == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}'])
def test_a_file_that_is_no_world_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(UserError, match="not a sandbox's state") as refused:
        state_file.load(path)
    assert "other.json" in str(refused.value)


def test_a_file_of_another_version_is_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.json"
    state_file.save(world, path)
    saved = json.loads(path.read_text())
    path.write_text(json.dumps(saved | {"version": 99}))
    with pytest.raises(UserError, match="version 99"):
        state_file.load(path)


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], check=True, capture_output=True, text=True, timeout=30
    )
    return done.stdout


def test_git_clones_the_repository_with_the_ids_the_sandbox_gives(
    world: World, running: Running, tmp_path: Path
) -> None:
    busy(world)
    there = str(tmp_path / "clone")
    git("clone", "--quiet", f"{running.url}/example/commons.git", there)
    head = git("-C", there, "rev-parse", "HEAD").strip()
    assert head == world.git_of(world.repository()).branch("main")
    assert (tmp_path / "clone" / "governance" / "people.yaml").read_text() == "[]\n"
    git("-C", there, "fetch", "--quiet", "origin", "refs/pull/1/head:proposal")
    assert git("-C", there, "show", "proposal:rfcs/0001-code.md") == PROPOSAL
    assert git("-C", there, "fsck", "--strict") == ""


def address(running: Running, who: str, repository: str = "example/commons") -> str:
    """Where git pushes to as somebody."""
    return f"{running.url}/{repository}.git".replace("://", f"://x:{running.token(who)}@")


@pytest.fixture
def clone(running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with one commit of its own, by somebody whom git does not ask for a password."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Mo")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "mo@example.org")
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    there = tmp_path / "clone"
    git("clone", "--quiet", f"{running.url}/example/commons.git", str(there))
    (there / "README.md").write_text("# Pushed\n")
    git("-C", str(there), "commit", "--quiet", "--all", "--message", "Say more")
    return there


def test_a_push_with_git_moves_the_branch_its_pull_request_and_sends_an_event(
    world: World, running: Running, clone: Path
) -> None:
    to = address(running, "mo")
    git("-C", str(clone), "push", "--quiet", to, "HEAD:refs/heads/idea")
    pull = world.open_pull_request("Say more", by="mo", head="idea")
    (clone / "README.md").write_text("# Pushed again\n" * 200)
    git("-C", str(clone), "commit", "--quiet", "--amend", "--all", "--no-edit")
    git("-C", str(clone), "push", "--quiet", "--force", to, "HEAD:idea", "HEAD:main")
    head = git("-C", str(clone), "rev-parse", "HEAD").strip()
    assert world.git_of(world.repository()).branch("main") == head
    assert world.pull_of(pull).head_oid == head
    pushes = [event.payload for event in world.state.events if event.name == "push"]
    assert [(one["ref"], one["forced"], one["pusher"]["name"]) for one in pushes] == [
        ("refs/heads/idea", False, "mo"),
        ("refs/heads/idea", True, "mo"),
        ("refs/heads/main", False, "mo"),
    ]
    assert [one.action for one in world.state.events if one.name == "pull_request"] == [
        "opened",
        "synchronize",
    ]
    git("-C", str(clone), "push", "--quiet", to, ":idea")
    assert world.git_of(world.repository()).branch("idea") is None


def test_a_contributor_pushes_to_a_fork_and_opens_a_pull_request_from_it(
    world: World, running: Running, clone: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        git("-C", str(clone), "push", "--quiet", address(running, "zoe"), "HEAD:main")
    world.fork("zoe")
    to = address(running, "zoe", "zoe/commons")
    git("-C", str(clone), "push", "--quiet", to, "HEAD:idea")
    pull = world.open_pull_request("Say more", by="zoe", head="zoe:idea")
    assert [file.path for file in world.changed_files(pull)] == ["README.md"]


@pytest.mark.parametrize("ref", ["refs/pull/1/head", "refs/tags/one", ":refs/heads/main"])
def test_git_moves_nothing_but_branches_and_keeps_the_default_one(
    world: World, running: Running, clone: Path, ref: str
) -> None:
    before = world.git_of(world.repository()).refs()
    target = ref if ref.startswith(":") else f"HEAD:{ref}"
    with pytest.raises(subprocess.CalledProcessError):
        git("-C", str(clone), "push", "--quiet", address(running, "mo"), target)
    assert world.git_of(world.repository()).refs() == before


def test_a_push_without_a_token_or_with_a_wrong_one_is_refused(
    world: World, running: Running, clone: Path
) -> None:
    wrong = f"{running.url}/example/commons.git".replace("://", "://x:sandbox-nobody@")
    for to in (f"{running.url}/example/commons.git", wrong):
        with pytest.raises(subprocess.CalledProcessError):
            git("-C", str(clone), "push", "--quiet", to, "HEAD:refs/heads/mine")
    assert world.git_of(world.repository()).branch("mine") is None


def test_a_push_is_kept_like_any_other_change(world: World, running: Running, clone: Path) -> None:
    kept: list[str | None] = []
    running.sandbox.after_change = lambda: kept.append(
        world.git_of(world.repository()).branch("mine")
    )
    git("-C", str(clone), "push", "--quiet", address(running, "mo"), "HEAD:refs/heads/mine")
    assert kept == [git("-C", str(clone), "rev-parse", "HEAD").strip()]
