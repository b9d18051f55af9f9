"""The cassettes, recorded by the driver: a person's token, a named organization, all of them or none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.live.access import LiveAccess
from scripts.live.recording import CASSETTES, ROOT, record
from scripts.live.rows import NotTried, Observed
from tests.live.town import ACTIONS, scratch_town


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_all_are_recorded_hold_no_token_and_can_be_replayed(tmp_path: Path) -> None:
    old = tmp_path / "an_older_one.yaml"
    old.write_text("")
    with scratch_town() as town:
        observed = record(town.access("mo", ACTIONS, organization="example"), tmp_path)
        refs = town.world.git_of(town.world.repository()).refs()
    assert observed.as_assumed, observed.words
    assert observed.words == f"{len(names(CASSETTES))} files were written"
    assert names(tmp_path) == names(CASSETTES)
    assert "sandbox-" not in "".join(each.read_text() for each in tmp_path.iterdir())
    assert [each for each in refs if each.startswith("refs/heads/")] == ["refs/heads/main"]
    # The sandbox they were recorded against is gone: only the recordings can answer.
    assert replayed(tmp_path) == 0


def replayed(folder: Path) -> int:
    options = [f"--cassettes={folder}", "-q", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "tests/gh/test_cassettes.py", "-m", "cassette"]
    return subprocess.run(
        [*command, *options], cwd=ROOT, env=os.environ, capture_output=True, check=False
    ).returncode


def test_when_one_fails_none_is_kept_and_no_token_is_shown(tmp_path: Path) -> None:
    old = tmp_path / "an_older_one.yaml"
    old.write_text("old")
    with scratch_town() as town:
        # A workflow's token may set a check, and the recordings say that a person's may not.
        observed = record(town.access(ACTIONS, organization="example"), tmp_path)
    assert not observed.as_assumed
    assert observed.words.startswith("nothing was kept: FAILED tests/gh/test_cassettes.py::")
    assert "sandbox-" not in observed.words
    assert old.read_text() == "old"


def test_a_recording_that_holds_a_token_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaking(_access: object, folder: Path) -> subprocess.CompletedProcess[str]:
        (folder / "leaking.yaml").write_text("authorization: sandbox-mo")
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr("scripts.live.recording._run", leaking)
    with scratch_town() as town:
        observed = record(town.access("mo", organization="example"), tmp_path)
    assert observed.words == "nothing was kept: leaking.yaml holds a token"
    assert list(tmp_path.iterdir()) == []


def test_a_repository_that_is_not_scratch_is_not_recorded_against(tmp_path: Path) -> None:
    with scratch_town(marker=None) as town:
        observed = record(town.access("mo", organization="example"), tmp_path)
        assert len(town.world.repository().issues) == 0
    assert not observed.as_assumed
    assert "is not marked as scratch" in observed.words


def test_without_a_named_organization_nothing_is_recorded(tmp_path: Path) -> None:
    with scratch_town() as town, pytest.raises(NotTried, match="GOVBOT_LIVE_ORGANIZATION"):
        record(town.access("mo"), tmp_path)


def test_they_are_recorded_with_the_token_of_a_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    used: list[tuple[str, ...]] = []

    def recording(access: LiveAccess, _into: Path) -> Observed:
        used.append(access.tokens)
        return Observed("recorded", as_assumed=True)

    monkeypatch.setattr("scripts.live.driver.record", recording)
    with scratch_town() as town:
        assert "recorded with a person's token: give one" in town.run(ACTIONS).output
        told = town.run(ACTIONS, "mo", cassettes=tmp_path, GOVBOT_LIVE_ORGANIZATION="example")
        assert used == [(town.token("mo"), town.token(ACTIONS))]
    assert told.rows["as assumed"][-1] == "The cassettes. recorded"
