"""`govbot plan` and `govbot apply`: what would change on GitHub, and the same, done.

$ govbot plan
Labels of example/commons:
  create the label `rfc: voting` (#fbca04, 'The vote is open, on the text as it stood when it opened.')
#12, then in the stage `accepted`:
  record that mo's vote 1 ended: passed
  put the label `rfc: accepted` on
Nothing was changed. `govbot apply` does it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, plain, print_json, style
from govbot.cli.program import NEGATIVE
from govbot.cli.target import connected, target_options
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.app.cycle import Planned, Result
    from govbot.core.changes import CreateLabel, UpdateLabel
    from govbot.core.governance import Governance
    from govbot.gh import Connection

__all__ = ["apply", "plan"]

PULL_REQUEST = click.option(
    "--pull-request",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only this pull request or issue; default: the labels, and all that may need something.",
)


@click.command(
    epilog=examples(
        "govbot plan",
        "govbot plan --pull-request 12",
        "govbot plan --repository example/commons --format json",
    )
)
@PULL_REQUEST
@target_options
@format_option("text", "json")
@click.pass_context
def plan(
    ctx: click.Context,
    *,
    pull_request: int | None,
    repository: str | None,
    api_url: str | None,
    format: str,
) -> None:
    """Say what govbot would record and change on GitHub. Nothing is done.

    The rules are those of the files as they are here, committed or not.
    """
    from govbot.app.sweep import plan_repository_labels, raise_bugs

    root, governance = _opened()
    with connected(root, repository, api_url) as connection:
        labels = () if pull_request else plan_repository_labels(connection, governance)
        planned = list(_planned(connection, governance, pull_request))
        if format == "json":
            print_json(_as_data(connection.repository, labels, planned))
        else:
            _print(connection.repository, labels, planned)
    raise_bugs(each for _, each in planned)
    if any(isinstance(each, UserError) for _, each in planned):
        ctx.exit(NEGATIVE)


@click.command(
    epilog=examples(
        "govbot apply",
        "govbot apply --pull-request 12",
    )
)
@PULL_REQUEST
@target_options
@click.pass_context
def apply(
    ctx: click.Context, *, pull_request: int | None, repository: str | None, api_url: str | None
) -> None:
    """Do what `govbot plan` says.

    The governance files have to be committed: a vote names the commit that its rules came from.
    """
    from govbot.app.sweep import apply_repository_labels, plan_repository_labels, raise_bugs

    root, governance = _opened(committed=True)
    failed: list[str] = []
    errors: list[UserError] = []
    with connected(root, repository, api_url) as connection:
        if not pull_request:
            with _working("labels"):
                labels = plan_repository_labels(connection, governance)
                refused = apply_repository_labels(connection, labels)
            failed += [str(each) for each in refused]
            undone = [each.change for each in refused]
            for label in labels:
                if label not in undone:
                    click.echo(plain(f"labels: {label.describe()}"))
        for number, result in _working_through(_done(connection, governance, pull_request)):
            if isinstance(result, UserError):
                failed.append(f"{_named(number)}: {result}")
                errors.append(result)
                continue
            _say_done(result)
            failed += [f"#{number}: {each}" for each in result.failures]
    for each in failed:
        click.echo(style(plain(f"not done: {each}"), fg="red"), err=True)
    click.echo("Done." if not failed else f"Done, but for {len(failed)}.")
    raise_bugs(errors)
    if failed:
        ctx.exit(NEGATIVE)


def _opened(*, committed: bool = False) -> tuple[Path, Governance]:
    from govbot.app.clone import require_committed
    from govbot.app.community import open_community

    community = open_community(Path.cwd())
    if committed:
        require_committed(community.root)
    return community.root, community.governance


def _planned(
    connection: Connection, governance: Governance, number: int | None
) -> Iterator[tuple[int | None, Planned | UserError]]:
    from govbot.app.cycle import plan_pull_request
    from govbot.app.sweep import plan_sweep

    if number is not None:
        return iter([(number, plan_pull_request(connection, governance, number))])
    return plan_sweep(connection, governance)


def _done(
    connection: Connection, governance: Governance, number: int | None
) -> Iterator[tuple[int | None, Result | UserError]]:
    from govbot.app.cycle import run_pull_request
    from govbot.app.sweep import run_sweep

    if number is not None:
        return iter([(number, run_pull_request(connection, governance, number))])
    return run_sweep(connection, governance)


def _print(
    repository: str,
    labels: Iterable[CreateLabel | UpdateLabel],
    planned: Iterable[tuple[int | None, Planned | UserError]],
) -> None:
    from govbot.app.wording import in_words

    lines = [f"  {change.describe()}" for change in labels]
    if lines:
        lines = [f"Labels of {repository}:", *lines]
    for number, each in planned:
        if isinstance(each, UserError):
            lines += [
                f"{_named(number)} cannot be planned:",
                *(f"  {at}" for at in str(each).split("\n")),
            ]
            continue
        steps = [f"  record that {said}" for said in in_words(each.decision.records)]
        steps += [f"  {change.describe()}" for change in each.changes]
        if steps:
            lines += [f"#{number}, {_standing(each)}:", *steps]
    for line in lines:
        click.echo(plain(line))
    click.echo(
        "Nothing was changed. `govbot apply` does it."
        if lines
        else f"Nothing is to be done in {repository}."
    )


def _named(number: int | None) -> str:
    return f"#{number}" if number else "What may need something"


def _standing(planned: Planned) -> str:
    stage = planned.decision.state.stage
    if stage:
        return f"then in the stage `{stage}`"
    status = planned.decision.status
    return f"then: {status.verdict.headline}" if status else "no RFC"


def _as_data(
    repository: str,
    labels: Iterable[CreateLabel | UpdateLabel],
    planned: Iterable[tuple[int | None, Planned | UserError]],
) -> dict[str, Any]:
    from govbot.app.wording import in_words

    return {
        "repository": repository,
        "labels": [change.describe() for change in labels],
        "pull_requests": [
            {"number": number, "stage": None, "records": [], "changes": [], "error": str(each)}
            if isinstance(each, UserError)
            else {
                "number": number,
                "stage": each.decision.state.stage,
                "records": in_words(each.decision.records),
                "changes": [change.describe() for change in each.changes],
                "error": None,
            }
            for number, each in planned
        ],
    }


def _say_done(result: Result) -> None:
    from govbot.app.wording import in_words

    refused = [failure.change for failure in result.failures]
    for said in in_words(result.recorded):
        click.echo(plain(f"#{result.number}: recorded that {said}"))
    for change in result.changes:
        if change not in refused:
            click.echo(plain(f"#{result.number}: {change.describe()}"))


def _working(on: str) -> AbstractContextManager[Any]:
    """Show on a terminal that something is going on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(on)


def _working_through(
    results: Iterator[tuple[int | None, Result | UserError]],
) -> Iterator[tuple[int | None, Result | UserError]]:
    while True:
        with _working("pull requests"):
            found = next(results, None)
        if found is None:
            return
        yield found
