"""`govbot rfc`: begin an RFC, list them, show one, show the lifecycle.

$ govbot rfc new "One ledger branch" --author zoe
wrote rfcs/0000-one-ledger-branch.md
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from govbot.cli.output import (
    examples,
    format_option,
    instant,
    plain,
    print_json,
    print_table,
    today,
)
from govbot.cli.values import judged
from govbot.core.errors import UserError

__all__ = ["rfc"]

NUMBER = click.argument("number", type=click.IntRange(min=1))


def _title(title: str) -> None:
    from govbot.app.new_rfc import check_title

    check_title(" ".join(title.split()))


def _author(login: str) -> None:
    from govbot.app.new_rfc import check_author

    check_author(login.removeprefix("@"))


@click.group(
    epilog=examples('govbot rfc new "One ledger branch"', "govbot rfc list", "govbot rfc show 12")
)
def rfc() -> None:
    """Begin, list and show RFCs."""


@rfc.command(
    epilog=examples(
        'govbot rfc new "One ledger branch"',
        'govbot rfc new "One ledger branch" --author zoe',
    )
)
@click.argument("title", callback=judged(_title))
@click.option(
    "--author",
    metavar="LOGIN",
    callback=judged(_author),
    help="Your GitHub login; default: `git config github.user`.",
)
def new(*, title: str, author: str | None) -> None:
    """Write the file of a new RFC called TITLE, from the template."""
    from govbot.app.clone import setting
    from govbot.app.community import open_community
    from govbot.app.new_rfc import new_rfc

    community = open_community(Path.cwd())
    known = (author or setting(community.root, "github.user") or "").removeprefix("@") or None
    path = new_rfc(community, title, author=known, today=today())
    numbered = path.with_name(path.name.replace("0000", "<number>", 1))
    click.echo(f"wrote {path}\n\nNext:")
    if known is None:
        click.echo("  - Put your GitHub login into `authors`.")
    click.echo("  - Write it. `govbot check` says what is missing.")
    click.echo("  - Commit it on a branch of its own, push, and open a pull request.")
    click.echo(f"  - The RFC's number is the pull request's: git mv {path} {numbered}")


@rfc.command(
    name="list",
    epilog=examples(
        "govbot rfc list",
        "govbot rfc list --format json",
    ),
)
@format_option("text", "json")
def list_(*, format: str) -> None:
    """List every RFC that the ledger of this clone has, and every other one that stands here."""
    from govbot.app.community import open_community
    from govbot.app.overview import every_rfc, with_documents
    from govbot.core.durations import format_day, format_time

    community = open_community(Path.cwd())
    recorded = every_rfc(community, datetime.now(UTC)) if community.has_ledger else ()
    rows = with_documents(community, recorded)
    if not community.has_ledger:
        branch = community.governance.settings.ledger.branch
        click.echo(
            f"This clone does not have the ledger branch `{branch}`, so no stage is known. "
            f"Where GitHub has it: git fetch origin {branch}:refs/remotes/origin/{branch}",
            err=True,
        )
    if format == "json":
        print_json(
            {
                "rfcs": [
                    {
                        "number": row.number,
                        "title": row.title,
                        "stage": row.stage,
                        "since": instant(row.since),
                        "deadline": instant(row.deadline),
                    }
                    for row in rows
                ]
            }
        )
        return
    if not rows:
        click.echo("There is no RFC yet.")
        return
    print_table(
        ["RFC", "Title", "Stage", "Since", "Deadline"],
        [
            [
                str(row.number),
                row.title,
                row.stage,
                format_day(row.since.date()),
                format_time(row.deadline) if row.deadline else "",
            ]
            for row in rows
        ],
    )


@rfc.command(
    epilog=examples(
        "govbot rfc show 12",
        "govbot rfc show 12 --format json",
    )
)
@NUMBER
@format_option("text", "json")
def show(*, number: int, format: str) -> None:
    """Show where RFC NUMBER stands: stage, what is missing, votes, history."""
    from govbot.app.community import open_community
    from govbot.app.overview import status_from_ledger
    from govbot.reports import status_lines, way_of

    community = open_community(Path.cwd())
    state = community.state(number)
    status = status_from_ledger(community.governance, state, datetime.now(UTC))
    if status is None:
        raise UserError(f"#{number} is not an RFC.", "`govbot rfc list` lists them.")
    if format == "json":
        print_json(status.model_dump(mode="json"))
        return
    lifecycle = community.governance.settings.lifecycle
    for line in status_lines(status, way_of(lifecycle, [each.stage for each in state.stages])):
        click.echo(plain(line))


@rfc.command(
    epilog=examples(
        "govbot rfc lifecycle",
        "govbot rfc lifecycle --format mermaid",
    )
)
@format_option("text", "mermaid", "json")
def lifecycle(*, format: str) -> None:
    """Show the stages of an RFC, and who may move it from one to the next.

    Outside of a repository with governance files, this is the default lifecycle.
    """
    from govbot.app.lifecycle_views import as_data, as_mermaid, stage_rows, transition_rows
    from govbot.core.lifecycle import DEFAULT_LIFECYCLE
    from govbot.files import find_root, require_governance

    try:
        root = find_root(Path.cwd())
    except UserError:
        shown = DEFAULT_LIFECYCLE
    else:
        shown = require_governance(root).settings.lifecycle
    match format:
        case "json":
            print_json(as_data(shown))
        case "mermaid":
            click.echo(as_mermaid(shown))
        case _:
            print_table(["Stage", "Label", "At least", "What it means"], stage_rows(shown))
            click.echo()
            print_table(
                ["From", "To", "When", "Who may", "What is needed", "Opens"], transition_rows(shown)
            )
