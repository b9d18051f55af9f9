"""`govbot run`: what the workflow calls on every event; see `govbot.actions`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import examples, plain, workflow_command
from govbot.cli.program import NEGATIVE
from govbot.cli.target import connected

if TYPE_CHECKING:
    from govbot.actions.run import RunReport

__all__ = ["run"]


@click.command(
    epilog=examples(
        "govbot run",
        "govbot run --pull-request 12",
    )
)
@click.option(
    "--pull-request",
    type=click.IntRange(min=1),
    metavar="N",
    help="The pull request or issue to look at; default: the one the event is about.",
)
@click.pass_context
def run(ctx: click.Context, *, pull_request: int | None) -> None:
    """Answer an event of GitHub Actions: take what was said, decide, record, act.

    Reads GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL, and
    adds to GITHUB_STEP_SUMMARY. A repeated run changes nothing.
    """
    from govbot.actions.run import run as answer
    from govbot.actions.run import write_summary
    from govbot.app.bugs import raise_bugs

    report = _one(pull_request) if pull_request else answer()
    for line in report.lines:
        click.echo(plain(line))
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    for kind, troubles in (("error", report.errors), ("warning", report.warnings)):
        for trouble in troubles:
            if in_actions:
                click.echo(workflow_command(kind, trouble, title="govbot"))
            else:
                click.echo(plain(trouble), err=True)
    if in_actions and report.lines:
        click.echo(workflow_command("notice", "\n".join(report.lines), title="govbot"))
    write_summary(report)
    raise_bugs(report.bugs)
    if report.failed:
        ctx.exit(NEGATIVE)


def _one(number: int) -> RunReport:
    from govbot.actions.run import report_of
    from govbot.app.clone import require_committed
    from govbot.app.community import open_community
    from govbot.app.cycle import run_pull_request

    community = open_community(Path.cwd())
    if os.environ.get("GITHUB_ACTIONS") != "true":
        require_committed(community.root)
    with connected(community.root, None, None) as connection:
        return report_of([(number, run_pull_request(connection, community.governance, number))])
