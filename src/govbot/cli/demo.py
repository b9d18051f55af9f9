"""`govbot demo`: a whole community, from an RFC to its release, played in the sandbox."""

from __future__ import annotations

import click

from govbot.cli.output import examples
from govbot.cli.sandbox import needs_sandbox

__all__ = ["demo"]


@click.command(
    epilog=examples(
        "govbot demo",
        "govbot demo --plain --speed 10",
    )
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    metavar="FACTOR",
    help="How fast the story is told.",
)
@click.option("--plain", is_flag=True, help="Plain lines, even on a terminal.")
def demo(*, speed: float, plain: bool) -> None:
    """Play a whole community in the sandbox: one RFC, seven votes, a decision.

    Nothing leaves this machine.
    """
    with needs_sandbox():
        from govbot.demo import play
    play(speed=speed, plain=plain or None)
