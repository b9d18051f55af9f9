"""The pages about rosters show what the commands print."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.conftest import Clone, Govbot
from tests.cli.test_roster import COUNCIL, FILES
from tests.cli.test_roster_diff import COUNCIL_FILE, EDITED
from tests.docs.pages import PROJECT, Block, blocks, identity

PAGES = ("see-who-serves.md", "review-roster-changes.md")
SHOWN = tuple(
    block
    for page in PAGES
    for block in blocks(PROJECT / "docs" / "how-to" / page)
    if block.language == "console" and block.head.startswith("$ ")
)


def named(text: str) -> str:
    """The same file with the login that the person has now."""
    return text.replace("Ada-Old", "ada")


@pytest.fixture
def branched(clone: Clone) -> Clone:
    clone.commit({**FILES, COUNCIL_FILE: named(COUNCIL)})
    clone.git("checkout", "--quiet", "-b", "topic")
    clone.commit({COUNCIL_FILE: named(EDITED)})
    return clone


def test_there_are_examples_to_test() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize("block", SHOWN, ids=identity)
def test_an_example_shows_what_the_command_prints(
    govbot: Govbot, branched: Clone, block: Block
) -> None:
    command, _, output = block.text.partition("\n")
    words = shlex.split(command.removeprefix("$ govbot "))
    if "diff" not in words:
        branched.git("checkout", "--quiet", "main")

    done = govbot(*words)

    assert done.stderr == ""
    assert done.stdout.rstrip("\n") == output.rstrip("\n")
