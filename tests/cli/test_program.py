"""What every command has in common: help, exit codes, errors, completion."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from govbot.cli import cli
from govbot.cli.program import Program
from govbot.core.errors import Place, UserError
from tests.cli.conftest import Clone, Govbot


def commands(
    group: click.Group = cli, name: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for each, command in group.commands.items():
        yield (*name, each), command
        if isinstance(command, click.Group):
            yield from commands(command, (*name, each))


@click.group(cls=Program)
def failing() -> None:
    pass


@failing.command()
def plainly() -> None:
    message = "There is no stage `x`.\x1b[31m"
    raise UserError(message, "The stages are: a, b.", Place("governance/govbot.yaml", 4, 7))


@failing.command()
def badly() -> None:
    raise KeyError("nobody thought of this")


def test_the_version_is_that_of_the_package(govbot: Govbot) -> None:
    assert govbot("--version").stdout == f"govbot {version('govbot')}\n"


def test_python_m_govbot_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "govbot", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"govbot {version('govbot')}\n"


@pytest.mark.parametrize("name", [name for name, _ in commands()], ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(
    govbot: Govbot, name: tuple[str, ...]
) -> None:
    shown = govbot(*name, "--help")

    assert shown.exit_code == 0
    _, _, after = shown.stdout.partition("Examples:\n")
    assert f"govbot {' '.join(name)}" in after


def test_every_example_of_the_help_is_a_command_line_that_parses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("case.yaml", "case.json"):
        (tmp_path / file).touch()
    parsed = 0
    for name, command in commands():
        for line in (command.epilog or "").splitlines():
            words = _words(line)
            if words[: 1 + len(name)] != ["govbot", *name] or isinstance(command, click.Group):
                continue
            given = words[1 + len(name) :]
            redirected = given.index(">") if ">" in given else len(given)
            command.make_context(" ".join(name), given[:redirected])
            parsed += 1
    assert parsed > 30


def _words(line: str) -> list[str]:
    parts = line.split('"')
    return [word for at, part in enumerate(parts) for word in ([part] if at % 2 else part.split())]


@pytest.mark.parametrize(
    "arguments", [("chek",), ("check", "--nope"), ("rfc", "show", "0"), ("schema",)]
)
def test_wrong_usage_exits_with_2(govbot: Govbot, arguments: tuple[str, ...]) -> None:
    done = govbot(*arguments)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Error:" in done.stderr


def test_what_a_user_can_mend_is_said_with_place_and_hint_and_exits_with_1() -> None:
    done = CliRunner().invoke(failing, ["plainly"])

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == (
        "governance/govbot.yaml:4:7: There is no stage `x`. [31m\nThe stages are: a, b.\n"
    )


def test_a_bug_exits_with_3_and_leaves_a_traceback_and_one_sentence() -> None:
    done = CliRunner().invoke(failing, ["badly"])

    assert done.exit_code == 3
    assert done.stderr.startswith("Traceback")
    assert done.stderr.splitlines()[-1] == (
        "govbot has a bug: KeyError. Please report it with the lines above."
    )


def test_in_actions_an_error_is_an_annotation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    plain = CliRunner().invoke(failing, ["plainly"])
    bug = CliRunner().invoke(failing, ["badly"])

    assert (
        "::error title=govbot::governance/govbot.yaml:4:7: There is no stage `x`."
        in plain.stderr.splitlines()[-1]
    )
    assert "%0AThe stages are: a, b." in plain.stderr.splitlines()[-1]
    assert bug.stderr.splitlines()[-1].startswith(
        "::error title=govbot::govbot has a bug: KeyError"
    )


def test_errors_are_coloured_only_where_colour_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[31m" in CliRunner().invoke(failing, ["plainly"], color=True).stderr

    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[" not in CliRunner().invoke(failing, ["plainly"], color=True).stderr


def test_outside_of_a_community_the_answer_is_how_to_begin_one(
    govbot: Govbot, empty: Clone
) -> None:
    done = govbot("status")

    assert done.exit_code == 1
    assert "govbot init" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(govbot: Govbot, shell: str) -> None:
    done = govbot("completion", shell)

    assert done.exit_code == 0
    assert f"_GOVBOT_COMPLETE={shell}_complete" in done.stdout


def test_the_program_completes_what_the_script_asks_for() -> None:
    asked = {
        "_GOVBOT_COMPLETE": "bash_complete",
        "COMP_WORDS": "govbot vote ver",
        "COMP_CWORD": "2",
    }

    done = subprocess.run(
        [Path(sys.executable).with_name("govbot")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | asked,
    )

    assert done.stdout == "plain,verify\n"


def test_output_that_nobody_reads_any_more_is_no_bug(clone: Clone) -> None:
    line = f"{sys.executable} -m govbot schema settings | true"

    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)

    assert "bug" not in done.stderr


def test_on_a_terminal_a_table_has_a_rule_and_loses_no_text(clone: Clone) -> None:
    first, second = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "govbot", "rfc", "lifecycle"],
        stdout=second,
        env=os.environ | {"COLUMNS": "100", "TERM": "xterm-256color"},
    ) as shown:
        os.close(second)
        text = ""
        while part := _read(first):
            text += part
    os.close(first)

    assert shown.returncode == 0
    assert "\x1b[1m" in text
    assert "───" in text
    assert "…" not in text
    assert "superseded" in text


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:  # Linux says so when the other side is closed
        return ""
