"""`govbot run`: how it says what was done, what failed, and what is left to people."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from govbot.actions.run import RunReport
from govbot.cli.run import run

LEFT = "terms: could not open a pull request: Allow it: Settings.\nOr switch it off."


def answer(monkeypatch: pytest.MonkeyPatch, report: RunReport) -> None:
    monkeypatch.setattr("govbot.actions.run.run", lambda: report)


def test_what_is_left_to_people_is_a_warning_and_fails_no_job(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    answer(monkeypatch, RunReport((), (), warnings=(LEFT,)))
    result = CliRunner().invoke(run)
    assert result.exit_code == 0
    assert result.stdout == f"::warning title=govbot::{LEFT.replace(chr(10), '%0A')}\n"
    assert summary.read_text(encoding="utf-8") == f"## govbot\n\n- **{LEFT}**\n"


def test_from_the_shell_it_is_said_where_errors_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    answer(monkeypatch, RunReport(("#1: nothing to decide",), (), warnings=(LEFT,)))
    result = CliRunner().invoke(run)
    assert result.exit_code == 0
    assert result.stdout == "#1: nothing to decide\n"
    assert result.stderr == LEFT.replace("\n", " ") + "\n"


def test_an_error_beside_it_fails_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    answer(monkeypatch, RunReport((), ("terms: GitHub answered 500.",), warnings=(LEFT,)))
    result = CliRunner().invoke(run)
    assert result.exit_code == 1
    assert "::error title=govbot::terms: GitHub answered 500.\n" in result.stdout
    assert "::warning title=govbot::" in result.stdout
