"""`govbot roster terms`: the terms that run, the nearest end first.

$ govbot roster terms --within 90d --on 2026-05-01
BODY     SEAT  LOGIN  ROLE   TERM                      ENDS IN  NEXT
council  1     ada    chair  2026-01-01 to 2026-06-30  60 days  serves on until 2026-12-31
council  2     ben           2026-01-01 to 2026-06-30  60 days
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, print_json, print_table, today
from govbot.cli.roster.options import ON, WITHIN, span_words, term_days
from govbot.core.rosters.wording import number_of, until

if TYPE_CHECKING:
    from govbot.core.durations import Duration
    from govbot.core.rosters.upcoming import Ending

__all__ = ["terms"]


@click.command(
    epilog=examples(
        "govbot roster terms --within 90d",
        'govbot roster terms council --within "6 months" --on 2026-09-01',
        "govbot roster terms --format json",
    )
)
@click.argument("body", required=False)
@WITHIN
@ON
@format_option("text", "json")
def terms(*, body: str | None, within: Duration | None, on: datetime | None, format: str) -> None:
    """List the terms that run on BODY, or on every body, by the day on which they end."""
    from govbot.app.community import open_community
    from govbot.core.rosters.upcoming import upcoming

    day = on.date() if on else today()
    found = upcoming(open_community(Path.cwd()).governance, day, within, body)
    if format == "json":
        print_json({"on": day.isoformat(), "terms": [_json(each) for each in found]})
        return
    if not found:
        click.echo(
            f"No term ends within {within} of {day}." if within else f"No term runs on {day}."
        )
        return
    print_table(
        ["Body", "Seat", "Login", "Role", "Term", "Ends in", "Next"],
        [
            [
                each.body,
                str(each.tenure.seat or ""),
                each.login,
                each.tenure.role,
                span_words(each.tenure),
                _ends_in(each),
                f"serves on {until(each.next.end)}" if each.next else "",
            ]
            for each in found
        ],
    )


def _ends_in(ending: Ending) -> str:
    if ending.days is None:
        return "open"
    return number_of(ending.days, "day", "days") if ending.days else "today"


def _json(ending: Ending) -> dict[str, Any]:
    tenure = ending.tenure
    return {
        "body": ending.body,
        "login": ending.login,
        "seat": tenure.seat,
        "role": tenure.role,
        **term_days(tenure),
        "days_left": ending.days,
        "next": term_days(ending.next) if ending.next else None,
    }
