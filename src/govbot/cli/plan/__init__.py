"""`govbot plan` and `govbot apply`: what would change on GitHub, and the same, done.

$ govbot plan
Labels of example/commons:
  create the label `rfc: voting` (#fbca04, 'The vote is open, on the text as it stood when it opened.')
#12, then in the stage `accepted`:
  record that mo's vote 1 ended: passed
  put the label `rfc: accepted` on
Teams of example:
  add ada to the team `council` as member
Nothing was changed. `govbot apply` does it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, plain, print_json, style
from govbot.cli.plan.parts import Done, Part, Planned, Target, Undone
from govbot.cli.plan.pull_requests import Labels, PullRequests
from govbot.cli.plan.rosters import Rosters
from govbot.cli.plan.teams import CodeOwners, Teams
from govbot.cli.program import NEGATIVE
from govbot.cli.target import connected, target_options

if TYPE_CHECKING:
    from govbot.core.governance import Governance
    from govbot.gh import Connection

__all__ = ["apply", "plan"]

PARTS: Mapping[str, Part] = {
    "labels": Labels(),
    "pull-requests": PullRequests(),
    "rosters": Rosters(),
    "teams": Teams(),
    "codeowners": CodeOwners(),
}
PULL_REQUESTS = ("pull-requests",)
TEAMS = ("teams",)


def _scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what limits a command to a part of the whole."""
    command = click.option(
        "--invite-again",
        is_flag=True,
        help="Invite people to the organisation again whose invitation lapsed.",
    )(command)
    command = click.option(
        "--only",
        type=click.Choice(list(PARTS)),
        multiple=True,
        help="Only this part; may be repeated. Default: everything that the settings ask for.",
    )(command)
    return click.option(
        "--pull-request",
        type=click.IntRange(min=1),
        metavar="N",
        help="Only this pull request or issue; default: the labels, and all that may need something.",
    )(command)


@click.command(
    epilog=examples(
        "govbot plan",
        "govbot plan --pull-request 12",
        "govbot plan --only teams --only codeowners",
        "govbot plan --repository example/commons --format json",
    )
)
@_scope_options
@target_options
@format_option("text", "json")
@click.pass_context
def plan(
    ctx: click.Context,
    *,
    pull_request: int | None,
    only: tuple[str, ...],
    invite_again: bool,
    repository: str | None,
    api_url: str | None,
    format: str,
) -> None:
    """Say what govbot would record and change on GitHub. Nothing is done.

    The rules are those of the files as they are here, committed or not.
    """
    from govbot.app.bugs import raise_bugs

    names = _chosen(only, pull_request)
    _require_teams(names, {"--invite-again": invite_again})
    root, governance = _opened()
    with _connected(root, repository, api_url, names) as connection:
        target = Target(connection, governance, os.environ, pull_request, invite_again=invite_again)
        planned = {name: PARTS[name].plan(target) for name in names}
        if format == "json":
            print_json(_as_data(connection.repository, planned))
        else:
            _print(connection.repository, planned)
    errors = [error for each in planned.values() for error in each.errors]
    raise_bugs(errors)
    if errors:
        ctx.exit(NEGATIVE)


@click.command(
    epilog=examples(
        "govbot apply",
        "govbot apply --pull-request 12",
        "govbot apply --only teams --confirm-removals 5",
    )
)
@_scope_options
@click.option(
    "--confirm-removals",
    type=click.IntRange(min=1),
    metavar="N",
    help="Agree to exactly so many removals from teams, roles and the organisation, where the guard "
    "refuses them.",
)
@target_options
@click.pass_context
def apply(
    ctx: click.Context,
    *,
    pull_request: int | None,
    only: tuple[str, ...],
    invite_again: bool,
    confirm_removals: int | None,
    repository: str | None,
    api_url: str | None,
) -> None:
    """Do what `govbot plan` says.

    The governance files have to be committed: a vote names the commit that its rules came from.
    """
    from govbot.app.bugs import raise_bugs

    names = _chosen(only, pull_request)
    _require_teams(
        names, {"--invite-again": invite_again, "--confirm-removals": confirm_removals is not None}
    )
    root, governance = _opened(committed=True)
    failed: list[Undone] = []
    with _connected(root, repository, api_url, names) as connection:
        target = Target(
            connection, governance, os.environ, pull_request, confirm_removals, invite_again
        )
        for name in names:
            for each in _working_through(PARTS[name].working, PARTS[name].apply(target)):
                if isinstance(each, Undone):
                    failed.append(each)
                else:
                    click.echo(plain(each.text))
    for undone in failed:
        click.echo(style(plain(f"not done: {undone.text}"), fg="red"), err=True)
    click.echo("Done." if not failed else f"Done, but for {len(failed)}.")
    raise_bugs(each.error for each in failed)
    if failed:
        ctx.exit(NEGATIVE)


def _chosen(only: tuple[str, ...], pull_request: int | None) -> tuple[str, ...]:
    """Return the names of the parts to do, in their order."""
    if pull_request is None:
        return tuple(name for name in PARTS if not only or name in only)
    if only and set(only) != set(PULL_REQUESTS):
        raise click.UsageError("--pull-request is about one pull request: leave --only out.")
    return PULL_REQUESTS


def _require_teams(names: tuple[str, ...], given: Mapping[str, bool]) -> None:
    """Refuse options that are about the teams where those are left out."""
    for option, is_given in given.items():
        if is_given and TEAMS[0] not in names:
            raise click.UsageError(f"{option} is about the teams, which are left out here.")


def _connected(
    root: Path, repository: str | None, api_url: str | None, names: tuple[str, ...]
) -> Connection:
    """Connect; for the teams alone, the organisation's token is enough where it may use the ledger."""
    from govbot.app.teams import ORGANIZATION_TOKEN

    has_own = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN")
    token = os.environ.get(ORGANIZATION_TOKEN) if names == TEAMS and not has_own else None
    return connected(root, repository, api_url, token)


def _opened(*, committed: bool = False) -> tuple[Path, Governance]:
    from govbot.app.clone import require_committed
    from govbot.app.community import open_community

    community = open_community(Path.cwd())
    if committed:
        require_committed(community.root)
    return community.root, community.governance


def _print(repository: str, planned: Mapping[str, Planned]) -> None:
    for each in planned.values():
        for line in each.lines:
            click.echo(plain(line))
    is_idle = all(each.is_idle for each in planned.values())
    click.echo(
        f"Nothing is to be done in {repository}."
        if is_idle
        else "Nothing was changed. `govbot apply` does it."
    )


def _as_data(repository: str, planned: Mapping[str, Planned]) -> dict[str, Any]:
    """Return every part under its key; those that were not asked for have nothing."""
    nothing: dict[str, Any] = {"labels": [], "pull-requests": []}
    found = {
        name.replace("-", "_"): planned[name].data if name in planned else nothing.get(name)
        for name in PARTS
    }
    return {"repository": repository, **found}


def _working(on: str) -> AbstractContextManager[Any]:
    """Show on a terminal that something is going on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(on)


def _working_through(on: str, results: Iterator[Done | Undone]) -> Iterator[Done | Undone]:
    while True:
        with _working(on):
            found = next(results, None)
        if found is None:
            return
        yield found
