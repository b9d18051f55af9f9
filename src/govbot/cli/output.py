"""What goes to the terminal: tables, JSON, lines, and the commands that GitHub Actions reads.

    print_table(["RFC", "Title"], [["12", "One ledger"]])
    # on a terminal a table with a header; in a pipe the same columns, aligned, nothing cut off

Text that people wrote is data: `plain` takes the control characters out before it reaches a terminal.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import click

__all__ = [
    "DAY",
    "examples",
    "format_option",
    "instant",
    "plain",
    "print_json",
    "print_table",
    "style",
    "today",
    "workflow_command",
]

LAST_YEAR = 2500
"""Later days are slips of the hand, and what is counted from them leaves the calendar."""


class Day(click.DateTime):
    """A day, written as in the files."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read a day; end with a usage error that says how one is written."""
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day. Write year, month and day: 2026-09-01.", param, ctx)
        if day.year > LAST_YEAR:
            self.fail(f"{value!r} is too far ahead. Write a day before {LAST_YEAR}.", param, ctx)
        return day


DAY = Day(formats=["%Y-%m-%d"])
"""A day as options take it."""


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def examples(*lines: str) -> str:
    """Return command lines as the end of a command's help, one below the other as they are."""
    # Click wraps the lines of a paragraph, unless it begins so.
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def format_option(*formats: str) -> Decorator:
    """Return the option `--format`; the first of `formats` is the default."""
    return click.option(
        "--format",
        "format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the answer.",
    )


def plain(text: str) -> str:
    """Return text on one line, without what would steer a terminal, reorder what is read, or command a runner.

    GitHub's runner obeys a line that begins with `::`, behind blanks too, and `##[` anywhere in one.
    """
    shown = "".join(each if each.isprintable() else " " for each in text)
    begun = shown.lstrip()
    if begun.startswith("::"):
        shown = f"{shown[: len(shown) - len(begun)]}: {begun[1:]}"
    return shown.replace("##[", "# #[")


def style(text: str, *, fg: str | None = None, bold: bool = False) -> str:
    """Return text coloured; Click takes the colour out again where nothing shows it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=fg, bold=bold or None)


def print_json(value: Any) -> None:
    """Print a value as JSON, the keys in their own order."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their columns."""
    from rich.cells import cell_len

    cells = [[plain(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_framed(columns, cells)
        return
    widths = [max(map(cell_len, column)) for column in zip(columns, *cells, strict=True)]
    for row in ([name.upper() for name in columns], *cells):
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())


def _print_framed(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console().print(table)


def instant(moment: datetime | None) -> str | None:
    """Return a moment as the answers for programs have it: `2026-03-11T00:00:00Z`."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def today() -> date:
    """Return the day it is, in UTC."""
    return datetime.now(UTC).date()


def workflow_command(name: str, message: str, **properties: str | int | None) -> str:
    """Return a line that GitHub Actions takes for an annotation: `::error file=...::message`."""
    given = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{name}{' ' if given else ''}{given}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
