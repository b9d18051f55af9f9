"""Workflow files, as people have them: what starts them, and whether they run govbot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from govbot.app.community import check
from govbot.core.workflows import Workflow
from govbot.files import load_workflows

FILE = ".github/workflows/govbot.yml"
OLD = """\
name: govbot
on:
  issue_comment:
    types: [created]
  pull_request_target:
    types: [opened]
jobs:
  govbot:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@0000000000000000000000000000000000000000
      - uses: example/govbot@1111111111111111111111111111111111111111
        with: {command: run}
"""


def write(root: Path, text: str, file: str = FILE) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def only(root: Path, text: str) -> Workflow:
    write(root, text)
    (found,) = load_workflows(root)
    return found


def test_the_line_of_the_blocked_event_is_named(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    write(tmp_path, "[]", "governance/people.yaml")
    (found,) = [each for each in check(tmp_path, today=date(2026, 12, 3)) if "workflow" in each.id]
    assert (found.id, found.file, found.line) == ("workflow-blocked-event", FILE, 5)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("push", {"push"}),
        ("[push, issues]", {"push", "issues"}),
        ("{push: , issues: {}}", {"push", "issues"}),
    ],
)
def test_events_are_read_in_each_of_their_forms(
    tmp_path: Path, events: str, expected: set[str]
) -> None:
    assert only(tmp_path, f"on: {events}\n").events == expected


def test_the_workflows_that_start_it_are_read(tmp_path: Path) -> None:
    text = "on:\n  workflow_run:\n    workflows: [govbot wake]\n    types: [requested]\n"
    assert only(tmp_path, text).after == {"govbot wake"}


@pytest.mark.parametrize(
    ("step", "runs"),
    [
        ("{uses: example/govbot@1, with: {command: run}}", True),
        ("{uses: Example/GovBot@1}", True),
        ("{uses: ./, with: {command: run}}", True),
        ("{uses: example/govbot@1, with: {command: report}}", False),
        ("{uses: ./}", False),
        ("{uses: ./.github/actions/label, with: {command: run}}", False),
        ("{uses: example/not-govbot@1}", False),
        ("{run: govbot run}", False),
        ("nonsense", False),
    ],
)
def test_a_workflow_runs_govbot_where_a_step_does(tmp_path: Path, step: str, *, runs: bool) -> None:
    assert only(tmp_path, f"on: push\njobs: {{a: {{steps: [{step}]}}}}\n").runs_govbot is runs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "on: [",
        "jobs: 7\n",
        "jobs: {a: 7}\n",
        "jobs: {a: {steps: 7}}\n",
        "on: {workflow_run: 7}\n",
    ],
)
def test_a_file_that_makes_no_sense_is_left_to_github(tmp_path: Path, text: str) -> None:
    found = only(tmp_path, text)
    assert (found.file, found.runs_govbot, found.after) == (FILE, False, frozenset())
