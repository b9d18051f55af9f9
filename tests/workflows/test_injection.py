"""Text from people is data: nothing that somebody writes anywhere is executed or taken for an order.

Each test puts attacks where a person can put text, runs the workflows that this starts, and looks for
what the attacks would leave behind: a file, the job's token, or an annotation that is not govbot's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.workflows.community import RFC, TEXT, TOKEN, Community, Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.runner


# `{canary}` is a file that is not there. A branch name allows no spaces, which shells do not need.
LINES: Final = (
    "$(touch {canary})",
    "`touch {canary}`",
    '"; touch {canary} #',
    "'; touch {canary} #",
    "&& touch {canary} || touch {canary}",
    "${{{{ github.token }}}} ${{{{ secrets.GITHUB_TOKEN }}}}",
    "%0Atouch {canary}%0A::error::owned",
    "::error file=README.md,line=1::owned",
    "##[error]owned",
)
BRANCH: Final = (
    '$(touch${{IFS}}{canary})`touch${{IFS}}{canary}`";touch${{IFS}}{canary};#${{{{github.token}}}}'
)


class Canary:
    """The file that an attack would write, and what else it would leave behind."""

    def __init__(self, file: Path, community: Community) -> None:
        self.file = file
        self.community = community

    def lines(self) -> list[str]:
        """The attacks, one a line."""
        return [line.format(canary=self.file) for line in LINES]

    def text(self) -> str:
        """The attacks as a text of several lines, with the newlines of each platform."""
        return "\r\n".join(self.lines()) + f"\n\ntouch {self.file}\n"

    def assert_nothing_happened(self, runs: Sequence[Run]) -> None:
        assert runs
        assert not self.file.exists()
        for run in runs:
            assert TOKEN not in run.result.everything
            assert all(each.title.startswith("govbot") for each in run.result.annotations)
        sight = self.community.sight()
        for shown in (sight.status, *sight.answers, *(sight.check or ()), sight.ledger):
            assert TOKEN not in shown


@pytest.fixture
def canary(tmp_path: Path, community: Community) -> Canary:
    return Canary(tmp_path / "canary", community)


def test_title_body_and_branch_name_of_a_pull_request(canary: Canary) -> None:
    world = canary.community.world
    world.open_pull_request(
        " ".join(canary.lines()),
        {RFC: TEXT},
        by="zoe",
        body=canary.text(),
        head=BRANCH.format(canary=canary.file),
    )

    runs = canary.community.settle()

    woken = ["govbot.yml", "govbot.yml"]
    assert [run.workflow for run in runs] == ["check.yml", "govbot-wake.yml", *woken]
    assert all(run.succeeded for run in runs)
    canary.assert_nothing_happened(runs)
    assert canary.community.sight().labels == ("rfc: discussion",)


def test_a_comment_around_a_command(canary: Canary) -> None:
    community = canary.community
    community.world.open_pull_request("Calendar", {RFC: TEXT}, by="zoe")
    community.carry()
    comment = community.world.comment(1, f"{canary.text()}\n/rfc status\n{canary.text()}", by="zoe")

    runs = community.settle()

    assert [run.succeeded for run in runs] == [True]
    canary.assert_nothing_happened(runs)
    assert community.sight().taken == {comment.id}


def test_a_command_that_is_made_of_attacks(canary: Canary) -> None:
    community = canary.community
    community.world.open_pull_request("Calendar", {RFC: TEXT}, by="zoe")
    community.carry()
    lines = [f"/{command} {line}" for line in canary.lines() for command in ("vote", "concern")]
    comment = community.world.comment(1, "\n".join(lines), by="zoe")

    runs = community.settle()

    assert [run.succeeded for run in runs] == [True]
    canary.assert_nothing_happened(runs)
    assert community.sight().refused == {comment.id}
    assert len(community.sight().answers) == 1


def test_a_label_and_the_number_of_a_run_started_by_hand(canary: Canary) -> None:
    community = canary.community
    community.world.open_pull_request("Calendar", {RFC: TEXT}, by="zoe")
    community.carry()
    community.world.label(1, f"$(touch {canary.file})"[:50], by="mo")
    community.world.dispatch("govbot.yml", {"number": canary.lines()[0]}, by="mo")

    *labelled, started = community.settle()

    assert [run.succeeded for run in labelled] == [True] * 3
    assert not started.succeeded
    canary.assert_nothing_happened([*labelled, started])


def test_the_text_and_the_file_name_of_an_rfc(canary: Canary) -> None:
    quoted = "\\n".join(canary.lines()).replace('"', '\\"')
    text = TEXT.replace("champion: ada", f'champion: "{quoted}"')
    text = text.replace("title: One", f'title: "{quoted}"\ndiscussion: "{quoted}"\nnobody: One')
    name = f"rfcs/0001-$(touch ${{IFS}}{canary.file.name})`id`\n::error::owned.md"
    canary.community.world.open_pull_request("Calendar", {name: text}, by="zoe")

    check, *others = canary.community.settle()

    assert not check.succeeded
    assert check.result.annotations
    assert [run.succeeded for run in others] == [True] * 3
    canary.assert_nothing_happened([check, *others])


def test_python_files_that_pose_as_libraries(canary: Canary) -> None:
    attack = f"open({str(canary.file)!r}, 'w')\nraise SystemExit(0)\n"
    names = (
        "click",
        "json",
        "pip",
        "re",
        "sitecustomize",
        "venv",
        "govbot/__init__",
        "yaml/__init__",
    )
    files = {f"{name}.py": attack for name in names}
    canary.community.world.open_pull_request("Calendar", {RFC: TEXT, **files}, by="zoe")

    (check,) = canary.community.settle("check.yml")

    assert check.succeeded
    assert "Nothing is wrong." in check.result.log
    canary.assert_nothing_happened([check])
