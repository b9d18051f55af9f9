"""docs/reference/cli.md says what the commands say."""

from __future__ import annotations

from scripts.write_cli_reference import COMMAND, PAGE, page


def test_the_reference_of_the_command_line_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"run {COMMAND}"


def test_the_reference_has_every_command_with_its_options_and_examples() -> None:
    text = page()

    for path in (
        "init",
        "check",
        "rfc new",
        "vote verify",
        "roster eligible",
        "sandbox serve",
        "run",
    ):
        assert f"# `govbot {path}`\n" in text
    assert "| `--pull-request N` | The pull request being checked" in text
    assert "```sh\ngovbot roster eligible ada council\n" in text
