"""The demo: what it plays comes out as it should, and what it prints is what happened."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from govbot.app.community import check, open_community
from govbot.app.recount import recounted
from govbot.core.errors import UserError
from govbot.core.findings import Level
from govbot.demo import play
from govbot.demo.ending import as_page
from govbot.demo.stage import Stage, open_stage
from govbot.demo.story import NUMBER, STORY, community_files
from govbot.sandbox.model import ACTIONS_ID
from tests.scenarios.story import LAST, after, told
from tests.scenarios.town import Town, write


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The stage when the whole story was played on it, over HTTP."""
    with open_stage() as opened:
        for step in STORY:
            opened.happen(step)
            for carried in opened.settle():
                assert carried.report is None or not carried.report.failed, carried
        yield opened


@pytest.fixture(scope="module")
def printed() -> str:
    output = io.StringIO()
    play(output=output)
    return output.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def end() -> Town:
    return after(LAST)


# What happens -----------------------------------------------------------------------------------


def test_the_stages_come_in_their_order(stage: Stage) -> None:
    entered = [record.stage for record in stage.sight().state.stages]
    assert entered == [
        *("proposed", "discussion", "voting", "accepted", "implementing", "released"),
    ]
    assert stage.sight().labels == ("rfc: released",)


def test_the_vote_comes_out_as_it_was_cast(stage: Stage) -> None:
    tally = stage.sight().tally
    assert tally is not None
    assert tally.outcome == "passed"
    assert tally.counts == {"yes": 4, "no": 2, "abstain": 1, "block": 0}
    assert tally.advisory == {"yes": 1, "no": 0, "abstain": 0}
    assert tally.pending == ()
    ballots = {each.by: each.choice.value for each in tally.ballots if each.binding}
    by_choice = {
        choice: sorted(by for by, given in ballots.items() if given == choice)
        for choice in ("yes", "no", "abstain")
    }
    assert by_choice == {
        "yes": ["ada", "cyd", "eli", "gus"],
        "no": ["ben", "fay"],
        "abstain": ["dee"],
    }


def test_what_was_refused_is_answered_once_and_says_why() -> None:
    answers = end().answers()
    reasons = (
        "It is too early for voting.",
        "different ballots (`yes` and `no`)",
        "A block says why",
        "The vote closed at 2026-03-26 18:40 UTC; this was written at 2026-03-26 19:00 UTC",
    )
    assert len(answers) == len(reasons)
    assert [sum(reason in answer for answer in answers) for reason in reasons] == [1, 1, 1, 1]
    assert "The minimum time runs until 2026-03-16 09:40 UTC." in answers[0]


def test_there_is_one_status_comment_and_one_check_on_the_head() -> None:
    town = end()
    assert len(town.statuses()) == 1
    assert "Passed: 4 yes, 2 no, 1 abstain." in town.statuses()[0]
    assert town.checks() == [("success", "Merged; the RFC is released")]


def test_a_label_moved_by_hand_is_put_back_and_the_way_is_shown() -> None:
    town = after("a label is moved by hand")
    assert town.labels() == ["rfc: discussion"]
    assert "`accepted` is entered when a vote passes, from `voting`." in town.statuses()[0]


def test_every_comment_with_a_command_carries_one_mark() -> None:
    marks = {
        comment.body: [each.content.value for each in comment.reactions]
        for comment in end().world.issue(NUMBER).comments
        if comment.author != ACTIONS_ID
    }
    assert marks["/vote block"] == ["confused"]
    assert marks["ben has talked me round.\n\n/vote yes"] == ["eyes"]
    assert marks["UTC, and everybody's own beside it. That is a matter of how it is shown."] == []
    assert sum(len(each) for each in marks.values()) == len(marks) - 2


def test_a_clone_counts_the_vote_again_and_agrees(stage: Stage, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", stage.address, str(clone)], check=True)
    community = open_community(clone)
    assert [(each.rfc, each.vote, each.differences) for each in recounted(community)] == [
        (NUMBER, 1, ())
    ]
    assert community.state(NUMBER).stage == "released"
    assert (clone / "rfcs" / "0001-one-calendar.md").exists()


def test_govbots_own_changes_start_no_run() -> None:
    for name, moment in told().items():
        before = Town.thaw(moment.before).world.state.events
        assert after(name).world.state.events == before, name


# What it prints ---------------------------------------------------------------------------------


def test_the_story_is_told_in_the_words_of_those_in_it(printed: str) -> None:
    for line in (
        "zoe opens pull request #1",
        "rfcs/0000-one-calendar.md:12: The section `Motivation` is empty.",
        "rfcs/0000-one-calendar.md: The RFC's number is its pull request's, 1",
        "mo puts the label “rfc: accepted” on #1 by hand",
        "vote 1 opened until 2026-03-26 18:40 UTC, 7 voters",
        "ballot abstain",
        "advisory ballot yes",
        "vote 1 closed at 2026-03-26 18:40 UTC: passed",
        "stage released",
    ):
        assert line in printed


def test_it_ends_with_the_status_the_ledger_the_recount_and_the_requests(printed: str) -> None:
    ending = printed[printed.index("The status comment of pull request #1") :]
    assert "Passed: 4 yes, 2 no, 1 abstain." in ending
    assert "<details>" not in ending
    assert '"kind":"stage","at":"2026-04-15T20:17:00Z"' in ending
    assert "#1 vote 1: passed, 9 ballots, as recorded" in ending
    assert re.search(r"issue_comment \(created\) +16 of them: 0, 0, 3, 4, 3", ending)


def test_lines_that_go_into_a_file_hold_nothing_that_steers_a_terminal(printed: str) -> None:
    assert "\x1b" not in printed
    assert not [line for line in printed.split("\n") if line != line.rstrip()]


def test_a_terminal_gets_a_live_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    play(output=terminal, speed=1000)
    shown = terminal.getvalue()
    assert "\x1b[" in shown
    assert "RFC 1: One calendar for all working groups" in shown
    assert "\x1b[?25h" in shown, "the cursor is shown again"


@pytest.mark.parametrize(("plain", "no_color"), [(True, ""), (None, "1")])
def test_a_terminal_gets_plain_lines_where_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, *, plain: bool | None, no_color: str
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    terminal = Terminal()
    play(output=terminal, plain=plain)
    assert "\x1b" not in terminal.getvalue()


def test_it_plays_where_a_proxy_leads_out_and_inside_a_git_hook(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    output = io.StringIO()
    play(output=output)
    assert "1 vote counted again; none of them differ." in output.getvalue()
    assert "no_proxy" not in os.environ


def test_without_git_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="There is no git on the PATH"):
        play(output=io.StringIO())


@pytest.mark.parametrize("columns", ["24", "60", "200"])
def test_it_fits_a_terminal_of_any_width(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    play(output=terminal, speed=1000)
    assert "as recorded" in terminal.getvalue()


def test_the_folded_part_of_a_comment_is_shown_under_its_title() -> None:
    status = "<!-- govbot:status -->\n### Head\n\n<details>\n<summary>History</summary>\n\n- one\n\n</details>\n"
    assert as_page(status) == "### Head\n\n#### ▾ History\n\n- one"


def test_the_community_of_the_demo_passes_its_own_checks(tmp_path: Path) -> None:
    write(tmp_path, community_files())
    findings = check(tmp_path, today=date(2026, 3, 2))
    assert [each for each in findings if each.level is not Level.NOTICE] == []
