"""`govbot report`: who serves, where every RFC stands, what was decided and how."""

from __future__ import annotations

from pathlib import Path

import click

from govbot.cli.output import examples, today

__all__ = ["report"]


@click.command(
    epilog=examples(
        "govbot report",
        "govbot report --format html --output governance.html",
    )
)
@click.option(
    "--format",
    "format",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    show_default=True,
    help="Markdown for GitHub, or one HTML page that needs nothing else.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing.",
)
@click.option(
    "--allow-empty",
    is_flag=True,
    help="Report even where there is no ledger branch, as before the first RFC.",
)
def report(*, format: str, output: Path | None, allow_empty: bool) -> None:
    """Report on governance, from the files and the ledger of this clone."""
    from govbot.app.community import open_community
    from govbot.files.writing import write_together
    from govbot.reports import governance_page, governance_report, report_view

    community = open_community(Path.cwd())
    # Without the branch it cannot be told whether nothing is recorded or the branch was not fetched.
    states = {} if allow_empty and not community.has_ledger else community.states()
    view = report_view(community.governance, states, today())
    text = governance_page(view) if format == "html" else governance_report(view)
    if output is None:
        click.echo(text)
        return
    write_together({output: text.rstrip("\n") + "\n"})
    click.echo(f"wrote {output}")
