"""A pull request may hold anything git can carry: pipes, devices and links are not followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.files import load_documents, load_yaml
from govbot.files.folders import files_in


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


def test_links_that_lead_to_one_another_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert "leads back to itself" in message(tmp_path / "a.yaml")


@pytest.mark.parametrize("folder", ["governance/bodies", "rfcs", ".github/workflows"])
@pytest.mark.parametrize(
    ("leads_to", "words"),
    [
        ("elsewhere", "leads out of the repository"),
        ("itself", "a link that leads back to itself"),
        ("file", "cannot be read: Not a directory"),
    ],
)
def test_a_folder_that_cannot_be_read_is_an_error_and_no_absence(
    folder: str, leads_to: str, words: str, tmp_path: Path
) -> None:
    root = tmp_path / "repository"
    place = root / folder
    place.parent.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (place.parent / "file").touch()
    place.symlink_to({"itself": place, "file": place.parent / "file"}.get(leads_to, elsewhere))
    with pytest.raises(UserError, match=words):
        files_in(root, folder, ".md", ".yaml")


def test_an_rfc_that_is_a_link_is_refused_though_it_leads_to_a_good_one(tmp_path: Path) -> None:
    rfcs = tmp_path / "rfcs"
    rfcs.mkdir()
    (rfcs / "real.txt").write_text("---\ntitle: T\n---\n", encoding="utf-8")
    (rfcs / "0001-a.md").symlink_to("real.txt")
    ((found,),) = [each.findings for each in load_documents(tmp_path, Governance())]
    assert "An RFC is a file with a text of its own; this is a symbolic link." in found.message


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
