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
        "govbot roster import rust-team ../team --left 2026-06-30",
        "govbot roster import kubernetes ../community/sigs.yaml",
        "govbot roster import peribolos ../org/config/example/org.yaml",
        "govbot roster import clowarden ../people/config.yaml",
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
    help="The first day on which former members (alumni, leads emeriti) no longer served; default: "
    "they are named in a comment, for want of a date.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace the files of bodies that are there already, with the terms in them.",
)
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

    PATH is a file or folder on this machine; nothing is downloaded:

    \b
    rust-team   a folder with people/*.toml and teams/*.toml, as rust-lang/team
    kubernetes  a sigs.yaml, as in kubernetes/community
    peribolos   an org.yaml, or a folder of them, as config/ in kubernetes/org
    clowarden   a config.yaml, with people.json beside it if there is one
    github      the name of an organisation, whose teams and owners are asked
                of GitHub with the token in GITHUB_TOKEN

    It writes people.yaml and a file for each team or group, in governance/, and says what had no place
    there. Either everything is written, or nothing. To have a look first: --into /tmp/look
    """  # noqa: D301 - click takes the character itself as the mark of a table
    from govbot.app.foreign_rosters import organization_named, read_organization, read_roster
    from govbot.app.importing import plan_import
    from govbot.core.layout import SETTINGS_FILE

    folder = into if into is not None else _folder()
    if format == GITHUB:
        from govbot.cli.target import connected

        organization = organization_named(path)
        with connected(Path.cwd(), f"{organization}/.github", api_url) as connection:
            roster = read_organization(connection, organization)
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
    if into is None and not (folder.parent / SETTINGS_FILE).exists():
        click.echo(
            "There are no settings yet: govbot init --body SLUG writes them, for the body that decides"
        )


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
