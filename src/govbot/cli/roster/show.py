"""`govbot roster show`: who serves on a day, who is away, and which seats are vacant.

$ govbot roster show council --on 2026-09-01
BODY     SEAT  LOGIN     NAME         ROLE   AFFILIATION  TERM                      2026-09-01
council  1     ada       Ada Example  chair  Acme         2026-07-01 to 2026-12-31  serves
council  2     (vacant)                                                             since 2026-07-01
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govbot.cli.output import examples, format_option, plain, print_json, print_table, today
from govbot.cli.roster.options import ON, day_or_none, span_words, term_days

if TYPE_CHECKING:
    from govbot.app.rosters import Entry, Roster
    from govbot.core.rosters.standing import Vacancy

__all__ = ["show"]


@click.command(
    epilog=examples(
        "govbot roster show",
        "govbot roster show council --on 2026-09-01",
        "govbot roster show council --all --format json",
    )
)
@click.argument("body", required=False)
@ON
@click.option(
    "--all", "everybody", is_flag=True, help="Also those who served before or will later."
)
@format_option("text", "json")
def show(*, body: str | None, on: datetime | None, everybody: bool, format: str) -> None:
    """Show who serves on BODY, or on every body, and which seats are vacant."""
    from govbot.app.community import open_community
    from govbot.app.rosters import roster

    day = on.date() if on else today()
    rosters = roster(open_community(Path.cwd()).governance, day, body, everybody=everybody)
    if format == "json":
        print_json(
            {
                "on": day.isoformat(),
                "bodies": [_body(each) for each in rosters],
                "members": [_member(entry) for each in rosters for entry in each.entries],
                "vacant": [
                    _vacancy(each, vacancy) for each in rosters for vacancy in each.standing.vacant
                ],
            }
        )
        return
    rows = [row for each in rosters for row in _rows(each)]
    if rows:
        columns = ["Body", "Seat", "Login", "Name", "Role", "Affiliation", "Term", day.isoformat()]
        print_table(columns, rows)
    else:
        click.echo("Nobody serves, and no seat is vacant.")
    for each in rosters:
        if each.standing.is_short:
            serving, least = each.standing.serving, each.standing.minimum
            slug = each.body.slug
            click.echo(plain(f"{slug}: too few serve: {serving}, and the minimum is {least}."))


def _rows(roster: Roster) -> list[list[str]]:
    """Return the members and the vacant seats of a body, by seat."""
    slug = roster.body.slug
    seats: list[tuple[int | None, list[str]]] = [
        (
            each.tenure.seat if each.tenure else each.member.seat,
            [
                slug,
                str((each.tenure.seat if each.tenure else each.member.seat) or ""),
                each.login,
                each.name,
                each.tenure.role if each.tenure else each.member.role,
                each.affiliation,
                span_words(each.tenure),
                _note(each),
            ],
        )
        for each in roster.entries
    ]
    for vacancy in roster.standing.vacant:
        since = f"since {vacancy.since}" if vacancy.since else "never taken"
        kept = roster.reserved_for(vacancy)
        note = f"{since}, for {kept}" if kept else since
        if vacancy.seat is None:
            note = "one of its seats"
        row = [slug, str(vacancy.seat or ""), "(vacant)", "", "", "", "", note]
        seats.append((vacancy.seat, row))
    return [row for _, row in sorted(seats, key=lambda each: (each[0] is None, each[0] or 0))]


def _note(entry: Entry) -> str:
    """Say whether somebody serves that day, and what is out of the ordinary about it."""
    note = entry.service.replace("-", " ")
    office = entry.member.ex_officio
    if office is not None:
        note = f"{note}, by being {office}"
    return note if entry.member.votes else f"{note}, without a ballot"


def _body(roster: Roster) -> dict[str, Any]:
    seats = roster.body.seats
    return {
        "body": roster.body.slug,
        "name": roster.body.name,
        "kind": roster.body.kind,
        "seats": seats.count if seats else None,
        "minimum": roster.standing.minimum,
        "serving": roster.standing.serving,
    }


def _member(entry: Entry) -> dict[str, Any]:
    tenure, office = entry.tenure, entry.member.ex_officio
    return {
        "body": entry.body,
        "login": entry.login,
        "name": entry.name,
        "seat": tenure.seat if tenure else entry.member.seat,
        "role": tenure.role if tenure else entry.member.role,
        "affiliation": entry.affiliation,
        **term_days(tenure),
        "service": entry.service,
        "ex_officio": str(office) if office else None,
        "votes": entry.member.votes,
    }


def _vacancy(roster: Roster, vacancy: Vacancy) -> dict[str, Any]:
    return {
        "body": roster.body.slug,
        "seat": vacancy.seat,
        "since": day_or_none(vacancy.since),
        "reserved_for": roster.reserved_for(vacancy),
    }
