"""`govbot doctor`: a repository from just after `govbot init` to where nothing is missing any more."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from graphql import OperationDefinitionNode, OperationType, parse

from govbot.app.doctor import web_address
from govbot.app.setup import set_up
from govbot.cli import cli
from govbot.cli.output import today
from govbot.core.doctor import EXAMINATIONS
from govbot.gh import connect
from govbot.gh.doctor import MOST
from govbot.sandbox import Running, World, council_of_seven
from govbot.sandbox.settings_model import Ruleset, StatusCheck
from govbot.sandbox.state_file import dump
from tests.cli.conftest import Clone, Govbot

GitHub = tuple[Running, Clone]

ACTION = "example/govbot@0123456789abcdef0123456789abcdef01234567"
LEDGER = "governance-ledger"
UNNEEDED = {"announcements": "not needed", "teams-token": "not needed"}
RIGHT = {each.id: "right" for each in EXAMINATIONS} | UNNEEDED


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A repository just after `govbot init`, with its files committed; ada administers it."""
    root = tmp_path / "starter"
    root.mkdir()
    for _ in set_up(root, body="council", owners=("ada", "ben"), today=today(), action=ACTION):
        pass
    files = {
        each.relative_to(root).as_posix(): each.read_text("utf-8")
        for each in root.rglob("*")
        if each.is_file()
    }
    world = council_of_seven(files)
    world.grant("ada", "admin")
    return world


@pytest.fixture
def ada(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    """The same, looked at with the token of its administrator."""
    running, clone = github
    monkeypatch.setenv("GITHUB_TOKEN", running.token("ada"))
    return running, clone


def states(govbot: Govbot, *options: str) -> dict[str, str]:
    rows = json.loads(govbot("doctor", "--format", "json", *options).stdout)["rows"]
    return {each["id"]: each["state"] for each in rows}


def test_after_init_it_names_what_is_left_and_then_nothing_is(
    govbot: Govbot, world: World, ada: GitHub
) -> None:
    _, clone = ada
    left = ("ledger", "required-check", "labels", "people")
    assert states(govbot) == RIGHT | dict.fromkeys(left, "missing")
    assert govbot("doctor").exit_code == 1

    world.repository().settings.rulesets = [
        Ruleset(1, "Ledger", LEDGER, ["deletion", "non_fast_forward"]),
        Ruleset(
            2, "Main", "main", ["required_status_checks"], [StatusCheck("govbot / rfc", 15368)]
        ),
    ]
    govbot("roster", "pin")
    clone.git("commit", "--quiet", "--all", "--message", "Pin")
    people = (clone.root / "governance/people.yaml").read_text("utf-8")
    world.push_to("main", {"governance/people.yaml": people}, by="mo")
    govbot("apply")
    world.tick()

    done = govbot("doctor")
    assert states(govbot) == RIGHT
    assert done.exit_code == 0
    assert "✗" not in done.stdout
    assert done.stdout.endswith("15 right. Not needed here: Announcements, Teams' token.\n")


def test_what_is_missing_comes_with_what_to_do_and_a_link(govbot: Govbot, ada: GitHub) -> None:
    running, _ = ada
    done = govbot("doctor")
    page = f"{running.url}/example/commons/settings/rules"
    assert (
        "✗ missing   Ledger: `governance-ledger` can be force-pushed and deleted: the\n"
        "            record could be rewritten; the first record makes the branch.\n"
        "              New branch ruleset for `governance-ledger`: restrict deletions,\n"
        "              block force pushes.\n"
        f"              {page}\n"
    ) in done.stdout
    assert "✗ missing   People: Not in governance/people.yaml yet: ada: id 1001, and 1 more.\n" in (
        done.stdout
    )


@pytest.mark.parametrize("login", ["mo", "github-actions[bot]"])
def test_a_token_that_may_see_little_fails_nothing_by_itself(
    govbot: Govbot, world: World, ada: GitHub, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    running, _ = ada
    monkeypatch.setenv("GITHUB_TOKEN", running.token(login))
    hidden = dict.fromkeys(("actions-allowed", "events-allowed", "pull-requests"), "not seen")
    found = states(govbot)
    assert {row: state for row, state in found.items() if state == "not seen"} == hidden
    assert (
        "? not seen  Actions allowed: This token may not see it.\n"
        "              A token with Administration: read shows it.\n"
        f"              {running.url}/example/commons/settings/actions\n"
    ) in govbot("doctor").stdout


def test_what_could_not_be_seen_is_not_missing(
    govbot: Govbot, ada: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, clone = ada
    known = "- {github: ada, id: 1001}\n- {github: ben, id: 1002}\n"
    clone.write({"governance/people.yaml": known})
    monkeypatch.setattr(
        import_module("govbot.cli.doctor"),
        "connected",
        lambda *_: connect("example/commons", running.token("ada"), running.url, patience=0),
    )
    running.faults.reset("502:1")

    done = govbot("doctor")

    assert "✗" not in done.stdout
    assert done.exit_code == 0
    assert "GitHub answered with an error of its own (502)." in done.stdout
    assert done.stderr == ""


def test_programs_get_every_row_with_all_of_it(govbot: Govbot, ada: GitHub) -> None:
    running, _ = ada
    answer = json.loads(govbot("doctor", "--format", "json").stdout)
    assert list(answer) == ["repository", "rows", "counts"]
    assert answer["repository"] == "example/commons"
    assert answer["counts"] == {"right": 11, "missing": 4, "not seen": 0, "not needed": 2}
    assert [each["id"] for each in answer["rows"]] == [each.id for each in EXAMINATIONS]
    assert next(each for each in answer["rows"] if each["id"] == "labels") == {
        "id": "labels",
        "title": "Labels",
        "state": "missing",
        "says": "11 of 11 labels are not there: `rfc: proposed` and 10 more.",
        "fix": "Run `govbot apply`, which makes them.",
        "where": f"{running.url}/example/commons/labels",
        "permission": "",
    }


def test_nothing_is_written(govbot: Govbot, world: World, ada: GitHub) -> None:
    running, clone = ada
    before = dump(world)

    govbot("doctor")

    assert dump(world) == before
    assert clone.git("status", "--porcelain") == ""
    assert len(running.requests) == 13
    for each in running.requests:
        if each.path == "/graphql":
            document = parse(each.body["query"])
            assert [
                part.operation
                for part in document.definitions
                if isinstance(part, OperationDefinitionNode)
            ] == [OperationType.QUERY]
        else:
            assert each.method == "GET"


def test_the_lines_fit_a_terminal_of_80_columns(govbot: Govbot, ada: GitHub) -> None:
    lines = govbot("doctor").stdout.splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []


def test_where_signs_cannot_be_shown_there_are_plain_ones(github: GitHub) -> None:
    done = CliRunner(charset="ascii").invoke(cli, ["doctor"], prog_name="govbot")
    assert "+ right     Default branch" in done.stdout
    assert "x missing   Ledger" in done.stdout
    assert "? not seen  Actions allowed" in done.stdout


def test_without_a_token_it_says_so(
    govbot: Govbot, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    done = govbot("doctor")
    assert done.exit_code == 1
    assert done.stderr == (
        "There is no token for GitHub.\nPut one into the variable GITHUB_TOKEN.\n"
    )


def test_a_repository_that_is_not_shown_is_named(govbot: Govbot, github: GitHub) -> None:
    done = govbot("doctor", "--repository", "example/other")
    assert done.exit_code == 1
    assert "GitHub has no repository example/other, or does not show it" in done.stderr


@pytest.mark.parametrize("wrong", [("--format", "yaml"), ("--repository", "commons"), ("more",)])
def test_wrong_usage_ends_with_2(govbot: Govbot, github: GitHub, wrong: tuple[str, ...]) -> None:
    assert govbot("doctor", *wrong).exit_code == 2


def test_before_init_it_says_how_to_begin(govbot: Govbot, empty: Clone) -> None:
    done = govbot("doctor")
    assert done.exit_code == 1
    assert "Run `govbot init` in the repository's root to begin one." in done.stderr


def test_a_governance_file_with_an_error_is_a_row_like_any_other(
    govbot: Govbot, ada: GitHub
) -> None:
    _, clone = ada
    clone.write({"governance/people.yaml": "- github: [\n", ".github/workflows/govbot.yml": "a: ["})
    found = states(govbot)
    assert found["governance-files"] == found["workflow-files"] == "missing"
    assert found["default-branch"] == "missing"


def test_ids_of_somebody_else_and_logins_that_are_gone_are_found(
    govbot: Govbot, world: World, ada: GitHub
) -> None:
    _, clone = ada
    everybody = "- {github: ada, id: 1001}\n- {github: cyd, id: 1}\n- {github: example}\n"
    clone.write({"governance/people.yaml": everybody})
    rows = json.loads(govbot("doctor", "--format", "json").stdout)["rows"]
    people = next(each for each in rows if each["id"] == "people")
    assert people["state"] == "missing"
    assert people["says"] == "example: this is an organisation or an app, and no person. (1 more)"


def test_the_log_of_the_transport_stays_out_of_sight(github: GitHub) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "govbot", "doctor"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
        text=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert "? not seen  Actions allowed" in done.stdout


def test_its_help_says_how_much_it_asks(govbot: Govbot) -> None:
    text = re.sub(r"\s+", " ", govbot("doctor", "--help").stdout)
    assert f"It only reads, in {MOST} requests at most." in text
    assert "govbot doctor --format json" in text


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://github.example.org/api/v3", "https://github.example.org"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_links_lead_to_the_pages_of_the_same_host(api: str, web: str) -> None:
    assert web_address(api) == web
