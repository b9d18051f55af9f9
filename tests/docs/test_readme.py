"""What README.md and CONTRIBUTING.md promise at first sight."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from govbot.cli import cli
from govbot.core.checks import rosters
from govbot.core.checks.frame import Check, Community, findings_from
from govbot.core.findings import Level
from tests.core import test_checks
from tests.docs.pages import PROJECT, blocks

README = PROJECT / "README.md"
CONTRIBUTING = PROJECT / "CONTRIBUTING.md"
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def test_the_readme_begins_with_the_two_commands() -> None:
    first = blocks(README)[0]
    assert (first.language, first.text) == ("console", "make demo\nmake test\n")


def test_the_count_in_the_readme_is_what_govbot_prints(tmp_path: Path) -> None:
    case = next(each.text for each in blocks(README) if each.text.startswith("# case.yaml"))
    shown = next(
        each.text for each in blocks(README) if each.text.startswith("$ govbot vote count")
    )
    path = tmp_path / "case.yaml"
    path.write_text(case, encoding="utf-8")

    printed = CliRunner().invoke(cli, ["vote", "count", str(path)]).stdout

    assert shown == f"$ govbot vote count case.yaml\n{printed}"


def test_the_answer_in_the_readme_is_what_govbot_says_of_this_project(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = next(each.text for each in blocks(README) if each.text.startswith("$ govbot roster"))
    command, _, answer = shown.partition("\n")
    monkeypatch.chdir(PROJECT)

    printed = CliRunner().invoke(cli, command.removeprefix("$ govbot ").split()).stdout

    assert answer == printed


@pytest.mark.parametrize("page", sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]))
def test_every_make_target_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", text))
    for block in blocks(page):
        if block.language in ("console", "sh"):
            named |= set(re.findall(r"^(?:\$ )?make ([a-z-]+)", block.text, re.MULTILINE))
    assert named - TARGETS == set()


def test_the_python_that_is_asked_for_is_the_one_that_is_needed() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    for page in (README, CONTRIBUTING):
        assert "Python 3.11 or later" in page.read_text(encoding="utf-8")


def test_the_pictures_are_what_the_demo_says_today() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/draw_pictures.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rooms_of_the_map_are_there() -> None:
    [layout] = [each for each in blocks(CONTRIBUTING) if "src/govbot/\n" in each.text]
    for path in rooms(layout.text):
        assert path.exists(), path


def rooms(layout: str) -> Iterator[Path]:
    """Yield every file and folder that the map names."""
    source = PROJECT / "src" / "govbot"
    for line in layout.splitlines():
        indent = len(line) - len(line.lstrip())
        folder = {0: PROJECT, 2: source, 4: source / "core"}.get(indent)
        if folder is not None:
            names = re.split(r"\s{2,}", line.strip())[0]
            yield from (folder / name for name in names.split(", "))


def test_the_example_of_a_new_check_works_as_it_is_written() -> None:
    function, row, test = [each.text for each in blocks(CONTRIBUTING) if each.language == "python"]
    room: dict[str, Any] = dict(vars(rosters))
    exec(compile(function, "CONTRIBUTING.md", "exec"), room)  # noqa: S102 - our own example
    added = eval(  # noqa: S307 - as above
        row.strip().rstrip(","),
        {"Check": Check, "Level": Level, "rosters": type("rosters", (), room)},
    )

    def only(governance: Any) -> Any:
        community = Community(governance, (), test_checks.TODAY)
        [found] = findings_from((added,), community)
        return found

    scope: dict[str, Any] = {**vars(test_checks), "only": only}
    exec(compile(test, "CONTRIBUTING.md", "exec"), scope)  # noqa: S102 - as above
    [name] = [each for each in scope if each.startswith("test_a_seat_that_is_reserved_twice")]
    scope[name]()
