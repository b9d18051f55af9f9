"""`govbot doctor`: what is right, what is missing, and where to click.

$ govbot doctor
✓ right     Default branch: `main` holds the 7 files as they are here.
✗ missing   Ledger: `governance-ledger` can be force-pushed and deleted: the record
            could be rewritten.
              New branch ruleset for `governance-ledger`: restrict deletions, block
              force pushes.
              https://github.com/example/commons/settings/rules
? not seen  Actions allowed: This token may not see it.
              A token with Administration: read shows it.
              https://github.com/example/commons/settings/actions

11 right, 1 missing, 1 not seen. Not needed here: Announcements, Teams' token.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, plain, print_json, style
from govbot.cli.program import NEGATIVE
from govbot.cli.target import connected, target_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govbot.core.doctor import Diagnosis, Examination

    Row = tuple[Examination, Diagnosis]

__all__ = ["doctor"]

WIDEST, NARROWEST = 80, 40
SIGNS = {"right": ("✓", "+"), "missing": ("✗", "x"), "not seen": ("?", "?")}
"""The sign before each word, and the one where the output cannot show it."""

COLORS = {"right": "green", "missing": "red", "not seen": "yellow"}
WORD = max(map(len, SIGNS))
INDENT = " " * (2 + WORD + 2)
DEEPER = f"{INDENT}  "


@click.command(
    epilog=examples(
        "govbot doctor",
        "govbot doctor --repository example/commons",
        "govbot doctor --format json",
    )
)
@format_option("text", "json")
@target_options
@click.pass_context
def doctor(ctx: click.Context, *, format: str, repository: str | None, api_url: str | None) -> None:
    """Say what is right, what is missing, and where to click.

    Looks at this clone and at its repository on GitHub, row by row: files, settings, rules, labels, people.
    It only reads, in 40 requests at most. A row that the token may not see says which permission would
    show it. Exits with 1 when something is missing; what could not be seen does not count as missing.
    """
    from govbot.app.doctor import examine
    from govbot.core.doctor import Health
    from govbot.files import find_root

    root = find_root(Path.cwd())
    with connected(root, repository, api_url) as connection:
        name = connection.repository
        rows = examine(root, connection)
    counts = Counter(diagnosis.health for _, diagnosis in rows)
    if format == "json":
        print_json(
            {
                "repository": name,
                "rows": [_as_data(each) for each in rows],
                "counts": {str(each): counts[each] for each in Health},
            }
        )
    else:
        for row in rows:
            for line in _lines(row):
                click.echo(line)
        click.echo(f"\n{_summary(rows, counts)}")
    if counts[Health.MISSING]:
        ctx.exit(NEGATIVE)


def _as_data(row: Row) -> dict[str, Any]:
    examination, diagnosis = row
    return {
        "id": examination.id,
        "title": examination.title,
        "state": str(diagnosis.health),
        "says": diagnosis.says,
        "fix": diagnosis.fix,
        "where": diagnosis.where,
        "permission": diagnosis.permission,
    }


def _lines(row: Row) -> Iterator[str]:
    """Yield a row's lines: how it stands; below it, what to do and where."""
    examination, diagnosis = row
    health = str(diagnosis.health)
    if health not in SIGNS:
        return
    sign = SIGNS[health][0 if _shows(SIGNS[health][0]) else 1]
    first, *rest = _wrapped(f"{examination.title}: {diagnosis.says}", INDENT)
    yield style(f"{sign} {health:{WORD}}", fg=COLORS[health], bold=True) + first[WORD + 2 :]
    yield from rest
    if diagnosis.fix:
        yield from _wrapped(diagnosis.fix, DEEPER)
    if diagnosis.permission:
        yield from _wrapped(f"A token with {diagnosis.permission} shows it.", DEEPER)
    if diagnosis.where:
        yield DEEPER + style(plain(diagnosis.where), fg="cyan")


def _wrapped(text: str, indent: str) -> list[str]:
    """Return a text in indented lines that fit."""
    width = max(min(shutil.get_terminal_size().columns, WIDEST), NARROWEST)
    return textwrap.wrap(
        plain(text),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _shows(sign: str) -> bool:
    try:
        sign.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _summary(rows: tuple[Row, ...], counts: Counter[Any]) -> str:
    parts = [f"{counts[health]} {health}" for health in SIGNS if counts[health]]
    unneeded = [each.title for each, diagnosis in rows if str(diagnosis.health) not in SIGNS]
    more = f" Not needed here: {', '.join(unneeded)}." if unneeded else ""
    return "\n".join(_wrapped(f"{', '.join(parts)}.{more}", ""))
