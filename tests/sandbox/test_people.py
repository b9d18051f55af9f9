"""The script that acts for people, run as a reader of the how-to runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World

SCRIPT = Path(__file__).parents[2] / "scripts" / "sandbox_people.py"


@pytest.fixture
def act(running: Running, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the script in a folder with two proposals in it."""
    for name in ("0001-code.md", "0002-garden.md"):
        (tmp_path / name).write_text(f"# {name}\n")

    def acting(*words: str, url: str = running.url) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(SCRIPT), *words],
            cwd=tmp_path,
            env=os.environ | {"GITHUB_API_URL": url},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return acting


def test_several_pull_requests_are_opened_pushed_to_reviewed_and_merged(
    world: World, act: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    steps = [
        (("zoe", "proposes", "0001-code.md", "A code"), "zoe opened pull request #1.\n"),
        (("zoe", "proposes", "0002-garden.md", "A garden"), "zoe opened pull request #2.\n"),
        (("zoe", "pushes", "2", "0001-code.md"), "zoe pushed 0001-code.md to #2.\n"),
        (("ada", "approves", "1"), "ada approved #1.\n"),
        (("ben", "objects", "1", "Too long."), "ben requested changes of #1: Too long.\n"),
        (("cyd", "reviews", "1", "Hm."), "cyd reviewed #1: Hm.\n"),
        (("mo", "labels", "1", "ready"), "mo labeled #1: ready\n"),
        (("mo", "merges", "1"), "mo merged #1.\n"),
    ]
    for words, shown in steps:
        done = act(*words)
        assert (done.stdout, done.stderr, done.returncode) == (shown, "", 0)
    assert [review.state for review in world.pull_of(world.pull(1)).reviews] == [
        "APPROVED",
        "CHANGES_REQUESTED",
        "COMMENTED",
    ]
    assert world.git_of(world.repository()).file("main", "0001-code.md") == b"# 0001-code.md\n"
    assert not world.issue(2).closed


def test_an_issue_is_opened_talked_about_edited_and_closed(
    world: World, act: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    assert act("zoe", "opens", "Recall gus").stdout == "zoe opened issue #1.\n"
    assert act("zoe", "edits", "1", "He never came.").stdout == "zoe edited #1.\n"
    assert act("ada", "says", "1", "I sign.").stdout == "ada said: I sign.\n"
    world.comment(1, "<!-- state -->\nOne has signed.", by="github-actions[bot]")
    assert act("govbot", "said", "1").stdout == "One has signed.\n"
    assert act("mo", "closes", "1").stdout == "mo closed #1.\n"
    assert (world.issue(1).body, world.issue(1).closed) == ("He never came.", True)


def test_somebody_who_was_invited_joins_the_organization(
    world: World, act: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    world.add_organization("example", owners=["mo"])
    world.set_membership("zoe", by="mo")
    assert act("zoe", "joins").stdout == "zoe joined example.\n"
    assert world.person("zoe").id in world.organization().members
    assert act("ben", "joins").stderr == "The sandbox refused: Not Found\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say who does what:"),
        (
            ("ada", "sings", "1"),
            "Nobody 'sings' here. What people do:\n  WHO proposes FILE TITLE\n",
        ),
        (("ada", "says", "1"), "That is not all of it, or too much. Write: WHO says NUMBER TEXT\n"),
        (("ada", "approves", "1", "a", "b"), "Write: WHO approves NUMBER [TEXT]\n"),
        (("ada", "says", "one", "Hello"), "'one' is not the number of an issue or pull request"),
        (("ada", "says", "7", "Hello"), "The sandbox refused: Could not resolve"),
        (("nobody", "says", "1", "Hello"), "There is nobody called nobody in the sandbox.\n"),
        (("zoe", "proposes", "missing.md", "Missing"), "missing.md cannot be read: No such file"),
        (("zoe", "approves", "1"), "Can not approve your own pull request\n"),
        (("ada", "merges", "1"), "ada does not have the correct permissions"),
        (("time", "passes", "a while"), "The clock cannot be moved by 'a while'."),
        (("govbot", "said", "1"), "govbot has not written anything on #1 yet.\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    world: World,
    act: Callable[..., subprocess.CompletedProcess[str]],
    words: tuple[str, ...],
    said: str,
) -> None:
    world.open_pull_request("A code", {"0001-code.md": "# Code\n"}, by="zoe")
    done = act(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sandbox_that_is_not_there_is_said(
    act: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    for words in (("zoe", "opens", "Recall gus"), ("time", "passes", "1 day")):
        done = act(*words, url="http://127.0.0.1:9")
        assert done.stderr == (
            "Nothing answers at http://127.0.0.1:9. Start the sandbox with: govbot sandbox serve\n"
        )
    assert "GITHUB_API_URL is not set" in act("zoe", "opens", "Recall gus", url="").stderr
