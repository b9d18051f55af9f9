"""A pull request may hold anything git can carry: pipes, devices and links are not followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govbot.files import load_yaml


def message(path: Path) -> str:
    (found,) = load_yaml(path, path.name).findings
    assert found.id == "unreadable-file"
    return found.message


def test_a_link_out_of_the_repository_is_not_followed_and_not_quoted(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("token: abc\n", encoding="utf-8")
    folder = tmp_path / "repository" / "governance" / "bodies"
    folder.mkdir(parents=True)
    link = folder / "council.yaml"
    link.symlink_to(secret)
    said = message(link)
    assert "leads elsewhere" in said
    assert "abc" not in said


def test_a_link_beside_what_it_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("name: Council\n", encoding="utf-8")
    link = tmp_path / "council.yaml"
    link.symlink_to(tmp_path / "real.yaml")
    assert load_yaml(link, "council.yaml").data == {"name": "Council"}


def test_a_device_and_a_pipe_are_refused_instead_of_read_for_ever(tmp_path: Path) -> None:
    zero = tmp_path / "zero.yaml"
    zero.symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no ordinary file" in message(zero)
    assert "no ordinary file" in message(tmp_path / "pipe.yaml")


def test_an_ampersand_is_no_alias_however_large_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With an alias in it, a file may hold so many nodes and no more."""
    monkeypatch.setattr("govbot.files.strict_yaml.MAX_NODES", 1_000)
    path = tmp_path / "case.yaml"
    lines = "".join(f"- {{a: {number}, b: x, c: y, d: z}}\n" for number in range(130))
    path.write_text(f'- "Q&A * 2"\n{lines}', encoding="utf-8")
    assert load_yaml(path, "case.yaml").findings == ()
    path.write_text(f"- &x Q\n- *x\n{lines}", encoding="utf-8")
    (found,) = load_yaml(path, "case.yaml").findings
    assert "more than this file may hold" in found.message
