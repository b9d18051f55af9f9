"""`govbot status`: every RFC that is not decided yet and every open vote, the next deadline first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, instant, print_json, print_table

if TYPE_CHECKING:
    from govbot.app.overview import Row

__all__ = ["status"]


@click.command(
    epilog=examples(
        "govbot status",
        "govbot status --format json",
    )
)
@format_option("text", "json")
def status(*, format: str) -> None:
    """Show where every open RFC and every vote on anything else stands, and what happens next.

    Reads the ledger of this clone; `git fetch` brings it up to date.
    """
    from govbot.app.community import open_community
    from govbot.app.overview import MOTION, under_way
    from govbot.core.durations import format_time
    from govbot.core.votes import in_words

    rows = under_way(open_community(Path.cwd()), datetime.now(UTC))
    if format == "json":
        print_json(
            {
                "rfcs": [
                    {"number": row.number, "title": row.title, "stage": row.stage, **_times(row)}
                    for row in rows
                    if row.stage != MOTION
                ],
                "motions": [
                    {"number": row.number, "title": row.title, **_times(row)}
                    for row in rows
                    if row.stage == MOTION
                ],
            }
        )
        return
    if not rows:
        click.echo("No RFC is open.")
        return
    print_table(
        ["Number", "Title", "Stage", "Deadline", "Has yet to vote", "Next"],
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


def _times(row: Row) -> dict[str, Any]:
    return {
        "since": instant(row.since),
        "deadline": instant(row.deadline),
        "pending": list(row.pending),
        "next": row.next,
    }
