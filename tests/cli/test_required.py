"""`govbot vote required`, and what the other commands say of motions."""

from __future__ import annotations

import json

import pytest

from govbot.core.records import Record, VoteClosed
from tests.cli.conftest import Clone, Govbot
from tests.core.scene import Scene
from tests.core.test_motions import Motion, OnPull

SETTINGS = """\
required_votes:
  - {paths: ["governance/bodies/drafts/**"], policy: none}
  - {paths: ["governance/bodies/**"], policy: rfc-accept, says: "Rosters are voted on."}
"""


@pytest.fixture
def ruled(clone: Clone) -> Clone:
    """A community with rules on required votes."""
    clone.commit({"governance/govbot.yaml": SETTINGS})
    return clone


# Which rule decides ---------------------------------------------------------------------------------


def test_each_path_is_shown_with_the_rule_the_policy_and_the_pattern(
    govbot: Govbot, ruled: Clone
) -> None:
    done = govbot(
        "vote",
        "required",
        "governance/bodies/council.yaml",
        "governance/bodies/drafts/new.yaml",
        "README.md",
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "PATH                               VOTE        RULE  PATTERN",
        "governance/bodies/council.yaml     rfc-accept  2     governance/bodies/**",
        "governance/bodies/drafts/new.yaml  none        1     governance/bodies/drafts/**",
        "README.md                          none",
        "",
        "Rosters are voted on.",
    ]


def test_the_same_for_programs(govbot: Govbot, ruled: Clone) -> None:
    done = govbot("vote", "required", "governance/bodies/a.yaml", "x", "--format", "json")
    assert json.loads(done.stdout) == {
        "paths": [
            {
                "path": "governance/bodies/a.yaml",
                "policy": "rfc-accept",
                "rule": 2,
                "pattern": "governance/bodies/**",
                "says": "Rosters are voted on.",
            },
            {"path": "x", "policy": None, "rule": None, "pattern": None, "says": ""},
        ]
    }


def test_an_exempt_path_has_a_rule_and_no_policy(govbot: Govbot, ruled: Clone) -> None:
    done = govbot("vote", "required", "governance/bodies/drafts/a.yaml", "--format", "json")
    (shown,) = json.loads(done.stdout)["paths"]
    assert (shown["policy"], shown["rule"]) == (None, 1)


def test_paths_are_taken_from_the_current_folder(
    govbot: Govbot, ruled: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ruled.root / "governance")
    done = govbot("vote", "required", "bodies/council.yaml", "../README.md", "--format", "json")
    assert [each["path"] for each in json.loads(done.stdout)["paths"]] == [
        "governance/bodies/council.yaml",
        "README.md",
    ]


@pytest.mark.parametrize("path", ["../elsewhere.yaml", "/etc/hosts", "."])
def test_a_path_outside_of_the_repository_is_refused(
    govbot: Govbot, ruled: Clone, path: str
) -> None:
    done = govbot("vote", "required", path)
    assert done.exit_code == 1
    assert f"{path} is no file of the repository" in done.stderr


def test_the_paths_that_a_branch_changes_are_asked_about(govbot: Govbot, ruled: Clone) -> None:
    ruled.git("switch", "--quiet", "--create", "change")
    ruled.git("mv", "governance/bodies/core-team.yaml", "core-team.yaml")
    ruled.commit({"docs/note.md": "A note.\n"})
    done = govbot("vote", "required", "--base", "main", "--format", "json")
    shown = {each["path"]: each["policy"] for each in json.loads(done.stdout)["paths"]}
    assert shown == {
        "core-team.yaml": None,
        "docs/note.md": None,
        "governance/bodies/core-team.yaml": "rfc-accept",
    }


def test_a_branch_that_changes_nothing_is_told_so(govbot: Govbot, ruled: Clone) -> None:
    assert govbot("vote", "required", "--base", "main").stdout == "Nothing changed since main.\n"


def test_a_base_that_git_does_not_know_is_named(govbot: Govbot, ruled: Clone) -> None:
    done = govbot("vote", "required", "--base", "origin/main")
    assert done.exit_code == 1
    assert "git knows no commit `origin/main` here." in done.stderr


def test_without_a_path_or_a_base_the_usage_is_shown(govbot: Govbot, ruled: Clone) -> None:
    done = govbot("vote", "required")
    assert done.exit_code == 2
    assert "Name a PATH" in done.stderr


def test_a_rule_with_an_unknown_policy_is_found_with_its_line(govbot: Govbot, clone: Clone) -> None:
    clone.commit({"governance/govbot.yaml": "required_votes:\n  - {paths: [a], policy: rooster}\n"})
    done = govbot("check")
    assert done.exit_code == 1
    assert "governance/govbot.yaml:2:" in done.stdout
    assert "required-vote-policy" in done.stdout


# Motions in the ledger of a clone --------------------------------------------------------------------


def passed() -> tuple[Record, ...]:
    scene = Motion()
    scene.number = 31
    scene.opened().vote(ada="yes", ben="yes", cyd="yes", dee="no").end()
    return scene.records


@pytest.fixture
def moved(clone: Clone) -> Clone:
    """A ledger with an RFC in discussion, a motion that passed, and one that is open."""
    rfc = Scene()
    rfc.run()
    still_open = OnPull()
    still_open.number = 32
    still_open.opened("rfc-accept").vote(ada="yes")
    clone.ledger({12: rfc.records}, {31: passed(), 32: still_open.records})
    return clone


def test_votes_on_motions_are_counted_again(govbot: Govbot, moved: Clone) -> None:
    done = govbot("vote", "verify")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "#31 vote 1: passed, 4 ballots, as recorded",
        "#32 vote 1: open, 1 ballot, as recorded",
        "2 votes counted again; none of them differ.",
    ]
    assert govbot("vote", "verify", "31").stdout.startswith("#31 vote 1: passed")


def test_a_motion_that_was_tampered_with_is_found(govbot: Govbot, clone: Clone) -> None:
    records = list(passed())
    closed = records[-1]
    assert isinstance(closed, VoteClosed)
    counts = {**closed.tally.counts, "yes": 7}
    tally = closed.tally.model_copy(update={"counts": counts})
    records[-1] = closed.model_copy(update={"tally": tally})
    clone.ledger({}, {31: tuple(records)})
    done = govbot("vote", "verify")
    assert done.exit_code == 1
    assert "#31 vote 1: passed, 4 ballots, differs" in done.stdout


def test_a_vote_on_a_motion_is_explained(govbot: Govbot, moved: Clone) -> None:
    assert govbot("vote", "show", "31").stdout.startswith(
        "Issue 31, vote 1, under the policy roster\n"
    )
    assert govbot("vote", "show", "32").stdout.startswith("Pull request 32, vote 1, ")


def test_the_status_lists_open_motions_beside_rfcs(govbot: Govbot, moved: Clone) -> None:
    lines = govbot("status").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["NUMBER", "32", "12"]
    assert "motion" in lines[1]
    shown = json.loads(govbot("status", "--format", "json").stdout)
    assert [each["number"] for each in shown["rfcs"]] == [12]
    ((motion),) = shown["motions"]
    assert (motion["number"], motion["deadline"]) == (32, "2026-03-11T09:00:00Z")
    assert "stage" not in motion


def test_a_motion_is_no_rfc_in_the_list_of_rfcs(govbot: Govbot, moved: Clone) -> None:
    shown = json.loads(govbot("rfc", "list", "--format", "json").stdout)
    assert [each["number"] for each in shown["rfcs"]] == [12]


def test_a_motion_is_shown_as_on_github(govbot: Govbot, moved: Clone) -> None:
    lines = govbot("rfc", "show", "31").stdout.splitlines()
    assert lines[:2] == ["Issue 31: A mascot", "Vote 1 passed"]
    assert not any(line.startswith("Stage:") for line in lines)


def test_what_was_said_before_there_was_an_rfc_is_a_part_of_it(
    govbot: Govbot, clone: Clone
) -> None:
    scene = OnPull()
    scene.say("zoe", "/vote yes")
    scene.run()
    before = scene.records
    scene.documents = Scene().documents
    scene.run()
    clone.ledger({12: scene.records[len(before) :]}, {12: before})
    shown = json.loads(govbot("rfc", "list", "--format", "json").stdout)
    assert [(each["number"], each["stage"]) for each in shown["rfcs"]] == [(12, "discussion")]
    assert govbot("vote", "verify").exit_code == 0
