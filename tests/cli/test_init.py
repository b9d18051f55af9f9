"""`govbot init`: what a repository begins with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from govbot.app.setup import ACTION, SCHEMAS, STARTER
from govbot.core.governance import Settings
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.policies import DEFAULT_POLICIES
from govbot.files import load_yaml, require
from tests.cli.conftest import Clone, Govbot

PROJECT = Path(__file__).parents[2]


def findings(govbot: Govbot) -> dict[str, str]:
    found = json.loads(govbot("check", "--format", "json").stdout)["findings"]
    return {each["id"]: each["level"] for each in found}


def test_with_members_everything_is_in_order_but_their_ids(govbot: Govbot, empty: Clone) -> None:
    done = govbot("init", "--owner", "ada", "--owner", "@ben", "--owner", "ada")

    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("wrote")] == [
        *(f"wrote  {name}" for name in STARTER),
        *(f"wrote  governance/schemas/{kind}.json" for kind in SCHEMAS),
    ]
    assert findings(govbot) == {"person-without-id": "notice"}
    assert govbot("check").exit_code == 0
    assert govbot("roster", "eligible", "ben", "council").exit_code == 0


@pytest.mark.parametrize(
    ("options", "cron"), [((), "2,17,32,47 * * * *"), (("--private",), "17 * * * *")]
)
def test_in_a_private_repository_the_schedule_comes_hourly(
    govbot: Govbot, empty: Clone, options: tuple[str, ...], cron: str
) -> None:
    govbot("init", "--owner", "ada", *options)

    workflow = yaml.safe_load((empty.root / ".github/workflows/govbot.yml").read_text("utf-8"))
    assert workflow[True]["schedule"] == [{"cron": cron}]
    assert "@@" not in (empty.root / ".github/workflows/govbot-wake.yml").read_text("utf-8")


def test_without_members_the_check_says_that_nobody_may_vote(govbot: Govbot, empty: Clone) -> None:
    done = govbot("init")

    assert "Put the members on the roster: governance/bodies/council.yaml" in done.stdout
    assert "empty-electorate" in findings(govbot)
    assert govbot("check").exit_code == 1


def test_the_body_may_have_another_name(govbot: Govbot, empty: Clone) -> None:
    govbot("init", "--body", "steering-committee", "--owner", "ada")

    assert findings(govbot) == {"person-without-id": "notice"}
    assert (empty.root / "governance/bodies/steering-committee.yaml").exists()
    assert not (empty.root / "governance/bodies/council.yaml").exists()


def test_nothing_is_overwritten_and_what_is_missing_is_added(govbot: Govbot, empty: Clone) -> None:
    empty.write({"governance/people.yaml": "mine", ".github/workflows/check.yml": "mine too"})

    done = govbot("init", "--owner", "ada")

    assert done.exit_code == 0
    assert "kept   governance/people.yaml (it was there already)" in done.stdout
    assert "wrote  governance/govbot.yaml" in done.stdout
    assert (empty.root / "governance/people.yaml").read_text("utf-8") == "mine"
    assert (empty.root / ".github/workflows/check.yml").read_text("utf-8") == "mine too"


def test_a_second_time_changes_nothing(govbot: Govbot, empty: Clone) -> None:
    govbot("init", "--owner", "ada")
    empty.git("add", "--all")
    empty.git("commit", "--quiet", "--message", "Begin")

    done = govbot("init", "--owner", "zoe")

    assert "wrote" not in done.stdout
    assert empty.git("status", "--porcelain") == ""


def test_it_writes_at_the_root_from_any_folder(
    govbot: Govbot, empty: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty.root / "src").mkdir()
    monkeypatch.chdir(empty.root / "src")

    govbot("init")

    assert (empty.root / "governance/govbot.yaml").exists()


def test_outside_of_a_git_repository_nothing_is_written(
    govbot: Govbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = govbot("init")

    assert done.exit_code == 1
    assert "is not in a git repository." in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong", [("--owner", "not a login"), ("--body", "../up"), ("--body", "maintainer")]
)
def test_names_that_cannot_be_are_wrong_usage(
    govbot: Govbot, empty: Clone, wrong: tuple[str, str]
) -> None:
    assert govbot("init", *wrong).exit_code == 2
    assert not (empty.root / "governance").exists()


def test_the_settings_written_out_are_the_defaults(govbot: Govbot, empty: Clone) -> None:
    govbot("init", "--owner", "ada")

    path = empty.root / "governance/govbot.yaml"
    written = require(Settings, load_yaml(path, "governance/govbot.yaml"))

    assert written.policies == DEFAULT_POLICIES
    assert written.lifecycle == DEFAULT_LIFECYCLE


@pytest.mark.parametrize("name", ["govbot.yml", "check.yml"])
def test_the_workflows_are_this_projects_own_with_the_published_action(
    govbot: Govbot, empty: Clone, name: str
) -> None:
    govbot("init")
    own = (PROJECT / ".github/workflows" / name).read_text("utf-8")

    written = (empty.root / ".github/workflows" / name).read_text("utf-8")

    assert written == own.replace("uses: ./\n", f"uses: {ACTION}\n")
    assert yaml.safe_load(written)["permissions"] == {}
    assert len(re.findall(rf"uses: {ACTION}$", written, re.MULTILINE)) == 1


def test_the_workflows_name_the_action_that_was_given(govbot: Govbot, empty: Clone) -> None:
    address = "example/govbot@0123456789abcdef0123456789abcdef01234567"

    done = govbot("init", "--owner", "ada", "--action", address)

    for name in ("govbot.yml", "check.yml"):
        written = (empty.root / ".github/workflows" / name).read_text("utf-8")
        assert f"uses: {address}\n" in written
    assert "Put govbot's address" not in done.stdout
    assert govbot("init", "--action", "somewhere").exit_code == 2


def test_every_file_names_a_schema_that_is_there(govbot: Govbot, empty: Clone) -> None:
    govbot("init", "--owner", "ada")

    for name in ("govbot.yaml", "people.yaml", "bodies/council.yaml"):
        path = empty.root / "governance" / name
        first = path.read_text("utf-8").split("\n")[0]
        assert (path.parent / first.partition("$schema=")[2]).is_file()


def test_the_template_is_this_projects_own(govbot: Govbot, empty: Clone) -> None:
    govbot("init")

    assert (empty.root / "rfcs/0000-template.md").read_bytes() == (
        PROJECT / "rfcs/0000-template.md"
    ).read_bytes()
