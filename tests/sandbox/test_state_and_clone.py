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


def test_pushing_with_git_is_refused(world: World, running: Running, tmp_path: Path) -> None:
    there = str(tmp_path / "clone")
    git("clone", "--quiet", f"{running.url}/example/commons.git", there)
    with pytest.raises(subprocess.CalledProcessError):
        git("-C", there, "push", "--quiet", "origin", "HEAD:refs/heads/mine")
    assert world.git_of(world.repository()).branch("mine") is None
