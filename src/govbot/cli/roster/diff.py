"""`govbot roster diff`: what a change of the files means for who serves, in plain words.

$ govbot roster diff main..HEAD
Community Council (council)
  ben joins on 2026-07-01: seat 3, until 2026-12-31, by election; the first consecutive term of at most 2.
  Acme: 2 of at most 2 from 2026-07-01 on (1 without this change).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import DAY, examples, format_option, plain, print_json, today
from govbot.cli.roster.options import day_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from govbot.app.revisions import Sides
    from govbot.core.checks.roster_change import RosterChange
    from govbot.core.rosters.comparison import BodyDifference

__all__ = ["diff"]


@click.command(
    epilog=examples(
        "govbot roster diff main..HEAD",
        "govbot roster diff main...HEAD --format markdown",
        "govbot roster diff HEAD",
        "govbot roster diff v1.0..v2.0 --format json",
    )
)
@click.argument("revisions", metavar="BASE[..HEAD]")
@click.option(
    "--on",
    type=DAY,
    metavar="DATE",
    help="The day from which on vacant seats are told, in UTC; default: today.",
)
@format_option("text", "json", "markdown")
def diff(*, revisions: str, on: datetime | None, format: str) -> None:
    """Say what changes for the rosters between two revisions, or from BASE to the files as they are here.

    BASE..HEAD compares the two as they are; BASE...HEAD tells what HEAD changed since it left BASE.
    """
    from govbot.app.revisions import sides_of
    from govbot.core.checks.roster_change import roster_change
    from govbot.files import find_root
    from govbot.reports.rosters import roster_change_lines, roster_change_report

    sides = sides_of(find_root(Path.cwd()), revisions)
    change = roster_change(sides.before, sides.after, on.date() if on else today())
    match format:
        case "json":
            print_json(_json(sides, change))
        case "markdown":
            click.echo(roster_change_report(change), nl=False)
        case _ if change.is_empty:
            click.echo(plain(f"Nothing changes for the rosters from {sides.base} to {sides.head}."))
        case _:
            for line in roster_change_lines(change):
                click.echo(plain(line))


def _json(sides: Sides, change: RosterChange) -> dict[str, Any]:
    return {
        "base": sides.base,
        "head": sides.head,
        "bodies": [_body(each) for each in change.difference.bodies],
        "people": [
            {"what": each.what, "login": each.login, "text": each.text}
            for each in change.difference.people
        ],
        "new_findings": [each.model_dump(mode="json") for each in change.new],
        "mended_findings": [each.model_dump(mode="json") for each in change.mended],
    }


def _body(body: BodyDifference) -> dict[str, Any]:
    return {
        "body": body.slug,
        "name": body.name,
        "status": body.status,
        "members": [
            {
                "what": each.move,
                "login": each.login,
                "on": day_or_none(each.day),
                "text": each.text,
            }
            for each in body.members
        ],
        "seats": [
            {
                "seat": each.seat,
                "start": day_or_none(each.start),
                "end": day_or_none(each.end),
                "vacant": each.is_vacant,
                "text": each.text,
            }
            for each in body.seats
        ],
        "affiliations": [
            {
                "name": each.name,
                "count": each.count,
                "before": each.before,
                "at_most": each.most,
                "on": day_or_none(each.day),
                "until": day_or_none(each.until),
                "text": each.text,
            }
            for each in body.affiliations
        ],
        "rules": [{"key": each.key, "text": each.text} for each in body.rules],
    }
