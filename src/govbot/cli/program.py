"""How the program ends: what a person can mend is said plainly, anything else is a bug.

$ govbot vote show 99
The ledger has nothing about #99.
`govbot rfc list` lists what it has.
$ echo $?
1
"""

from __future__ import annotations

import errno
import os
import traceback
from typing import Any

import click

from govbot.cli.output import plain, style, workflow_command
from govbot.core.errors import UserError

__all__ = ["BUG", "NEGATIVE", "Program"]

NEGATIVE = 1
"""The exit code of a finding, a negative answer, or something the user can mend."""

BUG = 3
"""The exit code of a bug."""


class Program(click.Group):
    """The group of all commands. It lists them in the order in which they were added."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of the commands, in order."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; turn every error into an exit code."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            _say_error(error)
            ctx.exit(NEGATIVE)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:  # `govbot rfc list | head`: Click ends quietly
                raise
            if error.strerror is None:
                _say_bug(error)
                ctx.exit(BUG)
            # A file or folder that is not there or not ours to use: the user can mend that.
            where = f": {error.filename}" if error.filename else ""
            _say_error(UserError(f"{error.strerror}{where}."))
            ctx.exit(NEGATIVE)
        except Exception as error:  # noqa: BLE001 - the one place where a bug ends in an exit code
            from govbot.gh.unexpected import unexpected

            if (answer := unexpected(error)) is not None:
                _say_error(answer)
                ctx.exit(NEGATIVE)
            _say_bug(error)
            ctx.exit(BUG)


def _say_error(error: UserError) -> None:
    first, *rest = str(error).split("\n")
    click.echo(style(plain(first), fg="red", bold=True), err=True)
    for line in rest:
        click.echo(plain(line), err=True)
    _annotate(str(error))


def _say_bug(error: Exception) -> None:
    traceback.print_exception(error)
    sentence = f"govbot has a bug: {type(error).__name__}. Please report it with the lines above."
    click.echo(style(sentence, fg="red", bold=True), err=True)
    _annotate(sentence)


def _annotate(message: str) -> None:
    """Show the message on the page of an Actions run too."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(workflow_command("error", message, title="govbot"), err=True)
