"""`govbot roster eligible`: whether somebody may begin a term, every rule that forbids it, and until when.

$ govbot roster eligible ada council --on 2026-09-01
No: ...
From 2027-01-01 on, no rule stands in the way.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from govbot.cli.output import examples, format_option, plain, print_json, today
from govbot.cli.program import NEGATIVE
from govbot.cli.roster.options import ON, day_or_none

__all__ = ["eligible"]


@click.command(
    epilog=examples(
        "govbot roster eligible ada council",
        "govbot roster eligible ada council --on 2026-09-01 --format json",
    )
)
@click.argument("login")
@click.argument("body")
@ON
@format_option("text", "json")
@click.pass_context
def eligible(
    ctx: click.Context, *, login: str, body: str, on: datetime | None, format: str
) -> None:
    """Say whether LOGIN may begin a term on BODY; whoever serves, the term after this one.

    Exits with 1 when the answer is no.
    """
    from govbot.app.community import open_community
    from govbot.app.rosters import may_begin

    day = on.date() if on else today()
    login, answer = may_begin(
        open_community(Path.cwd()).governance, login.removeprefix("@"), body, day
    )
    if format == "json":
        print_json(
            {
                "eligible": answer.eligible,
                "reasons": [{"rule": each.rule, "text": each.text} for each in answer.reasons],
                "next_eligible": day_or_none(answer.next_eligible),
                "terms": [
                    {
                        "start": day_or_none(each.start),
                        "end": day_or_none(each.end),
                        "counts": each.counts,
                    }
                    for each in answer.terms
                ],
                "notes": [{"rule": each.rule, "text": each.text} for each in answer.notes],
            }
        )
    elif answer.eligible:
        click.echo(plain(f"Yes: no rule of {body} stands in the way of a term of {login}."))
    else:
        first, *rest = answer.reasons
        click.echo(plain(f"No: {first.text}"))
        for each in rest:
            click.echo(plain(f"Also: {each.text}"))
        later = "No day is foreseen from which on no rule stands in the way."
        if answer.next_eligible is not None:
            later = f"From {answer.next_eligible} on, no rule stands in the way."
        click.echo(later)
    if format == "text":
        for each in answer.notes:
            click.echo(plain(f"Note: {each.text}"))
    if not answer.eligible:
        ctx.exit(NEGATIVE)
