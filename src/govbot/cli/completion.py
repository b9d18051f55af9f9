"""`govbot completion`: the script that lets a shell complete govbot's commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from govbot.cli.output import examples

__all__ = ["completion"]


@click.command(
    epilog=examples(
        'eval "$(govbot completion bash)"                                    in ~/.bashrc',
        'eval "$(govbot completion zsh)"                                     in ~/.zshrc',
        "govbot completion fish > ~/.config/fish/completions/govbot.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL."""
    program = ctx.find_root().command
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - Click knows the three shells
    click.echo(made(program, {}, "govbot", "_GOVBOT_COMPLETE").source())
