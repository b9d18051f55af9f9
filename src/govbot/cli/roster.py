"""`govbot roster`: who serves, and whether somebody does.

$ govbot roster eligible ada council --on 2026-09-01
No: ada served until 2026-06-30.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from govbot.cli.output import DAY, examples, format_option, plain, print_json, print_table, today
from govbot.cli.program import NEGATIVE

__all__ = ["roster"]

ON = click.option("--on", type=DAY, metavar="DATE", help="The day, in UTC; default: today.")


@click.group(epilog=examples("govbot roster show council", "govbot roster eligible ada council"))
def roster() -> None:
    """Show who serves on a body."""


@roster.command(
    epilog=examples(
        "govbot roster show",
        "govbot roster show council --on 2026-09-01",
    )
)
@click.argument("body", required=False)
@ON
@format_option("text", "json")
def show(*, body: str | None, on: datetime | None, format: str) -> None:
    """Show the roster of BODY, or of every body."""
    from govbot.app.community import open_community
    from govbot.app.rosters import roster as roster_of

    day = on.date() if on else today()
    entries = roster_of(open_community(Path.cwd()).governance, day, body)
    if format == "json":
        print_json(
            {
                "on": day.isoformat(),
                "members": [
                    {
                        "body": each.body,
                        "login": each.member.github,
                        "name": each.name,
                        "seat": each.member.seat,
                        "role": each.member.role,
                        "affiliation": each.affiliation,
                        "start": _day(each.term.start if each.term else None),
                        "end": _day(each.term.end if each.term else None),
                        "service": each.service,
                    }
                    for each in entries
                ],
            }
        )
        return
    if not entries:
        click.echo("Nobody is on the roster.")
        return
    print_table(
        ["Body", "Seat", "Login", "Name", "Role", "Affiliation", "Term", day.isoformat()],
        [
            [
                each.body,
                str(each.member.seat or ""),
                each.member.github,
                each.name,
                each.member.role,
                each.affiliation,
                f"{each.term.start} to {each.term.end or 'open'}" if each.term else "",
                each.service.replace("-", " "),
            ]
            for each in entries
        ],
    )


@roster.command(
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
    """Say whether LOGIN serves on BODY on a day, and if not, why and from when on.

    Exits with 1 when the answer is no.
    """
    from govbot.app.community import open_community
    from govbot.app.rosters import eligibility

    governance = open_community(Path.cwd()).governance
    login, day = login.removeprefix("@"), on.date() if on else today()
    answer = eligibility(governance, login, body, day)
    if format == "json":
        print_json(
            {
                "eligible": answer.eligible,
                "reasons": [{"rule": each.rule, "text": each.text} for each in answer.reasons],
                "next_eligible": _day(answer.next_eligible),
                "terms": [
                    {"start": _day(term.start), "end": _day(term.end), "counts": True}
                    for term in answer.terms
                ],
            }
        )
    elif answer.eligible:
        click.echo(plain(f"Yes: {login} serves on {body} on {day}."))
    else:
        later = f" Next: {answer.next_eligible}." if answer.next_eligible else ""
        click.echo(plain(f"No: {' '.join(each.text for each in answer.reasons)}{later}"))
    if not answer.eligible:
        ctx.exit(NEGATIVE)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
