"""`govbot roster export`: the rosters as JSON and a calendar, for a website to serve.

$ govbot roster export --to site
wrote    site/calendar.ics
wrote    site/v1/bodies/council.json
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import examples, today
from govbot.cli.roster.options import ON

if TYPE_CHECKING:
    from govbot.app.export import Format

__all__ = ["export"]


@click.command(
    epilog=examples(
        "govbot roster export --to site",
        "govbot roster export --to site --format ics",
    )
)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where to write; it is made where it is not there.",
)
@click.option(
    "--format",
    "format",
    type=click.Choice(["json", "ics", "all"]),
    default="all",
    show_default=True,
    help="Files of JSON in v1/, a calendar in calendar.ics, or both.",
)
@ON
def export(*, folder: Path, format: Format, on: datetime | None) -> None:
    """Write the rosters as files for others to read: JSON, and an iCalendar feed.

    They are as the rosters stand on a day. The calendar has when terms and leaves begin and end, the
    days of reminders, and when the votes that are open close, as far as this clone has the ledger.
    E-mail addresses are left out.
    """
    from govbot.app.community import open_community
    from govbot.app.export import GITHUB
    from govbot.app.export import export as export_of

    server = os.environ.get("GITHUB_SERVER_URL") or GITHUB
    day = on.date() if on else today()
    exported = export_of(open_community(Path.cwd()), day, format, server)
    removed = exported.write(folder)
    for name in exported.files:
        click.echo(f"wrote    {folder / name}")
    for name in removed:
        click.echo(f"removed  {folder / name} (there is no such body)")
    if not exported.is_of_commit:
        click.echo(
            "note: governance/ has changes that are not committed. They are in these files, and not in "
            "the commit that the files name.",
            err=True,
        )
