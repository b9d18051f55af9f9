"""Several files are written together: all of them, or none."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from govbot.app.setup import set_up
from govbot.core.errors import UserError
from govbot.files.writing import write_new, write_together


def test_every_file_is_written_with_its_bytes_and_keeps_its_permissions(tmp_path: Path) -> None:
    there = tmp_path / "people.yaml"
    there.write_text("old", encoding="utf-8")
    there.chmod(0o640)

    write_together({there: "a\r\n", tmp_path / "bodies" / "x.yaml": b"b\n"})

    assert there.read_bytes() == b"a\r\n"
    assert there.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "bodies" / "x.yaml").read_bytes() == b"b\n"
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["bodies", "people.yaml", "x.yaml"]


def test_nothing_is_written_when_one_file_cannot_be(tmp_path: Path) -> None:
    there = tmp_path / "people.yaml"
    there.write_text("old", encoding="utf-8")
    (tmp_path / "bodies").write_text("no folder", encoding="utf-8")

    with pytest.raises(UserError, match=r"could not be written: .*\nNothing was changed\."):
        write_together({there: "new", tmp_path / "bodies" / "x.yaml": "b"})

    assert there.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bodies", "people.yaml"]


def test_files_that_took_their_place_are_put_back_when_a_later_one_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, new, last = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    there.write_text("old", encoding="utf-8")
    replace = Path.replace

    def replace_all_but_the_last(waiting: Path, target: Path) -> Path:
        if target == last:
            raise OSError(28, "No space left on device", str(target))
        return replace(waiting, target)

    monkeypatch.setattr(Path, "replace", replace_all_but_the_last)
    with pytest.raises(UserError, match=r"c could not be written: No space left on device\."):
        write_together({there: "new", new: "new", last: "new"})

    assert there.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def full(handle: int, mode: str) -> IO[bytes]:
    os.close(handle)
    return Path("/dev/full").open(mode, buffering=0)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file can be made on it, and nothing be written to it."""

    monkeypatch.setattr(os, "fdopen", full)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_on_a_full_disk_no_empty_file_stays_and_the_file_is_named(
    tmp_path: Path, full_disk: None
) -> None:
    there = tmp_path / "people.yaml"
    there.write_text("old", encoding="utf-8")
    with pytest.raises(UserError, match=r"people\.yaml could not be written: No space left"):
        write_together({there: "new"})
    with pytest.raises(UserError, match=r"new\.yaml could not be written: No space left"):
        write_new(tmp_path / "new.yaml", "new")
    assert {each.name: each.read_text("utf-8") for each in tmp_path.iterdir()} == {
        "people.yaml": "old"
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_init_on_a_full_disk_can_be_run_again(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fdopen", full)
        with pytest.raises(UserError, match=r"govbot\.yaml could not be written: No space left"):
            list(set_up(tmp_path, body="council", owners=(), today=day))
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert all(each.written for each in set_up(tmp_path, body="council", owners=(), today=day))


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")

    write_together({tmp_path / "link": "new"})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"
