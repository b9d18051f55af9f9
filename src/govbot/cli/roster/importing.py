"""`govbot roster import`: the rosters of another tool as this community's files.

$ govbot roster import kubernetes ../community/sigs.yaml
wrote     governance/people.yaml
wrote     governance/bodies/sig-docs.yaml
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govbot.cli.output import DAY, examples, plain

if TYPE_CHECKING:
    from govbot.app.importing import How

__all__ = ["import_"]

GITHUB = "github"


@click.command(
    "import",
    epilog=examples(
        "govbot roster import rust-team ../team",
        "govbot roster import kubernetes ../community/sigs.yaml",
        "govbot roster import peribolos ../org/config/example/org.yaml",
        "govbot roster import clowarden ../people/config.yaml --left 2026-06-30",
        "govbot roster import github example",
    ),
)
@click.argument(
    "format", type=click.Choice(["rust-team", "kubernetes", "peribolos", "clowarden", GITHUB])
)
@click.argument("path")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The community's folder; default: governance, in this repository.",
)
@click.option(
    "--left",
    type=DAY,
    metavar="DATE",
    help="The first day on which former members no longer served; default: they are named in a "
    "comment, for want of a date.",
)
@click.option("--force", is_flag=True, help="Replace the files of bodies that are there already.")
@click.option(
    "--api-url",
    metavar="URL",
    help="The address of GitHub's API; default: GITHUB_API_URL, then github.com's.",
)
def import_(
    *,
    format: str,
    path: str,
    into: Path | None,
    left: datetime | None,
    force: bool,
    api_url: str | None,
) -> None:
    """Write the rosters that another tool keeps as this community's files.

    PATH is a file or folder: a clone of rust-lang/team, a sigs.yaml, an org.yaml of peribolos or a
    folder of them, a config.yaml of CLOWarden. With `github`, it is the name of an organisation,
    whose teams are asked of GitHub with the token in GITHUB_TOKEN. Either everything is written, or
    nothing.
    """
    from govbot.app.importing import plan_import, read_organization, read_roster

    folder = into if into is not None else _folder()
    if format == GITHUB:
        from govbot.cli.target import connected

        with connected(Path.cwd(), f"{path}/.github", api_url) as connection:
            roster = read_organization(connection, path)
    else:
        roster = read_roster(format, Path(path))
    planned = plan_import(folder, roster, left=left.date() if left else None, replace=force)
    planned.write()
    for step in planned.steps:
        click.echo(_line(step.path, step.how))
    for note in planned.notes:
        click.echo(plain(f"note: {note}"))
    if any(each.github and each.id is None for each in roster.people):
        click.echo("\nNext: fill in the numeric ids: govbot roster pin")
    click.echo("No dates are known: nobody has terms until you write them. See: govbot check")


def _folder() -> Path:
    """Return the folder of the community here, or where it would be."""
    from govbot.app.clone import top_of
    from govbot.core.errors import UserError
    from govbot.core.layout import FOLDER
    from govbot.files import find_root

    try:
        return find_root(Path.cwd()) / FOLDER
    except UserError:
        return top_of(Path.cwd()) / FOLDER


def _line(path: str, how: How) -> str:
    match how:
        case "new":
            return f"wrote     {path}"
        case "replaced":
            return f"replaced  {path}"
        case "more":
            return f"added to  {path}"
        case "the same":
            return f"kept      {path} (it says the same)"
