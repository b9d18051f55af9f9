"""`govbot status`: every RFC that is not decided yet, the next deadline first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from govbot.cli.output import examples, format_option, instant, print_json, print_table

__all__ = ["status"]


@click.command(
    epilog=examples(
        "govbot status",
        "govbot status --format json",
    )
)
@format_option("text", "json")
def status(*, format: str) -> None:
    """Show where every open RFC stands, and what happens next.

    Reads the ledger of this clone; `git fetch` brings it up to date.
    """
    from govbot.app.community import open_community
    from govbot.app.overview import open_rfcs
    from govbot.core.durations import format_time
    from govbot.core.votes import in_words

    rows = open_rfcs(open_community(Path.cwd()), datetime.now(UTC))
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
                        "pending": list(row.pending),
                        "next": row.next,
                    }
                    for row in rows
                ]
            }
        )
        return
    if not rows:
        click.echo("No RFC is open.")
        return
    print_table(
        ["RFC", "Title", "Stage", "Deadline", "Has yet to vote", "Next"],
        [
            [
                str(row.number),
                row.title,
                row.stage,
                format_time(row.deadline) if row.deadline else "",
                in_words(row.pending) if row.pending else "",
                row.next,
            ]
            for row in rows
        ],
    )
