"""`govbot sandbox serve`: a small GitHub on loopback, to rehearse rules before they hold.

$ govbot sandbox serve --port 8080 --state sandbox.json
The sandbox is at http://127.0.0.1:8080, with the repository example/commons.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import DAY, examples, today
from govbot.cli.values import judged
from govbot.cli.values import repository as named_repository
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.sandbox import Running

__all__ = ["needs_sandbox", "sandbox"]

EXTRA = ("dulwich", "graphql", "waitress", "werkzeug")


@contextmanager
def needs_sandbox() -> Iterator[None]:
    """Say what to install where the packages of the sandbox are missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").split(".")[0]
        if package not in EXTRA:
            raise
        raise UserError(
            f"The sandbox needs the package {package}, which is not installed.",
            f"Install what it needs with: pip install {_extra()}",
        ) from error


def _extra() -> str:
    """Return what the extra `sandbox` asks for: this can be installed wherever govbot came from."""
    wanted = [
        requirement.partition(";")[0].strip()
        for requirement in requires("govbot") or ()
        if "extra == 'sandbox'" in requirement.replace('"', "'")
    ]
    return " ".join(f"'{each}'" for each in wanted)


def _fault(rule: str) -> None:
    with needs_sandbox():
        from govbot.sandbox import Faults
    Faults([rule])


@click.group(epilog=examples("govbot sandbox serve --port 8080"))
def sandbox() -> None:
    """Rehearse on a small GitHub that runs on this machine."""


@sandbox.command(
    epilog=examples(
        "govbot sandbox serve --port 8080",
        "govbot sandbox serve --state sandbox.json --fault 502:0.1",
        'govbot sandbox serve --on-event "govbot run"',
        "govbot sandbox serve --today 2026-03-01",
    )
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to listen on; 0, the default, takes any that is free.",
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read the state from FILE if it is there, and keep it there after every change.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    callback=judged(_fault),
    help="What goes wrong: 502:0.1, 502:#3, 502-after:0.1, kill-after:5, rate-limit:5, "
    "stale-head:2, partial:3, lagging-ref:3 or delay:0.2. May be given often.",
)
@click.option(
    "--repository",
    default="example/commons",
    show_default=True,
    callback=judged(named_repository),
    help="The repository, new.",
)
@click.option(
    "--on-event",
    metavar="COMMAND",
    help="A shell command to run for every event, as a step of GitHub Actions would be run.",
)
@click.option(
    "--today",
    "beginning",
    type=DAY,
    metavar="DATE",
    help="The day, in UTC, at which the clock of a new sandbox begins; default: today.",
)
def serve(
    *,
    port: int,
    state: Path | None,
    faults: tuple[str, ...],
    repository: str,
    on_event: str | None,
    beginning: datetime | None,
) -> None:
    """Serve a small GitHub on 127.0.0.1 until interrupted.

    Its repository begins with the governance files and RFCs of this one, committed or not.
    """
    from govbot.app.rehearsal import rules_of

    day = beginning.date() if beginning else today()
    with needs_sandbox():
        from govbot.sandbox import serve_forever
    serve_forever(
        port=port,
        state=state,
        faults=faults,
        on_event_command=on_event,
        repository=repository,
        files=rules_of(Path.cwd()),
        now=datetime(day.year, day.month, day.day, tzinfo=UTC),
        ready=_announce,
    )


def _announce(running: Running) -> None:
    from govbot.sandbox import ACTIONS_TOKEN

    names = ", ".join(running.world.state.repositories)
    click.echo(f"The sandbox is at {running.url}, with the repository {names}.")
    click.echo(f"  GITHUB_API_URL={running.url} GITHUB_TOKEN={ACTIONS_TOKEN} govbot plan ...")
    click.echo(f'  curl -X POST {running.url}/_sandbox/clock -d \'{{"advance": "10 days"}}\'')
    click.echo("Ctrl-C ends it.")
